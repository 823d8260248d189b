# An analysis is held to a plan: options that it stands for are refused, deviations are named.
cat >plan.yaml <<'END'
experiment: checkout
arms: {control: 1, new: 1}
exposure: event_name == "exposure"
within: 7d
daily: 100
units: 800
looks: 2
metrics:
  conv: {metric: 'any(event_name == "purchase")', baseline: 0.2, monitor: pocock}
  value:
    metric: sum(value) where event_name == "purchase"
    role: guardrail
    margin: 50%
    type: mean
    baseline: 3
    sd: 9
    cap: 40
    cap_low: 0
END
cxplan --only plan plan.yaml >plan
awk 'BEGIN {
	for (i = 0; i < 800; i++) {
		arm = i * 7 % 13 % 2 ? "new" : "control"
		at = 1793577600 + 864 * i
		printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"event_name\":\"exposure\",\"experiment\":\"checkout\",\"variant\":\"%s\"}\n", at, i, arm
		if (i * 7919 % 1000 < (arm == "new" ? 300 : 200))
			printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"event_name\":\"purchase\",\"value\":%d}\n", at + 60, i, i % 60 - 5
	}
}' >events
head -n 480 events >first
tail -n +481 events >second
of() { jq -c "select(.kind == \"$1\") | $2"; }
verdict='[.decision, .look, .looks, .valid_to_act_now, .deviations]'
health='select(.check == "plan") | [.status, .n, .text]'
# Held back without a record of looks; twice the same data is one look.
cxab --plan plan first >out
of ab_verdict "$verdict, .need_units, .need_days" <out
of ab_health "$health" <out
cxab --plan plan --looks looks first | of ab_verdict "$verdict"
cxab --plan plan --looks looks first | of ab_verdict "$verdict"
cxab --plan plan --looks looks events >out
echo $?
of ab_verdict "$verdict, .text" <out
of ab '[.metric, .role, .monitor, .n + .n_control, .bound, .status]' <out
of ab_arm 'select(.metric == "value") | [.variant, .mean, .cap, .capped, .mean_uncapped]' <out
# States of days give the same, by any road.
for part in first second; do
	cxab --plan plan --partial $part >$part.state
done
cxab --plan plan --merge --looks looks second.state first.state | cmp - out
# What is not as planned.
sed 's/"alpha":0.05/"alpha":0.1/' plan >edited
cxab --plan edited events | of ab_health "$health"
cxab -u user_id --partial 'conv = any(event_name == "refund")' events >other.state
cxab --plan plan --merge other.state
metrics='conv = any(event_name == "purchase"), value = sum(value) where event_name == "purchase"'
cxab -u user_id --variant 'lower(variant)' --cap value:0..40 --partial "$metrics" events >other.state
cxab --plan plan --merge other.state | of ab_verdict '[.decision, .blocking, .deviations]'
cxab --plan plan -b 'third = len(user_id)' --looks looks events | of ab_verdict "$verdict"
head -n 900 events >third
cxab --plan plan --looks looks third | of ab_health "$health"
# Refused.
for option in '--goal conv' '--conf 0.9' '-u user_id' '--within 1d'; do
	cxab --plan plan $option events
	echo "[$?]"
done
sed 's/metric: sum.*//' plan.yaml >textless.yaml
cxplan --only plan textless.yaml >textless
cxab --plan textless events
cxab --plan plan.yaml events | of ab_verdict .decision
sed '/units/d' plan.yaml >unsolved.yaml
cxab --plan unsolved.yaml events
cxab --cap conv:5..1 'conv = sum(x)' events

#> ["keep_running",null,2,false,[]]
#> 415
#> 5
#> ["pass",0,null]
#> ["ship",1,2,true,[]]
#> ["ship",1,2,true,[]]
#> 0
#> ["ship",2,2,true,[]]
#> "ship new: conv better (+50 %, +14 % to +100 %); value within its margin"
#> ["conv","goal","pocock",800,2.1940739664003703,"win"]
#> ["value","guardrail","anytime",800,3.035122413028551,"non_inferior"]
#> ["control",4.374418604651162,40,23,4.588372093023255]
#> ["new",6.762162162162162,40,35,7.205405405405405]
#> ["fail",1,"the plan was edited behind its hash"]
#> ["invalid",["health plan","no_looks conv"],["the states have other variants"]]
#> ["ship",2,2,true,["segments were not planned as they are"]]
#> ["warn",1,"look 3, and 2 were planned"]
#> [2]
#> [2]
#> [2]
#> [2]
#> "keep_running"
#2> cxab: --plan: the states are of other metrics: conv = any(event_name == "refund")
#2> try 'cxab --help'
#2> cxab: --plan does not go with --goal
#2> try 'cxab --help'
#2> cxab: --plan does not go with --conf
#2> try 'cxab --help'
#2> cxab: --plan does not go with --user
#2> try 'cxab --help'
#2> cxab: --within needs --user or --merge
#2> try 'cxab --help'
#2> cxab: --plan: of 'value' it does not say what one unit has: give it 'metric:', such as any(event_name == "purchase")
#2> try 'cxab --help'
#2> cxab: --plan: it does not say how many units there are to be: cxplan writes a plan that does
#2> try 'cxab --help'
#2> cxab: --cap: expected a quantile such as p99.9, a number, or two as -5..100, got '5..1'
#2> try 'cxab --help'
#? 2
