# SPDX-License-Identifier: GPL-3.0-or-later
#
# answer.awk -v key=NAME - the result of any competitor in the form of rank.awk
function member(name,    at)
{
	if (!(at = index($0, "\"" name "\":")))
		return ""
	at += length(name) + 3
	if (substr($0, at, 1) != "\"")
		return substr($0, at, 40) + 0
	return substr($0, at + 1, index(substr($0, at + 1, 200), "\"") - 1)
}
BEGIN {
	FS = OFS = "\t"
	OFMT = CONVFMT = "%.15g"
}
/^[{]/ {
	n = member("n")
	print member(key), substr(member("window"), 1, 16), n,
	    index($0, "\"failed\":") ? member("failed") : int(member("errors") * n + 0.5), member("p50"),
	    member("p95"), member("p99"), member("bytes"), member("users")
	next
}
{
	gsub(/"/, "", $1)
	$2 = substr($2, 1, 16)
	sub(/ /, "T", $2)
	print
}
