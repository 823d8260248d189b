# A draft says what was seen; the events it was drafted from pass it.
cat > events <<'END'
{"event":"Order: done","id":"00000000-0000-4000-8000-000000000001","ts":"2026-01-01T00:00:00Z","n":1,"price":1.50,"tags":["a","b"],"who":{"name":"x","mail":"x@example.com"},"ok":true}
{"event":"Order: done","id":"00000000-0000-4000-8000-000000000002","ts":"2026-01-01T00:00:01Z","n":-2,"price":20,"tags":[],"who":{"name":"long name"},"ok":null}
{"event":"View","id":"00000000-0000-4000-8000-000000000003","ts":"2026-01-01T00:00:02Z","odd \"key\"":1,"ip":"10.0.0.1","mixed":"1","yes":"no"}
{"event":"View","id":"00000000-0000-4000-8000-000000000004","ts":"2026-01-01T00:00:03Z","odd \"key\"":1e400,"ip":"10.0.0.2","mixed":1,"yes":"yes","list":[[1],[2.5]],"empty":{}}
END
cxcheck --infer --key event events | tee plan
cxcheck plan events | cmp - events && echo 'all pass'
# Values that come again and again are an enumeration.
i=0
while [ $i -lt 60 ]; do i=$((i + 1)); echo "{\"kind\":\"k$((i % 3))\",\"day\":\"2026-01-01\",\"n\":$i}"; done > many
cxcheck --infer many
cxcheck --infer --key kind many | head -12
cxcheck --infer --key 'kind +' many
: | cxcheck --infer; echo "status $?"
# Logs as well.
cxcheck --infer -f combined --key method "$DATA/logs/elastic_apache_combined.log" 2>/dev/null | head -20

#> # A draft from 4 events, to be read and corrected.
#> # required: in every event.  enum: 2 to 20 texts, each seen 10 times or more.
#> # format: of every text.  maxLength: at least twice the longest.
#> # minimum: 0 when none of 100 numbers or more was negative.
#> # Comments say what was seen; members that are not listed are allowed.
#> key: event
#> time: ts
#> common:
#>   type: object
#>   required: [event, id, ts]
#>   properties:
#>     event: {type: string}
#>     id: {type: string, format: uuid}
#>     ts: {type: string, format: date-time}
#> schemas:
#>   "Order: done":  # 2 events
#>     type: object
#>     required: ["n", ok, price, tags, who]
#>     properties:
#>       "n": {type: integer}  # -2 to 1
#>       ok: {type: [boolean, "null"]}
#>       price: {type: number}  # 1.5 to 20
#>       tags:  # up to 2 items
#>         type: array
#>         items: {type: string, maxLength: 16}  # 2 values
#>       who:
#>         type: object
#>         required: [name]
#>         properties:
#>           mail: {type: string, format: email}  # in 50.0 % (1 of 2)
#>           name: {type: string, maxLength: 32}  # 2 values
#>   View:  # 2 events
#>     type: object
#>     required: [ip, mixed, "odd \"key\"", "yes"]
#>     properties:
#>       empty: {type: object}  # in 50.0 % (1 of 2)
#>       ip: {type: string, format: ipv4}
#>       list:  # in 50.0 % (1 of 2); up to 2 items
#>         type: array
#>         items:  # up to 1 item
#>           type: array
#>           items: {type: number}  # 1 to 2.5
#>       mixed: {type: [integer, string], maxLength: 16}  # 1; always "1"
#>       "odd \"key\"": {type: number}  # 1 to beyond 1e308
#>       "yes": {type: string, maxLength: 16}  # 2 values
#> all pass
#> # A draft from 60 events, to be read and corrected.
#> # required: in every event.  enum: 2 to 20 texts, each seen 10 times or more.
#> # format: of every text.  maxLength: at least twice the longest.
#> # minimum: 0 when none of 100 numbers or more was negative.
#> # Comments say what was seen; members that are not listed are allowed.
#> common:
#>   type: object
#>   required: [day, kind, "n"]
#>   properties:
#>     day: {type: string, format: date}
#>     kind: {type: string, enum: [k0, k1, k2]}
#>     "n": {type: integer}  # 1 to 60
#> # A draft from 60 events, to be read and corrected.
#> # required: in every event.  enum: 2 to 20 texts, each seen 10 times or more.
#> # format: of every text.  maxLength: at least twice the longest.
#> # minimum: 0 when none of 100 numbers or more was negative.
#> # Comments say what was seen; members that are not listed are allowed.
#> key: kind
#> common:
#>   type: object
#>   required: [day, kind, "n"]
#>   properties:
#>     day: {type: string, format: date}
#>     kind: {type: string}
#> status 3
#> # A draft from 9999 events, to be read and corrected.
#> # required: in every event.  enum: 2 to 20 texts, each seen 10 times or more.
#> # format: of every text.  maxLength: at least twice the longest.
#> # minimum: 0 when none of 100 numbers or more was negative.
#> # Comments say what was seen; members that are not listed are allowed.
#> key: method
#> time: timestamp
#> common:
#>   type: object
#>   required: [bytes, client_ip, method, path, protocol, status, timestamp]
#>   properties:
#>     bytes: {type: integer, minimum: 0}  # 0 to 69192717
#>     client_ip: {type: string, format: ipv4}
#>     method: {type: string}
#>     path: {type: string, maxLength: 2048}
#>     protocol: {type: string, enum: [HTTP/1.0, HTTP/1.1]}
#>     status: {type: integer, minimum: 0}  # 200 to 500
#>     timestamp: {type: string, format: date-time}
#> schemas:
#>   GET:  # 9951 events
#2> cxcheck: 4 events: 4 good, 0 bad
#2> cxcheck: pass         schema: 0 of 4 bad (0%), target 100%
#2> cxcheck: --key, column 7: expected a value, found end of text
#2>   kind +
#2>         ^
