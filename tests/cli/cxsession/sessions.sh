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
