# 1..1000: exact while small or on demand, a sketch of 1 % beyond; the output says which.
seq 1000 | sed 's/.*/{"x":&}/' > in
head -n 256 in | cxstat 'p50(x), p99(x)'
cxstat 'p50(x), p99(x)' in
cxstat --exact 'p50(x), p99(x), p99.9(x), quantile(x, 0.07)' --no-ci in
cxstat --accuracy 0.001 'p50(x)' --no-ci in

#> {"kind":"stat","p50_x":128,"p50_x_lo":112,"p50_x_hi":145,"p50_x_n":256,"p50_x_method":"nearest-rank","p99_x":254,"p99_x_lo":250,"p99_x_hi":null,"p99_x_n":256,"p99_x_method":"nearest-rank"}
#> {"kind":"stat","p50_x":497.4039239145057,"p50_x_lo":464.2398925445255,"p50_x_hi":532.9644340241874,"p50_x_n":1000,"p50_x_method":"ddsketch(0.01)","p99_x":994.8298239313281,"p99_x_lo":965.8965617496235,"p99_x_hi":1000,"p99_x_n":1000,"p99_x_method":"ddsketch(0.01)"}
#> {"kind":"stat","p50_x":500,"p50_x_n":1000,"p50_x_method":"nearest-rank","p99_x":990,"p99_x_n":1000,"p99_x_method":"nearest-rank","p99_9_x":999,"p99_9_x_n":1000,"p99_9_x_method":"nearest-rank","quantile_x_0_07":70,"quantile_x_0_07_n":1000,"quantile_x_0_07_method":"nearest-rank"}
#> {"kind":"stat","p50_x":499.76398238183424,"p50_x_n":1000,"p50_x_method":"ddsketch(0.001)"}
