# The next channel, what may not go any more, and what waits.
. "$TOP/tests/cli/cxsend/sink.inc"
echo dead by the first channel, then by the second one:
plan falls 404:fine
send
plan falls 422:550.5.7.1 410:ok
send
taken
jq -s 'map(select(.state == "sent")) | length' deliveries
jq -r .message_id deliveries | sort -u | grep -c .
echo unknown is not dead:
plan falls drop
send 2>/dev/null
taken
echo an address that is dead is not asked again, its channel and user are kept:
echo '{"event_name":"falls","event_id":"again","user_id":"410:ok","timestamp":"'$now'"}' > events
cxnotify --ledger n.db --now $now --users users --consents consents policy.yaml events 2>/dev/null |
	jq -c '[.kind, .reason]'
send
taken
echo withdrawn after it was planned:
plan hook w1
plan news w2
cat > events <<END
{"event_name":"consent","user_id":"w1","timestamp":"$now","delivery_channel":"hook","category":"promo","state":"withdrawn"}
{"event_name":"notification_complained","user_id":"w2","timestamp":"$now","delivery_channel":"mail"}
END
cxnotify --ledger n.db --now $now policy.yaml events 2>/dev/null | jq -c '[.kind, .reason]'
send
taken
echo it has expired meanwhile:
plan hook late
now=2026-12-10T10:00:00Z
send
taken
echo a receipt that does not come, and one that does:
now=2026-12-01T10:00:00Z
plan waits ok1 ok2
send
id=$(jq -r 'select(.kind == "plan").delivery_id' plans | head -n 1)
now=2026-12-01T10:20:00Z
echo "{\"event_name\":\"notification_delivered\",\"timestamp\":\"$now\",\"delivery_id\":\"$id\"}" > events
cxnotify --ledger n.db --now $now policy.yaml events
send
now=2026-12-01T10:31:00Z
send
taken
echo a digest is one message:
for i in 1 2 3 4; do
	echo "{\"event_name\":\"several\",\"event_id\":\"s$i\",\"user_id\":\"ok1\",\"timestamp\":\"2026-12-01T10:3$i:00Z\"}"
done > events
cxnotify --ledger n.db --now $now --users users --consents consents policy.yaml events | jq -c '[.kind, .items]'
send
now=2026-12-01T12:00:00Z
send
jq -r .body sink.log | sed -n 's/\r$//; /^Subject:/p; /more/p'
: > sink.log
echo a digest goes by the next channel with all that is in it:
echo '{"user":"404:ok4","phone":"404","email":"ok4@example.org","tz":"UTC"}' >> users
for i in 1 2 3; do
	echo "{\"event_name\":\"many\",\"event_id\":\"f$i\",\"user_id\":\"404:ok4\",\"timestamp\":\"2026-12-01T12:0$i:00Z\"}"
done > events
cxnotify --ledger n.db --now 2026-12-01T12:10:00Z --users users --consents consents policy.yaml events | jq -c '[.kind, .items]'
now=2026-12-01T13:10:00Z
send
jq -r 'select(.via == "smtp").body' sink.log | sed -n 's/\r$//; /^Subject:/p; /more/p'
: > sink.log
echo the first of a digest that leads is one thing by itself:
now=2026-12-01T13:00:00Z
plan leads ok3
send
jq -r .body sink.log | sed -n 's/\r$//; /^Subject:/p; /more/p' | sort
: > sink.log
echo marketing by mail can be unsubscribed from by one click:
plan news reader
send
jq -r .body sink.log | sed -n 's/\r$//; s/^\(List-Unsubscribe[^:]*\):.*/\1/p' | sort
id=$(jq -r 'select(.kind == "plan").delivery_id' plans)
jq -r .body sink.log | tr -d '\r\n ' | grep -c "https://shop.example.org/u/$id-[a-z2-7]*>"
echo what the link leads to takes one back from what the message was of, and nobody else can make it:
token=$(jq -r .body sink.log | tr -d '\r\n ' | sed 's|.*/u/\([a-z2-7-]*\)>.*|\1|')
for t in "$id-aaaaaaaaaaaaaaaaaaaaaaaaaa" "$token"; do
	cat > events <<-END
	{"event_name":"notification_opt_out","timestamp":"2026-12-01T13:30:00Z","delivery_id":"$t"}
	{"event_name":"notification_clicked","timestamp":"2026-12-01T13:31:00Z","delivery_id":"$id","token":"$t"}
	{"event_name":"notification_clicked","timestamp":"2026-12-01T13:31:00Z","token":"$id"}
	{"event_name":"notification_opened","timestamp":"2026-12-01T13:31:00Z","delivery_id":"aaaaaaaaaaaaaaaaaaaaaaaaaa"}
	{"event_name":"news","event_id":"n $t","user_id":"reader","timestamp":"2026-12-01T13:40:00Z"}
	{"event_name":"mail","event_id":"m $t","user_id":"reader","timestamp":"2026-12-01T13:40:00Z"}
	END
	cxnotify --ledger n.db --now 2026-12-01T13:50:00Z --max-bad 70% --users users --consents consents policy.yaml events 2>&1 |
		sed "s/$id/ID/; s/\"ts\".*\"scenario\"/\"scenario\"/; s/\"delivery_id\".*//; s/\"message_id\".*\"reason\"/\"reason\"/"
done

#> dead by the first channel, then by the second one:
#> ["falls","hook","dead",1,404,null,"permanent",null,null]
#> ["falls","mail","sent",1,250,"2.0.0","sent",null,null]
#> ["falls","hook","dead",1,410,null,"permanent",null,null]
#> ["falls","hook","dead",1,422,null,"permanent",null,null]
#> ["falls","mail","dead",1,550,"5.7.1","permanent",null,null]
#> ["falls","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["http","404",404,"Hello 404:fine"]
#> 1 ["http","410",410,"Hello 410:ok"]
#> 1 ["http","422",422,"Hello 422:550.5.7.1"]
#> 1 ["smtp","550.5.7.1@example.org",550,false]
#> 1 ["smtp","fine@example.org",250,true]
#> 1 ["smtp","ok@example.org",250,true]
#> 1
#> 2
#> unknown is not dead:
#> ["falls","hook","unknown",1,null,null,"ambiguous",null,null]
#> 1 ["http","drop",200,"Hello drop"]
#> an address that is dead is not asked again, its channel and user are kept:
#> ["plan",null]
#> ["falls","hook","dead",1,null,null,"permanent","dead_address",null]
#> ["falls","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["smtp","ok@example.org",250,true]
#> withdrawn after it was planned:
#> ["drop","withdrawn"]
#> ["drop","suppressed"]
#> it has expired meanwhile:
#> ["hook","hook","expired",null,null,null,null,"expired",null]
#> a receipt that does not come, and one that does:
#> ["waits","hook","sent",1,200,null,"sent",null,null]
#> ["waits","hook","sent",1,200,null,"sent",null,null]
#> ["waits","mail","sent",1,250,"2.0.0","sent",null,null]
#> 1 ["http","ok1",200,"Hello ok1"]
#> 1 ["http","ok2",200,"Hello ok2"]
#> 1 ["smtp","ok2@example.org",250,true]
#> a digest is one message:
#> ["plan",1]
#> ["plan",2]
#> ["plan",3]
#> ["plan",4]
#> ["several","mail","sent",1,250,"2.0.0","sent",null,null]
#> Subject: 4 things
#> s1, s2, and 2 more
#> a digest goes by the next channel with all that is in it:
#> ["plan",1]
#> ["plan",2]
#> ["plan",3]
#> ["many_fall","hook","dead",1,404,null,"permanent",null,null]
#> ["many_fall","mail","sent",1,250,"2.0.0","sent",null,null]
#> Subject: 3 things
#> f1, f2, f3, and 0 more
#> the first of a digest that leads is one thing by itself:
#> ["leads","mail","sent",1,250,"2.0.0","sent",null,null]
#> ["leads_alone","mail","sent",1,250,"2.0.0","sent",null,null]
#> Subject: 1 things
#> Subject: Only leads ok3
#> leads ok3, and 0 more
#> marketing by mail can be unsubscribed from by one click:
#> ["news","mail","sent",1,250,"2.0.0","sent",null,null]
#> List-Unsubscribe
#> List-Unsubscribe-Post
#> 1
#> what the link leads to takes one back from what the message was of, and nobody else can make it:
#> cxnotify: events:1: no key of the policy ('keys: unsubscribe_file') made the token 'ID-aaaaaaaaaaaaaaaaaaaaaaaaaa'
#> cxnotify: events:2: no key of the policy ('keys: unsubscribe_file') made the token 'ID-aaaaaaaaaaaaaaaaaaaaaaaaaa'
#> cxnotify: events:3: expected the token of a link that unsubscribes, got 'ID'
#> cxnotify: receipts of deliveries that the ledger does not know: 1
#> cxnotify: 3 of 6 records rejected (50%)
#> {"kind":"plan","scenario":"news","delivery_channel":"mail",
#> {"kind":"plan","scenario":"mail","delivery_channel":"mail",
#> cxnotify: events:3: expected the token of a link that unsubscribes, got 'ID'
#> cxnotify: receipts of deliveries that the ledger does not know: 1
#> cxnotify: 1 of 6 records rejected (16.7%)
#> {"kind":"drop","scenario":"news","delivery_channel":"mail",
#> {"kind":"drop","scenario":"news","reason":"withdrawn","rule":"consent"}
#> {"kind":"plan","scenario":"mail","delivery_channel":"mail",
