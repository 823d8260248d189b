# Without a usable time a record cannot be put into a window: it is set aside.
printf '%s\n' '{"timestamp":"2026-01-01T00:00:00Z"}' '{"timestamp":"soon"}' '{}' > in
cxstat -w 1d 'n = count()' --max-bad 2 in
cxstat 'n = count()' in
cxstat -t at -w 1d 'n = count()' --max-bad 3 in

#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","n":1}
#> {"kind":"stat","n":3}
#2> cxstat: in:2: expected a time in 'timestamp', found 'soon'
#2> cxstat: in:3: no time: the record has no field 'timestamp' (see --time)
#2> cxstat: 2 of 3 records rejected (66.7%)
#2> cxstat: in:1: no time: the record has no field 'at' (see --time)
#2> cxstat: in:2: no time: the record has no field 'at' (see --time)
#2> cxstat: in:3: no time: the record has no field 'at' (see --time)
#2> cxstat: 3 of 3 records rejected (100%)
