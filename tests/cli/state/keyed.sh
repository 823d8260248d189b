# SPDX-License-Identifier: GPL-3.0-or-later
# Each state behind its key: sorted, spread over reducers, merged some groups at a time.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 7; for (i = 0; i < 4000; i++) {
	k = int(draw() * 9)
	key = k == 0 ? "null" : k < 4 ? int(draw() * 50) - 20 : k == 4 ? draw() * 1e-9 : k == 5 ? "true" : \
	    sprintf("\"k%c%d\"", 32 + draw() * 2, draw() * 300)
	if (key == "\"k\"\"") key = "\"\""
	gsub(/k"/, "k!", key)
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"key\":%s,\"ms\":%d}\n",
	    1767261600 + int(draw() * 400000), draw() * 200, key, draw() * 900 } }' > in
split -n l/5 in part.
q='n = count(), rate(ms > 500), p95(ms)'
cxstat -w 1h -b key,user_id "$q" in > want
cxsession --sessions in > sessions
for f in part.??; do
	cxstat -w 1h -b key,user_id --partial --key-lines "$q" "$f"
done > keyed
for f in part.??; do cxsession --sessions --partial --key-lines "$f"; done > users
sed -n '1p;$p' users | cut -c 1-90
grep -c . keyed
cxstat --merge keyed | cmp - want && echo 'any order'
LC_ALL=C sort keyed > sorted
cxstat --merge --sorted sorted | cmp - want && echo sorted
# Only the key, as engines do: what is behind it comes in any order.
LC_ALL=C sort -r keyed | LC_ALL=C sort -s -t "$(printf '\t')" -k 1,1 | sed 's/$/\t/' |
	cxstat --merge --sorted | cmp - want && echo 'by key'
LC_ALL=C sort users | cxsession --merge --sorted | cmp - sessions && echo sessions
LC_ALL=C sort users | cxsession --merge --sorted --partial | cxsession --merge | cmp - sessions
# Three reducers: each has its groups whole, and together they are all.
awk '{ n = index($0, "\t"); print > ("reducer." (length(substr($0, 1, n)) % 3)) }' sorted
for f in reducer.?; do cxstat --merge --sorted "$f"; done | sort > got
sort want | cmp - got && echo reducers
# A task that ran twice, wherever its states go: refused, or left out.
run=$(sed -n '1s/.*"run":"\([0-9a-f]*\)".*/\1/p' keyed)
grep "\"run\":\"$run\"" keyed > task
LC_ALL=C sort keyed task > twice
grep -v '^!' twice | cxstat --merge --sorted > got
echo "status $?"
cxstat --merge --sorted --once twice | cmp - want && echo once
grep -v '^!' twice | cxstat --merge --sorted --once | cmp - want && echo once
cat keyed task | cxstat --merge > got
cat keyed task | cxstat --merge --once
cxstat --merge --sorted --allow-repeat twice | cmp -s - want || echo 'counted again'
# Of runs without sources none is known to be another's repeat.
sed 's/"run":"[0-9a-f]*"/"run":"0000000000000000"/' keyed task | grep -v '^!' | LC_ALL=C sort |
	cxstat --merge --sorted | awk 'END { print NR, "groups" }'
# What is not sorted, or has no keys.
cxstat --merge --sorted keyed > got
echo "status $?"
cxstat --partial "$q" in | cxstat --merge --sorted
sed 's/^[^\t]*\t//' sorted | cxstat --merge --sorted
sed 's/^[^\t]*\t//' sorted | cxstat --merge | cmp - want && echo 'without keys'
for o in '-b key' '-w 1d' --partial --fill --totals '--top 3'; do
	cxstat --merge --sorted $o sorted 2>&1 | head -n 1
done
# Rejects are of the run, in its last line.
{ head -n 50 in; echo bad; } > bad
cxstat --partial --key-lines --max-bad 100% 'n = count()' bad > bad.keyed
LC_ALL=C sort bad.keyed | cxstat --merge --sorted
echo "status $?"
LC_ALL=C sort bad.keyed | cxstat --merge --sorted --max-bad 2%
echo "status $?"

#> 7u0	{"kind":"states_part","run":"d50f5285ee87d90c","lines":[{"kind":"states","filter":"cxs
#> !	{"kind":"states_part","run":"97788dfdc973edc4","lines":[{"kind":"states","filter":"cxses
#> 4004
#> any order
#> sorted
#> by key
#> sessions
#> reducers
#> status 2
#> once
#> once
#> counted again
#> 3992 groups
#> status 2
#> without keys
#> cxstat: --sorted does not go with --by
#> cxstat: --sorted does not go with --window
#> cxstat: --sorted does not go with --partial
#> cxstat: --sorted does not go with --fill
#> cxstat: --sorted does not go with --totals
#> cxstat: --sorted does not go with --top
#> {"kind":"stat","n":50}
#> status 4
#> {"kind":"stat","n":50}
#> status 0
#2> cxstat: stdin:3: a state that this run had before: --once leaves repeats out, --allow-repeat counts them
#2> cxstat: stdin:4806: the states from stdin:1 on are of the same records as those from stdin:1 on ('part.aa'): --once leaves repeats out, --allow-repeat counts them
#2> cxstat: stdin:1: --once needs --sorted for states with keys
#2> cxstat: keyed:803: its key comes before the last one: sort the lines by their bytes (LC_ALL=C sort)
#2> cxstat: stdin:2: --sorted takes states with keys (--key-lines)
#2> cxstat: stdin:6: --sorted takes states with keys (--key-lines)
#2> cxstat: bad:51:1: expected an object, found 'b'
#2> cxstat: 1 of 51 records rejected (1.96%)
#2> cxstat: 1 of 51 records rejected (1.96%), more than --max-bad allows
#2> cxstat: 1 of 51 records rejected (1.96%)
