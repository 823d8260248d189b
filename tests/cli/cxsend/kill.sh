# Killed at any moment, again and again: nothing is lost; doubled are at most those that were on the
# wire, and where it is not to be sent twice, nobody knows of them.
. "$TOP/tests/cli/cxsend/sink.inc"
n=300
# shellcheck disable=SC2046 # numbers
plan sure $(seq 1001 1$n)
jq -r 'select(.kind == "plan").delivery_id' plans | sort > planned.sure
# shellcheck disable=SC2046
plan hook $(seq 2001 2$n)
jq -r 'select(.kind == "plan").delivery_id' plans | sort > planned.hook
kills=0
for round in 1 2 3 4 5 6 7 8; do
	cxsend --ledger n.db --now "$now" --follow --concurrency 8 policy.yaml < /dev/null > "out.$round" 2>/dev/null &
	pid=$!
	before=$(wc -l < sink.log)
	# Some right after the start, some in the middle of it.
	i=0
	until [ "$(wc -l < sink.log)" -gt $((before + round * round)) ] || [ $((i += 1)) -gt 400 ]; do :; done
	kill -9 $pid && kills=$((kills + 1))
	wait $pid 2> /dev/null
done
send > /dev/null 2>&1
jq -r .id sink.log | sort > taken
uniq taken > once
echo "lost of those that may be sent again: $(comm -23 planned.sure once | wc -l)"
cxsend --ledger n.db --status policy.yaml |
	jq -c '[.scenario, .planned, .claimed, .inflight, .sent + .unknown]'
comm -12 planned.sure taken | uniq -d | wc -l |
	awk -v kills=$kills '{ print ($1 <= 8 * kills ? "doubled at most what was on the wire" : "doubled " $1) }'
echo "doubled of those that are not sent again: $(comm -12 planned.hook taken | uniq -d | wc -l)"
# What is not known to be sent is unknown, and what was not taken is.  The ledger has it; who was
# killed may not have said it any more.
unknown=$(cxsend --ledger n.db --status policy.yaml | jq 'select(.scenario == "hook").unknown')
[ "$(comm -23 planned.hook once | wc -l)" -le "$unknown" ] && echo 'what was not taken is unknown'
[ "$(cat out.* deliveries | jq -r 'select(.state == "unknown").delivery_id' | sort -u | wc -l)" -le "$unknown" ] &&
	echo 'and so is what was said to be'

#> lost of those that may be sent again: 0
#> ["hook",0,0,0,300]
#> ["sure",0,0,0,300]
#> doubled at most what was on the wire
#> doubled of those that are not sent again: 0
#> what was not taken is unknown
#> and so is what was said to be
