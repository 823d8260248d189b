# Every option of cxpredict changes what comes out.
. "$TOP/tests/cli/option.inc"
. "$TOP/tests/cli/cxpredict/cdnow.inc"
cdnow | awk 'NR % 10 == 0' > in
jq -c '.uid = .x' in > uid
tail -n 3 in > few
echo bad >> few
printf 'x\tT\n0\t9\n3\t8\n' > tsv
printf '[Jan  2 03:04:05] 10.0.0.1 200 0\n' > log
echo '{"user":"a","x":0,"T":9,"at":"2026-01-02 00:30:00"}' > when
apache="cxpredict --score m.json -u client_ip --map T=status --map x=bytes -f apache --log-format '[%{%b %d %H:%M:%S}t] %h %>s %B'"
cxpredict --fit bgnbd in > m.json
cxpredict --fit pnbd in > p.json
cxpredict --fit logit --target 'later > 0' --features x,T in > l.json
cxpredict --fit logit --target 'later > 0' --features x in > x.json
for i in 1 2 3; do
	echo "{\"timestamp\":\"2026-01-0${i}T10:00:00Z\",\"at\":\"2026-01-0${i} 20:00:00\",\"user_id\":\"a\",\"v\":\"u$i\",\"e\":\"s\",\"event_name\":\"notification_sent\"}"
	echo "{\"timestamp\":\"2026-01-0${i}T11:00:00Z\",\"at\":\"2026-01-0${i} 23:00:00\",\"user_id\":\"a\",\"v\":\"u$i\",\"e\":\"a\",\"event_name\":\"notification_opened\"}"
	echo "{\"timestamp\":1,\"user_id\":\"b$i\",\"v\":\"x\",\"item_id\":\"i\",\"event_name\":\"view_item\"}"
	for k in 1 2; do
		echo "{\"timestamp\":2,\"user_id\":\"b$i\",\"v\":\"x\",\"item_id\":\"j$k\",\"event_name\":\"purchase\"}"
	done
done > events
echo '{"kind":"identity","id":"b1","user":"b2"}' > ids
fit="cxpredict --fit logit --target 'later > 0' --features x"

change '--fit mbgnbd' 'cxpredict @ in'
change '--score m.json' 'cxpredict @ few --max-bad 99%'
change '--evaluate m.json' 'cxpredict @ --horizon 39w --actual later in'
change '-u uid' 'cxpredict --score m.json @ uid | head -n 1'
change '--user uid' 'cxpredict --score m.json @ uid | head -n 1'
change '--hours' 'cxpredict @ events'
change '--sent "e == \"a\""' 'cxpredict --hours @ events'
change '--reaction "e == \"x\""' 'cxpredict --hours @ events'
change '--segment v' 'cxpredict --hours @ events'
change '--tz Asia/Tokyo' 'cxpredict --hours @ events'
change '-t at' 'cxpredict --hours @ events'
change '--time at' 'cxpredict --hours @ events'
change '--from 2026-01-03' 'cxpredict --hours @ events'
change '--to 2026-01-02' 'cxpredict --hours @ events'
change '--now 2025-06-01' "cxpredict --hours -u v --sent true -f apache --log-format '[%{%b %d %H:%M:%S}t] %h %>s %B' --map v=client_ip --from 2025-01-01 @ log"
change '--max-facts 5' 'cxpredict --hours @ events'
change '--items' 'cxpredict --min-users 2 @ events'
change '--saw true' 'cxpredict --items --min-users 2 @ events'
change '--took "false"' 'cxpredict --items --min-users 2 @ events'
change '--item v' 'cxpredict --items --min-users 2 @ events'
change '--per-item 1' 'cxpredict --items --min-users 2 @ events'
change '--min-users 3' 'cxpredict --items @ events'
change '--max-items 2' 'cxpredict --items --min-users 2 @ events'
change '--ids ids' 'cxpredict --items --min-users 2 @ events'
change '--max-pairs 1' 'cxpredict --items --min-users 2 @ events'
change '--unit day' 'cxpredict --fit bgnbd @ in | cut -c -100'
change '--horizon 1w' 'cxpredict --score m.json @ in | head -n 1'
change '--discount 0.5' 'cxpredict --score m.json @ in | tail -n 1'
change '--features T' 'cxpredict --score x.json @ in | head -n 1'
change "--target 'later > 2'" 'cxpredict --evaluate x.json @ in | tail -n 1'
change '--ridge 100' "$fit @ in | jq -c .coef"
change '--actual 1' 'cxpredict --evaluate m.json --horizon 1w @ in | tail -n 1'
change "-e 'x > 2'" 'cxpredict --score m.json @ in | wc -l | tr -d " "'
change "--where 'x > 3'" 'cxpredict --score m.json @ in | wc -l | tr -d " "'
change '--conf 0.5' 'cxpredict --evaluate x.json @ in | tail -n 1'
change '-f tsv' 'cxpredict --score m.json @ -u x tsv'
change '--format tsv' 'cxpredict --score m.json @ -u x tsv'
change "--regex '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)'" 'cxpredict --score m.json @ -f regex -u client_ip log'
change "--log-format '[%t] %h %>s %B'" 'cxpredict --score m.json -f apache @ --map T=status --map x=bytes -u client_ip log'
echo '{"event":"a","properties":{"$user_id":"7","x":0,"T":9}}' > mixed
change '--schema mixpanel' 'cxpredict --score m.json @ --map x=properties.x --map T=properties.T -u user_id mixed 2>&1'
change '--map x=later' 'cxpredict --score m.json @ few --max-bad 99% 2>&1 | head -n 1'
change '--input-tz Asia/Tokyo' "cxpredict --score m.json @ -e 'at < \"2026-01-01T20:00:00Z\"' when"
change '--year 1999' "$apache @ -e 'timestamp < \"2000-01-01\"' log"
change '--strict-fields' "cxpredict --score m.json -u nobody @ -e 'x > 99' in; echo \$?"
change '-o out' 'cxpredict --score m.json @ few --max-bad 99% 2>&1 | wc -l | tr -d " "; ls out 2>&1'
change '--output out' 'cxpredict --score m.json @ few --max-bad 99% 2>&1 | wc -l | tr -d " "; ls out 2>&1'
change '--rejects out' 'cxpredict --score m.json @ few --max-bad 99% > seen 2>&1; cat out'
change '--max-bad 99%' 'cxpredict --score m.json @ few > seen 2>&1; echo $?'
change '--strict' 'cxpredict --score m.json @ few > seen 2>&1; echo $?'
change '--max-line 256' "jq -c '.pad = \"x\" * 300' few 2>&1 | cxpredict --score m.json @ --max-bad 99% 2>&1 | wc -l | tr -d ' '"
steady '-j 2' 'cxpredict --score m.json @ in'
steady '--threads 2' 'cxpredict --fit bgnbd @ in'
steady '--progress' 'cxpredict --fit bgnbd @ in'
change '-h' 'cxpredict @ --fit bgnbd in | head -n 1'
change '--help' 'cxpredict @ --fit bgnbd in | head -n 1'
change '--version' 'cxpredict @ --fit bgnbd in | sed "s/[0-9].*//"'
untried cxpredict
