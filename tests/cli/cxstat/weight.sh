# A row that stands for n events is n rows: the same bytes, however they are folded.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5
	for (i = 0; i < 3000; i++) {
		t = int(draw() * 86400)
		printf "{\"timestamp\":%d,\"r\":\"/%c\",\"x\":%.3f,\"y\":%.17g,\"s\":%d,\"u\":\"u%d\",\"ok\":%s,\"n\":%d}\n",
		    1767225600 + t, 97 + int(draw() * 5), 1 / (1 - draw() * 0.9999), draw() * 1e-5, draw() * 11,
		    draw() * 900, (draw() < 0.97 ? "true" : draw() < 0.5 ? "null" : "false"),
		    (draw() < 0.1 ? 0 : draw() < 0.1 ? draw() * 300 : 1 + draw() * 4)
	}
}' > in
awk '{ n = $0; sub(/.*"n":/, "", n); for (i = n + 0; i > 0; i--) print }' in > each
awk 'END { print (NR > 30000) }' each
m='count(), rate(ok), any(ok), ratio(x, s), sum(x), sum(y), mean(y), min(y), max(x), sd(y), p50(x), p99(y),
	quantile(x, 0.07), apdex(x, 100), distinct(u), top(u, 5), largest(x, 7), first(u), last(u), hist(x),
	throughput(), uptime(ok, 10m), nps(s), csat(s), ces(s), v = mean(x) where ok'
stat() { cxstat -b r -w 6h --totals "$m" "$@"; }
stat each > want
same() { cmp - want && echo "$1"; }
stat --weight n in | same 'a file'
for j in 1 2 4; do stat -j $j --weight n in | same "-j $j"; done
tac in | stat --weight 'n * 1' | same 'backwards'
for b in 1 3 64; do CX_BATCH=$b stat --weight n in | same "batches of $b"; done
split -l 701 in part.
for f in part.*; do cxstat --partial -b r -w 1h --weight n "$m" "$f" > "$f.state"; done
cxstat --merge -w 6h --totals part.*.state | same 'states'
head -n 2000 in > grown; cxstat --resume place -b r -w 6h --totals --weight n "$m" grown > first
tail -n +2001 in >> grown; stat --resume place --weight n grown | same 'gone on'
cxstat -w 1h --lateness 1d 'count(), p50(x)' each > want
cxstat -w 1h --lateness 1d --weight n 'count(), p50(x)' in | same 'live'
cxstat 'a = count(), b = sum(x)' -e 'n >= 3' each > want
cxstat 'a = count(), b = sum(x)' -e 'n >= 3' --weight n in | same 'some of them'

# What is no such number is rejected, with its place; where it is not asked for it does not matter.
printf '%s\n' '{"u":1,"n":2}' '{"u":2,"n":"3"}' '{"u":3}' '{"u":4,"n":-1}' '{"u":5,"n":1.5}' '{"u":6,"n":4.0}' \
    '{"u":7,"n":1000000001}' '{"u":8,"n":"many"}' '{"u":9,"n":0}' '{"u":10,"n":1000000000}' > odd
cxstat --weight n --max-bad 5 -b u 'count()' odd; echo $?
cxstat --weight n -e 'u < 3' 'count()' odd
cxstat --weight n --rejects no 'count()' odd 2> /dev/null; jq -c '[.line, .code]' no
cxstat --weight n --exact 'p50(u)' odd
cxstat --weight 'n +' 'count()' odd
cxstat --partial --weight n 'count()' in > a; cxstat --partial 'count()' in > b
cxstat --merge a b
cxstat --merge --weight n a

#> 1
#> a file
#> -j 1
#> -j 2
#> -j 4
#> backwards
#> batches of 1
#> batches of 3
#> batches of 64
#> states
#> gone on
#> live
#> some of them
#> {"kind":"stat","u":1,"count":2}
#> {"kind":"stat","u":2,"count":3}
#> {"kind":"stat","u":6,"count":4}
#> {"kind":"stat","u":10,"count":1000000000}
#> 0
#> {"kind":"stat","count":5}
#> {"kind":"stat","count":1000000009}
#> [3,"weight"]
#> [4,"weight"]
#> [5,"weight"]
#> [7,"weight"]
#> [8,"weight"]
#2> cxstat: odd:3: no weight: the record has no 'n' (see --weight)
#2> cxstat: odd:4: expected a whole number from 0 to 1000000000 in 'n', found '-1'
#2> cxstat: odd:5: expected a whole number from 0 to 1000000000 in 'n', found '1.5'
#2> cxstat: odd:7: expected a whole number from 0 to 1000000000 in 'n', found '1000000001'
#2> cxstat: odd:8: expected a whole number from 0 to 1000000000 in 'n', found 'many'
#2> cxstat: 5 of 10 records rejected (50%)
#2> cxstat: --exact does not go with --weight
#2> try 'cxstat --help'
#2> cxstat: --weight, column 4: expected a value, found end of text
#2>   n +
#2>      ^
#2> cxstat: b:1: the query differs: --weight is here nothing, in the first states "n"
#2> cxstat: --merge takes the query from the states: leave out --weight
#2> try 'cxstat --help'
#? 2
