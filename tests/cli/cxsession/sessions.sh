# One result for each session.
cat > in <<'END'
{"timestamp":"2026-03-01T09:00:00Z","user_id":"ann","event_name":"page_view","page_location":"/","source":"google","medium":"cpc","campaign":"spring"}
{"timestamp":"2026-03-01T09:00:04.250Z","user_id":"ann","event_name":"scroll","page_location":"/"}
{"timestamp":"2026-03-01T09:00:09Z","user_id":"ann","event_name":"page_view","page_location":"/item/7","source":"mail"}
{"timestamp":"2026-03-01T09:10:00.000001Z","user_id":"ann","event_name":"purchase","value":35.79}
{"timestamp":"2026-03-01T12:00:00Z","user_id":"ann","event_name":"page_view","page_location":"/help"}
{"timestamp":"2026-03-01T09:00:00Z","user_id":"bob","event_name":"purchase","channel":"direct"}
{"timestamp":"2026-03-01T09:00:10Z","user_id":"cy","path":"/a"}
{"timestamp":"2026-03-01T09:00:20Z","user_id":"cy"}
{"timestamp":"2026-03-01T09:00:00Z","user_id":"dee","path":"/a"}
{"timestamp":"2026-03-01T09:00:10.001Z","user_id":"dee"}
END
cxsession --sessions in
echo key events
cxsession --sessions --key-event 'event_name == "purchase"' --keep 'first_value = value' in
echo pages
cxsession --sessions --page 'event_name' --keep event_name --tz Asia/Tehran in
# Results are records: they go on.
cxsession --sessions in | cxstat -t start -w 1d 'sessions = count(), users = distinct(user),
    engaged = rate(engaged), p50(duration_ms)' --no-ci
# What was bought: each transaction once, refunds less, two currencies no sum, a value that is none.
cat > sales <<'END'
{"timestamp":1767261600,"user_id":"a","event_name":"purchase","transaction_id":"t1","value":10.10,"currency":"EUR"}
{"timestamp":1767261601,"user_id":"a","event_name":"purchase","transaction_id":"t1","value":10.10,"currency":"EUR"}
{"timestamp":1767261602,"user_id":"a","event_name":"purchase","transaction_id":"t2","value":"0.20"}
{"timestamp":1767261603,"user_id":"a","event_name":"refund","transaction_id":"t1","value":10.1,"currency":"EUR"}
{"timestamp":1767261600,"user_id":"b","event_name":"purchase","value":1}
{"timestamp":1767261600,"user_id":"c","event_name":"purchase","value":1,"currency":"EUR"}
{"timestamp":1767261601,"user_id":"c","event_name":"purchase","value":1,"currency":"USD"}
{"timestamp":1767261600,"user_id":"d","event_name":"purchase","value":"much"}
{"timestamp":1767261600,"user_id":"e","event_name":"refund","value":-3}
{"timestamp":1767261600,"user_id":"f","event_name":"purchase"}
{"timestamp":1767261600,"user_id":"g","event_name":"order","total":7}
END
cxsession --sessions --max-bad 1 sales | jq -c '[.user, .events, .converted, .value, .currency]'
cxsession --sessions --max-bad 1 --order 'event_name == "order"' --value total sales | tail -n 1 | jq -c '[.converted, .value]'
awk 'NR % 2' sales | cxsession --sessions --max-bad 1 --partial > odd.state
awk 'NR % 2 == 0' sales | cxsession --sessions --max-bad 1 --partial > even.state
cxsession --merge --max-bad 2 even.state odd.state > merged 2> /dev/null
cxsession --sessions --max-bad 1 sales 2> /dev/null | cmp merged
