# Of every series the latest window; no timestamps.
cat > in <<'J'
{"kind":"stat","window":"2026-01-01T00:00:00Z","route":"/a","status":200,"errors":0.5,"errors_lo":0.1,"errors_hi":0.9}
{"kind":"stat","window":"2026-01-01T01:00:00Z","route":"/a","status":200,"errors":0.25,"errors_lo":0.1,"errors_hi":0.9}
{"kind":"stat","window":"2026-01-01T01:00:00Z","route":"/b\"\\","status":200,"errors":null}
J
cxview --as prom in
cxview --as prom --label status in
