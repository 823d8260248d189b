# Every option of cxnotify changes what comes out.
. "$TOP/tests/cli/option.inc"
. "$TOP/tests/cli/cxnotify/shop.inc"
echo '{"user":"ann","first_name":"Annie","dead_channels":["email"]}' > facts
echo '{"kind":"identity","id":"eve","user":"ann"}' > map
sed 's/"user_id"/"who"/; s/"timestamp"/"at"/' events > other
printf '{"event_name":"purchase","transaction_id":"1","user_id":"ann","timestamp":"2022-08-27 10:00"}\n' > local
echo bad > bad
grep add_to_cart events | sed 's/"event_name":"\([^"]*\)".*"user_id":"\([^"]*\)","timestamp":"\([^"]*\)","cart_id":"\([^"]*\)","value":\(.*\)}/\1,\2,\3,\4,\5/' > rows
n='cxnotify --stateless --users users --consents consents'

# Which version of the zones this machine has is its own.
{
change '-u who' "$n @ -t at policy.yaml other 2>&1 | tail -n 1"
change '--user who' "$n @ -t at policy.yaml other 2>&1 | tail -n 1"
change '--ids map' "$n @ policy.yaml events | grep -c 'ann'"
change '--example shop' 'cxnotify @ | head -n 2'
change '--check' 'cxnotify @ policy.yaml; echo $?'
change '--preview look' 'cxnotify @ policy.yaml; ls look'
change '--ledger db' 'cxnotify @ --now 2026-11-22 --users users policy.yaml events | head -n 1'
change '--stateless' 'cxnotify @ --users users policy.yaml events | tail -n 1'
change '--users users' 'cxnotify --stateless @ policy.yaml events | tail -n 1'
change '--facts facts' "$n @ policy.yaml events | head -n 1"
change '--consents consents' 'cxnotify --stateless --users users @ policy.yaml events | head -n 1'
for i in 1 2; do
	printf '{"topic":"shop","partition":0,"offset":%d,"key":null,"payload":"{\\"event_name\\":\\"add_to_cart\\",\\"user_id\\":\\"ann\\",\\"timestamp\\":\\"2026-11-22T09:0%d:00Z\\",\\"cart_id\\":\\"a%d\\",\\"value\\":30}"}\n' $i $i $i
done > topic
change '--kafka' "rm -f db*; for i in 1 2; do cxnotify --ledger db --now 2026-11-22 -f kafka+ndjson @ policy.yaml topic; done | wc -l"
change '--tenant b' "rm -f db*; cxnotify --ledger db --now 2026-11-22 --users users @ policy.yaml events 2>/dev/null | tail -n 1"
change '--max-users 2' "$n @ policy.yaml events; echo \$?"
change '--explain cy' "$n @ policy.yaml events"
change '--all' "$n @ policy.yaml events | grep no_match"
change '--render' "$n @ policy.yaml events | grep -c 'Still in your cart'"
change "-e 'value == 30'" "$n @ policy.yaml events"
change "--where 'value == 30'" "$n @ policy.yaml events"
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
seq 1767261600 1767261603 > seq
a='cxnotify --stateless --all'
apache="$a -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"
change "--log-format '[%t] %h'" "$a -u client_ip -f apache @ policy.yaml syslog"
change "--regex '(?<timestamp>[0-9]+)'" "$a -u 1 -f regex @ policy.yaml seq"
change "--grok '(?<timestamp>[0-9]+)'" "$a -u 1 -f grok @ policy.yaml seq"
change '--continue .' "$a -u 1 -f regex --regex '(?<timestamp>[0-9]+)' @ policy.yaml seq"
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\"}}' | $a @ policy.yaml"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | $a --schema hey @ --map user_id=status-code policy.yaml 2>&1"
change '--year 2024' "$apache @ policy.yaml syslog"
change '--tz Asia/Tokyo' "$a -e 'hour(timestamp) < 12' @ policy.yaml events"
change '--strict-fields' "$n -e 'exists(gone)' @ policy.yaml events; echo \$?"
tables "$a policy.yaml"
cat > tiny.yaml <<'END'
channels: {program: {exec: [cat]}}
scenarios:
  paid: {on: paid, class: transactional, category: orders, channels: program, template: t}
templates: {t: {text: Thanks}}
END
wide "$a tiny.yaml" events
csv='--header event_name,user_id,timestamp,cart_id,value'
change '-f csv' "$n $csv @ policy.yaml rows 2>&1 | head -n 1"
change '--format csv' "$n $csv @ policy.yaml rows 2>&1 | head -n 1"
change '--map user_id=who' "$n -t at @ policy.yaml other 2>&1 | tail -n 1"
change '--now 2026-11-23T12:00:00Z' "$n @ policy.yaml events | head -n 1"
change '-t at' "$n -u who @ policy.yaml other 2>&1 | tail -n 1"
change '--time at' "$n -u who @ policy.yaml other 2>&1 | tail -n 1"
change '--from 2026-11-22T19:45:00Z' "$n @ policy.yaml events | head -n 1"
change '--to 2026-11-22T09:05:00Z' "$n @ policy.yaml events"
change '--input-tz Asia/Tokyo' "$n @ policy.yaml local | cut -c 1-60"
change '-o out' "$n @ policy.yaml events | wc -l; test -e out && wc -l < out"
change '--output out' "$n @ policy.yaml events | wc -l; test -e out && wc -l < out"
change '--rejects out' "$n @ policy.yaml bad 2>/dev/null; cat out"
change '--max-bad 1' "$n @ policy.yaml bad 2>/dev/null; echo \$?"
change '--strict' "$n @ policy.yaml bad events 2>&1 | tail -n 1"
change '--max-line 256' "printf '{\"timestamp\":1,\"user_id\":\"%0300d\"}\n' 1 | $n @ policy.yaml 2>&1 | head -n 1"
resumes "$n" 'policy.yaml events | wc -l'
change '-h' 'cxnotify @ policy.yaml | head -n 1'
change '--help' 'cxnotify @ policy.yaml | head -n 1'
change '--version' 'cxnotify @ policy.yaml | cut -c 1-18'
untried cxnotify
} | sed 's/"tzdata":"[^"]*"/"tzdata":"VERSION"/'

#> $ cxnotify --stateless --users users --consents consents -u who -t at policy.yaml other 2>&1 | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents --user who -t at policy.yaml other 2>&1 | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents --ids map policy.yaml events | grep -c 'ann'
#> 7
#> $ cxnotify --example shop | head -n 2
#> policy: Shop                    # what is left in carts, what was bought, what got cheaper
#> tz: Europe/Paris                # of people whose own zone nobody knows
#> $ cxnotify --check policy.yaml; echo $?
#> 0
#> $ cxnotify --preview look policy.yaml; ls look
#> cart.html
#> index.html
#> receipt.html
#> $ cxnotify --ledger db --now 2026-11-22 --users users policy.yaml events | head -n 1
#> {"kind":"drop","ts":"2026-11-22T09:00:00Z","user":"uxfp6yyk73f6jd4g6c6m6edchm","scenario":"cart","message_id":"phakypguyfucgbt67txm6of524","reason":"no_consent","rule":"consent"}
#> $ cxnotify --stateless --users users policy.yaml events | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users policy.yaml events | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents --facts facts policy.yaml events | head -n 1
#> {"kind":"drop","ts":"2026-11-22T09:00:00Z","user":"ann","scenario":"cart","message_id":"bxfzzsp3ugtlozwyjykwlpqoaa","reason":"no_channel","rule":"channels","line":18}
#> $ cxnotify --stateless --users users --consents consents policy.yaml events | head -n 1
#> {"kind":"plan","ts":"2026-11-22T09:00:00Z","user":"ann","scenario":"cart","delivery_channel":"email","delivery_id":"gj6ecmxklabm3ar3kwmwrf4vou","message_id":"bxfzzsp3ugtlozwyjykwlpqoaa","class":"marketing","category":"promo","priority":40,"experiment":"scenario:cart","variant":"treated","not_before":"2026-11-22T09:45:00Z","expires_at":"2026-11-23T09:45:00Z","why":[{"rule":"delay","text":"45m"}],"policy":"ddfcad9e930a2897","tzdata":"VERSION"}
#> $ rm -f db*; for i in 1 2; do cxnotify --ledger db --now 2026-11-22 -f kafka+ndjson --kafka policy.yaml topic; done | wc -l
#> 2
#> $ rm -f db*; cxnotify --ledger db --now 2026-11-22 --users users --tenant b policy.yaml events 2>/dev/null | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"kd6fyxot7df4lndttirbrzvrim","scenario":"receipt","message_id":"zb7z4tdwqee6h46awt5fvred5m","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents --max-users 2 policy.yaml events; echo $?
#> cxnotify: users:3: more than 2 users
#> 2
#> $ cxnotify --stateless --users users --consents consents --explain cy policy.yaml events
#> {"kind":"drop","ts":"2026-11-22T19:40:00Z","user":"cy","scenario":"cart","message_id":"twdwcrrkaqolztbwtf3xyqpcwi","reason":"no_consent","rule":"consent"}
#> $ cxnotify --stateless --users users --consents consents --all policy.yaml events | grep no_match
#> {"kind":"drop","ts":"2026-11-22T19:42:00Z","user":"bob","reason":"no_match","text":"view_item"}
#> $ cxnotify --stateless --users users --consents consents --render policy.yaml events | grep -c 'Still in your cart'
#> 3
#> $ cxnotify --stateless --users users --consents consents -e 'value == 30' policy.yaml events
#> {"kind":"plan","ts":"2026-11-22T09:00:00Z","user":"ann","scenario":"cart","delivery_channel":"email","delivery_id":"gj6ecmxklabm3ar3kwmwrf4vou","message_id":"bxfzzsp3ugtlozwyjykwlpqoaa","class":"marketing","category":"promo","priority":40,"experiment":"scenario:cart","variant":"treated","not_before":"2026-11-22T09:45:00Z","expires_at":"2026-11-23T09:45:00Z","why":[{"rule":"delay","text":"45m"}],"policy":"ddfcad9e930a2897","tzdata":"VERSION"}
#> $ cxnotify --stateless --users users --consents consents --where 'value == 30' policy.yaml events
#> {"kind":"plan","ts":"2026-11-22T09:00:00Z","user":"ann","scenario":"cart","delivery_channel":"email","delivery_id":"gj6ecmxklabm3ar3kwmwrf4vou","message_id":"bxfzzsp3ugtlozwyjykwlpqoaa","class":"marketing","category":"promo","priority":40,"experiment":"scenario:cart","variant":"treated","not_before":"2026-11-22T09:45:00Z","expires_at":"2026-11-23T09:45:00Z","why":[{"rule":"delay","text":"45m"}],"policy":"ddfcad9e930a2897","tzdata":"VERSION"}
#> $ cxnotify --stateless --all -u client_ip -f apache --log-format '[%t] %h' policy.yaml syslog
#> cxnotify: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxnotify: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxnotify --stateless --all -u 1 -f regex --regex '(?<timestamp>[0-9]+)' policy.yaml seq
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> cxnotify: no record had a field 'transaction_id'
#> {"kind":"drop","ts":"2026-01-01T10:00:00Z","reason":"no_match"}
#> {"kind":"drop","ts":"2026-01-01T10:00:01Z","reason":"no_match"}
#> {"kind":"drop","ts":"2026-01-01T10:00:02Z","reason":"no_match"}
#> {"kind":"drop","ts":"2026-01-01T10:00:03Z","reason":"no_match"}
#> $ cxnotify --stateless --all -u 1 -f grok --grok '(?<timestamp>[0-9]+)' policy.yaml seq
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> cxnotify: no record had a field 'transaction_id'
#> {"kind":"drop","ts":"2026-01-01T10:00:00Z","reason":"no_match"}
#> {"kind":"drop","ts":"2026-01-01T10:00:01Z","reason":"no_match"}
#> {"kind":"drop","ts":"2026-01-01T10:00:02Z","reason":"no_match"}
#> {"kind":"drop","ts":"2026-01-01T10:00:03Z","reason":"no_match"}
#> $ cxnotify --stateless --all -u 1 -f regex --regex '(?<timestamp>[0-9]+)' --continue . policy.yaml seq
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> cxnotify: no record had a field 'transaction_id'
#> {"kind":"drop","ts":"2026-01-01T10:00:00Z","reason":"no_match"}
#> $ echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7"}}' | cxnotify --stateless --all --schema mixpanel policy.yaml
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> cxnotify: no record had a field 'transaction_id'
#> {"kind":"drop","ts":"2026-09-01T00:00:00Z","reason":"no_match","text":"a"}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxnotify --stateless --all --schema hey --run-start 2026-09-01 --map user_id=status-code policy.yaml 2>&1
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> cxnotify: no record had a field 'transaction_id'
#> {"kind":"drop","ts":"2026-09-01T00:00:01.500Z","reason":"no_match"}
#> $ cxnotify --stateless --all -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --year 2024 policy.yaml syslog
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> cxnotify: no record had a field 'transaction_id'
#> {"kind":"drop","ts":"2024-01-02T03:04:05Z","reason":"no_match"}
#> $ cxnotify --stateless --all -e 'hour(timestamp) < 12' --tz Asia/Tokyo policy.yaml events
#> {"kind":"drop","ts":"2026-11-22T19:30:00Z","user":"bob","scenario":"cart","message_id":"gkm6vohk3bfvjmq3yrokww2oqi","reason":"no_profile","rule":"users"}
#> {"kind":"drop","ts":"2026-11-22T19:35:00Z","user":"bob","scenario":"cart","message_id":"bwva2unh623hy32qhwpi6eskta","reason":"no_profile","rule":"users"}
#> {"kind":"drop","ts":"2026-11-22T19:40:00Z","user":"cy","scenario":"cart","message_id":"twdwcrrkaqolztbwtf3xyqpcwi","reason":"no_profile","rule":"users"}
#> {"kind":"drop","ts":"2026-11-22T19:41:00Z","user":"eve","scenario":"cart","message_id":"sqhdfzcmafjn4irlxhuy6oripq","reason":"no_profile","rule":"users"}
#> {"kind":"drop","ts":"2026-11-22T19:42:00Z","user":"bob","reason":"no_match","text":"view_item"}
#> {"kind":"drop","ts":"2026-11-22T19:45:00Z","user":"bob","scenario":"receipt","message_id":"pwldyn6dn6j4fx3rqvonpab72a","reason":"no_profile","rule":"users"}
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"no_profile","rule":"users"}
#> $ cxnotify --stateless --users users --consents consents -e 'exists(gone)' --strict-fields policy.yaml events; echo $?
#> cxnotify: no record had a field 'gone'
#> 4
#> $ cxnotify --stateless --all policy.yaml -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxnotify --stateless --all policy.yaml -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxnotify --stateless --all policy.yaml -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxnotify --stateless --all policy.yaml -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxnotify --stateless --all policy.yaml -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxnotify --stateless --all policy.yaml -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
#> $ zstd -q --long=28 < narrow | cxnotify --stateless --all tiny.yaml --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"drop","ts":"2026-11-22T09:00:00Z","reason":"no_matc
#> $ cxnotify --stateless --users users --consents consents --header event_name,user_id,timestamp,cart_id,value -f csv policy.yaml rows 2>&1 | head -n 1
#> cxnotify: no record had a field 'transaction_id'
#> $ cxnotify --stateless --users users --consents consents --header event_name,user_id,timestamp,cart_id,value --format csv policy.yaml rows 2>&1 | head -n 1
#> cxnotify: no record had a field 'transaction_id'
#> $ cxnotify --stateless --users users --consents consents -t at --map user_id=who policy.yaml other 2>&1 | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents --now 2026-11-23T12:00:00Z policy.yaml events | head -n 1
#> {"kind":"drop","ts":"2026-11-22T09:00:00Z","user":"ann","scenario":"cart","message_id":"bxfzzsp3ugtlozwyjykwlpqoaa","reason":"expired","rule":"expires","line":18}
#> $ cxnotify --stateless --users users --consents consents -u who -t at policy.yaml other 2>&1 | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents -u who --time at policy.yaml other 2>&1 | tail -n 1
#> {"kind":"drop","ts":"2026-11-22T19:50:00Z","user":"dee","scenario":"receipt","message_id":"smgbsjxpumdsuhc5jstzdckt3u","reason":"render_error","rule":"receipt","line":44,"text":"policy.yaml:45: variable 'transaction_id' is missing"}
#> $ cxnotify --stateless --users users --consents consents --from 2026-11-22T19:45:00Z policy.yaml events | head -n 1
#> {"kind":"plan","ts":"2026-11-22T19:45:00Z","user":"bob","scenario":"receipt","delivery_channel":"email","delivery_id":"5lyyj5tav2sehvox2a6qvutazu","message_id":"pwldyn6dn6j4fx3rqvonpab72a","class":"transactional","category":"orders","priority":80,"not_before":"2026-11-22T19:45:00Z","expires_at":"2026-11-25T19:45:00Z","why":[],"policy":"ddfcad9e930a2897","tzdata":"VERSION"}
#> $ cxnotify --stateless --users users --consents consents --to 2026-11-22T09:05:00Z policy.yaml events
#> {"kind":"plan","ts":"2026-11-22T09:00:00Z","user":"ann","scenario":"cart","delivery_channel":"email","delivery_id":"gj6ecmxklabm3ar3kwmwrf4vou","message_id":"bxfzzsp3ugtlozwyjykwlpqoaa","class":"marketing","category":"promo","priority":40,"experiment":"scenario:cart","variant":"treated","not_before":"2026-11-22T09:45:00Z","expires_at":"2026-11-23T09:45:00Z","why":[{"rule":"delay","text":"45m"}],"policy":"ddfcad9e930a2897","tzdata":"VERSION"}
#> $ cxnotify --stateless --users users --consents consents --input-tz Asia/Tokyo policy.yaml local | cut -c 1-60
#> cxnotify: no record had a field 'value'
#> cxnotify: no record had a field 'cart_id'
#> {"kind":"plan","ts":"2022-08-27T01:00:00Z","user":"ann","sce
#> $ cxnotify --stateless --users users --consents consents -o out policy.yaml events | wc -l; test -e out && wc -l < out
#> 0
#> 10
#> $ cxnotify --stateless --users users --consents consents --output out policy.yaml events | wc -l; test -e out && wc -l < out
#> 0
#> 10
#> $ cxnotify --stateless --users users --consents consents --rejects out policy.yaml bad 2>/dev/null; cat out
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxnotify --stateless --users users --consents consents --max-bad 1 policy.yaml bad 2>/dev/null; echo $?
#> 0
#> $ cxnotify --stateless --users users --consents consents --strict policy.yaml bad events 2>&1 | tail -n 1
#> cxnotify: bad:1:1: expected an object, found 'b'
#> $ printf '{"timestamp":1,"user_id":"%0300d"}
#> ' 1 | cxnotify --stateless --users users --consents consents --max-line 256 policy.yaml 2>&1 | head -n 1
#> cxnotify: stdin:1: line is longer than --max-line
#> $ rm -f place; for i in 1 2; do cxnotify --stateless --users users --consents consents --resume place --at-least-once policy.yaml events | wc -l; done
#> 10
#> 0
#> $ rm -f place; cxnotify --stateless --users users --consents consents --at-least-once --resume place policy.yaml events | wc -l
#> 10
#> $ rm -f place; cxnotify --stateless --users users --consents consents --wait --resume place --at-least-once policy.yaml events | wc -l
#> the same
#> $ cxnotify -h policy.yaml | head -n 1
#> usage: cxnotify --stateless [--users FILE] [OPTION...] POLICY [FILE...]
#> $ cxnotify --help policy.yaml | head -n 1
#> usage: cxnotify --stateless [--users FILE] [OPTION...] POLICY [FILE...]
#> $ cxnotify --version policy.yaml | cut -c 1-18
#> cxnotify (cxutils)
#> Licence GPL-3.0-or
