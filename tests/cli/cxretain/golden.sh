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
