# Every option changes what is printed.
cat > plan <<'END'
target: 0.5
common: {properties: {mail: {format: email}, n: {type: integer}}}
checks:
  - {rule: n > 1, target: 60%}
END
i=0
while [ $i -lt 40 ]; do
	i=$((i + 1))
	echo "{\"n\":$i,\"mail\":\"a@b.c\"}"
	[ $((i % 4)) = 0 ] && echo "{\"n\":0,\"mail\":\"x\"}"
done > events
say() { echo "== $*" >&2; }
say account
cxcheck -o /dev/null plan events
echo "status $?"
say gate
cxcheck --mode gate -o /dev/null plan events
echo "status $?"
say gate, more certain
cxcheck --mode gate --conf 0.999 -o /dev/null plan events
echo "status $?"
say inconclusive
cxcheck --mode gate --conf 0.999 --inconclusive pass -o /dev/null plan events 2>/dev/null
echo "pass: status $?"
cxcheck --mode gate --conf 0.999 --inconclusive fail --emit tap plan events 2>/dev/null
echo "fail: status $?"
say formats
cxcheck --formats annotate -o /dev/null plan events
echo "status $?"
say where
cxcheck -e 'n == 0' -o /dev/null plan events
echo "status $?"
say lax
echo '{"common": {"propertees": {}, "format": "iri"}}' > odd
cxcheck odd events
echo "status $?"
cxcheck --lax -o /dev/null odd events
echo "status $?"
say a target that no sample can show
echo '{"common": {}}' > all
cxcheck --mode gate all events
echo "status $?"
say now and tz
printf 'time: ts\nchecks: [{fresh: ts, max_age: 1h}, {volume: 1d, max: 1}]\n' > timely
printf '{"ts":"2026-01-01T23:30:00Z"}\n{"ts":"2026-01-02T00:15:00Z"}\n' > times
cxcheck --now 2026-01-02T01:00:00Z -o /dev/null timely times
echo "status $?"
cxcheck --now 2026-01-02T02:00:00Z --tz Europe/Berlin -o /dev/null timely times
echo "status $?"
say strict
cxcheck --strict -o /dev/null plan events
echo "status $?"
say summary on standard output
cxcheck --summary - plan events | head -1
