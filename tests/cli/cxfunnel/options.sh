# Every option of cxfunnel changes what comes out.
. "$TOP/tests/cli/option.inc"
event() { echo "{\"timestamp\":\"2026-01-01T$1:00Z\",\"at\":\"2026-01-02 $1:00\",\"user_id\":\"$2\",\"v\":\"$3\",\"event_name\":\"$4\",\"n\":$5,\"transaction_id\":\"t\"}"; }
{
	event 10:00 a x A 1
	event 10:01 a y A 2
	event 10:05 a y X 2
	event 10:10 a y B 3
	event 10:40 a x B 4
	event 10:40 a x C 5
	event 11:00 b x A 1
	event 11:00 b x B 1
	event 12:00 b y A 1
} > in
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
printf 'timestamp\tuser_id\tevent_name\n1767261600\t2\tA\n' > tsv
echo 'bad' > bad
seq 1767261600 1767261603 > seq
printf '{"timestamp":1,"user_id":"%s","event_name":"A"}\n' b a > unsorted
printf '{"kind":"identity","id":"b","user":"a"}\n' > ids
cxfunnel --partial -s A -s B in > state
apache="cxfunnel -u client_ip -s 'client_ip != 0' --per-user -f apache --log-format '[%{%b %d %H:%M:%S}t] %h'"
short() { echo "cxfunnel $1 in | jq -c '[.user, .level, .name, .reached, .times] | map(values)'"; }

change '-s B' "$(short '-s A @')"
change '--step B' "$(short '-s A @')"
change '-u v' "$(short '-s A -s B --per-user @')"
change '--user v' "$(short '-s A -s B --per-user @')"
change '--ids ids' "$(short '-s A -s B --per-user @')"
change '--within 5m' "$(short '-s A -s B @')"
change '--step-within 2=1m' "$(short '-s A -s B @')"
change '--exclude X' "$(short '-s A -s B @')"
change '--excluded discard' "$(short '-s A -s B --exclude X @')"
change '--order any' "$(short '-s B -s A @')"
change '--entry every' "$(short '-s A -s B @')"
change '--ties strict' "$(short '-s A -s B --within 5m @')"
change '--like posthog' "$(short '-s A -s B --exclude X @')"
change '--hold v' "$(short '-s A -s B --per-user @')"
change '--unit user' "$(short '-s A -s B --hold v --per-user @')"
change '-b v' 'cxfunnel -s A @ in'
change '--by v' 'cxfunnel -s A @ in'
change '--attr last' 'cxfunnel -s A -s B -b v --per-user @ in'
change '--value n' 'cxfunnel -s A @ in'
change '--refund "event_name == \"C\""' 'cxfunnel -s A -s B --value n --per-user @ in'
change '--per-user' 'cxfunnel -s A @ in'
change '--compare x' 'cxfunnel -s A -s B -b v --attr last @ in'
change '--sorted' 'cxfunnel -s A --now 2026-01-01 --per-user @ unsorted'
change '--partial' 'cxfunnel -s A @ in'
change '--merge' 'cxfunnel @ state'
change '--max-facts 2' 'cxfunnel -s A @ in'
change "-e 'n == 2'" "$(short '-s A @')"
change "--where 'n == 2'" "$(short '-s A @')"
change '-f tsv' 'cxfunnel -s A --per-user @ tsv'
change '--format tsv' 'cxfunnel -s A --per-user @ tsv'
change '--schema mixpanel' "echo '{\"event\":\"A\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\"}}' | cxfunnel -s A --per-user @"
change "--log-format '[%t] %h'" "cxfunnel -u client_ip -s 'client_ip != 0' -f apache @ syslog"
change "--regex '(?<timestamp>[0-9]+)'" "cxfunnel -u 1 -s 'timestamp != 0' -f regex @ seq"
change '--map user_id=v' "$(short '-s A -s B --per-user @')"
change '--input-tz Europe/Berlin' "$(short '-s A --per-user -t at @')"
change '--year 2024' "$apache @ syslog"
change '--now 2024-06-01' "$apache @ syslog"
change '-t at' "$(short '-s A --per-user @')"
change '--time at' "$(short '-s A --per-user @')"
change '--tz Asia/Tokyo' "$(short '-s A --per-user @')"
change '--from 2026-01-01T10:30:00Z' "$(short '-s A @')"
change '--to 2026-01-01T10:30:00Z' "$(short '-s A @')"
change '--conf 0.5' 'cxfunnel -s A -s B @ in'
change '-o out' 'cxfunnel -s A @ in; cat out'
change '--output out' 'cxfunnel -s A @ in; cat out'
change '--rejects out' 'cxfunnel -s A @ bad; cat out'
change '--max-bad 1' 'cxfunnel -s A @ bad > /dev/null; echo $?'
change '--strict-fields' 'cxfunnel -s "exists(gone)" @ in > /dev/null; echo $?'
change '--strict' 'cxfunnel -s A @ bad in > /dev/null'
change '--max-line 256' "printf '{\"timestamp\":1,\"event_name\":\"A\",\"user_id\":\"%0300d\"}\n' 1 | cxfunnel -s A @"
change '-h' 'cxfunnel -s A @ in | head -n 1'
change '--help' 'cxfunnel -s A @ in | head -n 1'
change '--version' 'cxfunnel -s A @ in | cut -c 1-18'
seq 30000 | sed 's/.*/{"timestamp":&,"event_name":"A","user_id":"some user to make it longer"}/' > many
steady '-j 1' 'cxfunnel -s A -s A @ many | cksum'
steady '-j 8' 'cxfunnel -s A -s A @ many | cksum'
steady '--threads 3' 'cxfunnel -s A -s A @ many | cksum'
steady --progress 'cxfunnel -s A -s A @ many | cksum'
change --once 'cxfunnel --merge @ state state | wc -l'
change --allow-repeat 'cxfunnel --merge @ state state | wc -l'
untried cxfunnel
