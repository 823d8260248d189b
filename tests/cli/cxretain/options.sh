# Every option of cxretain changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"timestamp":"2026-01-03T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"event_name":"join"}' \
    '{"timestamp":"2026-01-04T00:10:00Z","at":"2026-01-02 23:30:00","user_id":"a","v":"a","n":2}' \
    '{"timestamp":"2026-01-06T00:40:00Z","at":"2026-01-02 23:40:00","user_id":"a","v":"a","n":2,"event_name":"buy"}' > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'timestamp\tuser_id\n1767261600\t2\n' > tsv
echo 'bad' > bad
seq 1767261600 1767261603 > seq
cxretain --partial in > state
echo '{"kind":"identity","id":"a","user":"c"}' > map
apache="cxretain -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change '-u v' 'cxretain @ in'
change '--user v' 'cxretain @ in'
change '--ids map' 'cxretain --per-user @ in'
change '--start buy' 'cxretain @ in'
change '--return buy' 'cxretain @ in'
change '-b v' 'cxretain @ in'
change '--by v' 'cxretain @ in'
change '--period week' 'cxretain @ in'
change '--week-start sunday' 'cxretain --period week @ in'
change '--clock rolling' 'cxretain --periods 1 @ in'
change '--cohort every' 'cxretain --periods 1 @ in'
change '--mode on-or-after' 'cxretain --periods 2 @ in'
change '--brackets 1-2' 'cxretain @ in'
change '--periods 1' 'cxretain @ in'
change --lifecycle 'cxretain @ in'
change --stickiness 'cxretain @ in'
change --active 'cxretain @ in'
change --churn 'cxretain @ in'
change '--activation buy' 'cxretain @ in'
change '--within 1d' 'cxretain --activation buy @ in'
change --survival 'cxretain @ in'
change '--idle 1d' 'cxretain --survival @ in'
change '--event buy' 'cxretain --survival @ in'
change --per-user 'cxretain @ in'
change '--conf 0.5' 'cxretain --periods 1 @ in'
change '--partial' 'cxretain @ in'
change '--merge' 'cxretain @ state'
change '--max-users 1' 'cxretain -u v @ in'
spilling 'cxretain -b channel --return purchase'
change "-e 'n == 2'" 'cxretain @ in'
change "--where 'n == 1'" 'cxretain @ in'
change '-f tsv' 'cxretain @ tsv'
change '--format tsv' 'cxretain @ tsv'
change "--log-format '[%t] %h'" 'cxretain -u client_ip -f apache @ syslog'
change "--regex '(?<timestamp>[0-9]+)'" 'cxretain -u 1 -f regex @ seq'
change "--grok '(?<timestamp>[0-9]+)'" 'cxretain -u 1 -f grok @ seq'
change '--continue .' "printf '1788220800 a\n1788220801 b\n' | cxretain -u u -t t -f regex --regex '(?<t>[0-9]+) (?<u>.)' @ 2>&1"
change '--map user_id=v' 'cxretain --per-user @ in'
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\"}}' | cxretain --per-user @"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxretain --schema hey @ --per-user --map user_id=status-code 2>&1"
change '--input-tz America/New_York' 'cxretain --per-user -t at @ in'
change '--year 2024' "$apache @ syslog"
change '--now 2026-01-05' 'cxretain --per-user @ in'
change '-t at' 'cxretain --per-user @ in'
change '--time at' 'cxretain --per-user @ in'
change '--tz Asia/Tokyo' 'cxretain --per-user @ in'
change '--from 2026-01-04' 'cxretain --per-user @ in'
change '--to 2026-01-04' 'cxretain --per-user @ in'
change '-o out' 'cxretain --per-user @ in; cat out'
change '--output out' 'cxretain --per-user @ in; cat out'
change '--rejects out' 'cxretain @ bad; cat out'
change '--max-bad 1' 'cxretain @ bad; echo $?'
change '--strict-fields' 'cxretain --per-user -e "exists(gone)" @ in; echo $?'
change '--strict' 'cxretain --per-user @ bad in'
change '--max-line 256' "printf '{\"timestamp\":1,\"user_id\":\"%0300d\"}\n' 1 | cxretain --per-user @"
wide "cxretain" in
change '-h' 'cxretain @ in | head -n 1'
change '--help' 'cxretain @ in | head -n 1'
change '--version' 'cxretain @ in | cut -c 1-18'
seq 30000 | sed 's/.*/{"timestamp":&,"user_id":"some user to make it longer"}/' > many
steady '-j 1' 'cxretain @ many | cksum'
steady '-j 8' 'cxretain @ many | cksum'
steady '--threads 3' 'cxretain @ many | cksum'
steady --progress 'cxretain @ many | cksum'
change --once 'cxretain --merge @ state state | wc -l'
change --allow-repeat 'cxretain --merge @ state state | wc -l'
going_on cxretain in 'cxretain --merge @ state > /dev/null'
tables 'cxretain'
untried cxretain

#> $ cxretain -u v in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":3,"n":0,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":2,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --user v in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":3,"n":0,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":2,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --per-user --ids map in
#> {"kind":"retention_user","user":"c","cohort":"2026-01-03T00:00:00Z","k":[0,1,3]}
#> $ cxretain --start buy in
#> {"kind":"retention","cohort":"2026-01-06T00:00:00Z","size":1,"k":0,"n":0,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --return buy in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":3,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain -b v in
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":3,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --by v in
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","v":"b","cohort":"2026-01-03T00:00:00Z","size":1,"k":3,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --period week in
#> {"kind":"retention","cohort":"2025-12-29T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2025-12-29T00:00:00Z","size":1,"k":1,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --period week --week-start sunday in
#> {"kind":"retention","cohort":"2025-12-28T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2025-12-28T00:00:00Z","size":1,"k":1,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --periods 1 --clock rolling in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> $ cxretain --periods 1 --cohort every in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-06T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --periods 2 --mode on-or-after in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> $ cxretain --brackets 1-2 in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"k_end":2,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> $ cxretain --periods 1 in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> $ cxretain --lifecycle in
#> {"kind":"lifecycle","period":"2026-01-03T00:00:00Z","active":1,"new":1,"returning":0,"resurrecting":0,"dormant":0,"pulse":null,"complete":true}
#> {"kind":"lifecycle","period":"2026-01-04T00:00:00Z","active":1,"new":0,"returning":1,"resurrecting":0,"dormant":0,"pulse":null,"complete":true}
#> {"kind":"lifecycle","period":"2026-01-05T00:00:00Z","active":0,"new":0,"returning":0,"resurrecting":0,"dormant":-1,"pulse":0,"complete":true}
#> {"kind":"lifecycle","period":"2026-01-06T00:00:00Z","active":1,"new":0,"returning":0,"resurrecting":1,"dormant":0,"pulse":null,"complete":false}
#> $ cxretain --stickiness in
#> {"kind":"stickiness","periods":1,"of":3,"size":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"at_least":1}
#> {"kind":"stickiness","periods":2,"of":3,"size":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"at_least":1}
#> {"kind":"stickiness","periods":3,"of":3,"size":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"at_least":0}
#> $ cxretain --active in
#> {"kind":"active","day":"2026-01-03T00:00:00Z","dau":1,"wau":null,"mau":null,"dau_wau":null,"dau_mau":null,"complete":true}
#> {"kind":"active","day":"2026-01-04T00:00:00Z","dau":1,"wau":null,"mau":null,"dau_wau":null,"dau_mau":null,"complete":true}
#> {"kind":"active","day":"2026-01-05T00:00:00Z","dau":0,"wau":null,"mau":null,"dau_wau":null,"dau_mau":null,"complete":true}
#> {"kind":"active","day":"2026-01-06T00:00:00Z","dau":1,"wau":null,"mau":null,"dau_wau":null,"dau_mau":null,"complete":false}
#> $ cxretain --churn in
#> {"kind":"churn","period":"2026-01-03T00:00:00Z","active":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"churn","period":"2026-01-04T00:00:00Z","active":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"churn","period":"2026-01-05T00:00:00Z","active":0,"n":0,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --activation buy in
#> {"kind":"activation","cohort":"2026-01-03T00:00:00Z","size":1,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --activation buy --within 1d in
#> {"kind":"activation","cohort":"2026-01-03T00:00:00Z","size":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> $ cxretain --survival in
#> {"kind":"survival","t":2,"unit":"day","at_risk":1,"events":0,"censored":1,"survival":1,"survival_lo":null,"survival_hi":null,"se":0}
#> {"kind":"survival_time","n":1,"events":0,"median":null,"median_lo":null,"median_hi":null,"unit":"day"}
#> $ cxretain --survival --idle 1d in
#> {"kind":"survival","t":1,"unit":"day","at_risk":1,"events":1,"censored":0,"survival":0,"survival_lo":null,"survival_hi":null,"se":0}
#> {"kind":"survival_time","n":1,"events":1,"median":1,"median_lo":1,"median_hi":null,"unit":"day"}
#> $ cxretain --survival --event buy in
#> {"kind":"survival","t":2,"unit":"day","at_risk":1,"events":1,"censored":0,"survival":0,"survival_lo":null,"survival_hi":null,"se":0}
#> {"kind":"survival_time","n":1,"events":1,"median":2,"median_lo":2,"median_hi":null,"unit":"day"}
#> $ cxretain --per-user in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-03T00:00:00Z","k":[0,1,3]}
#> $ cxretain --periods 1 --conf 0.5 in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.6873152559174167,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.6873152559174167,"rate_hi":1,"complete":true}
#> $ cxretain --partial in
#> {"kind":"states","filter":"cxretain","version":3,"plan":{"active":false,"churn":false,"idle_us":0,"lifecycle":false,"stickiness":false,"survival":false,"times":0,"within_us":0},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"9574ce84d3d8800b"}
#> {"kind":"state","key":{"user":"a"},"state":{"last":20459,"periods":[20456,1,2]},"check":"df9b0e0264ebf7ed"}
#> {"kind":"state_source","name":"in","records":3,"from":"2026-01-03T23:50:00Z","to":"2026-01-06T00:40:00Z","lines":"948c240cf9cde2212f891f42bc55b115","first":"9d7ee5b28113e35b","check":"2c8d5cd2ee1de07c"}
#> {"kind":"states_end","groups":1,"sources":1,"records":3,"rejected":0,"check":"a1d492223db4099c"}
#> $ cxretain --merge state
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":1,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":3,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain -u v --max-users 1 in
#> cxretain: more than 1 users (see --max-users)
#> $ cxretain -b channel --return purchase --max-memory 1 spilled | cksum
#> the same
#> $ cxretain -b channel --return purchase --max-memory 1 --tmp nosuch spilled 2>&1
#> cxretain: nosuch: a temporary file: No such file or directory
#> $ cxretain -e 'n == 2' in
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":0,"n":1,"rate":1,"rate_lo":0.2065493143772375,"rate_hi":1,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":1,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.7934506856227626,"complete":true}
#> {"kind":"retention","cohort":"2026-01-04T00:00:00Z","size":1,"k":2,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --where 'n == 1' in
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain -f tsv tsv
#> {"kind":"retention","cohort":"2026-01-01T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --format tsv tsv
#> {"kind":"retention","cohort":"2026-01-01T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain -u client_ip -f apache --log-format '[%t] %h' syslog
#> cxretain: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxretain: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxretain -u 1 -f regex --regex '(?<timestamp>[0-9]+)' seq
#> {"kind":"retention","cohort":"2026-01-01T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain -u 1 -f grok --grok '(?<timestamp>[0-9]+)' seq
#> {"kind":"retention","cohort":"2026-01-01T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ printf '1788220800 a
#> 1788220801 b
#> ' | cxretain -u u -t t -f regex --regex '(?<t>[0-9]+) (?<u>.)' --continue . 2>&1
#> {"kind":"retention","cohort":"2026-09-01T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --per-user --map user_id=v in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-04T00:00:00Z","k":[0,2]}
#> {"kind":"retention_user","user":"b","cohort":"2026-01-03T00:00:00Z","k":[0]}
#> $ echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7"}}' | cxretain --per-user --schema mixpanel
#> {"kind":"retention_user","user":"7","cohort":"2026-09-01T00:00:00Z","k":[0]}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxretain --schema hey --run-start 2026-09-01 --per-user --map user_id=status-code 2>&1
#> {"kind":"retention_user","user":"200","cohort":"2026-09-01T00:00:00Z","k":[0]}
#> $ cxretain --per-user -t at --input-tz America/New_York in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-01T00:00:00Z","k":[0,2]}
#> $ cxretain -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"kind":"retention","cohort":"2024-01-02T00:00:00Z","size":1,"k":0,"n":1,"rate":null,"rate_lo":null,"rate_hi":null,"complete":false}
#> $ cxretain --per-user --now 2026-01-05 in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-03T00:00:00Z","k":[0,1]}
#> $ cxretain --per-user -t at in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-01T00:00:00Z","k":[0,1]}
#> $ cxretain --per-user --time at in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-01T00:00:00Z","k":[0,1]}
#> $ cxretain --per-user --tz Asia/Tokyo in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-04T00:00:00+09:00","k":[0,2]}
#> $ cxretain --per-user --from 2026-01-04 in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-04T00:00:00Z","k":[0,2]}
#> $ cxretain --per-user --to 2026-01-04 in
#> {"kind":"retention_user","user":"a","cohort":"2026-01-03T00:00:00Z","k":[0]}
#> $ cxretain --per-user -o out in; cat out
#> {"kind":"retention_user","user":"a","cohort":"2026-01-03T00:00:00Z","k":[0,1,3]}
#> $ cxretain --per-user --output out in; cat out
#> {"kind":"retention_user","user":"a","cohort":"2026-01-03T00:00:00Z","k":[0,1,3]}
#> $ cxretain --rejects out bad; cat out
#> cxretain: bad:1:1: expected an object, found 'b'
#> cxretain: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxretain: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxretain --max-bad 1 bad; echo $?
#> cxretain: bad:1:1: expected an object, found 'b'
#> cxretain: 1 of 1 records rejected (100%)
#> cxretain: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxretain --per-user -e "exists(gone)" --strict-fields in; echo $?
#> cxretain: no record had a field 'gone'
#> 4
#> $ cxretain --per-user --strict bad in
#> cxretain: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1,"user_id":"%0300d"}
#> ' 1 | cxretain --per-user --max-line 256
#> cxretain: stdin:1: line is longer than --max-line
#> cxretain: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxretain --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"retention","cohort":"2026-01-03T00:00:00Z","size":1
#> $ cxretain -h in | head -n 1
#> usage: cxretain [-u EXPR] [--start EXPR] [--return EXPR] [OPTION...]
#> $ cxretain --help in | head -n 1
#> usage: cxretain [-u EXPR] [--start EXPR] [--return EXPR] [OPTION...]
#> $ cxretain --version in | cut -c 1-18
#> cxretain (cxutils)
#> Licence GPL-3.0-or
#> $ cxretain -j 1 many | cksum
#> the same
#> $ cxretain -j 8 many | cksum
#> the same
#> $ cxretain --threads 3 many | cksum
#> the same
#> $ cxretain --progress many | cksum
#> the same
#> $ cxretain --merge --once state state | wc -l
#> 4
#> $ cxretain --merge --allow-repeat state state | wc -l
#> 4
#> $ rm -f place; cxretain --resume place in | wc -l; grep -c '"kind":"place"' place
#> 4
#> 1
#> $ rm -f place; cxretain --resume place --wait in
#> the same
#> $ cxretain --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxretain --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxretain --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxretain --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxretain --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxretain --merge --expect nowhere state > /dev/null; echo $?
#> cxretain: --expect: there is nothing of nowhere
#> 3
#> $ cxretain -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxretain -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxretain -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxretain -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxretain -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxretain -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
