# The last record is over all groups and windows: computed from the records, not from the groups.
for i in 1 2 3 4 5 6 7 8 9 100; do
	echo "{\"timestamp\":\"2026-01-0$((i % 3 + 1))T00:00:00Z\",\"k\":$((i % 2)),\"x\":$i}"
done > in
cxstat --totals -b k -w 1d --no-ci 'n = count(), p50(x), mean(x), d = distinct(x), top(x, 1), first(x)' in
cxstat --totals --no-ci 'n = count()' in
cxstat --totals -b k --no-ci 'n = count()' < /dev/null
cxstat --totals -b k --no-ci 'n = count()' in | cxview

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
