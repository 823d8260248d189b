# Every option of cxattribute changes what comes out.
. "$TOP/tests/cli/option.inc"
cat > in <<'END'
{"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","channel":"A"}
{"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","channel":"A"}
{"timestamp":"2026-01-02T00:20:00Z","at":"2026-01-02 00:35:00","user_id":"a","v":"a","channel":"Direct"}
{"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-01 00:10:00","user_id":"a","v":"a","event_name":"purchase","transaction_id":"t","value":9,"n":3}
{"timestamp":"2026-01-03T00:40:00Z","at":"2026-01-03 00:10:00","user_id":"a","v":"a","event_name":"purchase","value":1,"n":2}
{"timestamp":"2026-01-04T00:40:00Z","at":"2026-01-04 00:40:00","user_id":"b","v":"a","event_name":"cancel","transaction_id":"t","value":1}
END
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'timestamp\tuser_id\tchannel\n1767261600\t2\tA\n' > tsv
printf 'channel,cost\nA,2\n' > cost
printf '{"kind":"identity","id":"b","user":"a"}\n' > ids
echo 'bad' > bad
seq 1767261600 1767261603 > seq
printf '{"timestamp":1767261600,"user_id":"b","channel":"A"}\n{"timestamp":1767261600,"user_id":"a","channel":"B"}\n' > unsorted
cxattribute --partial in > state
last='cxattribute --model last'
apache="cxattribute --per-user -u client_ip --channel client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change '-u v' 'cxattribute --per-user @ in'
change '--user v' 'cxattribute --per-user @ in'
change '--ids ids' "cxattribute --model last --refund 'event_name == \"cancel\"' @ in"
change '--channel v' "$last @ in"
change "--touch 'v == \"b\"'" 'cxattribute --model linear @ in'
change "--order 'event_name == \"cancel\"'" "$last @ in"
change "--refund 'event_name == \"cancel\"'" "$last @ in"
change '--value n' "$last @ in"
change '--lookback 30m' 'cxattribute --model first,linear @ in'
change '--keep-touches' "$last @ in"
change '--transform exposure' 'cxattribute --model linear @ in'
change '--direct a' 'cxattribute --model last-non-direct @ in'
change '--model first' 'cxattribute @ in'
change '--cost cost' "$last @ in"
change --ci "$last @ in"
change '--bootstrap 10' "$last --ci @ in"
change '--seed 3' "$last --ci --bootstrap 10 @ in"
change '--conf 0.6' "$last --ci @ in"
change '--paths 1' 'cxattribute @ in'
change --per-user 'cxattribute @ in'
change --sorted "$last @ unsorted"
change --partial "$last @ in"
change --merge "$last @ state"
change '--max-facts 2' "$last @ in"
change "-e 'n == 3'" "$last @ in"
change "--where 'n == 2'" "$last @ in"
change '-f tsv' "$last @ tsv"
change '--format tsv' "$last @ tsv"
change "--log-format '[%t] %h'" "$last -u client_ip --channel client_ip -f apache @ syslog"
change "--regex '(?<timestamp>[0-9]+)'" "$last -u 1 --channel 2 -f regex @ seq"
change '--map channel=v' "$last @ in"
echo '- {channel: Newsletter, source: crm}' > channels
echo '{"timestamp":1767261600,"user_id":"a","source":"crm","medium":"email"}' > visit
change '--channels channels' 'cxattribute --per-user @ visit'
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\",\"utm_source\":\"google\"}}' | cxattribute --per-user @"
change '--input-tz Europe/Berlin' 'cxattribute --per-user -t at @ in'
change '--year 2024' "$apache @ syslog"
change '--now 2024-06-01' "$apache @ syslog"
change '-t at' "$last @ in"
change '--time at' "$last @ in"
change '--tz Asia/Tokyo' 'cxattribute --per-user @ in'
change '--from 2026-01-02' "$last @ in"
change '--to 2026-01-02' "$last @ in"
change '-o out' "$last @ in; cat out"
change '--output out' "$last @ in; cat out"
change '--rejects out' "$last @ bad; cat out"
change '--max-bad 1' "$last @ bad; echo \$?"
change --strict-fields "$last -e 'exists(gone)' @ in; echo \$?"
change --strict "$last @ bad in"
change '--max-line 256' "printf '{\"timestamp\":1767261600,\"channel\":\"A\",\"user_id\":\"%0300d\"}\n' 1 | $last @"
change -h "$last @ in | head -n 1"
change --help "$last @ in | head -n 1"
change --version "$last @ in | cut -c 1-21"
seq 30000 | sed 's/.*/{"timestamp":"2026-01-01","user_id":"user &","channel":"A"}/' > many
steady '-j 1' "$last @ many"
steady '-j 8' "$last @ many"
steady '--threads 3' "$last @ many"
steady --progress "$last @ many"
change --once 'cxattribute --merge @ state state | wc -l'
change --allow-repeat 'cxattribute --merge @ state state | wc -l'
untried cxattribute
