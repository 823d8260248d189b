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
#2> cxcheck: 'my events' cannot be a name in bigquery
#2> cxcheck: 'a-b' cannot be a name in bigquery
#2> cxcheck: plan: the schemas name no properties: there is nothing to make columns of
