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

#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1,"first":1}
#> {"timestamp":"2026-01-01T00:00:00Z","v":1}
#> {"timestamp":"2022-08-27T00:00:00Z","x":1}
#> {"timestamp":99,"x":1}
#> {"timestamp":"2022-08-27T00:00:00Z","x":1}
#> {"timestamp":"2022-08-27T00:00:00.123Z","x":1}
#> {"timestamp":"2022-08-27T00:00:00Z","x":2}
#> {"timestamp":"2022-08-27T00:00:00Z","x":1}
#> {"timestamp":"2014-01-26T20:06:24Z","x":2}
#> {"timestamp":"2022-08-27T17:22:01Z"}
#> {"timestamp":"2024-01-01T00:00:00Z","x":1}
#> {"timestamp":"2024-01-01T15:30:00Z","x":2}
#> {"timestamp":"2024-01-01T00:00:00Z","x":3}
#> {"timestamp":"2024-01-01T13:30:00Z","x":4}
#> {"kind":"stat","window":"2022-08-27T00:00:00Z","window_end":"2022-08-28T00:00:00Z","n":1}
#> {"kind":"stat","window":"2022-08-28T00:00:00Z","window_end":"2022-08-29T00:00:00Z","n":1}
#> {"kind":"stat","n":1}
#> {"day":"20220827","ms":7}
#> {"day":20220828,"ms":9,"d":"2022-08-28"}
#> {"kind":"session","user":true,"session_id":"6fe7d963974c6191","session_number":1,"start":"2022-08-27T00:00:00Z","end":"2022-08-28T00:00:00Z","duration_ms":86400000,"events":2,"pages":0,"engaged":true,"converted":false,"value":0}
#> "window_end":"2022-08-29T00:00:00Z"
#> "n":1
#> "window_end":"2022-08-29T00:00:00Z"
#> {"date":20240101,"orders":5,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"date":20240102,"orders":7,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"date":20240102,"orders":5,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"excluded"}
#> {"timestamp":"2024-01-01T15:00:00Z","orders":5,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"excluded"}
#> {"date":20240102,"orders":5,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"excluded"}
#> {"timestamp":"2024-01-01T15:00:00Z","orders":5,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"excluded"}
#> {"kind":"stat","window":"2034-02-20T00:00:00Z","window_end":"2034-02-21T00:00:00Z","count":1}
#> {"kind":"stat","window":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:01:00Z","count":1}
#> {"kind":"stat","window":"1970-01-01T00:01:00Z","window_end":"1970-01-01T00:02:00Z","count":1}
#> {"kind":"stat","window":"1970-01-01T00:00:00Z","window_end":"1970-01-02T00:00:00Z","count":1}
#> {"kind":"stat","window":"2024-01-01T00:00:00Z","window_end":"2024-01-02T00:00:00Z","count":1}
#> {"kind":"stat","window":"1949-01-01T00:00:00Z","window_end":"1949-01-02T00:00:00Z","count":1}
#>  5 {"timestamp":"2026-11-28T23:22:31.926Z","x":1}
#> {"timestamp":"2026-11-29T17:22:31Z"}
#> {"timestamp":"2026-11-29T17:18:07Z"}
#> {"timestamp":"2026-11-29T17:20:58.202042Z"}
#> {"timestamp":"2025-12-31T22:00:00Z"}
#> {"timestamp":"2026-11-29T17:22:41Z"}
#> {"timestamp":"2024-06-25T14:54:28Z"}
#> {"timestamp":"2022-08-27T14:22:01Z"}
#> {"timestamp":"2022-08-27T17:22:01Z"}
#> {"timestamp":"2022-08-27T17:22:01Z"}
#> {"timestamp":"2022-08-27T15:22:01Z"}
#> {"timestamp":"Nov 29 19:22:41","hostname":"web1","service":"app","pid":7,"message":"ready"}
#> {"timestamp":"2025-11-29T19:22:41Z"}
#> {"kind":"stat","window":"2025-11-29T00:00:00Z","window_end":"2025-11-30T00:00:00Z","count":1}
#> {"timestamp":"Nov 29 19:22:41","u":null}
#> {"timestamp":"Nov 29 19:22:41","u":"2026-11-29T19:22:41Z"}
#> {"timestamp":"Nov 29 19:22:41"}
#> {"kind":"stat","window":"2026-11-29T00:00:00Z","window_end":"2026-11-30T00:00:00Z","count":1}
#> {"kind":"stat","window":"2026-11-29T00:00:00Z","window_end":"2026-11-30T00:00:00Z","count":1}
#> status 2
#> status 2
#> status 2
#> {"day":"20220827","ms":7}
#> {"day":20220828,"ms":9}
#> status 0
#> {"day":"20220827","ms":7}
#> {"day":20220828,"ms":9}
#> status 0
#2> cxselect: no record had a field 'time'
#2> cxparse: stdin:2: timestamp: expected a time, found '99', which counted from 1970 is no time from 1990 to 2099
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: stdin:1:1: timestamp: expected a time, found 'timestamp=99 x=1', which counted from 1970 is no time from 1990 to 2099
#2> cxparse: 1 of 1 records rejected (100%)
#2> cxslo: inconclusive: s: fast: bad 1 of 1: 100% [5%, 100%], allowed 50%; not enough events; needs about 5 events
#2> cxstat: the times in 't' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:05Z
#2> cxstat: stdin:2: expected a time in 'd', found '5', which counted from 1970 is no time from 1990 to 2099
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: stdin:1: expected a time in 'timestamp', found 'Nov 29 19:22:41', whose year is not told: give it by --year or --now
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: later:1: expected a time in 'timestamp', found 'Nov 29 19:22:41', whose year is not told: give it by --year or --now
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxparse: stdin:2: timestamp: expected a time, found '2024-06-25 14:54:28 CEST', whose zone is a name; UTC, GMT, Z and offsets are read
#2> cxparse: stdin:3: timestamp: expected a time, found '2024/02/30', a day that there is not
#2> cxparse: stdin:4: timestamp: expected a time, found '11/12/2026'
#2> cxparse: 3 of 3 records rejected (100%), more than --max-bad allows
#2> cxparse: stdin:1:1: timestamp: expected a time, found 'Feb 29 10:00:00', a day that there is not
#2> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxparse: stdin:1:1: timestamp: expected a time, found 'timestamp="Nov 29 10:00:00" x=1', whose year is not told: give it by --year or --now
#2> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: --from: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'Nov 29 10:00:00', whose year is not told: give it by --year or --now
#2> try 'cxstat --help'
#2> cxselect: --from: '2024' would be seconds since 1970; write the day, as in 2026-11-22
#2> try 'cxselect --help'
#2> cxselect: --from: '202401' would be seconds since 1970; write the day, as in 2026-11-22
#2> try 'cxselect --help'
