# The same bytes, however the input is cut, ordered, packed and shared out among threads.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 11
	for (i = 0; i < 20000; i++) {
		t = int(draw() * 86400)
		printf "{\"timestamp\":%d,\"r\":\"/%c\",\"x\":%.3f,\"y\":%.17g,\"s\":%d,\"u\":\"u%d\",\"ok\":%s}\n",
		    1767225600 + t, 97 + int(draw() * 5), 1 / (1 - draw() * 0.9999), draw() * 1e-5, draw() * 11, draw() * 900,
		    (draw() < 0.97 ? "true" : draw() < 0.5 ? "null" : "false")
	}
}' > in
m='count(), rate(ok), ratio(x, s), sum(x), sum(y), mean(y), min(y), max(x), sd(y), p50(x), p99(y), quantile(x, 0.07),
	apdex(x, 100), distinct(u), top(u, 5), largest(x, 3), first(u), last(u), hist(x), throughput(), uptime(ok, 10m),
	nps(s), csat(s), ces(s), v = mean(x) where ok'
stat() { cxstat -b r -w 6h --totals "$m" "$@"; }
stat in > want
wc -l < want
same() { cmp - want && echo "$1"; }
stat < in | same 'standard input'
cat in | stat | same 'a pipe'
dd if=in bs=997 2> /dev/null | stat | same 'a pipe, 997 bytes at a time'
dd if=in ibs=65536 obs=65537 2> /dev/null | stat - | same 'a pipe, past every boundary'
for j in 1 2 3 8 64; do stat -j $j in | same "-j $j"; done
split -l 6001 in part.
# shellcheck disable=SC2046 # names without spaces
stat part.* | same 'pieces'
stat part.ad part.ab part.aa part.ac | same 'pieces in another order'
tac in | stat | same 'backwards'
sort -t : -k 3 in | stat | same 'sorted by something else'
gzip -c part.ab > part.ab.gz
zstd -q part.ac
stat part.aa part.ab.gz part.ac.zst part.ad | same 'packed'
sed 's/$/\r/; s/^/  /' in | stat | same 'CR LF, and spaces in front'
sed 's/"u\([0-9]\)/"\\u0075\1/' in | stat | jq -c 'del(.first_u, .last_u)' > spelled
jq -c 'del(.first_u, .last_u)' want | cmp - spelled && echo 'spelled in another way'
stat --exact in | cxview --as csv > a; cat in | stat --exact -j 4 | cxview --as csv | cmp - a && echo exact
# A map keeps the order of its input.
cxselect --set 'z=x * 2' --drop y in > want
for j in 1 2 8; do cxselect --set 'z=x * 2' --drop y -j $j in | same "-j $j"; done
dd if=in bs=997 2> /dev/null | cxselect --set 'z=x * 2' --drop y | same 'a pipe, 997 bytes at a time'
# So do rejects and messages.
awk 'NR % 100 == 7 { print "bad " NR; next } { print }' in > bad
cxselect --rejects want --max-bad 100% bad > /dev/null 2> want.err
for j in 2 8; do
	cxselect --rejects got --max-bad 100% -j $j bad 2> got.err > /dev/null
	cmp got want && cmp got.err want.err && echo "rejects -j $j"
done
dd if=bad bs=997 2> /dev/null | cxselect --rejects got --max-bad 100% 2> got.err > /dev/null
sed 's/"source":"stdin"/"source":"bad"/' got | cmp - want && sed 's/stdin:/bad:/' got.err | cmp - want.err && echo 'rejects from a pipe'
# Nothing tells how many records a step took, bad ones, those without a time and late ones among them.
awk 'NR % 50 == 3 { print "bad " NR; next } NR % 61 == 5 { sub(/"timestamp":[0-9]*,/, "") }
    NR % 67 == 1 { sub(/"timestamp":[0-9]*/, "\"timestamp\":\"no time\"") } { print }' in > mixed
by_step() {
	for n in 1 2 3 63 64; do
		CX_BATCH=$n "$@" --max-bad 100% --rejects rej mixed > got 2> got.err || echo "status $?"
		cat got got.err rej | cksum
	done | sort | uniq -c | wc -l
}
echo "outputs: $(by_step cxstat -b r -w 6h -e 's > 2' "$m") $(by_step cxstat -w 1h --lateness 10h "$m") \
$(by_step cxselect -e 'x > 2 && ok') $(by_step cxselect -t timestamp --from 2026-01-01T12:00:00Z --set 'z=x * 2') \
$(by_step cxsession -u u --gap 30m)"
CX_BATCH=1 cxstat --strict -w 1h 'count()' mixed > want 2>&1; echo "status $?"
CX_BATCH=64 cxstat --strict -w 1h 'count()' mixed 2>&1 | cmp - want && echo strict
CX_BATCH=1 cxselect -e 's > 2' --head 7 mixed > want 2>&1
CX_BATCH=64 cxselect -e 's > 2' --head 7 mixed 2>&1 | cmp - want && echo head

#> 21
#> standard input
#> a pipe
#> a pipe, 997 bytes at a time
#> a pipe, past every boundary
#> -j 1
#> -j 2
#> -j 3
#> -j 8
#> -j 64
#> pieces
#> pieces in another order
#> backwards
#> sorted by something else
#> packed
#> CR LF, and spaces in front
#> spelled in another way
#> exact
#> -j 1
#> -j 2
#> -j 8
#> a pipe, 997 bytes at a time
#> rejects -j 2
#> rejects -j 8
#> rejects from a pipe
#> outputs: 1 1 1 1 1
#> status 2
#> strict
#> head
