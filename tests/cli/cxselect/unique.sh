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

#> {"id":1,"n":1}
#> {"id":"1","n":3}
#> {"n":5}
#> {"id":null,"n":6}
#> {"n":7}
#> {"id":[1],"n":8}
#> {"id":2,"n":1}
#> 9
#> 10
#> {"n":1}
#> {"n":2}
#> {"n":5}
#> {"n":6}
#> {"n":7}
#> {"n":8}
#> {"n":9}
#> {"n":1}
#> {"n":3,"m":4}
#> {"n":5,"m":6}
#> {"n":6,"m":7}
#> {"n":7,"m":8}
#> {"n":8,"m":9}
#> {"n":9,"m":10}
#> # with --head it is what is written that counts; a file twice is all doubles
#> {"id":1,"n":1}
#> {"id":"1","n":3}
#> {"n":5}
#> 10
#> {"id":1,"n":1}
#> {"id":"1","n":3}
#> {"n":5}
#> {"id":null,"n":6}
#> {"n":7}
#> {"id":[1],"n":8}
#> {"id":2,"n":1}
#> behind the sample
#> {"timestamp":1767261600,"id":"a"}
#> {"timestamp":1767261661,"id":"a"}
#> {"timestamp":1767261722,"id":"a"}
#> {"timestamp":1767261660,"id":"a"}
#> {"timestamp":1767261600,"id":"a"}
#> 5
#> {"timestamp":1767261600,"id":"a"}
#> status 4
#> status 2: --unique a(
#> status 2: --unique ,
#> status 2: --within 1d
#> status 2: --max-keys 3
#> status 2: --state x
#> status 2: --unique id --within 0s
#> status 2: --unique id --within x
#> status 2: --unique id --max-keys 0
#> status 2: --unique id --state -
#> {"id":1,"n":1}
#> {"id":"1","n":3}
#> {"n":5}
#> {"id":null,"n":6}
#> {"n":7}
#> {"id":[1],"n":8}
#> {"id":1,"n":1}
#> {"id":"1","n":3}
#> {"n":5}
#> {"id":null,"n":6}
#> {"n":7}
#> status 2
#> cxselect: 21898 of 40000 records left out: their key was there before
#> same -j 1
#> same -j 2
#> same -j 8
#> same from a pipe
#> gone on after 1
#> gone on after 777
#> gone on after 39999
#> 0
#> cxselect: 4156 of 40000 records left out: their key was there before
#> same -j 1
#> same -j 2
#> same -j 8
#> same from a pipe
#> gone on after 1
#> gone on after 777
#> gone on after 39999
#> 35247
#> small
#> status 2: --unique text --within 1h
#> status 2: --unique id --within 2h
#> status 2: --unique id
#> status 2: --unique id --within 1h -e true
#> status 2: --unique id --within 1h -t when
#> status 2
#> status 2, 0 bytes
#> the memory is that of before
#2> cxselect: 3 of 10 records left out: their key was there before
#2> cxselect: 1 of 10 records left out: their key was there before
#2> cxselect: 2 of 10 records left out: their key was there before
#2> cxselect: 1 of 7 records left out: their key was there before
#2> cxselect: 2 of 5 records left out: their key was there before
#2> cxselect: 10 of 20 records left out: their key was there before
#2> cxselect: 3 of 10 records left out: their key was there before
#2> cxselect: 2 of 7 records left out: their key was there before
#2> cxselect: 3 of 8 records left out: their key was there before
#2> cxselect: 3 of 8 records left out: their key was there before
#2> cxselect: stdin:2: no time: the record has no field 'timestamp' (see --time)
#2> cxselect: 1 of 2 records rejected (50%), more than --max-bad allows
#2> cxselect: --unique, column 1: unknown function 'a'
#2>   a(
#2>   ^
#2> cxselect: --unique, column 1: expected a value, found ','
#2>   ,
#2>   ^
#2> cxselect: --within needs --unique
#2> try 'cxselect --help'
#2> cxselect: --max-keys needs --unique, --compare or --moving
#2> try 'cxselect --help'
#2> cxselect: --state needs --unique
#2> try 'cxselect --help'
#2> cxselect: --within: expected a duration such as 7d, got '0s'
#2> try 'cxselect --help'
#2> cxselect: --within: expected a duration such as 7d, got 'x'
#2> try 'cxselect --help'
#2> cxselect: --max-keys: expected 1..100000000, got '0'
#2> try 'cxselect --help'
#2> cxselect: --state: expected a file, got '-'
#2> try 'cxselect --help'
#2> cxselect: in:10: more than 3 keys to remember: --max-keys may allow more, --within forgets some
#2> cxselect: in:8: more than 2 keys to remember: --max-keys may allow more, --within forgets some
#2> cxselect: 40000 of 40000 records left out: their key was there before
#2> cxselect: 4753 of 40000 records left out: their key was there before
#2> cxselect: state:1: the query differs: unique is here "id", in the first states "text"
#2> cxselect: state:1: the query differs: within_us is here 3600000000, in the first states 7200000000
#2> cxselect: state:1: the query differs: within_us is here 3600000000, in the first states 0
#2> cxselect: state:1: --where differs: here '', in the first states 'true'
#2> cxselect: state:1: --time differs: here 'timestamp', in the first states 'when'
#2> cxselect: odd:2: not a saved state, or damaged: its check does not match
#2> cxselect: cut:3: the states end before their last line: truncated
#2> cxselect: other:1: not a saved state, or damaged: its check does not match
#2> cxselect: the input and --state are one file: 'in'
#2> try 'cxselect --help'
#2> cxselect: empty: no saved states in it
#2> cxselect: dir/none: cannot make a temporary file beside it: No such file or directory
#2> cxselect: 379 of 3727 records left out: their key was there before
#2> cxselect: write error: No space left on device
#2> cxselect: in:1: no time: the record has no field 'timestamp' (see --time)
