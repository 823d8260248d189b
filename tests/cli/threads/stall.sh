# A reader that stalls, a writer that stalls, a reader that goes away, a signal in the middle: with
# any number of threads nothing hangs, nothing is lost, and the status says how it ended.
. "$TOP/tests/cli/wait.inc"
"$BUILD/bench/gen_data" --lines 12000 --seed 21 > in
gzip -k in
zstd -q in
lines=$(wc -l < in)
# Whoever reads the output does nothing until the filter can do nothing either, twice.
read_slowly() {
	wait_until [ -s pid ]
	head -c 3000
	wait_until asleep "$(cat pid)"
	head -c 700000
	wait_until asleep "$(cat pid)"
	cat
}
for j in 1 2 4; do
	for f in in in.gz in.zst; do
		{ cxselect -j $j $f & echo $! > pid; wait $!; echo $? > status; } | read_slowly > part
		rm pid
		cmp in part || echo "lost: $f, $j threads"
		[ "$(cat status)" -eq 0 ] || echo "status $(cat status)"
		# Whoever writes the input does so until the filter has nothing left to do.
		mkfifo pipe
		cxstat -j $j 'count()' < pipe > count &
		exec 3> pipe
		head -c 100000 $f >&3
		wait_until asleep $!
		tail -c +100001 $f >&3
		exec 3>&-
		wait $!
		rm pipe
		[ "$(cat count)" = "{\"kind\":\"stat\",\"count\":$lines}" ] || echo "lost: $f from a pipe, $j threads"
		# A reader that goes away.
		{ timeout 100 cxselect -j $j $f $f $f 2> err; echo $? > status; } | head -n 1 > one
		[ "$(cat status)" -eq 141 ] && [ ! -s err ] || echo "status $(cat status): $f, $j threads"
		# A signal while the writer is silent: what has come is counted.
		mkfifo pipe
		cxstat -j $j 'count()' < pipe > count 2> err &
		pid=$!
		exec 3> pipe
		cat $f >&3
		wait_until asleep $pid
		kill -TERM $pid
		wait $pid 2> /dev/null
		echo "$j $f: status $?, $(sed 's/[0-9][0-9]*/N/' count) $(cat err)"
		exec 3>&-
		rm pipe
	done
done

#> 1 in: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 1 in.gz: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 1 in.zst: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 2 in: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 2 in.gz: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 2 in.zst: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 4 in: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 4 in.gz: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
#> 4 in.zst: status 143, {"kind":"stat","count":N} cxstat: interrupted after 12000 records
