# Which value of which key explains that a rate, a mean, a sum or a count changed.
awk 'function draw(n) {
	x = (x * 16807) % 2147483647
	return int(x / 2147483647 * n)
}
BEGIN {
	split("/ /cart /checkout /search /help", route, " ")
	split("de us fr", country, " ")
	x = 7
	for (day = 1; day <= 3; day++) for (i = 0; i < 6000; i++) {
		r = route[draw(5) + 1]
		c = country[draw(3) + 1]
		app = day == 3 && draw(4) == 0 ? "2.0" : "1.9"
		bad = draw(1000) < (app == "2.0" && r == "/checkout" ? 300 : 20)
		ms = 50 + draw(100) + (day == 3 && c == "fr" ? 60 : 0)
		printf "{\"timestamp\":\"2026-11-%02dT%02d:00:00Z\",\"route\":\"%s\",\"country\":\"%s\"," \
		    "\"app\":\"%s\",\"bad\":%s,\"ms\":%d}\n", day, i % 24, r, c, app, bad ? "true" : "false", ms
	}
}' > events
query='errors = rate(bad), ms = mean(ms), n = count(), all = sum(ms)'
cxstat -w 1d -b route,country,app "$query" events > results
explain() { cxanomaly --explain-by route,country,app "$@"; }
short() {
	jq -r 'select(.kind == "change_part" and .rank != null) | [.metric, .key, .value, .rank, .before // "-",
	    .after // "-", .share, .without | if type == "number" then (. * 1e4 | round / 1e4 + 0) else . end] | join(" ")'
}
explain 'errors,ms,count(n),all,sum(ms)' results > out
short < out
jq -r 'select(.kind == "change") | [.metric, (.before, .after, .change_lo, .change_hi |
    if type == "number" then (. * 1e6 | round / 1e6) else "-" end)] | join(" ")' out
echo '# the parts of each key add up to the change'
jq -rs 'map(select(.kind == "change")) as $c | .[] | select(.kind == "change_part") |
    [.metric, .key, .contribution] | @tsv' out | sort | awk -F '\t' '
    { sum[$1 " " $2] += $3 } END { for (k in sum) printf "%s %.6f\n", k, sum[k] }' | sort
jq -r 'select(.kind == "change_key") | [.metric, .key, .values, .explaining,
    (.within, .mix | if type == "number" then (. * 1e4 | round / 1e4 + 0) else "-" end)] | join(" ")' out
echo '# the same in any order, of other groups too, and of states'
sort -r results | explain 'errors,ms,count(n),all,sum(ms)' | cmp - out && echo same
cxstat -w 1d -b route,country,app --partial "$query" events | cxstat --merge |
explain 'errors,ms,count(n),all,sum(ms)' | cmp - out && echo same
cxstat -w 1d -b route,country,app --totals "$query" events | explain errors | short
cxstat -w 1d -b app,route 'errors = rate(bad)' events | cxanomaly --explain-by app errors | short
echo '# other windows'
explain --at 2026-11-02 errors results | jq -c '[.kind, .window, .against, .explains] | select(.[3] != false)'
explain --against 2026-11-01 n results | jq -r 'select(.kind == "change") | .against'
explain --against 2d n results | jq -r 'select(.kind == "change") | .against'
for o in '--at 2026-12-01' '--against 2026-12-01' '--against 3d' '--against 2026-11-03'; do
	explain $o n results; echo $?
done
explain --to 2026-11-02 n results; echo $?
explain n < /dev/null; echo $?
echo '# what has no interval'
cxstat -w 1d -b route,country,app --no-ci 'ms = mean(ms)' events | explain ms | jq -c '[.kind, .p]' | sort | uniq -c |
	sed 's/^ *//'
printf '{"window":"2026-11-0%d","route":"a","n":%s}\n' 1 1.5 1 2.25 2 8.5 2 null | cxanomaly --explain-by route n |
	jq -c 'del(.window, .against)'
cxstat -w 1d -b route --partial 'errors = rate(bad)' events | cxanomaly --explain-by route errors; echo $?
echo '# a sample: as wide, and as sure, as its records, whatever each stands for'
sed 's/}$/,"w":1}/' events > single
sed 's/}$/,"w":16}/' events > sampled
for f in single sampled; do
	cxstat -w 1d -b route,country,app --weight sampled:w "$query" $f | explain 'errors,ms,count(n)' > $f.out
	jq -c 'select(.kind == "change") | [.metric, .n_before, ((.change_hi - .change_lo) / (.after + .before) * 1e4 | round)]' $f.out
	jq -c 'select(.kind == "change_part") | [.metric, .key, .value, .rank, .explains]' $f.out | sort > $f.why
done
cmp single.why sampled.why && echo 'the same parts'
echo '# on a page'
cxreport --as text out | sed -n '/^- errors/,/^  /p' | sed 2q
cxreport --lang ko --as text out | sed -n '/^- ms/,/^  /p' | sed 2q
echo '# what is no result'
printf '{"route":"a","n":1}\n{"window":"2026-11-01","route":"a","n":"many"}\n' |
	cxanomaly --max-bad 100% --explain-by route n; echo $?
cxanomaly --explain-by '' n results; echo $?
cxanomaly --explain-by route --daily n results; echo $?
cxanomaly --explain-by route --max-groups 10 n results; echo $?
cxanomaly --at 2026-11-02 n results; echo $?

#> errors app 2.0 1 - 0.0782 0.7519 0.0029
#> ms country fr 1 98.7858 158.6889 1.0236 -0.7015
#> sum(ms) country fr 1 195102 314680 1.0312 -5374.1855
#> errors 0.015833 0.033833 0.012478 0.023659
#> ms 99.280667 118.608 18.065495 20.589172
#> count(n) 6000 6000 -214.703297 214.703297
#> all 595684 711648 - -
#> sum(ms) 595684 711648 91291.128497 140636.871503
#> # the parts of each key add up to the change
#> all app 115964.000000
#> all country 115964.000000
#> all route 115964.000000
#> count(n) app 0.000000
#> count(n) country 0.000000
#> count(n) route 0.000000
#> errors app 0.018000
#> errors country 0.018000
#> errors route 0.018000
#> ms app 19.327333
#> ms country 19.327333
#> ms route 19.327333
#> sum(ms) app 115964.000000
#> sum(ms) country 115964.000000
#> sum(ms) route 115964.000000
#> errors route 5 1 0.0183 -0.0003
#> errors country 3 1 0.018 0
#> errors app 2 1 0.0026 0.0154
#> ms route 5 0 19.2962 0.0311
#> ms country 3 1 19.2913 0.036
#> ms app 2 0 16.684 2.6433
#> count(n) route 5 0 - -
#> count(n) country 3 0 - -
#> count(n) app 2 0 - -
#> all route 5 0 - -
#> all country 3 0 - -
#> all app 2 0 - -
#> sum(ms) route 5 0 115777.2291 186.7709
#> sum(ms) country 3 1 115748.0539 215.9461
#> sum(ms) app 2 0 100103.9464 15860.0536
#> # the same in any order, of other groups too, and of states
#> same
#> same
#> errors app 2.0 1 - 0.0782 0.7519 0.0029
#> errors app 2.0 1 - 0.0782 0.7519 0.0029
#> # other windows
#> ["change","2026-11-02T00:00:00Z","2026-11-01T00:00:00Z",null]
#> ["change_key","2026-11-02T00:00:00Z","2026-11-01T00:00:00Z",null]
#> ["change_key","2026-11-02T00:00:00Z","2026-11-01T00:00:00Z",null]
#> ["change_key","2026-11-02T00:00:00Z","2026-11-01T00:00:00Z",null]
#> 2026-11-01T00:00:00Z
#> 2026-11-01T00:00:00Z
#> 2
#> 2
#> 2
#> 2
#> 3
#> 3
#> # what has no interval
#> 1 ["change",null]
#> 3 ["change_key",null]
#> 10 ["change_part",null]
#> {"kind":"change","metric":"n","before":3.75,"after":8.5,"n_before":null,"n_after":null,"change":4.75,"change_lo":null,"change_hi":null}
#> {"kind":"change_key","metric":"n","key":"route","values":1,"explaining":0,"change":4.75,"within":null,"mix":null,"mix_share":null}
#> {"kind":"change_part","metric":"n","key":"route","value":"a","rank":null,"explains":false,"before":3.75,"after":8.5,"n_before":null,"n_after":null,"contribution":4.75,"contribution_lo":null,"contribution_hi":null,"share":1,"within":null,"mix":null,"without":null,"p":null,"p_adjusted":null}
#> 2
#> # a sample: as wide, and as sure, as its records, whatever each stands for
#> ["errors",6000,2251]
#> ["ms",6000,116]
#> ["count(n)",null,358]
#> ["errors",96000,2251]
#> ["ms",96000,116]
#> ["count(n)",null,358]
#> the same parts
#> # on a page
#> - errors changed by 0.018 [0.012–0.024]; app 2.0 explains it: without it the
#>   change would be 0.003.
#> - ms: 변화 19.327 [18.065–20.589]. country fr: 이것으로 설명되며, 이를 빼면
#>   변화는 -0.701입니다.
#> # what is no result
#> 3
#> 2
#> 2
#> 2
#> 2
#2> cxanomaly: --at: no result is of that window
#2> try 'cxanomaly --help'
#2> cxanomaly: --against: no result is of that window
#2> try 'cxanomaly --help'
#2> cxanomaly: --against: no result is of that window
#2> try 'cxanomaly --help'
#2> cxanomaly: --against: no result is of that window
#2> try 'cxanomaly --help'
#2> cxanomaly: there are no two windows to compare
#2> cxanomaly: there are no two windows to compare
#2> cxanomaly: these are saved states: cxstat --merge makes results of them
#2> try 'cxanomaly --help'
#2> cxanomaly: stdin:1: expected a time: what changed is told from window to window (cxstat -w)
#2> cxanomaly: stdin:2: expected a number up to 1e290 in 'n'
#2> cxanomaly: there are no two windows to compare
#2> cxanomaly: 2 of 2 records rejected (100%)
#2> cxanomaly: --explain-by: expected EXPR,..., got ''
#2> try 'cxanomaly --help'
#2> cxanomaly: --explain-by does not go with --daily
#2> try 'cxanomaly --help'
#2> cxanomaly: more than 10 results: take fewer windows (--from), or raise --max-groups
#2> cxanomaly: --at needs --explain-by
#2> try 'cxanomaly --help'
