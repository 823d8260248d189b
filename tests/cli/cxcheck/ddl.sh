# A table for the plan's events, for each database.
cat > plan <<'END'
stream: my events
key: event
time: ts
common:
  required: [event, id, ts]
  properties:
    event: {type: string}
    id: {type: string, format: uuid}
    ts: {type: string, format: date-time}
schemas:
  a:
    required: [n, both]
    properties:
      n: {type: integer}
      both: {type: string}
      price: {$ref: "#/$defs/money"}
      day: {type: [string, "null"], format: date}
      list: {type: array}
      clash: {type: string}
      num: {type: integer}
    $defs: {money: {type: number, multipleOf: 0.001}}
  b:
    required: [both]
    allOf:
      - properties:
          both: {enum: [x, y]}
          ip: {type: string, format: ipv6}
          ok: {type: boolean}
          clash: {type: boolean}
          num: {type: number}
          'odd "`\ name': {}
END
for db in postgres clickhouse duckdb; do cxcheck --ddl $db plan; done
sed -i '/odd/d' plan
cxcheck --ddl bigquery plan
echo "status $?"
cxcheck --ddl bigquery --table events plan
echo 'common: {properties: {"a-b": true}}' > plan
cxcheck --ddl bigquery plan
echo 'common: {required: []}' > plan
cxcheck --ddl postgres plan
echo 'common: {properties: {a: {type: string}}}' > plan
cxcheck --ddl postgres plan
