# A change of campaign, against awk; no two records of a user have the same time.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 13; for (i = 0; i < 20000; i++)
	printf "%d %d %s\n", 1767225600 + 61 * i + int(draw() * 60), draw() * 9,
	    (draw() < 0.5 ? "-" : substr("abc", 1 + int(draw() * 3), 1)) }' > raw
awk '{ printf "{\"timestamp\":%d,\"user_id\":\"u%d\"%s}\n", $1, $2,
	    ($3 == "-" ? "" : ",\"campaign\":\"" $3 "\"") }' raw > in
sort -k2,2n -k1,1n raw | awk '
NR == 1 || $2 != user { user = $2; number = 0; last = -99999 }
{
	if ($1 - last > 1800 || ($3 != "-" && known != "-" && $3 != known)) { number++; known = "-" }
	if ($3 != "-") known = $3
	last = $1
	print "u" user, $1, number
}' > want
cxsession --split campaign in | jq -r '"\(.user_id) \(.timestamp) \(.session_number)"' | cmp - want && echo same
[ "$(tail -n 1 want | cut -d' ' -f3)" -gt 300 ] && echo 'many sessions'

#> same
#> many sessions
