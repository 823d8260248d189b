# Saved states of hours and items, merged in any order, are the run over everything, to the byte.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 6000; i++) {
	printf "{\"timestamp\":%d,\"user_id\":\"u%03d\"", 1767225600 + int(draw() * 2500000), draw() * 200
	r = draw()
	if (r < .3) printf ",\"event_name\":\"notification_sent\",\"delivery_id\":\"d%d\",\"plan\":\"p%d\"", draw() * 3000, draw() * 2
	else if (r < .4) printf ",\"event_name\":\"notification_opened\",\"delivery_id\":\"d%d\"", draw() * 3000
	else if (r < .45) printf ",\"event_name\":\"notification_clicked\""
	else if (r < .8) printf ",\"event_name\":\"view_item\",\"item_id\":\"i%d\"", draw() * 30
	else if (r < .95) printf ",\"event_name\":\"purchase\",\"item_id\":%s", draw() < .5 ? "7" : "\"i" int(draw() * 30) "\""
	print "}" } }' > in
split -l 1300 in part.
sort -R --random-source=in in > other
for o in '--hours' '--hours --segment plan --tz Asia/Tokyo' '--hours --sent event_name=="view_item" --conf 0.9' \
    '--items' '--items --saw event_name=="purchase" -e timestamp<"2026-01-20"'; do
	cxpredict -j 1 $o in > want
	cksum < want
	for j in 2 4; do cxpredict -j $j $o other | cmp - want && echo "same with $j threads"; done
	for p in part.a?; do cxpredict --partial ${o% --conf*} $p > $p.state; done
	conf=; case $o in *--conf*) conf="--conf ${o##* }" ;; esac
	cxpredict --merge $conf part.ac.state part.aa.state part.ae.state part.ab.state part.ad.state |
	    cmp - want && echo 'same from states'
	cxpredict --merge --partial part.a?.state | plain > states
	cxpredict --partial ${o% --conf*} in | plain | cmp - states && echo 'states are the same'
done
# What does not change the facts may be asked of states.
cxpredict --partial --items in > items.state
few='--items --per-item 2 --min-users 20 --max-items 25 --max-pairs 2000'
cxpredict $few in > want 2> said
cxpredict --merge ${few#--items } items.state 2>&1 > got | cmp - said && cmp got want && wc -l < got | tr -d ' '
cxpredict --merge --max-pairs 10 items.state
# Who somebody is goes into states, and states of other questions are not added up.
echo '{"kind":"identity","id":"u001","user":"u002"}' > ids
cxpredict --partial --hours --ids ids part.aa > ids.state
cxpredict --partial --hours part.ab > hours.state
cxpredict --merge ids.state hours.state
cxpredict --merge hours.state items.state
cxpredict --partial --hours --segment plan part.ac > segment.state
cxpredict --merge hours.state segment.state
cxpredict --partial --hours --tz Asia/Tokyo part.ac > tz.state
cxpredict --merge hours.state tz.state
cxpredict --merge --per-item 3 hours.state
cxpredict --merge --hours hours.state
cxpredict --merge --fit bgnbd hours.state
cxpredict --partial --fit bgnbd in
cxpredict --merge hours.state hours.state
cxpredict --merge --once hours.state hours.state | cksum
cxpredict --hours part.ab | cksum
# Damaged facts.
head -n 1 in | sed 's/"event_name.*/"event_name":"view_item","item_id":"i"}/' > one
cxpredict --partial --items one > one.items
cxpredict --partial --hours --sent true one > one.hours
for fact in '[1,[4,"i"]]' '[1,[1]]' '[1,[1,null]]' '[1,["1","i"]]'; do
	sed "2s/\"state\":.*,\"check\"/\"state\":[$fact],\"check\"/" one.items | "$BUILD/t/seal" > bad.state
	cxpredict --merge bad.state
done
for fact in '[1,[2]]' '[1,[]]' '[1,[0,"d","s",1]]' '[1,[null]]'; do
	sed "2s/\"state\":.*,\"check\"/\"state\":[$fact],\"check\"/" one.hours | "$BUILD/t/seal" > bad.state
	cxpredict --merge bad.state
done

#> 104455668 34586
#> same with 2 threads
#> same with 4 threads
#> same from states
#> states are the same
#> 950511041 37498
#> same with 2 threads
#> same with 4 threads
#> same from states
#> states are the same
#> 1556372263 35215
#> same with 2 threads
#> same with 4 threads
#> same from states
#> states are the same
#> 3895624113 52731
#> same with 2 threads
#> same with 4 threads
#> same from states
#> states are the same
#> 1160090028 6500
#> same with 2 threads
#> same with 4 threads
#> same from states
#> states are the same
#> 30
#> 1824428679 28306
#> 1824428679 28306
#2> cxpredict: more than 10 pairs of items (--max-pairs): leave out rare items with --where, or users with many with --max-items
#2> cxpredict: hours.state:1: the query differs: ids is here nothing, in the first states "1ec56b54372bb255"
#2> cxpredict: items.state:1: the query differs: --item is here "item_id", in the first states nothing
#2> cxpredict: segment.state:1: the query differs: --segment is here "plan", in the first states nothing
#2> cxpredict: tz.state:1: --tz differs: here 'Asia/Tokyo', in the first states 'UTC'
#2> cxpredict: hours.state:1: these are states of --hours, and --per-item is for those of --items
#2> cxpredict: --merge takes the query from the states: leave out --hours
#2> try 'cxpredict --help'
#2> cxpredict: --fit does not go with --merge
#2> try 'cxpredict --help'
#2> cxpredict: --partial needs --hours, --items or --merge
#2> try 'cxpredict --help'
#2> cxpredict: hours.state:187: the states from hours.state:1 on are of the same records as those from hours.state:1 on ('part.ab'): --once leaves repeats out, --allow-repeat counts them
#2> cxpredict: bad.state:2: a state that cannot be: expected 1, 2 or 3, and an item in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 1, 2 or 3, and an item in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 1, 2 or 3, and an item in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 1, 2 or 3, and an item in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 0 or 1, and perhaps a delivery and a segment in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 0 or 1, and perhaps a delivery and a segment in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 0 or 1, and perhaps a delivery and a segment in number 1
#2> cxpredict: bad.state:2: a state that cannot be: expected 0 or 1, and perhaps a delivery and a segment in number 1
#? 2
