# --max-memory: groups go to disk, and the results are those of memory, to the byte.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 19
	for (i = 0; i < 12000; i++) {
		t = int(draw() * 86400)
		k = draw() < 0.2 ? "\"u" int(draw() * 300) "\"" : draw() < 0.1 ? "null" : int(draw() * 6000) "." int(draw() * 2)
		printf "{\"timestamp\":%d,\"k\":%s,\"g\":\"g%d\",\"x\":%.3f,\"y\":%.17g,\"s\":%d,\"u\":\"u%d\",\"ok\":%s}\n",
		    1767225600 + t, k, draw() * 3, 1 / (1 - draw() * 0.9999), draw() * 1e-5, draw() * 11, draw() * 900,
		    (draw() < 0.97 ? "true" : draw() < 0.5 ? "null" : "false")
	}
}' > in
few='n = count(), rate(ok), max(x), sum(s), p50(x)'
all='count(), rate(ok), ratio(x, s), sum(x), sum(y), mean(y), sd(y), p99(y), quantile(x, 0.07), distinct(u), top(u, 5),
	largest(x, 3), first(u), last(u), hist(x), throughput(), uptime(ok, 10m), v = mean(x) where ok'
mkdir tmp
threads='1 2 4'
if [ -n "${SANITIZED-}" ]; then threads=2; fi	# it takes four times as long there
PATH=$BUILD/fault:$PATH
# same METRICS OPTION...: whatever the budget and the threads
same() {
	m=$1
	shift
	cxstat "$@" "$m" in > want
	cxstat "$@" --partial "$m" in > states
	for j in $threads; do
		for size in 1 1m 1G; do
			cxstat "$@" -j $j --max-memory $size --tmp tmp "$m" in | cmp - want || echo "-j $j, $size"
		done
		cxstat "$@" -j $j --max-memory 9k --tmp tmp --partial "$m" in | cmp - states || echo "-j $j, states"
	done
	cxstat --merge --max-memory 1 --tmp tmp states | cmp - want || echo "states merged"
	echo "$(wc -l < want) results"
}
same "$few" -b k
same "$few" -b k,g
same "$few" -b k -w 1h
same "$few" -w 10s
same "$all" -b g
same "$all" -b g -w 1h
same "$all"
same "$few" -b k -e false
ls tmp

# States of several files; with --once what comes again is left out, whatever of it was on disk.
for i in 1 2 3; do
	awk -v i=$i 'NR % 3 + 1 == i' in > part
	cxstat -b k -w 1h --partial "$few, top(u, 5)" part > $i.state
done
cxstat -b k -w 1h "$few, top(u, 5)" in > want
for size in 1 1m; do
	cxstat --merge --max-memory $size --tmp tmp ?.state | cmp - want && echo 'states'
	cxstat --merge --once --max-memory $size --tmp tmp 1.state ?.state 2.state | cmp - want && echo 'each once'
	cxstat --merge --max-memory $size --tmp tmp 1.state 2.state 1.state | wc -l
done
cxstat --merge --partial ?.state > want
cxstat --merge --partial --max-memory 1 --tmp tmp 3.state 2.state 1.state | cmp - want && echo 'states of states'
peak 24000 cxstat --merge --max-memory 1m want > /dev/null
cxstat -b k 'count()' --partial /dev/null | cxstat --merge --max-memory 1; echo $?
cxstat 'count()' --partial /dev/null | cxstat --merge --max-memory 1

# More runs than are read at a time, and more groups than --max-groups lets in.
seq 200000 | sed 's/.*/{"k":&,"v":1}/' > many
cat many many > twice
cxstat -b k -j 1 --max-memory 1k 'n = count(), sum(v)' twice > got
cxstat -b k 'n = count(), sum(v)' twice | cmp - got && echo 'many runs'
# Memory is not that of the groups.
peak 24000 cxstat -b k -j 2 --max-memory 1m 'n = count(), p50(v)' twice > /dev/null
# Nor that of long keys, of which some are remembered.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"k\":\"%01500d\"}\n", i * 7919 % 20000 }' > long
peak 35000 cxstat -b k -j 1 --max-memory 1k 'n = count()' long | cksum
cxstat -b k 'n = count()' long | cksum

# Groups that hardly come again, in two spellings, then few that do, then the first ones.
awk 'BEGIN {
	for (i = 0; i < 30000; i++) {
		k = i < 12000 ? i : i < 18000 ? i % 9 : i * 7 % 12000
		printf "{\"timestamp\":%d,\"k\":\"%s%d\",\"g\":%d.%s,\"ok\":true,\"s\":%d,\"x\":%s}\n", 1767225600 + i % 7000,
		    (i % 5 ? "k" : "\\u006b"), k, k % 4, (i % 2 ? "0" : "00"), i % 11, (i % 997 ? i : "\"?\"")
	}
}' > in
same "$few" -b k
same "$few, top(x, 2)" -b k,g
same "$few, y = sum(x + 1)" -b k,g -w 1h

# What is of all groups: of each window the first ones, equal ones by key, and a last record.
chosen() {
	cxstat "$@" "$few, f = first(k), z = max(z)" in > want 2>&1
	for how in '1 -j 2' '1m -j 1' '1m -j 3'; do
		cxstat "$@" --tmp tmp --max-memory $how "$few, f = first(k), z = max(z)" in 2>&1 | cmp - want || echo "$how"
	done
	echo "$(wc -l < want) results: $(tail -n 1 want | cut -c 1-60)"
}
chosen -b k --top 5
chosen -b k,g -w 1h --top 3:max_x --totals
chosen -b k -w 1h --top 7:sum_s
chosen -b s,g -w 1h --top 100000:p50_x --totals
chosen -b g -w 10m --totals
chosen -b g --top 1 -e false
chosen -b k --top 2:z
chosen -b k --top 2:f
cxstat -b k -w 1h --partial "$few" in > states
cxstat --merge --top 4:rate_ok -w 1d --totals states > want
cxstat --merge --top 4:rate_ok -w 1d --totals --max-memory 1 --tmp tmp states | cmp - want && echo 'of states'
peak 24000 cxstat -b k -j 2 --max-memory 1m --top 10 --totals 'n = count(), p50(v)' twice | cut -c 1-50 | tail -n 3

# An input that breaks off: what was read, as without.
cat in in in in | gzip -c | head -c 100000 > cut.gz
cxstat -b k "$few" cut.gz > want 2> said; echo $?
cxstat -b k --max-memory 1 "$few" cut.gz 2> said.too | cmp - want && cmp said said.too && echo 'broken off'

# What cannot be.
cxstat -b k --max-memory 1 --tmp nosuch 'count()' twice; echo $?
for o in --fill '--max-groups 7' '--overflow other' '--lateness 1s' '--resume p'; do
	cxstat -b k -w 1h --max-memory 1G $o 'n = count()' in
done
cxstat --merge --sorted --max-memory 1G states
cxstat --merge --max-memory 1 --tmp nosuch 1.state; echo $?
for size in 0 '' k 1x -5 20000000000G; do cxstat --max-memory "$size" 'count()' in; done
cxstat --tmp tmp 'count()' in

#> 6546 results
#> 8602 results
#> 10628 results
#> 6489 results
#> 3 results
#> 72 results
#> 1 results
#> 0 results
#> states
#> each once
#> 0
#> states
#> each once
#> 0
#> states of states
#> 0
#> {"kind":"stat","count":0}
#> many runs
#> 2493301627 30580000
#> 2493301627 30580000
#> 12000 results
#> 12000 results
#> 18461 results
#> 7 results: {"kind":"stat","k":"other","truncated":true,"n":26655,"rate_
#> 10 results: {"kind":"stat","total":true,"n":30000,"rate_ok":1,"rate_ok_l
#> 17 results: {"kind":"stat","window":"2026-01-01T01:00:00Z","window_end":
#> 90 results: {"kind":"stat","total":true,"n":30000,"rate_ok":1,"rate_ok_l
#> 50 results: {"kind":"stat","total":true,"n":30000,"rate_ok":1,"rate_ok_l
#> 1 results: cxstat: no record had a field 'z'
#> 4 results: {"kind":"stat","k":"other","truncated":true,"n":28664,"rate_
#> 3 results: try 'cxstat --help'
#> of states
#> {"kind":"stat","k":10,"n":2,"p50_v":1,"p50_v_lo":n
#> {"kind":"stat","k":"other","truncated":true,"n":39
#> {"kind":"stat","total":true,"n":400000,"p50_v":1,"
#> 2
#> broken off
#> 2
#> 2
#2> cxstat: 1.state:3666: the states from 1.state:1 on are of the same records as those from 1.state:1 on ('part'): --once leaves repeats out, --allow-repeat counts them
#2> cxstat: 1.state:3666: the states from 1.state:1 on are of the same records as those from 1.state:1 on ('part'): --once leaves repeats out, --allow-repeat counts them
#2> cxstat: nosuch: a temporary file: No such file or directory
#2> cxstat: --max-memory does not go with --fill
#2> try 'cxstat --help'
#2> cxstat: --max-memory does not go with --max-groups
#2> try 'cxstat --help'
#2> cxstat: --max-memory does not go with --overflow
#2> try 'cxstat --help'
#2> cxstat: --max-memory does not go with --lateness
#2> try 'cxstat --help'
#2> cxstat: --max-memory does not go with --resume
#2> try 'cxstat --help'
#2> cxstat: --max-memory does not go with --sorted
#2> try 'cxstat --help'
#2> cxstat: nosuch: a temporary file: No such file or directory
#2> cxstat: --max-memory: expected a size such as 200M, got '0'
#2> try 'cxstat --help'
#2> cxstat: --max-memory: expected SIZE, got ''
#2> try 'cxstat --help'
#2> cxstat: --max-memory: expected a size such as 200M, got 'k'
#2> try 'cxstat --help'
#2> cxstat: --max-memory: expected a size such as 200M, got '1x'
#2> try 'cxstat --help'
#2> cxstat: --max-memory: expected a size such as 200M, got '-5'
#2> try 'cxstat --help'
#2> cxstat: --max-memory: expected a size such as 200M, got '20000000000G'
#2> try 'cxstat --help'
#2> cxstat: --tmp needs --max-memory
#2> try 'cxstat --help'
#? 2
