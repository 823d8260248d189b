# Trees that are wrong are said with their place; those that are right are read.
bad() {
	cat > tree.yaml
	cxkpi tree.yaml < /dev/null
	echo "status $?"
}
for what in 'a: {metric: x, sum: [a]}' 'a: {unit: EUR}' 'a: {sum: [b]}' 'a: {sum: []}' \
    'a: {ratio: [a]}' 'a: {metric: "x +"}' 'a: {metric: x, where: "y ="}' \
    'a: {metric: x, fold: median}' 'a: {metric: x, beter: up}' 'a: {metric: 3}' 'a: 3' \
    '-a: {metric: x}' 'a: {sum: [x], fold: sum}' 'a: {product: [b, b]}
  b: {metric: x}' 'a: {sum: [b]}
  b: {product: [c]}
  c: {sum: [b]}'; do
	printf 'north_star: a\nkpis:\n  %s\n' "$what" | bad 2>&1
done
head='north_star: a
kpis: {a: {metric: x}, b: {metric: y}}'
for more in 'period: year' 'trend: 4' 'lags: 0' 'indicators: [a]' 'indicators: [b, b]' 'indicators: [c]' \
    'correlate: levels' 'within: 7' 'north: a' 'key_results: {}' 'key_results: [{key_result: k}]' \
    'key_results: [{key_result: k, kpi: a, start: 1, target: 1, from: 2026-01-01, by: 2026-02-01}]' \
    'key_results: [{key_result: k, kpi: a, start: 1, target: 2%, from: 2026-02-30, by: 2026-03-01}]' \
    'key_results: [{key_result: k, kpi: a, start: 1, target: x, from: 2026-02-01, by: 2026-03-01}]' \
    'key_results: [{key_result: k, kpi: a, start: 1, target: 2, from: 2026-02-01, by: 2026-01-01}]' \
    'ships: [{ship: s, kpi: a}]' 'ships: [{kpi: a, at: 2026-01-01}]' 'journey: {orders: a}' \
    'journey: {orders: a, stages: [{stage: s, kpi: a, affects: b, how: rate}]}' \
    'journey: {orders: a, stages: [{stage: s, kpi: a, how: association}]}' \
    'journey: {orders: a, stages: [{stage: s, kpi: a, point: 0}]}'; do
	printf '%s\n%s\n' "$head" "$more" | bad 2>&1 | sed 2,3d
done
printf 'a: 1\n---\nb: 2\n' | bad
: | bad
cxkpi nowhere < /dev/null
echo "status $?"
# JSON is as good.
echo '{"north_star":"a","kpis":{"a":{"metric":"x"}}}' > tree.json
echo '{"window":"2026-01-05","window_end":"2026-01-12","x":2}' | cxkpi tree.json

#> cxkpi: tree.yaml:3:18: a KPI is one of metric, sum, product, ratio or share
#>     a: {metric: x, sum: [a]}
#>                    ^
#> status 2
#> cxkpi: tree.yaml:3:6: expected metric, sum, product, ratio or share
#>     a: {unit: EUR}
#>        ^
#> status 2
#> cxkpi: tree.yaml:3:13: no KPI is called 'b'
#>     a: {sum: [b]}
#>               ^
#> status 2
#> cxkpi: tree.yaml:3:12: expected 1 to 32 KPIs
#>     a: {sum: []}
#>              ^
#> status 2
#> cxkpi: tree.yaml:3:14: expected two KPIs: [numerator, denominator]
#>     a: {ratio: [a]}
#>                ^
#> status 2
#> cxkpi: tree.yaml:3:19: expected a value, found end of text
#>     a: {metric: "x +"}
#>                     ^
#> status 2
#> cxkpi: tree.yaml:3:28: use == to compare
#>     a: {metric: x, where: "y ="}
#>                              ^
#> status 2
#> cxkpi: tree.yaml:3:24: expected sum, mean, last, min or max, found 'median' (did you mean 'mean'?)
#>     a: {metric: x, fold: median}
#>                          ^
#> status 2
#> cxkpi: tree.yaml:3:18: unknown key 'beter' (did you mean 'better'?)
#>     a: {metric: x, beter: up}
#>                    ^
#> status 2
#> cxkpi: tree.yaml:3:15: expected a string, found a number; put it in quotes
#>     a: {metric: 3}
#>                 ^
#> status 2
#> cxkpi: tree.yaml:3:6: expected a map, found a number
#>     a: 3
#>        ^
#> status 2
#> cxkpi: tree.yaml:3:3: expected the name of a KPI
#>     -a: {metric: x}
#>     ^
#> status 2
#> cxkpi: tree.yaml:3:17: fold goes with metric: what is computed has no records
#>     a: {sum: [x], fold: sum}
#>                   ^
#> status 2
#> cxkpi: tree.yaml:3:20: 'b' is there already
#>     a: {product: [b, b]}
#>                      ^
#> status 2
#> cxkpi: tree.yaml:5:3: 'b' drives itself, by way of 'c'
#>     c: {sum: [b]}
#>     ^
#> status 2
#> cxkpi: tree.yaml:3:9: expected day, week or month, found 'year'
#> status 2
#> cxkpi: tree.yaml:3:8: expected a whole number from 5 to 200, found 4
#> status 2
#> cxkpi: tree.yaml:3:7: expected a whole number from 1 to 52, found 0
#> status 2
#> cxkpi: tree.yaml:3:14: the north star is no indicator of itself
#> status 2
#> cxkpi: tree.yaml:3:17: 'b' is there already
#> status 2
#> cxkpi: tree.yaml:3:14: no KPI is called 'c'
#> status 2
#> cxkpi: tree.yaml:3:12: expected changes or values, found 'levels'
#> status 2
#> cxkpi: tree.yaml:3:9: expected a string, found a number; put it in quotes
#> status 2
#> cxkpi: tree.yaml:3:1: unknown key 'north'; expected tree, period, north_star, kpis, indicators, key_results, ships, journey, trend, lags, correlate or within
#> status 2
#> cxkpi: tree.yaml:3:14: expected a list, found a map
#> status 2
#> cxkpi: tree.yaml:3:15: expected the key 'kpi' in here
#> status 2
#> cxkpi: tree.yaml:3:57: the target is where it starts
#> status 2
#> cxkpi: tree.yaml:3:67: expected a date such as 2026-12-31, or a time
#> status 2
#> cxkpi: tree.yaml:3:57: expected a number or a percentage
#> status 2
#> cxkpi: tree.yaml:3:82: it ends before it begins
#> status 2
#> cxkpi: tree.yaml:3:9: expected the key 'at' in here
#> status 2
#> cxkpi: tree.yaml:3:9: expected the key 'ship' in here
#> status 2
#> cxkpi: tree.yaml:3:10: expected 'stages', a list of them
#> status 2
#> cxkpi: tree.yaml:3:31: an association is with the rate that it affects: affects and how: association go together
#> status 2
#> cxkpi: tree.yaml:3:31: an association is with the rate that it affects: affects and how: association go together
#> status 2
#> cxkpi: tree.yaml:3:57: a point is a change, not 0
#> status 2
#> status 2
#> status 2
#> status 2
#> {"kind":"kpi","kpi":"a","role":"north_star","depth":0,"window":"2026-01-05T00:00:00Z","window_end":"2026-01-12T00:00:00Z","value":2,"better":"up","against":null,"before":null,"change":null,"change_share":null,"trend":null,"trend_lo":null,"trend_hi":null,"trend_per":"week","trend_n":1,"status":"few_points","series":[2]}
#2> cxkpi: tree.yaml: expected one tree, found 2 documents
#2> cxkpi: tree.yaml: expected one tree, found 0 documents
#2> cxkpi: nowhere: No such file or directory
