# Worked cases: retention in every mode, lifecycle, stickiness, survival.
ev() { echo "{\"timestamp\":\"2024-01-0$2Z\",\"event_name\":\"${3:-view}\",\"user_id\":\"$1\"}"; }
{ ev u1 1T23:45:00; ev u1 2T00:01:00; ev u2 1T09:00:00; ev u2 2T10:00:00; ev u2 4T10:00:00
  ev u3 1T09:00:00; ev u3 3T08:00:00; ev u4 2T09:00:00; ev u4 3T10:00:00; } > in
table() { jq -rs 'group_by(.cohort)[] | "\(.[0].cohort // "all" | .[0:10]) size \(map(.size) | unique): \(map(.n) | join(" "))"'; }
for o in '' '--mode on-or-after' '--clock rolling' '--clock rolling --mode on-or-after' '--cohort every' \
    '--cohort every --mode on-or-after' '--cohort every --clock rolling' \
    '--cohort every --clock rolling --mode on-or-after' '--cohort all' '--brackets 1,2-3' \
    '--brackets 1-,2-'; do
	case $o in *brackets*) periods= ;; *) periods='--periods 3' ;; esac
	echo "retention $o"
	cxretain --now 2024-02-01 $periods $o in | table
done
echo 'what is known by the fourth'
cxretain --periods 3 in | jq -c '[.cohort[0:10], .k, .n, .rate, .complete]'
{ ev a 1T10:00:00; ev a 2T10:00:00; ev a 4T10:00:00; ev b 2T10:00:00; ev b 3T10:00:00
  ev c 1T10:00:00; ev d 3T10:00:00; ev d 5T10:00:00; } > in
for o in --lifecycle --churn '--stickiness --now 2024-01-06' '--stickiness --periods 2 --now 2024-01-06'; do
	echo "$o"
	cxretain $o in
done
echo 'created before the first activity'
{ ev a 1T10:00:00 sign_up; ev a 2T10:00:00; ev a 3T10:00:00; ev z 4T10:00:00 other; } > in
cxretain --lifecycle --start sign_up --return view in | jq -c '[.period[0:10], .new, .returning, .resurrecting, .dormant]'
# Six users: gone after 1, 3, 3, 5 days, still there after 2 and 4.
echo 'survival'
while read -r user days gone; do
	echo "{\"timestamp\":\"2024-01-0$((10 - days))T12:00:00Z\",\"user_id\":\"$user\",\"event_name\":\"join\"}"
	[ "$gone" = 0 ] || echo "{\"timestamp\":\"2024-01-10T12:00:00Z\",\"user_id\":\"$user\",\"event_name\":\"quit\"}"
done > in <<'END'
a 1 1
b 2 0
c 3 1
d 3 1
e 4 0
f 5 1
END
cxretain --survival --event quit --now 2024-01-10T12:00:00.001Z in |
    jq -c 'select(.kind == "survival") | [.t, .at_risk, .events, .censored,
	((.survival, .se, .survival_lo, .survival_hi) | if . then . * 1e4 | round / 1e4 else . end)]'
cxretain --survival --event quit --now 2024-01-10T12:00:00.001Z in | tail -n 1

#> retention 
#> 2024-01-01 size [3]: 3 2 1 1
#> 2024-01-02 size [1]: 1 1 0 0
#> retention --mode on-or-after
#> 2024-01-01 size [3]: 3 3 2 1
#> 2024-01-02 size [1]: 1 1 0 0
#> retention --clock rolling
#> 2024-01-01 size [3]: 3 2 0 1
#> 2024-01-02 size [1]: 1 1 0 0
#> retention --clock rolling --mode on-or-after
#> 2024-01-01 size [3]: 3 2 1 1
#> 2024-01-02 size [1]: 1 1 0 0
#> retention --cohort every
#> 2024-01-01 size [3]: 3 2 1 1
#> 2024-01-02 size [3]: 3 1 1 0
#> 2024-01-03 size [2]: 2 0 0 0
#> 2024-01-04 size [1]: 1 0 0 0
#> retention --cohort every --mode on-or-after
#> 2024-01-01 size [3]: 3 3 2 1
#> 2024-01-02 size [3]: 3 2 1 0
#> 2024-01-03 size [2]: 2 0 0 0
#> 2024-01-04 size [1]: 1 0 0 0
#> retention --cohort every --clock rolling
#> 2024-01-01 size [3]: 3 2 0 1
#> 2024-01-02 size [3]: 3 1 1 0
#> 2024-01-03 size [2]: 2 0 0 0
#> 2024-01-04 size [1]: 1 0 0 0
#> retention --cohort every --clock rolling --mode on-or-after
#> 2024-01-01 size [3]: 3 2 1 1
#> 2024-01-02 size [3]: 3 2 1 0
#> 2024-01-03 size [2]: 2 0 0 0
#> 2024-01-04 size [1]: 1 0 0 0
#> retention --cohort all
#> all size [4]: 4 3 1 1
#> retention --brackets 1,2-3
#> 2024-01-01 size [3]: 2 2
#> 2024-01-02 size [1]: 1 0
#> retention --brackets 1-,2-
#> 2024-01-01 size [3]: 3 2
#> 2024-01-02 size [1]: 1 0
#> what is known by the fourth
#> ["2024-01-01",0,3,1,true]
#> ["2024-01-01",1,2,0.6666666666666666,true]
#> ["2024-01-01",2,1,0.3333333333333333,true]
#> ["2024-01-01",3,1,null,false]
#> ["2024-01-02",0,1,1,true]
#> ["2024-01-02",1,1,1,true]
#> ["2024-01-02",2,0,null,false]
#> --lifecycle
#> {"kind":"lifecycle","period":"2024-01-01T00:00:00Z","active":2,"new":2,"returning":0,"resurrecting":0,"dormant":0,"pulse":null,"complete":true}
#> {"kind":"lifecycle","period":"2024-01-02T00:00:00Z","active":2,"new":1,"returning":1,"resurrecting":0,"dormant":-1,"pulse":1,"complete":true}
#> {"kind":"lifecycle","period":"2024-01-03T00:00:00Z","active":2,"new":1,"returning":1,"resurrecting":0,"dormant":-1,"pulse":1,"complete":true}
#> {"kind":"lifecycle","period":"2024-01-04T00:00:00Z","active":1,"new":0,"returning":0,"resurrecting":1,"dormant":-2,"pulse":0.5,"complete":true}
#> {"kind":"lifecycle","period":"2024-01-05T00:00:00Z","active":1,"new":0,"returning":0,"resurrecting":1,"dormant":-1,"pulse":null,"complete":false}
#> --churn
#> {"kind":"churn","period":"2024-01-01T00:00:00Z","active":2,"n":1,"rate":0.5,"rate_lo":0.09453120573423075,"rate_hi":0.9054687942657692,"complete":true}
#> {"kind":"churn","period":"2024-01-02T00:00:00Z","active":2,"n":1,"rate":0.5,"rate_lo":0.09453120573423075,"rate_hi":0.9054687942657692,"complete":true}
#> {"kind":"churn","period":"2024-01-03T00:00:00Z","active":2,"n":2,"rate":1,"rate_lo":0.3423802275066532,"rate_hi":1,"complete":true}
#> {"kind":"churn","period":"2024-01-04T00:00:00Z","active":1,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> --stickiness --now 2024-01-06
#> {"kind":"stickiness","periods":1,"of":5,"size":4,"n":1,"rate":0.25,"rate_lo":0.04558726080970058,"rate_hi":0.699358157417598,"at_least":4}
#> {"kind":"stickiness","periods":2,"of":5,"size":4,"n":2,"rate":0.5,"rate_lo":0.15003898915214953,"rate_hi":0.8499610108478505,"at_least":3}
#> {"kind":"stickiness","periods":3,"of":5,"size":4,"n":1,"rate":0.25,"rate_lo":0.04558726080970058,"rate_hi":0.699358157417598,"at_least":1}
#> {"kind":"stickiness","periods":4,"of":5,"size":4,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.4898908364545972,"at_least":0}
#> {"kind":"stickiness","periods":5,"of":5,"size":4,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.4898908364545972,"at_least":0}
#> --stickiness --periods 2 --now 2024-01-06
#> {"kind":"stickiness","periods":1,"of":2,"size":2,"n":2,"rate":1,"rate_lo":0.3423802275066532,"rate_hi":1,"at_least":2}
#> {"kind":"stickiness","periods":2,"of":2,"size":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.6576197724933468,"at_least":0}
#> created before the first activity
#> ["2024-01-02",0,0,1,0]
#> ["2024-01-03",0,1,0,0]
#> ["2024-01-04",0,0,0,-1]
#> survival
#> [1,6,1,0,0.8333,0.1521,0.2731,0.9747]
#> [2,5,0,1,0.8333,0.1521,0.2731,0.9747]
#> [3,4,2,0,0.4167,0.2218,0.056,0.7665]
#> [4,2,0,1,0.4167,0.2218,0.056,0.7665]
#> [5,1,1,0,0,0,null,null]
#> {"kind":"survival_time","n":6,"events":4,"median":3,"median_lo":1,"median_hi":null,"unit":"day"}
