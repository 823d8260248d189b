# SPDX-License-Identifier: GPL-3.0-or-later
#
# log2json.awk - combined lines with the request time to NDJSON, as one writes it in
# awk: quotes and backslashes inside of the fields would break it
BEGIN {
	FS = "\""
	for (i = 1; i <= 12; i++)
		month[substr("JanFebMarAprMayJunJulAugSepOctNovDec", 3 * i - 2, 3)] = sprintf("%02d", i)
}
NF == 7 && $7 ~ /^ [0-9.]+$/ {
	split($1, head, " ")
	split($2, request, " ")
	split($3, answer, " ")
	at = head[4]
	query = index(request[2], "?")
	path = query ? substr(request[2], 1, query - 1) : request[2]
	printf "{\"timestamp\":\"%s-%s-%sT%sZ\",\"client_ip\":\"%s\"%s,\"method\":\"%s\",\"path\":\"%s\"%s,\"protocol\":\"%s\",\"status\":%d,\"bytes\":%d%s,\"user_agent\":\"%s\",\"duration_ms\":%d}\n",
	    substr(at, 9, 4), month[substr(at, 5, 3)], substr(at, 2, 2), substr(at, 14, 8), head[1],
	    head[3] == "-" ? "" : ",\"user_id\":\"" head[3] "\"", request[1], path,
	    query ? ",\"query\":\"" substr(request[2], query + 1) "\"" : "", request[3],
	    answer[1], answer[2], $4 == "-" ? "" : ",\"referrer\":\"" $4 "\"", $6, $7 * 1000 + 0.5
}
