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

#> 1 1 1 1 1 1 1 <- 
#> 1 1 2 2 2 2 2 <- --split campaign
#> 1 1 1 2 2 2 2 <- --split n
#> 1 1 2 3 3 3 3 <- --split campaign,n
#> 1 1 2 3 3 3 3 <- --split lower(campaign), n % 2
#> 1 1 1 1 2 2 2 <- --split midnight
#> 1 1 2 2 2 2 2 <- --split midnight --tz Europe/Berlin
#> 1 1 2 2 2 2 2 <- --split date(timestamp) --tz Europe/Berlin
#> 1 1 2 2 3 3 3 <- --split campaign, midnight
#> 1 1 1 1 1 1 2 <- --split `midnight`
#> {"timestamp":1767261600,"user_id":"u","c":"a","session_id":"9b125ff9b8f2372a","session_number":1}
#> {"timestamp":1767261600,"user_id":"u","c":"b","session_id":"5d0fda16db6e4288","session_number":2}
#> {"timestamp":1767261600,"user_id":"u","c":"c","session_id":"7aec29cc692727f1","session_number":3}
#> {"timestamp":1767261600,"user_id":"u","c":"a","session_id":"9b125ff9b8f2372a","session_number":1}
#2> cxsession: no record had a field 'nothing'
#2> cxsession: --split, column 3: expected a value, found end of text
#2>   a,
#2>     ^
#2> cxsession: --split, column 3: expected ',' or the end, found 'b'
#2>   a b
#2>     ^
#2> cxsession: --split: at most 16 expressions
#2> try 'cxsession --help'
#? 2
