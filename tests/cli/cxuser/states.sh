# States merge, in any order and portions, to the run over everything, byte for byte.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 9000; i++) {
	u = int(draw() * 900)
	printf "{\"timestamp\":%.0f,\"user_id\":\"%s\",\"anonymous_id\":\"a%d\",\"n\":%d", 1767261600 + int(draw() * 9000000), draw() < 0.7 ? "u" u : "", u + int(draw() * 2), draw() * 50
	if (draw() < 0.2)
		printf ",\"event_name\":\"%s\",\"transaction_id\":\"%d\",\"value\":%d.%02d", draw() < 0.2 ? "refund" : "purchase", draw() * 3, draw() * 99, draw() * 99
	if (draw() < 0.3)
		printf ",\"source\":\"s%d\",\"channel\":\"c%d\"", draw() * 3, draw() * 2
	print "}"
} }' > in
split -l 2000 in part.
cxuser --stitch in > map
wc -l < map
for o in '-u user_id,anonymous_id' '-e "n > 3" -u "lower(anonymous_id)" --gap 6h --tz Asia/Tokyo' \
    '-u user_id,anonymous_id --ids map --feature "m = mean(n)" --feature "p95(n)" --feature "distinct(source)"' --stitch; do
	eval "cxuser $o in" > want
	for p in part.a?; do eval "cxuser --partial $o $p" > "$p.state"; done
	cxuser --merge part.a?.state | cmp - want && echo "same $o"
	cat part.ae.state part.ab.state part.ad.state part.ac.state part.aa.state |
	    cxuser --merge | cmp - want && echo "same, another order"
	cxuser --merge --partial part.a[ab].state > ab.state
	cxuser --merge part.a[cde].state ab.state | cmp - want && echo "same, in two steps"
	eval "cxuser --partial $o in" | plain > whole.state
	cxuser --merge --partial part.a?.state | plain | cmp - whole.state && echo "states are the same"
	for j in 1 2 8; do eval "cxuser -j $j $o in" | cmp - want && echo "same -j $j"; done
	tac in | eval "cxuser $o" | cmp - want && echo "same, backwards"
	eval "cxuser --partial $o in" > a.state
	cxuser --merge a.state a.state 2>&1 | head -n 1
	cxuser --merge --once a.state a.state | cmp - want && echo "same, once"
done
# The cut: what was known then.
cxuser -u user_id,anonymous_id --now 2026-02-01 in > then
awk -F '[:,]' '$2 <= 1769904000' in | cxuser -u user_id,anonymous_id --now 2026-02-01 | cmp - then && echo "then"
cxuser -u user_id,anonymous_id --partial --now 2026-02-01 in | cxuser --merge --now 2026-02-01 | cmp - then && echo "then, from states"
cxuser -u user_id,anonymous_id --partial in > now.state
cxuser --merge --now 2026-02-01 now.state; echo "status $?"
# Other queries, and other maps, are refused, and damage.
head -n 50 map > less
cxuser -u user_id,anonymous_id --ids map --partial in > a.state
cxuser -u user_id,anonymous_id --ids less --partial in > b.state
cxuser --merge a.state b.state
cxuser --merge a.state now.state
cxuser --stitch --partial in > stitch.state
cxuser --merge now.state stitch.state
cxuser --gap 1m -u user_id,anonymous_id --partial in > gap.state
cxuser --merge now.state gap.state
cxsession --partial in > other.state 2> /dev/null
cxuser --merge other.state
sed '2s/"events":[0-9]*/"events":1/' now.state | cxuser --merge
for o in '-u v' '--ids map' '--gap 1m' '--order a' '--refund a' '--value a' '--feature count()' --stitch '-e a' '-t a' '--tz UTC'; do
	cxuser --merge $o now.state 2>&1 | head -n 1
done

#> 1736
#> same -u user_id,anonymous_id
#> same, another order
#> same, in two steps
#> states are the same
#> same -j 1
#> same -j 2
#> same -j 8
#> same, backwards
#> cxuser: a.state:1751: the states from a.state:1 on are of the same records as those from a.state:1 on ('in'): --once leaves repeats out, --allow-repeat counts them
#> same, once
#> same -e "n > 3" -u "lower(anonymous_id)" --gap 6h --tz Asia/Tokyo
#> same, another order
#> same, in two steps
#> states are the same
#> same -j 1
#> same -j 2
#> same -j 8
#> same, backwards
#> cxuser: a.state:904: the states from a.state:1 on are of the same records as those from a.state:1 on ('in'): --once leaves repeats out, --allow-repeat counts them
#> same, once
#> same -u user_id,anonymous_id --ids map --feature "m = mean(n)" --feature "p95(n)" --feature "distinct(source)"
#> same, another order
#> same, in two steps
#> states are the same
#> same -j 1
#> same -j 2
#> same -j 8
#> same, backwards
#> cxuser: a.state:68: the states from a.state:1 on are of the same records as those from a.state:1 on ('in'): --once leaves repeats out, --allow-repeat counts them
#> same, once
#> same --stitch
#> same, another order
#> same, in two steps
#> states are the same
#> same -j 1
#> same -j 2
#> same -j 8
#> same, backwards
#> cxuser: a.state:1739: the states from a.state:1 on are of the same records as those from a.state:1 on ('in'): --once leaves repeats out, --allow-repeat counts them
#> same, once
#> then
#> then, from states
#> status 2
#> cxuser: --merge takes the query from the states: leave out --user
#> cxuser: --merge takes the query from the states: leave out --ids
#> cxuser: --merge takes the query from the states: leave out --gap
#> cxuser: --merge takes the query from the states: leave out --order
#> cxuser: --merge takes the query from the states: leave out --refund
#> cxuser: --merge takes the query from the states: leave out --value
#> cxuser: --merge takes the query from the states: leave out --feature
#> cxuser: --merge takes the query from the states: leave out --stitch
#> cxuser: --merge takes the query from the states: leave out --where
#> cxuser: --merge takes the query from the states: leave out --time
#> cxuser: --merge takes the query from the states: leave out --tz
#2> cxuser: --now: the states have records after it
#2> cxuser: b.state:1: the query differs: ids is here "d2c134de82b85b70", in the first states "6f0ebb6343f0929c"
#2> cxuser: now.state:1: the query differs: ids is here nothing, in the first states "6f0ebb6343f0929c"
#2> cxuser: stitch.state:1: the query differs: --stitch is here true, in the first states false
#2> cxuser: gap.state:1: the query differs: --gap is here 60000000, in the first states 1800000000
#2> cxuser: other.state:1: states of cxsession, not of cxuser
#2> cxuser: stdin:2: not a saved state, or damaged: its check does not match
