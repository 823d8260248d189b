# What mail servers say of addresses: only one that nobody has ends the channel.
. "$TOP/tests/cli/cxnotify/shop.inc"
report() {
	printf 'Date: Sun, 22 Nov 2026 19:05:00 +0000\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; x@example.net\nAction: failed\nStatus: %s\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <%s@shop.example.org>\n\n--b--\n' "$1" "$2"
}
echo '{"event_name":"purchase","event_id":"1","transaction_id":"1","user_id":"ann","timestamp":"2026-11-22T10:00:00Z"}' >paid
sed 's/"1"/"2"/g; s/-22T/-23T/' paid >again
for status in 5.1.1 5.2.2 5.7.1; do
	rm -f db db-*
	cxnotify --ledger db --now 2026-11-22T10:00:00Z --users users policy.yaml paid 2>/dev/null >plans
	id=$(sed 's/.*"delivery_id":"\([^"]*\)".*/\1/' plans)
	report "$status" "$id" | cxparse -f dsn >receipt
	cxnotify --ledger db --now 2026-11-22T20:00:00Z policy.yaml receipt 2>/dev/null
	cxnotify --ledger db --now 2026-11-23T10:00:00Z --users users policy.yaml again 2>/dev/null |
	    cxselect --set "status = \"$status\"" --set 'reason = coalesce(reason, "sent")' --fields status,kind,reason
done

#> {"kind":"drop","ts":"2026-11-22T19:05:00Z","user":"uxfp6yyk73f6jd4g6c6m6edchm","scenario":"receipt","delivery_channel":"email","delivery_id":"5t5ufjmdsy5x7hn3tjp6l32nty","message_id":"qshqunllcyhcv44v3x2v6mngme","reason":"suppressed","rule":"bounced"}
#> {"status":"5.1.1","kind":"drop","reason":"suppressed"}
#> {"status":"5.2.2","kind":"plan","reason":"sent"}
#> {"status":"5.7.1","kind":"plan","reason":"sent"}
