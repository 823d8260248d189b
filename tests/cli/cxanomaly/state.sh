# Three runs that hand on their memory give the bytes of one.
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 2600 2500 3 > a
series /b 2600 2600 1 > b
paste -d '\n' a b > both
for period in '' '--period 1d'; do
	cxanomaly $period p95 both > whole
	rm -f s
	sed -n '1,777p' both | cxanomaly $period --state s p95 > parts
	cp s first
	sed -n '778,4444p' both | cxanomaly $period --state s p95 >> parts
	sed -n '4445,$p' both | cxanomaly $period --state s p95 >> parts
	cmp whole parts && echo "same $period"
done
# A period that the points find.
awk 'BEGIN {
	x = 9
	for (i = 0; i < 2500; i++) {
		x = (x * 16807) % 2147483647
		wave = i % 48 < 24 ? i % 24 : 24 - i % 24
		n = int(100 + 40 * wave / 24 + x % 7) + (i == 2300 ? 20 : 0)
		printf "{\"window\":%d,\"n\":%d}\n", 1788220800 + i * 1800, n
	}
}' > waves
cxanomaly --period auto n waves > whole
rm -f s
for at in 1,140 141,150 151,1600 1601,2290 2291,2500; do
	sed -n "${at}p" waves | cxanomaly --period auto --state s n
done > parts
cmp whole parts && echo same
jq -c 'select(.anomaly) | [.window, .n, (.expected | round), .component]' whole
cxanomaly n waves | jq -c 'select(.anomaly) | [.window, .n, (.expected | round), .component]'
cxanomaly --state s n waves; echo "$?"
# A point a day, from cron; a day that comes again is not counted twice.
days 60 59 0.6 > d
cxanomaly --daily orders d > whole
rm -f s
n=1
while [ $n -le 60 ]; do
	sed -n ${n}p d | cxanomaly --daily --state s orders
	n=$((n + 1))
done > parts
cmp whole parts && echo same
cp s before
sed -n '59,60p' d | cxanomaly --daily --state s orders | brief
sed '$d' before > a1; sed '$d' s > b1; cmp a1 b1 && echo 'state unchanged'
# Of other settings: refused by what differs.  Damaged: refused.
cxanomaly --daily --state s share d; echo "$?"
cxanomaly --state s orders d; echo "$?"
cxanomaly --daily --tz Europe/Berlin --state s orders d; echo "$?"
sed 's/"last":/"last": /' s > t; cxanomaly --daily --state t orders d; echo "$?"
head -n 2 s > t; cxanomaly --daily --state t orders d; echo "$?"
echo '{}' > t; cxanomaly --daily --state t orders d; echo "$?"
: > t; cxanomaly --daily --state t orders d; echo "$?"
# A run that fails leaves the old state.
cp s before
cxanomaly --daily --state s orders nowhere; echo "$?"
{ sed -n 1p d; echo '{'; } | cxanomaly --daily --state s --strict orders; echo "$?"
cmp before s && echo 'state unchanged'
# The first run makes it, in a directory that is there.
cxanomaly --daily --state no/such/s orders d > out; echo "$?"

#> same 
#> same --period 1d
#> same
#> [1792360800,131,110,"level"]
#> [1792360800,131,109,"step"]
#> 2
#> same
#> 2026-07-29  orders seen - - - -
#> 2026-07-30  orders seen - - - -
#> state unchanged
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> 2
#> {"window":"2026-06-01","orders":973,"share":0.0486,"share_n":20000,"metric":"orders","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"seen"}
#> 2
#> state unchanged
#> 2
#2> cxanomaly: s:1: the query differs: period is here 4, in the first states 0
#2> cxanomaly: s:1: the query differs: metrics is here ["orders"], in the first states ["share"]
#2> cxanomaly: s:1: the query differs: daily is here true, in the first states false
#2> cxanomaly: s:1: --tz differs: here 'UTC', in the first states 'Europe/Berlin'
#2> cxanomaly: t:2: not a saved state, or damaged: its check does not match
#2> cxanomaly: t:2: the states end before their last line: truncated
#2> cxanomaly: t:1: not a saved state, or damaged: its check does not match
#2> cxanomaly: t: no saved states in it
#2> cxanomaly: nowhere: No such file or directory
#2> cxanomaly: stdin:2:2: expected '"' or '}', found end of line
#2> cxanomaly: no/such/s: cannot make a temporary file beside it: No such file or directory
