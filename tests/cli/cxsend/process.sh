# Processes: woken by what is planned, ended and asked to read again by signals, followed by others.
. "$TOP/tests/cli/cxsend/sink.inc"
# until_true COMMAND - within ten seconds
until_true() { n=0; until eval "$1" || [ $((n += 1)) -gt 200 ]; do sleep 0.05; done; }
until_sent() { until_true '[ "$(wc -l < sink.log)" -ge '"$1"' ]'; }
brief() { jq -c '[.scenario, .state, .attempt, .code, .reason]' "$1"; }
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
echo it stays, sends what others plan, and ends when it is told:
cxsend --ledger n.db --follow policy.yaml < /dev/null > follow.out 2> follow.err &
follow=$!
plan hook ok
until_sent 1
cxsend --ledger n.db --drain policy.yaml 2> second.err < /dev/null
echo "a second one: $?"
sed 's/[^ ]*:[0-9]* sends/OTHER sends/' second.err
echo a policy that is wrong is not read, one that is right is:
cp policy.yaml right.yaml
echo 'nothing: at all' >> policy.yaml
kill -HUP $follow
until_true 'grep -q stays follow.err'
sed 's/; expected.*//; s/yaml:[0-9]*/yaml:LINE/' follow.err
sed 's/Hello {{user}}"/Good day {{user}}"/' right.yaml > policy.yaml
kill -HUP $follow
until_true 'grep -q "read again" follow.err'
mv ledger.key right.key
(umask 077; echo 'k2 HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' > ledger.key)
kill -HUP $follow
until_true '[ "$(grep -c stays follow.err)" -eq 2 ]'
grep -c 'by another key' follow.err
mv right.key ledger.key
plan hook ok2
until_sent 2
jq -r .body.text sink.log
plan sure hang
until_sent 3
kill -TERM $follow
wait $follow
echo "status $?"
brief follow.out
: > sink.log

echo one that is killed with messages on the wire is followed at once:
plan hook hang
plan sure hang2 hang3
plan mail hang4
sed 's/timeout: 1s/timeout: 30s/' policy.yaml > slow.yaml
cxsend --ledger n.db --follow slow.yaml < /dev/null > killed.out 2>/dev/null &
killed=$!
until_sent 4
cxsend --ledger n.db --standby policy.yaml < /dev/null > standby.out 2> standby.err &
standby=$!
kill -9 $killed
wait $killed 2>/dev/null
wait $standby
echo "status $?"
cat standby.err
brief standby.out | sort
: > sink.log

echo where nobody knows, the next channel has it, if the policy says so, and knows of it:
plan doubt hang5:fine
cxsend --ledger n.db --drain slow.yaml < /dev/null > killed.out 2>/dev/null &
killed=$!
until_sent 1
kill -9 $killed
wait $killed 2>/dev/null
cxsend --ledger n.db --drain policy.yaml < /dev/null 2>&1 | jq -cR 'fromjson? // . |
	if type == "object" then [.scenario, .delivery_channel, .state, .reason] else . end'
: > sink.log

echo a receipt that is faster than the answer which never comes:
plan hook hang6
id=$(jq -r .delivery_id plans)
sed 's/timeout: 1s/timeout: 4s/' policy.yaml > slow.yaml
cxsend --ledger n.db --drain slow.yaml < /dev/null > late.out 2>/dev/null &
late=$!
until_sent 1
echo "{\"event_name\":\"notification_delivered\",\"timestamp\":\"$now\",\"delivery_id\":\"$id\"}" > events
cxnotify --ledger n.db --now "$now" policy.yaml events 2> /dev/null
wait $late
brief late.out
: > sink.log

echo one that has stopped is replaced when its lease is over, and can then change nothing:
now=2026-11-30T10:00:00Z
plan hook ok3
cxsend --ledger n.db --now $now --follow policy.yaml < /dev/null > stopped.out 2> stopped.err &
stopped=$!
until_true '[ -s stopped.out ]'
kill -STOP $stopped
cxsend --ledger n.db --now 2026-11-30T10:05:00Z --drain policy.yaml 2>&1 | sed 's/[^ ]*:[0-9]* sends/OTHER sends/'
now=2026-11-30T11:00:00Z
plan hook ok4
cxsend --ledger n.db --now $now --drain policy.yaml > second.out
brief second.out
kill -CONT $stopped
plan hook ok5
wait $stopped
echo "status $?"
cat stopped.err

#> it stays, sends what others plan, and ends when it is told:
#> a second one: 2
#> cxsend: n.db: OTHER sends from it
#> a policy that is wrong is not read, one that is right is:
#> cxsend: policy.yaml:LINE:1: unknown key 'nothing'
#> cxsend: the policy stays as it was
#> 1
#> Hello ok
#> Good day ok2
#> status 143
#> ["hook","sent",1,200,null]
#> ["hook","sent",1,200,null]
#> ["sure","retry",1,null,null]
#> one that is killed with messages on the wire is followed at once:
#> status 0
#> cxsend: the sender before left 0 not begun, 3 to be sent again, 1 unknown, 0 known to be sent
#> ["hook","unknown",1,null,"takeover"]
#> ["mail","retry",2,null,null]
#> ["sure","retry",2,null,null]
#> ["sure","retry",2,null,null]
#> where nobody knows, the next channel has it, if the policy says so, and knows of it:
#> "cxsend: the sender before left 0 not begun, 0 to be sent again, 1 unknown, 0 known to be sent"
#> ["doubt","hook","unknown","takeover"]
#> ["doubt","mail","sent",null]
#> a receipt that is faster than the answer which never comes:
#> ["hook","sent",1,null,"receipt"]
#> one that has stopped is replaced when its lease is over, and can then change nothing:
#> cxsend: n.db: OTHER sends from it
#> ["hook","sent",1,200,null]
#> status 2
#> cxsend: n.db: another process has taken over
