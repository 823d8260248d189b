# A policy has changed: rows of a channel or a consent that is no more do no harm.
. "$TOP/tests/cli/cxnotify/shop.inc"
n='cxnotify --ledger db --now 2026-11-21T11:00:00Z --users users'
brief() { jq -c '[.kind, .scenario, .delivery_channel, .reason, .rule]'; }
add() { echo "{\"event_name\":\"add_to_cart\",\"timestamp\":\"2026-11-21T11:0$1:00Z\",\"user_id\":\"$2\",\"cart_id\":\"c9\",\"value\":50}"; }
add 0 ann | $n --consents consents policy.yaml > plans
brief < plans
echo 'the channel has another name, and the cart waits under the old one'
sed 's/^  email:/  post:/; s/\[sms, email\]/[post]/; s/channels: email/channels: post/; /^  sms:/,/address/d' policy.yaml > renamed.yaml
sed 's/"email"/"post"/' consents > renamed
add 1 ann | $n --consents renamed renamed.yaml | brief
echo 'she complains of what came by the old one'
id=$(jq -r .delivery_id plans)
echo "{\"event_name\":\"notification_complained\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"delivery_id\":\"$id\"}" |
	$n --consents renamed renamed.yaml | brief
echo '{"event_name":"purchase","timestamp":"2026-11-21T11:00:00Z","user_id":"ann","transaction_id":"1"}' |
	$n --consents renamed renamed.yaml | brief
echo 'what is moved, and may not go any more, is taken off'
add 0 bob | $n --consents consents policy.yaml | brief
add 1 bob | $n policy.yaml | brief
cxsend --ledger db --status policy.yaml | jq -c '[.scenario, .delivery_channel, .planned, .suppressed]'

#> ["plan","cart","email",null,null]
#> the channel has another name, and the cart waits under the old one
#> ["drop","cart",null,"dup","dedupe"]
#> she complains of what came by the old one
#> ["drop","cart",null,"suppressed","complaint"]
#> ["drop","receipt",null,"suppressed","suppressed"]
#> what is moved, and may not go any more, is taken off
#> ["plan","cart","email",null,null]
#> ["drop","cart","email","no_consent","consent"]
#> ["cart","email",0,2]
#2> cxnotify: renamed.yaml:24:15: there is no second channel to fall back on
#2> cxnotify: renamed.yaml:24:15: there is no second channel to fall back on
#2> cxnotify: renamed.yaml:24:15: there is no second channel to fall back on
