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
