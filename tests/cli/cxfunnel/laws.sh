# Any order, any threads, sorted or not, whole or from states: the same bytes.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 12000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"u%03d\",\"event_name\":\"%s\",\"source\":\"s%d\",\"item\":%d,\"value\":%.2f}\n",
	    1767261600 + int(draw() * 30000), draw() * 400, substr("ABCDX", 1 + int(draw() * 5), 1),
	    draw() * 3, draw() * 4, draw() * 90 }' > in
awk "$draw"'BEGIN { seed = 6 } { print draw() "\t" $0 }' in | sort | cut -f 2- > shuffled
LC_ALL=C sort -t '"' -k6,6 in > sorted
split -l 2500 in part.
set -f
while read -r o; do
	set +f
	for p in part.a?; do set -f; cxfunnel --partial -s A -s B -s C $o "$p" > "state.$p"; done
	set +f
	cxfunnel --merge --partial state.part.a[ab] > state.ab
	cxfunnel --merge --partial state.part.a? | plain > merged
	set -f
	cxfunnel --partial -s A -s B -s C $o in | plain | cmp - merged || echo "differs: states $o"
	for how in '' --per-user; do
		cxfunnel -j 1 -s A -s B -s C $o $how in > want
		for j in 2 4; do
			cxfunnel -j $j -s A -s B -s C $o $how shuffled | cmp - want || echo "differs: -j $j $o $how"
		done
		cxfunnel -s A -s B -s C $o $how --sorted --now 2026-01-01T18:20:00Z sorted > by_user
		cxfunnel -s A -s B -s C $o $how --now 2026-01-01T18:20:00Z in | cmp - by_user || echo "differs: --sorted $o $how"
		set +f
		cxfunnel --merge $how state.part.a[edcba] | cmp - want || echo "differs: --merge $o $how"
		cxfunnel --merge $how state.ab state.part.a[cde] | cmp - want || echo "differs: in two steps $o $how"
		set -f
		[ -n "$how" ] || echo "$o: $(jq -r .reached want | paste -s -d ' ' -)"
	done
	echo "paths: $(jq -r .level want | sort | uniq -c | awk '{ print $1 }' | paste -s -d ' ' -)"
done <<'END'
--within 1h
--within 20m --step-within 2=5m --step-within 3=10m -b source
--within 1h --exclude X@1-2 --excluded discard
--within 1h --order strict -b source --attr last
--within 1h --order any
--within 30m --entry every --value value
--within 30m --entry first --ties strict -b source --attr any
--within 1h --hold item --unit user
--within 1h --hold item -b source --attr step:2
--within 1h --like clickhouse:strict_deduplication
--within 1h --like posthog:strict
--within 1h --like amplitude
--within 1h --like mixpanel --hold item
--within 1h --like mixpanel --hold item --unit pair
END
# A range of entries is one of results: states have all, and are merged in it.
set +f
for p in part.a?; do cxfunnel --partial -s A -s B --within 1h "$p" > "state.$p"; done
r='--from 2026-01-01T11:00:00Z --to 2026-01-01T14:00:00Z'
cxfunnel -s A -s B --within 1h $r in > want
cxfunnel --merge $r state.part.a? | cmp - want && echo "a range: $(jq -r .reached want | paste -s -d ' ' -)"

#> --within 1h: 399 356 218
#> paths: 43 138 218
#> --within 20m --step-within 2=5m --step-within 3=10m -b source: 145 48 7 125 36 8 129 31 8
#> paths: 284 92 23
#> --within 1h --exclude X@1-2 --excluded discard: 363 319 196
#> paths: 44 123 196
#> --within 1h --order strict -b source --attr last: 139 97 41 123 81 32 137 90 35
#> paths: 131 160 108
#> --within 1h --order any: 400 400 353
#> paths: 47 353
#> --within 30m --entry every --value value: 1814 501 107
#> paths: 1313 394 107
#> --within 30m --entry first --ties strict -b source --attr any: 163 68 19 152 63 18 170 67 18
#> paths: 287 85 27
#> --within 1h --hold item --unit user: 399 231 40
#> paths: 168 191 40
#> --within 1h --hold item -b source --attr step:2: 958 0 0 108 108 17 91 91 12 105 105 14
#> paths: 958 261 43
#> --within 1h --like clickhouse:strict_deduplication: 399 356 114
#> paths: 43 242 114
#> --within 1h --like posthog:strict: 399 268 108
#> paths: 131 160 108
#> --within 1h --like amplitude: 399 356 218
#> paths: 43 138 218
#> --within 1h --like mixpanel --hold item: 399 51 6
#> paths: 348 45 6
#> --within 1h --like mixpanel --hold item --unit pair: 1262 185 20
#> paths: 1077 165 20
#> a range: 351 234
