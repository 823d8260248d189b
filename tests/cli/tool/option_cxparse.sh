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
change "--grok '(?<n>[0-9]+)'" 'cxparse -f grok @ seq'
change '--continue .' "cxparse -f regex --regex '(?<n>[0-9]+)' @ seq"
echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' 'cxparse -f json @ mixed'
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxparse --schema hey @"
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
wide "cxparse -f json" in
change '-h' 'cxparse @ -f json in | head -n 1'
change '--help' 'cxparse @ -f json in | head -n 1'
change '--version' 'cxparse @ -f json in | cut -c 1-17'
seq 100000 | sed 's/.*/{"i":&,"text":"some words to make it longer"}/' > many
steady '-j 1' 'cxparse -f json @ many | cksum'
steady '-j 8' 'cxparse -f json @ many | cksum'
steady '--threads 3' 'cxparse -f json @ many | cksum'
resumes 'cxparse -f ndjson' in
steady --progress 'cxparse -f json @ many | cksum'
tables 'cxparse'
untried cxparse

#> $ cxparse -f json --fields n,u in
#> {"n":1,"u":"a"}
#> {"n":2,"u":"b"}
#> $ cxparse -f json --for 'sum(n)' in
#> {"timestamp":"2026-01-01T12:00:00Z","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","n":2}
#> $ cxparse -f json --framed in | wc -c
#> 169
#> $ cxparse -f json --keep-raw in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"raw":"{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-01 00:30:00\",\"u\":\"a\",\"n\":1}"}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"raw":"{\"timestamp\":\"2026-01-02T12:00:00Z\",\"at\":\"2026-01-02 00:30:00\",\"u\":\"b\",\"n\":2}"}
#> $ cxparse -f json --detect in
#> {"kind":"detect","format":"ndjson","lines":2,"fits":2,"share":1,"fields":4}
#> {"kind":"detect","format":"vhost_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 42: %p: expected a whole number, found '\"2026-01-01'"}
#> {"kind":"detect","format":"combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: %h: expected an address or host name, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"common","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: %h: expected an address or host name, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"ingress_nginx","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 78: expected ' - ' before $remote_user, found end of line"}
#> {"kind":"detect","format":"traefik","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 78: expected ' - ' before $user, found end of line"}
#> {"kind":"detect","format":"envoy","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"istio","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"haproxy","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 54: expected an address, found '00:30:00\",\"u\":\"a\",\"n\":1}'"}
#> {"kind":"detect","format":"squid","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $epoch: expected seconds since 1970, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"squid_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $client: expected an address or host name, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"uwsgi","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[pid: ' before $pid, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"s3","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 78: expected ' [' before $clf, found end of line"}
#> {"kind":"detect","format":"alb","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 78: expected ' ' before $elb, found end of line"}
#> {"kind":"detect","format":"elb","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $time: expected a time, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"nginx_error","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a time, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"apache_error","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[', found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"w3c","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a line with #Fields: before it, which names its values"}
#> {"kind":"detect","format":"logfmt","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 2: expected '=' or a space after the key, found '\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-01...'"}
#> {"kind":"detect","format":"prometheus","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 13: expected ',' or '}' behind a label, found ':\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-01 00:30:00\",...'"}
#> {"kind":"detect","format":"ltsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected label:value, found '{\"timestamp\":\"2026-01-01T12:00:00Z\",\"at\":\"2026-01-0...'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 2: the header cannot be read: quote inside a field that does not begin with one"}
#> $ cxparse -f tsv table
#> {"n":1}
#> {"n":2}
#> $ cxparse --format csv table
#> {"n":1}
#> {"n":2}
#> $ cxparse -f apache --log-format '%h %>s' log
#> {"client_ip":"10.0.0.1","status":200}
#> $ cxparse -f regex --regex '(?<n>[0-9]+)' seq
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> $ cxparse -f grok --grok '(?<n>[0-9]+)' seq
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> $ cxparse -f regex --regex '(?<n>[0-9]+)' --continue . seq
#> {"n":1}
#> $ cxparse -f json --schema mixpanel mixed
#> {"timestamp":"2026-09-01T00:00:00Z","event_name":"a","user_id":"7","value":5}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxparse --schema hey --run-start 2026-09-01
#> {"timestamp":"2026-09-01T00:00:01.500Z","status":200,"duration_ms":12,"offset_ms":1500}
#> $ cxparse -f json --map user=u in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","user":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","user":"b","n":2}
#> $ cxparse -f json --input-tz Europe/Berlin local
#> {"timestamp":"2025-12-31T23:30:00Z"}
#> $ cxparse -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.1"}
#> $ cxparse -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --now 2024-06-01 syslog
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.1"}
#> $ cxparse -f json -e 'n > 1' in
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json --where 'n == 1' in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> $ cxparse -f json --to 2026-01-02T01:00:00Z -t at in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json --to 2026-01-02T01:00:00Z --time at in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json -e 'hour(timestamp) == 21' --tz Asia/Tokyo in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json --from 2026-01-02T12:00:00Z in
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json --to 2026-01-02T12:00:00Z in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> $ cxparse -f json -o out in; cat out
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json --output out in; cat out
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ cxparse -f json --rejects out bad; cat out
#> cxparse: bad:1:1: expected an object, found 'b'
#> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxparse -f json --max-bad 1 bad; echo $?
#> cxparse: bad:1:1: expected an object, found 'b'
#> cxparse: 1 of 1 records rejected (100%)
#> 0
#> $ cxparse -f json -e "exists(gone)" --strict-fields in; echo $?
#> cxparse: no record had a field 'gone'
#> 4
#> $ cxparse -f json --strict bad in
#> cxparse: bad:1:1: expected an object, found 'b'
#> $ printf '{"a":"%0300d"}
#> ' 1 | cxparse -f json --max-line 256
#> cxparse: stdin:1: record is longer than --max-line
#> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxparse -f json --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:0
#> $ cxparse -h -f json in | head -n 1
#> usage: cxparse -f FORMAT [OPTION...] [FILE...]
#> $ cxparse --help -f json in | head -n 1
#> usage: cxparse -f FORMAT [OPTION...] [FILE...]
#> $ cxparse --version -f json in | cut -c 1-17
#> cxparse (cxutils)
#> Licence GPL-3.0-o
#> $ cxparse -f json -j 1 many | cksum
#> the same
#> $ cxparse -f json -j 8 many | cksum
#> the same
#> $ cxparse -f json --threads 3 many | cksum
#> the same
#> $ rm -f place; for i in 1 2; do cxparse -f ndjson --resume place --at-least-once in; done
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ rm -f place; cxparse -f ndjson --at-least-once --resume place in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2}
#> $ rm -f place; cxparse -f ndjson --wait --resume place --at-least-once in
#> the same
#> $ cxparse -f json --progress many | cksum
#> the same
#> $ cxparse -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxparse -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxparse -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxparse -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxparse -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxparse -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
