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
