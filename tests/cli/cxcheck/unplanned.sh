# What becomes of events that the plan does not know, and of those without a name.
cat > events <<'END'
{"event":"a","n":1}
{"event":"b","n":2}
{"n":3}
{"event":4}
END
for what in allow warn reject; do
	printf 'key: event\nunplanned: %s\nschemas: {a: {required: [n]}}\n' "$what" > plan
	cxcheck --rejects rejects --summary summary plan events
	echo "$what: status $?"
	cut -c 1-150 rejects
	grep -v '"kind":"event"' summary
done
# The default rejects; the key is event_name by default, or any field; without schemas nothing is planned.
echo '{"key": "event", "schemas": {"a": true, "b": true, "4": true}}' > plan
cxcheck plan events
echo '{"key": "meta.type", "schemas": {"x": {"properties": {"n": {"minimum": 2}}}}}' > plan
printf '{"meta":{"type":"x"},"n":1}\n{"meta":{"type":"x"},"n":2}\n' | cxcheck plan
echo '{"common": {"properties": {"n": {"maximum": 2}}}}' > plan
cxcheck plan events
echo '{"schemas": {"x": {"required": ["n"]}}}' > plan
printf '{"event_name":"x","n":1}\n{"event_name":"x"}\n{"event":"x"}\n' | cxcheck plan
