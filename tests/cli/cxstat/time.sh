# Without a usable time a record cannot be put into a window: it is set aside.
printf '%s\n' '{"timestamp":"2026-01-01T00:00:00Z"}' '{"timestamp":"soon"}' '{}' > in
cxstat -w 1d 'n = count()' --max-bad 2 in
cxstat 'n = count()' in
cxstat -t at -w 1d 'n = count()' --max-bad 3 in
