# Records that cannot be used are set aside; what is not asked for is left alone.
cat > tree.yaml <<'END'
period: day
north_star: a
kpis:
  a: {sum: [x, -y]}
  x: {metric: x}
  y: {metric: y, where: kind == "stat", fold: last}
END
cat > in <<'END'
{"kind":"stat","window":"2026-01-01","x":1,"x_lo":0.5,"x_hi":2,"x_n":9,"y":3}
{"kind":"stat","window":"2026-01-02","x":"two","y":3}
{"kind":"stat","x":2,"y":3}
{"kind":"stat","total":true,"x":2,"y":3}
{"kind":"slo","window":"2026-01-02","y":77}
{"kind":"other","x":null}
{"kind":"stat","window":"2026-01-02","x":1e301}
{"kind":"stat","window":"2026-01-02","x":4,"x_lo":5,"x_hi":6,"y":1}
END
cxkpi --max-bad 4 --only kpi tree.yaml in
cxkpi --max-bad 2 --rejects bad --only part tree.yaml in
echo "status $?"
jq -c '[.line, .code, .message]' bad
# Two records in one period want to be told how they become one.
echo '{"kind":"stat","window":"2026-01-02T05:00:00Z","x":5,"y":2}' | cat in - > two
cxkpi --max-bad 9 tree.yaml two
echo "status $?"
sed 's/x: {metric: x}/x: {metric: x, fold: min}/' tree.yaml > min.yaml
cxkpi --max-bad 9 --only part min.yaml two
for i in 1 2; do echo '{"kind":"stat","window":"2026-01-03","y":'$i'}'; done |
    cxkpi tree.yaml
echo "status $?"
# Times that are too far apart; no records, no whole period.
printf 'period: day\nnorth_star: a\nkpis: {a: {metric: y}, b: {metric: b}, c: {metric: c}, d: {metric: d}, e: {metric: e}, f: {metric: f}}\n' > many.yaml
printf '{"window":"%s","y":1}\n' 0001-01-01 9999-12-31 | cxkpi many.yaml 2>&1 | grep -v 'had a field'
cxkpi tree.yaml < /dev/null | jq -c '[.kpi, .value, .status, .window]'
cxkpi --now 2025-01-01 --only kpi tree.yaml in 2> /dev/null | jq -c '[.kpi, .value, .status]'
cxkpi --gate tree.yaml in
echo "status $?"
# An input that breaks off is shown as far as it went.
sed 1q in | gzip | head -c -4 > cut.gz
cxkpi --only kpi tree.yaml cut.gz | jq -c '[.kpi, .value]'
# Zeros, and a ratio of nothing; hostile names stay names.
cat > zero.yaml <<'END'
period: day
north_star: p
kpis:
  p: {product: [x, y]}
  "\"<b>\u001b[31m": {ratio: [x, y]}
  x: {metric: x}
  y: {metric: y}
END
printf '%s\n' '{"window":"2026-01-01","x":0,"y":3}' '{"window":"2026-01-02","x":5,"y":0}' |
    cxkpi zero.yaml | jq -c '[.kind, .kpi, .of, .value, .change, .contribution]'

# What was shipped before there was time, and long after, of no records and of some.
cat > ships.yaml <<'END'
period: day
north_star: a
kpis: {a: {metric: x}}
ships: [{ship: old, kpi: a, at: 1913-05-01}, {ship: new, kpi: a, at: 9999-01-01}]
END
printf '{"window":"2026-01-0%d","x":%d}\n' 1 1 2 2 > two
for n in 0 2; do
	head -n $n two | cxkpi --only ship ships.yaml | jq -c '[.ship, .n_before, .n_after]'
done

#> {"kind":"kpi","kpi":"a","role":"north_star","depth":0,"window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","value":3,"better":"up","against":"2026-01-01T00:00:00Z","before":-2,"change":5,"change_share":2.5,"trend":5,"trend_lo":null,"trend_hi":null,"trend_per":"day","trend_n":2,"status":"few_points","series":[-2,3]}
#> {"kind":"kpi","kpi":"x","role":"driver","of":"a","depth":1,"window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","value":4,"better":"up","against":"2026-01-01T00:00:00Z","before":1,"change":3,"change_share":3,"trend":3,"trend_lo":null,"trend_hi":null,"trend_per":"day","trend_n":2,"status":"few_points","series":[1,4]}
#> {"kind":"kpi","kpi":"y","role":"driver","of":"a","depth":1,"window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","value":1,"better":"up","against":"2026-01-01T00:00:00Z","before":3,"change":-2,"change_share":-0.666666666667,"trend":-2,"trend_lo":null,"trend_hi":null,"trend_per":"day","trend_n":2,"status":"few_points","series":[3,1]}
#> {"kind":"kpi_part","window":"2026-01-02T00:00:00Z","against":"2026-01-01T00:00:00Z","of":"a","op":"sum","kpi":"x","before":1,"value":4,"change":3,"contribution":3,"contribution_share":0.6,"north_star":"a","north_star_contribution":3,"depth":1}
#> {"kind":"kpi_part","window":"2026-01-02T00:00:00Z","against":"2026-01-01T00:00:00Z","of":"a","op":"sum","kpi":"y","before":3,"value":1,"change":-2,"contribution":2,"contribution_share":0.4,"north_star":"a","north_star_contribution":2,"depth":1}
#> status 4
#> [2,"value","expected a number up to 1e300 for 'x'"]
#> [3,"time","no time in 'window', but a value of 'x'"]
#> [7,"value","expected a number up to 1e300 for 'x'"]
#> status 2
#> {"kind":"kpi_part","window":"2026-01-02T00:00:00Z","against":"2026-01-01T00:00:00Z","of":"a","op":"sum","kpi":"x","before":1,"value":4,"change":3,"contribution":3,"contribution_share":0.75,"north_star":"a","north_star_contribution":3,"depth":1}
#> {"kind":"kpi_part","window":"2026-01-02T00:00:00Z","against":"2026-01-01T00:00:00Z","of":"a","op":"sum","kpi":"y","before":3,"value":2,"change":-1,"contribution":1,"contribution_share":0.25,"north_star":"a","north_star_contribution":1,"depth":1}
#> status 2
#> cxkpi: the records are of more than 3333333 days: is one of their times wrong?
#> ["a",null,"no_data",null]
#> ["x",null,"no_data",null]
#> ["y",null,"no_data",null]
#> ["a",null,"no_data"]
#> ["x",null,"no_data"]
#> ["y",null,"no_data"]
#> status 2
#> ["a",-2]
#> ["x",1]
#> ["y",3]
#> ["kpi","p",null,0,0,null]
#> ["kpi","x","p",5,5,null]
#> ["kpi","y","p",0,-3,null]
#> ["kpi","\"<b>\u001b[31m",null,null,null,null]
#> ["kpi_part","x","p",5,5,7.5]
#> ["kpi_part","y","p",0,-3,-7.5]
#> ["old",0,0]
#> ["new",0,0]
#> ["old",0,2]
#> ["new",2,0]
#2> cxkpi: in:2: expected a number up to 1e300 for 'x'
#2> cxkpi: in:3: no time in 'window', but a value of 'x'
#2> cxkpi: in:7: expected a number up to 1e300 for 'x'
#2> cxkpi: 3 of 8 records rejected (37.5%)
#2> cxkpi: in:2: expected a number up to 1e300 for 'x'
#2> cxkpi: in:3: no time in 'window', but a value of 'x'
#2> cxkpi: in:7: expected a number up to 1e300 for 'x'
#2> cxkpi: 3 of 8 records rejected (37.5%), more than --max-bad allows
#2> cxkpi: two:2: expected a number up to 1e300 for 'x'
#2> cxkpi: two:3: no time in 'window', but a value of 'x'
#2> cxkpi: two:7: expected a number up to 1e300 for 'x'
#2> cxkpi: 3 of 9 records rejected (33.3%)
#2> cxkpi: 'x' has 2 records in the day of 2026-01-02T00:00:00Z: say with fold: how they become one (sum, mean, last, min, max), or with where: which one is meant
#2> try 'cxkpi --help'
#2> cxkpi: two:2: expected a number up to 1e300 for 'x'
#2> cxkpi: two:3: no time in 'window', but a value of 'x'
#2> cxkpi: two:7: expected a number up to 1e300 for 'x'
#2> cxkpi: 3 of 9 records rejected (33.3%)
#2> cxkpi: no record had a field 'x'
#2> cxkpi: 'y' has two last records in the day of 2026-01-03T00:00:00Z: say with where: which one is meant
#2> try 'cxkpi --help'
#2> cxkpi: --gate: tree.yaml has no key_results
#2> try 'cxkpi --help'
#2> cxkpi: cut.gz: truncated gzip stream after 1 line
