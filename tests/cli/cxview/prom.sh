# Of every series the latest window; no timestamps.
cat > in <<'J'
{"kind":"stat","window":"2026-01-01T00:00:00Z","route":"/a","status":200,"errors":0.5,"errors_lo":0.1,"errors_hi":0.9}
{"kind":"stat","window":"2026-01-01T01:00:00Z","route":"/a","status":200,"errors":0.25,"errors_lo":0.1,"errors_hi":0.9}
{"kind":"stat","window":"2026-01-01T01:00:00Z","route":"/b\"\\","status":200,"errors":null}
J
cxview --as prom in
cxview --as prom --label status in

# What the textfile collector would refuse is an error, and nothing is written.
printf '%s\n' '{"status":200,"n":5}' '{"status":500,"n":1}' > keys
cxview --as prom keys; echo "[$?]"
cxview --as prom --label status keys
cxview --as prom -o out keys; echo "[$?]"; test -e out || echo none
printf '%s\n' '{"k":"","n":1}' '{"k":null,"n":2}' | cxview --as prom
echo '{"a-b":1,"a_b":2}' > names
cxview --as prom names; echo "[$?]"
cxview --as prom --fields a-b names
echo '{"a-b":"x","a_b":"y","n":1}' | cxview --as prom; echo "[$?]"

# Names and labels of any text become what Prometheus reads; numbers keep their digits.
printf '%s\n' '{"kind":"stat","route (path)":"/a","9lives":1,"é":2.5,"a.b":12345678901234567890,"neg":-1e-7,"zero":0}' > in
cxview --as prom in
printf '%s\n' '{"k":"line\nfeed \\ \"q\"","n":1}' '{"k":"tab\t","n":2}' | cxview --as prom
printf '%s\n' '{"k":"a","n":null}' | cxview --as prom; echo "[$?]"
# Windows: the last of each series, whatever the order; a zone does not change what is last.
printf '%s\n' '{"window":"2026-01-01T02:00:00+02:00","k":"a","n":1}' '{"window":"2026-01-01T00:30:00Z","k":"a","n":2}' '{"window":"2025-12-31T23:00:00Z","k":"a","n":3}' '{"window":"2025-12-31T23:00:00Z","k":"b","n":4}' | cxview --as prom

# Series that have ended are not in the newest window; number keys of objectives are labels.
printf '{"kind":"stat","window":"2026-01-0%d","window_end":"2026-01-0%d","r":"%s","n":5}\n' 1 2 gone 1 2 a 2 3 a |
    sed 's/\(-0[1-9]\)"/\1T00:00:00Z"/g' > in
cxview --as prom in
printf '{"kind":"slo","slo":"s","objective":"o","shard":%d,"verdict":"pass","n":5}\n' 1 2 | cxview --as prom

#> # HELP cx_status cxutils result status
#> # TYPE cx_status gauge
#> cx_status{route="/a"} 200
#> cx_status{route="/b\"\\"} 200
#> # HELP cx_errors cxutils result errors
#> # TYPE cx_errors gauge
#> cx_errors{route="/a"} 0.25
#> # HELP cx_errors_lo cxutils result errors_lo
#> # TYPE cx_errors_lo gauge
#> cx_errors_lo{route="/a"} 0.1
#> # HELP cx_errors_hi cxutils result errors_hi
#> # TYPE cx_errors_hi gauge
#> cx_errors_hi{route="/a"} 0.9
#> # HELP cx_errors cxutils result errors
#> # TYPE cx_errors gauge
#> cx_errors{route="/a",status="200"} 0.25
#> # HELP cx_errors_lo cxutils result errors_lo
#> # TYPE cx_errors_lo gauge
#> cx_errors_lo{route="/a",status="200"} 0.1
#> # HELP cx_errors_hi cxutils result errors_hi
#> # TYPE cx_errors_hi gauge
#> cx_errors_hi{route="/a",status="200"} 0.9
#> [2]
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{status="200"} 5
#> cx_n{status="500"} 1
#> [2]
#> none
#> [2]
#> # HELP cx_a_b cxutils result a-b
#> # TYPE cx_a_b gauge
#> cx_a_b 1
#> [2]
#> # HELP cx_9lives cxutils result 9lives
#> # TYPE cx_9lives gauge
#> cx_9lives{route__path_="/a"} 1
#> # HELP cx__ cxutils result é
#> # TYPE cx__ gauge
#> cx__{route__path_="/a"} 2.5
#> # HELP cx_a_b cxutils result a.b
#> # TYPE cx_a_b gauge
#> cx_a_b{route__path_="/a"} 12345678901234567890
#> # HELP cx_neg cxutils result neg
#> # TYPE cx_neg gauge
#> cx_neg{route__path_="/a"} -1e-7
#> # HELP cx_zero cxutils result zero
#> # TYPE cx_zero gauge
#> cx_zero{route__path_="/a"} 0
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{k="line\nfeed \\ \"q\""} 1
#> cx_n{k="tab\\x09"} 2
#> [0]
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{k="a"} 2
#> cx_n{k="b"} 4
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{r="a"} 5
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{slo="s",objective="o",shard="1",verdict="pass"} 5
#> cx_n{slo="s",objective="o",shard="2",verdict="pass"} 5
#2> cxview: --as prom: two rows have no labels; name the number columns that are keys with --label, perhaps --label status
#2> try 'cxview --help'
#2> cxview: --as prom: two rows have no labels; name the number columns that are keys with --label, perhaps --label status
#2> try 'cxview --help'
#2> cxview: --as prom: two rows have no labels; name the number columns that are keys with --label
#2> try 'cxview --help'
#2> cxview: --as prom: 'a-b' and 'a_b' would both be the metric cx_a_b; leave one out with --fields, or rename it with cxselect
#2> try 'cxview --help'
#2> cxview: --as prom: 'a-b' and 'a_b' would both be the label a_b; leave one out with --fields, or rename it with cxselect
#2> try 'cxview --help'
