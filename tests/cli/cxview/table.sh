cat > in <<'J'
{"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","route":"/a","errors":0.01,"errors_lo":0.005,"errors_hi":0.02,"errors_n":1000,"p95":123.456,"p95_lo":120.1,"p95_hi":130,"p95_n":1000,"p95_method":"nearest-rank"}
{"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","route":"/日本語/é","errors":0,"errors_lo":0,"errors_hi":0.3,"errors_n":9,"p95":7,"p95_lo":null,"p95_hi":null,"p95_n":9,"p95_method":"ddsketch(0.01)"}
J
cxview in
cxview --as csv in
cxview --as tsv in
cxview --as md in
cxview --as json --fields route,errors in
cxview --sort -errors --top 1 --fields route,errors in
cxview --plots always in
LC_ALL=C.UTF-8 cxview --plots always --color always in

#> window            route                    errors     n                   p95
#> 2026-01-01 00:00  /a         0.010 [0.005, 0.020]  1000  123.5 [120.1, 130.0]
#> 2026-01-01 00:00  /日本語/é  0.000 [0.000, 0.300]     9    7.0         [-, -]
#> p95: nearest-rank, ddsketch(0.01)
#> kind,window,window_end,route,errors,errors_lo,errors_hi,errors_n,p95,p95_lo,p95_hi,p95_n,p95_method
#> stat,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,/a,0.01,0.005,0.02,1000,123.456,120.1,130,1000,nearest-rank
#> stat,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,/日本語/é,0,0,0.3,9,7,,,9,ddsketch(0.01)
#> kind	window	window_end	route	errors	errors_lo	errors_hi	errors_n	p95	p95_lo	p95_hi	p95_n	p95_method
#> stat	2026-01-01T00:00:00Z	2026-01-01T01:00:00Z	/a	0.01	0.005	0.02	1000	123.456	120.1	130	1000	nearest-rank
#> stat	2026-01-01T00:00:00Z	2026-01-01T01:00:00Z	/日本語/é	0	0	0.3	9	7			9	ddsketch(0.01)
#> | window | route | errors | n | p95 |
#> | --- | --- | ---: | ---: | ---: |
#> | 2026-01-01 00:00 | /a | 0.010 \[0.005, 0.020\] | 1000 | 123.5 \[120.1, 130.0\] |
#> | 2026-01-01 00:00 | /日本語/é | 0.000 \[0.000, 0.300\] | 9 | 7.0 \[-, -\] |
#> {"route":"/a","errors":0.01,"errors_lo":0.005,"errors_hi":0.02}
#> {"route":"/日本語/é","errors":0,"errors_lo":0,"errors_hi":0.3}
#> route                errors
#> /a     0.010 [0.005, 0.020]
#> window            route                    errors                n                   p95
#> 2026-01-01 00:00  /a         0.010 [0.005, 0.020] ##########  1000  123.5 [120.1, 130.0]
#> 2026-01-01 00:00  /日本語/é  0.000 [0.000, 0.300]                9    7.0         [-, -]
#> p95: nearest-rank, ddsketch(0.01)
#> [1mwindow            route                    errors                n                   p95[0m
#> 2026-01-01 00:00  /a         0.010 [2m[0.005, 0.020][0m ██████████  1000  123.5 [2m[120.1, 130.0][0m
#> 2026-01-01 00:00  /日本語/é  0.000 [2m[0.000, 0.300][0m                9    7.0         [2m[-, -][0m
#> p95: nearest-rank, ddsketch(0.01)
