# What should have come and did not: told, and judged by how often there was nothing before.
. "$TOP/tests/cli/cxanomaly/series.inc"
gap() { jq -c 'select(.kind == "gap") | [.window, .window_end, .k, .missing, .anomaly, ((.score // -1) * 1000 | round), .status]'; }
# A hole of 30 minutes in 600, in windows as they come from a live log: nobody asked, and it is told.
awk 'BEGIN { for (i = 0; i < 600; i++) if (i < 300 || i >= 330) print "{\"timestamp\":" 1788220800 + 60 * i "}" }' > log
cxstat -w 1m --lateness 10s 'n = count()' log | cxanomaly --only-anomalies n
# Of a series that is there every other minute nothing is told, nor what is usual; with --step all is.
awk 'NR % 3' log | cxstat -w 1m 'n = count()' | cxanomaly n | gap
awk 'NR % 3' log | cxstat -w 1m 'n = count()' | cxanomaly --step 1m n 2> err | gap | cut -d , -f 5,7 | sort | uniq -c | sed 's/^ *//'
cat err
# Points of no window have a step when it is said; what is a little early or late is not missing.
awk 'BEGIN { for (i = 0; i < 400; i++) if (i != 350 && i != 351) printf "{\"t\":%d,\"v\":%d}\n", 1788220800 + 300 * i + i % 7 * 20 - 60, i % 5 }' > odd
cxanomaly -t t v odd | gap
cxanomaly -t t --step 5m v odd 2> /dev/null | gap
# Days: 13 April, then 20 April, in two runs; and again when all was told.
days 40 99 1 | sed 's/2026-0\([67]\)-/2026-0\1-/' > d
head -n 30 d | cxanomaly --daily --state s orders > /dev/null
sed -n '37p' d | cxanomaly --daily --state s orders | gap
sed -n '38,39p' d | cxanomaly --daily --state s orders | gap
# An empty day of one country among others, run by run: that it goes on is news when it is twice as long.
for day in $(seq 1 60); do
	printf '{"window":"2026-%02d-%02d","k":"%s","n":%d}\n' $(((day - 1) / 30 + 4)) $(((day - 1) % 30 + 1)) us 100
	[ "$day" -gt 40 ] || printf '{"window":"2026-%02d-%02d","k":"%s","n":%d}\n' $(((day - 1) / 30 + 4)) $(((day - 1) % 30 + 1)) de 10
done > two
head -n 80 two | cxanomaly --daily --state c n > /dev/null
for i in 81 82 83 84 85,88 89,100; do sed -n "${i}p" two | cxanomaly --daily --state c n 2> /dev/null | gap; done
printf '{"window":"2026-05-31","k":"%s","n":1}\n' us de | cxanomaly --daily --state c n 2> /dev/null | gap
# In one run the same days are missing at the end.
cxanomaly --daily n two 2> /dev/null | gap
# Nothing comes on Sundays; a Monday without anything is unusual, a holiday is not.
days 70 99 1 | awk 'NR % 7 != 0 && NR != 58 && NR != 66' > shop
cxanomaly --daily orders shop 2> /dev/null | gap | tail -n 5
echo '2026-08-05 holiday' > calendar
cxanomaly --daily --calendar calendar orders shop 2> /dev/null | gap | tail -n 3
# By the hour of the day: no nights.
awk 'BEGIN { for (i = 0; i < 24 * 20; i++) if (i % 24 > 7 && i != 470) printf "{\"window\":%d,\"x\":%d}\n", 1788220800 + 3600 * i, i % 9 }' > hours
cxanomaly --step 1h --period 1d x hours 2> /dev/null | gap | tail -n 2
cxanomaly --step 1h x hours 2> /dev/null | gap | tail -n 2
# The same by opening hours: a night is no gap, and a point in it is left out.
echo 'open: [{hours: "08:00-24:00"}]' > opening
sed 's/"window":1789113600/"window":1789095600/' hours > shifted
cxanomaly --step 1h --calendar opening x hours 2> /dev/null | gap | tail -n 2
cxanomaly --step 1h --calendar opening x shifted 2> /dev/null | jq -r .status | sort | uniq -c | sed 's/^ *//'
# Weeks and months as they are; a step that is not that of the points is refused.
jq -cn 'range(30) | select(. != 20) | {window: (1767225600 + . * 7 * 86400 | todate), n: (. % 3)}' > weeks
jq -cn 'range(40) | select(. != 35) | {window: "20\(24 + (. / 12 | floor))-\("0\(. % 12 + 1)"[-2:])-01", n: (. % 3)}' > months
cxanomaly --daily --step 1w n weeks 2>&1 > out | cat; gap < out
cxanomaly --daily --step 1mo n months 2>&1 > out | cat; gap < out
refused() { "$@" 2>&1 > /dev/null | head -n 1; }
refused cxanomaly --daily n weeks
refused cxanomaly --daily n months
refused cxanomaly --daily --step 1w n months
refused cxanomaly --step 1d n weeks
refused cxanomaly --step 1w n d
refused cxanomaly --daily --step 1h n d
refused cxanomaly --step 1x n d
refused cxanomaly --daily --step 1w --period 1mo n weeks
refused cxanomaly --daily --step 1mo n weeks
# What tells series apart is written as it was; the gate counts gaps; the memory is of one step.
printf '%s\n' '{"window":"2026-04-01","a":"x\"\u00e9","missing":"m","b":7,"v":1}' '{"window":"2026-04-03","a":"x\"\u00e9","missing":"m","b":7,"v":1}' > odd
cxanomaly --daily v odd 2> /dev/null | grep gap
cxanomaly --daily -b 'c = b, a' v odd 2> /dev/null | grep gap
cxanomaly --daily --gate orders d > /dev/null; echo "status $?"
sed 36d d | cxanomaly --daily --gate orders > /dev/null 2>&1; echo "status $?"
refused cxanomaly --daily --step 1d --state s orders d
# A run that goes on from a memory writes what one run writes.
cxstat -w 1m -b 'k = timestamp % 3' 'n = count()' log > all
cxanomaly --step 1m n all > one 2> /dev/null
for i in 1 2 3; do
	awk -v i=$i 'NR > (i - 1) * 190 && NR <= i * 190' all | cxanomaly --step 1m --state part n 2> /dev/null | grep -v '"seen"'
done > three
cmp one three && echo 'the same bytes'

# A day on which nothing came at all, of no series: told when --now says that it is over, once.
jq -cn 'range(1; 101) | {window: (1770422400 + . * 86400 | todate), c: ("de", "us"), o: (40 + . % 5)}' > all
cxanomaly --daily -b c --state n o all > /dev/null
tail -n 2 all | cut -d , -f 1,2
for now in 2026-05-19T23:59:59Z 2026-05-20T06:00:00Z 2026-05-20T09:00:00Z; do
	: | cxanomaly --daily -b c --state n --now $now --gate o 2>&1 | cut -c 1-140
done
# The memory says so without an input, too: late by --settle, by the wall clock of the times.
sed 's/00Z/00+09:00/' all | cxanomaly --daily -b c --state late o > /dev/null
cp late early
: | cxanomaly --daily -b c --state late --now 2026-05-19T15:00:00Z o 2> /dev/null | jq -c '[.window, .window_end, .c]'
: | cxanomaly --daily -b c --state early --now 2026-05-19T15:00:00Z --settle 1h o
# One series goes on, another is silent beyond it; and of a stream what has ended by then.
sed '$d' all | cxanomaly --daily -b c --now 2026-05-21T00:00:00Z o 2> /dev/null | gap
cxstat -w 1m 'n = count()' log | cxanomaly --step 1m --now 2026-09-01T10:05:30Z n 2> /dev/null | gap | tail -n 1

#> {"kind":"gap","window":"2026-09-01T05:00:00Z","window_end":"2026-09-01T05:30:00Z","missing":30,"anomaly":true,"score":37.52455263198065,"shape":"gap","status":"anomaly"}
#> ["2026-09-01T04:59:00Z","2026-09-01T05:30:00Z",null,31,true,6686,"anomaly"]
#> 33 false,"learning"]
#> 155 false,"ok"]
#> 1 true,"anomaly"]
#> cxanomaly: 219 points are missing, in 189 gaps
#> ["2026-09-02T05:11:00Z","2026-09-02T05:21:00Z",null,2,true,2562,"anomaly"]
#> ["2026-07-01T00:00:00Z","2026-07-07T00:00:00Z",null,6,true,25320,"anomaly"]
#> ["2026-05-11T00:00:00Z","2026-05-12T00:00:00Z","de",1,true,4506,"anomaly"]
#> ["2026-05-11T00:00:00Z","2026-05-13T00:00:00Z","de",2,true,7913,"anomaly"]
#> ["2026-05-11T00:00:00Z","2026-05-14T00:00:00Z","de",3,false,10822,"seen"]
#> ["2026-05-11T00:00:00Z","2026-05-15T00:00:00Z","de",4,true,13410,"anomaly"]
#> ["2026-05-11T00:00:00Z","2026-05-19T00:00:00Z","de",8,true,22828,"anomaly"]
#> ["2026-05-11T00:00:00Z","2026-05-31T00:00:00Z","de",20,true,44321,"anomaly"]
#> ["2026-05-11T00:00:00Z","2026-05-31T00:00:00Z","de",20,true,50000,"anomaly"]
#> ["2026-07-19T00:00:00Z","2026-07-20T00:00:00Z",null,1,false,76,"ok"]
#> ["2026-07-26T00:00:00Z","2026-07-27T00:00:00Z",null,1,false,66,"ok"]
#> ["2026-07-28T00:00:00Z","2026-07-29T00:00:00Z",null,1,true,4709,"anomaly"]
#> ["2026-08-02T00:00:00Z","2026-08-03T00:00:00Z",null,1,false,58,"ok"]
#> ["2026-08-05T00:00:00Z","2026-08-06T00:00:00Z",null,1,false,3719,"ok"]
#> ["2026-07-26T00:00:00Z","2026-07-27T00:00:00Z",null,1,false,66,"ok"]
#> ["2026-07-28T00:00:00Z","2026-07-29T00:00:00Z",null,1,true,4709,"anomaly"]
#> ["2026-08-02T00:00:00Z","2026-08-03T00:00:00Z",null,1,false,58,"ok"]
#> ["2026-09-20T00:00:00Z","2026-09-20T08:00:00Z",null,8,false,42,"ok"]
#> ["2026-09-20T14:00:00Z","2026-09-20T15:00:00Z",null,1,false,1257,"ok"]
#> ["2026-09-20T00:00:00Z","2026-09-20T08:00:00Z",null,8,true,1773,"anomaly"]
#> ["2026-09-20T14:00:00Z","2026-09-20T15:00:00Z",null,1,false,217,"ok"]
#> ["2026-09-20T14:00:00Z","2026-09-20T15:00:00Z",null,1,false,1257,"ok"]
#> 1 excluded
#> 101 learning
#> 219 ok
#> cxanomaly: 1 point is missing, in 1 gap
#> ["2026-05-18T00:00:00Z","2026-05-25T00:00:00Z",null,1,false,-1000,"learning"]
#> cxanomaly: 1 point is missing, in 1 gap
#> ["2026-12-01T00:00:00Z","2027-01-01T00:00:00Z",null,1,true,4373,"anomaly"]
#> cxanomaly: points lie 7 days apart, or more, and --daily takes one a day: --step 1w takes them as they are
#> cxanomaly: points lie 29 days apart, or more, and --daily takes one a day: --step 1mo takes them as they are
#> cxanomaly: points lie 4 times --step 1w apart, or more
#> cxanomaly: points lie 7 times --step 1d apart, or more
#> cxanomaly: points lie less than --step 1w apart: say what the step is, or gather them (cxstat -w)
#> cxanomaly: --step: days, weeks or months with --daily, got '1h'
#> cxanomaly: --step: expected a window like 5m (units ms s m h d w mo), got '1x'
#> cxanomaly: --period does not go with --step 1w
#> cxanomaly: weeks:2: a second point of one --step 1mo in its series
#> {"kind":"gap","window":"2026-04-02T00:00:00Z","window_end":"2026-04-03T00:00:00Z","a":"x\"é","missing":1,"anomaly":false,"score":null,"shape":null,"status":"learning"}
#> {"kind":"gap","window":"2026-04-02T00:00:00Z","window_end":"2026-04-03T00:00:00Z","c":7,"a":"x\"é","missing":1,"anomaly":false,"score":null,"shape":null,"status":"learning"}
#> status 0
#> status 1
#> cxanomaly: s:1: the query differs: step is here nothing, in the first states "1d"
#> the same bytes
#> {"window":"2026-05-18T00:00:00Z","c":"de"
#> {"window":"2026-05-18T00:00:00Z","c":"us"
#> cxanomaly: 2 points are missing, in 2 gaps
#> {"kind":"gap","window":"2026-05-19T00:00:00Z","window_end":"2026-05-20T00:00:00Z","c":"de","missing":1,"anomaly":true,"score":5.427644663679
#> {"kind":"gap","window":"2026-05-19T00:00:00Z","window_end":"2026-05-20T00:00:00Z","c":"us","missing":1,"anomaly":true,"score":5.427644663679
#> ["2026-05-19T00:00:00+09:00","2026-05-20T00:00:00+09:00","de"]
#> ["2026-05-19T00:00:00+09:00","2026-05-20T00:00:00+09:00","us"]
#> ["2026-05-19T00:00:00Z","2026-05-21T00:00:00Z",null,2,true,10855,"anomaly"]
#> ["2026-05-18T00:00:00Z","2026-05-21T00:00:00Z",null,3,true,16252,"anomaly"]
#> ["2026-09-01T10:00:00Z","2026-09-01T10:05:00Z",null,5,true,2913,"anomaly"]
#2> cxanomaly: points lie 7 days apart, and --daily takes one a day: see --step
