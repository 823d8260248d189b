# SPDX-License-Identifier: GPL-3.0-or-later
#
# compare.awk -v mode=MODE WANTED GOT - an answer (answer.awk) against the exact one
# (rank.awk, wide); says what differs, and fails
#
# Groups, counts and errors are equal, always.  Percentiles: exact: the same; sketch:
# off by at most 1 %; rank: between values whose rank is off by at most 1 % of n and
# 1, or 1 % more.  bytes are equal and users within 10 % and 1 (rank: 20 %) where they
# are told.
function complain(what)
{
	if (++bad <= 5)
		print "  " $1 " " $2 ": " what
}
BEGIN { FS = "\t" }
NR == FNR {
	wanted[$1 FS $2] = $0
	groups++
	next
}
!(($1 FS $2) in wanted) {
	complain("no such group")
	next
}
{
	split(wanted[$1 FS $2], w, FS)
	got++
	if ($3 != w[3] || $4 != w[4])
		complain("n " $3 ", errors " $4 "; wanted " w[3] ", " w[4])
	for (i = 5; i <= 7; i++) {
		low = mode == "rank" ? w[2 * i] : w[i]
		high = mode == "rank" ? w[2 * i + 1] : w[i]
		slack = mode == "exact" ? 0 : 0.0101
		if ($i < low * (1 - slack) || $i > high * (1 + slack))
			complain("percentile " $i ", wanted " low " to " high)
	}
	if ($8 != "" && $8 != w[8])
		complain("bytes " $8 ", wanted " w[8])
	off = mode == "rank" ? 0.2 : 0.1
	if ($9 != "" && ($9 < w[9] * (1 - off) - 1 || $9 > w[9] * (1 + off) + 1))
		complain("users " $9 ", wanted " w[9])
}
END {
	if (got != groups)
		print "  " got + 0 " groups, wanted " groups
	exit bad > 0 || got != groups
}
