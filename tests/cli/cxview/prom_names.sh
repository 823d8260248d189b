# Names and labels of any text become what Prometheus reads; numbers keep their digits.
printf '%s\n' '{"kind":"stat","route (path)":"/a","9lives":1,"é":2.5,"a.b":12345678901234567890,"neg":-1e-7,"zero":0}' > in
cxview --as prom in
printf '%s\n' '{"k":"line\nfeed \\ \"q\"","n":1}' '{"k":"tab\t","n":2}' | cxview --as prom
printf '%s\n' '{"k":"a","n":null}' | cxview --as prom; echo "[$?]"
# Windows: the last of each series, whatever the order; a zone does not change what is last.
printf '%s\n' '{"window":"2026-01-01T02:00:00+02:00","k":"a","n":1}' '{"window":"2026-01-01T00:30:00Z","k":"a","n":2}' '{"window":"2025-12-31T23:00:00Z","k":"a","n":3}' '{"window":"2025-12-31T23:00:00Z","k":"b","n":4}' | cxview --as prom
