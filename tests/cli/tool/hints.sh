# What is refused or finds nothing says what was probably meant.
echo '{"timestamp":"2026-11-22T10:00:00Z","method":"GET","duration_ms":1500}' > events
echo '192.0.2.1 - - [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 1 "-" "-"' > access.log
cxstat -f combined access.log; echo "[$?]"
cxstat -b path method 'count()' events; echo "[$?]"
cxstat 'nonsense(x)' events; echo "[$?]"
cxstat 'n = count(), error-rate = rate(duration_ms > 5)' events; echo "[$?]"
cxselect -e 'duration_ms > 1s' events; echo "[$?]"
cxselect -e 'duration_ms > 1500us' events; echo "[$?]"
cxselect -e 'method == GET' events; echo "[$?]"
cxselect -e 'method == "GET"' --fields method events; echo "[$?]"
cxselect -e 'Method == "GET"' events; echo "[$?]"
cxview access.log; echo "[$?]"
echo '[{"a":1},{"a":2}]' | cxview; echo "[$?]"
cxselect access.log; echo "[$?]"
# A variable of a log format goes by the name of its field.
echo '192.0.2.1 [2026-11-22T19:03:05+00:00] "GET /a HTTP/1.1" 200 0.125' > timed.log
cxstat -f nginx --log-format '$remote_addr [$time_iso8601] "$request" $status $request_time' \
    'p95(request_time)' timed.log; echo "[$?]"
# Where PLAN or SPEC was forgotten.
cxcheck events; echo "[$?]"
cxcheck -f combined access.log; echo "[$?]"
cat events events > many
cxcheck many; echo "[$?]"
cxslo events; echo "[$?]"
# Options that go by other names elsewhere.
for c in 'cxfunnel --window 1d' 'cxretain --interval week' 'cxretain --dau' 'cxstat --group-by a' 'cxjoin --on id' \
    'cxview --limit 3' 'cxselect --limit 3' 'cxuser --since 2026-01-01' 'cxselect --window 1d'; do
	$c
done

#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [0]
#> {"method":"GET"}
#> [0]
#> [0]
#> [4]
#> [4]
#> [4]
#> {"kind":"stat","p95_request_time":null,"p95_request_time_lo":null,"p95_request_time_hi":null,"p95_request_time_n":0,"p95_request_time_method":"nearest-rank"}
#> [0]
#> [2]
#> [2]
#> [2]
#> [2]
#2> cxstat: the first operand is METRICS, such as 'n = count()'; found 'access.log'
#2> try 'cxstat --help'
#2> cxstat: the first operand is METRICS, such as 'n = count()'; found 'method'
#2> try 'cxstat --help'
#2> cxstat: metrics, column 1: unknown aggregate 'nonsense'
#2>   nonsense(x)
#2>   ^
#2> cxstat: metrics, column 19: a name has no '-', as 'error-' has; '_' is allowed
#2>   n = count(), error-rate = rate(duration_ms > 5)
#2>                     ^
#2> cxselect: --where, column 15: expected a value, found '1s'; a duration is a number here, in milliseconds 1000
#2>   duration_ms > 1s
#2>                 ^
#2> cxselect: --where, column 15: expected a value, found '1500us'; a duration is a number here, in milliseconds 1.5
#2>   duration_ms > 1500us
#2>                 ^
#2> cxselect: no record had a field 'GET' (did you mean the text "GET"?)
#2> cxselect: no record had a field 'Method' (did you mean 'method'?)
#2> cxview: access.log:1:1: expected an object, found '1'
#2> cxview: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxview: reads results, an object a line; a log goes through cxparse -f FORMAT, an array through cxparse -f json
#2> cxview: stdin:1:1: expected an object, found '['
#2> cxview: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxview: reads results, an object a line; a log goes through cxparse -f FORMAT, an array through cxparse -f json
#2> cxselect: access.log:1:1: expected an object, found '1'
#2> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxstat: no record had a field 'request_time' (did you mean 'duration_ms'?)
#2> cxcheck: events: no plan: neither 'schemas', 'common' nor 'checks' is in it; the first operand is PLAN, and files of events follow it
#2> cxcheck: access.log: no plan: neither 'schemas', 'common' nor 'checks' is in it; the first operand is PLAN, and files of events follow it
#2> cxcheck: many: no plan: neither 'schemas', 'common' nor 'checks' is in it; the first operand is PLAN, and files of events follow it
#2> cxslo: events: no specification: neither 'objectives' nor 'apiVersion' is in it; the first operand is SPEC, and files of events follow it
#2> cxfunnel: unknown option '--window' (did you mean '--within'?)
#2> try 'cxfunnel --help'
#2> cxretain: unknown option '--interval' (did you mean '--period'?)
#2> try 'cxretain --help'
#2> cxretain: unknown option '--dau' (did you mean '--active'?)
#2> try 'cxretain --help'
#2> cxstat: unknown option '--group-by' (did you mean '--by'?)
#2> try 'cxstat --help'
#2> cxjoin: unknown option '--on' (did you mean '--key'?)
#2> try 'cxjoin --help'
#2> cxview: unknown option '--limit' (did you mean '--top'?)
#2> try 'cxview --help'
#2> cxselect: unknown option '--limit' (did you mean '--head'?)
#2> try 'cxselect --help'
#2> cxuser: unknown option '--since' (did you mean '--from'?)
#2> try 'cxuser --help'
#2> cxselect: unknown option '--window' (did you mean '--within'?)
#2> try 'cxselect --help'
#? 2
