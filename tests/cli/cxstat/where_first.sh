# What -e does not ask for is not asked for its time: logs mix lines that have one with others.
cat > mixed <<'EOT'
{"type":"Metric","name":"m"}
{"type":"Point","ts":"2026-01-01T00:00:00Z","v":1}
{"type":"Point","ts":"2026-01-01T00:02:00Z","v":3}
{"type":"End"}
EOT
cxstat -t ts -w 1m -e 'type == "Point"' 'n = count(), sum(v)' mixed
echo "status $?"
cxselect -t ts --from 2026-01-01T00:01:00Z -e 'type == "Point"' mixed
echo "status $?"
cat > spec <<'EOT'
objectives:
  - {name: v, bad: v > 2, target: 10%}
EOT
cxslo -t ts -e 'type == "Point"' spec mixed | cxselect --fields kind,n,bad
echo '{"type":"Point"}' >> mixed
cxstat -t ts -w 1m -e 'type == "Point"' 'n = count()' mixed
echo "status $?: one that is asked for must have it"

#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:01:00Z","n":1,"sum_v":1}
#> {"kind":"stat","window":"2026-01-01T00:02:00Z","window_end":"2026-01-01T00:03:00Z","n":1,"sum_v":3}
#> status 0
#> {"type":"Point","ts":"2026-01-01T00:02:00Z","v":3}
#> status 0
#> {"kind":"slo","n":2,"bad":1}
#> {"kind":"slo"}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-01T00:01:00Z","n":1}
#> {"kind":"stat","window":"2026-01-01T00:02:00Z","window_end":"2026-01-01T00:03:00Z","n":1}
#> status 4: one that is asked for must have it
#2> cxslo: inconclusive: spec: v: bad 1 of 2: 50% [2.53%, 97.5%], allowed 90%; not enough events; needs about 5 events
#2> cxstat: mixed:5: no time: the record has no field 'ts' (see --time)
#2> cxstat: 1 of 5 records rejected (20%), more than --max-bad allows
