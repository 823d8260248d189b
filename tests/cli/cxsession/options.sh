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
change '--sorted' 'cxsession @ unsorted'
change '--partial' 'cxsession @ in'
change '--merge' 'cxsession @ state'
change '--max-facts 2' 'cxsession @ in'
change "-e 'n == 2'" 'cxsession @ in'
change "--where 'n == 1'" 'cxsession @ in'
change '-f tsv' 'cxsession @ tsv'
change '--format tsv' 'cxsession @ tsv'
change "--log-format '[%t] %h'" 'cxsession -u client_ip -f apache @ syslog'
change "--regex '(?<timestamp>[0-9]+)'" 'cxsession -u 1 -f regex @ seq'
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\",\"revenue\":5}}' | cxsession @"
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
untried cxsession
