# Seven daily states, merged in any order, are the week: to the byte, with every aggregate.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5
	for (i = 0; i < 4000; i++) {
		d = 1 + int(draw() * 7)
		printf "{\"timestamp\":\"2026-03-%02dT%02d:%02d:00Z\",\"r\":\"/%c\",\"m\":%d,\"x\":%.3f,\"y\":%.17g,\"s\":%d,\"u\":\"u%d\"}\n",
		    22 + d, draw() * 24, draw() * 60, 97 + int(draw() * 3), draw() * 2, 1 / (1 - draw() * 0.9999), draw(), draw() * 11, draw() * 900
	}
}' > all
m='count(), rate(x > 50), ratio(x, s), sum(x), sum(y), mean(y), min(x), max(y), sd(y), p50(x), p99(x),
	apdex(x, 100), distinct(u), top(u, 3), largest(x, 2), first(u), last(u), hist(x), throughput(),
	uptime(x > 50, 1h), nps(s), csat(s), ces(s), v = mean(x) where m == 1'
for d in 23 24 25 26 27 28 29; do
	grep "2026-03-$d" all | cxstat -b 'r, m' -w 1d --tz Europe/Berlin --partial "$m" > $d.state
done
cxstat -b 'r, m' -w 1w --tz Europe/Berlin "$m" all > week
cxstat --merge -w 1w 27.state 23.state 29.state 24.state 25.state 28.state 26.state | cmp - week && echo 'keys and week'
cxstat -b m -w 1w --tz Europe/Berlin "$m" all > week
cat 2?.state | cxstat --merge -b m -w 1w | cmp - week && echo 'a key dropped'
cxstat --merge --partial 23.state 24.state 25.state > a
cxstat --merge --partial 26.state 27.state 28.state 29.state > b
cxstat --merge -b m -w 1w b a | cmp - week && echo 'merged states'
cxstat -b 'r, m' -w 1d --tz Europe/Berlin --partial "$m" all | plain > whole; cxstat --merge --partial a b | plain | cmp - whole && echo 'canonical'
wc -l < week

# Chunks in parallel, then one merge: the same as one run.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 3; for (i = 0; i < 20000; i++) printf "{\"r\":\"/%d\",\"x\":%d}\n", draw() * 9, draw() * 1000 }' > in
split -n l/8 in chunk.
ls chunk.* | xargs -P 4 -I{} sh -c 'cxstat -b r --partial "n = count(), p95(x), distinct(x)" {} > {}.state'
cxstat -b r 'n = count(), p95(x), distinct(x)' in > whole
cxstat --merge chunk.*.state | cmp - whole && wc -l < whole

# -b '' is no key: the groups of the states become one, as without -b in a run over all records.
printf '%s\n' '{"k":"a","v":1}' '{"k":"b","v":2}' '{"v":4}' > in
cxstat -b k --partial 'n = count(), sd(v)' in > s
cxstat --merge -b '' s
cxstat -b '' 'n = count(), sd(v)' in
cxstat 'n = count(), sd(v)' in
cxstat --merge -b '' --partial s | cxstat --merge
cxstat -b ' ' 'n = count()' in
echo "status $?"

#> keys and week
#> a key dropped
#> merged states
#> canonical
#> 4
#> 9
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> status 2
#2> cxstat: --by, column 2: expected a value, found end of text
#2>    
#2>    ^
