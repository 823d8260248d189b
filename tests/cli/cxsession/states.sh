# Saved states, merged in any order, are the run over everything, to the byte.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 3000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"path\":\"/%d\",\"source\":\"s%d\"}\n",
	    1767261600 + int(draw() * 900000), draw() * 50, draw() * 9, draw() * 3 }' > in
split -l 700 in part.
for o in '' --sessions '--gap 1h --at-gap --max 6h --split midnight,source --tz Europe/Berlin' \
    "--sessions --key-event 'path == \"/1\"' --keep 'x = path' --page source -u 'lower(user_id)' -e 'path != \"/2\"'"; do
	eval "cxsession $o in" > want
	for p in part.a?; do eval "cxsession --partial $o $p" > "$p.state"; done
	cxsession --merge part.a?.state | cmp - want && echo "same $o"
	cat part.ae.state part.ab.state part.ad.state part.ac.state part.aa.state |
	    cxsession --merge | cmp - want && echo "same, another order"
	# States of states, and the same bytes as those of the whole.
	cxsession --merge --partial part.a[ab].state > ab.state
	cxsession --merge part.a[cde].state ab.state | cmp - want && echo "same, in two steps"
	eval "cxsession --partial $o in" | plain > whole.state
	cxsession --merge --partial part.a?.state | plain | cmp - whole.state && echo "states are the same"
done
# Chunks of one stream, as xargs and parallel cut it.
cxsession --sessions in > want
ls part.a? | xargs -P 2 -I FILE sh -c 'cxsession --sessions --partial -o FILE.state FILE'
cxsession --merge part.a?.state | cmp - want && echo "same by xargs"
# A user with more than one line of states.
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u\",\"text\":\"%0900d\"}\n", 1767225600 + i * 999, i }' > big
cxsession --partial big > big.state
grep -c '"kind":"state"' big.state
cxsession big > want
cxsession --merge big.state | cmp - want && echo "same in several lines"

#> same 
#> same, another order
#> same, in two steps
#> states are the same
#> same --sessions
#> same, another order
#> same, in two steps
#> states are the same
#> same --gap 1h --at-gap --max 6h --split midnight,source --tz Europe/Berlin
#> same, another order
#> same, in two steps
#> states are the same
#> same --sessions --key-event 'path == "/1"' --keep 'x = path' --page source -u 'lower(user_id)' -e 'path != "/2"'
#> same, another order
#> same, in two steps
#> states are the same
#> same by xargs
#> 3
#> same in several lines
