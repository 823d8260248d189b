# SPDX-License-Identifier: GPL-3.0-or-later
#
# rank.awk - from the lines of extract.awk, sorted by key, minute and milliseconds:
# key, minute, n, errors, p50, p95, p99 (nearest rank); where they are told, bytes and
# users; with -v wide=1 then, for each percentile, the values whose rank is 1 % of n and
# 1 below and above
function at(rank)
{
	return ms[rank < 1 ? 1 : rank > n ? n : rank]
}
function ceil(x)
{
	return int(x) < x ? int(x) + 1 : int(x)
}
function flush(    i, q)
{
	if (n == 0)
		return
	for (i = 1; i <= 3; i++)
		q = q "\t" at(ceil(percent[i] * n / 100))
	q = key "\t" minute "\t" n "\t" errors + 0 q (users ? "\t" bytes "\t" users : "")
	for (i = 1; wide && i <= 3; i++)
		q = q "\t" at(int((percent[i] - 1) * n / 100) - 1) "\t" \
		    at(ceil((percent[i] + 1) * n / 100) + 1)
	print q
	n = errors = bytes = users = 0
	split("", seen)
}
BEGIN {
	FS = "\t"
	split("50 95 99", percent, " ")
	OFMT = CONVFMT = "%.15g"
}
$1 != key || $2 != minute {
	flush()
	key = $1
	minute = $2
}
{
	ms[++n] = $4
	errors += $3 >= 500
	bytes += $5
	if (NF >= 6 && !($6 in seen)) {
		seen[$6]
		users++
	}
}
END { flush() }
