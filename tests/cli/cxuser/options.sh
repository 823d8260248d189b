# Every option of cxuser changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"timestamp":"2026-01-01T23:50:00Z","at":"2026-01-01 00:30:00","user_id":"a","v":"b","n":1,"event_name":"purchase","value":5}' \
    '{"timestamp":"2026-01-02T00:10:00Z","at":"2026-01-02 00:30:00","user_id":"a","anonymous_id":"x","v":"a","n":2}' \
    '{"timestamp":"2026-01-02T00:40:00Z","at":"2026-01-02 00:40:00","user_id":"a","v":"a","n":2,"event_name":"refund","value":1}' > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'timestamp\tuser_id\n1767261600\t2\n' > tsv
echo 'bad' > bad
seq 1767261600 1767261603 > seq
cxuser --partial in > state
echo '{"kind":"identity","id":"a","user":"c"}' > map
apache="cxuser -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change '-u v' 'cxuser @ in'
change '--user v' 'cxuser @ in'
change '--ids map' 'cxuser @ in'
change '--gap 20m' 'cxuser @ in'
change "--order 'n == 2'" 'cxuser @ in'
change "--refund 'n == 1'" 'cxuser @ in'
change '--value n' 'cxuser @ in'
change "--feature 'm = max(n)' --feature 'count()'" 'cxuser @ in'
change '--max-users 1' 'cxuser -u v @ in'
change '--stitch' 'cxuser @ in'
change '--partial' 'cxuser @ in'
change '--merge' 'cxuser @ state'
change "-e 'n == 2'" 'cxuser @ in'
change "--where 'n == 1'" 'cxuser @ in'
change '-f tsv' 'cxuser @ tsv'
change '--format tsv' 'cxuser @ tsv'
change "--log-format '[%t] %h'" 'cxuser -u client_ip -f apache @ syslog'
change "--regex '(?<timestamp>[0-9]+)'" 'cxuser -u 1 -f regex @ seq'
echo '{"event":"a","properties":{"time":1767225600,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' 'cxuser @ mixed'
change '--map user_id=v' 'cxuser @ in'
change '--input-tz Europe/Berlin' 'cxuser -t at @ in'
change '--year 2024' "$apache @ syslog"
change '--now 2026-01-02' 'cxuser @ in'
change '-t at' 'cxuser @ in'
change '--time at' 'cxuser @ in'
change '--tz Asia/Tokyo' 'cxuser @ in'
change '--from 2026-01-02' 'cxuser @ in'
change '--to 2026-01-02' 'cxuser @ in'
change '-o out' 'cxuser @ in; cat out'
change '--output out' 'cxuser @ in; cat out'
change '--rejects out' 'cxuser @ bad; cat out'
change '--max-bad 1' 'cxuser @ bad; echo $?'
change '--strict-fields' 'cxuser -e "exists(gone)" @ in; echo $?'
change '--strict' 'cxuser @ bad in'
change '--max-line 256' "printf '{\"timestamp\":1,\"user_id\":\"%0300d\"}\n' 1 | cxuser @"
change '-h' 'cxuser @ in | head -n 1'
change '--help' 'cxuser @ in | head -n 1'
change '--version' 'cxuser @ in | cut -c 1-18'
seq 30000 | sed 's/.*/{"timestamp":&,"user_id":"some user to make it longer"}/' > many
steady '-j 1' 'cxuser @ many | cksum'
steady '-j 8' 'cxuser @ many | cksum'
steady '--threads 3' 'cxuser @ many | cksum'
steady '--progress' 'cxuser @ many | cksum'
change '--once' 'cxuser --merge @ state state | wc -l'
change '--allow-repeat' 'cxuser --merge @ state state | jq .events'
untried cxuser
