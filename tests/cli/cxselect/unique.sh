# --unique keeps the first of records with the same values, for ever or within a time.
. "$TOP/tests/cli/draw.inc"
printf '%s\n' '{"id":1,"n":1}' '{"id":1.0,"n":2}' '{"id":"1","n":3}' '{"id":"\u0031","n":4}' '{"n":5}' '{"id":null,"n":6}' '{"n":7}' \
    '{"id":[1],"n":8}' '{"id":1e0,"n":9}' '{"id":2,"n":1}' > in
cxselect --unique id in
cxselect --unique n in | wc -l
cxselect --unique 'n, id' in | wc -l
cxselect --unique 'key = lower(string(id))' --fields n in
cxselect -e 'n > 2' --unique id --set 'm = n + 1' --drop id in
echo '# with --head it is what is written that counts; a file twice is all doubles'
cxselect --unique id --head 3 in
cxselect --unique id in in | wc -l
cxselect --framed --unique id in | cxselect
cxselect --sample 50% --key n --unique id in > a
cxselect --sample 50% --key n in | cxselect --unique id 2> err | cmp - a && echo 'behind the sample'
# Within a time: of the one that was kept, back and forth.
at() {
	for s; do echo "{\"timestamp\":$((1767261600 + s)),\"id\":\"a\"}"; done
}
at 0 60 61 100 121 122 60 0 > times
cxselect --unique id --within 1m times
cxselect --unique id --within 1m -t when --map when=timestamp times | wc -l
{ at 0; echo '{"id":"a"}'; } | cxselect --unique id --within 1m
echo "status $?"
for o in '--unique a(' '--unique ,' '--within 1d' '--max-keys 3' '--state x' '--unique id --within 0s' '--unique id --within x' \
    '--unique id --max-keys 0' '--unique id --state -'; do
	cxselect $o in
	echo "status $?: $o"
done
cxselect --unique id --max-keys 3 in
cxselect --unique id --max-keys 2 in
echo "status $?"
# Any number of threads, any cutting: the same bytes.
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 40000; i++)
	printf "{\"timestamp\":%d,\"id\":\"%d\",\"text\":\"something to fill the blocks of the input\"}\n",
	    1767261600 + i * 10 + int(draw() * 60), draw() * 3000 + i / 2 }' > many
for o in '' '--within 1h'; do
	cxselect --unique id $o many > want 2> said
	cat said
	for j in 1 2 8; do cxselect -j $j --unique id $o many 2> err | cmp - want && echo "same -j $j"; done
	cat many | cxselect --unique id $o 2> err | cmp - want && echo 'same from a pipe'
	# Yesterday's keys count today: whatever the cut, what is written and what is remembered.
	rm -f whole
	cxselect --unique id $o --state whole many > all 2> err
	for cut in 1 777 39999; do
		rm -f state
		head -n $cut many | cxselect --unique id $o --state state > got 2> err
		tail -n +$((cut + 1)) many | gzip | cxselect --unique id $o --state state >> got 2> err
		cmp got want && grep -v state_source state > a && grep -v state_source whole > b &&
		    sed 's/"states_end".*//' a > c && sed 's/"states_end".*//' b | cmp - c && echo "gone on after $cut"
	done
	cxselect --unique id $o --state state many | wc -l
done
ls -l state | awk '{ print ($5 < 700000) ? "small" : $5 }'
# A memory of another question, damaged, in use, or of no use.
for o in '--unique text --within 1h' '--unique id --within 2h' '--unique id' '--unique id --within 1h -e true' '--unique id --within 1h -t when'; do
	cxselect $o --state state in
	echo "status $?: $o"
done
sed 's/"size":[0-9]*/"size":7/' state > odd
cxselect --unique id --within 1h --state odd in
head -n 3 state > cut
cxselect --unique id --within 1h --state cut in
echo '{"id":1}' > other
cxselect --unique id --within 1h --state other in
cxselect --unique id --state in in
: > empty
cxselect --unique id --state empty in
cxselect --unique id --state dir/none in
cp state before
cxselect --unique id --within 1h --state state many > /dev/full
echo "status $?"
cxselect --unique id --within 1h --state state --strict in > got
echo "status $?, $(wc -c < got) bytes"
cmp state before && echo 'the memory is that of before'
