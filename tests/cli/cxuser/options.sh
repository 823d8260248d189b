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
spilling 'cxuser --feature "p50(value)"'
change '--stitch' 'cxuser @ in'
change '--partial' 'cxuser @ in'
change '--merge' 'cxuser @ state'
change "-e 'n == 2'" 'cxuser @ in'
change "--where 'n == 1'" 'cxuser @ in'
change '-f tsv' 'cxuser @ tsv'
change '--format tsv' 'cxuser @ tsv'
change "--log-format '[%t] %h'" 'cxuser -u client_ip -f apache @ syslog'
change "--regex '(?<timestamp>[0-9]+)'" 'cxuser -u 1 -f regex @ seq'
change "--grok '(?<timestamp>[0-9]+)'" 'cxuser -u 1 -f grok @ seq'
change '--continue .' "cxuser -u 1 -f regex --regex '(?<timestamp>[0-9]+)' @ seq"
echo '{"event":"a","properties":{"time":1767225600,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' 'cxuser @ mixed'
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxuser --schema hey @ --map user_id=status-code 2>&1"
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
wide "cxuser" in
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
going_on cxuser in 'cxuser --merge @ state > /dev/null'
tables 'cxuser'
untried cxuser

#> $ cxuser -u v in
#> {"kind":"user","user":"a","first":"2026-01-02T00:10:00Z","last":"2026-01-02T00:40:00Z","age_days":0.020833,"idle_days":0,"active_days":1,"active_days_365":1,"events":2,"sessions":1,"orders":0,"value":-1}
#> {"kind":"user","user":"b","first":"2026-01-01T23:50:00Z","last":"2026-01-01T23:50:00Z","age_days":0.034722,"idle_days":0.034722,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":1,"value":5,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":5,"x":0,"t_x":0,"T":1}
#> $ cxuser --user v in
#> {"kind":"user","user":"a","first":"2026-01-02T00:10:00Z","last":"2026-01-02T00:40:00Z","age_days":0.020833,"idle_days":0,"active_days":1,"active_days_365":1,"events":2,"sessions":1,"orders":0,"value":-1}
#> {"kind":"user","user":"b","first":"2026-01-01T23:50:00Z","last":"2026-01-01T23:50:00Z","age_days":0.034722,"idle_days":0.034722,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":1,"value":5,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":5,"x":0,"t_x":0,"T":1}
#> $ cxuser --ids map in
#> {"kind":"user","user":"c","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":4,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser --gap 20m in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":2,"orders":1,"value":4,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser --order 'n == 2' in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":-1,"first_order":"2026-01-02T00:10:00Z","last_order":"2026-01-02T00:10:00Z","recency":0.020833,"frequency":1,"monetary":-1,"x":0,"t_x":0,"T":0}
#> $ cxuser --refund 'n == 1' in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":0,"value":-5}
#> $ cxuser --value n in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":-1,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":-1,"x":0,"t_x":0,"T":1}
#> $ cxuser --feature 'm = max(n)' --feature 'count()' in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":4,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1,"m":2,"count":3}
#> $ cxuser -u v --max-users 1 in
#> cxuser: more than 1 users (see --max-users)
#> $ cxuser --feature "p50(value)" --max-memory 1 spilled | cksum
#> the same
#> $ cxuser --feature "p50(value)" --max-memory 1 --tmp nosuch spilled 2>&1
#> cxuser: nosuch: a temporary file: No such file or directory
#> $ cxuser --stitch in
#> {"kind":"identity","id":"x","user":"a"}
#> $ cxuser --partial in
#> {"kind":"states","filter":"cxuser","version":3,"plan":{"aggregates":[],"feature":[],"gap_us":1800000000,"order":"event_name == \"purchase\"","refund":"event_name == \"refund\"","stitch":false,"value":"value"},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"b6c2d5e5cd339538"}
#> {"kind":"state","key":{"user":"a"},"state":{"events":3,"spans":[[1767311400000000,3000000000]],"orders":[[0,1767311400000000,5],[1,1767314400000000,-1]]},"check":"9e22c4dda9a72326"}
#> {"kind":"state_source","name":"in","records":3,"from":"2026-01-01T23:50:00Z","to":"2026-01-02T00:40:00Z","lines":"71feb656af68b48090a7e76f3765471a","first":"3df7af92d62ff65c","check":"5770ec436defbfdc"}
#> {"kind":"states_end","groups":1,"sources":1,"records":3,"rejected":0,"check":"a1d492223db4099c"}
#> $ cxuser --merge state
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":4,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser -e 'n == 2' in
#> {"kind":"user","user":"a","first":"2026-01-02T00:10:00Z","last":"2026-01-02T00:40:00Z","age_days":0.020833,"idle_days":0,"active_days":1,"active_days_365":1,"events":2,"sessions":1,"orders":0,"value":-1}
#> $ cxuser --where 'n == 1' in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-01T23:50:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":1,"value":5,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0,"frequency":1,"monetary":5,"x":0,"t_x":0,"T":0}
#> $ cxuser -f tsv tsv
#> {"kind":"user","user":"2","first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> $ cxuser --format tsv tsv
#> {"kind":"user","user":"2","first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> $ cxuser -u client_ip -f apache --log-format '[%t] %h' syslog
#> cxuser: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxuser: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxuser -u 1 -f regex --regex '(?<timestamp>[0-9]+)' seq
#> {"kind":"user","user":1,"first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:03Z","age_days":0.000035,"idle_days":0,"active_days":1,"active_days_365":1,"events":4,"sessions":1,"orders":0,"value":0}
#> $ cxuser -u 1 -f grok --grok '(?<timestamp>[0-9]+)' seq
#> {"kind":"user","user":1,"first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:03Z","age_days":0.000035,"idle_days":0,"active_days":1,"active_days_365":1,"events":4,"sessions":1,"orders":0,"value":0}
#> $ cxuser -u 1 -f regex --regex '(?<timestamp>[0-9]+)' --continue . seq
#> {"kind":"user","user":1,"first":"2026-01-01T10:00:00Z","last":"2026-01-01T10:00:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> $ cxuser --schema mixpanel mixed
#> {"kind":"user","user":"7","first":"2026-01-01T00:00:00Z","last":"2026-01-01T00:00:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxuser --schema hey --run-start 2026-09-01 --map user_id=status-code 2>&1
#> {"kind":"user","user":"200","first":"2026-09-01T00:00:01.500Z","last":"2026-09-01T00:00:01.500Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> $ cxuser --map user_id=v in
#> {"kind":"user","user":"a","first":"2026-01-02T00:10:00Z","last":"2026-01-02T00:40:00Z","age_days":0.020833,"idle_days":0,"active_days":1,"active_days_365":1,"events":2,"sessions":1,"orders":0,"value":-1}
#> {"kind":"user","user":"b","first":"2026-01-01T23:50:00Z","last":"2026-01-01T23:50:00Z","age_days":0.034722,"idle_days":0.034722,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":1,"value":5,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":5,"x":0,"t_x":0,"T":1}
#> $ cxuser -t at --input-tz Europe/Berlin in
#> {"kind":"user","user":"a","first":"2025-12-31T23:30:00Z","last":"2026-01-01T23:40:00Z","age_days":1.006944,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":2,"orders":1,"value":4,"first_order":"2025-12-31T23:30:00Z","last_order":"2025-12-31T23:30:00Z","recency":1.006944,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"kind":"user","user":"10.0.0.1","first":"2024-01-02T03:04:05Z","last":"2024-01-02T03:04:05Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":0,"value":0}
#> $ cxuser --now 2026-01-02 in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-01T23:50:00Z","age_days":0.006944,"idle_days":0.006944,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":1,"value":5,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.006944,"frequency":1,"monetary":5,"x":0,"t_x":0,"T":1}
#> $ cxuser -t at in
#> {"kind":"user","user":"a","first":"2026-01-01T00:30:00Z","last":"2026-01-02T00:40:00Z","age_days":1.006944,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":2,"orders":1,"value":4,"first_order":"2026-01-01T00:30:00Z","last_order":"2026-01-01T00:30:00Z","recency":1.006944,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser --time at in
#> {"kind":"user","user":"a","first":"2026-01-01T00:30:00Z","last":"2026-01-02T00:40:00Z","age_days":1.006944,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":2,"orders":1,"value":4,"first_order":"2026-01-01T00:30:00Z","last_order":"2026-01-01T00:30:00Z","recency":1.006944,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser --tz Asia/Tokyo in
#> {"kind":"user","user":"a","first":"2026-01-02T08:50:00+09:00","last":"2026-01-02T09:40:00+09:00","age_days":0.034722,"idle_days":0,"active_days":1,"active_days_365":1,"events":3,"sessions":1,"orders":1,"value":4,"first_order":"2026-01-02T08:50:00+09:00","last_order":"2026-01-02T08:50:00+09:00","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":0}
#> $ cxuser --from 2026-01-02 in
#> {"kind":"user","user":"a","first":"2026-01-02T00:10:00Z","last":"2026-01-02T00:40:00Z","age_days":0.020833,"idle_days":0,"active_days":1,"active_days_365":1,"events":2,"sessions":1,"orders":0,"value":-1}
#> $ cxuser --to 2026-01-02 in
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-01T23:50:00Z","age_days":0,"idle_days":0,"active_days":1,"active_days_365":1,"events":1,"sessions":1,"orders":1,"value":5,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0,"frequency":1,"monetary":5,"x":0,"t_x":0,"T":0}
#> $ cxuser -o out in; cat out
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":4,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser --output out in; cat out
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","last":"2026-01-02T00:40:00Z","age_days":0.034722,"idle_days":0,"active_days":2,"active_days_365":2,"events":3,"sessions":1,"orders":1,"value":4,"first_order":"2026-01-01T23:50:00Z","last_order":"2026-01-01T23:50:00Z","recency":0.034722,"frequency":1,"monetary":4,"x":0,"t_x":0,"T":1}
#> $ cxuser --rejects out bad; cat out
#> cxuser: bad:1:1: expected an object, found 'b'
#> cxuser: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxuser: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxuser --max-bad 1 bad; echo $?
#> cxuser: bad:1:1: expected an object, found 'b'
#> cxuser: 1 of 1 records rejected (100%)
#> cxuser: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxuser -e "exists(gone)" --strict-fields in; echo $?
#> cxuser: no record had a field 'gone'
#> 4
#> $ cxuser --strict bad in
#> cxuser: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1,"user_id":"%0300d"}
#> ' 1 | cxuser --max-line 256
#> cxuser: stdin:1: line is longer than --max-line
#> cxuser: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxuser --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"user","user":"a","first":"2026-01-01T23:50:00Z","la
#> $ cxuser -h in | head -n 1
#> usage: cxuser [-u EXPR,...] [--now TIME] [--feature NAME=METRIC]...
#> $ cxuser --help in | head -n 1
#> usage: cxuser [-u EXPR,...] [--now TIME] [--feature NAME=METRIC]...
#> $ cxuser --version in | cut -c 1-18
#> cxuser (cxutils) 0
#> Licence GPL-3.0-or
#> $ cxuser -j 1 many | cksum
#> the same
#> $ cxuser -j 8 many | cksum
#> the same
#> $ cxuser --threads 3 many | cksum
#> the same
#> $ cxuser --progress many | cksum
#> the same
#> $ cxuser --merge --once state state | wc -l
#> 1
#> $ cxuser --merge --allow-repeat state state | jq .events
#> 6
#> $ rm -f place; cxuser --resume place in | wc -l; grep -c '"kind":"place"' place
#> 1
#> 1
#> $ rm -f place; cxuser --resume place --wait in
#> the same
#> $ cxuser --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxuser --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxuser --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxuser --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxuser --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxuser --merge --expect nowhere state > /dev/null; echo $?
#> cxuser: --expect: there is nothing of nowhere
#> 3
#> $ cxuser -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxuser -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxuser -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxuser -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxuser -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxuser -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
