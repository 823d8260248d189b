# A ledger goes on with a new key as long as the old one is listed; with another it is refused.
. "$TOP/tests/cli/cxnotify/shop.inc"
plan() {
	cxnotify --ledger n.db --now 2026-11-22T20:00:00Z --users users --consents consents \
	    policy.yaml "$@" | jq -c '[.kind, .scenario, .reason]' | sort | uniq -c | sed 's/^ *//'
}
plan events
cp ledger.key old.key
(umask 077; echo 'k2 ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' > new.key)
echo 'the new key in front of the old one, the same events: nothing is new'
cat new.key old.key > ledger.key
plan events
echo 'by the new key alone: what was planned for him still stands in the caps'
cat new.key > ledger.key
echo '{"event_name":"add_to_cart","event_id":"20","user_id":"ann","timestamp":"2026-11-22T19:59:00Z","cart_id":"a2","value":30}' > more
plan more
echo 'the old key alone'
cat old.key > ledger.key
plan events
cxnotify --ledger n.db policy.yaml events > /dev/null 2>&1
echo "status $?"
cxsend --ledger n.db --status policy.yaml
echo ann | cxsend --ledger n.db --erase - policy.yaml
echo "status $?"

#> 1 ["drop","cart","cancelled"]
#> 1 ["drop","cart","capped"]
#> 1 ["drop","cart","dup"]
#> 1 ["drop","cart","no_consent"]
#> 1 ["drop","cart","no_profile"]
#> 1 ["drop","receipt","render_error"]
#> 3 ["plan","cart",null]
#> 1 ["plan","receipt",null]
#> the new key in front of the old one, the same events: nothing is new
#> 4 ["drop","cart","dup"]
#> 1 ["drop","cart","no_consent"]
#> 1 ["drop","cart","no_profile"]
#> 1 ["drop","receipt","dup"]
#> 1 ["drop","receipt","render_error"]
#> 1 ["plan","cart",null]
#> by the new key alone: what was planned for him still stands in the caps
#> 1 ["drop","cart","capped"]
#> the old key alone
#> status 2
#> status 2
#2> cxnotify: n.db: people have their names in it by another key, or tenant: 'keys: ledger_file' has to have that key, too
#2> try 'cxnotify --help'
#2> cxsend: n.db: people have their names in it by another key, or tenant: 'keys: ledger_file' has to have that key, too
#2> try 'cxsend --help'
#2> cxsend: n.db: people have their names in it by another key, or tenant: 'keys: ledger_file' has to have that key, too
#2> try 'cxsend --help'
