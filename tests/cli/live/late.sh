# A window closes when the watermark passes its end; what comes later for it is set aside.
for s in 00 05 12 03 16 02 31 14 33; do echo "{\"timestamp\":\"2026-01-01T00:00:${s}Z\"}"; done > in
cxstat -w 10s --lateness 5s --max-bad 100% --rejects late 'n = count()' in
echo "status $?"
jq -c '[.line, .code]' late
# No record is late: the same windows as a run over input at rest.
cxstat -w 10s --lateness 1m 'n = count()' in > a
cxstat -w 10s 'n = count()' in | cmp - a && echo same
# However the input is cut.
dd if=in bs=7 2> /dev/null | cxstat -w 10s --lateness 5s --max-bad 100% 'n = count()' 2> /dev/null
# What no value served in any window is said once, at the end, and is a fault of --strict-fields.
printf '{"timestamp":"2026-01-01T00:0%d:00Z","a":"x","b":"%s"}\n' 1 x 2 2 3 y > texts
cxstat -w 1m --lateness 10s 's = sum(a), t = sum(b), r = rate(a), p50(zzz)' texts > /dev/null
cxstat -w 1m --lateness 10s --strict-fields 's = sum(a), t = sum(b)' texts > /dev/null
echo "status $?"

# Nothing can be read: nothing is closed.
cxstat -w 1h --lateness 10s 'count()' nowhere; echo "status $?"

#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:00:10Z","n":3}
#> {"kind":"stat","window":"2026-01-01T00:00:10Z","window_end":"2026-01-01T00:00:20Z","n":2}
#> {"kind":"stat","window":"2026-01-01T00:00:30Z","window_end":"2026-01-01T00:00:40Z","n":2}
#> status 0
#> [6,"late"]
#> [8,"late"]
#> same
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:00:10Z","n":3}
#> {"kind":"stat","window":"2026-01-01T00:00:10Z","window_end":"2026-01-01T00:00:20Z","n":2}
#> {"kind":"stat","window":"2026-01-01T00:00:30Z","window_end":"2026-01-01T00:00:40Z","n":2}
#> status 4
#> status 2
#2> cxstat: in:6: late: its window was closed (see --lateness)
#2> cxstat: in:8: late: its window was closed (see --lateness)
#2> cxstat: 2 of 9 records rejected (22.2%)
#2> cxstat: no record had a field 'zzz'
#2> cxstat: 's' found no value that it can use
#2> cxstat: 's' found no value that it can use
#2> cxstat: nowhere: No such file or directory
