# Compressed input is decompressed by several threads, where it has members, and parsed by all: the
# same bytes, order and messages as from one, whole or cut short, and nothing hangs when either side
# ends early.
"$BUILD/bench/gen_data" --lines 6000 --seed 11 | awk '{ print } NR % 577 == 0 { print "broken line " NR }' > in
"$BUILD/bench/gen_data" --lines 9000 --seed 13 > more
gzip -k in more
zstd -q in more
{ gzip -c in; gzip -c more; } > members.gz
# Blocks as bgzip writes them, cut anywhere, and the empty one they end with; one is damaged.
block() {
	gzip -nc "$1" > packed
	n=$(($(wc -c < packed) + 7))
	printf '\037\213\010\004\000\000\000\000\000\377\006\000BC\002\000'
	# shellcheck disable=SC2059 # a number of two bytes
	printf "\\$(printf %03o $((n % 256)))\\$(printf %03o $((n / 256)))"
	tail -c +11 packed
}
cat in more | split -a 3 -b 65280 - block.
: > block.zzz
for part in block.*; do block "$part"; done > blocks.gz
for part in block.*; do
	block "$part" > one
	case $part in *.aal) head -c 2000 one; printf damaged; tail -c +2008 one ;; *) cat one ;; esac
done > damaged.gz
split -l 700 more part. && for part in part.*; do zstd -q -c "$part"; done > frames.zst
awk 'BEGIN { print "n,text"; for (i = 0; i < 40000; i++) print i ",\"some text to fill blocks\"" }' > table
gzip -k table
size=$(wc -c < more.gz)
head -c $((size * 2 / 3)) more.gz > cut.gz
size=$(wc -c < more.zst)
head -c $((size * 2 / 3)) more.zst > cut.zst
m='n = count(), p95(duration_ms), users = distinct(client_ip)'
run() {
	j=$1
	shift
	cxstat -j "$j" -b method "$m" "$@"; echo "status $?"
	cxselect -j "$j" -e 'status >= 400' "$@" | md5sum
	cxselect -j "$j" --head 7000 "$@" | md5sum
	cxstat -j "$j" -w 1h --lateness 30d 'count()' "$@"; echo "status $?"
}
for files in 'in.gz more.gz' 'in.zst more.zst' 'members.gz' 'blocks.gz' 'frames.zst' 'damaged.gz' \
    'blocks.gz frames.zst damaged.gz in.gz' 'more.gz in more.zst' 'cut.gz in.gz' 'more cut.zst'; do
	# shellcheck disable=SC2086 # several names
	run 1 $files > one 2> one.err
	for j in 2 3 8; do
		# shellcheck disable=SC2086
		run $j $files > many 2> many.err
		cmp one many && cmp one.err many.err || echo "$j threads differ: $files"
	done
	echo "$files: $(grep -c . one) lines, $(grep -c -e truncated -e 'damaged gzip' one.err) broken off"
done
run 1 in more 2> /dev/null > one
run 2 in.gz more.gz 2> /dev/null | cmp - one && echo 'as uncompressed'
run 2 blocks.gz 2> /dev/null | cmp - one && echo 'blocks, too'
cxstat -f csv -j 1 'count(), sum(n), min(n)' table > one
cxstat -f csv -j 2 'count(), sum(n), min(n)' table.gz | cmp - one && cat one
# Through a pipe.
cxstat -j 1 -b method "$m" in more 2> /dev/null > one
cat in.gz more.gz | cxstat -b method "$m" 2> /dev/null | cmp - one && echo 'a pipe of members'
cat blocks.gz | cxstat -j 3 -b method "$m" 2> /dev/null | cmp - one && echo 'a pipe of blocks'
# The reader of the output goes away; what it has is right.
head -n 3 more > three
for j in 1 2 3; do
	timeout 100 cxselect -j $j more.gz more.gz 2> err | head -n 3 | cmp - three && cat err
done

#> in.gz more.gz: 10 lines, 0 broken off
#> in.zst more.zst: 10 lines, 0 broken off
#> members.gz: 10 lines, 0 broken off
#> blocks.gz: 10 lines, 0 broken off
#> frames.zst: 10 lines, 0 broken off
#> damaged.gz: 10 lines, 4 broken off
#> blocks.gz frames.zst damaged.gz in.gz: 10 lines, 3 broken off
#> more.gz in more.zst: 10 lines, 0 broken off
#> cut.gz in.gz: 10 lines, 4 broken off
#> more cut.zst: 10 lines, 3 broken off
#> as uncompressed
#> blocks, too
#> {"kind":"stat","count":40000,"sum_n":799980000,"min_n":0}
#> a pipe of members
#> a pipe of blocks
