# What ends a session besides a pause: a change, and midnight in --tz.
cat > in <<'END'
{"timestamp":"2026-03-28T22:50:00Z","user_id":"u","campaign":"a","n":1}
{"timestamp":"2026-03-28T22:55:00Z","user_id":"u","n":1.0}
{"timestamp":"2026-03-28T23:05:00Z","user_id":"u","campaign":"b","n":1}
{"timestamp":"2026-03-28T23:06:00Z","user_id":"u","campaign":null,"n":2}
{"timestamp":"2026-03-29T00:00:00Z","user_id":"u","campaign":"b"}
{"timestamp":"2026-03-29T00:05:00Z","user_id":"u","campaign":"\u0062","midnight":1}
{"timestamp":"2026-03-29T00:06:00Z","user_id":"u","midnight":2}
END
numbers() {
	cxsession --gap 1h "$@" in | sed 's/.*"session_number":\([0-9]*\)}/\1/' | tr '\n' ' '
	echo "<- $*"
}
numbers
numbers --split campaign
numbers --split n
numbers --split campaign,n
numbers --split 'lower(campaign), n % 2'
numbers --split midnight
numbers --split midnight --tz Europe/Berlin
numbers --split 'date(timestamp)' --tz Europe/Berlin
numbers --split 'campaign, midnight'
numbers --split '`midnight`'
# Sessions that start at one and the same time have ids of their own.
for c in a b c; do echo "{\"timestamp\":1767261600,\"user_id\":\"u\",\"c\":\"$c\"}"; done > in
cxsession --split c in
cxsession --split nothing in | head -n 1
cxsession --split 'a,' in
cxsession --split 'a b' in
cxsession --split "$(seq 1 17 | sed 's/^/f/' | paste -sd, -)" in
