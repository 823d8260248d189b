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

#> {"event":"a","n":1}
#> {"event":"b","n":2}
#> {"n":3}
#> {"event":4}
#> allow: status 0
#> {"kind":"total","events":4,"good":4,"bad":0,"unreadable":0}
#> {"kind":"check","check":"schema","verdict":"pass","n":4,"bad":0,"rate":0,"lo":0,"hi":0.6023646356164746,"target":1,"type":"schema","severity":"error"}
#> {"event":"a","n":1}
#> {"event":"b","n":2}
#> {"n":3}
#> {"event":4}
#> warn: status 0
#> {"kind":"total","events":4,"good":4,"bad":0,"unreadable":0}
#> {"kind":"fault","event":"b","path":"/event","code":"unplanned_event","schema_path":"plan","severity":"warn","count":1,"rate":0.25,"lo":0.006309463209709868,"hi":0.8058795503167566,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"b"}]}
#> {"kind":"fault","event":null,"path":"/event","code":"no_schema","schema_path":"plan","severity":"warn","count":1,"rate":0.25,"lo":0.006309463209709868,"hi":0.8058795503167566,"first":{"source":"events","line":3},"last":{"source":"events","line":3},"samples":[{"line":3}]}
#> {"kind":"fault","event":"4","path":"/event","code":"unplanned_event","schema_path":"plan","severity":"warn","count":1,"rate":0.25,"lo":0.006309463209709868,"hi":0.8058795503167566,"first":{"source":"events","line":4},"last":{"source":"events","line":4},"samples":[{"line":4,"value":4}]}
#> {"kind":"check","check":"schema","verdict":"pass","n":4,"bad":0,"rate":0,"lo":0,"hi":0.6023646356164746,"target":1,"type":"schema","severity":"error"}
#> {"kind":"check","check":"planned","verdict":"fail","n":4,"bad":3,"rate":0.75,"lo":0.19412044968324338,"hi":0.9936905367902901,"target":1,"type":"planned","severity":"warn"}
#> {"event":"a","n":1}
#> reject: status 1
#> {"kind":"reject","source":"events","line":2,"code":"unplanned_event","message":"/event: the plan has no such event","event":"b","path":"/event","schem
#> {"kind":"reject","source":"events","line":3,"code":"no_schema","message":"/event: the event has no name","path":"/event","schema_path":"plan","raw":"{
#> {"kind":"reject","source":"events","line":4,"code":"unplanned_event","message":"/event: the plan has no such event","event":"4","path":"/event","schem
#> {"kind":"total","events":4,"good":1,"bad":3,"unreadable":0}
#> {"kind":"fault","event":"b","path":"/event","code":"unplanned_event","schema_path":"plan","severity":"error","count":1,"rate":0.25,"lo":0.006309463209709868,"hi":0.8058795503167566,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"b"}]}
#> {"kind":"fault","event":null,"path":"/event","code":"no_schema","schema_path":"plan","severity":"error","count":1,"rate":0.25,"lo":0.006309463209709868,"hi":0.8058795503167566,"first":{"source":"events","line":3},"last":{"source":"events","line":3},"samples":[{"line":3}]}
#> {"kind":"fault","event":"4","path":"/event","code":"unplanned_event","schema_path":"plan","severity":"error","count":1,"rate":0.25,"lo":0.006309463209709868,"hi":0.8058795503167566,"first":{"source":"events","line":4},"last":{"source":"events","line":4},"samples":[{"line":4,"value":4}]}
#> {"kind":"check","check":"schema","verdict":"fail","n":4,"bad":3,"rate":0.75,"lo":0.19412044968324338,"hi":0.9936905367902901,"target":1,"type":"schema","severity":"error"}
#> {"event":"a","n":1}
#> {"event":"b","n":2}
#> {"event":4}
#> {"meta":{"type":"x"},"n":2}
#> {"event":"a","n":1}
#> {"event":"b","n":2}
#> {"event":4}
#> {"event_name":"x","n":1}
#2> cxcheck: events:2: /event: the plan has no such event
#2> cxcheck: events:3: /event: the event has no name
#2> cxcheck: events:4: /event: the plan has no such event
#2> cxcheck: events:3: /event: the event has no name
#2> cxcheck: 4 events: 3 good, 1 bad
#2> cxcheck:        1 x no_schema /event, first at events:3
#2> cxcheck: fail         schema: 1 of 4 bad (25%), target 100%
#2> cxcheck: stdin:1: /n: minimum is 2
#2> cxcheck: 2 events: 1 good, 1 bad
#2> cxcheck:        1 x range /n in x, first at stdin:1: 1
#2> cxcheck: fail         schema: 1 of 2 bad (50%), target 100%
#2> cxcheck: events:3: /n: maximum is 2
#2> cxcheck: 4 events: 3 good, 1 bad
#2> cxcheck:        1 x range /n, first at events:3: 3
#2> cxcheck: fail         schema: 1 of 4 bad (25%), target 100%
#2> cxcheck: stdin:2: /n: is missing
#2> cxcheck: stdin:3: /event_name: the event has no name
#2> cxcheck: 3 events: 1 good, 2 bad
#2> cxcheck:        1 x required_missing /n in x, first at stdin:2
#2> cxcheck:        1 x no_schema /event_name, first at stdin:3
#2> cxcheck: fail         schema: 2 of 3 bad (66.7%), target 100%
#? 1
