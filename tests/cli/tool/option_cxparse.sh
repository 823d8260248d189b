# Every option of cxparse changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}' \
    '{"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}' > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf '10.0.0.1 200\n' > log
echo '{"timestamp":"2026-01-01 00:30:00"}' > local
echo 'bad' > bad
seq 3 > seq
{ echo n; seq 2; } > table
apache="cxparse -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change '--fields n,u' 'cxparse -f json @ in'
change "--for 'sum(n)'" 'cxparse -f json @ in'
change '--framed' 'cxparse -f json @ in | wc -c'
change '--keep-raw' 'cxparse -f json @ in'
change '--detect' 'cxparse -f json @ in'
change '-f tsv' 'cxparse @ table'
change '--format csv' 'cxparse @ table'
change "--log-format '%h %>s'" 'cxparse -f apache @ log'
change "--regex '(?<n>[0-9]+)'" 'cxparse -f regex @ seq'
echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' 'cxparse -f json @ mixed'
change '--map user=u' 'cxparse -f json @ in'
change '--input-tz Europe/Berlin' 'cxparse -f json @ local'
change '--year 2024' "$apache @ syslog"
change '--now 2024-06-01' "$apache @ syslog"
change "-e 'n > 1'" 'cxparse -f json @ in'
change "--where 'n == 1'" 'cxparse -f json @ in'
change '-t at' 'cxparse -f json --to 2026-01-02T01:00:00Z @ in'
change '--time at' 'cxparse -f json --to 2026-01-02T01:00:00Z @ in'
change '--tz Asia/Tokyo' "cxparse -f json -e 'hour(timestamp) == 21' @ in"
change '--from 2026-01-02T12:00:00Z' 'cxparse -f json @ in'
change '--to 2026-01-02T12:00:00Z' 'cxparse -f json @ in'
change '-o out' 'cxparse -f json @ in; cat out'
change '--output out' 'cxparse -f json @ in; cat out'
change '--rejects out' 'cxparse -f json @ bad; cat out'
change '--max-bad 1' 'cxparse -f json @ bad; echo $?'
change '--strict-fields' 'cxparse -f json -e "exists(gone)" @ in; echo $?'
change '--strict' 'cxparse -f json @ bad in'
change '--max-line 256' "printf '{\"a\":\"%0300d\"}\n' 1 | cxparse -f json @"
change '-h' 'cxparse @ -f json in | head -n 1'
change '--help' 'cxparse @ -f json in | head -n 1'
change '--version' 'cxparse @ -f json in | cut -c 1-17'
seq 100000 | sed 's/.*/{"i":&,"text":"some words to make it longer"}/' > many
steady '-j 1' 'cxparse -f json @ many | cksum'
steady '-j 8' 'cxparse -f json @ many | cksum'
steady '--threads 3' 'cxparse -f json @ many | cksum'
steady --progress 'cxparse -f json @ many | cksum'
untried cxparse
