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
