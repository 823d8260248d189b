printf '{"timestamp":"2026-01-0%dT00:00:00Z"}\n' 1 2 3 4 > in
cxstat --from 2026-01-02 --to 2026-01-04 'n = count()' in
cxstat --from 2026-01-02T00:00:00+01:00 'n = count()' in
cxselect --to 2026-01-02 in

#> {"kind":"stat","n":2}
#> {"kind":"stat","n":3}
#> {"timestamp":"2026-01-01T00:00:00Z"}
