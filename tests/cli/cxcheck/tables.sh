# Events become tables: rows, a manifest of them, what is left over, and how databases load them.
cat > plan <<'END'
time: ts
common: {required: [event_name, ts], properties: {ts: {type: string, format: date-time}}}
schemas:
  view: {properties: {user: {type: string}}}
  ping: {}
  order:
    required: [id, user]
    properties:
      id: {type: integer}
      user: {type: [string, "null"]}
      amount: {type: number, multipleOf: 0.01}
      items:
        type: array
        items: {type: object, required: [sku], properties: {sku: {type: string}, n: {type: integer}}}
tables:
  users:
    from: [view, order]
    key: user
    latest: seen
    distinct: true
    columns: {user: user, seen: ts}
  countries:
    from: order
    where: exists(country)
    key: country
    distinct: true
    columns: {country: {is: upper(country), type: string}}
  orders:
    from: order
    key: id
    columns:
      id: id
      user: user
      at: ts
      amount: amount
      double: {is: amount * 2, type: decimal(2)}
      more: {is: more, type: json}
      day: {is: date(ts), type: date}
      rate: {is: rate, type: number}
      gift: {is: gift, type: boolean}
      ip: {is: ip, type: ip}
      trace: {is: trace, type: uuid}
    refs: {user: users}
  items:
    from: order
    each: items
    where: items.n != 0
    key: [id, line]
    columns: {id: id, line: {position: true}, sku: items.sku, n: items.n, all: {is: len(items), type: integer}}
    refs: {id: orders}
END
cat > events <<'END'
{"event_name":"view","ts":"2026-11-28T10:00:00+01:00","user":"a"}
{"event_name":"view","ts":"2026-11-28T10:00:00Z"}
{"event_name":"ping","ts":"2026-11-28T10:00:01Z"}
{"event_name":"order","ts":"2026-11-28T10:00:02.5Z","id":1,"user":"a","amount":19.99,"country":"de","items":[{"sku":"x","n":2},{"sku":"y","n":0},{"sku":"z"}],"gift":true,"rate":1e-3,"ip":"::1","trace":"123e4567-e89b-12d3-a456-426614174000"}
{"event_name":"order","ts":"2026-11-28T10:00:03Z","id":20e-1,"user":"b\u0000\ud83d\ude00\udc00","amount":1e1,"country":"DE","more":{"a\u0000":["\u0000",1.0,null,"\\u0000"]},"items":[]}
{"event_name":"order","ts":"2026-11-28T10:00:04Z","id":3,"user":null}
{"event_name":"view","ts":"2026-11-28T09:30:00Z","user":"\u0061"}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":4,"user":"a","rate":"fast"}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":5,"user":"a","rate":1e999}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":9223372036854775808,"user":"a"}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":6,"user":"a","gift":"yes"}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":7,"user":"a","ip":"10.0.0.256"}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":8,"user":"a","trace":"x"}
{"event_name":"order","ts":"1899-12-31T23:59:59Z","id":9,"user":"a"}
{"event_name":"order","ts":"2026-11-28T10:00:05Z","id":10,"user":"a","items":[{"n":1}]}
END
cxcheck --tables out --rejects bad plan events
echo "status $?"
for f in out/*/*.ndjson out/*.manifest; do echo "== $f"; cat $f; done
echo "== set aside"
cxselect --fields line,code,path,schema_path,value bad
find out -name '*.tmp'

# The good events go where -o says; what is there already is replaced.
cxcheck --tables out -o good plan events 2>/dev/null
wc -l < good | tr -d ' '
ls out out/orders

# The same bytes for any number of threads.
i=0
while [ $i -lt 4000 ]; do
	i=$((i + 1))
	echo "{\"event_name\":\"order\",\"ts\":\"2026-11-28T10:00:00Z\",\"id\":$i,\"user\":\"u$((i % 7))\",\"country\":\"c$((i % 5))\",\"items\":[{\"sku\":\"s$i\",\"n\":$((i % 3))}],\"pad\":\"$(printf %0300d 0)\"}"
done > many
for j in 1 2 4; do
	cxcheck -j $j --tables $j plan many 2>/dev/null
	cat $j/*.manifest $j/*/*.ndjson > bytes.$j
done
cmp bytes.1 bytes.2 && cmp bytes.1 bytes.4 && wc -l 1/*/*.ndjson | awk '{ print $1, $2 }'

# Run by run: each event once; a run that finds nothing new writes nothing.
head -n 4 events > log
cxcheck --resume place --tables runs plan log 2>/dev/null
cat < events | sed 1,4d >> log
for i in 1 2; do
	cxcheck --resume place --tables runs plan log 2>/dev/null
	echo "status $?"
done
ls runs runs/users
jq -r 'select(.kind == "manifest") | "run \(.run): \(.events)"' runs/*.manifest
cat runs/orders/*.ndjson | cmp - out/orders/0000000001.ndjson

# Tables and loaders of each database.
for db in postgres clickhouse duckdb bigquery; do echo "== $db"; cxcheck --ddl $db plan; done
cxcheck --ddl duckdb --table users plan
cxcheck --ddl duckdb --table user plan
for db in postgres clickhouse duckdb bigquery; do
	echo "== $db"
	cxcheck --ddl $db --load out/0000000001.manifest plan
done

# What cannot be loaded.
cxcheck --ddl duckdb --load many plan
cxcheck --ddl duckdb --load none plan
sed '/"items"/d' out/0000000001.manifest > out/cut
cxcheck --ddl duckdb --load out/cut plan
mkdir "it's"; cp out/0000000001.manifest "it's/m"
cxcheck --ddl duckdb --load "it's/m" plan
echo 'common: {properties: {a: {type: string}}}' > untabled
cxcheck --ddl duckdb --load out/0000000001.manifest untabled
cxcheck --tables out untabled events
echo x > file
cxcheck --tables file plan events
cxcheck --tables out --ddl duckdb plan

# Plans that are refused.
bad() {
	{ sed '/^tables:/,$d' plan; printf 'tables:\n  t:\n'; cat; } > wrong
	cxcheck --ddl postgres wrong 2>&1 | head -1
}
bad <<'END'
    columns: {id: id}
END
bad <<'END'
    key: id
END
bad <<'END'
    key: idd
    columns: {id: id}
END
bad <<'END'
    key: [id, id]
    columns: {id: id}
END
bad <<'END'
    from: oder
    key: id
    columns: {id: id}
END
bad <<'END'
    key: id
    columns: {id: nothing}
END
bad <<'END'
    key: id
    columns: {id: id + 1}
END
bad <<'END'
    key: id
    columns: {id: {is: id, type: decimal}}
END
bad <<'END'
    key: id
    columns: {id: {is: id, type: decimal(99)}}
END
bad <<'END'
    key: id
    columns: {id: {position: true}}
END
bad <<'END'
    key: id
    columns: {id: {type: string}}
END
bad <<'END'
    key: id
    latest: id
    columns: {id: id}
END
bad <<'END'
    key: id
    latest: user
    columns: {id: id, user: user}
END
bad <<'END'
    key: id
    each: 1 + 1
    columns: {id: id}
END
bad <<'END'
    key: id
    refs: {id: later}
    columns: {id: id}
END
bad <<'END'
    from: [order, view]
    key: id
    columns: {id: id}
  u:
    key: id
    refs: {id: t}
    columns: {id: id}
END
bad <<'END'
    where: id > 1
    key: id
    columns: {id: id}
  u:
    key: id
    refs: {id: t}
    columns: {id: id}
END
bad <<'END'
    key: id
    columns: {id: id, user: user}
  u:
    key: id
    refs: {user: t}
    columns: {id: id, user: user}
END
bad <<'END'
    key: [id, user]
    columns: {id: id, user: user}
  u:
    key: id
    refs: {id: t}
    columns: {id: id, user: user}
END
bad <<'END'
    key: id
    columns: {id: id}
  a-b:
    key: id
    columns: {id: id}
END
bad <<'END'
    key: id
    columns: {id: id}
  cx_manifest:
    key: id
    columns: {id: id}
END

#> status 1
#> == out/countries/0000000001.ndjson
#> {"country":"DE"}
#> == out/items/0000000001.ndjson
#> {"id":1,"line":1,"sku":"x","n":2,"all":2}
#> == out/orders/0000000001.ndjson
#> {"id":1,"user":"a","at":"2026-11-28T10:00:02.500Z","amount":19.99,"double":39.98,"more":null,"day":"2026-11-28","rate":0.001,"gift":true,"ip":"::1","trace":"123e4567-e89b-12d3-a456-426614174000"}
#> {"id":2,"user":"b�😀�","at":"2026-11-28T10:00:03Z","amount":1e1,"double":20.00,"more":{"a�":["�",1.0,null,"\\u0000"]},"day":"2026-11-28","rate":null,"gift":null,"ip":null,"trace":null}
#> {"id":3,"user":null,"at":"2026-11-28T10:00:04Z","amount":null,"double":null,"more":null,"day":"2026-11-28","rate":null,"gift":null,"ip":null,"trace":null}
#> == out/users/0000000001.ndjson
#> {"user":"a","seen":"2026-11-28T10:00:02.500Z"}
#> {"user":"b�😀�","seen":"2026-11-28T10:00:03Z"}
#> == out/0000000001.manifest
#> {"kind":"manifest","version":1,"run":1,"plan":"plan","plan_xxh3":"20df72523ff05974","events":15,"good":7,"bad":8,"no_table":2,"unreadable":0,"tables":4}
#> {"kind":"manifest_table","table":"users","file":"users/0000000001.ndjson","rows":2,"repeated":2,"bytes":100,"xxh3":"425cad109b47f4ef","key":["user"],"latest":"seen"}
#> {"kind":"manifest_table","table":"countries","file":"countries/0000000001.ndjson","rows":1,"repeated":1,"bytes":17,"xxh3":"07305550bf897f12","key":["country"]}
#> {"kind":"manifest_table","table":"orders","file":"orders/0000000001.ndjson","rows":3,"repeated":0,"bytes":546,"xxh3":"e617dc9ef6c216f9","key":["id"]}
#> {"kind":"manifest_table","table":"items","file":"items/0000000001.ndjson","rows":1,"repeated":0,"bytes":42,"xxh3":"31b3ea339ad664e5","key":["id","line"]}
#> {"kind":"manifest_left","code":"no_key","event":"view","column":"plan#/tables/users/columns/user","events":1,"source":"events","line":2}
#> {"kind":"manifest_left","code":"no_table","event":"view","events":1,"source":"events","line":2}
#> {"kind":"manifest_left","code":"no_table","event":"ping","events":1,"source":"events","line":3}
#> {"kind":"manifest_left","code":"no_key","event":"order","column":"plan#/tables/users/columns/user","events":1,"source":"events","line":6}
#> == set aside
#> {"line":8,"code":"column","path":"/rate","schema_path":"plan#/tables/orders/columns/rate","value":"fast"}
#> {"line":9,"code":"column","path":"/rate","schema_path":"plan#/tables/orders/columns/rate","value":1e999}
#> {"line":10,"code":"column","path":"/id","schema_path":"plan#/tables/orders/columns/id","value":9223372036854775808}
#> {"line":11,"code":"column","path":"/gift","schema_path":"plan#/tables/orders/columns/gift","value":"yes"}
#> {"line":12,"code":"column","path":"/ip","schema_path":"plan#/tables/orders/columns/ip","value":"10.0.0.256"}
#> {"line":13,"code":"column","path":"/trace","schema_path":"plan#/tables/orders/columns/trace","value":"x"}
#> {"line":14,"code":"column","path":"/ts","schema_path":"plan#/tables/users/columns/seen","value":"1899-12-31T23:59:59Z"}
#> {"line":15,"code":"required_missing","path":"/items/0/sku","schema_path":"plan#/schemas/order/properties/items/items/required"}
#> 7
#> out:
#> 0000000001.manifest
#> countries
#> items
#> orders
#> users
#>
#> out/orders:
#> 0000000001.ndjson
#> 5 1/countries/0000000001.ndjson
#> 2667 1/items/0000000001.ndjson
#> 4000 1/orders/0000000001.ndjson
#> 7 1/users/0000000001.ndjson
#> 6679 total
#> status 1
#> status 3
#> runs:
#> 0000000001.manifest
#> 0000000002.manifest
#> countries
#> items
#> orders
#> users
#>
#> runs/users:
#> 0000000001.ndjson
#> 0000000002.ndjson
#> run 1: 4
#> run 2: 11
#> == postgres
#> -- of rows with one key the one with the latest seen is kept
#> CREATE TABLE "users" (
#> 	"user" text NOT NULL,
#> 	"seen" timestamptz NOT NULL,
#> 	PRIMARY KEY ("user")
#> );
#> CREATE TABLE "countries" (
#> 	"country" text NOT NULL,
#> 	PRIMARY KEY ("country")
#> );
#> CREATE TABLE "orders" (
#> 	"id" bigint NOT NULL,
#> 	"user" text,
#> 	"at" timestamptz NOT NULL,
#> 	"amount" numeric(38,2),
#> 	"double" numeric(38,2),
#> 	"more" jsonb,
#> 	"day" date,
#> 	"rate" double precision,
#> 	"gift" boolean,
#> 	"ip" inet,
#> 	"trace" uuid,
#> 	PRIMARY KEY ("id"),
#> 	FOREIGN KEY ("user") REFERENCES "users" ("user")
#> );
#> CREATE TABLE "items" (
#> 	"id" bigint NOT NULL,
#> 	"line" bigint NOT NULL,
#> 	"sku" text NOT NULL,
#> 	"n" bigint,
#> 	"all" bigint,
#> 	PRIMARY KEY ("id", "line"),
#> 	FOREIGN KEY ("id") REFERENCES "orders" ("id")
#> );
#> CREATE TABLE "cx_manifest" (
#> 	"run" bigint NOT NULL,
#> 	"table" text NOT NULL,
#> 	"rows" bigint NOT NULL,
#> 	"xxh3" text NOT NULL,
#> 	PRIMARY KEY ("run", "table")
#> );
#> == clickhouse
#> -- of rows with one key the one with the latest seen is kept
#> CREATE TABLE `users` (
#> 	`user` String,
#> 	`seen` DateTime64(6, 'UTC')
#> )
#> ENGINE = ReplacingMergeTree(`seen`)
#> ORDER BY (`user`);
#> CREATE TABLE `countries` (
#> 	`country` String
#> )
#> ENGINE = ReplacingMergeTree()
#> ORDER BY (`country`);
#> CREATE TABLE `orders` (
#> 	`id` Int64,
#> 	`user` Nullable(String),
#> 	`at` DateTime64(6, 'UTC'),
#> 	`amount` Nullable(Decimal(38, 2)),
#> 	`double` Nullable(Decimal(38, 2)),
#> 	`more` Nullable(String),
#> 	`day` Nullable(Date32),
#> 	`rate` Nullable(Float64),
#> 	`gift` Nullable(Bool),
#> 	`ip` Nullable(String),
#> 	`trace` Nullable(UUID)
#> )
#> ENGINE = ReplacingMergeTree()
#> ORDER BY (`id`);
#> CREATE TABLE `items` (
#> 	`id` Int64,
#> 	`line` Int64,
#> 	`sku` String,
#> 	`n` Nullable(Int64),
#> 	`all` Nullable(Int64)
#> )
#> ENGINE = ReplacingMergeTree()
#> ORDER BY (`id`, `line`);
#> CREATE TABLE `cx_manifest` (
#> 	`run` Int64,
#> 	`table` String,
#> 	`rows` Int64,
#> 	`xxh3` String
#> )
#> ENGINE = ReplacingMergeTree()
#> ORDER BY (`run`, `table`);
#> == duckdb
#> -- of rows with one key the one with the latest seen is kept
#> CREATE TABLE "users" (
#> 	"user" VARCHAR NOT NULL,
#> 	"seen" TIMESTAMPTZ NOT NULL,
#> 	PRIMARY KEY ("user")
#> );
#> CREATE TABLE "countries" (
#> 	"country" VARCHAR NOT NULL,
#> 	PRIMARY KEY ("country")
#> );
#> CREATE TABLE "orders" (
#> 	"id" BIGINT NOT NULL,
#> 	"user" VARCHAR,
#> 	"at" TIMESTAMPTZ NOT NULL,
#> 	"amount" DECIMAL(38,2),
#> 	"double" DECIMAL(38,2),
#> 	"more" JSON,
#> 	"day" DATE,
#> 	"rate" DOUBLE,
#> 	"gift" BOOLEAN,
#> 	"ip" VARCHAR,
#> 	"trace" UUID,
#> 	PRIMARY KEY ("id"),
#> 	FOREIGN KEY ("user") REFERENCES "users" ("user")
#> );
#> CREATE TABLE "items" (
#> 	"id" BIGINT NOT NULL,
#> 	"line" BIGINT NOT NULL,
#> 	"sku" VARCHAR NOT NULL,
#> 	"n" BIGINT,
#> 	"all" BIGINT,
#> 	PRIMARY KEY ("id", "line"),
#> 	FOREIGN KEY ("id") REFERENCES "orders" ("id")
#> );
#> CREATE TABLE "cx_manifest" (
#> 	"run" BIGINT NOT NULL,
#> 	"table" VARCHAR NOT NULL,
#> 	"rows" BIGINT NOT NULL,
#> 	"xxh3" VARCHAR NOT NULL,
#> 	PRIMARY KEY ("run", "table")
#> );
#> == bigquery
#> -- of rows with one key the one with the latest seen is kept
#> CREATE TABLE `users` (
#> 	`user` STRING NOT NULL,
#> 	`seen` TIMESTAMP NOT NULL,
#> 	PRIMARY KEY (`user`) NOT ENFORCED
#> );
#> CREATE TABLE `countries` (
#> 	`country` STRING NOT NULL,
#> 	PRIMARY KEY (`country`) NOT ENFORCED
#> );
#> CREATE TABLE `orders` (
#> 	`id` INT64 NOT NULL,
#> 	`user` STRING,
#> 	`at` TIMESTAMP NOT NULL,
#> 	`amount` BIGNUMERIC(38,2),
#> 	`double` BIGNUMERIC(38,2),
#> 	`more` JSON,
#> 	`day` DATE,
#> 	`rate` FLOAT64,
#> 	`gift` BOOL,
#> 	`ip` STRING,
#> 	`trace` STRING,
#> 	PRIMARY KEY (`id`) NOT ENFORCED,
#> 	FOREIGN KEY (`user`) REFERENCES `users` (`user`) NOT ENFORCED
#> );
#> CREATE TABLE `items` (
#> 	`id` INT64 NOT NULL,
#> 	`line` INT64 NOT NULL,
#> 	`sku` STRING NOT NULL,
#> 	`n` INT64,
#> 	`all` INT64,
#> 	PRIMARY KEY (`id`, `line`) NOT ENFORCED,
#> 	FOREIGN KEY (`id`) REFERENCES `orders` (`id`) NOT ENFORCED
#> );
#> CREATE TABLE `cx_manifest` (
#> 	`run` INT64 NOT NULL,
#> 	`table` STRING NOT NULL,
#> 	`rows` INT64 NOT NULL,
#> 	`xxh3` STRING NOT NULL,
#> 	PRIMARY KEY (`run`, `table`) NOT ENFORCED
#> );
#> -- of rows with one key the one with the latest seen is kept
#> CREATE TABLE "users" (
#> 	"user" VARCHAR NOT NULL,
#> 	"seen" TIMESTAMPTZ NOT NULL,
#> 	PRIMARY KEY ("user")
#> );
#> == postgres
#> BEGIN;
#> CREATE TEMP TABLE cx_row (row jsonb) ON COMMIT DROP;
#>
#> TRUNCATE cx_row;
#> \copy cx_row FROM 'out/users/0000000001.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
#> DO $$ BEGIN IF (SELECT count(*) FROM cx_row) <> 2 THEN
#> 	RAISE EXCEPTION 'out/users/0000000001.ndjson has not the rows of its manifest'; END IF; END $$;
#> INSERT INTO "users" SELECT DISTINCT ON ("user") r.* FROM cx_row, jsonb_populate_record(NULL::"users", row) AS r ORDER BY "user", "seen" DESC
#> ON CONFLICT ("user") DO UPDATE SET "seen" = excluded."seen"
#> WHERE excluded."seen" >= "users"."seen";
#> INSERT INTO cx_manifest VALUES (1, 'users', 2, '425cad109b47f4ef') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> TRUNCATE cx_row;
#> \copy cx_row FROM 'out/countries/0000000001.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
#> DO $$ BEGIN IF (SELECT count(*) FROM cx_row) <> 1 THEN
#> 	RAISE EXCEPTION 'out/countries/0000000001.ndjson has not the rows of its manifest'; END IF; END $$;
#> INSERT INTO "countries" SELECT r.* FROM cx_row, jsonb_populate_record(NULL::"countries", row) AS r
#> ON CONFLICT ("country") DO NOTHING;
#> INSERT INTO cx_manifest VALUES (1, 'countries', 1, '07305550bf897f12') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> TRUNCATE cx_row;
#> \copy cx_row FROM 'out/orders/0000000001.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
#> DO $$ BEGIN IF (SELECT count(*) FROM cx_row) <> 3 THEN
#> 	RAISE EXCEPTION 'out/orders/0000000001.ndjson has not the rows of its manifest'; END IF; END $$;
#> INSERT INTO "orders" SELECT r.* FROM cx_row, jsonb_populate_record(NULL::"orders", row) AS r
#> ON CONFLICT ("id") DO NOTHING;
#> INSERT INTO cx_manifest VALUES (1, 'orders', 3, 'e617dc9ef6c216f9') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> TRUNCATE cx_row;
#> \copy cx_row FROM 'out/items/0000000001.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
#> DO $$ BEGIN IF (SELECT count(*) FROM cx_row) <> 1 THEN
#> 	RAISE EXCEPTION 'out/items/0000000001.ndjson has not the rows of its manifest'; END IF; END $$;
#> INSERT INTO "items" SELECT r.* FROM cx_row, jsonb_populate_record(NULL::"items", row) AS r
#> ON CONFLICT ("id", "line") DO NOTHING;
#> INSERT INTO cx_manifest VALUES (1, 'items', 1, '31b3ea339ad664e5') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> COMMIT;
#> == clickhouse
#>
#> INSERT INTO `users` FROM INFILE 'out/users/0000000001.ndjson'
#> SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow;
#> INSERT INTO cx_manifest VALUES (1, 'users', 2, '425cad109b47f4ef');
#>
#> INSERT INTO `countries` FROM INFILE 'out/countries/0000000001.ndjson'
#> SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow;
#> INSERT INTO cx_manifest VALUES (1, 'countries', 1, '07305550bf897f12');
#>
#> INSERT INTO `orders` FROM INFILE 'out/orders/0000000001.ndjson'
#> SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow;
#> INSERT INTO cx_manifest VALUES (1, 'orders', 3, 'e617dc9ef6c216f9');
#>
#> INSERT INTO `items` FROM INFILE 'out/items/0000000001.ndjson'
#> SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow;
#> INSERT INTO cx_manifest VALUES (1, 'items', 1, '31b3ea339ad664e5');
#> == duckdb
#> BEGIN;
#>
#> CREATE OR REPLACE TEMP TABLE cx_row AS FROM "users" LIMIT 0;
#> COPY cx_row FROM 'out/users/0000000001.ndjson' (FORMAT json);
#> SELECT CASE WHEN count(*) <> 2 THEN
#> 	error('out/users/0000000001.ndjson has not the rows of its manifest') END AS checked FROM cx_row;
#> INSERT INTO "users" SELECT DISTINCT ON ("user") * FROM cx_row ORDER BY "user", "seen" DESC
#> ON CONFLICT ("user") DO UPDATE SET "seen" = excluded."seen"
#> WHERE excluded."seen" >= "users"."seen";
#> INSERT INTO cx_manifest VALUES (1, 'users', 2, '425cad109b47f4ef') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> CREATE OR REPLACE TEMP TABLE cx_row AS FROM "countries" LIMIT 0;
#> COPY cx_row FROM 'out/countries/0000000001.ndjson' (FORMAT json);
#> SELECT CASE WHEN count(*) <> 1 THEN
#> 	error('out/countries/0000000001.ndjson has not the rows of its manifest') END AS checked FROM cx_row;
#> INSERT INTO "countries" SELECT * FROM cx_row
#> ON CONFLICT ("country") DO NOTHING;
#> INSERT INTO cx_manifest VALUES (1, 'countries', 1, '07305550bf897f12') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> CREATE OR REPLACE TEMP TABLE cx_row AS FROM "orders" LIMIT 0;
#> COPY cx_row FROM 'out/orders/0000000001.ndjson' (FORMAT json);
#> SELECT CASE WHEN count(*) <> 3 THEN
#> 	error('out/orders/0000000001.ndjson has not the rows of its manifest') END AS checked FROM cx_row;
#> INSERT INTO "orders" SELECT * FROM cx_row
#> ON CONFLICT ("id") DO NOTHING;
#> INSERT INTO cx_manifest VALUES (1, 'orders', 3, 'e617dc9ef6c216f9') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> CREATE OR REPLACE TEMP TABLE cx_row AS FROM "items" LIMIT 0;
#> COPY cx_row FROM 'out/items/0000000001.ndjson' (FORMAT json);
#> SELECT CASE WHEN count(*) <> 1 THEN
#> 	error('out/items/0000000001.ndjson has not the rows of its manifest') END AS checked FROM cx_row;
#> INSERT INTO "items" SELECT * FROM cx_row
#> ON CONFLICT ("id", "line") DO NOTHING;
#> INSERT INTO cx_manifest VALUES (1, 'items', 1, '31b3ea339ad664e5') ON CONFLICT ("run", "table") DO UPDATE SET "rows" = excluded."rows", "xxh3" = excluded."xxh3";
#>
#> COMMIT;
#> == bigquery
#> cxcheck: wrong:17:5: expected the key 'key' in here
#> cxcheck: wrong:17:5: expected the key 'columns' in here
#> cxcheck: wrong:17:10: 'idd' is no column of t
#> cxcheck: wrong:17:10: 'id' is in the key twice
#> cxcheck: wrong:17:11: the plan has no event 'oder' (did you mean 'order'?)
#> cxcheck: wrong:18:19: no schema says what type '/nothing' has: write id: {is: nothing, type: string}, or which it is
#> cxcheck: wrong:18:19: no schema says what type 'id + 1' has: write id: {is: id + 1, type: string}, or which it is
#> cxcheck: wrong:18:34: expected string, integer, decimal(0) to decimal(18), number, boolean, date-time, date, uuid, ip or json
#> cxcheck: wrong:18:34: expected string, integer, decimal(0) to decimal(18), number, boolean, date-time, date, uuid, ip or json
#> cxcheck: wrong:18:19: position is the number of an element: there is no 'each'
#> cxcheck: wrong:18:19: a column has either 'is' or 'position: true'
#> cxcheck: wrong:18:13: 'id' is integer: what is latest is told by a date-time or a date
#> cxcheck: wrong:18:13: 'user' is string: what is latest is told by a date-time or a date
#> cxcheck: wrong:18:11: each: expected the field of an array
#> cxcheck: wrong:18:16: expected a table that stands before this one
#> cxcheck: wrong:22:16: a row of u may have none in t, which has no rows of some of the events
#> cxcheck: wrong:22:16: a row of u may have none in t, which has rows only 'where' it says
#> cxcheck: wrong:21:18: a row of u may have none in t, which has another expression for its key
#> cxcheck: wrong:21:16: a row of u may have none in t, which has a key of several columns
#> cxcheck: wrong:19:3: a table's name is letters, digits and _, at most 60
#> cxcheck: wrong:19:3: that is the table of what was loaded
#2> cxcheck: events:8: /rate: the column cannot hold it
#2> cxcheck: events:9: /rate: the column cannot hold it
#2> cxcheck: events:10: /id: the column cannot hold it
#2> cxcheck: events:11: /gift: the column cannot hold it
#2> cxcheck: events:12: /ip: the column cannot hold it
#2> cxcheck: 15 events: 7 good, 8 bad
#2> cxcheck:        2 x column /rate in order, first at events:8: "fast"
#2> cxcheck:        1 x no_key /user in view, first at events:2
#2> cxcheck:        1 x no_table in view, first at events:2
#2> cxcheck:        1 x no_table in ping, first at events:3
#2> cxcheck:        1 x no_key /user in order, first at events:6: null
#2> cxcheck:        1 x column /id in order, first at events:10: 9223372036854775808
#2> cxcheck:        1 x column /gift in order, first at events:11: "yes"
#2> cxcheck:        1 x column /ip in order, first at events:12: "10.0.0.256"
#2> cxcheck:        1 x column /trace in order, first at events:13: "x"
#2> cxcheck:        1 x column /ts in order, first at events:14: "1899-12-31T23:59:59Z"
#2> cxcheck:        1 more kinds of faults: --summary FILE has them
#2> cxcheck: fail         schema: 1 of 15 bad (6.67%), target 100%
#2> cxcheck: fail         tables: 7 of 15 bad (46.7%), target 100%
#2> cxcheck: --table: 'user' is none of the plan's tables
#2> try 'cxcheck --help'
#2> cxcheck: --load: no statement of bigquery reads a file of this machine: cxcheck(1) has the commands
#2> try 'cxcheck --help'
#2> cxcheck: many: no manifest
#2> cxcheck: none: No such file or directory
#2> cxcheck: out/cut: it has not all of the plan's tables
#2> cxcheck: --load: no statement can name the file 'it's/users/0000000001.ndjson'
#2> try 'cxcheck --help'
#2> cxcheck: --load: untabled has no tables
#2> try 'cxcheck --help'
#2> cxcheck: --tables: untabled has no tables
#2> try 'cxcheck --help'
#2> cxcheck: file: cannot make the folder: File exists
#2> cxcheck: --tables does not go with --ddl
#2> try 'cxcheck --help'
