# Of every series the latest window; no timestamps.
cat > in <<'J'
{"kind":"stat","window":"2026-01-01T00:00:00Z","route":"/a","status":200,"errors":0.5,"errors_lo":0.1,"errors_hi":0.9}
{"kind":"stat","window":"2026-01-01T01:00:00Z","route":"/a","status":200,"errors":0.25,"errors_lo":0.1,"errors_hi":0.9}
{"kind":"stat","window":"2026-01-01T01:00:00Z","route":"/b\"\\","status":200,"errors":null}
J
cxview --as prom in
cxview --as prom --label status in

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
