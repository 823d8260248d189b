# Results by hand, then against a funnel in awk that shares nothing with it.
. "$TOP/tests/cli/draw.inc"
at() {
	echo "{\"timestamp\":$((1772355600 + 60 * $3)),\"user_id\":\"$1\",\"event_name\":\"$2\"${4:+,$4}}"
}
{
	at ann view 0 '"source":"mail","item":1'
	at ann cart 4 '"item":1'
	at ann buy 20 '"item":2,"value":35.5,"currency":"EUR","transaction_id":"t1"'
	at bob view 10 '"source":"ads","item":1'
	at bob cart 15 '"source":"x","item":1'
	at bob call 16
	at bob buy 17 '"item":1,"value":"4.5","transaction_id":7'
	at bob refund 50 '"value":-1,"transaction_id":7.0'
	at bob refund 51 '"value":1,"transaction_id":"7"'
	at cyd view 600 '"source":null'
	at cyd cart 1400
	at dan other 1420
	at '' other 1
} > in
echo '{"timestamp":1772355600,"event_name":"view"}' > nobody
steps='-s view -s cart? -s buy'
set -f
cxfunnel $steps in
echo by source, with what the last step is worth
cxfunnel $steps -b source --value value in | jq -c '[.source, .name, .reached, .value, .currency, .valued, .value_per_entry]'
cxfunnel $steps -b source --attr last --per-user in
cxfunnel $steps -b source --attr step:2 in | jq -c 'select(.step == 1) | [.source, .entered]'
cxfunnel $steps -b source --attr any in | jq -c 'select(.step == 1) | [.source, .entered]'
echo held, and users
cxfunnel $steps --hold item --per-user --value value in
cxfunnel $steps --hold item --unit user in | jq -c '[.name, .reached]'
echo excluded
cxfunnel $steps --exclude call in | jq -c '[.name, .reached, .dropped, .excluded]'
cxfunnel $steps --exclude call@1-2 --excluded discard in | jq -c '[.name, .reached, .excluded]'
cxfunnel $steps --exclude call@1-3 --excluded discard --per-user in | jq -c .user
cxfunnel $steps --exclude 'sure: event_name == "call"' in 2>&1 | head -n 1
echo in any order
cxfunnel -s buy -s view -s cart --order any in | jq -c '[.name, .reached, .lead_p50_ms]'
echo entries from 5 to 700 minutes, and when the data ends
cxfunnel $steps --from 2026-03-01T09:05:00Z --to 2026-03-01T20:40:00Z in | jq -c '[.name, .reached, .incomplete]'
cxfunnel $steps --now 2026-03-02T19:00:00Z in | jq -c '[.name, .dropped, .incomplete]'
echo nobody
cxfunnel $steps nobody; echo "status $?"
cxfunnel $steps /dev/null
cxfunnel $steps -b source /dev/null
echo two currencies
{ at u buy 1 '"value":1,"currency":"EUR"'; at v buy 2 '"value":2,"currency":"USD"'; } > two
cxfunnel -s buy --value value two; echo "status $?"
cxfunnel -s buy --value value -b money=currency two | jq -c '[.money, .value]'

# The latest start that may still be: three steps, each event one of them.
awk "$draw"'BEGIN { seed = 17; for (i = 0; i < 40000; i++)
	printf "%d %d %s\n", 1767225600 + int(draw() * 4000000), draw() * 2500, substr("ABCD", 1 + int(draw() * 4), 1) }' > raw
awk '{ printf "{\"timestamp\":%d,\"user_id\":\"u%04d\",\"event_name\":\"%s\"}\n", $1, $2, $3 }' raw > many
sort -k2,2n -k1,1n -k3,3 raw | awk '
function done() { if (far) { n[far]++ } }
NR == 1 || $2 != user { done(); user = $2; far = 0; a = b = -1e12 }
$3 == "A" { a = $1; if (far < 1) far = 1 }
$3 == "B" && $1 <= a + 86400 && a > b { b = a; if (far < 2) far = 2 }
$3 == "C" && $1 <= b + 86400 { far = 3 }
END { done(); printf "%d %d %d\n", n[1] + n[2] + n[3], n[2] + n[3], n[3] }'
cxfunnel -s A -s B -s C many | jq -r .reached | paste -s -d ' ' -

#> {"kind":"funnel","step":1,"name":"view","entered":3,"reached":3,"rate":1,"rate_lo":1,"rate_hi":1,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":2,"name":"cart","optional":true,"entered":3,"reached":3,"rate":1,"rate_lo":0.43850296824495466,"rate_hi":1,"step_rate":1,"step_rate_lo":0.43850296824495466,"step_rate_hi":1,"lead_p50_ms":300000,"lead_p90_ms":48000000,"lead_p99_ms":48000000,"total_p50_ms":300000,"total_p90_ms":48000000,"total_p99_ms":48000000,"method":"nearest-rank","excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":3,"name":"buy","entered":3,"reached":2,"rate":0.6666666666666666,"rate_lo":0.2076596008020478,"rate_hi":0.9385080552796038,"step_rate":0.6666666666666666,"step_rate_lo":0.2076596008020478,"step_rate_hi":0.9385080552796038,"dropped":0,"incomplete":1,"lead_p50_ms":120000,"lead_p90_ms":960000,"lead_p99_ms":960000,"total_p50_ms":420000,"total_p90_ms":1200000,"total_p99_ms":1200000,"method":"nearest-rank","km_rate":0.6666666666666667,"km_rate_lo":0.22585134963916742,"km_rate_hi":0.9910383716690209,"km_p50_ms":1200000,"km_p50_ms_lo":420000,"excluded":0,"entry":"latest","within_s":86400}
#> by source, with what the last step is worth
#> [null,"view",1,null,null,null,null]
#> [null,"cart",1,null,null,null,null]
#> [null,"buy",0,0,null,0,0]
#> ["ads","view",1,null,null,null,null]
#> ["ads","cart",1,null,null,null,null]
#> ["ads","buy",1,3.5,null,1,3.5]
#> ["mail","view",1,null,null,null,null]
#> ["mail","cart",1,null,null,null,null]
#> ["mail","buy",1,35.5,"EUR",1,35.5]
#> {"kind":"funnel_user","user":"ann","source":"mail","attr_steps":[1],"level":3,"converted":true,"steps":[1,2,3],"times":["2026-03-01T09:00:00Z","2026-03-01T09:04:00Z","2026-03-01T09:20:00Z"],"leads_ms":[240000,960000],"complete":true}
#> {"kind":"funnel_user","user":"bob","source":"x","attr_steps":[2],"level":3,"converted":true,"steps":[1,2,3],"times":["2026-03-01T09:10:00Z","2026-03-01T09:15:00Z","2026-03-01T09:17:00Z"],"leads_ms":[300000,120000],"complete":true}
#> {"kind":"funnel_user","user":"cyd","attr_steps":[null],"level":1,"converted":false,"steps":[1,2],"times":["2026-03-01T19:00:00Z","2026-03-02T08:20:00Z"],"leads_ms":[48000000],"complete":false}
#> [null,2]
#> ["x",1]
#> [null,3]
#> ["ads",1]
#> ["mail",1]
#> ["x",1]
#> held, and users
#> {"kind":"funnel_user","user":"ann","item":1,"level":1,"converted":false,"steps":[1,2],"times":["2026-03-01T09:00:00Z","2026-03-01T09:04:00Z"],"leads_ms":[240000],"complete":false}
#> {"kind":"funnel_user","user":"bob","item":1,"level":3,"converted":true,"steps":[1,2,3],"times":["2026-03-01T09:10:00Z","2026-03-01T09:15:00Z","2026-03-01T09:17:00Z"],"leads_ms":[300000,120000],"value":3.5,"complete":true}
#> ["view",2]
#> ["cart",2]
#> ["buy",1]
#> excluded
#> ["view",3,null,1]
#> ["cart",3,null,1]
#> ["buy",1,1,1]
#> ["view",3,0]
#> ["cart",3,0]
#> ["buy",2,0]
#> "ann"
#> "cyd"
#> cxfunnel: --exclude, column 5: unexpected ':'
#> in any order
#> ["any 1",3,null]
#> ["any 2",3,300000]
#> ["any 3",2,120000]
#> entries from 5 to 700 minutes, and when the data ends
#> ["view",2,null]
#> ["cart",2,null]
#> ["buy",1,1]
#> ["view",null,null]
#> ["cart",null,null]
#> ["buy",1,0]
#> nobody
#> {"kind":"funnel","step":1,"name":"view","entered":0,"reached":0,"rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":2,"name":"cart","optional":true,"entered":0,"reached":0,"rate":null,"step_rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":3,"name":"buy","entered":0,"reached":0,"rate":null,"step_rate":null,"dropped":0,"incomplete":0,"excluded":0,"entry":"latest","within_s":86400}
#> status 4
#> {"kind":"funnel","step":1,"name":"view","entered":0,"reached":0,"rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":2,"name":"cart","optional":true,"entered":0,"reached":0,"rate":null,"step_rate":null,"excluded":0,"entry":"latest","within_s":86400}
#> {"kind":"funnel","step":3,"name":"buy","entered":0,"reached":0,"rate":null,"step_rate":null,"dropped":0,"incomplete":0,"excluded":0,"entry":"latest","within_s":86400}
#> two currencies
#> status 2
#> ["EUR",1]
#> ["USD",2]
#> 2458 639 27
#> 2458 639 27
#2> cxfunnel: nobody:1: no user: 'user_id' has no value (see --user)
#2> cxfunnel: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxfunnel: --value: values in "EUR" and in "USD" do not add up: take one (-e), or break down by it (-b money=currency)
#2> try 'cxfunnel --help'
