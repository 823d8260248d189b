# A record that was drawn out of k stands for k, and no surer than it is: N_n_eff says as many as what.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 23
	for (i = 0; i < 4000; i++) {
		k = int(draw() * 3); k = k == 0 ? 1 : k == 1 ? 10 : 250
		printf "{\"timestamp\":%d,\"r\":\"/%c\",\"x\":%.3f,\"s\":%d,\"e\":%d,\"u\":\"u%d\",\"ok\":%s,\"k\":%d}\n",
		    1767225600 + int(draw() * 86400), 97 + int(draw() * 3), 1 / (1 - draw() * 0.99), draw() * 11,
		    1 + draw() * 7, draw() * 900, (draw() < 0.9 ? "true" : draw() < 0.5 ? "null" : "false"), k
	}
}' > in
m='n = count(), ok = rate(ok), any(ok), ratio(x, s), s = sum(x), m = mean(x), sd(x), p50(x), p95(x), a = apdex(x, 2),
	d = distinct(u), top(r, 2), hist(s), t = throughput(), nps = nps(s), csat = csat(e), ces = ces(e), min(x),
	largest(x, 2), last(u), up = uptime(ok, 1h), v = mean(x) where ok'

# The same for every split, order and number of threads.
stat() { cxstat -b r -w 12h --totals --weight sampled:k "$m" "$@"; }
stat in > want
same() { cmp - want && echo "$1"; }
for j in 1 2 4; do stat -j $j in | same "-j $j"; done
tac in | stat | same backwards
split -l 1311 in part.
for f in part.*; do cxstat --partial -b r -w 1h --weight sampled:k "$m" "$f" > "$f.state"; done
cxstat --merge -w 12h --totals part.*.state | same 'states'

# Out of 40 each: shares, means, quantiles and scores are as sure as their records are.
cxstat "$m" in > plain
cxstat --weight sampled:40 "$m" in > sampled
jq -n --slurpfile p plain --slurpfile s sampled '$p[0] | to_entries[] | select(.key | test("_(lo|hi)$")) |
    select($s[0][.key] != .value) | .key' -r | grep -v '^[ant]_\|^d_hi'
jq -c '[.n, .n_n_eff, .s, .s_n_eff, .ok_n, .ok_n_eff, .d_method, .d_hi]' sampled
# Out of 1: nothing is missing.
cxstat --weight sampled:1 'n = count(), s = sum(x)' in | jq -c '[.n, .n_lo, .n_hi, .s_lo == .s_hi]'
# One, and none.
head -n 1 in | cxstat --weight sampled:k 'n = count(), s = sum(x), m = mean(x), r = rate(x > 0), p50(x)'
cxstat --weight sampled:k 'n = count(), s = sum(x), m = mean(x), r = rate(x > 0), p50(x), t = throughput()' /dev/null
# Errors are all kept, and of the others one in a hundred: surer than 9,180 records of one weight.
awk 'BEGIN { for (i = 0; i < 9000; i++) print "{\"bad\":true,\"k\":1}"
	for (i = 0; i < 9000; i++) print "{\"bad\":false,\"k\":100}" }' > kept
cxstat --weight sampled:k 'n = count(), bad = rate(bad)' kept
cxstat --weight sampled:k --no-ci 'n = count(), bad = rate(bad)' kept
cxstat --weight sampled:k --explain 'n = count(), bad = rate(bad), top(bad, 1)' kept | jq -c 'select(.part == "metric") | [.name, .interval]'

printf '%s\n' '{"k":0}' '{"k":1}' '{"k":100000}' '{"k":100001}' '{"k":2.5}' | cxstat --weight sampled:k --max-bad 3 'count()'
cxstat --weight sampled: 'count()' in
cxstat --weight sampled:k 'a = count(), a_n_eff = sum(x)' in
cxstat --weight k --partial 'count()' in > a; cxstat --weight sampled:k --partial 'count()' in > b
cxstat --merge a b

#> -j 1
#> -j 2
#> -j 4
#> backwards
#> states
#> [160000,4000,732914.48,4000,152400,3810,"hll, of the sample",null]
#> [4000,4000,4000,true]
#> {"kind":"stat","n":1,"n_lo":1,"n_hi":1,"n_n_eff":1,"s":1.534,"s_lo":null,"s_hi":null,"s_n_eff":1,"m":1.534,"m_lo":null,"m_hi":null,"m_n":1,"m_n_eff":1,"r":1,"r_lo":0.035,"r_hi":1,"r_n":1,"r_n_eff":1,"p50_x":1.534,"p50_x_lo":null,"p50_x_hi":null,"p50_x_n":1,"p50_x_n_eff":1,"p50_x_method":"nearest-rank"}
#> {"kind":"stat","n":0,"n_lo":0,"n_hi":null,"n_n_eff":0,"s":0,"s_lo":null,"s_hi":null,"s_n_eff":0,"m":null,"m_lo":null,"m_hi":null,"m_n":0,"m_n_eff":0,"r":null,"r_lo":null,"r_hi":null,"r_n":0,"r_n_eff":0,"p50_x":null,"p50_x_lo":null,"p50_x_hi":null,"p50_x_n":0,"p50_x_n_eff":0,"p50_x_method":"nearest-rank","t":null,"t_lo":null,"t_hi":null,"t_n":0,"t_n_eff":0}
#> {"kind":"stat","n":909000,"n_lo":890497.084266395,"n_hi":927695.1001635855,"n_n_eff":9179.98,"bad":0.009900990099009901,"bad_lo":0.00961765379809,"bad_hi":0.0103705015073,"bad_n":909000,"bad_n_eff":300407}
#> {"kind":"stat","n":909000,"n_n_eff":9179.98,"bad":0.009900990099009901,"bad_n":909000,"bad_n_eff":300407}
#> ["n","of a sample, by weights and their squares"]
#> ["bad","of a sample, by weights and their squares"]
#> ["top_bad_1",null]
#> {"kind":"stat","count":100001,"count_lo":2532.2428334417637,"count_hi":722458.4298876057,"count_n_eff":1.00002}
#2> cxstat: stdin:1: expected a whole number from 1 to 100000 in 'k', found '0'
#2> cxstat: stdin:4: expected a whole number from 1 to 100000 in 'k', found '100001'
#2> cxstat: stdin:5: expected a whole number from 1 to 100000 in 'k', found '2.5'
#2> cxstat: 3 of 5 records rejected (60%)
#2> cxstat: --weight, column 1: expected a value, found end of text
#2>   
#2>   ^
#2> cxstat: metrics, column 14: 'a_n_eff' is also written by 'a' (column 1), choose another name
#2>   a = count(), a_n_eff = sum(x)
#2>                ^
#2> cxstat: b:1: the query differs: aggregates is here ["count/1","count/1"], in the first states ["count/1"]
#? 2
