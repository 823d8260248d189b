# SPDX-License-Identifier: GPL-3.0-or-later
# One thread, sixteen, a thousand shards in any order: the same bytes, and the same complaint.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 11; for (i = 0; i < 20000; i++)
	printf "{\"timestamp\":%d,\"route\":\"/r%d\",\"user_id\":\"u%d\",\"ms\":%.*f,\"status\":%d}\n",
	1767261600 + int(draw() * 200000), draw() * 40, draw() * 900, draw() * 3, draw() * 800,
	draw() < 0.9 ? 200 : 500 }' > in
shards=1000
if [ -n "${SANITIZED-}" ]; then shards=100; fi
split -n r/$shards -a 3 in shard.
q='n = count(), errors = rate(status >= 500), p95(ms), distinct(user_id), sum(ms), top(user_id, 2)'
cxstat -j 1 -w 1h -b route "$q" in > want
cxstat -j 16 -w 1h -b route "$q" in | cmp - want && echo threads
for f in shard.*; do cxstat -w 1h -b route --partial=line "$q" "$f"; done > states
for j in 1 2 16; do cxstat -j $j --merge states | cmp - want && echo "merged by $j"; done
sort -r states > other
split -n l/7 other some.
for f in some.??; do cxstat --merge --partial -j 3 "$f"; done > trees
cxstat -j 4 --merge trees | cmp - want && echo 'states of states'
cxstat -j 4 --merge --once other states | cmp - want && echo once
cxstat -j 4 --merge -w 1d -b '' states > days
cxstat -w 1d "$q" in | cmp - days && echo wider
# Of two states that cannot be the first one is told, whoever meets it.
cxstat --merge --partial states > plain
n=$(grep -n '"kind":"state",' plain | sed -n '60s/:.*//p')
sed "$n"'s/"yes":[0-9]*/"yes":-1/; '"$((n + 900))"'s/"state":\[[0-9]*/"state":["x"/' plain | "$BUILD/t/seal" > broken
grep -c . broken > lines
for j in 1 2 16; do cxstat -j $j --merge broken > out; done
cxstat -j 4 --merge --max-groups 7 states > out
echo "status $?"

#> threads
#> merged by 1
#> merged by 2
#> merged by 16
#> states of states
#> once
#> wider
#> status 2
#2> cxstat: broken:61: a state that cannot be: state 2, rate: 'yes' must be an integer from 0 to 1000000000000000
#2> cxstat: broken:61: a state that cannot be: state 2, rate: 'yes' must be an integer from 0 to 1000000000000000
#2> cxstat: broken:61: a state that cannot be: state 2, rate: 'yes' must be an integer from 0 to 1000000000000000
#2> cxstat: more than 7 groups (see --max-groups, --overflow)
