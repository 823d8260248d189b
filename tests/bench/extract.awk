# SPDX-License-Identifier: GPL-3.0-or-later
#
# extract.awk -v key=NAME - NDJSON or log lines of gen_data, by their text alone:
# key, minute, status, milliseconds, bytes and user, with tabs between
#
# Knows what gen_data writes and nothing of JSON.  Lines that are cut are left out.
function member(name,    at)
{
	if (!(at = index($0, "\"" name "\":")))
		return ""
	at += length(name) + 3
	if (substr($0, at, 1) != "\"")
		return substr($0, at, 20) + 0
	return substr($0, at + 1, index(substr($0, at + 1, 200), "\"") - 1)
}
BEGIN {
	for (i = 1; i <= 12; i++)
		month[substr("JanFebMarAprMayJunJulAugSepOctNovDec", 3 * i - 2, 3)] = sprintf("%02d", i)
	OFS = "\t"
}
/^[{].*["0-9][}]$/ {
	print member(key), substr(member("timestamp"), 1, 16), member("status"),
	    member("duration_ms"), member("bytes"), member("user_id")
}
/^[0-9].* [0-9]+[.][0-9][0-9][0-9]$/ {
	split($0, part, "\"")
	split(part[1], head, " ")
	split(part[2], request, " ")
	split(part[3], answer, " ")
	at = substr(head[4], 2)
	print request[1], substr(at, 8, 4) "-" month[substr(at, 4, 3)] "-" substr(at, 1, 2) "T" \
	    substr(at, 13, 5), answer[1], int(part[7] * 1000 + 0.5), answer[2], \
	    head[3] == "-" ? "" : head[3]
}
