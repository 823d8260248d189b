# What is one series, in the records that cxstat writes.
. "$TOP/tests/cli/cxanomaly/series.inc"
# How a percentile was computed changes with the traffic; the series is the same.
series /a 130 140 1 | awk '{ sub(/}$/, ",\"p95_method\":\"" (NR % 2 ? "nearest-rank" : "ddsketch(0.01)") "\"}"); print }' > a
cxanomaly p95 a | jq -r .status | sort | uniq -c | sed 's/^ *//'
# What was beyond --max-groups is a series; the totals are none, and no reject.
awk 'BEGIN { for (i = 0; i < 40; i++) for (k = 0; k < 3; k++)
	printf "{\"timestamp\":\"2026-03-01T%02d:%02d:00Z\",\"k\":\"k%d\",\"v\":%d}\n", i / 60, i % 60, k, i }' > events
cxstat -w 10m -b k --max-groups 2 --overflow other --totals 'n = count(), p95(v)' events |
cxanomaly n,p95_v | jq -c '[.window, .k, .truncated, .metric, .status]' | sed -n '1,6p;25,$p'
cxstat -w 10m --totals 'n = count()' events | cxanomaly --only-anomalies n; echo "status $?"
# Without a time and no total.
echo '{"total":false,"n":1}' | cxanomaly --max-bad 100% n
echo '{"total":true,"window":"soon","n":1}' | cxanomaly -t window n
# A percentile has an n too, but is no share of it: 50 % more is seen.
days 60 59 1.5 | jq -c '{window, p95_ms: (.orders / 10), p95_ms_n: .orders}' | cxanomaly --daily p95_ms | brief | tail -n 1
# Whole milliseconds are no count of anything.
days 60 59 1.5 | jq -c '{window, p95_ms: .orders, p95_ms_n: 20}' | cxanomaly --daily p95_ms | brief | tail -n 1
# An n that cannot be one does not spoil the memory.
for n in -5 1e300 '"many"' null; do
	echo "{\"window\":\"2026-09-01\",\"x\":3,\"x_n\":$n}" | cxanomaly --daily --state "s$n" x | jq -r .status
	echo '{"window":"2026-09-02","x":3}' | cxanomaly --daily --state "s$n" x | jq -r .status
done
# Another key by the same name is another memory.
echo '{"window":"2026-09-01","x":3,"k":"a"}' > r
cxanomaly -b 'k' --state sk x r | jq -r .status
cxanomaly -b 'key = k' --state sk x r | jq -r .status
cxanomaly -b 'k = upper(k)' --state sk x r; echo "status $?"
# Something that never moves is never unusual, whatever sums of it are rounded to.
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "{\"window\":%d,\"a\":0.07,\"b\":61.3,\"c\":1234567.89}\n", 1e9 + 60 * i }' |
cxanomaly a,b,c | jq -r '[.status, .score] | join(" ")' | sort | uniq -c | sed 's/^ *//'
# A second point of one day.
sed -n '1,2p' a | cxanomaly --max-bad 100% --daily p95 | jq -r .status

#> 101 learning
#> 29 ok
#> ["2026-03-01T00:00:00Z","k0",null,"n","learning"]
#> ["2026-03-01T00:00:00Z","k0",null,"p95_v","learning"]
#> ["2026-03-01T00:00:00Z","k1",null,"n","learning"]
#> ["2026-03-01T00:00:00Z","k1",null,"p95_v","learning"]
#> ["2026-03-01T00:00:00Z","other",true,"n","learning"]
#> ["2026-03-01T00:00:00Z","other",true,"p95_v","learning"]
#> [null,null,null,"n","total"]
#> [null,null,null,"p95_v","total"]
#> status 0
#> {"total":true,"window":"soon","n":1,"metric":"n","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"total"}
#> 2026-07-30  p95_ms anomaly 11.537 99.9448 up day
#> 2026-07-30  p95_ms anomaly 11.537 999.448 up day
#> learning
#> learning
#> learning
#> learning
#> learning
#> learning
#> learning
#> learning
#> learning
#> learning
#> seen
#> status 2
#> 303 learning 
#> 8697 ok 0
#> learning
#2> cxanomaly: stdin:1: no time: the record has no field 'window' (see --time)
#2> cxanomaly: 1 of 1 records rejected (100%)
#2> cxanomaly: 1 point is missing, in 1 gap
#2> cxanomaly: sk:1: the query differs: by is here ["k"], in the first states ["upper(k)"]
#2> cxanomaly: stdin:2: a second point of one day in its series: --daily takes one a day
#2> cxanomaly: 1 of 2 records rejected (50%)
