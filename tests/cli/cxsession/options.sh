# Every option of cxsession changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/"}' \
    '{"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2}' \
    '{"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2}' > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'timestamp\tuser_id\n1767261600\t2\n' > tsv
echo 'bad' > bad
seq 1767261600 1767261603 > seq
printf '{"timestamp":1,"user_id":"b"}\n{"timestamp":1,"user_id":"a"}\n' > unsorted
cxsession --partial in > state
echo '{"kind":"identity","id":"a","user":"c"}' > map
apache="cxsession -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change '-u v' 'cxsession @ in'
change '--user v' 'cxsession @ in'
change '--ids map' 'cxsession --sessions @ in'
change '--gap 20m' 'cxsession @ in'
change '--at-gap' 'cxsession @ in'
change '--max 40m' 'cxsession @ in'
change '--split midnight' 'cxsession @ in'
change '--sessions' 'cxsession @ in'
change '--page v' 'cxsession --sessions @ in'
change "--key-event 'n == 2'" 'cxsession --sessions @ in'
change '--keep v' 'cxsession --sessions @ in'
change "--order 'n == 2'" 'cxsession --sessions @ in'
change "--refund 'n == 2' --value n" 'cxsession --sessions @ in'
change "--value n --order 'n == 2'" 'cxsession --sessions @ in'
change "--stat 'count()'" 'cxsession @ in'
change '-b start' "cxsession --stat 'count()' @ in"
change '--by start' "cxsession --stat 'count()' @ in"
change '-w 1d' "cxsession --stat 'count()' @ in"
change '--window 1h' "cxsession --stat 'count()' @ in"
change '--pages' 'cxsession @ in'
change '--transitions' 'cxsession @ in'
change '--paths 1' 'cxsession @ in'
change '--repeats 30m' 'cxsession @ in'
change '--around 1' "cxsession --sessions --key-event 'n == 2' @ in"
change "--alert 'n == 2@2'" 'cxsession @ in'
change '--alert-repeats 1/30m --page v' 'cxsession @ in'
change '--lateness 1h' 'cxsession @ in'
steady '--idle 10s' 'cxsession --lateness 1h @ in'
change '--sorted' 'cxsession @ unsorted'
change '--partial' 'cxsession @ in'
change '--merge' 'cxsession @ state'
change '--max-facts 2' 'cxsession @ in'
spilling cxsession
change "-e 'n == 2'" 'cxsession @ in'
change "--where 'n == 1'" 'cxsession @ in'
change '-f tsv' 'cxsession @ tsv'
change '--format tsv' 'cxsession @ tsv'
change "--log-format '[%t] %h'" 'cxsession -u client_ip -f apache @ syslog'
change "--regex '(?<timestamp>[0-9]+)'" 'cxsession -u 1 -f regex @ seq'
change "--grok '(?<timestamp>[0-9]+)'" 'cxsession -u 1 -f grok @ seq'
change '--continue .' "cxsession -u 1 -f regex --regex '(?<timestamp>[0-9]+)' @ seq"
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\",\"revenue\":5}}' | cxsession @"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxsession --schema hey @ --map user_id=status-code 2>&1"
change '--map user_id=v' 'cxsession @ in'
change '--input-tz Europe/Berlin' 'cxsession --sessions -t at @ in'
change '--year 2024' "$apache --sessions @ syslog"
change '--now 2024-06-01' "$apache --sessions @ syslog"
change '-t at' 'cxsession --sessions @ in'
change '--time at' 'cxsession --sessions @ in'
change '--tz Asia/Tokyo' 'cxsession --sessions @ in'
change '--from 2026-01-02' 'cxsession @ in'
change '--to 2026-01-02' 'cxsession @ in'
change '-o out' 'cxsession @ in; cat out'
change '--output out' 'cxsession @ in; cat out'
change '--rejects out' 'cxsession @ bad; cat out'
change '--max-bad 1' 'cxsession @ bad; echo $?'
change '--strict-fields' 'cxsession -e "exists(gone)" @ in; echo $?'
change '--strict' 'cxsession @ bad in'
change '--max-line 256' "printf '{\"timestamp\":1,\"user_id\":\"%0300d\"}\n' 1 | cxsession @"
wide "cxsession" in
change '-h' 'cxsession @ in | head -n 1'
change '--help' 'cxsession @ in | head -n 1'
change '--version' 'cxsession @ in | cut -c 1-19'
seq 30000 | sed 's/.*/{"timestamp":&,"user_id":"some user to make it longer"}/' > many
steady '-j 1' 'cxsession @ many | cksum'
steady '-j 8' 'cxsession @ many | cksum'
steady '--threads 3' 'cxsession @ many | cksum'
steady --progress 'cxsession @ many | cksum'
change --once 'cxsession --merge @ state state | wc -l'
change --allow-repeat 'cxsession --merge @ state state | wc -l'
going_on cxsession in 'cxsession --merge @ state > /dev/null'
tables 'cxsession'
untried cxsession

#> $ cxsession -u v in
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"a89d42e55aa35ef0","session_number":1}
#> $ cxsession --user v in
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"a89d42e55aa35ef0","session_number":1}
#> $ cxsession --sessions --ids map in
#> {"kind":"session","user":"c","session_id":"3791571bf73feb02","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":false,"value":0}
#> $ cxsession --gap 20m in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"096a8a068e13338c","session_number":2}
#> $ cxsession --at-gap in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"096a8a068e13338c","session_number":2}
#> $ cxsession --max 40m in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"096a8a068e13338c","session_number":2}
#> $ cxsession --split midnight in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":2}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":2}
#> $ cxsession --sessions in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":false,"value":0}
#> $ cxsession --sessions --page v in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":3,"entry_page":"b","exit_page":"a","engaged":true,"converted":false,"value":0}
#> $ cxsession --sessions --key-event 'n == 2' in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","key_events":2,"engaged":true,"converted":false,"value":0}
#> $ cxsession --sessions --keep v in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":false,"value":0,"v":"b"}
#> $ cxsession --sessions --order 'n == 2' in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":true,"value":0}
#> $ cxsession --sessions --refund 'n == 2' --value n in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":false,"value":-4}
#> $ cxsession --sessions --value n --order 'n == 2' in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-01T23:50:00Z","end":"2026-01-02T00:40:00Z","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":true,"value":4}
#> $ cxsession --stat 'count()' in
#> {"kind":"stat","count":1}
#> $ cxsession --stat 'count()' -b start in
#> {"kind":"stat","start":"2026-01-01T23:50:00Z","count":1}
#> $ cxsession --stat 'count()' --by start in
#> {"kind":"stat","start":"2026-01-01T23:50:00Z","count":1}
#> $ cxsession --stat 'count()' -w 1d in
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","count":1}
#> $ cxsession --stat 'count()' --window 1h in
#> {"kind":"stat","window":"2026-01-01T23:00:00Z","window_end":"2026-01-02T00:00:00Z","count":1}
#> $ cxsession --pages in
#> {"kind":"page","page":"/","views":1,"sessions":1,"entries":1,"exits":1,"exit_rate":1,"exit_rate_lo":0.2065493143772375,"exit_rate_hi":1,"dwell_n":0}
#> $ cxsession --transitions in
#> {"kind":"transition","from":"(entry)","to":"/","n":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1}
#> {"kind":"transition","from":"/","to":"(exit)","n":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1}
#> $ cxsession --paths 1 in
#> {"kind":"path","path":["/"],"sessions":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1}
#> $ cxsession --repeats 30m in
#> {"kind":"repeat","page":"/","views":1,"repeats":0,"share":0,"share_lo":0,"share_hi":0.7934506856227626}
#> $ cxsession --sessions --key-event 'n == 2' --around 1 in
#> {"kind":"around","step":-1,"page":"/","users":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1}
#> {"kind":"around","step":1,"page":"(exit)","users":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1}
#> $ cxsession --alert 'n == 2@2' in
#> {"kind":"session_alert","user":"a","session_id":"822468586df6d199","session_number":1,"alert":"n == 2","n":2,"since":"2026-01-02T00:10:00Z","timestamp":"2026-01-02T00:40:00Z"}
#> $ cxsession --alert-repeats 1/30m --page v in
#> {"kind":"session_alert","user":"a","session_id":"822468586df6d199","session_number":1,"alert":"repeats","n":1,"since":"2026-01-02T00:10:00Z","timestamp":"2026-01-02T00:40:00Z","page":"a"}
#> $ cxsession --lateness 1h in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199"}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199"}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199"}
#> $ cxsession --lateness 1h --idle 10s in
#> the same
#> $ cxsession --sorted unsorted
#> cxsession: unsorted:2: "a" comes after "b": not sorted, do without --sorted
#> $ cxsession --partial in
#> {"kind":"states","filter":"cxsession","version":3,"plan":{"at_gap":false,"gap_us":1800000000,"max_us":0,"sessions":false,"split":[]},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"3825a66979711f53"}
#> {"kind":"state","key":{"user":"a"},"state":[[1767311400000000,[{"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/"}]],[1767312600000000,[{"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2}]],[1767314400000000,[{"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2}]]],"check":"3fbbad68991efd52"}
#> {"kind":"state_source","name":"in","records":3,"from":"2026-01-01T23:50:00Z","to":"2026-01-02T00:40:00Z","lines":"6779d3e91ea335c6bde81505a1cfdb2f","first":"058bf92bbcd8ab47","check":"e6747a6cd454c9cc"}
#> {"kind":"states_end","groups":1,"sources":1,"records":3,"rejected":0,"check":"a1d492223db4099c"}
#> $ cxsession --merge state
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> $ cxsession --max-facts 2 in
#> cxsession: more than 2 records to keep (see --max-facts)
#> $ cxsession --max-memory 1 spilled | cksum
#> the same
#> $ cxsession --max-memory 1 --tmp nosuch spilled 2>&1
#> cxsession: nosuch: a temporary file: No such file or directory
#> $ cxsession -e 'n == 2' in
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> $ cxsession --where 'n == 1' in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> $ cxsession -f tsv tsv
#> {"timestamp":"2026-01-01T10:00:00Z","user_id":"2","session_id":"9b742c32a4f310df","session_number":1}
#> $ cxsession --format tsv tsv
#> {"timestamp":"2026-01-01T10:00:00Z","user_id":"2","session_id":"9b742c32a4f310df","session_number":1}
#> $ cxsession -u client_ip -f apache --log-format '[%t] %h' syslog
#> cxsession: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxsession: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxsession -u 1 -f regex --regex '(?<timestamp>[0-9]+)' seq
#> {"timestamp":"2026-01-01T10:00:00Z","session_id":"b927f1d54b306610","session_number":1}
#> {"timestamp":"2026-01-01T10:00:01Z","session_id":"b927f1d54b306610","session_number":1}
#> {"timestamp":"2026-01-01T10:00:02Z","session_id":"b927f1d54b306610","session_number":1}
#> {"timestamp":"2026-01-01T10:00:03Z","session_id":"b927f1d54b306610","session_number":1}
#> $ cxsession -u 1 -f grok --grok '(?<timestamp>[0-9]+)' seq
#> {"timestamp":"2026-01-01T10:00:00Z","session_id":"b927f1d54b306610","session_number":1}
#> {"timestamp":"2026-01-01T10:00:01Z","session_id":"b927f1d54b306610","session_number":1}
#> {"timestamp":"2026-01-01T10:00:02Z","session_id":"b927f1d54b306610","session_number":1}
#> {"timestamp":"2026-01-01T10:00:03Z","session_id":"b927f1d54b306610","session_number":1}
#> $ cxsession -u 1 -f regex --regex '(?<timestamp>[0-9]+)' --continue . seq
#> {"timestamp":"2026-01-01T10:00:00Z","session_id":"b927f1d54b306610","session_number":1}
#> $ echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' | cxsession --schema mixpanel
#> {"timestamp":"2026-09-01T00:00:00Z","event_name":"a","user_id":"7","value":5,"session_id":"a5d32e64581b7398","session_number":1}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxsession --schema hey --run-start 2026-09-01 --map user_id=status-code 2>&1
#> {"timestamp":"2026-09-01T00:00:01.500Z","status":200,"duration_ms":12,"offset_ms":1500,"user_id":"200","session_id":"8bdac3085fdc365c","session_number":1}
#> $ cxsession --map user_id=v in
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"b","n":1,"path":"/","session_id":"a89d42e55aa35ef0","session_number":1}
#> $ cxsession --sessions -t at --input-tz Europe/Berlin in
#> {"kind":"session","user":"a","session_id":"460fd6c632b7683a","session_number":1,"start":"2025-12-31T23:30:00Z","end":"2025-12-31T23:30:00Z","duration_ms":0,"events":1,"pages":1,"entry_page":"/","exit_page":"/","engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"a","session_id":"e37657ece3fc7ab5","session_number":2,"start":"2026-01-01T23:30:00Z","end":"2026-01-01T23:40:00Z","duration_ms":600000,"events":2,"pages":0,"engaged":true,"converted":false,"value":0}
#> $ cxsession -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --sessions --year 2024 syslog
#> {"kind":"session","user":"10.0.0.1","session_id":"b7aa23eeab7e4ec1","session_number":1,"start":"2024-01-02T03:04:05Z","end":"2024-01-02T03:04:05Z","duration_ms":0,"events":1,"pages":0,"engaged":false,"converted":false,"value":0}
#> $ cxsession -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --sessions --now 2024-06-01 syslog
#> {"kind":"session","user":"10.0.0.1","session_id":"b7aa23eeab7e4ec1","session_number":1,"start":"2024-01-02T03:04:05Z","end":"2024-01-02T03:04:05Z","duration_ms":0,"events":1,"pages":0,"engaged":false,"converted":false,"value":0}
#> $ cxsession --sessions -t at in
#> {"kind":"session","user":"a","session_id":"73ce34b008419f89","session_number":1,"start":"2026-01-01T00:30:00Z","end":"2026-01-01T00:30:00Z","duration_ms":0,"events":1,"pages":1,"entry_page":"/","exit_page":"/","engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"a","session_id":"3601dc74c5b07604","session_number":2,"start":"2026-01-02T00:30:00Z","end":"2026-01-02T00:40:00Z","duration_ms":600000,"events":2,"pages":0,"engaged":true,"converted":false,"value":0}
#> $ cxsession --sessions --time at in
#> {"kind":"session","user":"a","session_id":"73ce34b008419f89","session_number":1,"start":"2026-01-01T00:30:00Z","end":"2026-01-01T00:30:00Z","duration_ms":0,"events":1,"pages":1,"entry_page":"/","exit_page":"/","engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"a","session_id":"3601dc74c5b07604","session_number":2,"start":"2026-01-02T00:30:00Z","end":"2026-01-02T00:40:00Z","duration_ms":600000,"events":2,"pages":0,"engaged":true,"converted":false,"value":0}
#> $ cxsession --sessions --tz Asia/Tokyo in
#> {"kind":"session","user":"a","session_id":"822468586df6d199","session_number":1,"start":"2026-01-02T08:50:00+09:00","end":"2026-01-02T09:40:00+09:00","duration_ms":3000000,"events":3,"pages":1,"entry_page":"/","exit_page":"/","engaged":true,"converted":false,"value":0}
#> $ cxsession --from 2026-01-02 in
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"1861b7c8a618d050","session_number":1}
#> $ cxsession --to 2026-01-02 in
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> $ cxsession -o out in; cat out
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> $ cxsession --output out in; cat out
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"path":"/","session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> {"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"session_id":"822468586df6d199","session_number":1}
#> $ cxsession --rejects out bad; cat out
#> cxsession: bad:1:1: expected an object, found 'b'
#> cxsession: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxsession: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxsession --max-bad 1 bad; echo $?
#> cxsession: bad:1:1: expected an object, found 'b'
#> cxsession: 1 of 1 records rejected (100%)
#> cxsession: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxsession -e "exists(gone)" --strict-fields in; echo $?
#> cxsession: no record had a field 'gone'
#> 4
#> $ cxsession --strict bad in
#> cxsession: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1,"user_id":"%0300d"}
#> ' 1 | cxsession --max-line 256
#> cxsession: stdin:1: line is longer than --max-line
#> cxsession: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxsession --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:0
#> $ cxsession -h in | head -n 1
#> usage: cxsession [-u EXPR] [--gap DURATION] [--sessions | --stat METRICS]
#> $ cxsession --help in | head -n 1
#> usage: cxsession [-u EXPR] [--gap DURATION] [--sessions | --stat METRICS]
#> $ cxsession --version in | cut -c 1-19
#> cxsession (cxutils)
#> Licence GPL-3.0-or-
#> $ cxsession -j 1 many | cksum
#> the same
#> $ cxsession -j 8 many | cksum
#> the same
#> $ cxsession --threads 3 many | cksum
#> the same
#> $ cxsession --progress many | cksum
#> the same
#> $ cxsession --merge --once state state | wc -l
#> 3
#> $ cxsession --merge --allow-repeat state state | wc -l
#> 6
#> $ rm -f place; cxsession --resume place in | wc -l; grep -c '"kind":"place"' place
#> 3
#> 1
#> $ rm -f place; cxsession --resume place --wait in
#> the same
#> $ cxsession --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxsession --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxsession --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxsession --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxsession --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxsession --merge --expect nowhere state > /dev/null; echo $?
#> cxsession: --expect: there is nothing of nowhere
#> 3
#> $ cxsession -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxsession -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxsession -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxsession -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxsession -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxsession -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
