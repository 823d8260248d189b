# The last record is over all groups and windows: computed from the records, not from the groups.
for i in 1 2 3 4 5 6 7 8 9 100; do
	echo "{\"timestamp\":\"2026-01-0$((i % 3 + 1))T00:00:00Z\",\"k\":$((i % 2)),\"x\":$i}"
done > in
cxstat --totals -b k -w 1d --no-ci 'n = count(), p50(x), mean(x), d = distinct(x), top(x, 1), first(x)' in
cxstat --totals --no-ci 'n = count()' in
cxstat --totals -b k --no-ci 'n = count()' < /dev/null
cxstat --totals -b k --no-ci 'n = count()' in | cxview
