# What is NOT NULL, listed, widened, taken from alternatives; names that a database cannot have.
cat > plan <<'END'
key: kind
common:
  required: [kind, country, level, any, maybe]
  properties:
    country: {enum: [DE, "it's", 'a "b\']}
    level: {type: [string, "null"], enum: [low, high, null]}
    maybe: {type: [integer, "null"]}
    any: {}
schemas:
  a:
    required: [id, n, both]
    properties:
      id: {oneOf: [{format: ipv4, type: string}, {format: ipv6, type: string}]}
      n: {type: integer, maximum: 18446744073709551615}
      both: {const: 1}
      when: {anyOf: [{type: string, format: date}, {type: "null"}]}
      text: {anyOf: [{type: string, format: date}, {type: string}]}
      price: {allOf: [{type: number}, {multipleOf: 0.01}]}
      rate: {multipleOf: 0.0001, type: number}
      tag: {enum: [x, y]}
  b:
    required: [both]
    properties:
      both: {type: [integer, "null"]}
      price: {type: integer}
      when: {type: string, format: date-time}
      tag: {enum: [z]}
      list: {enum: [x, 1]}
    if: {required: [x]}
    then: {required: [id], properties: {id: {type: string, format: ipv4}, then: {type: boolean}}}
    else: {properties: {else: {type: object}}}
END
for db in postgres clickhouse duckdb bigquery; do cxcheck --ddl $db plan; done
# Events that the plan does not know pass: only common counts.
sed -i '1i unplanned: warn' plan
cxcheck --ddl duckdb plan | grep '"id"\|"both"\|"country"'
sed -i '1d' plan

try() {
	echo "$2" > names
	cxcheck --ddl "$1" names >/dev/null && echo "$1: fine"
}
long=$(printf %064d 0)
for db in postgres clickhouse duckdb; do
	try $db "{common: {properties: {x$long: {type: string}}}}"
	try $db '{common: {properties: {userId: {type: string}, userid: {type: string}}}}'
	try $db '{common: {properties: {É: {type: string}, é: {type: string}}}}'
	try $db '{common: {properties: {ctid: {type: string}}}}'
	try $db '{common: {properties: {"": {type: string}}}}'
done
try bigquery '{common: {properties: {_PARTITIONTIME: {type: string}}}}'
try bigquery '{common: {properties: {"user.id": {type: string}}}}'
try bigquery '{common: {properties: {1st: {type: string}}}}'
try bigquery '{common: {properties: {a: {type: string}, A: {type: string}}}}'
{
	echo 'common: {properties: {'
	i=0; while [ $i -lt 1601 ]; do echo "c$i: {type: string},"; i=$((i + 1)); done
	echo '}}'
} > wide
cxcheck --ddl postgres wide
cxcheck --ddl duckdb wide | wc -l | tr -d ' '
