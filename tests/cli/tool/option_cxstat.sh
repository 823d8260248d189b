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
change '--weight n' "cxstat 'count()' @ in"
change '--exact' "cxstat 'p50(n)' @ seq"
change '--accuracy 0.1' "cxstat 'p50(n)' @ seq"
change '--max-values 299' "cxstat 'top(n, 1)' @ seq"
change '--max-groups 1' "cxstat 'count()' -b u @ in"
change '--overflow other' "cxstat 'count()' -b u --max-groups 1 @ in"
change '--max-memory 1' "cxstat 'count()' -b u --max-groups 9 @ in 2>&1"
change "-e 'n > 1'" "cxstat 'count()' @ in"
change "--where 'u == \"b\"'" "cxstat 'sum(n)' @ in"
change '-f tsv' "cxstat 'sum(b)' @ tsv"
change '--format tsv' "cxstat 'sum(b)' @ tsv"
change "--log-format '[%t] %h'" "cxstat 'count()' -f apache @ syslog"
change "--regex '(?<x>[0-9])'" "cxstat 'sum(x)' -f regex @ seq"
change "--grok '(?<x>[0-9])'" "cxstat 'sum(x)' -f grok @ seq"
change '--continue .' "cxstat 'sum(x)' -f regex --regex '(?<x>[0-9])' @ seq"
echo '{"source":"crm","medium":"email"}' > visit
echo '- {channel: Newsletter, source: crm}' > channels
change '--channels channels' "cxstat -b 'c = channel(source, medium)' 'count()' @ visit"
echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' "cxstat 'sum(value)' @ mixed"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxstat --schema hey @ -w 1h 'count()' 2>&1"
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
wide "cxstat 'n = count()'" in
change '-h' "cxstat 'count()' @ in | head -n 1"
change '--help' "cxstat 'count()' @ in | head -n 1"
change '--version' "cxstat 'count()' @ in | cut -c 1-16"
seq 100000 | sed 's/.*/{"i":&,"text":"some words to make it longer"}/' > many
steady '-j 1' "cxstat -b 'i % 7' 'count(), sum(i), p50(i)' @ many | cksum"
steady '-j 8' "cxstat -b 'i % 7' 'count(), sum(i), p50(i)' @ many | cksum"
steady '--threads 3' "cxstat -b 'i % 7' 'count(), sum(i), p50(i)' @ many | cksum"
steady --progress "cxstat 'sum(i)' @ many | cksum"
steady '--max-memory 64k' "cxstat 'n = count()' -b i @ many | cksum"
change '--tmp nosuch' "cxstat -b i --max-memory 1 'count()' @ many 2>&1 | cksum"
printf '{"timestamp":%d}\n' 0 100 5 > late
change '--lateness 1s' "cxstat 'count()' -w 1m @ late"
change '--fill-last 1' "cxstat -b timestamp 'count()' -w 50s --lateness 1s --fill @ late"
change '--source timestamp --sources 2' "cxstat 'count()' -w 1m --lateness 1s @ late"
change '--sources 3' "cxstat 'count()' -w 1m --lateness 1s --source timestamp @ late 2>&1"
steady '--idle 1s' "cxstat 'count()' -w 1m --lateness 1s @ late"
change --partial "cxstat 'count()' -b u @ in | grep -c state"
cxstat 'count()' -b u --partial in > states
change --merge 'cxstat @ states'
change '--overflow other' "cxstat 'count()' -b u --max-groups 1 @ in"
change '--top 1' "cxstat 'count()' -b u @ in"
change --partial=line "cxstat 'count()' -b u @ in | grep -c '^{\"kind\":\"states_line\".*\"states_end\"'"
cxstat 'count()' -b u --partial --key-lines in > keyed
change --sorted 'sort -r keyed | cxstat --merge @ 2>&1'
change --explain "cxstat -j 1 'count()' -b u @ in"
change --once 'cxstat --merge @ states states'
change --allow-repeat 'cxstat --merge @ states states'
going_on "cxstat 'count()'" in 'cxstat --merge @ states > /dev/null'
mkdir days
change '--rotate-state days' "rm -f place days/*; cxstat 'count()' -w 1d --resume place @ in | wc -l; ls days"
change '--rotate-every 1mo' "rm -f place days/*; cxstat 'count()' -w 1d --resume place --rotate-state days @ in | wc -l; ls days"
tables "cxstat 'count()'"
untried cxstat

#> $ cxstat 'count()' -b u in
#> {"kind":"stat","u":"a","count":1}
#> {"kind":"stat","u":"b","count":2}
#> $ cxstat 'count()' --by 'n > 1' in
#> {"kind":"stat","n_1":false,"count":1}
#> {"kind":"stat","n_1":true,"count":2}
#> $ cxstat 'count()' -w 1d in
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","count":2}
#> {"kind":"stat","window":"2026-01-03T00:00:00Z","window_end":"2026-01-04T00:00:00Z","count":1}
#> $ cxstat 'count()' --window 1mo in
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-02-01T00:00:00Z","count":3}
#> $ cxstat 'count()' -w 1d --fill in
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","count":2}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","count":0}
#> {"kind":"stat","window":"2026-01-03T00:00:00Z","window_end":"2026-01-04T00:00:00Z","count":1}
#> $ cxstat 'count()' -b u --totals in
#> {"kind":"stat","u":"a","count":1}
#> {"kind":"stat","u":"b","count":2}
#> {"kind":"stat","total":true,"count":3}
#> $ cxstat 'rate(n > 1)' --conf 0.5 in
#> {"kind":"stat","rate_n_1":0.6666666666666666,"rate_n_1_lo":0.398610302692,"rate_n_1_hi":0.866239105341,"rate_n_1_n":3}
#> $ cxstat 'rate(n > 1)' --no-ci in
#> {"kind":"stat","rate_n_1":0.6666666666666666,"rate_n_1_n":3}
#> $ cxstat 'count()' --weight n in
#> {"kind":"stat","count":7}
#> $ cxstat 'p50(n)' --exact seq
#> {"kind":"stat","p50_n":150,"p50_n_lo":133,"p50_n_hi":168,"p50_n_n":300,"p50_n_method":"nearest-rank"}
#> $ cxstat 'p50(n)' --accuracy 0.1 seq
#> {"kind":"stat","p50_n":157.89596330494757,"p50_n_lo":117.77089376348599,"p50_n_hi":175.43995922771953,"p50_n_n":300,"p50_n_method":"ddsketch(0.1)"}
#> $ cxstat 'top(n, 1)' --max-values 299 seq
#> cxstat: more than 299 different values (see --max-values)
#> $ cxstat 'count()' -b u --max-groups 1 in
#> cxstat: more than 1 groups (see --max-groups, --overflow)
#> $ cxstat 'count()' -b u --max-groups 1 --overflow other in
#> {"kind":"stat","u":"a","count":1}
#> {"kind":"stat","u":"other","truncated":true,"count":2}
#> $ cxstat 'count()' -b u --max-groups 9 --max-memory 1 in 2>&1
#> cxstat: --max-memory does not go with --max-groups
#> try 'cxstat --help'
#> $ cxstat 'count()' -e 'n > 1' in
#> {"kind":"stat","count":2}
#> $ cxstat 'sum(n)' --where 'u == "b"' in
#> {"kind":"stat","sum_n":6}
#> $ cxstat 'sum(b)' -f tsv tsv
#> {"kind":"stat","sum_b":2}
#> $ cxstat 'sum(b)' --format tsv tsv
#> {"kind":"stat","sum_b":2}
#> $ cxstat 'count()' -f apache --log-format '[%t] %h' syslog
#> cxstat: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#> {"kind":"stat","count":0}
#> $ cxstat 'sum(x)' -f regex --regex '(?<x>[0-9])' seq
#> {"kind":"stat","sum_x":798}
#> $ cxstat 'sum(x)' -f grok --grok '(?<x>[0-9])' seq
#> {"kind":"stat","sum_x":798}
#> $ cxstat 'sum(x)' -f regex --regex '(?<x>[0-9])' --continue . seq
#> {"kind":"stat","sum_x":1}
#> $ cxstat -b 'c = channel(source, medium)' 'count()' --channels channels visit
#> {"kind":"stat","c":"Newsletter","count":1}
#> $ cxstat 'sum(value)' --schema mixpanel mixed
#> {"kind":"stat","sum_value":5}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxstat --schema hey --run-start 2026-09-01 -w 1h 'count()' 2>&1
#> {"kind":"stat","window":"2026-09-01T00:00:00Z","window_end":"2026-09-01T01:00:00Z","count":1}
#> $ cxstat 'sum(m)' --map m=n in
#> {"kind":"stat","sum_m":7}
#> $ cxstat 'count()' -w 1d -t at --input-tz Europe/Berlin in
#> {"kind":"stat","window":"2025-12-31T00:00:00Z","window_end":"2026-01-01T00:00:00Z","count":1}
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","count":1}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","count":1}
#> $ cxstat 'first(timestamp)' -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"kind":"stat","first_timestamp":"2024-01-02T03:04:05Z"}
#> $ cxstat 'first(timestamp)' -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --now 2024-06-01 syslog
#> {"kind":"stat","first_timestamp":"2024-01-02T03:04:05Z"}
#> $ cxstat 'count()' -w 1d -t at in
#> {"kind":"stat","window":"2026-01-01T00:00:00Z","window_end":"2026-01-02T00:00:00Z","count":1}
#> {"kind":"stat","window":"2026-01-02T00:00:00Z","window_end":"2026-01-03T00:00:00Z","count":1}
#> {"kind":"stat","window":"2026-01-03T00:00:00Z","window_end":"2026-01-04T00:00:00Z","count":1}
#> $ cxstat 'last(n)' -e 'n < 3' --to 2026-01-02 --time at in
#> {"kind":"stat","last_n":1}
#> $ cxstat 'count()' -w 1d --tz Asia/Tokyo in
#> {"kind":"stat","window":"2026-01-01T00:00:00+09:00","window_end":"2026-01-02T00:00:00+09:00","count":1}
#> {"kind":"stat","window":"2026-01-02T00:00:00+09:00","window_end":"2026-01-03T00:00:00+09:00","count":1}
#> {"kind":"stat","window":"2026-01-03T00:00:00+09:00","window_end":"2026-01-04T00:00:00+09:00","count":1}
#> $ cxstat 'count()' --from 2026-01-01T15:30:00Z in
#> {"kind":"stat","count":2}
#> $ cxstat 'count()' --to 2026-01-01T15:30:00Z in
#> {"kind":"stat","count":1}
#> $ cxstat 'count()' -o out in; cat out
#> {"kind":"stat","count":3}
#> $ cxstat 'count()' --output out in; cat out
#> {"kind":"stat","count":3}
#> $ cxstat 'count()' --rejects out bad; cat out
#> cxstat: bad:1:1: expected an object, found 'b'
#> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxstat: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"stat","count":0}
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxstat 'count()' --max-bad 1 bad; echo $?
#> cxstat: bad:1:1: expected an object, found 'b'
#> cxstat: 1 of 1 records rejected (100%)
#> cxstat: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"stat","count":0}
#> 0
#> $ cxstat 'sum(gone)' --strict-fields in; echo $?
#> cxstat: no record had a field 'gone'
#> {"kind":"stat","sum_gone":0}
#> 4
#> $ cxstat 'count()' --strict bad in
#> cxstat: bad:1:1: expected an object, found 'b'
#> $ printf '{"a":"%0300d"}
#> ' 1 | cxstat 'count()' --max-line 256
#> cxstat: stdin:1: line is longer than --max-line
#> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#> {"kind":"stat","count":0}
#> $ zstd -q --long=28 < narrow | cxstat 'n = count()' --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"stat","n":1}
#> $ cxstat 'count()' -h in | head -n 1
#> usage: cxstat [-b FIELDS] [-w WINDOW] [-e EXPR] [OPTION...] METRICS
#> $ cxstat 'count()' --help in | head -n 1
#> usage: cxstat [-b FIELDS] [-w WINDOW] [-e EXPR] [OPTION...] METRICS
#> $ cxstat 'count()' --version in | cut -c 1-16
#> cxstat (cxutils)
#> Licence GPL-3.0-
#> $ cxstat -b 'i % 7' 'count(), sum(i), p50(i)' -j 1 many | cksum
#> the same
#> $ cxstat -b 'i % 7' 'count(), sum(i), p50(i)' -j 8 many | cksum
#> the same
#> $ cxstat -b 'i % 7' 'count(), sum(i), p50(i)' --threads 3 many | cksum
#> the same
#> $ cxstat 'sum(i)' --progress many | cksum
#> the same
#> $ cxstat 'n = count()' -b i --max-memory 64k many | cksum
#> the same
#> $ cxstat -b i --max-memory 1 'count()' --tmp nosuch many 2>&1 | cksum
#> 128621831 60
#> $ cxstat 'count()' -w 1m --lateness 1s late
#> cxstat: late:3: late: its window was closed (see --lateness)
#> {"kind":"stat","window":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:01:00Z","count":1}
#> cxstat: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:00Z
#> {"kind":"stat","window":"1970-01-01T00:01:00Z","window_end":"1970-01-01T00:02:00Z","count":1}
#> cxstat: 1 of 3 records rejected (33.3%), more than --max-bad allows
#> $ cxstat -b timestamp 'count()' -w 50s --lateness 1s --fill --fill-last 1 late
#> cxstat: late:3: late: its window was closed (see --lateness)
#> {"kind":"stat","window":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:50Z","timestamp":0,"count":1}
#> cxstat: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:00Z
#> {"kind":"stat","window":"1970-01-01T00:00:50Z","window_end":"1970-01-01T00:01:40Z","timestamp":0,"count":0}
#> {"kind":"stat","window":"1970-01-01T00:01:40Z","window_end":"1970-01-01T00:02:30Z","timestamp":100,"count":1}
#> cxstat: 1 of 3 records rejected (33.3%), more than --max-bad allows
#> $ cxstat 'count()' -w 1m --lateness 1s --source timestamp --sources 2 late
#> cxstat: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:00Z
#> {"kind":"stat","window":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:01:00Z","count":2}
#> {"kind":"stat","window":"1970-01-01T00:01:00Z","window_end":"1970-01-01T00:02:00Z","count":1}
#> $ cxstat 'count()' -w 1m --lateness 1s --source timestamp --sources 3 late 2>&1
#> cxstat: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:00Z
#> {"kind":"stat","window":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:01:00Z","count":2}
#> {"kind":"stat","window":"1970-01-01T00:01:00Z","window_end":"1970-01-01T00:02:00Z","count":1}
#> $ cxstat 'count()' -w 1m --lateness 1s --idle 1s late
#> the same
#> $ cxstat 'count()' -b u --partial in | grep -c state
#> 5
#> $ cxstat --merge states
#> {"kind":"stat","u":"a","count":1}
#> {"kind":"stat","u":"b","count":2}
#> $ cxstat 'count()' -b u --max-groups 1 --overflow other in
#> {"kind":"stat","u":"a","count":1}
#> {"kind":"stat","u":"other","truncated":true,"count":2}
#> $ cxstat 'count()' -b u --top 1 in
#> {"kind":"stat","u":"b","count":2}
#> {"kind":"stat","u":"other","truncated":true,"count":1}
#> $ cxstat 'count()' -b u --partial=line in | grep -c '^{"kind":"states_line".*"states_end"'
#> 1
#> $ sort -r keyed | cxstat --merge --sorted 2>&1
#> cxstat: stdin:2: its key comes before the last one: sort the lines by their bytes (LC_ALL=C sort)
#> $ cxstat -j 1 'count()' -b u --explain in
#> {"kind":"explain","part":"input","name":"in","is":"ndjson","method":"1 thread","bytes":234}
#> {"kind":"explain","part":"field","name":"u"}
#> {"kind":"explain","part":"key","name":"u","is":"u"}
#> {"kind":"explain","part":"metric","name":"count","is":"count()","method":"counted","bytes":8}
#> {"kind":"explain","part":"group","is":"a key","method":"at most 10000000 keys; beyond: an error","grows":"the text of its key","bytes":8}
#> $ cxstat --merge --once states states
#> {"kind":"stat","u":"a","count":1}
#> {"kind":"stat","u":"b","count":2}
#> $ cxstat --merge --allow-repeat states states
#> {"kind":"stat","u":"a","count":2}
#> {"kind":"stat","u":"b","count":4}
#> $ rm -f place; cxstat 'count()' --resume place in | wc -l; grep -c '"kind":"place"' place
#> 1
#> 1
#> $ rm -f place; cxstat 'count()' --resume place --wait in
#> the same
#> $ cxstat 'count()' --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxstat 'count()' --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxstat 'count()' --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxstat 'count()' --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxstat --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxstat --merge --expect nowhere states > /dev/null; echo $?
#> cxstat: --expect: there is nothing of nowhere
#> 3
#> $ rm -f place days/*; cxstat 'count()' -w 1d --resume place --rotate-state days in | wc -l; ls days
#> 2
#> 2026-01-01.state
#> $ rm -f place days/*; cxstat 'count()' -w 1d --resume place --rotate-state days --rotate-every 1mo in | wc -l; ls days
#> 2
#> $ cxstat 'count()' -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxstat 'count()' -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxstat 'count()' -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxstat 'count()' -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxstat 'count()' -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxstat 'count()' -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
