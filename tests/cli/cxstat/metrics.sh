# Every aggregate once, on ten records that can be checked by hand.
awk 'BEGIN { for (i = 1; i <= 10; i++) printf "{\"timestamp\":\"2026-01-01T00:00:%02dZ\",\"x\":%d,\"y\":%s,\"ok\":%s,\"u\":\"u%d\",\"s\":%d}\n", i, i, (i % 2 ? i / 2 : "null"), (i != 3 ? "true" : "false"), i % 4, i }' > in
for m in 'count()' 'rate(ok)' 'rate(y > 2)' 'ratio(x, s)' 'sum(y)' 'mean(x)' 'min(x)' 'max(x)' 'sd(x)' 'median(x)' 'p90(x)' 'quantile(x, 0.3)' 'apdex(x, 2)' 'apdex(x, 2, x == 1)' 'distinct(u)' 'top(u, 2)' 'largest(x, 3)' 'first(u)' 'last(u)' 'hist(x)' 'throughput()' 'uptime(ok, 2s)' 'nps(s)' 'csat(x) where x <= 5' 'ces(x) where x <= 7' 'big = sum(x) where x > 5'; do
	cxstat "$m" in
done

#> {"kind":"stat","count":10}
#> {"kind":"stat","rate_ok":0.9,"rate_ok_lo":0.5958499732047617,"rate_ok_hi":0.9821237869049271,"rate_ok_n":10}
#> {"kind":"stat","rate_y_2":0.6,"rate_y_2_lo":0.23072428127601302,"rate_y_2_hi":0.882379225767352,"rate_y_2_n":5,"rate_y_2_null":5}
#> {"kind":"stat","ratio_x_s":1,"ratio_x_s_lo":null,"ratio_x_s_hi":null,"ratio_x_s_n":10}
#> {"kind":"stat","sum_y":12.5}
#> {"kind":"stat","mean_x":5.5,"mean_x_lo":3.334149410331831,"mean_x_hi":7.665850589668169,"mean_x_n":10}
#> {"kind":"stat","min_x":1}
#> {"kind":"stat","max_x":10}
#> {"kind":"stat","sd_x":3.0276503540974917,"sd_x_n":10}
#> {"kind":"stat","median_x":5,"median_x_lo":2,"median_x_hi":9,"median_x_n":10,"median_x_method":"nearest-rank"}
#> {"kind":"stat","p90_x":9,"p90_x_lo":7,"p90_x_hi":null,"p90_x_n":10,"p90_x_method":"nearest-rank"}
#> {"kind":"stat","quantile_x_0_3":3,"quantile_x_0_3_lo":null,"quantile_x_0_3_hi":7,"quantile_x_0_3_n":10,"quantile_x_0_3_method":"nearest-rank"}
#> {"kind":"stat","apdex_x_2":0.5,"apdex_x_2_lo":0.30400360154599465,"apdex_x_2_hi":0.6959963984540054,"apdex_x_2_n":10}
#> {"kind":"stat","apdex_x_2_x_1":0.4,"apdex_x_2_x_1_lo":0.2140614903086316,"apdex_x_2_x_1_hi":0.5859385096913684,"apdex_x_2_x_1_n":10}
#> {"kind":"stat","distinct_u":4,"distinct_u_lo":4,"distinct_u_hi":4,"distinct_u_method":"exact"}
#> {"kind":"stat","top_u_2":[{"value":"u1","n":3,"share":0.3},{"value":"u2","n":3,"share":0.3}],"top_u_2_n":10}
#> {"kind":"stat","largest_x_3":[10,9,8]}
#> {"kind":"stat","first_u":"u1"}
#> {"kind":"stat","last_u":"u2"}
#> {"kind":"stat","hist_x":[{"lo":1,"hi":2,"n":1},{"lo":2,"hi":5,"n":3},{"lo":5,"hi":10,"n":5},{"lo":10,"hi":20,"n":1}],"hist_x_n":10}
#> {"kind":"stat","throughput":1.1111111111111112,"throughput_lo":0.5328209662369372,"throughput_hi":2.0433728935575304,"throughput_n":10}
#> {"kind":"stat","uptime_ok_2s":1,"uptime_ok_2s_lo":0.6096657120978348,"uptime_ok_2s_hi":1,"uptime_ok_2s_n":6}
#> {"kind":"stat","nps_s":-40,"nps_s_lo":-74.12404150726964,"nps_s_hi":12.585579968808103,"nps_s_n":10,"nps_s_promoters":2,"nps_s_passives":2,"nps_s_detractors":6}
#> {"kind":"stat","csat_x_where_x_5":0.4,"csat_x_where_x_5_lo":0.11762077423264795,"csat_x_where_x_5_hi":0.769275718723987,"csat_x_where_x_5_n":5}
#> {"kind":"stat","ces_x_where_x_7":4,"ces_x_where_x_7_lo":2.0021048397085988,"ces_x_where_x_7_hi":5.997895160291401,"ces_x_where_x_7_n":7}
#> {"kind":"stat","big":40}
