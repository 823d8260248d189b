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
