# Every option of cxjoin changes what comes out.
. "$TOP/tests/cli/option.inc"
printf 'id,n,since\n1,2,2026-01-01\n1,3,2026-01-02\n1,4,2026-01-02T23:45:00\n' > two.csv
printf 'id,n,since\n1,2,2026-01-02\n' > t.csv
cp t.csv other
printf 'id,n\n10.0.0.0/8,2\n' > n.csv
printf '%s\n' '{"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2}' \
    '{"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}' > in
echo '{"id":1,"n":0}' > own
echo '{"id":"10.1.1.1"}' > ip
printf '[Jan  2 03:04:05] 1\n' > syslog
printf 'timestamp\tid\n1767261600\t1\n' > tsv
echo bad > bad
seq 1 2 > seq

change '-k id=m' 'cxjoin -k id @ t.csv in'
change '--key id=1' 'cxjoin @ t.csv in'
change '--table-key n' 'cxjoin -k m --take since @ t.csv in'
change --inner 'cxjoin -k id @ t.csv in'
change --semi 'cxjoin -k id @ t.csv in'
change --anti 'cxjoin -k id @ t.csv in'
steady --left 'cxjoin -k id @ t.csv in'
change '--take n' 'cxjoin -k id @ t.csv in'
change '--prefix x' 'cxjoin -k id @ t.csv in'
change --overwrite 'cxjoin -k id @ t.csv own'
change '--duplicates last' 'cxjoin -k id @ two.csv in'
change '--asof since' 'cxjoin -k id --duplicates last @ two.csv in'
change '--within 1h' 'cxjoin -k id --asof since @ two.csv in'
change --cidr 'cxjoin -k id @ n.csv ip'
change '--table-format csv' 'cxjoin -k id @ other in'
change '--max-rows 1' 'cxjoin -k id --duplicates last @ two.csv in'
change --counts 'cxjoin -k id @ t.csv in'
change "-e 'm == 2'" 'cxjoin -k id @ t.csv in'
change "--where 'm == 1'" 'cxjoin -k id @ t.csv in'
change '-f tsv' 'cxjoin -k id @ t.csv tsv'
change '--format tsv' 'cxjoin -k id @ t.csv tsv'
change "--log-format '[%{%b %d %H:%M:%S}t] %{User}i'" 'cxjoin -k id=1 -f apache @ t.csv syslog'
change "--regex '(?<id>[0-9]+)'" 'cxjoin -k id -f regex @ t.csv seq'
change "--grok '(?<id>[0-9]+)'" 'cxjoin -k id -f grok @ t.csv seq'
change '--continue .' "cxjoin -k id -f regex --regex '(?<id>[0-9]+)' @ t.csv seq"
echo '{"event":"a","properties":{"$user_id":"1"}}' > mixed
change '--schema mixpanel' 'cxjoin -k id=user_id @ t.csv mixed'
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxjoin --schema hey @ -e 'exists(timestamp)' -k id=status t.csv - 2>&1"
change '--map id=m' 'cxjoin -k id @ t.csv in'
change '--input-tz Asia/Tokyo' 'cxjoin -k id --asof since @ two.csv in'
apache="cxjoin -f apache --log-format '[%{%b %d %H:%M:%S}t] %{User}i' -k id=1"
change '--year 2024' "$apache @ t.csv syslog"
change '--now 2024-06-01' "$apache @ t.csv syslog"
change '-t at' 'cxjoin -k id --asof since @ two.csv in'
change '--time at' 'cxjoin -k id --asof since @ two.csv in'
change '--tz Asia/Tokyo' 'cxjoin -k id --from 2026-01-03 @ t.csv in'
change '--from 2026-01-03' 'cxjoin -k id @ t.csv in'
change '--to 2026-01-03' 'cxjoin -k id @ t.csv in'
change '-o out' 'cxjoin -k id @ t.csv in; cat out'
change '--output out' 'cxjoin -k id @ t.csv in; cat out'
change '--rejects out' 'cxjoin -k id @ t.csv bad; cat out'
change '--max-bad 1' 'cxjoin -k id @ t.csv bad; echo $?'
change --strict-fields 'cxjoin -k id -e "gone" @ t.csv in; echo $?'
change --strict 'cxjoin -k id @ t.csv bad in'
change '--max-line 256' "printf '{\"timestamp\":1,\"id\":\"%0300d\"}\n' 1 | cxjoin -k id @ t.csv"
wide "cxjoin -k id t.csv" in
change -h 'cxjoin @ | head -n 1'
change --help 'cxjoin @ | head -n 1'
change --version 'cxjoin @ | cut -c 1-15'
seq 30000 | sed 's/.*/{"id":&,"text":"some text to make it longer"}/' > many
steady '-j 1' 'cxjoin -k id @ t.csv many | cksum'
steady '-j 8' 'cxjoin -k id @ t.csv many | cksum'
steady '--threads 3' 'cxjoin -k id @ t.csv many | cksum'
resumes 'cxjoin -k id' 't.csv in'
steady --progress 'cxjoin -k id @ t.csv many | cksum'
tables 'cxjoin -k id t.csv'
untried cxjoin

#> $ cxjoin -k id -k id=m t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1,"n":2,"since":"2026-01-02"}
#> $ cxjoin --key id=1 t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1,"n":2,"since":"2026-01-02"}
#> $ cxjoin -k m --take since --table-key n t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --inner t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> $ cxjoin -k id --semi t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2}
#> $ cxjoin -k id --anti t.csv in
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --left t.csv in
#> the same
#> $ cxjoin -k id --take n t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --prefix x t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"xn":2,"xsince":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --overwrite t.csv own
#> {"id":1,"n":2,"since":"2026-01-02"}
#> $ cxjoin -k id --duplicates last two.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":4,"since":"2026-01-02T23:45:00"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --duplicates last --asof since two.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":3}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --asof since --within 1h two.csv in
#> cxjoin: no record found a row in 'two.csv'
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --cidr n.csv ip
#> {"id":"10.1.1.1","n":2}
#> $ cxjoin -k id --table-format csv other in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --duplicates last --max-rows 1 two.csv in
#> cxjoin: two.csv:3: the table has more than 1 rows: --max-rows allows more
#> $ cxjoin -k id --counts t.csv in
#> cxjoin: 1 of 2 records found a row in 't.csv'
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id -e 'm == 2' t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> $ cxjoin -k id --where 'm == 1' t.csv in
#> cxjoin: no record found a row in 't.csv'
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id -f tsv t.csv tsv
#> {"timestamp":"2026-01-01T10:00:00Z","id":"1","n":2,"since":"2026-01-02"}
#> $ cxjoin -k id --format tsv t.csv tsv
#> {"timestamp":"2026-01-01T10:00:00Z","id":"1","n":2,"since":"2026-01-02"}
#> $ cxjoin -k id=1 -f apache --log-format '[%{%b %d %H:%M:%S}t] %{User}i' t.csv syslog
#> cxjoin: syslog:1:2: %{%b %d %H:%M:%S}t: expected a time, found 'Jan  2 03:04:05'
#> cxjoin: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxjoin -k id -f regex --regex '(?<id>[0-9]+)' t.csv seq
#> {"id":"1","n":2,"since":"2026-01-02"}
#> {"id":"2"}
#> $ cxjoin -k id -f grok --grok '(?<id>[0-9]+)' t.csv seq
#> {"id":"1","n":2,"since":"2026-01-02"}
#> {"id":"2"}
#> $ cxjoin -k id -f regex --regex '(?<id>[0-9]+)' --continue . t.csv seq
#> {"id":"1","n":2,"since":"2026-01-02"}
#> $ cxjoin -k id=user_id --schema mixpanel t.csv mixed
#> {"event_name":"a","user_id":"1","n":2,"since":"2026-01-02"}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxjoin --schema hey --run-start 2026-09-01 -e 'exists(timestamp)' -k id=status t.csv - 2>&1
#> cxjoin: hey leaves out requests without an answer: what has a status was answered
#> cxjoin: no record found a row in 't.csv'
#> {"timestamp":"2026-09-01T00:00:01.500Z","status":200,"duration_ms":12,"offset_ms":1500}
#> $ cxjoin -k id --map id=m t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":2}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":1,"n":2,"since":"2026-01-02"}
#> $ cxjoin -k id --asof since --input-tz Asia/Tokyo two.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":4}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -f apache --log-format '[%{%b %d %H:%M:%S}t] %{User}i' -k id=1 --year 2024 t.csv syslog
#> {"timestamp":"2024-01-02T03:04:05Z","http_user":"1","n":2,"since":"2026-01-02"}
#> $ cxjoin -f apache --log-format '[%{%b %d %H:%M:%S}t] %{User}i' -k id=1 --now 2024-06-01 t.csv syslog
#> {"timestamp":"2024-01-02T03:04:05Z","http_user":"1","n":2,"since":"2026-01-02"}
#> $ cxjoin -k id --asof since -t at two.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --asof since --time at two.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --from 2026-01-03 --tz Asia/Tokyo t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --from 2026-01-03 t.csv in
#> cxjoin: no record found a row in 't.csv'
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --to 2026-01-03 t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> $ cxjoin -k id -o out t.csv in; cat out
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --output out t.csv in; cat out
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ cxjoin -k id --rejects out t.csv bad; cat out
#> cxjoin: bad:1:1: expected an object, found 'b'
#> cxjoin: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxjoin: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxjoin -k id --max-bad 1 t.csv bad; echo $?
#> cxjoin: bad:1:1: expected an object, found 'b'
#> cxjoin: 1 of 1 records rejected (100%)
#> cxjoin: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxjoin -k id -e "gone" --strict-fields t.csv in; echo $?
#> cxjoin: no record had a field 'gone'
#> 4
#> $ cxjoin -k id --strict t.csv bad in
#> cxjoin: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1,"id":"%0300d"}
#> ' 1 | cxjoin -k id --max-line 256 t.csv
#> cxjoin: stdin:1: line is longer than --max-line
#> cxjoin: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxjoin -k id t.csv --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:0
#> $ cxjoin -h | head -n 1
#> usage: cxjoin -k KEY [OPTION...] TABLE [FILE...]
#> $ cxjoin --help | head -n 1
#> usage: cxjoin -k KEY [OPTION...] TABLE [FILE...]
#> $ cxjoin --version | cut -c 1-15
#> cxjoin (cxutils
#> Licence GPL-3.0
#> $ cxjoin -k id -j 1 t.csv many | cksum
#> the same
#> $ cxjoin -k id -j 8 t.csv many | cksum
#> the same
#> $ cxjoin -k id --threads 3 t.csv many | cksum
#> the same
#> $ rm -f place; for i in 1 2; do cxjoin -k id --resume place --at-least-once t.csv in; done
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ rm -f place; cxjoin -k id --at-least-once --resume place t.csv in
#> {"timestamp":"2026-01-02T23:30:00Z","at":"2026-01-01 00:30:00","id":1,"m":2,"n":2,"since":"2026-01-02"}
#> {"timestamp":"2026-01-03T00:30:00Z","at":"2026-01-02 00:30:00","id":5,"m":1}
#> $ rm -f place; cxjoin -k id --wait --resume place --at-least-once t.csv in
#> the same
#> $ cxjoin -k id --progress t.csv many | cksum
#> the same
#> $ cxjoin -k id t.csv -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxjoin -k id t.csv -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxjoin -k id t.csv -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxjoin -k id t.csv -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxjoin -k id t.csv -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxjoin -k id t.csv -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
