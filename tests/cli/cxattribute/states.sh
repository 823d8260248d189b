# Saved states, merged in any order, are the run over everything, to the byte, whatever is asked of
# them; threads, the order of the input and --sorted do not show.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 7; for (i = 0; i < 4000; i++) {
	printf "{\"timestamp\":%d,\"user_id\":\"u%03d\"", 1767225600 + int(draw() * 5000000), draw() * 300
	if (draw() < .8) printf ",\"channel\":\"c%d\"", draw() * 6
	if (draw() < .2) printf ",\"event_name\":\"purchase\",\"value\":%.2f,\"transaction_id\":\"t%d\"", draw() * 100, draw() * 900
	else if (draw() < .03) printf ",\"event_name\":\"refund\",\"value\":%.2f,\"transaction_id\":\"t%d\"", draw() * 10, draw() * 900
	print "}" } }' > in
all=first,last,last-non-direct,linear,position,decay:3d,markov,markov:2,markov:3,shapley
split -l 900 in part.
for p in part.a?; do cxattribute --partial $p > $p.state; done
sort -R --random-source=in in > other
sort -t '"' -k 6,6 in > sorted
for o in "--model $all" "--model $all --ci --bootstrap 50" '--paths 20' --per-user \
    "--model $all --keep-touches --lookback 10d --transform exposure --transform remove-if-not-all:C1"; do
	cxattribute -j 1 $o in > want
	cksum < want
	cxattribute -j 2 $o in | cmp - want && echo 'same with two threads'
	cxattribute -j 4 $o other | cmp - want && echo 'same, another order'
	cxattribute --sorted $o sorted | cmp - want && echo 'same, sorted'
	cxattribute --merge $o part.ac.state part.aa.state part.ae.state part.ab.state part.ad.state |
	    cmp - want && echo 'same from states'
done
cxattribute --partial in | plain > whole.state
cxattribute --merge --partial part.a?.state | plain | cmp - whole.state && echo 'states are the same'
# Another seed gives other intervals, of the same figures.
cxattribute --model last --ci --seed 1 in > one
cxattribute --model last --ci --seed 2 in > two
cmp -s one two || echo 'other intervals'
for f in one two; do jq -c 'with_entries(select(.key | test("_(lo|hi)$") | not))' $f > $f.point; done
cmp one.point two.point && echo 'the same figures'
# States of other expressions, and damaged facts.
cxattribute --partial --value 2 part.aa > other.state
cxattribute --merge part.ab.state other.state
cxattribute --merge --channel source part.aa.state
echo '{"timestamp":1767225601,"user_id":"u","channel":"A"}' | cxattribute --partial > one.state
for fact in '[1,["A",3]]' '[1,[null]]' '[1,[1]]' '[1,["A",1,null,"x"]]' '[1,["A",1,"t",1,"EUR",2]]' '[1,[]]'; do
	sed "2s/\"state\":.*,\"check\"/\"state\":[$fact],\"check\"/" one.state | "$BUILD/t/seal" > bad.state
	cxattribute --merge bad.state
done

#> 880903260 9601
#> same with two threads
#> same, another order
#> same, sorted
#> same from states
#> 3428990051 19594
#> same with two threads
#> same, another order
#> same, sorted
#> same from states
#> 3748239125 3257
#> same with two threads
#> same, another order
#> same, sorted
#> same from states
#> 1983195804 229905
#> same with two threads
#> same, another order
#> same, sorted
#> same from states
#> 3020805632 9451
#> same with two threads
#> same, another order
#> same, sorted
#> same from states
#> states are the same
#> other intervals
#> the same figures
#2> cxattribute: other.state:1: the query differs: --value is here "2", in the first states "value"
#2> cxattribute: --merge takes the query from the states: leave out --channel
#2> try 'cxattribute --help'
#2> cxattribute: bad.state:2: a state that cannot be: expected the kind 1 or 2 in number 1
#2> cxattribute: bad.state:2: a state that cannot be: expected a touch or an order in number 1
#2> cxattribute: bad.state:2: a state that cannot be: expected texts for channel, transaction and currency in number 1
#2> cxattribute: bad.state:2: a state that cannot be: expected a value up to 1e12 in number 1
#2> cxattribute: bad.state:2: a state that cannot be: expected 1 to 5 values in the fact in number 1
#2> cxattribute: bad.state:2: a state that cannot be: expected 1 to 5 values in the fact in number 1
#? 2
