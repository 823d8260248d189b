# The first signal ends a filter that waits for the other end of a pipe: nobody writes the
# input or the specification, nobody reads the output.  137 would be the second one.
mkfifo nobody
printf '{"a":1}\n' > ok
ends() {
	timeout -k 60 0.3 "$@" > out 2> err
	echo "$1 $?"
}
ends cxstat 'count()' nobody
ends cxselect nobody
ends cxview nobody
ends cxslo nobody ok
ends cxcheck nobody ok
ends cxselect -o nobody ok
ends cxselect --rejects nobody ok
awk 'BEGIN { for (i = 0; i < 100000; i++) print "{\"a\":" i "}" }' > many
mkfifo full
for j in 1 2; do
	# Holds the pipe open and never reads.
	sh -c 'exec 3< full; kill -STOP $$' &
	reader=$!
	timeout -k 60 0.5 cxselect -j $j -o full many 2> err
	echo "full pipe $?"
	kill -KILL $reader
done

#> cxstat 124
#> cxselect 124
#> cxview 124
#> cxslo 124
#> cxcheck 124
#> cxselect 124
#> cxselect 124
#> full pipe 124
#> full pipe 124
