# Two series in one stream: the one that jumps is found, at once and once.
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 600 500 3 > a
series /b 600 600 1 > b
paste -d '\n' a b > both
cxanomaly p95 both > out
wc -l < out | tr -d ' '
jq -r .status out | sort | uniq -c | sed 's/^ *//'
grep '"anomaly":true' out
# What another series does is nothing to this one.
cxanomaly p95 a > alone
grep '"route":"/a"' out | cmp - alone && echo same
# Where it learns, and the first point with a score.
sed -n '1p;101p;102p' alone | brief
# By an expression: one series of both.  Then times are not in order.
cxanomaly -b 1 p95 a | cmp - alone && echo same
cxanomaly -b 'len(route)' --max-bad 100% p95 both 2>&1 > /dev/null | head -n 1

#> 1200
#> 1 anomaly
#> 202 learning
#> 997 ok
#> {"kind":"stat","window":"2026-09-01T08:20:00Z","window_end":"2026-09-01T08:20:30Z","route":"/a","p95":301.92,"metric":"p95","anomaly":true,"score":19.62139795214868,"expected":99.70084,"direction":"up","component":"level","status":"anomaly"}
#> same
#> 2026-09-01T00:00:00Z /a p95 learning - 102.63 - -
#> 2026-09-01T01:40:00Z /a p95 learning - 99.5495 - -
#> 2026-09-01T01:41:00Z /a p95 ok 0.3990 99.5461 up level
#> same
#> cxanomaly: both:2: a point that is not later than the one before it in its series: sort the input by time
