# What is damaged, truncated, newer or foreign is refused with the reason, and nothing is written.
try() {
	printf '$ %s\n' "$1"
	eval "$1" 2>&1
	echo "[$?]"
}
printf '{"timestamp":"2026-01-0%dT00:00:00Z","r":"a","x":%d}\n' 1 1 1 2 2 3 > in
cxstat -b r -w 1d --partial 'p50(x)' in > s
cat s
try 'head -n 2 s | cxstat --merge'
try 'sed 2d s | cxstat --merge'
try 'sed 2p s | cxstat --merge'
try 'tail -n +2 s | cxstat --merge'
try 'sed "2s/2026-01-01/2026-01-03/" s | cxstat --merge'
try 'head -c 300 s | cxstat --merge'
try 'cxstat --merge in'
try 'cxstat --merge < /dev/null'
try 'cxstat -b r -w 1d --partial "p95(x)" in | cxstat --merge s -'
try 'cxstat -b r -w 1d --partial --accuracy 0.02 "p50(x)" in | cxstat --merge s -'
try 'cxstat -b r -w 1d --partial -e "x > 1" "p50(x)" in | cxstat --merge s -'
try 'cxstat -b r -w 1d --partial --tz Asia/Tokyo "p50(x)" in | cxstat --merge s -'
try 'cxstat -b "r = upper(r)" -w 1d --partial "p50(x)" in | cxstat --merge s -'
try 'cxstat -w 1d --partial "p50(x)" in | cxstat --merge s -'
try 'cxstat -b r --partial "p50(x)" in | cxstat --merge s -'
try 'cxstat --merge -w 1h s'
try 'cxstat --merge -b q s'
try 'cxstat --merge -e "x > 1" s'
try 'cxstat -w 1d --partial --totals "p50(x)" in'
try 'cxstat --merge -o out s; ls out; cat out'
try 'head -n 2 s | cxstat --merge -o out2; ls out2'

#> {"kind":"states","filter":"cxstat","version":2,"plan":{"accuracy":"0.01","aggregates":["quantile/1"],"exact":false,"max_values":100000,"metrics":"p50(x)"},"where":null,"time":"timestamp","tz":"UTC","window":"1d","by":[{"name":"r","expr":"r"}],"check":"c882066e822eff9d"}
#> {"kind":"state","key":{"r":"a"},"window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","state":[{"values":[1,2]}],"check":"8d5d9628977e7aa8"}
#> {"kind":"state","key":{"r":"a"},"window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","state":[{"values":[3]}],"check":"d705483daa9c7c4d"}
#> {"kind":"state_source","name":"in","records":3,"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","lines":"778c6b6fc14a1f52","first":"ff8938cdadba6e3a","check":"af9f9351ddc246f0"}
#> {"kind":"states_end","groups":2,"sources":1,"records":3,"rejected":0,"check":"03e3244df623bf59"}
#> $ head -n 2 s | cxstat --merge
#> cxstat: stdin:2: the states end before their last line: truncated
#> [2]
#> $ sed 2d s | cxstat --merge
#> cxstat: stdin:4: 1 states were read, the last line speaks of 2: lines are missing or doubled
#> [2]
#> $ sed 2p s | cxstat --merge
#> cxstat: stdin:6: 3 states were read, the last line speaks of 2: lines are missing or doubled
#> [2]
#> $ tail -n +2 s | cxstat --merge
#> cxstat: stdin:1: expected the first line of saved states
#> [2]
#> $ sed "2s/2026-01-01/2026-01-03/" s | cxstat --merge
#> cxstat: stdin:2: not a saved state, or damaged: its check does not match
#> [2]
#> $ head -c 300 s | cxstat --merge
#> cxstat: stdin:2: not a saved state: string has no closing quote
#> [2]
#> $ cxstat --merge in
#> cxstat: in:1: not a saved state, or damaged: its check does not match
#> [2]
#> $ cxstat --merge < /dev/null
#> cxstat: no saved states in the input
#> [2]
#> $ cxstat -b r -w 1d --partial "p95(x)" in | cxstat --merge s -
#> cxstat: stdin:1: the query differs: metrics is here "p95(x)", in the first states "p50(x)"
#> [2]
#> $ cxstat -b r -w 1d --partial --accuracy 0.02 "p50(x)" in | cxstat --merge s -
#> cxstat: stdin:1: the query differs: --accuracy is here "0.02", in the first states "0.01"
#> [2]
#> $ cxstat -b r -w 1d --partial -e "x > 1" "p50(x)" in | cxstat --merge s -
#> cxstat: stdin:1: --where differs: here 'x > 1', in the first states ''
#> [2]
#> $ cxstat -b r -w 1d --partial --tz Asia/Tokyo "p50(x)" in | cxstat --merge s -
#> cxstat: stdin:1: --tz differs: here 'Asia/Tokyo', in the first states 'UTC'
#> [2]
#> $ cxstat -b "r = upper(r)" -w 1d --partial "p50(x)" in | cxstat --merge s -
#> cxstat: stdin:1: the key differs: here 'upper(r)', in the first states 'r'
#> [2]
#> $ cxstat -w 1d --partial "p50(x)" in | cxstat --merge s -
#> cxstat: stdin:1: these states have no key 'r' (see --by)
#> [2]
#> $ cxstat -b r --partial "p50(x)" in | cxstat --merge s -
#> cxstat: stdin:1: these states have no windows: they cannot be cut into any
#> [2]
#> $ cxstat --merge -w 1h s
#> cxstat: s:1: windows of 1d do not nest in those asked for
#> [2]
#> $ cxstat --merge -b q s
#> cxstat: --by: the states have no key 'q'
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -e "x > 1" s
#> cxstat: --merge takes the query from the states: leave out --where
#> try 'cxstat --help'
#> [2]
#> $ cxstat -w 1d --partial --totals "p50(x)" in
#> cxstat: --totals does not go with --partial
#> try 'cxstat --help'
#> [2]
#> $ cxstat --merge -o out s; ls out; cat out
#> out
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","r":"a","p50_x":1,"p50_x_lo":null,"p50_x_hi":null,"p50_x_n":2,"p50_x_method":"nearest-rank"}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","r":"a","p50_x":3,"p50_x_lo":null,"p50_x_hi":null,"p50_x_n":1,"p50_x_method":"nearest-rank"}
#> [0]
#> $ head -n 2 s | cxstat --merge -o out2; ls out2
#> cxstat: stdin:2: the states end before their last line: truncated
#> ls: cannot access 'out2': No such file or directory
#> [2]
