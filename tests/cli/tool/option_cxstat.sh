# Every option of cxstat changes what comes out.
. "$TOP/tests/cli/option.inc"
printf '%s\n' '{"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}' \
    '{"timestamp":"2026-01-01T15:30:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}' \
    '{"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"b","n":4}' > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'a\tb\n1\t2\n' > tsv
echo 'bad' > bad
seq 300 | sed 's/.*/{"n":&}/' > seq
apache="cxstat 'first(timestamp)' -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"

change '-b u' "cxstat 'count()' @ in"
change "--by 'n > 1'" "cxstat 'count()' @ in"
change '-w 1d' "cxstat 'count()' @ in"
change '--window 1mo' "cxstat 'count()' @ in"
change '--fill' "cxstat 'count()' -w 1d @ in"
change '--totals' "cxstat 'count()' -b u @ in"
change '--conf 0.5' "cxstat 'rate(n > 1)' @ in"
change '--no-ci' "cxstat 'rate(n > 1)' @ in"
change '--exact' "cxstat 'p50(n)' @ seq"
change '--accuracy 0.1' "cxstat 'p50(n)' @ seq"
change '--max-values 299' "cxstat 'top(n, 1)' @ seq"
change '--max-groups 1' "cxstat 'count()' -b u @ in"
change '--overflow other' "cxstat 'count()' -b u --max-groups 1 @ in"
change "-e 'n > 1'" "cxstat 'count()' @ in"
change "--where 'u == \"b\"'" "cxstat 'sum(n)' @ in"
change '-f tsv' "cxstat 'sum(b)' @ tsv"
change '--format tsv' "cxstat 'sum(b)' @ tsv"
change "--log-format '[%t] %h'" "cxstat 'count()' -f apache @ syslog"
change "--regex '(?<x>[0-9])'" "cxstat 'sum(x)' -f regex @ seq"
echo '{"source":"crm","medium":"email"}' > visit
echo '- {channel: Newsletter, source: crm}' > channels
change '--channels channels' "cxstat -b 'c = channel(source, medium)' 'count()' @ visit"
echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' "cxstat 'sum(value)' @ mixed"
change '--map m=n' "cxstat 'sum(m)' @ in"
change '--input-tz Europe/Berlin' "cxstat 'count()' -w 1d -t at @ in"
change '--year 2024' "$apache @ syslog"
change '--now 2024-06-01' "$apache @ syslog"
change '-t at' "cxstat 'count()' -w 1d @ in"
change '--time at' "cxstat 'last(n)' -e 'n < 3' --to 2026-01-02 @ in"
change '--tz Asia/Tokyo' "cxstat 'count()' -w 1d @ in"
change '--from 2026-01-01T15:30:00Z' "cxstat 'count()' @ in"
change '--to 2026-01-01T15:30:00Z' "cxstat 'count()' @ in"
change '-o out' "cxstat 'count()' @ in; cat out"
change '--output out' "cxstat 'count()' @ in; cat out"
change '--rejects out' "cxstat 'count()' @ bad; cat out"
change '--max-bad 1' "cxstat 'count()' @ bad; echo \$?"
change '--strict-fields' "cxstat 'sum(gone)' @ in; echo \$?"
change '--strict' "cxstat 'count()' @ bad in"
change '--max-line 256' "printf '{\"a\":\"%0300d\"}\n' 1 | cxstat 'count()' @"
change '-h' "cxstat 'count()' @ in | head -n 1"
change '--help' "cxstat 'count()' @ in | head -n 1"
change '--version' "cxstat 'count()' @ in | cut -c 1-16"
seq 100000 | sed 's/.*/{"i":&,"text":"some words to make it longer"}/' > many
steady '-j 1' "cxstat -b 'i % 7' 'count(), sum(i), p50(i)' @ many | cksum"
steady '-j 8' "cxstat -b 'i % 7' 'count(), sum(i), p50(i)' @ many | cksum"
steady '--threads 3' "cxstat -b 'i % 7' 'count(), sum(i), p50(i)' @ many | cksum"
steady --progress "cxstat 'sum(i)' @ many | cksum"
printf '{"timestamp":%d}\n' 0 100 5 > late
change '--lateness 1s' "cxstat 'count()' -w 1m @ late"
steady '--idle 1s' "cxstat 'count()' -w 1m --lateness 1s @ late"
change --partial "cxstat 'count()' -b u @ in | grep -c state"
cxstat 'count()' -b u --partial in > states
change --merge 'cxstat @ states'
change '--overflow other' "cxstat 'count()' -b u --max-groups 1 @ in"
change --once 'cxstat --merge @ states states'
change --allow-repeat 'cxstat --merge @ states states'
untried cxstat
