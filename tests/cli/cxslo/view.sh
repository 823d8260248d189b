# What people see: the columns cxview chooses for verdicts, and what is said on standard error.
. "$TOP"/tests/cli/cxslo/events.inc
cat > gate.yaml <<YAML
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
  - {name: p90, value: ms, percentile: p90, limit: 380ms}
  - {name: alive, events: 5, slice: 1m, target: 90%}
YAML
events 3000 3 > good
events 3000 60 > bad
cxslo gate.yaml good | cxview
cxslo gate.yaml bad 2> /dev/null | cxview
# what is asked for is shown
cxslo gate.yaml good | cxview --fields objective,window,budget,phi,total
# a canary
cat > canary.yaml <<YAML
slo: canary
baseline: version == "v1"
objectives:
  - {name: errors, type: baseline, bad: status >= 500}
  - {name: p90, type: baseline, value: ms, percentile: p90}
YAML
(cat bad; events 3000 61 60 v2) > both
cxslo canary.yaml both 2> /dev/null | cxview
cxslo --aa canary.yaml both | cxview
# a month's budget: it is kept, and an alert fires, which is said; what is only of interest is not
cat > month.yaml <<YAML
slo: shop
window: 30d
objectives:
  - {name: availability, bad: status >= 500, target: 99.9%, alerts: [{long: 1d, budget: 10%}]}
  - {name: the same, severity: info, bad: status >= 500, target: 99.9%,
     alerts: [{long: 1d, budget: 10%}]}
YAML
events 200000 100 40000 > month
sed 's/-01T/-29T/' bad | sed 's/"status":503/"status":200/; 0~50s/"status":200/"status":503/' >> month
cxslo --mode budget month.yaml month > out
echo "status $?"
cxview out
cxview --as md out
# a level that has not passed, and what it let through
cat > levels.yaml <<YAML
slo: shop
objectives:
  - {name: availability, level: availability, bad: status >= 500, target: 99.9%}
  - {name: speed, level: speed, after: availability, where: status < 500, value: ms,
     percentile: p90, limit: 350}
YAML
cxslo levels.yaml bad | cxview
cxslo --emit tap levels.yaml bad 2> /dev/null
# a composite has a burn, no share
cat > comp.yaml <<YAML
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%, severity: info}
  - {name: all, type: composite, of: [availability]}
YAML
cxslo --emit prometheus comp.yaml good | grep -e '^slo_bad_ratio.*all' -e '^slo_burn.*all'
# a name that the records have already, with its place
cat > taken.yaml <<YAML
objectives:
  - {name: a, bad: status >= 500, target: 99%}
  - {name: b, bad: status >= 500, target: 99%, by: verdict}
YAML
cxslo taken.yaml good
echo "status $?"
