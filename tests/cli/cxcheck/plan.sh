# Every check of a plan, and schemas inline and in a file; two good events of seven.
cat > plan.yaml <<'END'
stream: web
key: event
time: ts
received: rcv_ts
target: 50%
common: {type: object, required: [event_id, ts]}
schemas:
  Order Completed: {$ref: schemas/order.json}
  Page View:
    type: object
    properties:
      page: {type: string, maxLength: 10}
checks:
  - {not_null: user.id, target: 0.9}
  - {unique: event_id, within: 24h}
  - {in: country, values: [DE, FR, 49, true], severity: warn}
  - {rule: amount >= 0, where: event == "Order Completed", name: no refunds}
  - {late: ts, max: 5m, target: 95%}
  - {future: ts, max: 1m}
  - {fresh: ts, max_age: 15m}
  - {sequence: seq, by: device, severity: info}
  - {volume: 1h, max: 3, min: 2}
  - {ref: sku, file: skus.txt}
END
mkdir schemas
cat > schemas/order.json <<'END'
{"type": "object", "required": ["amount"],
 "properties": {"amount": {"$ref": "types.json#/$defs/money"},
  "items": {"type": "array", "items": {"type": "object", "required": ["sku"]}}}}
END
echo '{"$defs": {"money": {"type": "number", "minimum": 0, "multipleOf": 0.01}}}' > schemas/types.json
printf 'A1\nB2\r\n\nC3' > skus.txt
cat > events <<'END'
{"event":"Order Completed", "event_id":"1","ts":"2026-11-22T10:00:00Z","rcv_ts":"2026-11-22T10:01:00Z","user":{"id":"u"},"country":"DE","amount":19.99,"device":"d","seq":1,"sku":"B2"}
{"event":"Order Completed","event_id":"1","ts":"2026-11-22T10:00:00Z","rcv_ts":"2026-11-22T10:11:00Z","user":{"id":"u"},"country":"XX","amount":-5,"device":"d","seq":2,"sku":"Z9"}
{"event":"Page View","event_id":"3","page":"0123456789A","device":"d","seq":5,"user":{"id":null}}
{"event":"Nope","event_id":"4","ts":"2026-11-22T10:00:00Z","user":{"id":1}}
not json
{"event":"Order Completed","event_id":"5","ts":"2026-11-22T10:02:00Z","amount":"x","items":[{"a":1},{"sku":2},7],"device":"e","seq":6.5}
{ "event" : "Page View" ,"event_id":"6","ts":"2026-11-22T10:02:00+00:00","country":49.0,"user":{"id":"\u0075"}, "page":"\u00e9/0123456"}
{"event":"Page View","event_id":"7","ts":"2026-11-22T10:02:00Z","rcv_ts":"2026-11-22T10:00:59Z","country":false,"user":{"id":"v"},"sku":"C3"}
END
cxcheck --now 2026-11-22T10:10:00Z --rejects rejects --summary summary plan.yaml events
echo "status $?"
cut -c 1-260 rejects
cat summary
echo 'again, in short' >&2
cxcheck --now 2026-11-22T10:30:00Z plan.yaml events > good
echo "status $?"

#> {"event":"Order Completed", "event_id":"1","ts":"2026-11-22T10:00:00Z","rcv_ts":"2026-11-22T10:01:00Z","user":{"id":"u"},"country":"DE","amount":19.99,"device":"d","seq":1,"sku":"B2"}
#> { "event" : "Page View" ,"event_id":"6","ts":"2026-11-22T10:02:00+00:00","country":49.0,"user":{"id":"\u0075"}, "page":"\u00e9/0123456"}
#> status 1
#> {"kind":"reject","source":"events","line":2,"code":"range","message":"/amount: minimum is 0","event":"Order Completed","path":"/amount","schema_path":"schemas/types.json#/$defs/money/minimum","keyword":"minimum","value":-5,"raw":"{\"event\":\"Order Completed\"
#> {"kind":"reject","source":"events","line":2,"code":"duplicate","message":"/event_id: was seen before","event":"Order Completed","path":"/event_id","schema_path":"plan.yaml#/checks/1","value":"1","raw":"{\"event\":\"Order Completed\",\"event_id\":\"1\",\"ts\":\
#> {"kind":"reject","source":"events","line":2,"code":"rule","message":"amount >= 0: is not true","event":"Order Completed","path":"amount >= 0","schema_path":"plan.yaml#/checks/3","raw":"{\"event\":\"Order Completed\",\"event_id\":\"1\",\"ts\":\"2026-11-22T10:00
#> {"kind":"reject","source":"events","line":2,"code":"late","message":"/ts: came too late","event":"Order Completed","path":"/ts","schema_path":"plan.yaml#/checks/4","value":"2026-11-22T10:00:00Z","raw":"{\"event\":\"Order Completed\",\"event_id\":\"1\",\"ts\":\
#> {"kind":"reject","source":"events","line":2,"code":"ref","message":"/sku: is not in the file","event":"Order Completed","path":"/sku","schema_path":"plan.yaml#/checks/9","value":"Z9","raw":"{\"event\":\"Order Completed\",\"event_id\":\"1\",\"ts\":\"2026-11-22T
#> {"kind":"reject","source":"events","line":3,"code":"required_missing","message":"/ts: is missing","event":"Page View","path":"/ts","schema_path":"plan.yaml#/common/required","keyword":"required","raw":"{\"event\":\"Page View\",\"event_id\":\"3\",\"page\":\"012
#> {"kind":"reject","source":"events","line":3,"code":"length","message":"/page: 11 characters, maxLength is 10","event":"Page View","path":"/page","schema_path":"plan.yaml#/schemas/Page View/properties/page/maxLength","keyword":"maxLength","value":"0123456789A",
#> {"kind":"reject","source":"events","line":3,"code":"required_missing","message":"/user/id: is missing or null","event":"Page View","path":"/user/id","schema_path":"plan.yaml#/checks/0","value":null,"raw":"{\"event\":\"Page View\",\"event_id\":\"3\",\"page\":\"
#> {"kind":"reject","source":"events","line":4,"code":"unplanned_event","message":"/event: the plan has no such event","event":"Nope","path":"/event","schema_path":"plan.yaml","value":"Nope","raw":"{\"event\":\"Nope\",\"event_id\":\"4\",\"ts\":\"2026-11-22T10:00:
#> {"kind":"reject","source":"events","line":5,"column":1,"code":"json","message":"expected an object, found 'n'","raw":"not json"}
#> {"kind":"reject","source":"events","line":6,"code":"type_mismatch","message":"/amount: expected number, found string","event":"Order Completed","path":"/amount","schema_path":"schemas/types.json#/$defs/money/type","keyword":"type","value":"x","raw":"{\"event\"
#> {"kind":"reject","source":"events","line":6,"code":"required_missing","message":"/items/0/sku: is missing","event":"Order Completed","path":"/items/0/sku","schema_path":"schemas/order.json#/properties/items/items/required","keyword":"required","raw":"{\"event\
#> {"kind":"reject","source":"events","line":6,"code":"type_mismatch","message":"/items/2: expected object, found integer","event":"Order Completed","path":"/items/2","schema_path":"schemas/order.json#/properties/items/items/type","keyword":"type","value":7,"raw"
#> {"kind":"reject","source":"events","line":6,"code":"required_missing","message":"/user/id: is missing or null","event":"Order Completed","path":"/user/id","schema_path":"plan.yaml#/checks/0","raw":"{\"event\":\"Order Completed\",\"event_id\":\"5\",\"ts\":\"202
#> {"kind":"reject","source":"events","line":6,"code":"rule","message":"amount >= 0: is not true","event":"Order Completed","path":"amount >= 0","schema_path":"plan.yaml#/checks/3","raw":"{\"event\":\"Order Completed\",\"event_id\":\"5\",\"ts\":\"2026-11-22T10:02
#> {"kind":"reject","source":"events","line":8,"code":"future","message":"/ts: is ahead of its time","event":"Page View","path":"/ts","schema_path":"plan.yaml#/checks/5","value":"2026-11-22T10:02:00Z","raw":"{\"event\":\"Page View\",\"event_id\":\"7\",\"ts\":\"20
#> {"kind":"total","stream":"web","events":7,"good":2,"bad":5,"unreadable":1}
#> {"kind":"event","event":"Order Completed","n":3,"bad":2}
#> {"kind":"event","event":"Page View","n":3,"bad":2}
#> {"kind":"event","event":null,"n":1,"bad":1}
#> {"kind":"fault","event":"Order Completed","path":"amount >= 0","code":"rule","schema_path":"plan.yaml#/checks/3","severity":"error","count":2,"rate":0.6666666666666666,"lo":0.09429932405024614,"hi":0.9915962413403874,"first":{"source":"events","line":2},"last":{"source":"events","line":6},"samples":[{"line":2}]}
#> {"kind":"fault","event":"Order Completed","path":"/amount","code":"range","schema_path":"schemas/types.json#/$defs/money/minimum","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":-5}]}
#> {"kind":"fault","event":"Order Completed","path":"/event_id","code":"duplicate","schema_path":"plan.yaml#/checks/1","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"1"}]}
#> {"kind":"fault","event":"Order Completed","path":"/country","code":"enum","schema_path":"plan.yaml#/checks/2","severity":"warn","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"XX"}]}
#> {"kind":"fault","event":"Order Completed","path":"/ts","code":"late","schema_path":"plan.yaml#/checks/4","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"2026-11-22T10:00:00Z"}]}
#> {"kind":"fault","event":"Order Completed","path":"/sku","code":"ref","schema_path":"plan.yaml#/checks/9","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":2},"last":{"source":"events","line":2},"samples":[{"line":2,"value":"Z9"}]}
#> {"kind":"fault","event":"Page View","path":"/ts","code":"required_missing","schema_path":"plan.yaml#/common/required","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":3},"last":{"source":"events","line":3},"samples":[{"line":3}]}
#> {"kind":"fault","event":"Page View","path":"/page","code":"length","schema_path":"plan.yaml#/schemas/Page View/properties/page/maxLength","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":3},"last":{"source":"events","line":3},"samples":[{"line":3,"value":"0123456789A"}]}
#> {"kind":"fault","event":"Page View","path":"/user/id","code":"required_missing","schema_path":"plan.yaml#/checks/0","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":3},"last":{"source":"events","line":3},"samples":[{"line":3,"value":null}]}
#> {"kind":"fault","event":"Nope","path":"/event","code":"unplanned_event","schema_path":"plan.yaml","severity":"error","count":1,"rate":0.14285714285714285,"lo":0.0036102968619005876,"hi":0.5787231970431951,"first":{"source":"events","line":4},"last":{"source":"events","line":4},"samples":[{"line":4,"value":"Nope"}]}
#> {"kind":"fault","event":"Order Completed","path":"/amount","code":"type_mismatch","schema_path":"schemas/types.json#/$defs/money/type","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":6},"last":{"source":"events","line":6},"samples":[{"line":6,"value":"x"}]}
#> {"kind":"fault","event":"Order Completed","path":"/items/*/sku","code":"required_missing","schema_path":"schemas/order.json#/properties/items/items/required","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":6},"last":{"source":"events","line":6},"samples":[{"line":6}]}
#> {"kind":"fault","event":"Order Completed","path":"/items/*","code":"type_mismatch","schema_path":"schemas/order.json#/properties/items/items/type","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":6},"last":{"source":"events","line":6},"samples":[{"line":6,"value":7}]}
#> {"kind":"fault","event":"Order Completed","path":"/user/id","code":"required_missing","schema_path":"plan.yaml#/checks/0","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":6},"last":{"source":"events","line":6},"samples":[{"line":6}]}
#> {"kind":"fault","event":"Order Completed","path":"/seq","code":"gap","schema_path":"plan.yaml#/checks/7","severity":"info","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":6},"last":{"source":"events","line":6},"samples":[{"line":6,"value":6.5}]}
#> {"kind":"fault","event":"Page View","path":"/country","code":"enum","schema_path":"plan.yaml#/checks/2","severity":"warn","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":8},"last":{"source":"events","line":8},"samples":[{"line":8,"value":false}]}
#> {"kind":"fault","event":"Page View","path":"/ts","code":"future","schema_path":"plan.yaml#/checks/5","severity":"error","count":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"first":{"source":"events","line":8},"last":{"source":"events","line":8},"samples":[{"line":8,"value":"2026-11-22T10:02:00Z"}]}
#> {"kind":"check","check":"schema","verdict":"fail","n":7,"bad":4,"rate":0.5714285714285714,"lo":0.18405156764008307,"hi":0.9010117215574921,"target":0.5,"type":"schema","severity":"error"}
#> {"kind":"check","check":"not_null user.id","verdict":"fail","n":7,"bad":2,"rate":0.2857142857142857,"lo":0.036692566176085566,"hi":0.7095791362626572,"target":0.9,"type":"not_null","severity":"error"}
#> {"kind":"check","check":"unique event_id","verdict":"pass","n":7,"bad":1,"rate":0.14285714285714285,"lo":0.0036102968619005876,"hi":0.5787231970431951,"target":0.5,"type":"unique","severity":"error"}
#> {"kind":"check","check":"in country","verdict":"pass","n":4,"bad":2,"rate":0.5,"lo":0.06758598648854298,"hi":0.932414013511457,"target":0.5,"type":"in","severity":"warn"}
#> {"kind":"check","check":"no refunds","verdict":"fail","n":3,"bad":2,"rate":0.6666666666666666,"lo":0.09429932405024614,"hi":0.9915962413403874,"target":0.5,"type":"rule","severity":"error"}
#> {"kind":"check","check":"late ts","verdict":"fail","n":3,"bad":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"target":0.95,"type":"late","severity":"error"}
#> {"kind":"check","check":"future ts","verdict":"pass","n":3,"bad":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"target":0.5,"type":"future","severity":"error"}
#> {"kind":"check","check":"fresh ts","verdict":"pass","n":1,"bad":0,"rate":0,"lo":0,"hi":0.975,"target":1,"type":"fresh","severity":"error"}
#> {"kind":"check","check":"sequence seq","verdict":"pass","n":6,"bad":3,"rate":0.5,"lo":0.11811724875702523,"hi":0.8818827512429748,"target":0.5,"type":"sequence","severity":"info"}
#> {"kind":"check","check":"volume 1h","verdict":"fail","n":1,"bad":1,"rate":1,"lo":0.025000000000000033,"hi":1,"target":1,"type":"volume","severity":"error"}
#> {"kind":"check","check":"ref sku","verdict":"pass","n":3,"bad":1,"rate":0.3333333333333333,"lo":0.008403758659612643,"hi":0.9057006759497539,"target":0.5,"type":"ref","severity":"error"}
#> status 1
#2> cxcheck: events:2: /amount: minimum is 0
#2> cxcheck: events:3: /ts: is missing
#2> cxcheck: events:4: /event: the plan has no such event
#2> cxcheck: events:5:1: expected an object, found 'n'
#2> cxcheck: events:6: /amount: expected number, found string
#2> cxcheck: 1 of 8 records rejected (12.5%), more than --max-bad allows
#2> again, in short
#2> cxcheck: events:2: /amount: minimum is 0
#2> cxcheck: events:3: /ts: is missing
#2> cxcheck: events:4: /event: the plan has no such event
#2> cxcheck: events:5:1: expected an object, found 'n'
#2> cxcheck: events:6: /amount: expected number, found string
#2> cxcheck: 7 events: 2 good, 5 bad
#2> cxcheck:        2 x rule amount >= 0 in Order Completed, first at events:2
#2> cxcheck:        1 x range /amount in Order Completed, first at events:2: -5
#2> cxcheck:        1 x duplicate /event_id in Order Completed, first at events:2: "1"
#2> cxcheck:        1 x enum /country in Order Completed, first at events:2: "XX"
#2> cxcheck:        1 x late /ts in Order Completed, first at events:2: "2026-11-22T10:00:00Z"
#2> cxcheck:        1 x ref /sku in Order Completed, first at events:2: "Z9"
#2> cxcheck:        1 x required_missing /ts in Page View, first at events:3
#2> cxcheck:        1 x length /page in Page View, first at events:3: "0123456789A"
#2> cxcheck:        1 x required_missing /user/id in Page View, first at events:3: null
#2> cxcheck:        1 x unplanned_event /event in Nope, first at events:4: "Nope"
#2> cxcheck:        7 more kinds of faults: --summary FILE has them
#2> cxcheck: fail         schema: 4 of 7 bad (57.1%), target 50%
#2> cxcheck: fail         not_null user.id: 2 of 7 bad (28.6%), target 90%
#2> cxcheck: pass         unique event_id: 1 of 7 bad (14.3%), target 50%
#2> cxcheck: pass         in country: 2 of 4 bad (50%), target 50% (warn)
#2> cxcheck: fail         no refunds: 2 of 3 bad (66.7%), target 50%
#2> cxcheck: fail         late ts: 1 of 3 bad (33.3%), target 95%
#2> cxcheck: pass         future ts: 1 of 3 bad (33.3%), target 50%
#2> cxcheck: fail         fresh ts: 1 of 1 bad (100%), target 100%
#2> cxcheck: pass         sequence seq: 3 of 6 bad (50%), target 50% (info)
#2> cxcheck: fail         volume 1h: 1 of 1 bad (100%), target 100%
#2> cxcheck: pass         ref sku: 1 of 3 bad (33.3%), target 50%
#2> cxcheck: 1 of 8 records rejected (12.5%), more than --max-bad allows
