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
echo "status $?"

# Not only JSON: good lines of a log pass as they are.
cat > plan <<'END'
common:
  required: [status, path]
  properties:
    status: {type: integer, enum: [200, 304, 301, 404]}
    path: {type: string, pattern: "^/", maxLength: 60}
    timestamp: {type: string, format: date-time}
target: 95%
END
log=$DATA/logs/elastic_apache_combined.log
cxcheck -f combined --max-bad 1 plan "$log" > good 2> said
echo "status $?"
wc -l < good
grep -c -v -F -x -f "$log" good
cat said

# Good events pass byte for byte, in their lines; a line ends with a line feed alone.
echo 'common: {required: [n]}' > plan
printf '{"n":1}\r\n{ "n" : 2.0 ,"n":3}  \n\n  {"n":"\\u0041"}' | cxcheck plan 2>/dev/null | od -An -c
printf '\357\273\277{"n":1}\n' | cxcheck plan 2>/dev/null | od -An -c
printf '{"n":1}\n' | gzip | cxcheck plan 2>/dev/null
# Values are cut between characters and escapes, and shown nowhere but in the rejects when asked.
awk 'BEGIN { for (i = 0; i < 60; i++) s = s "\\u00e9\\n"; printf "{\"n\":1,\"mail\":\"secret-%s\"}\n{\"mail\":{\"secret\":\"%s\"}}\n", s, s }' > events
echo 'common: {required: [n], properties: {mail: {maxLength: 5, type: string}}}' > plan
cxcheck --summary summary --rejects rejects plan events
grep fault summary
cxcheck --redact --summary summary --rejects rejects plan events 2>&1 | grep secret
grep -c secret summary
grep -c secret rejects
cxcheck --redact plan events
for format in github junit tap markdown prometheus; do cxcheck --emit $format plan events 2>/dev/null | grep secret; done
# Names come from the input, too: no message and no report lets them write to the terminal.
printf 'key: e\nschemas: {a: {additionalProperties: false, properties: {e: true}}}\n' > plan
printf '{"e":"a","\\u001b[31mx\\u0007":1}\n{"e":"\\u001b]0;x\\u0007\\u009b2J"}\n{"e":"x\\n::error::y"}\n' > events
cxcheck plan events
cxcheck --emit github plan events 2>/dev/null

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
#> status 1
#> status 1
#> 8885
#> 0
#> cxcheck: ../data/logs/elastic_apache_combined.log:1: /path: 64 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:2: /path: 68 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:3: /path: 69 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:4: /path: 62 characters, maxLength is 60
#> cxcheck: ../data/logs/elastic_apache_combined.log:5: /path: 61 characters, maxLength is 60
#> cxcheck: 9999 events: 8885 good, 1114 bad
#> cxcheck:     1071 x length /path, first at ../data/logs/elastic_apache_combined.log:1: "/presentations/logstash-monitorama-2013/images/kibana-search.png"
#> cxcheck:       52 x enum /status, first at ../data/logs/elastic_apache_combined.log:426: 206
#> cxcheck: fail         schema: 1114 of 9999 bad (11.1%), target 95%
#> cxcheck: 1 of 10000 records rejected (0.01%)
#>    {   "   n   "   :   1   }  \n   {       "   n   "       :    
#>    2   .   0       ,   "   n   "   :   3   }          \n        
#>    {   "   n   "   :   "   \   u   0   0   4   1   "   }  \n
#>    {   "   n   "   :   1   }  \n
#> {"n":1}
#> {"kind":"fault","event":null,"path":"/mail","code":"length","schema_path":"plan#/common/properties/mail/maxLength","severity":"error","count":1,"rate":0.5,"lo":0.012579117093425062,"hi":0.9874208829065749,"first":{"source":"events","line":1},"last":{"source":"events","line":1},"samples":[{"line":1,"value":"secret-é\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né\né…"}]}
#> {"kind":"fault","event":null,"path":"/mail","code":"type_mismatch","schema_path":"plan#/common/properties/mail/type","severity":"error","count":1,"rate":0.5,"lo":0.012579117093425062,"hi":0.9874208829065749,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"{\"secret\":\"\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e9\\n\\u00e…"}]}
#> {"kind":"fault","event":null,"path":"/n","code":"required_missing","schema_path":"plan#/common/required","severity":"error","count":1,"rate":0.5,"lo":0.012579117093425062,"hi":0.9874208829065749,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2}]}
#> 0
#> 3
#> ::error file=plan,line=1,title=cxcheck%3A schema::fail: 3 of 3 bad (100%25), target 100%25
#> ::stop-commands::cx31f2b2149836ba06
#> cxcheck: 1 fail
#>   fail          cxcheck: schema  3 of 3 bad (100%), target 100%
#> ::cx31f2b2149836ba06::
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
#2> cxcheck: events:1: /mail: 127 characters, maxLength is 5
#2> cxcheck: events:2: /mail: expected string, found object
#2> cxcheck: events:1: /mail: 127 characters, maxLength is 5
#2> cxcheck: events:2: /mail: expected string, found object
#2> cxcheck: 2 events: 0 good, 2 bad
#2> cxcheck:        1 x length /mail, first at events:1
#2> cxcheck:        1 x type_mismatch /mail, first at events:2
#2> cxcheck:        1 x required_missing /n, first at events:2
#2> cxcheck: fail         schema: 2 of 2 bad (100%), target 100%
#2> cxcheck: events:1: /\x1b[31mx\x07: is not in the schema
#2> cxcheck: events:2: /e: the plan has no such event
#2> cxcheck: events:3: /e: the plan has no such event
#2> cxcheck: 3 events: 0 good, 3 bad
#2> cxcheck:        1 x additional_property /\x1b[31mx\x07 in a, first at events:1: 1
#2> cxcheck:        1 x unplanned_event /e in \x1b]0;x\x07\u{009b}2J, first at events:2: "\u001b]0;x\u0007\u009b2J"
#2> cxcheck:        1 x unplanned_event /e in x\x0a::error::y, first at events:3: "x\n::error::y"
#2> cxcheck: fail         schema: 3 of 3 bad (100%), target 100%
#? 1
