# Against a sessionizer in awk that shares nothing with it.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 11; for (i = 0; i < 20000; i++)
	printf "%d %d\n", 1767225600 + int(draw() * draw() * 2000000), draw() * 300 }' > raw
awk '{ printf "{\"timestamp\":%d,\"user_id\":\"u%03d\"}\n", $1, $2 }' raw > in
sort -k2,2n -k1,1n raw > flat
# sessions GAP AT_GAP MAX DAILY: user number start end events
sessions() {
	awk -v gap="$1" -v ge="$2" -v max="$3" -v daily="$4" '
	function close_it() { if (n) printf "u%03d %d %d %d %d\n", user, number, start, last, n }
	{
		new = NR == 1 || $2 != user
		if (new) { close_it(); user = $2; number = 0; n = 0 }
		pause = $1 - last
		if (!new) {
			new = pause > gap || (ge && pause == gap)
			if (max && $1 - start >= max) new = 1
			if (daily && int($1 / 86400) != int(last / 86400)) new = 1
			if (new) close_it()
		}
		if (new) { number++; start = $1; n = 0 }
		n++; last = $1
	}
	END { close_it() }' flat
}
ours() {
	cxsession --sessions "$@" in | jq -r '[.user, .session_number, (.start | fromdate),
	    (.end | fromdate), .events] | map(tostring) | join(" ")'
}
check() {
	sessions "$@" > want
	[ "$(wc -l < want)" -gt 5000 ] && cmp want got && echo "same $*"
}
ours > got; check 1800 0 0 0
ours --at-gap --gap 600s > got; check 600 1 0 0
ours --gap 4h --max 1d > got; check 14400 0 86400 0
ours --gap 4h --split midnight > got; check 14400 0 0 1

#> same 1800 0 0 0
#> same 600 1 0 0
#> same 14400 0 86400 0
#> same 14400 0 0 1
