# Keys without end: an error at the limit, or a table that does not grow.
PATH=$BUILD/fault:$PATH
awk 'BEGIN { for (i = 0; i < 500000; i++) printf "{\"k\":\"user %d\",\"v\":%d}\n", i * 7919 % 500009, i % 100 }' > in
peak 12000 cxstat -b k --max-groups 1000 'count(), sum(v), p50(v)' in
echo "status $?"
peak 16000 cxstat -j 1 -b k --max-groups 1000 --overflow other 'count(), sum(v), p50(v)' in > one
peak 24000 cxstat -j 4 -b k --max-groups 1000 --overflow other 'count(), sum(v), p50(v)' in | cmp - one
tail -n 2 one
wc -l < one
# The seed of the tables is another each time; the output is not.
for i in 1 2 3; do head -n 20000 in | cxstat -b k 'count(), top(v, 1)' | cksum; done | sort -u | wc -l
# Values that one state keeps have a limit too.
cxstat 'top(k, 1)' in
echo "status $?"
cxstat --max-values 10 'top(v, 1)' in
echo "status $?"
