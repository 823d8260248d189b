# Keys keep their kind: null, numbers by value, strings by text, in that order.
printf '%s\n' '{"k":"b","x":1}' '{"k":"a","x":2}' '{"k":1.0,"x":3}' '{"k":1,"x":4}' '{"x":5}' '{"k":"\u0061","x":6}' '{"k":"1","x":7}' '{"k":true}' > in
cxstat -b k 'n = count(), s = sum(x)' --no-ci in
cxstat -b 'key = lower(k), x > 3' 'n = count()' in
cxstat -b 'k' --totals 'n = count(), s = sum(x)' in

# Keys of every kind: one group for all spellings of a value, sorted by kind and value.
printf '%s\n' '{"k":10}' '{"k":9}' '{"k":9.50}' '{"k":95e-1}' '{"k":-1}' '{"k":"10"}' '{"k":"é"}' '{"k":"\u00e9"}' \
    '{"k":"z"}' '{"k":""}' '{"k":null}' '{}' '{"k":true}' '{"k":false}' '{"k":[1, 2]}' '{"k":[1,2]}' '{"k":{"a":1}}' \
    '{"k":12345678901234567890}' '{"k":12345678901234567891}' '{"k":1e400}' '{"k":0}' '{"k":-0}' '{"k":0.0}' '{"k":"\ud83d\ude00"}' '{"k":"😀"}' > in
cxstat -b k 'n = count()' in
# Several keys, names of their own, expressions, and names that clash.
printf '%s\n' '{"a":1,"b":{"c":"x"},"d e":2}' '{"a":1,"b":{"c":"y"},"d e":2}' '{"a":2,"b":{"c":"x"}}' > in
cxstat -b 'a, b.c' 'n = count()' in
cxstat -b 'b.c, a, `d e`' 'n = count()' in
cxstat -b 'x = upper(b.c), big = a > 1' 'n = count()' in
cxstat -b 'if(a > 1, "many", "one")' 'n = count()' in
cxstat -b 'b.c, c = a' 'n = count()' in
cxstat -b 'n = a' 'n = count()' in
cxstat -b 'window = a' 'n = count()' in
cxstat -b '' 'n = count()' in

# More groups than --max-groups.
awk 'BEGIN { for (i = 0; i < 100; i++) print "{\"k\":" i "}" }' > in
cxstat -b k --max-groups 100 'count()' in | wc -l
cxstat -b k --max-groups 99 'count()' in
echo "status $?"

# An output that takes no more: results that are not written are given back all the same.
seq 9000 | sed 's/.*/{"k":&,"x":1}{"k":&,"x":2}{"k":&,"x":3}{"k":&,"x":4}{"k":&,"x":5}/; s/}{/}\n{/g' > in
for j in 1 2; do
	cxstat -j $j -b k 'n = count(), p50(x)' in > /dev/full
	echo "status $?"
done

# Nothing to measure is null or 0, never a guess: no values, no time, one value, a zero below.
printf '%s\n' '{"z":0,"t":"text","x":5}' > in
all() {
	cxstat "count(), rate($1 > 1), ratio(x, $1), sum($1), mean($1), min($1), max($1), sd($1), p50($1), apdex($1, 1), distinct($1), top($1, 1), largest($1, 1), first($1), last($1), hist($1), throughput(), uptime($1 > 1, 1s), nps($1), csat($1), ces($1)" in |
		jq -c 'to_entries[] | select(.key | test("_lo$|_hi$") | not) | "\(.key) \(.value)"' | tr -d '"'
}
echo '# absent'
all nosuch
echo '# text'
all t
echo '# zero'
all z
echo '# one value'
all x

# The last record is over all groups and windows: computed from the records, not from the groups.
for i in 1 2 3 4 5 6 7 8 9 100; do
	echo "{\"timestamp\":\"2026-01-0$((i % 3 + 1))T00:00:00Z\",\"k\":$((i % 2)),\"x\":$i}"
done > in
cxstat --totals -b k -w 1d --no-ci 'n = count(), p50(x), mean(x), d = distinct(x), top(x, 1), first(x)' in
cxstat --totals --no-ci 'n = count()' in
cxstat --totals -b k --no-ci 'n = count()' < /dev/null
cxstat --totals -b k --no-ci 'n = count()' in | cxview

#> {"kind":"stat","k":null,"n":1,"s":5}
#> {"kind":"stat","k":true,"n":1,"s":0}
#> {"kind":"stat","k":1,"n":2,"s":7}
#> {"kind":"stat","k":"1","n":1,"s":7}
#> {"kind":"stat","k":"a","n":2,"s":8}
#> {"kind":"stat","k":"b","n":1,"s":1}
#> {"kind":"stat","key":null,"x_3":true,"n":1}
#> {"kind":"stat","key":"1","x_3":true,"n":2}
#> {"kind":"stat","key":"1.0","x_3":false,"n":1}
#> {"kind":"stat","key":"a","x_3":false,"n":1}
#> {"kind":"stat","key":"a","x_3":true,"n":1}
#> {"kind":"stat","key":"b","x_3":false,"n":1}
#> {"kind":"stat","key":"true","x_3":null,"n":1}
#> {"kind":"stat","k":null,"n":1,"s":5}
#> {"kind":"stat","k":true,"n":1,"s":0}
#> {"kind":"stat","k":1,"n":2,"s":7}
#> {"kind":"stat","k":"1","n":1,"s":7}
#> {"kind":"stat","k":"a","n":2,"s":8}
#> {"kind":"stat","k":"b","n":1,"s":1}
#> {"kind":"stat","total":true,"n":8,"s":28}
#> {"kind":"stat","k":null,"n":2}
#> {"kind":"stat","k":false,"n":1}
#> {"kind":"stat","k":true,"n":1}
#> {"kind":"stat","k":-1,"n":1}
#> {"kind":"stat","k":0,"n":3}
#> {"kind":"stat","k":9,"n":1}
#> {"kind":"stat","k":9.5,"n":2}
#> {"kind":"stat","k":10,"n":1}
#> {"kind":"stat","k":12345678901234567890,"n":1}
#> {"kind":"stat","k":12345678901234567891,"n":1}
#> {"kind":"stat","k":1e400,"n":1}
#> {"kind":"stat","k":"","n":1}
#> {"kind":"stat","k":"10","n":1}
#> {"kind":"stat","k":"z","n":1}
#> {"kind":"stat","k":"é","n":2}
#> {"kind":"stat","k":"😀","n":2}
#> {"kind":"stat","k":[1, 2],"n":1}
#> {"kind":"stat","k":[1,2],"n":1}
#> {"kind":"stat","k":{"a":1},"n":1}
#> {"kind":"stat","a":1,"b.c":"x","n":1}
#> {"kind":"stat","a":1,"b.c":"y","n":1}
#> {"kind":"stat","a":2,"b.c":"x","n":1}
#> {"kind":"stat","b.c":"x","a":1,"d e":2,"n":1}
#> {"kind":"stat","b.c":"x","a":2,"d e":null,"n":1}
#> {"kind":"stat","b.c":"y","a":1,"d e":2,"n":1}
#> {"kind":"stat","x":"X","big":false,"n":1}
#> {"kind":"stat","x":"X","big":true,"n":1}
#> {"kind":"stat","x":"Y","big":false,"n":1}
#> {"kind":"stat","if_a_1_many_one":"many","n":1}
#> {"kind":"stat","if_a_1_many_one":"one","n":2}
#> {"kind":"stat","b.c":"x","c":1,"n":1}
#> {"kind":"stat","b.c":"x","c":2,"n":1}
#> {"kind":"stat","b.c":"y","c":1,"n":1}
#> {"kind":"stat","n":3}
#> 100
#> status 2
#> status 2
#> status 2
#> # absent
#> kind stat
#> count 1
#> rate_nosuch_1 null
#> rate_nosuch_1_n 0
#> rate_nosuch_1_null 1
#> ratio_x_nosuch null
#> ratio_x_nosuch_n 0
#> sum_nosuch 0
#> mean_nosuch null
#> mean_nosuch_n 0
#> min_nosuch null
#> max_nosuch null
#> sd_nosuch null
#> sd_nosuch_n 0
#> p50_nosuch null
#> p50_nosuch_n 0
#> p50_nosuch_method nearest-rank
#> apdex_nosuch_1 null
#> apdex_nosuch_1_n 0
#> apdex_nosuch_1_null 1
#> distinct_nosuch 0
#> distinct_nosuch_method exact
#> top_nosuch_1 []
#> top_nosuch_1_n 0
#> largest_nosuch_1 []
#> first_nosuch null
#> last_nosuch null
#> hist_nosuch []
#> hist_nosuch_n 0
#> throughput null
#> throughput_n 0
#> throughput_null 1
#> uptime_nosuch_1_1s null
#> uptime_nosuch_1_1s_n 0
#> uptime_nosuch_1_1s_outages 0
#> uptime_nosuch_1_1s_null 1
#> nps_nosuch null
#> nps_nosuch_n 0
#> nps_nosuch_promoters 0
#> nps_nosuch_passives 0
#> nps_nosuch_detractors 0
#> csat_nosuch null
#> csat_nosuch_n 0
#> ces_nosuch null
#> ces_nosuch_n 0
#> # text
#> kind stat
#> count 1
#> rate_t_1 null
#> rate_t_1_n 0
#> rate_t_1_null 1
#> ratio_x_t null
#> ratio_x_t_n 0
#> ratio_x_t_bad 1
#> sum_t 0
#> sum_t_bad 1
#> mean_t null
#> mean_t_n 0
#> mean_t_bad 1
#> min_t null
#> min_t_bad 1
#> max_t null
#> max_t_bad 1
#> sd_t null
#> sd_t_n 0
#> sd_t_bad 1
#> p50_t null
#> p50_t_n 0
#> p50_t_method nearest-rank
#> p50_t_bad 1
#> apdex_t_1 null
#> apdex_t_1_n 0
#> apdex_t_1_bad 1
#> distinct_t 1
#> distinct_t_method exact
#> top_t_1 [{\value\:\text\,\n\:1,\share\:1}]
#> top_t_1_n 1
#> largest_t_1 []
#> largest_t_1_bad 1
#> first_t null
#> last_t null
#> hist_t []
#> hist_t_n 0
#> hist_t_bad 1
#> throughput null
#> throughput_n 0
#> throughput_null 1
#> uptime_t_1_1s null
#> uptime_t_1_1s_n 0
#> uptime_t_1_1s_outages 0
#> uptime_t_1_1s_null 1
#> nps_t null
#> nps_t_n 0
#> nps_t_promoters 0
#> nps_t_passives 0
#> nps_t_detractors 0
#> nps_t_bad 1
#> csat_t null
#> csat_t_n 0
#> csat_t_bad 1
#> ces_t null
#> ces_t_n 0
#> ces_t_bad 1
#> # zero
#> kind stat
#> count 1
#> rate_z_1 0
#> rate_z_1_n 1
#> ratio_x_z null
#> ratio_x_z_n 1
#> sum_z 0
#> mean_z 0
#> mean_z_n 1
#> min_z 0
#> max_z 0
#> sd_z null
#> sd_z_n 1
#> p50_z 0
#> p50_z_n 1
#> p50_z_method nearest-rank
#> apdex_z_1 1
#> apdex_z_1_n 1
#> distinct_z 1
#> distinct_z_method exact
#> top_z_1 [{\value\:\0\,\n\:1,\share\:1}]
#> top_z_1_n 1
#> largest_z_1 [0]
#> first_z null
#> last_z null
#> hist_z [{\lo\:0,\hi\:0,\n\:1}]
#> hist_z_n 1
#> throughput null
#> throughput_n 0
#> throughput_null 1
#> uptime_z_1_1s null
#> uptime_z_1_1s_n 0
#> uptime_z_1_1s_outages 0
#> uptime_z_1_1s_null 1
#> nps_z -100
#> nps_z_n 1
#> nps_z_promoters 0
#> nps_z_passives 0
#> nps_z_detractors 1
#> csat_z null
#> csat_z_n 0
#> csat_z_bad 1
#> ces_z null
#> ces_z_n 0
#> ces_z_bad 1
#> # one value
#> kind stat
#> count 1
#> rate_x_1 1
#> rate_x_1_n 1
#> ratio_x_x 1
#> ratio_x_x_n 1
#> sum_x 5
#> mean_x 5
#> mean_x_n 1
#> min_x 5
#> max_x 5
#> sd_x null
#> sd_x_n 1
#> p50_x 5
#> p50_x_n 1
#> p50_x_method nearest-rank
#> apdex_x_1 0
#> apdex_x_1_n 1
#> distinct_x 1
#> distinct_x_method exact
#> top_x_1 [{\value\:\5\,\n\:1,\share\:1}]
#> top_x_1_n 1
#> largest_x_1 [5]
#> first_x null
#> last_x null
#> hist_x [{\lo\:5,\hi\:10,\n\:1}]
#> hist_x_n 1
#> throughput null
#> throughput_n 0
#> throughput_null 1
#> uptime_x_1_1s null
#> uptime_x_1_1s_n 0
#> uptime_x_1_1s_outages 0
#> uptime_x_1_1s_null 1
#> nps_x -100
#> nps_x_n 1
#> nps_x_promoters 0
#> nps_x_passives 0
#> nps_x_detractors 1
#> csat_x 1
#> csat_x_n 1
#> ces_x 5
#> ces_x_n 1
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","k":0,"n":1,"p50_x":6,"p50_x_n":1,"p50_x_method":"nearest-rank","mean_x":6,"mean_x_n":1,"d":1,"d_method":"exact","top_x_1":[{"value":"6","n":1,"share":1}],"top_x_1_n":1,"first_x":6}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","k":1,"n":2,"p50_x":3,"p50_x_n":2,"p50_x_method":"nearest-rank","mean_x":6,"mean_x_n":2,"d":2,"d_method":"exact","top_x_1":[{"value":"3","n":1,"share":0.5}],"top_x_1_n":2,"first_x":3}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","k":0,"n":2,"p50_x":4,"p50_x_n":2,"p50_x_method":"nearest-rank","mean_x":52,"mean_x_n":2,"d":2,"d_method":"exact","top_x_1":[{"value":"100","n":1,"share":0.5}],"top_x_1_n":2,"first_x":100}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","k":1,"n":2,"p50_x":1,"p50_x_n":2,"p50_x_method":"nearest-rank","mean_x":4,"mean_x_n":2,"d":2,"d_method":"exact","top_x_1":[{"value":"1","n":1,"share":0.5}],"top_x_1_n":2,"first_x":1}
#> {"kind":"stat","window":"2026-01-03T00:00:00Z","window_end":"2026-01-04T00:00:00Z","k":0,"n":2,"p50_x":2,"p50_x_n":2,"p50_x_method":"nearest-rank","mean_x":5,"mean_x_n":2,"d":2,"d_method":"exact","top_x_1":[{"value":"2","n":1,"share":0.5}],"top_x_1_n":2,"first_x":2}
#> {"kind":"stat","window":"2026-01-03T00:00:00Z","window_end":"2026-01-04T00:00:00Z","k":1,"n":1,"p50_x":5,"p50_x_n":1,"p50_x_method":"nearest-rank","mean_x":5,"mean_x_n":1,"d":1,"d_method":"exact","top_x_1":[{"value":"5","n":1,"share":1}],"top_x_1_n":1,"first_x":5}
#> {"kind":"stat","total":true,"n":10,"p50_x":5,"p50_x_n":10,"p50_x_method":"nearest-rank","mean_x":14.5,"mean_x_n":10,"d":10,"d_method":"exact","top_x_1":[{"value":"1","n":1,"share":0.1}],"top_x_1_n":10,"first_x":3}
#> {"kind":"stat","n":10}
#> {"kind":"stat","total":true,"n":10}
#> {"kind":"stat","total":true,"n":0}
#>     k   n
#>     0   5
#>     1   5
#> total  10
#2> cxstat: two results are called 'n': name one of them (new = ...)
#2> try 'cxstat --help'
#2> cxstat: the name 'window' is taken: choose another
#2> try 'cxstat --help'
#2> cxstat: more than 99 groups (see --max-groups, --overflow)
#2> cxstat: write error: No space left on device
#2> cxstat: write error: No space left on device
#2> cxstat: no record had a field 'nosuch'
#2> cxstat: no record had a field 'timestamp'
#2> cxstat: no record had a field 'timestamp'
#2> cxstat: 'ratio_x_t' found no value that it can use
#2> cxstat: 'sum_t' found no value that it can use
#2> cxstat: 'mean_t' found no value that it can use
#2> cxstat: 'min_t' found no value that it can use
#2> cxstat: 'max_t' found no value that it can use
#2> cxstat: 'sd_t' found no value that it can use
#2> cxstat: 'p50_t' found no value that it can use
#2> cxstat: 'apdex_t_1' found no value that it can use
#2> cxstat: 'largest_t_1' found no value that it can use
#2> cxstat: 'hist_t' found no value that it can use
#2> cxstat: 'nps_t' found no value that it can use
#2> cxstat: 'csat_t' found no value that it can use
#2> cxstat: 'ces_t' found no value that it can use
#2> cxstat: no record had a field 'timestamp'
#2> cxstat: 'csat_z' found no value that it can use
#2> cxstat: 'ces_z' found no value that it can use
#2> cxstat: no record had a field 'timestamp'
