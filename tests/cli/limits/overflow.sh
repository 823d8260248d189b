# --overflow other: the first groups stay, the others are one; no order, split or thread shows.
awk 'BEGIN {
	for (i = 0; i < 30000; i++) {
		k = i * 7919 % 1009
		printf "{\"timestamp\":%d,\"u\":%s,\"v\":%d}\n", 1767225600 + i % 5 * 3600,
		    (k % 3 == 0 ? k : "\"k" k "\""), i * 31 % 977
	}
}' > in
m='count(), sum(v), p90(v), users = distinct(u), top(v, 1), first(v)'
cxstat -b u --max-groups 3 --overflow other 'count(), max(v)' in
cxstat -b 'a = u, b = v % 2' --max-groups 3 --overflow other --totals 'count()' in
cxstat -b u -w 3h --max-groups 2 --overflow other --fill 'count()' in
cxstat -b u 'count()' in > want
cxstat -b u --max-groups 1009 --overflow other 'count()' in | cmp - want
# Against an awk that adds up what is beyond the tenth key.
cxstat -b u -w 2h 'count(), sum(v)' in > all
cxstat -b u -w 2h --max-groups 10 --overflow other 'count(), sum(v)' in > few
awk -F '[:,]' '
function key() { match($0, /"u":[^,]*/); return substr($0, RSTART + 4, RLENGTH - 4) }
function number(name) { match($0, "\"" name "\":[0-9]*"); return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) }
function window() { match($0, /"window":"[^"]*"/); return substr($0, RSTART, RLENGTH) }
{
	k = key()
	w = window()
	if (!(w in rank))
		rank[w] = 0
	# Every key is in every window: the first ten of each are the first ten of all.
	if (++rank[w] <= 10) {
		print
		next
	}
	if (!(w in n))
		order[++windows] = w
	n[w] += number("count")
	s[w] += number("sum_v")
}
END { for (i = 1; i <= windows; i++) print order[i], n[order[i]], s[order[i]] }' all > want
awk '/"other"/ {
	match($0, /"window":"[^"]*"/); w = substr($0, RSTART, RLENGTH)
	match($0, /"count":[0-9]*/); n = substr($0, RSTART + 8, RLENGTH - 8)
	match($0, /"sum_v":[0-9]*/); s = substr($0, RSTART + 8, RLENGTH - 8)
	other[++windows] = w " " n " " s
	next
}
{ print }
END { for (i = 1; i <= windows; i++) print other[i] }' few | cmp - want && echo 'as added up by hand'
# Order, threads, splits.
cxstat -b u -w 1h --max-groups 20 --overflow other "$m" in > want
sort -r in > reversed
sort -t : -k 4 in > shuffled
for j in 1 3; do
	for f in in reversed shuffled; do
		cxstat -j $j -b u -w 1h --max-groups 20 --overflow other "$m" $f | cmp - want
	done
done
split -l 4000 shuffled part.
for f in part.*; do cxstat --partial -b u -w 1h "$m" $f > $f.state; done
cxstat --merge --max-groups 20 --overflow other part.*.state | cmp - want && echo 'states too'
# States keep every group; the limit stands for them too.
cxstat --partial --max-groups 20 --overflow other -b u 'count()' in
echo "status $?"
cxstat --merge --max-groups 20 part.*.state
echo "status $?"
cxstat -j 3 -b u --max-groups 1008 'count()' in
echo "status $?"

#> {"kind":"stat","u":0,"count":30,"max_v":435}
#> {"kind":"stat","u":3,"count":30,"max_v":656}
#> {"kind":"stat","u":6,"count":30,"max_v":862}
#> {"kind":"stat","u":"other","truncated":true,"count":29910,"max_v":976}
#> {"kind":"stat","a":0,"b":0,"count":15}
#> {"kind":"stat","a":0,"b":1,"count":15}
#> {"kind":"stat","a":3,"b":0,"count":15}
#> {"kind":"stat","a":"other","b":null,"truncated":true,"count":29955}
#> {"kind":"stat","total":true,"count":30000}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T03:00:00Z","u":0,"count":18}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T03:00:00Z","u":3,"count":18}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T03:00:00Z","u":"other","truncated":true,"count":17964}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T06:00:00Z","u":0,"count":12}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T06:00:00Z","u":3,"count":12}
#> {"kind":"stat","window":"2026-01-01T03:00:00Z","window_end":"2026-01-01T06:00:00Z","u":"other","truncated":true,"count":11976}
#> as added up by hand
#> states too
#> status 2
#> status 2
#> status 2
#2> cxstat: --partial does not go with --overflow other
#2> try 'cxstat --help'
#2> cxstat: more than 20 groups (see --max-groups, --overflow)
#2> cxstat: more than 1008 groups (see --max-groups, --overflow)
