# What is decided is a function of what is read: twice, in pieces, and in any order that does not matter.
. "$TOP/tests/cli/cxnotify/shop.inc"
n='cxnotify --stateless --users users --consents consents policy.yaml'
same() { "$@" | cmp - once && echo same; }
$n events > once
wc -l < once
same $n events
echo 'users and consents in another order, and in pieces'
turned() { sed -n '1!G;h;$p' "$1"; }
turned users > users.turned
turned consents > consents.turned
same cxnotify --stateless --users users.turned --consents consents.turned policy.yaml events
head -n 2 users > first
tail -n +3 users > second
same cxnotify --stateless --users second --users first --consents consents policy.yaml events
echo 'events in pieces, and as they come'
split -l 3 events piece.
same $n piece.*
while read -r event; do echo "$event"; done < events | same $n
echo 'users who do not meet, in another order, under a clock that stands still'
for u in ann bob cy dee eve; do grep "\"user_id\":\"$u\"" events > "events.$u"; done
cat events.ann events.bob events.cy events.dee events.eve > by_user
cat events.eve events.dee events.cy events.bob events.ann > turned_users
$n --now 2026-11-22T08:00:00Z by_user | sort > a
$n --now 2026-11-22T08:00:00Z turned_users | sort > b
cmp a b && echo same
echo 'a ledger says what memory says, of pseudonyms, and nothing twice'
of() { sed 's/"user":"[^"]*",//; s/"[a-z]*_id":"[^"]*",*//g' "$1"; }
$n --now 2026-11-22T08:00:00Z events > memory
l='cxnotify --ledger db --now 2026-11-22T08:00:00Z --users users --consents consents policy.yaml'
$l events > ledger
of memory > a
of ledger > b
cmp a b && echo same
grep -v '"b2"' events > planned	# what was capped then might be planned now
$l planned | grep -c '"kind":"plan"'

#> 10
#> same
#> users and consents in another order, and in pieces
#> same
#> same
#> events in pieces, and as they come
#> same
#> same
#> users who do not meet, in another order, under a clock that stands still
#> same
#> a ledger says what memory says, of pseudonyms, and nothing twice
#> same
#> 0
#? 1
