# From logs and CSV: a session is a visit of an address.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxsession -f combined -u client_ip --sessions --page 'if(status == 200, path, null)' access.log > visits
head -n 2 visits
cxstat --no-ci 'visits = count(), users = distinct(user), requests = sum(events),
    alone = rate(events == 1)' visits
cxparse -f combined access.log 2>/dev/null | cxsession -u client_ip > one
cxsession -f combined -u client_ip access.log 2>/dev/null | cmp - one && echo 'the same by cxparse'
head -n 1 one
printf 'ts,who,session_id\n2026-01-01T00:00:00Z,a,9\n2026-01-01T00:01:00Z,"a",8\n' |
    cxsession -f csv --map timestamp=ts --map user_id=who

# A record is what it was, byte for byte, with two members more at its end.
cat > in <<'END'
{"user_id":"a","timestamp":"2026-01-01T10:00:00Z", "n" : 1.50 , "s":"caf\u00e9\/", "o":{"x":[ 1 , 2 ]}}
  {"timestamp":1767261700 ,"user_id":"a"}  
{"timestamp":"2026-01-01T10:02:00.5+00:00","user_id":"\u0061","big":123456789012345678901234567890,"dup":1,"dup":2}
END
printf '{"user_id":"a","timestamp":"01/Jan/2026:10:03:00 +0000"}\r\n' >> in
cxsession in
cxsession in | sed 's/,"session_id":"[0-9a-f]*","session_number":[0-9]*}$/}/' > back
sed 's/^ *//; s/[ \r]*$//' in | cmp - back && echo same
# Those it had are replaced, however they are spelled; other names are others.
cat > in <<'END'
{"session_id":"old","timestamp":"2026-01-01T10:00:00Z","user_id":"a","session_number":9}
{"timestamp":"2026-01-01T10:01:00Z","session\u005fid":1,"user_id":"a","x.session_id":2,"in":{"session_id":3}}
{"timestamp":"2026-01-01T10:02:00Z","user_id":"a","session_id":null}
END
cxsession in
# Twice is the same as once.
cxsession in > once
cxsession once | cmp - once && echo 'the same again'

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

#> {"kind":"session","user":"1.22.35.226","session_id":"add011faeb8b6157","session_number":1,"start":"2015-05-19T11:05:07Z","end":"2015-05-19T11:05:49Z","duration_ms":42000,"events":6,"pages":6,"entry_page":"/style2.css","exit_page":"/reset.css","engaged":true,"converted":false,"value":0}
#> {"kind":"session","user":"100.2.4.116","session_id":"e457c886ef1acc43","session_number":1,"start":"2015-05-18T21:05:22Z","end":"2015-05-18T21:05:53Z","duration_ms":31000,"events":2,"pages":2,"entry_page":"/blog/geekery/mounting-partitions-within-a-disk-image-in-linux.html","exit_page":"/misc/sample.log","engaged":true,"converted":false,"value":0}
#> {"kind":"stat","visits":3052,"users":1750,"users_method":"hll","requests":9999,"alone":0.5265399737876802,"alone_n":3052}
#> the same by cxparse
#> {"timestamp":"2015-05-19T11:05:07Z","client_ip":"1.22.35.226","method":"GET","path":"/style2.css","protocol":"HTTP/1.1","status":200,"bytes":4877,"referrer":"http://www.semicomplete.com/projects/xdotool/","user_agent":"Mozilla/5.0 (Windows NT 6.1; rv:26.0) Gecko/20100101 Firefox/26.0","session_id":"add011faeb8b6157","session_number":1}
#> {"timestamp":"2026-01-01T00:00:00Z","user_id":"a","session_id":"e26f2ccc0e852c5b","session_number":1}
#> {"timestamp":"2026-01-01T00:01:00Z","user_id":"a","session_id":"e26f2ccc0e852c5b","session_number":1}
#> {"user_id":"a","timestamp":"2026-01-01T10:00:00Z", "n" : 1.50 , "s":"caf\u00e9\/", "o":{"x":[ 1 , 2 ]},"session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":1767261700 ,"user_id":"a","session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":"2026-01-01T10:02:00.5+00:00","user_id":"\u0061","big":123456789012345678901234567890,"dup":1,"dup":2,"session_id":"5c29b261216cbbb4","session_number":1}
#> {"user_id":"a","timestamp":"01/Jan/2026:10:03:00 +0000","session_id":"5c29b261216cbbb4","session_number":1}
#> same
#> {"timestamp":"2026-01-01T10:00:00Z","user_id":"a","session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":"2026-01-01T10:01:00Z","user_id":"a","x.session_id":2,"in":{"session_id":3},"session_id":"5c29b261216cbbb4","session_number":1}
#> {"timestamp":"2026-01-01T10:02:00Z","user_id":"a","session_id":"5c29b261216cbbb4","session_number":1}
#> the same again
#> same
#> many sessions
#2> cxsession: access.log:8899:183: expected '"' after %{User-Agent}i, found end of line: was the line cut when it was written?
#2> cxsession: 1 of 10000 records rejected (0.01%)
