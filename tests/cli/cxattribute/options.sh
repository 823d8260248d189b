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
spilling "$last"
change "-e 'n == 3'" "$last @ in"
change "--where 'n == 2'" "$last @ in"
change '-f tsv' "$last @ tsv"
change '--format tsv' "$last @ tsv"
change "--log-format '[%t] %h'" "$last -u client_ip --channel client_ip -f apache @ syslog"
change "--regex '(?<timestamp>[0-9]+)'" "$last -u 1 --channel 2 -f regex @ seq"
change "--grok '(?<timestamp>[0-9]+)'" "$last -u 1 --channel 2 -f grok @ seq"
change '--continue .' "$last -u 1 --channel 2 -f regex --regex '(?<timestamp>[0-9]+)' @ seq"
change '--map channel=v' "$last @ in"
echo '- {channel: Newsletter, source: crm}' > channels
echo '{"timestamp":1767261600,"user_id":"a","source":"crm","medium":"email"}' > visit
change '--channels channels' 'cxattribute --per-user @ visit'
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\",\"utm_source\":\"google\"}}' | cxattribute --per-user @"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxattribute --schema hey @ --per-user --map user_id=status-code 2>&1"
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
wide "$last" in
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
going_on "$last" in 'cxattribute --merge @ state > /dev/null'
tables 'cxattribute'
untried cxattribute

#> $ cxattribute --per-user -u v in
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-02T00:40:00Z","transaction_id":"t","value":9,"path":["A","Direct"],"times":["2026-01-02T00:10:00Z","2026-01-02T00:20:00Z"]}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-03T00:40:00Z","value":1,"path":[],"times":[]}
#> {"kind":"attribution_user","user":"b","converted":false,"path":["A"],"times":["2026-01-01T23:50:00Z"]}
#> $ cxattribute --per-user --user v in
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-02T00:40:00Z","transaction_id":"t","value":9,"path":["A","Direct"],"times":["2026-01-02T00:10:00Z","2026-01-02T00:20:00Z"]}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-03T00:40:00Z","value":1,"path":[],"times":[]}
#> {"kind":"attribution_user","user":"b","converted":false,"path":["A"],"times":["2026-01-01T23:50:00Z"]}
#> $ cxattribute --model last --refund 'event_name == "cancel"' --ids ids in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":8,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --channel v in
#> {"kind":"attribution","model":"last","channel":"a","conversions":2,"value":10,"share":1,"touches":5}
#> {"kind":"attribution","model":"last","channel":"b","conversions":0,"value":0,"share":0,"touches":1}
#> $ cxattribute --model linear --touch 'v == "b"' in
#> {"kind":"attribution","model":"linear","channel":"A","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"linear","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --order 'event_name == "cancel"' in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":0,"value":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --refund 'event_name == "cancel"' in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":0}
#> $ cxattribute --model last --value n in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":3,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":2}
#> $ cxattribute --model first,linear --lookback 30m in
#> {"kind":"attribution","model":"first","channel":"A","conversions":1,"value":9,"share":1,"touches":2}
#> {"kind":"attribution","model":"first","channel":"Direct","conversions":0,"value":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"first","unattributed":true,"conversions":1,"value":1}
#> {"kind":"attribution","model":"linear","channel":"A","conversions":0.5,"value":4.5,"share":0.5,"touches":2}
#> {"kind":"attribution","model":"linear","channel":"Direct","conversions":0.5,"value":4.5,"share":0.5,"touches":1}
#> {"kind":"attribution","model":"linear","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --keep-touches in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":4}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":2,"value":10,"share":1,"touches":2}
#> $ cxattribute --model linear --transform exposure in
#> {"kind":"attribution","model":"linear","channel":"A","conversions":0.5,"value":4.5,"share":0.5,"touches":1}
#> {"kind":"attribution","model":"linear","channel":"Direct","conversions":0.5,"value":4.5,"share":0.5,"touches":1}
#> {"kind":"attribution","model":"linear","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last-non-direct --direct a in
#> {"kind":"attribution","model":"last-non-direct","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last-non-direct","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last-non-direct","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model first in
#> {"kind":"attribution","model":"first","channel":"A","conversions":1,"value":9,"share":1,"touches":2}
#> {"kind":"attribution","model":"first","channel":"Direct","conversions":0,"value":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"first","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --cost cost in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2,"cost":2,"roas":0}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --ci in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"conversions_lo":0,"conversions_hi":3,"value":9,"value_lo":0,"value_hi":27,"share":1,"share_lo":0,"share_hi":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --ci --bootstrap 10 in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"conversions_lo":0,"conversions_hi":2,"value":9,"value_lo":0,"value_hi":18,"share":1,"share_lo":0,"share_hi":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --ci --bootstrap 10 --seed 3 in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"conversions_lo":0,"conversions_hi":3,"value":9,"value_lo":0,"value_hi":27,"share":1,"share_lo":0,"share_hi":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --ci --conf 0.6 in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"conversions_lo":0,"conversions_hi":0,"value":0,"value_lo":0,"value_hi":0,"share":0,"share_lo":0,"share_hi":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"conversions_lo":0,"conversions_hi":2,"value":9,"value_lo":0,"value_hi":18,"share":1,"share_lo":0,"share_hi":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --paths 1 in
#> {"kind":"attribution_path","path":["A","A","Direct"],"n":1,"share":1,"conversions":1,"rate":1,"rate_lo":0.206549314,"rate_hi":1,"value":9}
#> $ cxattribute --per-user in
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-02T00:40:00Z","transaction_id":"t","value":9,"path":["A","A","Direct"],"times":["2026-01-01T23:50:00Z","2026-01-02T00:10:00Z","2026-01-02T00:20:00Z"]}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-03T00:40:00Z","value":1,"path":[],"times":[]}
#> $ cxattribute --model last --sorted unsorted
#> cxattribute: unsorted:2: "a" comes after "b": not sorted, do without --sorted
#> $ cxattribute --model last --partial in
#> {"kind":"states","filter":"cxattribute","version":3,"plan":{"channel":"coalesce(channel, if(exists(source) || exists(medium), channel(source, medium), null))","order":"event_name == \"purchase\"","refund":"event_name == \"refund\"","value":"value"},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"428318be5456f5ce"}
#> {"kind":"state","key":{"user":"a"},"state":[[1767311400000000,["A"]],[1767312600000000,["A"]],[1767313200000000,["Direct"]],[1767314400000000,[null,1,"t",9]],[1767400800000000,[null,1,null,1]]],"check":"387f4bb84069b8c7"}
#> {"kind":"state_source","name":"in","records":6,"from":"2026-01-01T23:50:00Z","to":"2026-01-04T00:40:00Z","lines":"9fc7ce307ebb264567d7222b2304bf27","first":"abe69f03d3e98a32","check":"a6cb05c34e496fc4"}
#> {"kind":"states_end","groups":1,"sources":1,"records":6,"rejected":0,"check":"65aa7ec2cbc27860"}
#> $ cxattribute --model last --merge state
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --max-facts 2 in
#> cxattribute: more than 2 records to keep (see --max-facts)
#> $ cxattribute --model last --max-memory 1 spilled | cksum
#> the same
#> $ cxattribute --model last --max-memory 1 --tmp nosuch spilled 2>&1
#> cxattribute: nosuch: a temporary file: No such file or directory
#> $ cxattribute --model last -e 'n == 3' in
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":9}
#> $ cxattribute --model last --where 'n == 2' in
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last -f tsv tsv
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"share":0,"touches":1}
#> $ cxattribute --model last --format tsv tsv
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"share":0,"touches":1}
#> $ cxattribute --model last -u client_ip --channel client_ip -f apache --log-format '[%t] %h' syslog
#> cxattribute: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxattribute: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxattribute --model last -u 1 --channel 2 -f regex --regex '(?<timestamp>[0-9]+)' seq
#> {"kind":"attribution","model":"last","channel":"2","conversions":0,"share":0,"touches":4}
#> $ cxattribute --model last -u 1 --channel 2 -f grok --grok '(?<timestamp>[0-9]+)' seq
#> {"kind":"attribution","model":"last","channel":"2","conversions":0,"share":0,"touches":4}
#> $ cxattribute --model last -u 1 --channel 2 -f regex --regex '(?<timestamp>[0-9]+)' --continue . seq
#> {"kind":"attribution","model":"last","channel":"2","conversions":0,"share":0,"touches":1}
#> $ cxattribute --model last --map channel=v in
#> {"kind":"attribution","model":"last","channel":"a","conversions":2,"value":10,"share":1,"touches":5}
#> {"kind":"attribution","model":"last","channel":"b","conversions":0,"value":0,"share":0,"touches":1}
#> $ cxattribute --per-user --channels channels visit
#> {"kind":"attribution_user","user":"a","converted":false,"path":["Newsletter"],"times":["2026-01-01T10:00:00Z"]}
#> $ echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","utm_source":"google"}}' | cxattribute --per-user --schema mixpanel
#> {"kind":"attribution_user","user":"7","converted":false,"path":["Organic Search"],"times":["2026-09-01T00:00:00Z"]}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxattribute --schema hey --run-start 2026-09-01 --per-user --map user_id=status-code 2>&1
#> $ cxattribute --per-user -t at --input-tz Europe/Berlin in
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2025-12-31T23:10:00Z","transaction_id":"t","value":9,"path":[],"times":[]}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-02T23:10:00Z","value":1,"path":["A","A","Direct"],"times":["2025-12-31T23:30:00Z","2026-01-01T23:30:00Z","2026-01-01T23:35:00Z"]}
#> $ cxattribute --per-user -u client_ip --channel client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"kind":"attribution_user","user":"10.0.0.1","converted":false,"path":["10.0.0.1"],"times":["2024-01-02T03:04:05Z"]}
#> $ cxattribute --per-user -u client_ip --channel client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --now 2024-06-01 syslog
#> {"kind":"attribution_user","user":"10.0.0.1","converted":false,"path":["10.0.0.1"],"times":["2024-01-02T03:04:05Z"]}
#> $ cxattribute --model last -t at in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":1,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":9}
#> $ cxattribute --model last --time at in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":1,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":9}
#> $ cxattribute --per-user --tz Asia/Tokyo in
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-02T09:40:00+09:00","transaction_id":"t","value":9,"path":["A","A","Direct"],"times":["2026-01-02T08:50:00+09:00","2026-01-02T09:10:00+09:00","2026-01-02T09:20:00+09:00"]}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-03T09:40:00+09:00","value":1,"path":[],"times":[]}
#> $ cxattribute --model last --from 2026-01-02 in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --to 2026-01-02 in
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"share":0,"touches":1}
#> $ cxattribute --model last -o out in; cat out
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --output out in; cat out
#> {"kind":"attribution","model":"last","channel":"A","conversions":0,"value":0,"share":0,"touches":2}
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"value":9,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1}
#> $ cxattribute --model last --rejects out bad; cat out
#> cxattribute: bad:1:1: expected an object, found 'b'
#> cxattribute: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxattribute: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxattribute --model last --max-bad 1 bad; echo $?
#> cxattribute: bad:1:1: expected an object, found 'b'
#> cxattribute: 1 of 1 records rejected (100%)
#> cxattribute: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxattribute --model last -e 'exists(gone)' --strict-fields in; echo $?
#> cxattribute: no record had a field 'gone'
#> 4
#> $ cxattribute --model last --strict bad in
#> cxattribute: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1767261600,"channel":"A","user_id":"%0300d"}
#> ' 1 | cxattribute --model last --max-line 256
#> cxattribute: stdin:1: line is longer than --max-line
#> cxattribute: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxattribute --model last --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"attribution","model":"last","channel":"A","conversi
#> $ cxattribute --model last -h in | head -n 1
#> usage: cxattribute [-u EXPR,...] [--model MODEL,...] [--lookback DURATION]
#> $ cxattribute --model last --help in | head -n 1
#> usage: cxattribute [-u EXPR,...] [--model MODEL,...] [--lookback DURATION]
#> $ cxattribute --model last --version in | cut -c 1-21
#> cxattribute (cxutils)
#> Licence GPL-3.0-or-la
#> $ cxattribute --model last -j 1 many
#> the same
#> $ cxattribute --model last -j 8 many
#> the same
#> $ cxattribute --model last --threads 3 many
#> the same
#> $ cxattribute --model last --progress many
#> the same
#> $ cxattribute --merge --once state state | wc -l
#> 9
#> $ cxattribute --merge --allow-repeat state state | wc -l
#> 9
#> $ rm -f place; cxattribute --model last --resume place in | wc -l; grep -c '"kind":"place"' place
#> 3
#> 1
#> $ rm -f place; cxattribute --model last --resume place --wait in
#> the same
#> $ cxattribute --model last --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxattribute --model last --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxattribute --model last --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxattribute --model last --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxattribute --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxattribute --merge --expect nowhere state > /dev/null; echo $?
#> cxattribute: --expect: there is nothing of nowhere
#> 3
#> $ cxattribute -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxattribute -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxattribute -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxattribute -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxattribute -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxattribute -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
