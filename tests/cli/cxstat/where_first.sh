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
