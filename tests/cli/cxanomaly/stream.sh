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
