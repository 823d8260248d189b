# What operators are told: once for a group, repeated, escalated, resolved; from run to run.
cat > policy.yaml <<'EOF'
policy: Operators
keys: {ledger_file: ledger.key}
channels:
  mail: {smtp: "smtp://127.0.0.1:25", from: cxutils <cxutils@example.org>}
alerts:
  objective:
    on: {kind: slo, where: verdict == "fail"}
    resolve_on: {kind: slo, where: verdict == "pass"}
    group: [slo, objective]
    wait: 0s
    repeat: 1h
    tell:
      - {channel: mail, to: ops@example.org}
      - {channel: mail, to: lead@example.org, after: 30m}
    template: objective
  silence:
    on: {kind: gap}
    resolve_after: 1d
    say_resolved: false
    wait: 1m
    interval: 10m
    tell: [{channel: mail, to: ops@example.org}]
    template: silence
templates:
  objective:
    subject: "{{state}}: {{objective}}"
    text: "{{state}}, {{bad}} of {{n}}, since {{since}}, {{records}} records"
  silence: {subject: "{{state}}: {{metric}}", text: "{{members}} of them, {{joined}} new"}
EOF
(umask 077; echo 'k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' > ledger.key)
slo='{"kind":"slo","slo":"shop","n":300,"bad":9'
cat > results <<EOF
$slo,"objective":"latency","verdict":"fail","window_end":"2026-11-01T01:00:00Z"}
$slo,"objective":"latency","verdict":"fail","window_end":"2026-11-01T01:05:00Z"}
$slo,"objective":"errors","verdict":"pass","window_end":"2026-11-01T01:05:00Z"}
$slo,"objective":"errors","verdict":"fail","window_end":"2026-11-01T01:40:00Z"}
{"kind":"gap","metric":"orders","window_end":"2026-11-01T02:05:00Z"}
{"kind":"gap","metric":"visits","window_end":"2026-11-01T02:05:30Z"}
$slo,"objective":"latency","verdict":"pass","window_end":"2026-11-01T02:06:30Z"}
{"kind":"gap","metric":"orders","window_end":"2026-11-01T02:10:00Z"}
{"kind":"gap","metric":"signups","window_end":"2026-11-01T02:11:00Z"}
$slo,"objective":"latency","verdict":"fail","window_end":"2026-11-01T02:12:00Z"}
$slo,"objective":"latency","verdict":"fail","window_end":"2026-11-01T06:20:00Z"}
EOF
said() { sed 's/.*"ts":"[^T]*T\([^Z]*\)Z.*"scenario":"\([^"]*\)".*"group":\(.*\),"state":"\([^"]*\)".*/\1 \2 \3 \4/'; }
cxnotify --stateless -t window_end policy.yaml results > once
said < once
echo 'a ledger, and a run for every record; the last one comes again'
while read -r record; do
	at=${record##*'"window_end":"'}
	echo "$record" > part
	cxnotify --ledger db --now "${at%'"'*}" -t window_end policy.yaml part 2> /dev/null
done < results > runs
cxnotify --ledger db --now 2026-11-01T06:20:00Z -t window_end policy.yaml part 2> /dev/null >> runs
said < runs

#> 01:00:00 objective ["shop","latency"] firing
#> 01:30:00 objective ["shop","latency"] escalated
#> 01:40:00 objective ["shop","errors"] firing
#> 02:00:00 objective ["shop","latency"] firing
#> 02:00:00 objective ["shop","latency"] firing
#> 02:06:00 silence [] firing
#> 02:06:30 objective ["shop","latency"] resolved
#> 02:06:30 objective ["shop","latency"] resolved
#> 02:10:00 objective ["shop","errors"] escalated
#> 02:12:00 objective ["shop","latency"] firing
#> 02:16:00 silence [] firing
#> 02:40:00 objective ["shop","errors"] firing
#> 02:40:00 objective ["shop","errors"] firing
#> 02:42:00 objective ["shop","latency"] escalated
#> 03:12:00 objective ["shop","latency"] firing
#> 03:12:00 objective ["shop","latency"] firing
#> 03:40:00 objective ["shop","errors"] firing
#> 03:40:00 objective ["shop","errors"] firing
#> 04:12:00 objective ["shop","latency"] firing
#> 04:12:00 objective ["shop","latency"] firing
#> 04:40:00 objective ["shop","errors"] firing
#> 04:40:00 objective ["shop","errors"] firing
#> 05:12:00 objective ["shop","latency"] firing
#> 05:12:00 objective ["shop","latency"] firing
#> 05:40:00 objective ["shop","errors"] firing
#> 05:40:00 objective ["shop","errors"] firing
#> 06:12:00 objective ["shop","latency"] firing
#> 06:12:00 objective ["shop","latency"] firing
#> 06:16:00 silence [] firing
#> a ledger, and a run for every record; the last one comes again
#> 01:00:00 objective ["shop","latency"] firing
#> 01:40:00 objective ["shop","latency"] escalated
#> 01:40:00 objective ["shop","errors"] firing
#> 02:05:00 objective ["shop","latency"] firing
#> 02:05:00 objective ["shop","latency"] firing
#> 02:06:30 silence [] firing
#> 02:06:30 objective ["shop","latency"] resolved
#> 02:06:30 objective ["shop","latency"] resolved
#> 02:10:00 objective ["shop","errors"] escalated
#> 02:12:00 objective ["shop","latency"] firing
#> 06:20:00 silence [] firing
#> 06:20:00 objective ["shop","errors"] firing
#> 06:20:00 objective ["shop","errors"] firing
#> 06:20:00 objective ["shop","latency"] firing
#> 06:20:00 objective ["shop","latency"] firing
