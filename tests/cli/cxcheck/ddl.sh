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

#> CREATE TABLE "my events" (
#> 	"event" text NOT NULL,
#> 	"id" uuid NOT NULL,
#> 	"ts" timestamptz NOT NULL,
#> 	"n" bigint,
#> 	"both" text NOT NULL,
#> 	"price" numeric(38,3),
#> 	"day" date,
#> 	"list" jsonb,
#> 	"clash" jsonb,  -- text, boolean
#> 	"num" double precision,  -- integer, number
#> 	"ip" inet,
#> 	"ok" boolean,
#> 	"odd ""`\ name" jsonb
#> );
#> CREATE TABLE `my events` (
#> 	`event` String,
#> 	`id` UUID,
#> 	`ts` DateTime64(6, 'UTC'),
#> 	`n` Nullable(Int64),
#> 	`both` String,
#> 	`price` Nullable(Decimal(38, 3)),
#> 	`day` Nullable(Date32),
#> 	`list` Nullable(String),
#> 	`clash` Nullable(String),  -- text, boolean
#> 	`num` Nullable(Float64),  -- integer, number
#> 	`ip` Nullable(String),
#> 	`ok` Nullable(Bool),
#> 	`odd "\`\\ name` Nullable(String)
#> )
#> ENGINE = MergeTree
#> ORDER BY `ts`;
#> CREATE TABLE "my events" (
#> 	"event" VARCHAR NOT NULL,
#> 	"id" UUID NOT NULL,
#> 	"ts" TIMESTAMPTZ NOT NULL,
#> 	"n" BIGINT,
#> 	"both" VARCHAR NOT NULL,
#> 	"price" DECIMAL(38,3),
#> 	"day" DATE,
#> 	"list" JSON,
#> 	"clash" JSON,  -- text, boolean
#> 	"num" DOUBLE,  -- integer, number
#> 	"ip" VARCHAR,
#> 	"ok" BOOLEAN,
#> 	"odd ""`\ name" JSON
#> );
#> status 2
#> CREATE TABLE `events` (
#> 	`event` STRING NOT NULL,
#> 	`id` STRING NOT NULL,
#> 	`ts` TIMESTAMP NOT NULL,
#> 	`n` INT64,
#> 	`both` STRING NOT NULL,
#> 	`price` BIGNUMERIC(38,3),
#> 	`day` DATE,
#> 	`list` JSON,
#> 	`clash` JSON,  -- text, boolean
#> 	`num` FLOAT64,  -- integer, number
#> 	`ip` STRING,
#> 	`ok` BOOL
#> );
#> CREATE TABLE "events" (
#> 	"a" text
#> );
#> CREATE TABLE "events" (
#> 	"country" text NOT NULL CHECK ("country" IN ('DE', 'it''s', 'a "b\')),
#> 	"level" text CHECK ("level" IN ('low', 'high')),
#> 	"any" jsonb,
#> 	"maybe" bigint,
#> 	"kind" text NOT NULL,
#> 	"id" inet,
#> 	"n" numeric(38,0),
#> 	"both" bigint,
#> 	"when" text,  -- date-time, date
#> 	"text" text,
#> 	"price" numeric(38,2),  -- integer, decimal
#> 	"rate" numeric(38,4),
#> 	"tag" text,
#> 	"list" jsonb,
#> 	"then" boolean,
#> 	"else" jsonb
#> );
#> CREATE TABLE `events` (
#> 	`country` LowCardinality(String),
#> 	`level` LowCardinality(Nullable(String)),
#> 	`any` Nullable(String),
#> 	`maybe` Nullable(Int64),
#> 	`kind` String,
#> 	`id` Nullable(String),
#> 	`n` Nullable(Decimal(38, 0)),
#> 	`both` Nullable(Int64),
#> 	`when` Nullable(String),  -- date-time, date
#> 	`text` Nullable(String),
#> 	`price` Nullable(Decimal(38, 2)),  -- integer, decimal
#> 	`rate` Nullable(Decimal(38, 4)),
#> 	`tag` LowCardinality(Nullable(String)),
#> 	`list` Nullable(String),
#> 	`then` Nullable(Bool),
#> 	`else` Nullable(String)
#> )
#> ENGINE = MergeTree
#> ORDER BY tuple();
#> CREATE TABLE "events" (
#> 	"country" VARCHAR NOT NULL CHECK ("country" IN ('DE', 'it''s', 'a "b\')),
#> 	"level" VARCHAR CHECK ("level" IN ('low', 'high')),
#> 	"any" JSON,
#> 	"maybe" BIGINT,
#> 	"kind" VARCHAR NOT NULL,
#> 	"id" VARCHAR,
#> 	"n" DECIMAL(38,0),
#> 	"both" BIGINT,
#> 	"when" VARCHAR,  -- date-time, date
#> 	"text" VARCHAR,
#> 	"price" DECIMAL(38,2),  -- integer, decimal
#> 	"rate" DECIMAL(38,4),
#> 	"tag" VARCHAR,
#> 	"list" JSON,
#> 	"then" BOOLEAN,
#> 	"else" JSON
#> );
#> CREATE TABLE `events` (
#> 	`country` STRING NOT NULL OPTIONS(description="one of: DE, it's, a \x22b\x5c"),
#> 	`level` STRING OPTIONS(description="one of: low, high"),
#> 	`any` JSON,
#> 	`maybe` INT64,
#> 	`kind` STRING NOT NULL,
#> 	`id` STRING,
#> 	`n` BIGNUMERIC(38,0),
#> 	`both` INT64,
#> 	`when` STRING,  -- date-time, date
#> 	`text` STRING,
#> 	`price` BIGNUMERIC(38,2),  -- integer, decimal
#> 	`rate` BIGNUMERIC(38,4),
#> 	`tag` STRING,
#> 	`list` JSON,
#> 	`then` BOOL,
#> 	`else` JSON
#> );
#> 	"country" VARCHAR NOT NULL CHECK ("country" IN ('DE', 'it''s', 'a "b\')),
#> 	"id" VARCHAR,
#> 	"both" BIGINT,
#> postgres: fine
#> postgres: fine
#> clickhouse: fine
#> clickhouse: fine
#> clickhouse: fine
#> clickhouse: fine
#> duckdb: fine
#> duckdb: fine
#> duckdb: fine
#> 1603
#2> cxcheck: 'my events' cannot be a name in bigquery
#2> cxcheck: 'a-b' cannot be a name in bigquery
#2> cxcheck: plan: the schemas name no properties: there is nothing to make columns of
#2> cxcheck: 'x0000000000000000000000000000000000000000000000000000000000000000': a name in postgres has at most 63 bytes
#2> cxcheck: 'ctid': postgres keeps that name for itself
#2> cxcheck: '' cannot be a name in postgres
#2> cxcheck: '' cannot be a name in clickhouse
#2> cxcheck: 'userId' and 'userid' are the same column in duckdb
#2> cxcheck: '' cannot be a name in duckdb
#2> cxcheck: '_PARTITIONTIME': bigquery keeps that name for itself
#2> cxcheck: 'user.id' cannot be a name in bigquery
#2> cxcheck: '1st' cannot be a name in bigquery
#2> cxcheck: 'a' and 'A' are the same column in bigquery
#2> cxcheck: 1601 columns: a table in postgres has at most 1600
