# Every key of the short form changes what comes out: with it and without it, one objective each.
. "$TOP"/tests/cli/cxslo/events.inc
# 60 minutes, and 20 silent ones before the last event; users, versions, a field that comes and goes
events 600 30 60 v1 | awk '{
	sub(/}$/, sprintf(",\"user\":\"u%d\"}", NR % 90))
	if (NR % 7 == 0) sub(/"ms"/, "\"was\"")
	if (NR % 4 == 0) sub(/"v1"/, "\"v2\"")
	print
}' > in
events 80 8 80 v1 | tail -n 1 | sed 's/}$/,"user":"u1"}/' >> in

# spec FILE OBJECTIVE [TOP] - one objective, behind others that it may name
spec() {
	printf '%s\n%s\n' "slo: shop" "$3" | grep . > "$1"
	printf 'objectives:\n  - {name: other, bad: status >= 500, target: 99%%, severity: info}\n' >> "$1"
	printf '  - {name: slices, bad: status >= 500, target: 90%%, method: timeslices, slice: 10m, slice_target: 90%%, severity: info}\n' >> "$1"
	printf '  - {name: it%s}\n' "$2" >> "$1"
}
# key NAME OBJECTIVE WITH [OTHER] - the objective with the text WITH, and without it, or with OTHER
key() {
	echo "$1" >> tried
	spec without.yaml ", $2$4"
	spec with.yaml ", $2$3"
	cxslo --now 2026-11-01T01:20 without.yaml in > without 2>&1
	cxslo --now 2026-11-01T01:20 with.yaml in > with 2>&1
	if cmp -s without with; then echo "$1: NO CHANGE"; fi
	if grep -q 'yaml:' with without; then head -n 1 with without; fi
}
ratio='bad: status >= 500, target: 95%'
p='value: ms, percentile: p90, limit: 300'
b='type: baseline, bad: status >= 500, baseline: version == "v1"'
slices='bad: status >= 500, method: timeslices, slice: 10m, slice_target: 90%, target: 80%'
key type 'good: status < 500, target: 95%' '' ', type: ratio, min_total: 9999'
key service "$ratio" ', service: cart'
key severity "$ratio" ', severity: warn'
key where "$ratio" ', where: route == "/a"'
key by "$ratio" ', by: route'
key window "$ratio" ', window: 30m'
key settle "$ratio" ', settle: 25m'
key nodata "where: status == 1, $ratio" ', nodata: pass'
key nodata "where: status == 1, $ratio" ', nodata: fail'
key min_total "$ratio" ', min_total: 900'
key min_coverage "$ratio" ', min_coverage: 90%, slice: 5m'
key margin "$ratio" ', margin: 80%'
key min_bad 'bad: status >= 500, target: 99%' ', min_bad: 50'
key slice "$ratio, min_coverage: 75%" ', slice: 40m'
key level "$ratio" ', level: speed'
key after "$ratio" ', after: other'
key good 'target: 95%' ', good: status < 500' ', good: ms < 300'
key bad 'target: 95%' ', bad: status >= 500' ', bad: ms > 300'
key target 'bad: status >= 500' ', target: 95%' ', target: 94%'
errors='if(status >= 500, 1, 0)'
key good_count 'total_count: "3", target: 70%' ", good_count: \"$errors\"" ", bad_count: \"$errors\""
key bad_count 'total_count: "3", target: 95%' ", bad_count: \"$errors\"" ', bad_count: "0"'
key total_count "bad_count: \"$errors\", target: 95%" ', total_count: "3"' ', total_count: "1"'
key per "$ratio" ', per: user'
key method 'bad: status >= 500, target: 80%, slice: 10m' ', method: ratio-timeslices'
key slice_target 'bad: status >= 500, method: timeslices, slice: 10m, target: 80%' \
    ', slice_target: 90%' ', slice_target: 96%'
key empty "$slices" ', empty: bad'
key empty "$slices" ', empty: good'
key alerts "$ratio" ', window: 1d, alerts: [{long: 1h, factor: 0.5}]' ', window: 1d'
key value 'percentile: p90, limit: 300' ', value: ms' ', value: status'
key percentile 'value: ms, limit: 300' ', percentile: p90' ', percentile: p80'
key limit 'value: ms, percentile: p90' ', limit: 300' ', limit: 0.2s'
key op "$p" ', op: gte'
key events 'slice: 1m, target: 70%' ', events: 5' ', events: 11'
key slice 'events: 5, target: 70%' ', slice: 1m' ', slice: 2m'
key baseline 'type: baseline, bad: status >= 500' ', baseline: version == "v1"' \
    ', baseline: version == "v2"'
key increase "$b" ', increase: 300%'
key floor "$b" ', floor: 10%'
key sustained "$b" ', sustained: 60'
key bursts "$ratio" ', bursts: none'
key cluster "$ratio" ', cluster: path'
key limit 'type: apdex, value: ms, target: 0.5' ', limit: 100' ', limit: 90'
key bad 'type: apdex, value: ms, limit: 100, target: 0.5' ', bad: status >= 500'
key of 'type: composite' ', of: [other]' ', of: [other, slices]'
key weight 'type: composite' ', of: [{objective: other, weight: 0.1}]' ', of: [other]'
key method 'type: composite, of: [slices], target: 80%' ', method: timeslices, slice: 10m' \
    ', method: ratio-timeslices, slice: 10m'
# of alerts
alert() {
	key "alert $1" "$ratio, window: 1d" ", alerts: [{$2}]" ", alerts: [{$3}]"
}
alert long 'long: 1h, factor: 1' 'long: 2h, factor: 1'
alert short 'long: 1h, short: 30m, factor: 1' 'long: 1h, factor: 1'
alert factor 'long: 1h, factor: 1' 'long: 1h, factor: 2'
alert budget 'long: 1h, budget: 1%' 'long: 1h, budget: 2%'
alert trickle 'trickle: 6h' 'long: 6h, factor: 2'
alert severity 'long: 1h, factor: 1, severity: ticket' 'long: 1h, factor: 1'
alert name 'long: 1h, factor: 1, name: fast' 'long: 1h, factor: 1'
alert min_bad 'long: 2h, short: 1h, factor: 0.1, min_bad: 99' 'long: 2h, short: 1h, factor: 0.1'
alert after 'long: 2h, short: 1h, factor: 0.1, after: 3h' 'long: 2h, short: 1h, factor: 0.1'
# what stands above is for all that can have it
for top in 'service: cart' 'severity: warn' 'where: route == "/a"' 'by: route' 'window: 30m' \
    'settle: 25m' 'min_total: 900' 'margin: 80%' 'min_bad: 80' 'slice: 5m
min_coverage: 90%'; do
	spec with.yaml ", $ratio" "$top"
	spec without.yaml ", $ratio"
	cxslo --now 2026-11-01T01:20 without.yaml in > without 2>&1
	cxslo --now 2026-11-01T01:20 with.yaml in > with 2>&1
	if cmp -s without with; then echo "$top above: NO CHANGE"; fi
	if grep 'yaml:' with; then echo "$top"; fi
done
# all of those that the page has, but for what people only read
for name in $(sed -n '/^\.Ss All objectives/,/^\.Ss Values/s/^\.It Cm//p;
    /^\.Ss Slices/,/^\.Ss Alerts/s/^\.It Cm//p' "$TOP/man/cx-spec.5" | tr -d '|,'); do
	case $name in name|description) continue ;; esac
	grep -qx "$name" tried || echo "$name: UNTRIED"
done
for name in $(sed -n '/^\.Ss Alerts/,/^\.Ss OpenSLO/s/^\.It Cm//p' "$TOP/man/cx-spec.5" | tr -d '|,'); do
	grep -qx "alert $name" tried || echo "alert $name: UNTRIED"
done
wc -l < tried
# Keys may be a list.
spec text.yaml ", $ratio, by: 'route, who = user'"
spec list.yaml ", $ratio, by: [route, who = user]"
cxslo --now 2026-11-01T01:20 text.yaml in > text 2>&1
cxslo --now 2026-11-01T01:20 list.yaml in 2>&1 | cmp - text && grep -c '"who":' text

#> 54
#> 91
