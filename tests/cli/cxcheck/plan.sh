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
