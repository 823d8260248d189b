# What people do with a ledger, beside a delivery.
. "$TOP/tests/cli/cxsend/sink.inc"
desk() { cxsend --ledger n.db --now $now "$@" policy.yaml; }
counts() { desk --status | jq -c '[.scenario, .delivery_channel, .held, .planned, .sent, .dead, .unknown, .suppressed, .due]'; }
echo what is asked of a ledger does not make one:
desk --status --hold mail
desk --drain --dry-run
test -e n.db || echo none
echo a rehearsal says what would go, and nothing goes:
plan mail a
plan hook 404
plan news withdrawn
echo '{"event_name":"consent","user_id":"withdrawn","timestamp":"'$now'","delivery_channel":"mail","state":"withdrawn"}' > events
cxnotify --ledger n.db --now 2026-11-30T10:00:01Z policy.yaml events >/dev/null 2>&1
send --dry-run
taken
counts
echo on hold, and released:
desk --hold mail
send 2>&1
counts
desk --release mail --status | jq -c '[.scenario, .held]'
send
taken
echo dead letters:
desk --requeue scenario=mail
desk --requeue code=410
desk --requeue channel=hook,code=404
send
desk --requeue all --within 2h
counts
taken
for w in code=x hook channel= scenario=mial channel=mial; do desk --requeue $w; done
desk --hold nothing
echo nobody knows:
plan hook drop
send 2>/dev/null
id=$(jq -r 'select(.state == "unknown").delivery_id' deliveries)
desk --resolve $id=sent | jq -c '[.state, .reason]'
desk --resolve $id=failed; echo $?
desk --resolve $id=perhaps; echo $?
plan falls drop:fine
send 2>/dev/null
id=$(jq -r 'select(.state == "unknown").delivery_id' deliveries)
desk --resolve $id=failed | jq -c '[.state, .reason]'
send
taken
echo forgotten:
plan mail b c
echo b | desk --erase -
send
taken
counts
grep -c b@example n.db
echo a policy that has not what is planned sends nothing of it, and kills nothing:
plan mail held held2
plan hook ok
cp policy.yaml right.yaml
sed -i '/^  mail: {on:/d' policy.yaml
counts | grep '"mail","mail"'
send --dry-run
send 2>&1
counts | grep '"mail","mail"'
send 2>&1
cp right.yaml policy.yaml
send
taken
now=2027-04-01T00:00:00Z
desk --retain 90d --vacuum
counts

#> what is asked of a ledger does not make one:
#> none
#> a rehearsal says what would go, and nothing goes:
#> ["hook","hook","due",1,null,null,null,null,null]
#> ["mail","mail","due",1,null,null,null,null,null]
#> ["hook","hook",false,1,0,0,0,0,1]
#> ["mail","mail",false,1,0,0,0,0,1]
#> ["news","mail",false,0,0,0,0,1,0]
#> on hold, and released:
#> ["hook","hook","dead",1,404,null,"permanent",null,null]
#> ["hook","hook",false,0,0,1,0,0,0]
#> ["mail","mail",true,1,0,0,0,0,1]
#> ["news","mail",false,0,0,0,0,1,0]
#> ["hook",false]
#> ["mail",false]
#> ["news",false]
#> ["mail","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["http","404",404,"Hello 404"]
#> 1 ["smtp","a@example.org",250,true]
#> dead letters:
#> ["hook","hook","dead",1,404,null,"permanent",null,null]
#> ["hook","hook",false,1,0,0,0,0,1]
#> ["mail","mail",false,0,1,0,0,0,0]
#> ["news","mail",false,0,0,0,0,1,0]
#> 1 ["http","404",404,"Hello 404"]
#> nobody knows:
#> ["hook","hook","dead",1,404,null,"permanent",null,null]
#> ["hook","hook","unknown",1,null,null,"ambiguous",null,null]
#> ["sent","resolved"]
#> 1
#> 2
#> ["falls","hook","unknown",1,null,null,"ambiguous",null,null]
#> ["dead","resolved"]
#> ["falls","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["http","404",404,"Hello 404"]
#> 1 ["http","drop",200,"Hello drop"]
#> 1 ["http","drop",200,"Hello drop:fine"]
#> 1 ["smtp","fine@example.org",250,true]
#> forgotten:
#> ["mail","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["smtp","c@example.org",250,true]
#> ["falls","hook",false,0,0,1,0,0,0]
#> ["falls","mail",false,0,1,0,0,0,0]
#> ["hook","hook",false,0,1,1,0,0,0]
#> ["mail","mail",false,0,2,0,0,1,0]
#> ["news","mail",false,0,0,0,0,1,0]
#> 0
#> a policy that has not what is planned sends nothing of it, and kills nothing:
#> ["mail","mail",true,2,2,0,0,1,2]
#> ["hook","hook","due",1,null,null,null,null,null]
#> cxsend: 2 held: policy.yaml has no scenario 'mail'
#> ["hook","hook","sent",1,200,null,"sent",null,null]
#> ["mail","mail",true,2,2,0,0,1,2]
#> cxsend: 2 held: policy.yaml has no scenario 'mail'
#> ["mail","mail","sent",1,250,"2.0.0","sent",null,null]
#> ["mail","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["http","ok",200,"Hello ok"]
#> 1 ["smtp","held2@example.org",250,true]
#> 1 ["smtp","held@example.org",250,true]
#2> cxsend: n.db: No such file or directory
#2> cxsend: n.db: No such file or directory
#2> cxsend: 0 planned once more
#2> cxsend: 0 planned once more
#2> cxsend: 1 planned once more
#2> cxsend: 1 planned once more
#2> cxsend: --requeue: expected all, or scenario=NAME, channel=NAME, code=N with commas between, got 'code=x'
#2> try 'cxsend --help'
#2> cxsend: --requeue: expected all, or scenario=NAME, channel=NAME, code=N with commas between, got 'hook'
#2> try 'cxsend --help'
#2> cxsend: --requeue: expected all, or scenario=NAME, channel=NAME, code=N with commas between, got 'channel='
#2> try 'cxsend --help'
#2> cxsend: --requeue: policy.yaml has no scenario 'mial'
#2> try 'cxsend --help'
#2> cxsend: --requeue: policy.yaml has no channel 'mial'
#2> try 'cxsend --help'
#2> cxsend: --hold: policy.yaml has no scenario 'nothing'
#2> try 'cxsend --help'
#2> cxsend: --resolve: expected a delivery_id and =sent or =failed, got '7dzcvrxyymihfmsfybllkzl2lq=perhaps'
#2> try 'cxsend --help'
#2> cxsend: 1 forgotten
#2> cxsend: 2 held: policy.yaml has no scenario 'mail'
