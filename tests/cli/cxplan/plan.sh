# A plan is solved for what it leaves out, is the same when it is solved again, and says when it
# was edited; what cannot be is refused.
cat >checkout.yaml <<'END'
experiment: checkout
exposure: event_name == "exposure"
arms: {control: 50, one_page: 25, two_pages: 25}
daily: 4500
within: 168h
looks: [0.25, 0.5, 1]
metrics:
  conv:
    metric: any(event_name == "purchase")
    baseline: 10%
    mde: 5%
  latency:
    metric: mean(duration_ms)
    role: guardrail
    better: down
    margin: 2%
    baseline: 240
    sd: 110
    monitor: pocock
  bots: {metric: any(bot), role: negative_control}
END
cxplan checkout.yaml >checkout.plan
cxplan --only plan checkout.yaml
cxplan checkout.plan | cmp - checkout.plan && echo the same again
sed 's/"mde":"5%"/"mde":"2%"/' checkout.plan | cxplan --only plan - | grep -c 'mde":"2%"'
cxplan --only power checkout.yaml | jq -r 'select(.variant == "one_page" and .metric == "conv") |
    [.monitor, .planned, .looks, .units_needed, .units_h1] | @tsv'
cxplan --only bound checkout.yaml | jq -c 'select(.metric == "latency") | [.look, .bound, .effect]'

printf '%s\n' '{"b":true,"ms":180,"v":9}' '{"b":false,"ms":250,"v":1}' '{"b":false,"ms":410,"v":2}' |
    cxstat --partial -b b 'conv = rate(b), latency = mean(ms), r = ratio(v, ms)' >a.state
printf '%s\n' '{"b":true,"ms":120,"v":9}' '{"b":false,"ms":260,"v":4}' |
    cxstat --partial -b b 'conv = rate(b), latency = mean(ms), r = ratio(v, ms)' >>a.state
printf '%s\n' 'experiment: e' 'arms: {a: 1, b: 1}' 'units: 1000' \
    'metrics: {conv: {}, latency: {}, r: {}, other: {role: secondary}}' >short.yaml
cxplan --only plan --from a.state short.yaml |
    jq -c '.metrics[] | [.name, .type, .baseline, .sd, .n, .source]'

cat >before.ndjson <<'END'
{"kind":"ab_health","experiment":"old","check":"srm","status":"pass"}
{"kind":"ab_arm","experiment":"old","metric":"latency","role":"goal","variant":"b","n":9,"mean":1,"sd":1}
{"kind":"ab_arm","experiment":"old","metric":"latency","role":"goal","variant":"a","device":"x","n":9,"mean":2,"sd":1}
{"kind":"ab_arm","experiment":"old","metric":"latency","role":"goal","variant":"a","n":900,"mean":240,"mean_lo":230,"mean_hi":250,"sd":110}
{"kind":"ab_arm","experiment":"old","metric":"conv","role":"goal","variant":"a","n":101,"mean":0.5,"sd":0.502493781056044}
{"kind":"ab","experiment":"old","metric":"latency","variant":"b","effect":3,"variance_reduction":0.41}
END
cxplan --only plan --from before.ndjson --from a.state short.yaml |
    jq -c '.metrics[] | [.name, .type, .baseline, .sd, .r2, .n, .source]'
printf '%s\n' '{"timestamp":"2026-11-02T09:00:00Z","b":true}' \
    '{"timestamp":"2026-11-02T10:00:00Z","b":false}' '{"timestamp":"2026-11-04T08:00:00Z","b":true}' |
    cxstat -w 1d --partial 'conv = rate(b)' >days.state
cxplan --only plan --from days.state --mde 10% --metric conv:proportion:0.5 | jq -c '[.daily, .days]'
tail -n 1 before.ndjson >no_arm.ndjson
cxplan --from no_arm.ndjson short.yaml

cxplan --from users.state checkout.yaml
cxstat --partial 'p95(ms)' </dev/null >empty.state
cxplan --from empty.state checkout.yaml
cxstat --partial 'conv = max(ms)' </dev/null >max.state
cxplan --from max.state short.yaml
cxplan --metric x
cxplan --metric x:proportion:2
cxplan --metric x:mean:2
cxplan --metric x:mean:2:1 --metric x:mean:2:1
cxplan --metric x:mean:2:1 --arms a=1
cxplan --metric x:mean:2:1 --arms a=1,a=1
cxplan --metric x:mean:2:1 --arms a=1,b
cxplan --metric x:mean:2:1 --mde -1
cxplan --metric x:mean:2:1 --guardrail y:2%
cxplan --metric x:mean:2:1 --guardrail x:0
cxplan --metric x:mean:2:1 --better x:left
cxplan --metric x:mean:2:1 --monitor power
cxplan --metric x:mean:2:1 --guardrail x:2%
cxplan --metric x:mean:2:1
cxplan --metric x:mean:2:1 checkout.yaml
cxplan checkout.yaml checkout.plan
cxplan nothing.yaml

#> {"kind":"ab_plan","version":1,"experiment":"checkout","unit":"user_id","variant":"variant","exposure":"event_name == \"exposure\"","arms":{"control":50,"one_page":25,"two_pages":25},"control":"control","metrics":[{"name":"conv","metric":"any(event_name == \"purchase\")","role":"goal","better":"up","mde":"5%","monitor":"obf","alpha":0.025,"information":497265.6953,"type":"proportion","baseline":0.1},{"name":"latency","metric":"mean(duration_ms)","role":"guardrail","better":"down","margin":"2%","monitor":"pocock","alpha":0.05,"information":3.756981737,"type":"mean","baseline":240,"sd":110},{"name":"bots","metric":"any(bot)","role":"negative_control","better":"up","monitor":"anytime","alpha":0.001,"n_star":207323}],"alpha":0.05,"power":0.8,"correct":"holm","monitor":"obf","looks":[0.25,0.5,1],"units":276430,"daily":4500,"days":61.42888889,"within":"7d","attribution":"first","strict_window":false,"multi":"exclude","hash":"3abd31966702aa57"}
#> the same again
#> 1
#> fixed	false	1	275976	275976
#> obf	true	3	276430	249102
#> pocock	false	3	310592	210504
#> power:2	false	3	283649	220873
#> hsd:-4	false	3	278898	232608
#> anytime	false	3	457384	338658
#> [1,2.099902692,2.633245915]
#> [2,2.076711817,3.28479397]
#> [3,1.913198234,3.812947099]
#> ["conv","proportion",0.4,null,5,"a.state"]
#> ["latency","mean",244,108.7658034,5,"a.state"]
#> ["r","ratio",0.020491803278688523,0.02343058119,5,"a.state"]
#> ["other",null,null,null,null,null]
#> ["conv","proportion",0.5,null,null,101,"before.ndjson"]
#> ["latency","mean",240,110,0.41,900,"before.ndjson"]
#> ["r","ratio",0.020491803278688523,0.02343058119,null,5,"a.state"]
#> ["other",null,null,null,null,null,null]
#> [1,3257]
#2> cxplan: no_arm.ndjson: neither states of cxstat, nor results of cxab with a metric of the plan in its control
#2> try 'cxplan --help'
#2> cxplan: users.state: No such file or directory
#2> cxplan: empty.state: no metric of the plan is called as one in it
#2> try 'cxplan --help'
#2> cxplan: max.state: 'conv' is max(): a baseline is a rate, mean or ratio
#2> try 'cxplan --help'
#2> cxplan: --metric: expected NAME:proportion:SHARE, NAME:mean:MEAN:SD or NAME:ratio:RATIO:SD, got 'x'
#2> try 'cxplan --help'
#2> cxplan: --metric: expected a share between 0 and 1, got '2'
#2> try 'cxplan --help'
#2> cxplan: --metric: expected NAME:proportion:SHARE, NAME:mean:MEAN:SD or NAME:ratio:RATIO:SD, got 'x:mean:2'
#2> try 'cxplan --help'
#2> cxplan: --metric: two are called 'x'
#2> try 'cxplan --help'
#2> cxplan: --arms: the control and another arm have to have weight
#2> try 'cxplan --help'
#2> cxplan: --arms: two arms are called 'a'
#2> try 'cxplan --help'
#2> cxplan: --arms: expected NAME=WEIGHT, got 'b'
#2> try 'cxplan --help'
#2> cxplan: --mde: expected a number above 0, or a percentage of the control's, got '-1'
#2> try 'cxplan --help'
#2> cxplan: --guardrail: no metric 'y'
#2> try 'cxplan --help'
#2> cxplan: --guardrail: expected a number above 0, or a percentage of the control's, got '0'
#2> try 'cxplan --help'
#2> cxplan: --better: expected up or down, got 'left'
#2> try 'cxplan --help'
#2> cxplan: --monitor: expected power:RHO, a number from 0.01 to 20, got 'power'
#2> try 'cxplan --help'
#2> cxplan: a plan needs a goal
#2> try 'cxplan --help'
#2> cxplan: goal 'x' has no 'mde', and neither units nor days are said: what is to be solved for?
#2> try 'cxplan --help'
#2> cxplan: --metric does not go with files
#2> try 'cxplan --help'
#2> cxplan: expected one plan, got 'checkout.plan' too
#2> try 'cxplan --help'
#2> cxplan: nothing.yaml: No such file or directory
#? 2
