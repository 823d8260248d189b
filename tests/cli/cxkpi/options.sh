# Every option of cxkpi changes what comes out.
. "$TOP/tests/cli/option.inc"
cat >tree.yaml <<'END'
period: day
north_star: v
kpis: {v: {share: [a, b]}, a: {metric: a, fold: sum}, b: {metric: b, fold: sum}}
key_results: [{key_result: k, kpi: v, start: 0.1, target: 0.9, from: 2026-01-01, by: 2026-01-05}]
END
for d in 1 2 3; do echo '{"window":"2026-01-0'$d'T23:00:00Z","at":"2026-02-0'$d'","a":'$d',"b":10}'; done >in
jq -r '[.window, .a, .b] | @csv' in | sed '1s/^/window,a,b\n/' >in.csv
echo '{"window":"2026-01-02 02:00:00","a":1,"b":2}' >zone
echo '{"window":"Jan  5 10:00:00","a":1,"b":2}' >year
r='cxkpi --only kpi @ tree.yaml'
q='jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1'
for e in -e --where; do change "$e 'a < 3'" "$r in | $q"; done
change '--against 2' "$r in | $q"
change '--only part' "cxkpi @ tree.yaml in | jq -c '[.kind, .kpi, .contribution]'"
change '--gate' 'cxkpi @ tree.yaml in >/dev/null; echo $?'
change '--conf 0.8' "$r in | $q"
for f in -f --format; do change "$f csv" "$r in.csv 2>&1 | $q"; done
change '--log-format x' "$r in | $q"
change '--regex x' "$r in | $q"
change '--grok x' "$r in | $q"
change '--continue x' "$r in | $q"
change '--schema ga4' "$r in | $q"
change '--run-start 2026-01-02' "$r --schema hey -t timestamp in 2>&1 | head -n 1"
change '--map a=b' "$r in | $q"
change '--input-tz Asia/Seoul' "$r zone | $q"
change '--year 2020' "$r --now 2027-01-01 year | $q"
change '--strict-fields' "jq -c 'del(.b)' in | cxkpi --only part @ tree.yaml; echo \$?"
for t in -t --time; do change "$t at" "$r in | $q"; done
change '--tz Asia/Seoul' "$r in | $q"
change '--from 2026-01-03' "$r in | $q"
change '--to 2026-01-03' "$r in | $q"
change '--now 2026-01-03' "$r in | $q"
for o in -o --output; do change "$o out" "cxkpi --only part @ tree.yaml in | wc -l; wc -l <out"; done
bad="(cat in; echo x) | cxkpi --only part --max-bad 1"
change '--rejects out' "$bad @ tree.yaml >/dev/null; cat out"
change '--max-bad 0' "$bad @ tree.yaml >/dev/null; echo \$?"
change '--strict' "$bad @ tree.yaml >/dev/null; echo \$?"
change '--max-line 256' "(cat in; printf '%300s\n' '{}') | cxkpi --only part @ tree.yaml >/dev/null; echo \$?"
wide "cxkpi --only kpi tree.yaml" in
change '-h' 'cxkpi @ tree.yaml </dev/null | head -n 1'
change '--help' 'cxkpi @ tree.yaml </dev/null | head -n 1'
change '--version' 'cxkpi @ tree.yaml </dev/null | sed "s/ [0-9].*//"'
tables 'cxkpi tree.yaml'
untried cxkpi

#> $ cxkpi --only kpi -e 'a < 3' tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-02T00:00:00Z",0.2,0.0566821514544,0.1]
#> $ cxkpi --only kpi --where 'a < 3' tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-02T00:00:00Z",0.2,0.0566821514544,0.1]
#> $ cxkpi --only kpi --against 2 tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-03T00:00:00Z",0.3,0.107791267406,0.2]
#> $ cxkpi --only part tree.yaml in | jq -c '[.kind, .kpi, .contribution]'
#> ["kpi_part","a",0.1]
#> ["kpi_part","b",0]
#> $ cxkpi --gate tree.yaml in >/dev/null; echo $?
#> 1
#> $ cxkpi --only kpi --conf 0.8 tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-03T00:00:00Z",0.3,0.153799178076,0.1]
#> $ cxkpi --only kpi -f csv tree.yaml in.csv 2>&1 | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-03T00:00:00Z",0.3,0.107791267406,0.1]
#> $ cxkpi --only kpi --format csv tree.yaml in.csv 2>&1 | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-03T00:00:00Z",0.3,0.107791267406,0.1]
#> $ cxkpi --only kpi --log-format x tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> cxkpi: --log-format goes with -f nginx or -f apache or -f tomcat, not ndjson
#> try 'cxkpi --help'
#> $ cxkpi --only kpi --regex x tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> cxkpi: --regex goes with -f regex, not ndjson
#> try 'cxkpi --help'
#> $ cxkpi --only kpi --grok x tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> cxkpi: --grok goes with -f grok, not ndjson
#> try 'cxkpi --help'
#> $ cxkpi --only kpi --continue x tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> cxkpi: --continue goes with texts: regex, grok, logfmt, an error log, an envelope, not ndjson
#> try 'cxkpi --help'
#> $ cxkpi --only kpi --schema ga4 tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> cxkpi: in:1:1: no record of ga4: expected 'event_timestamp' or 'event_date'
#> cxkpi: in:2:1: no record of ga4: expected 'event_timestamp' or 'event_date'
#> cxkpi: in:3:1: no record of ga4: expected 'event_timestamp' or 'event_date'
#> cxkpi: 3 of 3 records rejected (100%), more than --max-bad allows
#> ["v",null,null,null,null]
#> $ cxkpi --only kpi --run-start 2026-01-02 tree.yaml --schema hey -t timestamp in 2>&1 | head -n 1
#> cxkpi: in: the header cannot be read: quote inside a field that does not begin with one
#> $ cxkpi --only kpi --map a=b tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> cxkpi: no record had a field 'b'
#> ["v","2026-01-03T00:00:00Z",null,null,null]
#> $ cxkpi --only kpi --input-tz Asia/Seoul tree.yaml zone | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-01T00:00:00Z",0.5,0.0945312057342,null]
#> $ cxkpi --only kpi --year 2020 tree.yaml --now 2027-01-01 year | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2020-01-05T00:00:00Z",0.5,0.0945312057342,null]
#> $ jq -c 'del(.b)' in | cxkpi --only part --strict-fields tree.yaml; echo $?
#> cxkpi: no record had a field 'b'
#> 4
#> $ cxkpi --only kpi -t at tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-02-03T00:00:00Z",0.3,0.107791267406,0.1]
#> $ cxkpi --only kpi --time at tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-02-03T00:00:00Z",0.3,0.107791267406,0.1]
#> $ cxkpi --only kpi --tz Asia/Seoul tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-04T00:00:00+09:00",0.3,0.107791267406,0.1]
#> $ cxkpi --only kpi --from 2026-01-03 tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-03T00:00:00Z",0.3,0.107791267406,null]
#> $ cxkpi --only kpi --to 2026-01-03 tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-02T00:00:00Z",0.2,0.0566821514544,0.1]
#> $ cxkpi --only kpi --now 2026-01-03 tree.yaml in | jq -c "[.kpi, .window, .value, .value_lo, .change]" | head -n 1
#> ["v","2026-01-02T00:00:00Z",0.2,0.0566821514544,0.1]
#> $ cxkpi --only part -o out tree.yaml in | wc -l; wc -l <out
#> 0
#> 2
#> $ cxkpi --only part --output out tree.yaml in | wc -l; wc -l <out
#> 0
#> 2
#> $ (cat in; echo x) | cxkpi --only part --max-bad 1 --rejects out tree.yaml >/dev/null; cat out
#> cxkpi: stdin:4:1: expected an object, found 'x'
#> cxkpi: 1 of 4 records rejected (25%)
#> {"kind":"reject","source":"stdin","line":4,"column":1,"code":"json","message":"expected an object, found 'x'","raw":"x"}
#> $ (cat in; echo x) | cxkpi --only part --max-bad 1 --max-bad 0 tree.yaml >/dev/null; echo $?
#> cxkpi: stdin:4:1: expected an object, found 'x'
#> cxkpi: 1 of 4 records rejected (25%), more than --max-bad allows
#> 4
#> $ (cat in; echo x) | cxkpi --only part --max-bad 1 --strict tree.yaml >/dev/null; echo $?
#> cxkpi: stdin:4:1: expected an object, found 'x'
#> 2
#> $ (cat in; printf '%300s
#> ' '{}') | cxkpi --only part --max-line 256 tree.yaml >/dev/null; echo $?
#> cxkpi: stdin:4: line is longer than --max-line
#> cxkpi: 1 of 4 records rejected (25%), more than --max-bad allows
#> 4
#> $ zstd -q --long=28 < narrow | cxkpi --only kpi tree.yaml --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"kpi","kpi":"b","role":"driver","of":"v","depth":1,"
#> $ cxkpi -h tree.yaml </dev/null | head -n 1
#> usage: cxkpi [OPTION...] TREE [FILE...]
#> $ cxkpi --help tree.yaml </dev/null | head -n 1
#> usage: cxkpi [OPTION...] TREE [FILE...]
#> $ cxkpi --version tree.yaml </dev/null | sed "s/ [0-9].*//"
#> cxkpi (cxutils)
#> Licence GPL-3.0-or-later: free software, without warranty.
#> $ cxkpi tree.yaml -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxkpi tree.yaml -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxkpi tree.yaml -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxkpi tree.yaml -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxkpi tree.yaml -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxkpi tree.yaml -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
