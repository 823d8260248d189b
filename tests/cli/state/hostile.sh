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

#> status 2
#> status 2
#> [66,1]
#> status 2
#> status 2
#> [3,3]
#2> cxstat: zero:1: a query whose 'max_values' is not a whole number as it can be
#2> cxstat: doubled:1: duplicate object key near '"metrics"'
#2> cxstat: --by: the states have no key 'more'
#2> try 'cxstat --help'
#2> cxstat: stdin:3: line is longer than --max-line
#2> cxstat: 2 of 4 records rejected (50%), more than --max-bad allows
#2> cxstat: 3 of 6 records rejected (50%), more than --max-bad allows
