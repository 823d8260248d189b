# Every aggregate once, on ten records that can be checked by hand.
awk 'BEGIN { for (i = 1; i <= 10; i++) printf "{\"timestamp\":\"2026-01-01T00:00:%02dZ\",\"x\":%d,\"y\":%s,\"ok\":%s,\"u\":\"u%d\",\"s\":%d}\n", i, i, (i % 2 ? i / 2 : "null"), (i != 3 ? "true" : "false"), i % 4, i }' > in
for m in 'count()' 'rate(ok)' 'rate(y > 2)' 'ratio(x, s)' 'sum(y)' 'mean(x)' 'min(x)' 'max(x)' 'sd(x)' 'median(x)' 'p90(x)' 'quantile(x, 0.3)' 'apdex(x, 2)' 'apdex(x, 2, x == 1)' 'distinct(u)' 'top(u, 2)' 'largest(x, 3)' 'first(u)' 'last(u)' 'hist(x)' 'throughput()' 'uptime(ok, 2s)' 'nps(s)' 'csat(x) where x <= 5' 'ces(x) where x <= 7' 'big = sum(x) where x > 5'; do
	cxstat "$m" in
done

# 1..1000: exact while small or on demand, a sketch of 1 % beyond; the output says which.
seq 1000 | sed 's/.*/{"x":&}/' > in
head -n 256 in | cxstat 'p50(x), p99(x)'
cxstat 'p50(x), p99(x)' in
cxstat --exact 'p50(x), p99(x), p99.9(x), quantile(x, 0.07)' --no-ci in
cxstat --accuracy 0.001 'p50(x)' --no-ci in

# 53,615 real DNS records: a latency in 39,677 of them.
cxstat -t ts 'n = count(), failed = rate(rcode != 0), p50(rtt), p99(rtt), clients = distinct(`id.orig_h`)' "$DATA/logs/zeek_dns.ndjson.gz"
cxstat --exact --no-ci 'p50(rtt), p99(rtt), max(rtt)' "$DATA/logs/zeek_dns.ndjson.gz"

# What -e does not ask for is not asked for its time: logs mix lines that have one with others.
cat > mixed <<'EOT'
{"type":"Metric","name":"m"}
{"type":"Point","ts":"2026-01-01T00:00:00Z","v":1}
{"type":"Point","ts":"2026-01-01T00:02:00Z","v":3}
{"type":"End"}
EOT
cxstat -t ts -w 1m -e 'type == "Point"' 'n = count(), sum(v)' mixed
echo "status $?"
cxselect -t ts --from 2026-01-01T00:01:00Z -e 'type == "Point"' mixed
echo "status $?"
cat > spec <<'EOT'
objectives:
  - {name: v, bad: v > 2, target: 10%}
EOT
cxslo -t ts -e 'type == "Point"' spec mixed | cxselect --fields kind,n,bad
echo '{"type":"Point"}' >> mixed
cxstat -t ts -w 1m -e 'type == "Point"' 'n = count()' mixed
echo "status $?: one that is asked for must have it"

#> {"kind":"stat","count":10}
#> {"kind":"stat","rate_ok":0.9,"rate_ok_lo":0.578952169476,"rate_ok_hi":0.996443621184,"rate_ok_n":10}
#> {"kind":"stat","rate_y_2":0.6,"rate_y_2_lo":0.165809810987,"rate_y_2_hi":0.936924192978,"rate_y_2_n":5,"rate_y_2_null":5}
#> {"kind":"stat","ratio_x_s":1,"ratio_x_s_lo":null,"ratio_x_s_hi":null,"ratio_x_s_n":10}
#> {"kind":"stat","sum_y":12.5}
#> {"kind":"stat","mean_x":5.5,"mean_x_lo":3.334149410331831,"mean_x_hi":7.665850589668169,"mean_x_n":10,"mean_x_method":"few values"}
#> {"kind":"stat","min_x":1}
#> {"kind":"stat","max_x":10}
#> {"kind":"stat","sd_x":3.0276503540974917,"sd_x_n":10}
#> {"kind":"stat","median_x":5,"median_x_lo":2,"median_x_hi":9,"median_x_n":10,"median_x_method":"nearest-rank"}
#> {"kind":"stat","p90_x":9,"p90_x_lo":7,"p90_x_hi":null,"p90_x_n":10,"p90_x_method":"nearest-rank"}
#> {"kind":"stat","quantile_x_0_3":3,"quantile_x_0_3_lo":null,"quantile_x_0_3_hi":7,"quantile_x_0_3_n":10,"quantile_x_0_3_method":"nearest-rank"}
#> {"kind":"stat","apdex_x_2":0.5,"apdex_x_2_lo":0.3232106545812886,"apdex_x_2_hi":0.6767893454187114,"apdex_x_2_n":10}
#> {"kind":"stat","apdex_x_2_x_1":0.4,"apdex_x_2_x_1_lo":0.25130390224145305,"apdex_x_2_x_1_hi":0.5948499439123931,"apdex_x_2_x_1_n":10}
#> {"kind":"stat","distinct_u":4,"distinct_u_lo":4,"distinct_u_hi":4,"distinct_u_method":"exact"}
#> {"kind":"stat","top_u_2":[{"value":"u1","n":3,"share":0.3},{"value":"u2","n":3,"share":0.3}],"top_u_2_n":10}
#> {"kind":"stat","largest_x_3":[10,9,8]}
#> {"kind":"stat","first_u":"u1"}
#> {"kind":"stat","last_u":"u2"}
#> {"kind":"stat","hist_x":[{"lo":1,"hi":2,"n":1},{"lo":2,"hi":5,"n":3},{"lo":5,"hi":10,"n":5},{"lo":10,"hi":20,"n":1}],"hist_x_n":10}
#> {"kind":"stat","throughput":1,"throughput_lo":0.38375913074983364,"throughput_hi":1.7514654689103681,"throughput_n":10}
#> {"kind":"stat","uptime_ok_2s":1,"uptime_ok_2s_lo":null,"uptime_ok_2s_hi":null,"uptime_ok_2s_n":6,"uptime_ok_2s_outages":0,"uptime_ok_2s_method":"fewer than 5 outages"}
#> {"kind":"stat","nps_s":-40,"nps_s_lo":-74.12404150726965,"nps_s_hi":12.585579968808108,"nps_s_n":10,"nps_s_promoters":2,"nps_s_passives":2,"nps_s_detractors":6}
#> {"kind":"stat","csat_x_where_x_5":0.4,"csat_x_where_x_5_lo":0.0630758070216,"csat_x_where_x_5_hi":0.834190189013,"csat_x_where_x_5_n":5}
#> {"kind":"stat","ces_x_where_x_7":4,"ces_x_where_x_7_lo":2.0021048397085988,"ces_x_where_x_7_hi":5.997895160291401,"ces_x_where_x_7_n":7}
#> {"kind":"stat","big":40}
#> {"kind":"stat","p50_x":128,"p50_x_lo":112,"p50_x_hi":145,"p50_x_n":256,"p50_x_method":"nearest-rank","p99_x":254,"p99_x_lo":250,"p99_x_hi":null,"p99_x_n":256,"p99_x_method":"nearest-rank"}
#> {"kind":"stat","p50_x":497.4039239145057,"p50_x_lo":464.2398925445255,"p50_x_hi":532.9644340241874,"p50_x_n":1000,"p50_x_method":"ddsketch(0.01)","p99_x":994.8298239313281,"p99_x_lo":965.8965617496235,"p99_x_hi":1000,"p99_x_n":1000,"p99_x_method":"ddsketch(0.01)"}
#> {"kind":"stat","p50_x":500,"p50_x_n":1000,"p50_x_method":"nearest-rank","p99_x":990,"p99_x_n":1000,"p99_x_method":"nearest-rank","p99_9_x":999,"p99_9_x_n":1000,"p99_9_x_method":"nearest-rank","quantile_x_0_07":70,"quantile_x_0_07_n":1000,"quantile_x_0_07_method":"nearest-rank"}
#> {"kind":"stat","p50_x":499.76398238183424,"p50_x_n":1000,"p50_x_method":"ddsketch(0.001)"}
#> {"kind":"stat","n":53615,"failed":0.047780951085724645,"failed_lo":0.0458201596288,"failed_hi":0.0498010737549,"failed_n":44118,"failed_null":9497,"p50_rtt":0.001005952048416444,"p50_rtt_lo":0.0009763308751351227,"p50_rtt_hi":0.0010161131802186305,"p50_rtt_n":39677,"p50_rtt_method":"ddsketch(0.01)","p99_rtt":0.13400161075983857,"p99_rtt_lo":0.1178731933953528,"p99_rtt_hi":0.1523720886154819,"p99_rtt_n":39677,"p99_rtt_method":"ddsketch(0.01)","clients":77,"clients_lo":77,"clients_hi":77,"clients_method":"exact"}
#> {"kind":"stat","p50_rtt":0.0009961128234863281,"p50_rtt_n":39677,"p50_rtt_method":"nearest-rank","p99_rtt":0.13530611991882324,"p99_rtt_n":39677,"p99_rtt_method":"nearest-rank","max_rtt":5.007183074951172}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:01:00Z","n":1,"sum_v":1}
#> {"kind":"stat","window":"2026-01-01T00:02:00Z","window_end":"2026-01-01T00:03:00Z","n":1,"sum_v":3}
#> status 0
#> {"type":"Point","ts":"2026-01-01T00:02:00Z","v":3}
#> status 0
#> {"kind":"slo","n":2,"bad":1}
#> {"kind":"slo"}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:01:00Z","n":1}
#> {"kind":"stat","window":"2026-01-01T00:02:00Z","window_end":"2026-01-01T00:03:00Z","n":1}
#> status 4: one that is asked for must have it
#2> cxslo: inconclusive: spec: v: bad 1 of 2: 50% [2.53%, 100%], allowed 90%; not enough events; needs about 30 events
#2> cxstat: mixed:5: no time: the record has no field 'ts' (see --time)
#2> cxstat: 1 of 5 records rejected (20%), more than --max-bad allows
