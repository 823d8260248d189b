# Staged rollout, weights that change, and who was assigned before.
cat > exp.yaml <<'END'
experiments:
  e:
    weights: {a: 50, b: 50}
    steps: [5%, 20%, 100%]
  still: {weights: {a: 1, b: 1}}
END
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "{\"user_id\":\"u%d\"}\n", i }' > users
taking() { cxassign --config exp.yaml --experiment e "$@" users > out && grep -c '"in":true' out; }
echo '# the first step is where it starts'
taking
verdict() { echo "{\"kind\":\"ab_verdict\",\"experiment\":\"$1\",\"decision\":\"$2\"$3}"; }
echo '{"kind":"ab","experiment":"e","decision":"rollback"}' > v
verdict e keep_running >> v
taking --ramp v
verdict e ship >> v
taking --ramp v
echo '# the same verdict again is the same step'
taking --ramp v
sed -i.bak 's/    steps/    coverage: 20%\n    steps/' exp.yaml
taking --ramp v
verdict e ship ',"valid_to_act_now":false' >> v
taking --ramp v
for d in invalid review stop_futile rollback; do
	verdict e $d >> v
	verdict other ship >> v
	taking --ramp v
done
echo '# a verdict that names none is on the only one'
echo '{"kind":"ab_verdict","decision":"ship"}' > v
taking --ramp v
cxassign --config exp.yaml --ramp v users | grep -c '"reason":"hash"'
echo '{' > v
taking --ramp v
cxassign --experiment e --weights a=1,b=1 --ramp v users
echo '# nobody moves when it grows'
for c in 1 20 50 100; do
	cxassign --experiment e --weights a=1,b=1 --coverage $c% users | cxselect -e '`in`' --fields user_id,variant > in.$c
	[ ! -f last ] || grep -cvxFf in.$c last
	mv in.$c last
done
echo '# weights that move users'
cp exp.yaml before.yaml
sed 's/a: 50, b: 50/a: 60, b: 40/' before.yaml > exp.yaml
cxassign --config exp.yaml --previous before.yaml users > out
echo "status $?, $(wc -l < out | tr -d ' ')"
cxassign --config exp.yaml --previous before.yaml --allow-reshuffle users | wc -l | tr -d ' '
sed 's/a: 50, b: 50/a: 500, b: 500/' before.yaml > exp.yaml
cxassign --config exp.yaml --previous before.yaml users | wc -l | tr -d ' '
awk '{ print } /50, b: 50/ { print "    salt: again" }' before.yaml | sed 's/a: 50, b: 50/a: 60, b: 40/' > exp.yaml
cxassign --config exp.yaml --previous before.yaml users | wc -l | tr -d ' '
echo '# sticky: who was in keeps what he had'
sed 's/a: 50, b: 50/a: 1, b: 99/' before.yaml > exp.yaml
cxassign --config before.yaml --experiment e users > earlier
cxassign --config exp.yaml --experiment e --sticky earlier users > later
cxselect -e '`in`' --fields user_id,variant earlier > had
cxselect -e 'reason == "sticky"' --fields user_id,variant later | cmp - had
echo "kept $(wc -l < had | tr -d ' ')"
echo '# the first of a user counts; no longer there; off is off'
printf '%s\n' '{"user_id":"u1","experiment":"e","variant":"b"}' '{"user_id":"u1","experiment":"e","variant":"a"}' \
    '{"user_id":"u2","experiment":"e","variant":"gone"}' '{"user_id":"u3","experiment":"e","variant":"a","in":false}' \
    '{"user_id":"u4","experiment":"f","variant":"a"}' '{"experiment":"e","variant":"a"}' > earlier
head -5 users | cxassign --experiment e --weights a=1,b=1 --coverage 1% --sticky earlier
head -2 users | cxassign --experiment e --weights a=1,b=1 --coverage 0 --sticky earlier
echo '{"user_id":' > torn
cxassign --experiment e --weights a=1,b=1 --sticky torn users > /dev/null
echo "status $?"

#> # the first step is where it starts
#> 38
#> 38
#> 198
#> # the same verdict again is the same step
#> 198
#> 1000
#> 198
#> 198
#> 198
#> 198
#> 0
#> # a verdict that names none is on the only one
#> 1000
#> 1198
#> # nobody moves when it grows
#> 0
#> 0
#> 0
#> # weights that move users
#> status 2, 0
#> 2000
#> 2000
#> 2000
#> # sticky: who was in keeps what he had
#> kept 198
#> # the first of a user counts; no longer there; off is off
#> {"user_id":"u0","experiment":"e","variant":null,"in":false,"bucket":689648,"reason":"coverage"}
#> {"user_id":"u1","experiment":"e","variant":"b","in":true,"bucket":null,"reason":"sticky"}
#> {"user_id":"u2","experiment":"e","variant":null,"in":false,"bucket":412781,"reason":"coverage"}
#> {"user_id":"u3","experiment":"e","variant":null,"in":false,"bucket":282831,"reason":"coverage"}
#> {"user_id":"u4","experiment":"e","variant":null,"in":false,"bucket":857702,"reason":"coverage"}
#> {"user_id":"u0","experiment":"e","variant":null,"in":false,"bucket":null,"reason":"coverage"}
#> {"user_id":"u1","experiment":"e","variant":null,"in":false,"bucket":null,"reason":"coverage"}
#> status 4
#2> cxassign: e: the last verdict is keep_running: coverage stays 5 %
#2> cxassign: e: the last verdict is ship: coverage grows to 20 %
#2> cxassign: e: the last verdict is ship: coverage grows to 20 %
#2> cxassign: e: the last verdict is ship: coverage grows to 100 %
#2> cxassign: e: the last verdict is ship, not to be acted on yet: coverage stays 20 %
#2> cxassign: e: the last verdict is invalid: coverage stays 20 %
#2> cxassign: e: the last verdict is review: coverage stays 20 %
#2> cxassign: e: the last verdict is stop_futile: coverage stays 20 %
#2> cxassign: e: the last verdict is rollback: coverage falls to 0 %
#2> cxassign: e: the last verdict is ship: coverage grows to 100 %
#2> cxassign: v:1: expected a record of cxab
#2> cxassign: --ramp: no experiment has steps
#2> try 'cxassign --help'
#2> cxassign: e: of users that are in by 'before.yaml' too, 10 % get another variant than there: a new salt draws all anew, --allow-reshuffle moves them
#2> try 'cxassign --help'
#2> cxassign: e: of users that are in by 'before.yaml' too, 10 % get another variant than there
#2> cxassign: 'earlier': 1 assignments are to variants that are no more: drawn again
#2> cxassign: 'earlier': 1 assignments are to variants that are no more: drawn again
#2> cxassign: torn:1:12: expected a value, found end of line
#2> cxassign: torn: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxassign: torn: reads results, an object a line; a log goes through cxparse -f FORMAT, an array through cxparse -f json
