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
