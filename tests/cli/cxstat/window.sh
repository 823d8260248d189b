# Half-open windows, labelled by their start, in order; --fill shows the empty ones.
printf '%s\n' '{"timestamp":"2026-03-29T03:59:59.999Z","x":1}' '{"timestamp":"2026-03-29T00:00:00Z","x":2}' '{"timestamp":1774749600,"x":3}' '{"timestamp":"29/Mar/2026:06:00:00 +0200","x":4}' > in
cxstat -w 1h 'n = count()' in
cxstat -w 1h --fill 'n = count(), x = mean(x)' --no-ci in
cxstat -w 1d --tz Europe/Berlin 'n = count()' in
cxstat -w 1d --tz Europe/Berlin --fill --from 2026-03-28 --to 2026-03-31 'n = count()' in
cxstat -w 1w 'n = count()' in
cxstat -w 1mo 'n = count()' in

#> {"kind":"stat","window":"2026-03-29T00:00:00Z","window_end":"2026-03-29T01:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T02:00:00Z","window_end":"2026-03-29T03:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T03:00:00Z","window_end":"2026-03-29T04:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T04:00:00Z","window_end":"2026-03-29T05:00:00Z","n":1}
#> {"kind":"stat","window":"2026-03-29T00:00:00Z","window_end":"2026-03-29T01:00:00Z","n":1,"x":2,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T01:00:00Z","window_end":"2026-03-29T02:00:00Z","n":0,"x":null,"x_n":0}
#> {"kind":"stat","window":"2026-03-29T02:00:00Z","window_end":"2026-03-29T03:00:00Z","n":1,"x":3,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T03:00:00Z","window_end":"2026-03-29T04:00:00Z","n":1,"x":1,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T04:00:00Z","window_end":"2026-03-29T05:00:00Z","n":1,"x":4,"x_n":1}
#> {"kind":"stat","window":"2026-03-29T00:00:00+01:00","window_end":"2026-03-30T00:00:00+02:00","n":4}
#> {"kind":"stat","window":"2026-03-28T00:00:00+01:00","window_end":"2026-03-29T00:00:00+01:00","n":0}
#> {"kind":"stat","window":"2026-03-29T00:00:00+01:00","window_end":"2026-03-30T00:00:00+02:00","n":4}
#> {"kind":"stat","window":"2026-03-30T00:00:00+02:00","window_end":"2026-03-31T00:00:00+02:00","n":0}
#> {"kind":"stat","window":"2026-03-23T00:00:00Z","window_end":"2026-03-30T00:00:00Z","n":4}
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","n":4}
