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

# States whose check holds, but which no filter wrote: counts and settings have their limits.
cat > zero << 'EOF'
{"kind":"states","filter":"cxstat","version":1,"plan":{"metrics":"top(x, 1)","accuracy":0.01,"exact":false,"max_values":0,"aggregates":["top/1"]},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[],"check":"885981a48485dad7"}
{"kind":"state","key":{},"state":[{"values":["1",1,"2",1]}],"check":"c7780458ce64ab48"}
{"kind":"states_end","groups":1,"records":2,"rejected":0,"check":"65d583eee61fe829"}
EOF
cxstat --merge zero
echo "status $?"
cat > doubled << 'EOF'
{"kind":"states","filter":"cxstat","version":1,"plan":{"metrics":"p50(x)","metrics":"p50(x)","metrics":"p50(x)","metrics":"p50(x)","aggregates":["quantile/1"]},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[],"check":"3a8ff48436eb9a42"}
{"kind":"state","key":{},"state":[{"values":[1,2]}],"check":"4ea38e60c35e39cc"}
{"kind":"states_end","groups":1,"records":2,"rejected":0,"check":"65d583eee61fe829"}
EOF
cxstat --merge doubled
echo "status $?"
# As many keys as states may have, and one more asked for.
echo '{"a":1}' > in
by=$(awk 'BEGIN { for (i = 0; i < 64; i++) printf "%sk%d = a", i ? ", " : "", i }')
cxstat -b "$by" --partial 'n = count()' in > s
cxstat --merge s | jq -c '[length, .k63]'
cxstat --merge -b "$by, more = a" s
echo "status $?"
# A line that is too long is counted.
printf '%s\n' '{"a":1}' bad | cxstat --max-bad 100% --partial 'n = count()' > s 2> /dev/null
awk '{ print } NR == 2 { printf "%500s\n", "" }' s | cxstat --merge --max-line 400
echo "status $?"
# Rejected records stay counted from merge to merge.
cxstat --merge --allow-repeat --partial s s | cxstat --merge --allow-repeat --partial - s | tail -n 1 | jq -c '[.records, .rejected]'

# --merge refuses what belongs to the query, whether it would have changed anything or not.
echo '{"timestamp":"2026-01-01T00:00:00Z","x":1}' > in
cxstat --partial 'last(x)' in > s
for o in '-t t2' '--tz UTC' '--accuracy 0.02' '--max-values 5' --exact '-e x>1' '-f json' \
    '--log-format x' '--regex x' '--map a=b' '--input-tz UTC' '--year 2000' '--now 0' \
    '--from 2026-01-01' '--to 2026-01-01'; do
	cxstat --merge $o s
	echo "$o: status $?"
done
cxsession -u x in --partial > s
cxsession --merge --map a=b s
echo "status $?"
# An aggregate that looks at the time is of another query when the time is.
cxstat --partial 'last(x)' in > s
cxstat -t t2 --partial 'last(x)' in 2> /dev/null | cxstat --merge s -
echo "status $?"
cxstat -w 1d --lateness 1s --idle 0s 'count()' in
echo "status $?"
# Keys whose names are no words come back as they were, of cxstat and of what cxsession keeps.
echo '{"timestamp":"2026-01-01T00:00:00Z","user_id":"u","x":1}' > in
cxstat -b '1 + x, `a-b` = x, `a``b` = x, 0, `` = x, true' --partial 'count()' in > s
cxstat --merge s
cxsession --sessions --keep '1 + x, `a-b` = x' --partial in | cxsession --merge

#> {"kind":"states","filter":"cxstat","version":3,"plan":{"accuracy":"0.01","aggregates":["quantile/1"],"exact":false,"max_values":100000,"metrics":"p50(x)"},"where":null,"time":"timestamp","tz":"UTC","window":"1d","by":[{"name":"r","expr":"r"}],"check":"c12917c242d26da9"}
#> {"kind":"state","key":{"r":"a"},"window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","state":[{"values":[1,2]}],"check":"8d5d9628977e7aa8"}
#> {"kind":"state","key":{"r":"a"},"window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","state":[{"values":[3]}],"check":"d705483daa9c7c4d"}
#> {"kind":"state_source","name":"in","records":3,"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","lines":"ad41730def841aa24bbf3a032712f454","first":"ff8938cdadba6e3a","check":"e2732b99fbf04776"}
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
#> cxstat: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
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
#> status 2
#> status 2
#> [66,1]
#> status 2
#> status 2
#> [3,3]
#> -t t2: status 2
#> --tz UTC: status 2
#> --accuracy 0.02: status 2
#> --max-values 5: status 2
#> --exact: status 2
#> -e x>1: status 2
#> -f json: status 2
#> --log-format x: status 2
#> --regex x: status 2
#> --map a=b: status 2
#> --input-tz UTC: status 2
#> --year 2000: status 2
#> --now 0: status 2
#> --from 2026-01-01: status 2
#> --to 2026-01-01: status 2
#> status 2
#> status 2
#> status 2
#> {"kind":"stat","1_x":2,"a-b":1,"a`b":1,"0":0,"":1,"true":true,"count":1}
#> {"kind":"session","user":"u","session_id":"232f3102ee811e2c","session_number":1,"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:00Z","duration_ms":0,"events":1,"pages":0,"engaged":false,"converted":false,"value":0,"1_x":2,"a-b":1}
#2> cxstat: zero:1: a query whose 'max_values' is not a whole number as it can be
#2> cxstat: doubled:1: duplicate object key near '"metrics"'
#2> cxstat: --by: the states have no key 'more'
#2> try 'cxstat --help'
#2> cxstat: stdin:3: line is longer than --max-line
#2> cxstat: 2 of 4 records rejected (50%), more than --max-bad allows
#2> cxstat: 3 of 6 records rejected (50%), more than --max-bad allows
#2> cxstat: --merge takes the query from the states: leave out --time
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --tz
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --accuracy
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --max-values
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --exact
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --where
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --format
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --log-format
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --regex
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --map
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --input-tz
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --year
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --now
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --from
#2> try 'cxstat --help'
#2> cxstat: --merge takes the query from the states: leave out --to
#2> try 'cxstat --help'
#2> cxsession: --merge takes the query from the states: leave out --map
#2> try 'cxsession --help'
#2> cxstat: stdin:1: --time differs: here 't2', in the first states 'timestamp'
#2> cxstat: --idle: expected a duration such as 10s, got '0s'
#2> try 'cxstat --help'
