# Whom a message finds: his own words, facts over the profile, his last event, clocks of a country.
cat > policy.yaml <<'EOF'
policy: People
tz: Europe/Paris
keys: {unsubscribe_file: keys}
quiet_hours:
  - {from: "21:00", to: "08:30", unknown_tz: strict}
channels:
  email:
    smtp: smtp://127.0.0.1:25
    from: Shop <no-reply@shop.example.org>
    unsubscribe: https://shop.example.org/u/{token}
  sms: {webhook: "https://sms.example.org/v1/send", address: phone}
scenarios:
  news:
    on: news
    class: marketing
    category: news
    channels: [email, sms]
    audience: {segments: [reader, writer], exclude: [staff], where: last.device != "tv" && orders > 0}
    dedupe: {per: event}
    template: news
templates:
  news: {subject: News, text: "News for {{first_name}}"}
EOF
cat > users <<'EOF'
{"user":"ann","tz":"Europe/Paris","email":"ann@example.org","phone":"1","first_name":"Ann","segment":"reader","orders":3}
{"user":"bob","country":"US","email":"bob@example.org","first_name":"Bob","segments":["reader","new"],"orders":1}
{"user":"cy","tz":"Mars/Phobos","email":"cy@example.org","first_name":"Cy","segments":["writer","staff"],"orders":1}
{"user":"dee","tz":"Asia/Tokyo","email":"dee@example.org","segment":"reader","orders":2}
{"user":"eve","tz":"Asia/Tokyo","email":"eve@example.org","segment":"reader"}
{"user":7,"tz":"Asia/Seoul","email":"seven@example.org","first_name":"Seven","segment":"reader","orders":1}
EOF
echo '{"user":"dee","first_name":"Dee","dead_channels":["email"]}
{"user":"eve","first_name":"Eve","orders":5}' > facts
for u in ann bob cy dee eve 7; do
	for c in email sms; do
		echo "{\"user\":\"$u\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"delivery_channel\":\"$c\",\"state\":\"granted\"}"
	done
done > consents
at() { echo "{\"event_name\":\"$1\",\"event_id\":\"$((n += 1))\",\"user_id\":\"$2\",\"timestamp\":\"2026-11-$3Z\"$4}"; }
all() { for u in ann bob cy dee eve 7 nobody; do at news "$u" "$1"; done; }
{
	n=0
	for u in ann bob cy dee eve 7; do at view "$u" 20T08:00:00 ',"device":"phone"'; done
	all 20T12:00:00
	at preference ann 20T13:00:00 ',"prefer":["sms"],"max_per_day":1,"quiet_from":"14:00","quiet_to":"16:00"'
	at view eve 20T13:00:00 ',"device":"tv"'
	at consent 7 20T13:00:00 ',"delivery_channel":"email","category":"news","state":"withdrawn"'
	at erasure bob 20T13:00:00
	all 21T14:00:00
	at preference ann 21T14:01:00 ',"prefer":["pigeon"]'
	at preference ann 21T14:02:00 ',"max_per_day":0'
	at news ann 21T14:03:00
	at preference ann 21T14:04:00 ',"max_per_day":null'
	at news ann 21T14:05:00
} > events
short() { sed 's/.*"ts":"2026-11-\([^"]*\)","user":"\([^"]*\)"/\1 \2 /; s/"scenario":"news",//; s/"[a-z]*_id":"[^"]*",*//g; s/,"policy".*//; s/"class".*"not_before"/"not_before"/'; }
cxnotify --stateless --users users --facts facts --consents consents policy.yaml events 2> err | short
sed 's/^/says /' err
echo one who is asked for:
cxnotify --stateless --users users --explain zed policy.yaml events 2>&1 | grep explain
echo '{"event_name":"login","user_id":"zed","timestamp":"2026-11-22T10:00:00Z"}' |
	cxnotify --stateless --users users --explain zed policy.yaml 2>&1 | grep -v 'no record'

#> 20T12:00:00Z ann ,"delivery_channel":"email","not_before":"2026-11-20T12:00:00Z","expires_at":"2026-11-21T12:00:00Z","why":[]
#> 20T12:00:00Z bob ,"delivery_channel":"email","not_before":"2026-11-20T18:42:29Z","expires_at":"2026-11-21T12:00:00Z","why":[{"rule":"quiet","line":5,"until":"2026-11-20T18:42:29Z"}]
#> 20T12:00:00Z cy ,"reason":"audience","rule":"audience","line":13}
#> 20T12:00:00Z dee ,"reason":"no_channel","rule":"channels","line":13}
#> 20T12:00:00Z eve ,"delivery_channel":"email","not_before":"2026-11-20T23:34:06Z","expires_at":"2026-11-21T12:00:00Z","why":[{"rule":"quiet","line":5,"until":"2026-11-20T23:34:06Z"}]
#> 20T12:00:00Z 7 ,"delivery_channel":"email","not_before":"2026-11-20T23:35:14Z","expires_at":"2026-11-21T12:00:00Z","why":[{"rule":"quiet","line":5,"until":"2026-11-20T23:35:14Z"}]
#> 20T12:00:00Z nobody ,"reason":"no_profile","rule":"users"}
#> 20T13:00:00Z 7 ,"delivery_channel":"email","reason":"withdrawn","rule":"consent"}
#> 20T13:00:00Z bob ,"delivery_channel":"email","reason":"erased","rule":"erasure"}
#> 21T14:00:00Z ann ,"delivery_channel":"sms","not_before":"2026-11-21T15:00:00Z","expires_at":"2026-11-22T14:00:00Z","why":[{"rule":"wish","until":"2026-11-21T15:00:00Z"}]
#> 21T14:00:00Z bob ,"reason":"erased","rule":"erasure"}
#> 21T14:00:00Z cy ,"reason":"audience","rule":"audience","line":13}
#> 21T14:00:00Z dee ,"reason":"no_channel","rule":"channels","line":13}
#> 21T14:00:00Z eve ,"reason":"audience","rule":"audience","line":13}
#> 21T14:00:00Z 7 ,"reason":"no_channel","rule":"channels","line":13}
#> 21T14:00:00Z nobody ,"reason":"no_profile","rule":"users"}
#> 21T14:02:00Z ann ,"delivery_channel":"sms","reason":"capped","rule":"wish"}
#> 21T14:03:00Z ann ,"reason":"capped","rule":"wish"}
#> 21T14:05:00Z ann ,"delivery_channel":"sms","not_before":"2026-11-21T15:00:00Z","expires_at":"2026-11-22T14:05:00Z","why":[{"rule":"wish","until":"2026-11-21T15:00:00Z"}]
#> says cxnotify: profiles with a time zone that nobody knows, taken for none: 1, the first 'Mars/Phobos'
#> says cxnotify: events:25: prefer: expected names of channels, got 'pigeon'
#> says cxnotify: 1 of 29 records rejected (3.45%), more than --max-bad allows
#> one who is asked for:
#> cxnotify: --explain: no event is of 'zed'
#> cxnotify: profiles with a time zone that nobody knows, taken for none: 1, the first 'Mars/Phobos'
#> {"kind":"drop","ts":"2026-11-22T10:00:00Z","user":"zed","reason":"no_match","text":"login"}
