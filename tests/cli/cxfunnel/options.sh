# Every option of cxfunnel changes what comes out.
. "$TOP/tests/cli/option.inc"
event() { echo "{\"timestamp\":\"2026-01-01T$1:00Z\",\"at\":\"2026-01-02 $1:00\",\"user_id\":\"$2\",\"v\":\"$3\",\"event_name\":\"$4\",\"n\":$5,\"transaction_id\":\"t\"}"; }
{
	event 10:00 a x A 1
	event 10:01 a y A 2
	event 10:05 a y X 2
	event 10:10 a y B 3
	event 10:40 a x B 4
	event 10:40 a x C 5
	event 11:00 b x A 1
	event 11:00 b x B 1
	event 12:00 b y A 1
} > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'timestamp\tuser_id\tevent_name\n1767261600\t2\tA\n' > tsv
echo 'bad' > bad
seq 1767261600 1767261603 > seq
printf '{"timestamp":1,"user_id":"%s","event_name":"A"}\n' b a > unsorted
printf '{"kind":"identity","id":"b","user":"a"}\n' > ids
cxfunnel --partial -s A -s B in > state
apache="cxfunnel -u client_ip -s 'client_ip != 0' --per-user -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"
short() { echo "cxfunnel $1 in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'"; }

change '-s B' "$(short '-s A @')"
change '--step B' "$(short '-s A @')"
change '-u v' "$(short '-s A -s B --per-user @')"
change '--user v' "$(short '-s A -s B --per-user @')"
change '--ids ids' "$(short '-s A -s B --per-user @')"
change '--within 5m' "$(short '-s A -s B @')"
change '--step-within 2=1m' "$(short '-s A -s B @')"
change '--exclude X' "$(short '-s A -s B @')"
change '--excluded discard' "$(short '-s A -s B --exclude X @')"
change '--order any' "$(short '-s B -s A @')"
change '--entry every' "$(short '-s A -s B @')"
change '--ties strict' "$(short '-s A -s B --within 5m @')"
change '--like posthog' "$(short '-s A -s B --exclude X @')"
change '--hold v' "$(short '-s A -s B --per-user @')"
change '--unit user' "$(short '-s A -s B --hold v --per-user @')"
change '-b v' 'cxfunnel -s A @ in'
change '--by v' 'cxfunnel -s A @ in'
change '--attr last' 'cxfunnel -s A -s B -b v --per-user @ in'
change '--value n' 'cxfunnel -s A @ in'
change '--refund "event_name == \"C\""' 'cxfunnel -s A -s B --value n --per-user @ in'
change '--per-user' 'cxfunnel -s A @ in'
change '--compare x' 'cxfunnel -s A -s B -b v --attr last @ in'
change '--lateness 2h' 'cxfunnel -s A -s B -s C --within 30m --per-user @ in'
steady '--idle 10s' 'cxfunnel -s A --per-user --lateness 2h @ in'
change '--stuck 20m' 'cxfunnel -s A -s B -s C --within 30m --per-user --lateness 2h @ in'
change '--sorted' 'cxfunnel -s A --now 2026-01-01 --per-user @ unsorted'
change '--partial' 'cxfunnel -s A @ in'
change '--merge' 'cxfunnel @ state'
change '--max-facts 2' 'cxfunnel -s A @ in'
spilling 'cxfunnel -s view_item -s purchase -b channel'
change "-e 'n == 2'" "$(short '-s A @')"
change "--where 'n == 2'" "$(short '-s A @')"
change '-f tsv' 'cxfunnel -s A --per-user @ tsv'
change '--format tsv' 'cxfunnel -s A --per-user @ tsv'
change '--schema mixpanel' "echo '{\"event\":\"A\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\"}}' | cxfunnel -s A --per-user @"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxfunnel --schema hey @ -s 'status == 200' --per-user --map user_id=status-code 2>&1"
change "--log-format '[%t] %h'" "cxfunnel -u client_ip -s 'client_ip != 0' -f apache @ syslog"
change "--regex '(?<timestamp>[0-9]+)'" "cxfunnel -u 1 -s 'timestamp != 0' -f regex @ seq"
change "--grok '(?<timestamp>[0-9]+)'" "cxfunnel -u 1 -s 'timestamp != 0' -f grok @ seq"
change '--continue .' "printf '1788220800 a\n1788220801 b\n' | cxfunnel -u u -t t -s 'u != 1' -f regex --regex '(?<t>[0-9]+) (?<u>.)' @ 2>&1"
change '--map user_id=v' "$(short '-s A -s B --per-user @')"
change '--input-tz Europe/Berlin' "$(short '-s A --per-user -t at @')"
change '--year 2024' "$apache @ syslog"
change '--now 2024-06-01' "$apache @ syslog"
change '-t at' "$(short '-s A --per-user @')"
change '--time at' "$(short '-s A --per-user @')"
change '--tz Asia/Tokyo' "$(short '-s A --per-user @')"
change '--from 2026-01-01T10:30:00Z' "$(short '-s A @')"
change '--to 2026-01-01T10:30:00Z' "$(short '-s A @')"
change '--conf 0.5' 'cxfunnel -s A -s B @ in'
change '-o out' 'cxfunnel -s A @ in; cat out'
change '--output out' 'cxfunnel -s A @ in; cat out'
change '--rejects out' 'cxfunnel -s A @ bad; cat out'
change '--max-bad 1' 'cxfunnel -s A @ bad > /dev/null; echo $?'
change '--strict-fields' 'cxfunnel -s "exists(gone)" @ in > /dev/null; echo $?'
change '--strict' 'cxfunnel -s A @ bad in > /dev/null'
change '--max-line 256' "printf '{\"timestamp\":1,\"event_name\":\"A\",\"user_id\":\"%0300d\"}\n' 1 | cxfunnel -s A @"
wide "cxfunnel -s A" in
change '-h' 'cxfunnel -s A @ in | head -n 1'
change '--help' 'cxfunnel -s A @ in | head -n 1'
change '--version' 'cxfunnel -s A @ in | cut -c 1-18'
seq 30000 | sed 's/.*/{"timestamp":&,"event_name":"A","user_id":"some user to make it longer"}/' > many
steady '-j 1' 'cxfunnel -s A -s A @ many | cksum'
steady '-j 8' 'cxfunnel -s A -s A @ many | cksum'
steady '--threads 3' 'cxfunnel -s A -s A @ many | cksum'
steady --progress 'cxfunnel -s A -s A @ many | cksum'
change --once 'cxfunnel --merge @ state state | wc -l'
change --allow-repeat 'cxfunnel --merge @ state state | wc -l'
going_on 'cxfunnel -s A -s B' in 'cxfunnel --merge @ state > /dev/null'
tables 'cxfunnel -s A'
untried cxfunnel

#> $ cxfunnel -s A -s B in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",2]
#> ["B",2]
#> $ cxfunnel -s A --step B in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",2]
#> ["B",2]
#> $ cxfunnel -s A -s B --per-user -u v in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["x",2,["2026-01-01T10:00:00Z","2026-01-01T10:40:00Z"]]
#> ["y",2,["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"]]
#> $ cxfunnel -s A -s B --per-user --user v in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["x",2,["2026-01-01T10:00:00Z","2026-01-01T10:40:00Z"]]
#> ["y",2,["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"]]
#> $ cxfunnel -s A -s B --per-user --ids ids in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",2,["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"]]
#> $ cxfunnel -s A -s B --within 5m in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",2]
#> ["B",1]
#> $ cxfunnel -s A -s B --step-within 2=1m in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",2]
#> ["B",1]
#> $ cxfunnel -s A -s B --exclude X in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",2]
#> ["B",1]
#> $ cxfunnel -s A -s B --exclude X --excluded discard in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",1]
#> ["B",1]
#> $ cxfunnel -s B -s A --order any in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["any 1",2]
#> ["any 2",2]
#> $ cxfunnel -s A -s B --entry every in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",3]
#> ["B",2]
#> $ cxfunnel -s A -s B --within 5m --ties strict in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",2]
#> ["B",0]
#> $ cxfunnel -s A -s B --exclude X --like posthog in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",1]
#> ["B",1]
#> $ cxfunnel -s A -s B --per-user --hold v in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",2,["2026-01-01T10:00:00Z","2026-01-01T10:40:00Z"]]
#> ["a",2,["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"]]
#> ["b",2,["2026-01-01T11:00:00Z","2026-01-01T11:00:00Z"]]
#> ["b",1,["2026-01-01T12:00:00Z"]]
#> $ cxfunnel -s A -s B --hold v --per-user --unit user in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",2,["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"]]
#> ["b",2,["2026-01-01T11:00:00Z","2026-01-01T11:00:00Z"]]
#> $ cxfunnel -s A -b v in
#> {"kind":"funnel","v":"x","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A --by v in
#> {"kind":"funnel","v":"x","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A -s B -b v --per-user --attr last in
#> {"kind":"funnel_user","user":"a","v":"y","attr_steps":[2],"level":2,"converted":true,"steps":[1,2],"times":["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"],"leads_ms":[540000],"complete":true}
#> {"kind":"funnel_user","user":"b","v":"x","attr_steps":[2],"level":2,"converted":true,"steps":[1,2],"times":["2026-01-01T11:00:00Z","2026-01-01T11:00:00Z"],"leads_ms":[0],"complete":true}
#> $ cxfunnel -s A --value n in
#> {"kind":"funnel","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"value":2,"valued":2,"value_per_entry":1,"value_per_entry_lo":1,"value_per_entry_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A -s B --value n --per-user --refund "event_name == \"C\"" in
#> {"kind":"funnel_user","user":"a","level":2,"converted":true,"steps":[1,2],"times":["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"],"leads_ms":[540000],"value":-2,"complete":true}
#> {"kind":"funnel_user","user":"b","level":2,"converted":true,"steps":[1,2],"times":["2026-01-01T11:00:00Z","2026-01-01T11:00:00Z"],"leads_ms":[0],"value":1,"complete":true}
#> $ cxfunnel -s A --per-user in
#> {"kind":"funnel_user","user":"a","level":1,"converted":true,"steps":[1],"times":["2026-01-01T10:00:00Z"],"leads_ms":[],"complete":true}
#> {"kind":"funnel_user","user":"b","level":1,"converted":true,"steps":[1],"times":["2026-01-01T11:00:00Z"],"leads_ms":[],"complete":true}
#> $ cxfunnel -s A -s B -b v --attr last --compare x in
#> {"kind":"funnel","v":"x","step":1,"name":"A","entered":1,"reached":1,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","v":"x","step":2,"name":"B","entered":1,"reached":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"step_rate":1,"step_rate_lo":0.2065493143772375,"step_rate_hi":1,"dropped":0,"incomplete":0,"lead_p50_ms":0,"lead_p90_ms":0,"lead_p99_ms":0,"total_p50_ms":0,"total_p90_ms":0,"total_p99_ms":0,"method":"nearest-rank","km_rate":1,"km_rate_lo":0.2065493143772375,"km_rate_hi":1,"km_p50_ms":0,"km_p50_ms_lo":0,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","v":"y","step":1,"name":"A","entered":1,"reached":1,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","v":"y","step":2,"name":"B","entered":1,"reached":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"step_rate":1,"step_rate_lo":0.2065493143772375,"step_rate_hi":1,"dropped":0,"incomplete":0,"lead_p50_ms":540000,"lead_p90_ms":540000,"lead_p99_ms":540000,"total_p50_ms":540000,"total_p90_ms":540000,"total_p99_ms":540000,"method":"nearest-rank","km_rate":1,"km_rate_lo":0.2065493143772375,"km_rate_hi":1,"km_p50_ms":540000,"km_p50_ms_lo":540000,"compared_to":"x","diff":0,"diff_lo":-0.7934506856227626,"diff_hi":0.7934506856227626,"p_value":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A -s B -s C --within 30m --per-user --lateness 2h in
#> {"kind":"funnel_user","user":"a","level":2,"converted":false,"steps":[1,2],"times":["2026-01-01T10:00:00Z","2026-01-01T10:10:00Z"],"leads_ms":[600000],"complete":true}
#> {"kind":"funnel_user","user":"b","level":2,"converted":false,"steps":[1,2],"times":["2026-01-01T11:00:00Z","2026-01-01T11:00:00Z"],"leads_ms":[0],"complete":true}
#> {"kind":"funnel_user","user":"b","level":1,"converted":false,"steps":[1],"times":["2026-01-01T12:00:00Z"],"leads_ms":[],"complete":false}
#> $ cxfunnel -s A --per-user --lateness 2h --idle 10s in
#> the same
#> $ cxfunnel -s A -s B -s C --within 30m --per-user --lateness 2h --stuck 20m in
#> {"kind":"funnel_stuck","user":"a","step":2,"name":"B","next":"C","since":"2026-01-01T10:10:00Z","tries":1,"tried":"2026-01-01T10:10:00Z","timestamp":"2026-01-01T10:30:00Z"}
#> {"kind":"funnel_user","user":"a","level":2,"converted":false,"steps":[1,2],"times":["2026-01-01T10:00:00Z","2026-01-01T10:10:00Z"],"leads_ms":[600000],"complete":true}
#> {"kind":"funnel_stuck","user":"b","step":2,"name":"B","next":"C","since":"2026-01-01T11:00:00Z","tries":1,"tried":"2026-01-01T11:00:00Z","timestamp":"2026-01-01T11:20:00Z"}
#> {"kind":"funnel_user","user":"b","level":2,"converted":false,"steps":[1,2],"times":["2026-01-01T11:00:00Z","2026-01-01T11:00:00Z"],"leads_ms":[0],"complete":true}
#> {"kind":"funnel_user","user":"b","level":1,"converted":false,"steps":[1],"times":["2026-01-01T12:00:00Z"],"leads_ms":[],"complete":false}
#> $ cxfunnel -s A --now 2026-01-01 --per-user --sorted unsorted
#> cxfunnel: unsorted:2: "a" comes after "b": not sorted, do without --sorted
#> $ cxfunnel -s A --partial in
#> {"kind":"states","filter":"cxfunnel","version":3,"plan":{"step":["\"A\":event_name == \"A\""],"within_us":86400000000},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"3c153e9fd9654321"}
#> {"kind":"state","key":{"user":"a"},"state":[[1767261600000000,[1]],[1767261660000000,[1]]],"check":"9e5ccd8303907569"}
#> {"kind":"state","key":{"user":"b"},"state":[[1767265200000000,[1]],[1767268800000000,[1]]],"check":"1c1a7924dd8b0981"}
#> {"kind":"state_source","name":"in","records":9,"from":"2026-01-01T10:00:00Z","to":"2026-01-01T12:00:00Z","lines":"c5d6a8ee1ab7b78908bf18597167856c","first":"bf7f400274c691c6","check":"e08676d663f0d00d"}
#> {"kind":"states_end","groups":2,"sources":1,"records":9,"rejected":0,"check":"bf4ea5e763fb99bf"}
#> $ cxfunnel --merge state
#> {"kind":"funnel","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":2,"name":"B","entered":2,"reached":2,"rate":1,"rate_lo":0.3423802275066532,"rate_hi":1,"step_rate":1,"step_rate_lo":0.3423802275066532,"step_rate_hi":1,"dropped":0,"incomplete":0,"lead_p50_ms":0,"lead_p90_ms":540000,"lead_p99_ms":540000,"total_p50_ms":0,"total_p90_ms":540000,"total_p99_ms":540000,"method":"nearest-rank","km_rate":1,"km_rate_lo":0.3423802275066532,"km_rate_hi":1,"km_p50_ms":0,"km_p50_ms_lo":0,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A --max-facts 2 in
#> cxfunnel: more than 2 records to keep (see --max-facts)
#> $ cxfunnel -s view_item -s purchase -b channel --max-memory 1 spilled | cksum
#> the same
#> $ cxfunnel -s view_item -s purchase -b channel --max-memory 1 --tmp nosuch spilled 2>&1
#> cxfunnel: nosuch: a temporary file: No such file or directory
#> $ cxfunnel -s A -e 'n == 2' in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",1]
#> $ cxfunnel -s A --where 'n == 2' in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",1]
#> $ cxfunnel -s A --per-user -f tsv tsv
#> {"kind":"funnel_user","user":"2","level":1,"converted":true,"steps":[1],"times":["2026-01-01T10:00:00Z"],"leads_ms":[],"complete":true}
#> $ cxfunnel -s A --per-user --format tsv tsv
#> {"kind":"funnel_user","user":"2","level":1,"converted":true,"steps":[1],"times":["2026-01-01T10:00:00Z"],"leads_ms":[],"complete":true}
#> $ echo '{"event":"A","properties":{"time":1788220800,"$user_id":"7"}}' | cxfunnel -s A --per-user --schema mixpanel
#> {"kind":"funnel_user","user":"7","level":1,"converted":true,"steps":[1],"times":["2026-09-01T00:00:00Z"],"leads_ms":[],"complete":true}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxfunnel --schema hey --run-start 2026-09-01 -s 'status == 200' --per-user --map user_id=status-code 2>&1
#> cxfunnel: hey leaves out requests without an answer: what has a status was answered
#> {"kind":"funnel_user","user":"200","level":1,"converted":true,"steps":[1],"times":["2026-09-01T00:00:01.500Z"],"leads_ms":[],"complete":true}
#> $ cxfunnel -u client_ip -s 'client_ip != 0' -f apache --log-format '[%t] %h' syslog
#> cxfunnel: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxfunnel: 1 of 1 records rejected (100%), more than --max-bad allows
#> {"kind":"funnel","step":1,"name":"client_ip != 0","entered":0,"reached":0,"rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -u 1 -s 'timestamp != 0' -f regex --regex '(?<timestamp>[0-9]+)' seq
#> {"kind":"funnel","step":1,"name":"timestamp != 0","entered":1,"reached":1,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -u 1 -s 'timestamp != 0' -f grok --grok '(?<timestamp>[0-9]+)' seq
#> {"kind":"funnel","step":1,"name":"timestamp != 0","entered":1,"reached":1,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ printf '1788220800 a
#> 1788220801 b
#> ' | cxfunnel -u u -t t -s 'u != 1' -f regex --regex '(?<t>[0-9]+) (?<u>.)' --continue . 2>&1
#> {"kind":"funnel","step":1,"name":"u != 1","entered":1,"reached":1,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A -s B --per-user --map user_id=v in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["x",2,["2026-01-01T10:00:00Z","2026-01-01T10:40:00Z"]]
#> ["y",2,["2026-01-01T10:01:00Z","2026-01-01T10:10:00Z"]]
#> $ cxfunnel -s A --per-user -t at --input-tz Europe/Berlin in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",1,["2026-01-02T09:00:00Z"]]
#> ["b",1,["2026-01-02T10:00:00Z"]]
#> $ cxfunnel -u client_ip -s 'client_ip != 0' --per-user -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"kind":"funnel_user","user":"10.0.0.1","level":1,"converted":true,"steps":[1],"times":["2024-01-02T03:04:05Z"],"leads_ms":[],"complete":true}
#> $ cxfunnel -u client_ip -s 'client_ip != 0' --per-user -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --now 2024-06-01 syslog
#> {"kind":"funnel_user","user":"10.0.0.1","level":1,"converted":true,"steps":[1],"times":["2024-01-02T03:04:05Z"],"leads_ms":[],"complete":true}
#> $ cxfunnel -s A --per-user -t at in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",1,["2026-01-02T10:00:00Z"]]
#> ["b",1,["2026-01-02T11:00:00Z"]]
#> $ cxfunnel -s A --per-user --time at in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",1,["2026-01-02T10:00:00Z"]]
#> ["b",1,["2026-01-02T11:00:00Z"]]
#> $ cxfunnel -s A --per-user --tz Asia/Tokyo in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["a",1,["2026-01-01T19:00:00+09:00"]]
#> ["b",1,["2026-01-01T20:00:00+09:00"]]
#> $ cxfunnel -s A --from 2026-01-01T10:30:00Z in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",1]
#> $ cxfunnel -s A --to 2026-01-01T10:30:00Z in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'
#> ["A",1]
#> $ cxfunnel -s A -s B --conf 0.5 in
#> {"kind":"funnel","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":2,"name":"B","entered":2,"reached":2,"rate":1,"rate_lo":0.8146850489343958,"rate_hi":1,"step_rate":1,"step_rate_lo":0.8146850489343958,"step_rate_hi":1,"dropped":0,"incomplete":0,"lead_p50_ms":0,"lead_p50_ms_lo":0,"lead_p50_ms_hi":540000,"lead_p90_ms":540000,"lead_p99_ms":540000,"total_p50_ms":0,"total_p50_ms_lo":0,"total_p50_ms_hi":540000,"total_p90_ms":540000,"total_p99_ms":540000,"method":"nearest-rank","km_rate":1,"km_rate_lo":0.8146850489343958,"km_rate_hi":1,"km_p50_ms":0,"km_p50_ms_lo":0,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A -o out in; cat out
#> {"kind":"funnel","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A --output out in; cat out
#> {"kind":"funnel","step":1,"name":"A","entered":2,"reached":2,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> $ cxfunnel -s A --rejects out bad; cat out
#> cxfunnel: bad:1:1: expected an object, found 'b'
#> cxfunnel: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxfunnel: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"funnel","step":1,"name":"A","entered":0,"reached":0,"rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxfunnel -s A --max-bad 1 bad > /dev/null; echo $?
#> cxfunnel: bad:1:1: expected an object, found 'b'
#> cxfunnel: 1 of 1 records rejected (100%)
#> cxfunnel: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxfunnel -s "exists(gone)" --strict-fields in > /dev/null; echo $?
#> cxfunnel: no record had a field 'gone'
#> cxfunnel: no record is step 1, 'exists(gone)'
#> 4
#> $ cxfunnel -s A --strict bad in > /dev/null
#> cxfunnel: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1,"event_name":"A","user_id":"%0300d"}
#> ' 1 | cxfunnel -s A --max-line 256
#> cxfunnel: stdin:1: line is longer than --max-line
#> cxfunnel: 1 of 1 records rejected (100%), more than --max-bad allows
#> {"kind":"funnel","step":1,"name":"A","entered":0,"reached":0,"rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> $ zstd -q --long=28 < narrow | cxfunnel -s A --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"funnel","step":1,"name":"A","entered":1,"reached":1
#> $ cxfunnel -s A -h in | head -n 1
#> usage: cxfunnel -s STEP ... [--within DURATION] [OPTION...] [FILE...]
#> $ cxfunnel -s A --help in | head -n 1
#> usage: cxfunnel -s STEP ... [--within DURATION] [OPTION...] [FILE...]
#> $ cxfunnel -s A --version in | cut -c 1-18
#> cxfunnel (cxutils)
#> Licence GPL-3.0-or
#> $ cxfunnel -s A -s A -j 1 many | cksum
#> the same
#> $ cxfunnel -s A -s A -j 8 many | cksum
#> the same
#> $ cxfunnel -s A -s A --threads 3 many | cksum
#> the same
#> $ cxfunnel -s A -s A --progress many | cksum
#> the same
#> $ cxfunnel --merge --once state state | wc -l
#> 2
#> $ cxfunnel --merge --allow-repeat state state | wc -l
#> 2
#> $ rm -f place; cxfunnel -s A -s B --resume place in | wc -l; grep -c '"kind":"place"' place
#> 2
#> 1
#> $ rm -f place; cxfunnel -s A -s B --resume place --wait in
#> the same
#> $ cxfunnel -s A -s B --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxfunnel -s A -s B --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxfunnel -s A -s B --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxfunnel -s A -s B --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxfunnel --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxfunnel --merge --expect nowhere state > /dev/null; echo $?
#> cxfunnel: --expect: there is nothing of nowhere
#> 3
#> $ cxfunnel -s A -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxfunnel -s A -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxfunnel -s A -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxfunnel -s A -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxfunnel -s A -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxfunnel -s A -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
