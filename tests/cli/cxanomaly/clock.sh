# Wall clocks: as the records have them, or in --tz.
. "$TOP/tests/cli/cxanomaly/series.inc"
# cxstat's days in London, the clocks go forward on 29 March: each is a day of its own,
# Sundays are Sundays, and the calendar's days are London's.
awk 'BEGIN {
	x = 5
	for (i = 0; i < 120; i++) {
		x = (x * 16807) % 2147483647
		n = (i % 7 == 6 ? 20 : 60) + x % 5
		for (k = 0; k < n; k++) printf "{\"timestamp\":%d}\n", 1767571200 - (i >= 83 ? 3600 : 0) + i * 86400 + k
	}
}' > events
cxstat -w 1d --tz Europe/London 'orders = count()' events > d
sed -n '83,85p' d | cut -c 15-100
echo '2026-04-05' > calendar
cxanomaly --daily --calendar calendar orders d > asis
# (one day has no events: its gap is written in the offset of the zone, or of the next point)
grep -v '"gap"' asis > points
cxanomaly --daily --calendar calendar --tz Europe/London orders d 2> /dev/null | tee there | grep -v '"gap"' | cmp - points && echo same
grep -h '"gap"' there asis | jq -c '[.window, .window_end, .missing, .status]'
jq -r .status asis | sort | uniq -c | sed 's/^ *//'
jq -c 'select(.status == "excluded") | [.window, .orders]' asis
# A zone given is the one that counts: these are evenings of the day before.
cxanomaly --daily --calendar calendar --tz America/New_York orders d | jq -c 'select(.status == "excluded") | .window'
# A time without an offset says what the wall clock showed, wherever that was.
printf '%s\n' '{"window":"2026-04-05","x":1}' '{"window":"2026-04-06 00:30","x":1}' |
cxanomaly --input-tz Asia/Tokyo --calendar calendar x | jq -r .status
# By the hour of the day, over both changes of the clock: no hour is doubled or lost.
awk 'BEGIN { for (i = 0; i < 24 * 30; i++) printf "{\"timestamp\":%d,\"v\":%d}\n", 1791763200 + 3600 * i, i }' |
cxstat -w 1h --tz Europe/Berlin 'v = max(v)' > h
cxanomaly --period 1d v h > out
wc -l < out | tr -d ' '; jq -r .status out | sort | uniq -c | sed 's/^ *//'
# Days of the month: the 31st too.
awk 'BEGIN { for (i = 0; i < 100; i++) printf "{\"timestamp\":%d,\"v\":%d}\n", 1767571200 + 86400 * i, i % 2 }' |
cxstat -w 1d 'n = sum(v)' | cxanomaly --daily --period 1mo --state s n | jq -r .status | sort | uniq -c | sed 's/^ *//'
sed -n 2p s | grep -o ',30]' | sort | uniq -c | sed 's/^ *//'
# Windows that have not ended are left to a later run.
cxanomaly --daily --settle 0s --now 2026-04-12T12:00:00+01:00 orders d | jq -r .status | uniq -c | tail -n 2 | sed 's/^ *//'
# Without --now by the clock of the moment, in an input that lasts.
{ sed -n 1p d; sleep 1.2; printf '{"window":%d,"orders":1}\n' "$(($(date +%s) - 1))"; } |
cxanomaly --settle 1s orders | jq -r .status

#> ,"window":"2026-03-28T00:00:00Z","window_end":"2026-03-29T00:00:00Z","orders":84}
#> ,"window":"2026-03-30T00:00:00+01:00","window_end":"2026-03-31T00:00:00+01:00","orders
#> ,"window":"2026-03-31T00:00:00+01:00","window_end":"2026-04-01T00:00:00+01:00","orders
#> same
#> ["2026-03-29T00:00:00Z","2026-03-30T00:00:00+01:00",1,"anomaly"]
#> ["2026-03-29T00:00:00+01:00","2026-03-30T00:00:00+01:00",1,"anomaly"]
#> 1 anomaly
#> 1 excluded
#> 28 learning
#> 90 ok
#> ["2026-04-05T00:00:00+01:00",23]
#> "2026-04-06T00:00:00+01:00"
#> excluded
#> learning
#> 720
#> 1 anomaly
#> 173 learning
#> 546 ok
#> 28 learning
#> 72 ok
#> 2 ,30]
#> 13 ok
#> 23 unsettled
#> learning
#> learning
#2> cxanomaly: 1 point is missing, in 1 gap
#2> cxanomaly: 1 point is missing, in 1 gap
#2> cxanomaly: 1 point is missing, in 1 gap
