# The time of a record is found by the name that its input has for it, and by ours.
day() {
	cxstat "$@" -w 1d 'n = count(), first = min(v)'
}
for t in ts timestamp; do
	printf 'ts,v\n2026-01-01T00:00:00Z,1\n' | day -f csv -t $t
	printf 'ts\tv\n1767225600\t1\n' | day -f tsv -t $t
	printf 'ts=2026-01-01T00:00:00Z v=1\n' | day -f logfmt -t $t
	printf '{"ts":"2026-01-01T00:00:00Z","v":1}\n' | day -f json -t $t
done
# Nothing but -t does: it has one name.
printf 'time,v\n2026-01-01T00:00:00Z,1\n' | cxselect -f csv -e '!exists(time) && exists(timestamp)'
# Digits that are no time of any log do not become one: what was there stays, or is refused.
printf '{"timestamp":"20220827","x":1}\n{"timestamp":99,"x":1}\n' | cxparse -f json
printf '{"timestamp":1661558400,"x":1}\n{"timestamp":"1661558400123","x":1}\n' | cxparse -f json
printf 'timestamp,x\n99,1\n1661558400,2\n' | cxparse -f csv --max-bad 1
printf 'timestamp=99 x=1\n' | cxparse -f logfmt --max-bad 1
# Compact dates are dates: as texts, as numbers, in every format and filter.
printf '{"timestamp":"20220827","x":1}\n{"timestamp":20140126200624,"x":2}\n{"timestamp":"20220827T172201Z"}\n' |
    cxparse -f json
printf 'timestamp,x\n20240101,1\n202401011530,2\n20240101.0,3\n20240101T153000+0200,4\n' | cxparse -f csv
printf '{"day":"20220827","ms":7}\n{"day":20220828,"ms":9}\n' > days
cxstat -t day -w 1d 'n = count()' days
cxstat -t day --from 20220828 'n = count()' days
cxselect -t day --to 20220828 days
cxselect -e 'time(day) > "20220827"' --set 'd = date(day)' days
cxsession -t day -u 'ms < 100' --sessions --gap 2d days
printf 'slo: s\nobjectives:\n  - { name: fast, good: ms < 8, target: 50%%, window: 1d }\n' > spec.yaml
cxslo -t day --now 20220829 spec.yaml days | grep -o '"n":[0-9]*\|"window_end":"[^"]*"'
printf 'date,orders\n20240101,5\n20240102,7\n' | cxanomaly -f csv -t date --daily orders
# A day is the one that is written, whatever the zone of the input.
echo 2024-01-02 > holidays
for f in csv json; do
	printf 'date,orders\n20240102,5\n' > table
	[ $f = csv ] || echo '{"date":20240102,"orders":5}' > table
	cxanomaly -f $f -t date --input-tz Asia/Tokyo --calendar holidays --daily orders table
	cxanomaly -f $f -t timestamp --map timestamp=date --input-tz Asia/Tokyo --calendar holidays --daily orders table
done
# Ten digits are seconds; where a number may be anything, one that is no time is named.
printf '{"t":2024010112}\n' | cxstat -t t -w 1d 'count()'
printf '{"t":5}\n{"t":65}\n' | cxstat -t t -w 1m 'count()'
printf '{"t":5}\n{"t":1704067200}\n' | cxstat -t t -w 1d 'count()'
printf '{"t":"1949-01-01"}\n' | cxstat -t t -w 1d 'count()'
printf 'd,n\n5,1\n' | cxstat -f csv -t d -w 1d 'count()'
# What programs write, by each format; the zone and the year are told.
time='29/Nov/2026:00:22:31.926'
export time
{
	printf 'timestamp,x\n%s,1\n' "$time" | cxparse -f csv --input-tz Europe/Berlin
	printf 'timestamp\tx\n%s\t1\n' "$time" | cxparse -f tsv --input-tz Europe/Berlin
	printf 'timestamp="%s" x=1\n' "$time" | cxparse -f logfmt --input-tz Europe/Berlin
	printf '{"timestamp":"%s","x":1}\n' "$time" | cxparse -f json --input-tz Europe/Berlin
	printf '[%s] 1\n' "$time" | cxparse -f regex --regex '\[(?<timestamp>.*)\] (?<x>.*)' --input-tz Europe/Berlin
} | sort | uniq -c | tr -s ' '
while IFS= read -r time; do
	printf '[%s]\n' "$time" | cxparse -f regex --regex '\[(?<timestamp>.*)\]' --year 2026 --input-tz +02:00
done <<'END'
29/Nov/2026:19:22:31
2026/11/29 19:18:07
Sun Nov 29 19:20:58.202042 2026
Thu Jan  1 00:00:00 2026
Nov 29 19:22:41
2024-06-25 14:54:28 UTC
2022-08-27 17:22:01 +0300
2022-08-27T17:22:01 Z
Sat, 27 Aug 2022 17:22:01 GMT
2022-08-27 17:22:01 
END
# A time of syslog without a year: refused with the reason, or kept as it is, and read later.
line='Nov 29 19:22:41 web1 app[7]: ready'
echo "$line" | cxparse -f syslog
echo "$line" | cxparse -f syslog --year 2025 --fields timestamp
echo "$line" | cxparse -f syslog | cxstat --now 2026-11-01 -w 1d 'count()'
echo "$line" | cxstat -f syslog -w 1d 'count()'
echo '{"timestamp":"Nov 29 19:22:41"}' > later
cxstat -w 1d 'count()' later
cxselect --set 'u = time(timestamp)' later
cxselect --year 2026 --set 'u = time(timestamp)' later
cxselect --year 2026 -e 'time(timestamp) < "Nov 29 20:00:00"' later
cxstat --year 2026 -w 1d 'count()' later
cxstat -f json --year 2026 -w 1d 'count()' later
# Refused with the reason.
printf 'timestamp,x\n2024-06-25 14:54:28 CEST,1\n2024/02/30,2\n11/12/2026,3\n' | cxparse -f csv
printf 'Feb 29 10:00:00 x\n' | cxparse -f regex --regex '(?<timestamp>.{15})' --year 2026
printf 'timestamp="Nov 29 10:00:00" x=1\n' | cxparse -f logfmt
cxstat --from 'Nov 29 10:00:00' 'count()' later; echo "status $?"
# A year or a month alone would be seconds since 1970; a number that is neither is.
for t in 2024 202401 202413 1989; do
	cxselect -t day --from $t days
	echo "status $?"
done
