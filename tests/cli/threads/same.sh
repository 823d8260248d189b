# The same bytes, messages included, for any number of threads and any cutting of the input.
"$BUILD/bench/gen_data" --lines 6000 --seed 11 | awk '{ print } NR % 577 == 0 { print "broken line " NR }' > in
"$BUILD/bench/gen_data" --lines 9000 --seed 12 --format nginx | awk '{ print } NR % 1999 == 0 { print "odd" }' > log
[ "$(wc -c < in)" -gt 1500000 ] && echo 'more than a few blocks'
m='n = count(), errors = rate(status >= 500), p95(duration_ms), mean(bytes), users = distinct(client_ip), first(path), top(method, 2)'
run() {
	cxstat -j "$1" -b 'route(path)' -w 1m "$m" in in
	cxselect -j "$1" -e 'status >= 400' --set 'late = duration_ms > 100' in
	cxselect -j "$1" --sample 10% in
	cxparse -j "$1" -f combined log
	cxstat -j "$1" -f combined --rejects "rejects.$1" -b method "$m" log
	cxstat -j "$1" --partial -b method "$m" in
}
run 1 > one 2> one.err
for j in 2 3 8; do
	run $j > many 2> many.err
	cmp one many && cmp one.err many.err && cmp rejects.1 rejects.$j && echo "$j threads"
done
cat in in | dd obs=777 2> /dev/null | cxstat -b 'route(path)' -w 1m "$m" 2> /dev/null > cut
cxstat -b 'route(path)' -w 1m "$m" in in 2> /dev/null | cmp - cut && echo 'a pipe in pieces'
grep -c . one
head -n 3 one.err

# --strict ends the run at once, even when another thread waits for a pipe that stays open.
. "$TOP/tests/cli/wait.inc"
mkfifo pipe
(
	exec > pipe
	for i in 1 2 3 4 5 6; do echo '{"a":1}'; sleep 0.05; done
	echo bad
	wait_until [ -e done ] && : > before_the_end
) &
cxselect -j 4 --strict pipe > /dev/null
echo "status $?"
: > done
wait
ls before_the_end

#> more than a few blocks
#> 2 threads
#> 3 threads
#> 8 threads
#> a pipe in pieces
#> 10798
#> cxstat: in:578:1: expected an object, found 'b'
#> cxstat: in:1156:1: expected an object, found 'b'
#> cxstat: in:1734:1: expected an object, found 'b'
#> status 2
#> before_the_end
#2> cxselect: pipe:7:1: expected an object, found 'b'
