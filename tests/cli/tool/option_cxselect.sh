# Every option of cxselect changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}' \
    '{"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}' \
    '{"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}' > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'a\tb\n1\t2\n' > tsv
echo 'bad' > bad
seq 3 > seq
seq 10 | sed 's/.*/{"u":"same","i":&}/' > ten
apache="cxselect -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change "-e 'n > 2'" 'cxselect @ in'
change "--where 'n == 2'" 'cxselect @ in'
change '--fields n,u' 'cxselect @ in'
change "--for 'sum(n)'" 'cxselect @ in'
change '--framed' 'cxselect @ in | wc -c'
change "--set 'm=n * 2'" 'cxselect --fields n,m @ in'
change '--drop l,at' 'cxselect @ in'
change '--rename user=u' 'cxselect @ in'
change '--explode l' 'cxselect --fields n,l @ in'
change '--sample 30%' 'cxselect --key i @ ten --shard 1/1'
change '--shard 2/3' 'cxselect --key i @ ten --sample 100%'
change '--key u' 'cxselect --sample 50% @ ten'
change '--seed 3' 'cxselect --sample 30% --key i @ ten'
change '--head 1' 'cxselect @ in'
change '--unique u' 'cxselect @ ten'
change '--within 1d' 'cxselect --unique 1 @ in'
change '--max-keys 3' 'cxselect --unique i @ ten'
cxselect --unique u --state seen ten > out 2> err
change '--state seen' 'cxselect --unique u @ ten'
change '-f tsv' 'cxselect @ tsv'
change '--format tsv' 'cxselect @ tsv'
change "--log-format '[%t] %h'" 'cxselect -f apache @ syslog'
change "--regex '(?<n>[0-9]+)'" 'cxselect -f regex @ seq'
echo '{"source":"crm","medium":"email"}' > visit
echo '- {channel: Newsletter, source: crm}' > channels
change '--channels channels' "cxselect --set 'c = channel(source, medium)' @ visit"
echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' 'cxselect @ mixed'
change '--map user=u' 'cxselect @ in'
change '--input-tz Europe/Berlin' 'cxselect -t at --from 2026-01-02 @ in'
change '--year 2024' "$apache @ syslog"
change '--now 2024-06-01' "$apache @ syslog"
change '-t at' 'cxselect --to 2026-01-02T01:00:00Z @ in'
change '--time at' 'cxselect --to 2026-01-02T01:00:00Z @ in'
change '--tz Asia/Tokyo' "cxselect --fields d --set 'd=hour(timestamp)' @ in"
change '--from 2026-01-02T12:00:00Z' 'cxselect @ in'
change '--to 2026-01-02T12:00:00Z' 'cxselect @ in'
change '-o out' 'cxselect @ in; cat out'
change '--output out' 'cxselect @ in; cat out'
change '--rejects out' 'cxselect @ bad; cat out'
change '--max-bad 1' 'cxselect @ bad; echo $?'
change '--strict-fields' 'cxselect -e "exists(gone)" @ in; echo $?'
change '--strict' 'cxselect @ bad in'
change '--max-line 256' "printf '{\"a\":\"%0300d\"}\n' 1 | cxselect @"
change '-h' 'cxselect @ in | head -n 1'
change '--help' 'cxselect @ in | head -n 1'
change '--version' 'cxselect @ in | cut -c 1-18'
seq 100000 | sed 's/.*/{"i":&,"text":"some words to make it longer"}/' > many
steady '-j 1' "cxselect -e 'i % 3 == 0' @ many | cksum"
steady '-j 8' "cxselect -e 'i % 3 == 0' @ many | cksum"
steady '--threads 3' "cxselect -e 'i % 3 == 0' @ many | cksum"
steady --progress "cxselect -e 'i % 3 == 0' @ many | cksum"
untried cxselect
