# Any number of threads, any cutting of the input, any order: the same bytes.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 7; for (i = 0; i < 30000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"user-%d\",\"path\":\"/%d\",\"some\":\"more text to fill blocks\"}\n",
	    1767261600 + int(draw() * 9000000), draw() * 900, draw() * 99 }' > in
for o in '' '--sessions' '--sessions --split path --gap 1d --max 7d' --partial; do
	cxsession -j 1 $o in > want.one
	for j in 2 3 8; do cxsession -j $j $o in | cmp - want.one && echo "same $o -j $j"; done
	plain want.one > want
	cat in | cxsession $o | plain | cmp - want && echo "same $o from a pipe"
	{ tail -n 15000 in; head -n 15000 in; } | cxsession $o - | plain | cmp - want && echo "same $o, other order"
	head -n 9999 in | gzip > a.gz
	tail -n +10000 in > b
	cxsession $o b a.gz | plain | cmp - want && echo "same $o from two files"
done

#> same  -j 2
#> same  -j 3
#> same  -j 8
#> same  from a pipe
#> same , other order
#> same  from two files
#> same --sessions -j 2
#> same --sessions -j 3
#> same --sessions -j 8
#> same --sessions from a pipe
#> same --sessions, other order
#> same --sessions from two files
#> same --sessions --split path --gap 1d --max 7d -j 2
#> same --sessions --split path --gap 1d --max 7d -j 3
#> same --sessions --split path --gap 1d --max 7d -j 8
#> same --sessions --split path --gap 1d --max 7d from a pipe
#> same --sessions --split path --gap 1d --max 7d, other order
#> same --sessions --split path --gap 1d --max 7d from two files
#> same --partial -j 2
#> same --partial -j 3
#> same --partial -j 8
#> same --partial from a pipe
#> same --partial, other order
#> same --partial from two files
