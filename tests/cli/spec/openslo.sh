# SPDX-License-Identifier: GPL-3.0-or-later
# OpenSLO beside the short form: the same promises are the same verdicts.
awk 'BEGIN {
	for (i = 0; i < 6000; i++)
		printf "{\"timestamp\":\"2026-01-05T%02d:%02d:%02dZ\",\"path\":\"%s\",\"status\":%d,\"ms\":%d}\n",
		    i / 3600, i / 60 % 60, i % 60, i % 3 ? "/checkout" : "/", i % 90 ? 200 : 500, i % 700
}' >in.ndjson
cat >open.yaml <<'END'
apiVersion: openslo/v1
kind: SLI
metadata: {name: latency}
spec:
  thresholdMetric:
    metricSource: {type: ndjson, spec: {value: ms, where: path == "/checkout"}}
---
apiVersion: openslo/v1
kind: SLO
metadata: {name: fast}
spec:
  service: shop
  indicatorRef: latency
  timeWindow: [{duration: 1d, isRolling: true}]
  budgetingMethod: Occurrences
  objectives: [{displayName: latency, op: lt, value: 500, targetPercent: 80}]
---
apiVersion: openslo/v1
kind: SLO
metadata: {name: good}
spec:
  service: shop
  indicator:
    metadata: {name: availability}
    spec:
      ratioMetric:
        good: {metricSource: {type: log, spec: {where: status < 500}}}
        total: {metricSource: {type: log, spec: {}}}
  timeWindow:
    - duration: 1w
      calendar: {startTime: "2026-01-05 00:00:00", timeZone: Europe/Berlin}
  budgetingMethod: Timeslices
  objectives: [{target: 0.5, timeSliceTarget: 0.98, timeSliceWindow: 5}]
END
cat >short.yaml <<'END'
slo: fast
service: shop
objectives:
  - {name: latency, where: path == "/checkout", good: ms < 500, target: 80%, window: 1d}
---
slo: good
service: shop
window: {calendar: week, tz: Europe/Berlin}
objectives:
  - name: availability
    bad: status >= 500
    method: timeslices
    slice: 5m
    slice_target: 98%
    target: 50%
END
for spec in open short; do
	cxslo "$spec.yaml" in.ndjson >$spec.out 2>/dev/null
	echo "$spec: $?"
	cxselect -e 'exists(objective)' --fields \
	    slo,objective,service,verdict,reason,n,bad,slices,slices_bad,window,window_end,allowed \
	    "$spec.out" >"$spec.verdicts"
done
cat open.verdicts
cmp open.verdicts short.verdicts

#> open: 3
#> short: 3
#> {"slo":"fast","objective":"latency","service":"shop","verdict":"inconclusive","reason":"bursts","n":4000,"bad":1066,"window":"2026-01-04T01:40:00Z","window_end":"2026-01-05T01:40:00Z","allowed":0.2}
#> {"slo":"good","objective":"availability","service":"shop","verdict":"pass","reason":null,"n":6000,"bad":67,"slices":20,"slices_bad":0,"window":"2026-01-04T23:00:00Z","window_end":"2026-01-05T01:40:00Z","allowed":0.5}
