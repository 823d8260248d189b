# The time of a record is found by the name that its input has for it, and by ours.
day() {
	cxstat "$@" -w 1d 'n = count(), first = min(v)'
}
for t in ts timestamp; do
	printf 'ts,v\n2026-01-01T00:00:00Z,1\n' | day -f csv -t $t
	printf 'ts\tv\n1767225600\t1\n' | day -f tsv -t $t
	printf 'ts=2026-01-01T00:00:00Z v=1\n' | day -f logfmt -t $t
	printf '{"ts":"2026-01-01T00:00:00Z","v":1}\n' | day -f json -t $t
done
# Nothing but -t does: it has one name.
printf 'time,v\n2026-01-01T00:00:00Z,1\n' | cxselect -f csv -e '!exists(time) && exists(timestamp)'
# Digits that are no time of any log do not become one: what was there stays, or is refused.
printf '{"timestamp":"20220827","x":1}\n{"timestamp":99,"x":1}\n' | cxparse -f json
printf '{"timestamp":1661558400,"x":1}\n{"timestamp":"1661558400123","x":1}\n' | cxparse -f json
printf 'timestamp,x\n99,1\n1661558400,2\n' | cxparse -f csv --max-bad 1
printf 'timestamp=99 x=1\n' | cxparse -f logfmt --max-bad 1
