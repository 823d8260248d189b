# What becomes of a message by what the receiver says, and what of it is tried again.
. "$TOP/tests/cli/cxsend/sink.inc"
echo webhooks:
for a in ok 503 503-once 429+3 404 410 408 422; do
	plan hook $a
	send
done
taken
echo the same a minute later, and eleven:
now=2026-11-30T10:02:00Z
send
now=2026-11-30T10:20:00Z
send
now=2026-11-30T12:00:00Z
send
taken
echo no answer: nobody knows, and only an idempotent receiver is asked again:
plan hook drop
send 2>/dev/null
plan sure drop
send 2>/dev/null
taken
echo mail:
for a in fine 550.5.1.1 451.4.3.0 450.4.2.1-once data554.5.7.1 552.5.2.2 drop; do
	plan mail $a
	send
done
taken
echo a program:
plan program x
send
jq -c '[.to, .text, .attempt]' program.log
echo settings that are wrong: it waits, however often, and no try counts:
plan hook 401
for now in 2026-12-01T00:00:00Z 2026-12-01T01:00:00Z 2026-12-01T02:00:00Z 2026-12-01T03:00:00Z; do
	send 2>said
done
sed "s/127.0.0.1/HOST/" said
taken
echo limits are kept by a run that ends:
now=2026-12-02T00:00:00Z
sed 's/    retry: \[1m, 10m\]/&\n    limit: 4\/s\n    per_domain: 2\/s/' policy.yaml > limited.yaml
cp limited.yaml policy.yaml
plan mail a b c d e
s=$(date +%s)
send | cut -d, -f 1-4
echo "two of a domain in a second: $(($(date +%s) - s >= 2))"
taken | wc -l

#> webhooks:
#> ["hook","hook","sent",1,200,null,"sent",null,null]
#> ["hook","hook","retry",1,503,null,"transient",null,"next"]
#> ["hook","hook","retry",1,503,null,"transient",null,"next"]
#> ["hook","hook","retry",1,429,null,"transient",null,"next"]
#> ["hook","hook","dead",1,404,null,"permanent",null,null]
#> ["hook","hook","dead",1,410,null,"permanent",null,null]
#> ["hook","hook","retry",1,408,null,"transient",null,"next"]
#> ["hook","hook","dead",1,422,null,"permanent",null,null]
#> 1 ["http","404",404,"Hello 404"]
#> 1 ["http","408",408,"Hello 408"]
#> 1 ["http","410",410,"Hello 410"]
#> 1 ["http","422",422,"Hello 422"]
#> 1 ["http","429+3",429,"Hello 429+3"]
#> 1 ["http","503",503,"Hello 503"]
#> 1 ["http","503-once",503,"Hello 503-once"]
#> 1 ["http","ok",200,"Hello ok"]
#> the same a minute later, and eleven:
#> ["hook","hook","retry",2,408,null,"transient",null,"next"]
#> ["hook","hook","retry",2,429,null,"transient",null,"next"]
#> ["hook","hook","retry",2,503,null,"transient",null,"next"]
#> ["hook","hook","sent",2,200,null,"sent",null,null]
#> ["hook","hook","dead",3,408,null,"transient",null,null]
#> ["hook","hook","dead",3,429,null,"transient",null,null]
#> ["hook","hook","dead",3,503,null,"transient",null,null]
#> 2 ["http","408",408,"Hello 408"]
#> 2 ["http","429+3",429,"Hello 429+3"]
#> 2 ["http","503",503,"Hello 503"]
#> 1 ["http","503-once",200,"Hello 503-once"]
#> no answer: nobody knows, and only an idempotent receiver is asked again:
#> ["hook","hook","unknown",1,null,null,"ambiguous",null,null]
#> ["sure","sure","retry",1,null,null,"ambiguous",null,"next"]
#> 2 ["http","drop",200,"Hello drop"]
#> mail:
#> ["mail","mail","sent",1,250,"2.0.0","sent",null,null]
#> ["mail","mail","dead",1,550,"5.1.1","permanent",null,null]
#> ["mail","mail","retry",1,451,"4.3.0","transient",null,"next"]
#> ["mail","mail","retry",1,450,"4.2.1","transient",null,"next"]
#> ["mail","mail","dead",1,554,"5.7.1","permanent",null,null]
#> ["mail","mail","retry",1,552,"5.2.2","transient",null,"next"]
#> ["mail","mail","retry",1,null,null,"ambiguous",null,"next"]
#> 1 ["smtp","450.4.2.1-once@example.org",450,false]
#> 1 ["smtp","451.4.3.0@example.org",451,false]
#> 1 ["smtp","550.5.1.1@example.org",550,false]
#> 1 ["smtp","552.5.2.2@example.org",552,false]
#> 1 ["smtp","data554.5.7.1@example.org",554,true]
#> 1 ["smtp","drop@example.org",0,true]
#> 1 ["smtp","fine@example.org",250,true]
#> a program:
#> ["program","program","retry",1,69,null,"transient",null,"next"]
#> ["x","Hello x",1]
#> settings that are wrong: it waits, however often, and no try counts:
#> ["hook","hook","retry",1,401,null,"config",null,"next"]
#> ["mail","mail","retry",2,451,"4.3.0","transient",null,"next"]
#> ["mail","mail","retry",2,null,null,"ambiguous",null,"next"]
#> ["mail","mail","sent",2,250,"2.0.0","sent",null,null]
#> ["program","program","dead",2,69,null,"transient",null,null]
#> ["sure","sure","retry",2,null,null,"ambiguous",null,"next"]
#> ["hook","hook","retry",1,401,null,"config",null,"next"]
#> ["mail","mail","dead",3,451,"4.3.0","transient",null,null]
#> ["mail","mail","unknown",3,null,null,"ambiguous",null,null]
#> ["sure","sure","unknown",3,null,null,"ambiguous",null,null]
#> ["hook","hook","retry",1,401,null,"config",null,"next"]
#> ["hook","hook","retry",1,401,null,"config",null,"next"]
#> cxsend: channel hook: HOST is left alone for a while: {}
#> cxsend: some messages are due and could not go: a channel is left alone for a while, a scenario is on hold, or the policy has no such channel
#> 4 ["http","401",401,"Hello 401"]
#> 2 ["http","drop",200,"Hello drop"]
#> 1 ["smtp","450.4.2.1-once@example.org",250,true]
#> 2 ["smtp","451.4.3.0@example.org",451,false]
#> 2 ["smtp","drop@example.org",0,true]
#> limits are kept by a run that ends:
#> ["hook","hook","expired",null
#> ["mail","mail","dead",2
#> ["mail","mail","sent",1
#> ["mail","mail","sent",1
#> ["mail","mail","sent",1
#> ["mail","mail","sent",1
#> ["mail","mail","sent",1
#> two of a domain in a second: 1
#> 6
