# What a policy comes to: digests, caps, priorities, holdouts, and words that take back.
. "$TOP/tests/cli/cxnotify/shop.inc"
n='cxnotify --stateless --users people'
short() { cxselect --fields kind,ts,user,scenario,delivery_channel,reason,rule,not_before,next_ok,items,moved,experiment,variant 2>/dev/null; }
event() { printf '{"event_name":"%s","event_id":"%s","user_id":"ann","timestamp":"2026-11-%sZ"%s}\n' "$@"; }
head='tz: UTC
channels: {mail: {exec: [cat], address: email}, sms: {exec: [cat], address: phone}}
templates: {t: {text: "{{count|default:\"1\"}} for {{first_name|default:\"you\"}}"}}
'
echo '{"user":"ann","email":"a@example.org","phone":"+331"}' > people
granted() { printf '{"event_name":"consent","timestamp":"2026-01-01T00:00:00Z","user_id":"ann","state":"granted"}\n'; }
one='class: marketing, category: promo, template: t'

echo '# a silence of 10 minutes, 30 at the most; what is cancelled leaves, and the last takes all with it'
cat > p.yaml <<END
$head
scenarios:
  news: {on: item, $one, channels: mail, digest: {quiet: 10m, max: 30m}, cancel_on: [{event: gone, match: k}]}
END
{ granted; event item 1 22T10:00:00 ',"k":"a"'; event item 2 22T10:08:00 ',"k":"b"'; event item 2 22T10:08:00 ',"k":"b"'
  event item 3 22T10:17:00 ',"k":"c"'; event item 4 22T10:26:00 ',"k":"d"'; event item 5 22T10:31:00 ',"k":"e"'
  event gone 6 22T10:32:00 ',"k":"e"'; } > in
$n p.yaml in | short

echo '# the first goes at once, the others at six'
sed 's/digest: {.*}, cancel.*/digest: {at: "18:00", lead: true}}/' p.yaml > lead.yaml
$n lead.yaml in | short

echo '# what comes as a digest goes waits for the next one'
sed 's/, lead: true//' lead.yaml > at.yaml
{ granted; event item 1 22T17:59:59 ',"k":"a"'; event item 2 22T18:00:00 ',"k":"b"'; event item 3 22T18:00:01 ',"k":"c"'; } |
	$n at.yaml | short

echo '# one event is said by the template for one, which is tried, too'
sed 's/lead: true/lead: true, single: one/; s/^templates: {/&one: {text: "One {{k}}"}, /' lead.yaml > one.yaml
$n --render one.yaml in | sed -n 's/.*"text":"\([^"]*\)".*/\1/p'
sed 's/{{k}}/{{l}}/g' one.yaml > lacks.yaml
$n lacks.yaml in | short

echo '# one a day: what is more waits as one, the more important takes the place'
cat > p.yaml <<END
$head
caps: [{rolling: 1d, max: 1, over: digest, name: daily}]
scenarios:
  low: {on: low, $one, channels: mail, delay: 1h, expires: 3d, priority: 10}
  high: {on: high, $one, channels: mail, expires: 3d, priority: 90, preempt: true}
END
{ granted; event low 1 22T10:00:00 ''; event high 2 22T10:10:00 ''; event high 3 22T10:20:00 ''
  event high 4 22T10:30:00 ''; event low 5 22T10:40:00 ''; } > in
$n p.yaml in | short

echo '# by another channel when one is full, and by none when both are'
cat > p.yaml <<END
$head
caps: [{channel: mail, calendar: day, max: 1, over: next_channel, name: mails}, {channel: sms, calendar: day, max: 1, name: texts}]
scenarios:
  s: {on: low, $one, channels: [mail, sms]}
END
$n p.yaml in | short
{ granted; event low 1 22T10:00:00 ''; event low 2 22T10:00:00 ''; event low 3 22T10:00:00 ''; event low 4 23T00:00:00 ''; } > in
$n p.yaml in | short

echo '# held out are those whom cxassign holds out, and the variants are its variants'
cat > p.yaml <<END
$head
holdout: {salt: "7"}
scenarios:
  s: {on: low, class: marketing, category: promo, channels: mail, holdout: 30%, variants: [{id: a, weight: 1, template: t}, {id: b, weight: 2, template: t}]}
END
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
	echo "{\"user\":\"u$i\",\"user_id\":\"u$i\",\"email\":\"u$i@example.org\",\"event_name\":\"low\",\"timestamp\":\"2026-11-22T10:00:00Z\"}"
done > many
sed 's/"low"/"consent","state":"granted"/' many > said
cxnotify --stateless --users many --consents said p.yaml many | cxselect --fields user,variant > ours
cxassign -u user --experiment x --salt '7 scenario:s' --weights a=1,b=2 --holdout '7 scenario:s:30%' many |
	cxselect --set 'variant=coalesce(variant, "holdout")' --fields user,variant > theirs
cmp ours theirs && sort ours | cxstat -b variant 'users = count()'

echo '# words that take back reach what is planned'
cat > p.yaml <<END
$head
scenarios:
  s: {on: low, $one, channels: [mail, sms], delay: 1h}
END
for word in 'consent 2 22T10:30:00 ,"state":"withdrawn","category":"promo"' \
    'notification_opt_out 2 22T10:30:00 ,"delivery_channel":"mail"' \
    'notification_bounced 2 22T10:30:00 ,"delivery_channel":"mail"' \
    'notification_bounced 2 22T10:30:00 ,"delivery_channel":"mail","class":"transient"' \
    'notification_complained 2 22T10:30:00 ,"delivery_channel":"mail"' 'erasure 2 22T10:30:00 '; do
	echo "# $word"
	set -- $word
	{ granted; event low 1 22T10:00:00 ''; event "$1" "$2" "$3" "${4-}"; event low 3 22T10:40:00 ''; } | $n p.yaml | short
done

echo '# bad words, and an event that names nobody'
printf '%s\n' '{"event_name":"consent","user_id":"ann","timestamp":"2026-11-22T10:00:00Z","state":"maybe"}' \
    '{"event_name":"consent","user_id":"ann","timestamp":"2026-11-22T10:00:00Z","state":"granted","delivery_channel":"fax"}' \
    '{"event_name":"notification_rated","user_id":"ann","timestamp":"2026-11-22T10:00:00Z","delivery_channel":"mail","rating":"good"}' \
    '{"event_name":"low","timestamp":"2026-11-22T10:00:00Z"}' > bad
$n --rejects out p.yaml bad
cxselect --fields code,message out

#> # a silence of 10 minutes, 30 at the most; what is cancelled leaves, and the last takes all with it
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T10:10:00Z","items":1}
#> {"kind":"plan","ts":"2026-11-22T10:08:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T10:18:00Z","items":2}
#> {"kind":"drop","ts":"2026-11-22T10:08:00Z","user":"ann","scenario":"news","reason":"dup","rule":"dedupe"}
#> {"kind":"plan","ts":"2026-11-22T10:17:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T10:27:00Z","items":3}
#> {"kind":"plan","ts":"2026-11-22T10:26:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T10:30:00Z","items":4}
#> {"kind":"plan","ts":"2026-11-22T10:31:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T10:41:00Z","items":1}
#> {"kind":"drop","ts":"2026-11-22T10:32:00Z","user":"ann","scenario":"news","delivery_channel":"mail","reason":"cancelled","rule":"gone"}
#> # the first goes at once, the others at six
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T10:00:00Z"}
#> {"kind":"plan","ts":"2026-11-22T10:08:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T18:00:00Z","items":1}
#> {"kind":"drop","ts":"2026-11-22T10:08:00Z","user":"ann","scenario":"news","reason":"dup","rule":"dedupe"}
#> {"kind":"plan","ts":"2026-11-22T10:17:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T18:00:00Z","items":2}
#> {"kind":"plan","ts":"2026-11-22T10:26:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T18:00:00Z","items":3}
#> {"kind":"plan","ts":"2026-11-22T10:31:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T18:00:00Z","items":4}
#> # what comes as a digest goes waits for the next one
#> {"kind":"plan","ts":"2026-11-22T17:59:59Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-22T18:00:00Z","items":1}
#> {"kind":"plan","ts":"2026-11-22T18:00:00Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-23T18:00:00Z","items":1}
#> {"kind":"plan","ts":"2026-11-22T18:00:01Z","user":"ann","scenario":"news","delivery_channel":"mail","not_before":"2026-11-23T18:00:00Z","items":2}
#> # one event is said by the template for one, which is tried, too
#> One a
#> One b
#> 1 for you
#> 1 for you
#> 1 for you
#> {"kind":"drop","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"news","reason":"render_error","rule":"t"}
#> {"kind":"drop","ts":"2026-11-22T10:08:00Z","user":"ann","scenario":"news","reason":"render_error","rule":"t"}
#> {"kind":"drop","ts":"2026-11-22T10:08:00Z","user":"ann","scenario":"news","reason":"render_error","rule":"t"}
#> {"kind":"drop","ts":"2026-11-22T10:17:00Z","user":"ann","scenario":"news","reason":"render_error","rule":"t"}
#> {"kind":"drop","ts":"2026-11-22T10:26:00Z","user":"ann","scenario":"news","reason":"render_error","rule":"t"}
#> {"kind":"drop","ts":"2026-11-22T10:31:00Z","user":"ann","scenario":"news","reason":"render_error","rule":"t"}
#> # one a day: what is more waits as one, the more important takes the place
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"low","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:10:00Z","user":"ann","scenario":"low","delivery_channel":"mail","reason":"preempted","rule":"high"}
#> {"kind":"plan","ts":"2026-11-22T10:10:00Z","user":"ann","scenario":"high","delivery_channel":"mail","not_before":"2026-11-22T10:10:00Z"}
#> {"kind":"plan","ts":"2026-11-22T10:20:00Z","user":"ann","scenario":"high","delivery_channel":"mail","not_before":"2026-11-23T10:10:00Z","items":1}
#> {"kind":"plan","ts":"2026-11-22T10:30:00Z","user":"ann","scenario":"high","delivery_channel":"mail","not_before":"2026-11-23T10:10:00Z","items":2}
#> {"kind":"plan","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"low","delivery_channel":"mail","not_before":"2026-11-24T10:10:00Z","items":1}
#> # by another channel when one is full, and by none when both are
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T10:00:00Z"}
#> {"kind":"plan","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","delivery_channel":"sms","not_before":"2026-11-22T10:40:00Z"}
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T10:00:00Z"}
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"sms","not_before":"2026-11-22T10:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","reason":"capped","rule":"texts","next_ok":"2026-11-23T00:00:00Z"}
#> {"kind":"plan","ts":"2026-11-23T00:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-23T00:00:00Z"}
#> # held out are those whom cxassign holds out, and the variants are its variants
#> {"kind":"stat","variant":"a","users":7}
#> {"kind":"stat","variant":"b","users":12}
#> {"kind":"stat","variant":"holdout","users":11}
#> # words that take back reach what is planned
#> # consent 2 22T10:30:00 ,"state":"withdrawn","category":"promo"
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:30:00Z","user":"ann","scenario":"s","delivery_channel":"mail","reason":"withdrawn","rule":"consent"}
#> {"kind":"drop","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","reason":"withdrawn","rule":"consent"}
#> # notification_opt_out 2 22T10:30:00 ,"delivery_channel":"mail"
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:30:00Z","user":"ann","scenario":"s","delivery_channel":"mail","reason":"withdrawn","rule":"consent"}
#> {"kind":"plan","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","delivery_channel":"sms","not_before":"2026-11-22T11:40:00Z"}
#> # notification_bounced 2 22T10:30:00 ,"delivery_channel":"mail"
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:30:00Z","user":"ann","scenario":"s","delivery_channel":"mail","reason":"suppressed","rule":"bounced"}
#> {"kind":"plan","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","delivery_channel":"sms","not_before":"2026-11-22T11:40:00Z"}
#> # notification_bounced 2 22T10:30:00 ,"delivery_channel":"mail","class":"transient"
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"plan","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:40:00Z"}
#> # notification_complained 2 22T10:30:00 ,"delivery_channel":"mail"
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:30:00Z","user":"ann","scenario":"s","delivery_channel":"mail","reason":"suppressed","rule":"complaint"}
#> {"kind":"plan","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","delivery_channel":"sms","not_before":"2026-11-22T11:40:00Z"}
#> # erasure 2 22T10:30:00 
#> {"kind":"plan","ts":"2026-11-22T10:00:00Z","user":"ann","scenario":"s","delivery_channel":"mail","not_before":"2026-11-22T11:00:00Z"}
#> {"kind":"drop","ts":"2026-11-22T10:30:00Z","user":"ann","scenario":"s","delivery_channel":"mail","reason":"erased","rule":"erasure"}
#> {"kind":"drop","ts":"2026-11-22T10:40:00Z","user":"ann","scenario":"s","reason":"erased","rule":"erasure"}
#> # bad words, and an event that names nobody
#> {"code":"consent","message":"expected state granted or withdrawn, got 'maybe'"}
#> {"code":"channel","message":"the policy has no channel 'fax'"}
#> {"code":"rating","message":"expected rating useful or too_often, got 'good'"}
#> {"code":"user","message":"no user: a scenario wants the event, and it names nobody (see --user)"}
#2> cxnotify: p.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: lead.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: at.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: one.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: lacks.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: p.yaml:5:36: no scenario under this cap has a digest: what waits goes as one, by the template of the scenario
#2> cxnotify: p.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: p.yaml:2:54: nothing goes by channel 'sms'
#2> cxnotify: bad:1: expected state granted or withdrawn, got 'maybe'
#2> cxnotify: bad:2: the policy has no channel 'fax'
#2> cxnotify: bad:3: expected rating useful or too_often, got 'good'
#2> cxnotify: bad:4: no user: a scenario wants the event, and it names nobody (see --user)
#2> cxnotify: 4 of 4 records rejected (100%), more than --max-bad allows
