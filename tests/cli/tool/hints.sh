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
