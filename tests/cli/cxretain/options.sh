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
change "-e 'n == 2'" 'cxretain @ in'
change "--where 'n == 1'" 'cxretain @ in'
change '-f tsv' 'cxretain @ tsv'
change '--format tsv' 'cxretain @ tsv'
change "--log-format '[%t] %h'" 'cxretain -u client_ip -f apache @ syslog'
change "--regex '(?<timestamp>[0-9]+)'" 'cxretain -u 1 -f regex @ seq'
change '--map user_id=v' 'cxretain --per-user @ in'
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\"}}' | cxretain --per-user @"
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
untried cxretain
