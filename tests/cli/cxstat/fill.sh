# --fill: every window between the first and the last, or --from and --to, for every group seen.
printf '%s\n' '{"timestamp":"2026-01-01T00:10:00Z","k":"a","x":1}' '{"timestamp":"2026-01-01T03:10:00Z","k":"b","x":2}' > in
cxstat -w 1h --fill --no-ci -b k 'n = count(), s = sum(x), m = mean(x)' in
cxstat -w 1h --fill --no-ci --from 2026-01-01T02:30:00Z --to 2026-01-01T05:00:00Z 'n = count()' in
cxstat -w 1h --fill --totals 'n = count(), d = distinct(k), r = throughput()' in
# No records: nothing was seen, but --from and --to say what to fill.
cxstat -w 1h --fill 'n = count()' < /dev/null
cxstat -w 1h --fill --from 2026-01-01 --to 2026-01-01T02:00 'n = count()' < /dev/null
cxstat -w 1h --fill -b k --from 2026-01-01 --to 2026-01-01T02:00 'n = count()' < /dev/null
cxstat -w 1ms --fill --from 2026-01-01 --to 2026-02-01 'n = count()' < /dev/null

#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","k":"a","n":1,"s":1,"m":1,"m_n":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","k":"b","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","k":"a","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","k":"b","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","k":"a","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","k":"b","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","k":"a","n":0,"s":0,"m":null,"m_n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","k":"b","n":1,"s":2,"m":2,"m_n":1}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","n":1}
#> {"kind":"stat","window":"2026-01-01T04:00:00Z","window_end":"2026-01-01T05:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","n":1,"d":1,"d_lo":1,"d_hi":1,"d_method":"exact","r":0.0002777777777777778,"r_lo":7.032724440080524e-6,"r_hi":0.0015476787197052492,"r_n":1}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","n":0,"d":0,"d_lo":0,"d_hi":0,"d_method":"exact","r":0,"r_lo":0,"r_hi":0.001024688737253871,"r_n":0}
#> {"kind":"stat","window":"2026-01-01T02:00:00Z","window_end":"2026-01-01T03:00:00Z","n":0,"d":0,"d_lo":0,"d_hi":0,"d_method":"exact","r":0,"r_lo":0,"r_hi":0.001024688737253871,"r_n":0}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T04:00:00Z","n":1,"d":1,"d_lo":1,"d_hi":1,"d_method":"exact","r":0.0002777777777777778,"r_lo":7.032724440080524e-6,"r_hi":0.0015476787197052492,"r_n":1}
#> {"kind":"stat","total":true,"n":2,"d":2,"d_lo":2,"d_hi":2,"d_method":"exact","r":0.00018518518518518518,"r_lo":2.2426785050367136e-5,"r_hi":0.0006689525618262926,"r_n":2}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T01:00:00Z","n":0}
#> {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":"2026-01-01T02:00:00Z","n":0}
#2> cxstat: --fill would make more than 10000000 records; choose wider windows or less time
#? 2
