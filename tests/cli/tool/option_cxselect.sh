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
(umask 077; echo 'k AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=' > key)
(umask 077; echo 'k Zm9vYmFyZm9vYmFyZm9vYmFy' > key2)
printf 'class: internal\ncommon: {properties: {u: {x-class: secret}}}\n' > classes
printf 'class: internal\ncommon: {properties: {i: {x-class: internal}}}\n' > classes2
change '--pseudonym u' 'cxselect --key-file key --max-class internal --plan classes2 @ ten'
change '--key-file key' 'cxselect --pseudonym u --key-file key2 @ ten'
change '--tenant t' 'cxselect --pseudonym u --key-file key @ ten'
change '--max-class secret' 'cxselect --plan classes --max-class public @ ten'
change '--plan classes' 'cxselect --max-class internal --plan classes2 @ ten'
change '--unique u' 'cxselect @ ten'
change '--within 1d' 'cxselect --unique 1 @ in'
printf '{"window":"2026-01-%02d","n":%d}\n' 1 5 2 7 > days
change '--compare 1d' 'cxselect @ days'
change '--moving 2' 'cxselect @ days'
echo 'tags: {a: x, b: y}' > rules
printf '{"comment":"%s","label":"a","confidence":0.5}\n' x z > said
echo '{"id":"54a7d9dde88eadb0","tag":"b"}' > answers
change '--tag rules' 'cxselect @ said'
change '--answers answers' 'cxselect --tag rules @ said'
change '--review out' 'cxselect --tag rules @ said; cat out'
change '--agreement' 'cxselect --tag rules @ said'
change --explain "cxselect -j 1 --set 'm = n * 2' @ in"
change '--max-keys 3' 'cxselect --unique i @ ten'
cxselect --unique u --state seen ten > out 2> err
change '--state seen' 'cxselect --unique u @ ten'
change '-f tsv' 'cxselect @ tsv'
change '--format tsv' 'cxselect @ tsv'
change "--log-format '[%t] %h'" 'cxselect -f apache @ syslog'
change "--regex '(?<n>[0-9]+)'" 'cxselect -f regex @ seq'
change "--grok '(?<n>[0-9]+)'" 'cxselect -f grok @ seq'
change '--continue .' "cxselect -f regex --regex '(?<n>[0-9]+)' @ seq"
echo '{"source":"crm","medium":"email"}' > visit
echo '- {channel: Newsletter, source: crm}' > channels
change '--channels channels' "cxselect --set 'c = channel(source, medium)' @ visit"
echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' > mixed
change '--schema mixpanel' 'cxselect @ mixed'
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxselect --schema hey @ --fields timestamp,status 2>&1"
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
wide "cxselect" in
change '-h' 'cxselect @ in | head -n 1'
change '--help' 'cxselect @ in | head -n 1'
change '--version' 'cxselect @ in | cut -c 1-18'
seq 100000 | sed 's/.*/{"i":&,"text":"some words to make it longer"}/' > many
steady '-j 1' "cxselect -e 'i % 3 == 0' @ many | cksum"
steady '-j 8' "cxselect -e 'i % 3 == 0' @ many | cksum"
steady '--threads 3' "cxselect -e 'i % 3 == 0' @ many | cksum"
resumes 'cxselect --unique u' in
steady --progress "cxselect -e 'i % 3 == 0' @ many | cksum"
tables 'cxselect'
untried cxselect

#> $ cxselect -e 'n > 2' in
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ cxselect --where 'n == 2' in
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> $ cxselect --fields n,u in
#> {"n":1,"u":"a"}
#> {"n":2,"u":"b"}
#> {"n":3,"u":"c"}
#> $ cxselect --for 'sum(n)' in
#> {"timestamp":"2026-01-01T12:00:00Z","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","n":2}
#> {"timestamp":"2026-01-03T12:00:00Z","n":3}
#> $ cxselect --framed in | wc -c
#> 277
#> $ cxselect --fields n,m --set 'm=n * 2' in
#> {"n":1,"m":2}
#> {"n":2,"m":4}
#> {"n":3,"m":6}
#> $ cxselect --drop l,at in
#> {"timestamp":"2026-01-01T12:00:00Z","u":"a","n":1}
#> {"timestamp":"2026-01-02T12:00:00Z","u":"b","n":2}
#> {"timestamp":"2026-01-03T12:00:00Z","u":"c","n":3}
#> $ cxselect --rename user=u in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","user":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","user":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","user":"c","n":3,"l":"x"}
#> $ cxselect --fields n,l --explode l in
#> {"n":1,"l":1}
#> {"n":1,"l":2}
#> {"n":2,"l":3}
#> {"n":3,"l":"x"}
#> $ cxselect --key i --sample 30% ten --shard 1/1
#> {"u":"same","i":3}
#> {"u":"same","i":5}
#> {"u":"same","i":6}
#> $ cxselect --key i --shard 2/3 ten --sample 100%
#> {"u":"same","i":1}
#> {"u":"same","i":2}
#> {"u":"same","i":6}
#> {"u":"same","i":7}
#> $ cxselect --sample 50% --key u ten
#> $ cxselect --sample 30% --key i --seed 3 ten
#> {"u":"same","i":4}
#> {"u":"same","i":5}
#> {"u":"same","i":7}
#> $ cxselect --head 1 in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> $ cxselect --key-file key --max-class internal --plan classes2 --pseudonym u ten
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":1}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":2}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":3}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":4}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":5}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":6}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":7}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":8}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":9}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":10}
#> $ cxselect --pseudonym u --key-file key2 --key-file key ten
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":1}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":2}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":3}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":4}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":5}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":6}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":7}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":8}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":9}
#> {"u":"7tsrnbnhyxvgfyiio5a6kxfv5m","i":10}
#> $ cxselect --pseudonym u --key-file key --tenant t ten
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":1}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":2}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":3}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":4}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":5}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":6}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":7}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":8}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":9}
#> {"u":"bw7aponnw47d6lxgbxo5b5vts4","i":10}
#> $ cxselect --plan classes --max-class public --max-class secret ten
#> {"u":"same","i":1}
#> {"u":"same","i":2}
#> {"u":"same","i":3}
#> {"u":"same","i":4}
#> {"u":"same","i":5}
#> {"u":"same","i":6}
#> {"u":"same","i":7}
#> {"u":"same","i":8}
#> {"u":"same","i":9}
#> {"u":"same","i":10}
#> $ cxselect --max-class internal --plan classes2 --plan classes ten
#> {"i":1}
#> {"i":2}
#> {"i":3}
#> {"i":4}
#> {"i":5}
#> {"i":6}
#> {"i":7}
#> {"i":8}
#> {"i":9}
#> {"i":10}
#> $ cxselect --unique u ten
#> cxselect: 9 of 10 records left out: their key was there before
#> {"u":"same","i":1}
#> $ cxselect --unique 1 --within 1d in
#> cxselect: 1 of 3 records left out: their key was there before
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ cxselect --compare 1d days
#> {"window":"2026-01-01","n":5,"n_1d":null,"n_1d_change":null}
#> {"window":"2026-01-02","n":7,"n_1d":5,"n_1d_change":0.4}
#> $ cxselect --moving 2 days
#> {"window":"2026-01-01","n":5,"n_mean2":null}
#> {"window":"2026-01-02","n":7,"n_mean2":6}
#> $ cxselect --tag rules said
#> {"comment":"x","label":"a","confidence":0.5,"tag":"a","tag_by":"rule","tags":["a"]}
#> {"comment":"z","label":"a","confidence":0.5,"tag":null,"tag_by":"review","tags":[]}
#> $ cxselect --tag rules --answers answers said
#> {"comment":"x","label":"a","confidence":0.5,"tag":"a","tag_by":"rule","tags":["a"]}
#> {"comment":"z","label":"a","confidence":0.5,"tag":"b","tag_by":"answer","tags":[]}
#> $ cxselect --tag rules --review out said; cat out
#> {"comment":"x","label":"a","confidence":0.5,"tag":"a","tag_by":"rule","tags":["a"]}
#> {"comment":"z","label":"a","confidence":0.5,"tag":null,"tag_by":"review","tags":[]}
#> {"kind":"review","id":"54a7d9dde88eadb0","text":"z","label":"a","confidence":0.5,"tag":null}
#> $ cxselect --tag rules --agreement said
#> {"kind":"tag_agreement","by":"rule","rater":"classifier","label":null,"n":1,"agreed":1,"agreement":1,"agreement_lo":0.2065493144,"agreement_hi":1,"kappa":null,"kappa_lo":null,"kappa_hi":null}
#> {"kind":"tag_agreement","by":"rule","rater":"classifier","label":"a","n":1,"agreed":1,"agreement":1,"agreement_lo":0.2065493144,"agreement_hi":1}
#> $ cxselect -j 1 --set 'm = n * 2' --explain in
#> {"kind":"explain","part":"input","name":"in","is":"ndjson","method":"1 thread","bytes":260}
#> {"kind":"explain","part":"field","name":"n"}
#> {"kind":"explain","part":"field","is":"all others, to be written"}
#> {"kind":"explain","part":"set","name":"m","is":"n * 2"}
#> $ cxselect --unique i --max-keys 3 ten
#> {"u":"same","i":1}
#> {"u":"same","i":2}
#> {"u":"same","i":3}
#> cxselect: ten:4: more than 3 keys to remember: --max-keys may allow more, --within forgets some
#> $ cxselect --unique u --state seen ten
#> cxselect: 10 of 10 records left out: their key was there before
#> $ cxselect -f tsv tsv
#> {"a":1,"b":2}
#> $ cxselect --format tsv tsv
#> {"a":1,"b":2}
#> $ cxselect -f apache --log-format '[%t] %h' syslog
#> cxselect: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxselect -f regex --regex '(?<n>[0-9]+)' seq
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> $ cxselect -f grok --grok '(?<n>[0-9]+)' seq
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> $ cxselect -f regex --regex '(?<n>[0-9]+)' --continue . seq
#> {"n":1}
#> $ cxselect --set 'c = channel(source, medium)' --channels channels visit
#> {"source":"crm","medium":"email","c":"Newsletter"}
#> $ cxselect --schema mixpanel mixed
#> {"timestamp":"2026-09-01T00:00:00Z","event_name":"a","user_id":"7","value":5}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxselect --schema hey --run-start 2026-09-01 --fields timestamp,status 2>&1
#> cxselect: hey leaves out requests without an answer: what has a status was answered
#> {"timestamp":"2026-09-01T00:00:01.500Z","status":200}
#> $ cxselect --map user=u in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","user":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","user":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","user":"c","n":3,"l":"x"}
#> $ cxselect -t at --from 2026-01-02 --input-tz Europe/Berlin in
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ cxselect -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 syslog
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.1"}
#> $ cxselect -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --now 2024-06-01 syslog
#> {"timestamp":"2024-01-02T03:04:05Z","client_ip":"10.0.0.1"}
#> $ cxselect --to 2026-01-02T01:00:00Z -t at in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> $ cxselect --to 2026-01-02T01:00:00Z --time at in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> $ cxselect --fields d --set 'd=hour(timestamp)' --tz Asia/Tokyo in
#> {"d":21}
#> {"d":21}
#> {"d":21}
#> $ cxselect --from 2026-01-02T12:00:00Z in
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ cxselect --to 2026-01-02T12:00:00Z in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> $ cxselect -o out in; cat out
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ cxselect --output out in; cat out
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ cxselect --rejects out bad; cat out
#> cxselect: bad:1:1: expected an object, found 'b'
#> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxselect --max-bad 1 bad; echo $?
#> cxselect: bad:1:1: expected an object, found 'b'
#> cxselect: 1 of 1 records rejected (100%)
#> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxselect -e "exists(gone)" --strict-fields in; echo $?
#> cxselect: no record had a field 'gone'
#> 4
#> $ cxselect --strict bad in
#> cxselect: bad:1:1: expected an object, found 'b'
#> $ printf '{"a":"%0300d"}
#> ' 1 | cxselect --max-line 256
#> cxselect: stdin:1: line is longer than --max-line
#> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxselect --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:0
#> $ cxselect -h in | head -n 1
#> usage: cxselect [-e EXPR] [OPTION...] [FILE...]
#> $ cxselect --help in | head -n 1
#> usage: cxselect [-e EXPR] [OPTION...] [FILE...]
#> $ cxselect --version in | cut -c 1-18
#> cxselect (cxutils)
#> Licence GPL-3.0-or
#> $ cxselect -e 'i % 3 == 0' -j 1 many | cksum
#> the same
#> $ cxselect -e 'i % 3 == 0' -j 8 many | cksum
#> the same
#> $ cxselect -e 'i % 3 == 0' --threads 3 many | cksum
#> the same
#> $ rm -f place; for i in 1 2; do cxselect --unique u --resume place --at-least-once in; done
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ rm -f place; cxselect --unique u --at-least-once --resume place in
#> {"timestamp":"2026-01-01T12:00:00Z","at":"2026-01-01 00:30:00","u":"a","n":1,"l":[1,2]}
#> {"timestamp":"2026-01-02T12:00:00Z","at":"2026-01-02 00:30:00","u":"b","n":2,"l":[3]}
#> {"timestamp":"2026-01-03T12:00:00Z","at":"2026-01-03 00:30:00","u":"c","n":3,"l":"x"}
#> $ rm -f place; cxselect --unique u --wait --resume place --at-least-once in
#> the same
#> $ cxselect -e 'i % 3 == 0' --progress many | cksum
#> the same
#> $ cxselect -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxselect -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxselect -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxselect -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxselect -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxselect -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
