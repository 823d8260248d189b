# Saved states, merged in any order, are the run over everything; threads and order do not show.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 20000; i++) {
	u = int(draw() * 400)
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"event_name\":\"%s\"%s,\"some\":\"text to fill blocks\"}\n",
	    1767261600 + int(draw() * draw() * 9000000), u, draw() < .1 ? "sign_up" : draw() < .3 ? "buy" : "view",
	    draw() < .2 ? ",\"source\":\"s" int(draw() * 3) "\"" : "" } }' > in
split -l 4100 in part.
now='--now 2027-01-01'
for o in '' '--period week --cohort every --mode on-or-after' '--start sign_up --return buy' \
    '--start sign_up --cohort every -b source --period week' '--clock rolling --start buy --return buy' \
    '--clock rolling --cohort every --week-start sunday --period week' '--lifecycle -b source' \
    '--lifecycle --start any --return buy' '--stickiness --return buy' '--active' \
    "--churn --period month --tz Asia/Tokyo -e 'user_id != \"u1\"'" \
    "--start sign_up --activation 'buy>=3' --within 20d" \
    "--activation any --within 1h -b 's = source'" \
    "--survival --idle 3d -b 'user_id < \"u2\",source'" '--survival --start sign_up --idle 2d --return buy' \
    '--survival --event sign_up' '--survival --event any --start buy' \
    "-u 'lower(user_id)' --start sign_up --per-user" '--survival --idle 1d --per-user'; do
	eval "cxretain -j 1 $o in" > want
	for j in 2 5; do eval "cxretain -j $j $o in" | cmp - want; done
	{ tail -n 9000 in; head -n 11000 in; } | eval "cxretain $o" | cmp - want && echo "same $o"
	p=$(echo "$o" | sed 's/--per-user//')
	eval "cxretain $now $o in" > later
	for f in part.a?; do eval "cxretain --partial $p $f" > "$f.state"; done
	out=
	case $o in *--mode*) out='--mode on-or-after' ;; *--per-user) out=--per-user ;; esac
	cat part.ae.state part.ab.state part.ad.state part.ac.state part.aa.state > all.state
	cxretain --merge $out all.state | cmp - want && cxretain --merge $now $out all.state | cmp - later &&
	    echo "  and from states"
	cxretain --merge --partial part.a[ab].state > ab.state
	cxretain --merge $out part.a[cde].state ab.state | cmp - want
	eval "cxretain --partial $p in" | plain > whole.state
	cxretain --merge --partial all.state | plain | cmp - whole.state
done

#> same 
#>   and from states
#> same --period week --cohort every --mode on-or-after
#>   and from states
#> same --start sign_up --return buy
#>   and from states
#> same --start sign_up --cohort every -b source --period week
#>   and from states
#> same --clock rolling --start buy --return buy
#>   and from states
#> same --clock rolling --cohort every --week-start sunday --period week
#>   and from states
#> same --lifecycle -b source
#>   and from states
#> same --lifecycle --start any --return buy
#>   and from states
#> same --stickiness --return buy
#>   and from states
#> same --active
#>   and from states
#> same --churn --period month --tz Asia/Tokyo -e 'user_id != "u1"'
#>   and from states
#> same --start sign_up --activation 'buy>=3' --within 20d
#>   and from states
#> same --activation any --within 1h -b 's = source'
#>   and from states
#> same --survival --idle 3d -b 'user_id < "u2",source'
#>   and from states
#> same --survival --start sign_up --idle 2d --return buy
#>   and from states
#> same --survival --event sign_up
#>   and from states
#> same --survival --event any --start buy
#>   and from states
#> same -u 'lower(user_id)' --start sign_up --per-user
#>   and from states
#> same --survival --idle 1d --per-user
#>   and from states
