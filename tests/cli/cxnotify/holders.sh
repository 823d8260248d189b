# An item gets cheaper: it goes to whoever holds it, in this run or in one before.
cat > policy.yaml <<'EOF'
policy: Prices
tz: Europe/Paris
keys: {ledger_file: ledger.key}
channels:
  push: {webhook: "https://push.example.org/v1/send", address: push}
  app: {webhook: "https://app.example.org/v1/send"}
items:
  item: item_id
  cart: {add: add_to_cart, remove: remove_from_cart, clear: purchase}
  views: view_item
scenarios:
  cheaper:
    on: {event: price_changed, where: new_price < old_price}
    holders: {in: [cart, views], within: 7d}
    class: transactional
    category: prices
    channels: [push, app]
    dedupe: {entity: [item_id, new_price]}
    template: cheaper
templates:
  cheaper: {title: Cheaper, body: "{{item_id}} costs {{new_price}} now, {{first_name}}"}
EOF
(umask 077; echo 'k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' > ledger.key)
for u in ann bob cy dee; do
	echo "{\"user\":\"$u\",\"first_name\":\"$u\",\"push\":\"token-$u\",\"tz\":\"Europe/Paris\"}"
done > users
n=0
at() { echo "{\"event_name\":\"$1\",\"event_id\":\"$((n += 1))\",\"user_id\":\"$2\",\"timestamp\":\"2026-11-$3Z\",\"item_id\":\"$4\"}"; }
price() { echo "{\"event_name\":\"price_changed\",\"event_id\":\"$1\",\"timestamp\":\"2026-11-$2Z\",\"item_id\":\"$3\",\"old_price\":$4,\"new_price\":$5}"; }
{
	at view_item ann 10T10:00:00 tea
	at add_to_cart bob 15T10:00:00 tea
	at view_item cy 16T10:00:00 tea
	at add_to_cart dee 16T10:00:00 tea
	at add_to_cart dee 16T10:01:00 pot
	at remove_from_cart dee 16T11:00:00 tea
	at add_to_cart nobody 16T11:00:00 tea
	echo '{"event_name":"preference","user_id":"bob","timestamp":"2026-11-16T12:00:00Z","prefer":["app"],"quiet_from":"09:00","quiet_to":"11:30"}'
} > before
{
	price p1 19T10:00:00 tea 9 8
	price p2 19T10:00:00 tea 8 9
	price p3 19T10:00:00 pot 20 15
	price p4 19T10:00:00 cup 2 1
	at purchase dee 19T11:00:00 pot
	price p5 19T12:00:00 pot 15 12
} > now
short() { sed 's/.*"ts":"2026-11-\([^"]*\)","user":"\([^"]*\)",.*"delivery_channel":"\([^"]*\)".*"not_before":"\([^"]*\)".*/\1 \2 \3 \4/'; }
cxnotify --stateless --users users policy.yaml before now 2> err | short
sed 's/^/says /' err
echo 'in two runs, of pseudonyms'
l='cxnotify --ledger db --users users policy.yaml'
$l --now 2026-11-17T00:00:00Z before 2> /dev/null
$l --now 2026-11-19T10:00:00Z now 2> /dev/null | short | sed 's/ [^ ]*//'
echo 'who is erased holds nothing'
echo '{"event_name":"erasure","user_id":"cy","timestamp":"2026-11-19T13:00:00Z"}' | $l --now 2026-11-19T13:00:00Z > /dev/null 2>&1
price p6 20T10:00:00 tea 8 7 | $l --now 2026-11-20T10:00:00Z 2> /dev/null | grep -c '"kind":"plan"'

#> 19T10:00:00Z bob app 2026-11-19T10:30:00Z
#> 19T10:00:00Z cy push 2026-11-19T10:00:00Z
#> {"kind":"drop","ts":"2026-11-19T10:00:00Z","user":"nobody","scenario":"cheaper","message_id":"xszardqpsthniumz6cpez6wkhy","reason":"render_error","rule":"cheaper","line":21,"text":"policy.yaml:21: variable 'first_name' is missing"}
#> 19T10:00:00Z dee push 2026-11-19T10:00:00Z
#> in two runs, of pseudonyms
#> 19T10:00:00Z app 2026-11-19T10:30:00Z
#> 19T10:00:00Z push 2026-11-19T10:00:00Z
#> 19T10:00:00Z push 2026-11-19T10:00:00Z
#> who is erased holds nothing
#> 1
