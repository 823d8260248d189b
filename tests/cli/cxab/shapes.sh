# What records may be, mixed; figures that others have published.
results() { jq -c 'select(.kind == "ab") | [.metric, .variant, .n, .n_control, .effect, .effect_lo, .effect_hi, .p, .lift, .lift_lo, .lift_hi, .effect_method]
    | map(if type == "number" then . * 1e8 | round / 1e8 else . end)'; }
# Cookie Cats: 90,189 players, the gate at level 30 or 40, who came back after a day and a week.
# Figures: R, prop.test without correction and Fieller's interval.  At any time, with n* 5000, gbstats
# has -.01681 and .00041 for the week: it takes an approximation of what is narrowest there.
cat > cats <<'END'
{"variant":"gate_30","metric":"day","n":44700,"successes":20034}
{"variant":"gate_40","metric":"day","n":45489,"successes":20119}
{"variant":"gate_30","metric":"week","n":44700,"successes":8502}
{"variant":"gate_40","metric":"week","n":45489,"successes":8279}
END
cxab --monitor fixed 'day = rate(true), week = rate(true)' cats > out
results < out
jq -c 'select(.check == "srm") | [.value, .p, .status] | map(if type == "number" then . * 1e8 | round / 1e8 else . end)' out
cxab --control gate_30 'day = rate(true), week = rate(true)' cats | results
# gbstats, tests/frequentist/test_tests.py: sums, and the same with a covariate.
echo 'sums'
cat > sums <<'END'
{"variant":"a","users":3407,"main_sum":1396.87,"main_sum_squares":52377.9767}
{"variant":"b","users":3461,"main_sum":2422.7,"main_sum_squares":134698.29}
END
cxab --monitor fixed 'm = sum(1)' sums | results
cat > cuped <<'END'
{"variant":"0","users":3001,"main_sum":300,"main_sum_squares":869,"covariate_sum":210,"covariate_sum_squares":415,"main_covariate_sum_product":-20}
{"variant":"1","users":3000,"main_sum":222,"main_sum_squares":555,"covariate_sum":120,"covariate_sum_squares":405,"main_covariate_sum_product":-10}
END
cxab --monitor fixed --covariate '1' 'm = sum(1)' cuped | jq -c 'select(.kind == "ab") | [.mean, .mean_control, .effect] | map(. * 1e8 | round / 1e8)'
cat > ratio <<'END'
{"variant":"0","users":100,"main_sum":270,"main_sum_squares":848.79,"denominator_sum":510,"denominator_sum_squares":2810,"main_denominator_sum_product":1378}
{"variant":"1","users":120,"main_sum":300,"main_sum_squares":869,"denominator_sum":500,"denominator_sum_squares":2800,"main_denominator_sum_product":1300}
END
cxab --monitor fixed 'm = ratio(1, 1)' ratio | results
# The variance of {1e9+4, 1e9+7, 1e9+13, 1e9+16} is 30, however it comes.
echo 'large'
for x in 4 7 13 16; do echo "{\"variant\":\"a\",\"x\":$((1000000000 + x))}"; done > large
echo '{"variant":"b","n":4,"mean":1000000010,"variance":30}' >> large
cxab --monitor fixed 'm = mean(x)' large | jq -c 'select(.kind == "ab_arm") | [.variant, .n, .mean, .sd * .sd]'
# A row, a sum, a count and a mean of one arm add up.
echo 'mixed'
{ for x in 1 0 1 1; do echo "{\"variant\":\"a\",\"x\":$x}"; done; echo '{"variant":"a","n":3,"successes":1}'
  echo '{"variant":"a","users":2,"main_sum":1,"main_sum_squares":1}'; echo '{"variant":"a","n":2,"mean":0.5,"variance":0.5}'
  for x in 1 0 0 1; do echo "{\"variant\":\"b\",\"x\":$x}"; done; } > mixed
cxab --monitor fixed 'm = mean(x)' mixed | jq -c 'select(.kind == "ab_arm") | [.variant, .n, .sum, .sd]'
# Sums that no units can have, and sums of something else.
echo 'bad'
{ echo '{"variant":"a","users":2,"main_sum":5,"main_sum_squares":1}'; echo '{"variant":"a","users":-1,"main_sum":5,"main_sum_squares":1}'
  echo '{"variant":"a","users":2,"main_sum":5}'; echo '{"variant":"a","n":1.5,"successes":1}'; echo '{"variant":"a","metric":"z","n":5,"successes":1}'; } |
    cxab --max-bad 100% 'm = mean(x)' 2>&1

#> ["day","gate_40",45489,44700,-0.00590517,-0.0123926,0.00058226,0.07441444,-0.01317566,-0.02745116,0.00130871,"welch"]
#> ["week","gate_40",45489,44700,-0.0082013,-0.01328168,-0.00312092,0.00155653,-0.04311903,-0.06890209,-0.01663546,"welch"]
#> [6.90240495,0.00860799,"pass"]
#> ["day","gate_40",45489,44700,-0.00590517,-0.01691808,0.00510774,1,-0.01317566,-0.03728934,0.01154004,"welch"]
#> ["week","gate_40",45489,44700,-0.0082013,-0.01682563,0.00042304,0.08462052,-0.04311903,-0.08649508,0.00227713,"welch"]
#> sums
#> ["m","b",3461,3407,0.29,0.04537789,0.53462211,0.0201584,0.70731707,0.09406197,1.70868994,"welch"]
#> [0.07290249,0.10106382,-0.02816133]
#> ["m","1",120,100,0.07058824,-0.01684975,0.15802622,0.11301159,0.13333333,-0.03010418,0.31862158,"welch"]
#> large
#> ["a",4,1000000010,30]
#> ["b",4,1000000010,30]
#> mixed
#> ["a",11,6,0.5222329678670935]
#> ["b",4,2,0.5773502691896257]
#> bad
#> cxab: stdin:1: no 2 values have such sums and squares
#> cxab: stdin:2: expected a count as users
#> cxab: stdin:3: expected a number as main_sum_squares
#> cxab: stdin:4: expected a count as n
#> cxab: stdin:5: sums are of one of the metrics, which metric names
#> cxab: 5 of 5 records rejected (100%)
#> {"kind":"ab_health","check":"srm","status":"unknown","n":0,"value":null,"limit":0.001,"text":"units are not shared out by the weights"}
#> {"kind":"ab_health","check":"leak","status":"pass","n":0,"value":0,"limit":0}
#> {"kind":"ab_health","check":"units","status":"warn","variant":"a","n":0,"value":0,"limit":100,"text":"too few units, successes or failures for limits that hold at any time"}
#> {"kind":"ab_arm","metric":"m","role":"goal","variant":"a","n":0,"mean":null,"mean_lo":null,"mean_hi":null,"sum":0}
#? 3
