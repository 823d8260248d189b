# A run that waits for its input keeps nobody else from the ledger.
. "$TOP/tests/cli/cxnotify/shop.inc"
sed -i.was 's/cancel_on: .*/cancel_on: leave/' policy.yaml
n='cxnotify --ledger db --users users --consents consents'
# others EVENT [OPTION...]: one run is given the event and waits for more, others want the ledger
others() {
	event=$1
	shift
	rm -f in
	mkfifo in
	$n "$@" policy.yaml < in > out 2> err &
	exec 9> in
	for i in 1 2 3 4 5; do
		echo "$event" >&9
		timeout 10 $n policy.yaml events.one > other 2> other.err || echo "others: $?"
	done
	exec 9>&-
	wait $!
	echo "status $?"
}
head -n 1 events > events.one
echo 'an event that would cancel what is not there'
others '{"event_name":"leave","timestamp":"2026-11-21T11:00:00Z","user_id":"ann"}'
echo 'a message of a topic that was read before'
e='{"topic":"t","partition":0,"offset":3,"payload":"{\"event_name\":\"leave\",\"timestamp\":\"2026-11-21T11:00:00Z\",\"user_id\":\"ann\"}"}'
echo "$e" | $n -f kafka+ndjson --kafka policy.yaml
others "$e" -f kafka+ndjson --kafka

#> an event that would cancel what is not there
#> status 0
#> a message of a topic that was read before
#> status 0
