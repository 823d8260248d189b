# Names and labels of any text become what Prometheus reads; numbers keep their digits.
printf '%s\n' '{"kind":"stat","route (path)":"/a","9lives":1,"é":2.5,"a.b":12345678901234567890,"neg":-1e-7,"zero":0}' > in
cxview --as prom in
printf '%s\n' '{"k":"line\nfeed \\ \"q\"","n":1}' '{"k":"tab\t","n":2}' | cxview --as prom
printf '%s\n' '{"k":"a","n":null}' | cxview --as prom; echo "[$?]"
# Windows: the last of each series, whatever the order; a zone does not change what is last.
printf '%s\n' '{"window":"2026-01-01T02:00:00+02:00","k":"a","n":1}' '{"window":"2026-01-01T00:30:00Z","k":"a","n":2}' '{"window":"2025-12-31T23:00:00Z","k":"a","n":3}' '{"window":"2025-12-31T23:00:00Z","k":"b","n":4}' | cxview --as prom

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
