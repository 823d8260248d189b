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

#> status 2
#> {"kind":"stat","k":"user 100896","count":1,"sum_v":60,"p50_v":60,"p50_v_lo":null,"p50_v_hi":null,"p50_v_n":1,"p50_v_method":"nearest-rank"}
#> {"kind":"stat","k":"other","truncated":true,"count":499000,"sum_v":24700724,"p50_v":49.95582867452171,"p50_v_lo":48.484601780747944,"p50_v_hi":50.460433004567385,"p50_v_n":499000,"p50_v_method":"ddsketch(0.01)"}
#> 1001
#> 1
#> status 2
#> status 2
#2> cxstat: more than 1000 groups (see --max-groups, --overflow)
#2> cxstat: more than 100000 different values (see --max-values)
#2> cxstat: more than 10 different values (see --max-values)
