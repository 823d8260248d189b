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

#> objective     verdict     n  bad                     rate  allowed  burn           value  limit
#> availability  pass     3000    3  0.0010 [0.0003, 0.0052]     0.01  0.10    -                 -
#> p90           pass     3000  141  0.0470 [0.0408, 0.0541]     0.10  0.47  362 [351, 366]    380
#> alive         pass     3000    -  0.0000 [0.0000, 0.0487]     0.10  0.00    -                 -
#> total         pass        -    -       -                         -     -    -                 -
#> objective     verdict     n  bad                     rate  allowed  burn           value  limit
#> availability  fail     3000   60  0.0200 [0.0160, 0.0251]     0.01  2.00    -                 -
#> p90           pass     3000  141  0.0470 [0.0408, 0.0541]     0.10  0.47  362 [351, 366]    380
#> alive         pass     3000    -  0.0000 [0.0000, 0.0487]     0.10  0.00    -                 -
#> total         fail        -    -       -                         -     -    -                 -
#> objective     window            budget  phi  total
#> availability  2026-11-01 00:00      30    1  -
#> p90           2026-11-01 00:00     300    1  -
#> alive         2026-11-01 00:00       6    -  -
#> -             2026-11-01 00:00       -    -  true
#> objective  verdict       reason  needed_n     n  bad                     rate              stable_rate                 ratio  allowed_ratio           value    stable_value
#> errors     inconclusive  sample      7285  3000   61  0.0203 [0.0163, 0.0251]  0.0200 [0.0160, 0.0247]  1.017 [0.742, 1.412]           1.25    -               -
#> p90        pass          -              -  3000    -       -                        -                   1.000 [0.969, 1.032]           1.25  362 [351, 366]  362 [351, 366]
#> total      inconclusive  -              -     -    -       -                        -                       -                             -    -               -
#> slo     objective  stable_n  trials  false_alarms
#> canary  errors         3000    1000             0
#> canary  p90            3000    1000             -
#> status 0
#> objective     verdict       n  bad                        rate  allowed  budget_remaining   burn  exhausted_in_s  firing
#> availability  pass     203000  160  0.00079 [0.00069, 0.00090]    0.001             0.212  0.788          696600       1
#> the same      pass     203000  160  0.00079 [0.00069, 0.00090]    0.001             0.212  0.788          696600       1
#> total         pass          -    -        -                           -                 -      -               -       -
#> | objective | verdict | n | bad | rate | allowed | budget\_remaining | burn | exhausted\_in\_s | firing |
#> | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
#> | availability | pass | 203000 | 160 | 0.00079 \[0.00069, 0.00090\] | 0.001 | 0.212 | 0.788 | 696600 | 1 |
#> | the same | pass | 203000 | 160 | 0.00079 \[0.00069, 0.00090\] | 0.001 | 0.212 | 0.788 | 696600 | 1 |
#> | total | pass | - | - | - | - | - | - | - | - |
#> objective     verdict     n  bad                     rate  allowed   burn  conditional            value  limit
#> availability  fail     3000   60  0.0200 [0.0160, 0.0251]    0.001  20.00  -               -                 -
#> speed         fail     2940  359  0.1221 [0.1123, 0.1326]    0.100   1.22  availability  362 [351, 366]    350
#> total         fail        -    -       -                         -      -  -               -                 -
#> TAP version 13
#> 1..2
#> not ok 1 - shop: availability
#>   ---
#>   message: "bad 60 of 3000: 2% [1.6%, 2.51%], allowed 0.1%"
#>   severity: "fail"
#>   file: "levels.yaml"
#>   line: 3
#>   ...
#> not ok 2 - shop: speed
#>   ---
#>   message: "p90 361.847 [351.241, 365.502], limit <= 350; beyond it 359 of 2940: 12.2% [11.2%, 13.3%], allowed 10%; conditional: availability has not passed, and dropped 2%"
#>   severity: "fail"
#>   file: "levels.yaml"
#>   line: 4
#>   ...
#> slo_burn_rate{slo="shop",objective="availability",window="all"} 0.1
#> slo_burn_rate{slo="shop",objective="all",window="all"} 0.1
#> status 2
#2> cxslo: --aa: p90: the stable side has fewer than two hours to deal
#2> cxslo: alert: shop: availability: bad 160 of 203000: 0.0788% [0.0689%, 0.0899%], allowed 0.1%; budget left 21.2%, burn 0.788; alert page: burn 7.59 over 1d
#2> cxslo: fail: shop: availability: bad 60 of 3000: 2% [1.6%, 2.51%], allowed 0.1%
#2> cxslo: fail: shop: speed: p90 361.847 [351.241, 365.502], limit <= 350; beyond it 359 of 2940: 12.2% [11.2%, 13.3%], allowed 10%; conditional: availability has not passed, and dropped 2%
#2> cxslo: taken.yaml:3:5: objective 'b': by: the name 'verdict' is taken: choose another (by: "new = verdict")
