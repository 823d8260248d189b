# Nothing to measure is null or 0, never a guess: no values, no time, one value, a zero below.
printf '%s\n' '{"z":0,"t":"text","x":5}' > in
all() {
	cxstat "count(), rate($1 > 1), ratio(x, $1), sum($1), mean($1), min($1), max($1), sd($1), p50($1), apdex($1, 1), distinct($1), top($1, 1), largest($1, 1), first($1), last($1), hist($1), throughput(), uptime($1 > 1, 1s), nps($1), csat($1), ces($1)" in |
		jq -c 'to_entries[] | select(.key | test("_lo$|_hi$") | not) | "\(.key) \(.value)"' | tr -d '"'
}
echo '# absent'
all nosuch
echo '# text'
all t
echo '# zero'
all z
echo '# one value'
all x
