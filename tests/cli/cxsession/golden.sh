# Events at 10:00 10:15 10:45 11:15 11:46: which session each is in, by each rule.
for t in 10:00 10:15 10:45 11:15 11:46; do
	echo "{\"timestamp\":\"2024-01-01T$t:00Z\",\"user_id\":\"u\"}"
done > in
numbers() {
	cxsession "$@" in | sed 's/.*"session_number":\([0-9]*\)}/\1/' | tr '\n' ' '
	echo "<- $*"
}
numbers
numbers --gap 30m
numbers --gap 1799999999us
numbers --at-gap
numbers --max 60m
numbers --max 60m --at-gap
numbers --gap 31m
numbers --gap 5m
numbers --gap 1h --max 1h46m
# A late event makes one session of two, whatever the order it comes in.
at() { printf '{"user_id":"u","timestamp":%d}\n' "$@"; }
at 1700000010 1700000012 1700000020 > in
numbers --gap 5s
at 1700000010 1700000012 1700000020 1700000016 > in
numbers --gap 5s

#> 1 1 1 1 2 <- 
#> 1 1 1 1 2 <- --gap 30m
#> 1 1 2 3 4 <- --gap 1799999999us
#> 1 1 2 3 4 <- --at-gap
#> 1 1 1 2 3 <- --max 60m
#> 1 1 2 3 4 <- --max 60m --at-gap
#> 1 1 1 1 1 <- --gap 31m
#> 1 2 3 4 5 <- --gap 5m
#> 1 1 1 1 2 <- --gap 1h --max 1h46m
#> 1 1 2 <- --gap 5s
#> 1 1 1 1 <- --gap 5s
