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

# Ceilings, and what cannot be drafted from.
awk 'BEGIN { for (i = 0; i <= 1000; i++) printf "{\"event_name\":\"e%d\"}\n", i }' > names
head -1000 names | cxcheck --infer | wc -l | tr -d ' '
cxcheck --infer names
echo "status $?"
cxcheck --infer -j2 names names 2>&1 | sed 's/.*more/more/'
awk 'BEGIN { for (i = 0; i <= 100; i++) { printf "{\"event_name\":\"e%d\"", i; for (k = 0; k < 199; k++) printf ",\"k%d\":0", k; print "}" } }' > wide
cxcheck --infer wide
echo "status $?"
# More names than an object may have are data.
awk 'BEGIN { for (i = 0; i <= 300; i++) printf "{\"id\":%d,\"by\":{\"k%d\":%d}}\n", i, i, i }' | cxcheck --infer 2>/dev/null | tail -n +6
# Lines that are no events are rejected; the draft is from the others.
printf '%s\n' '{"event_name":"a","n":1}' '{"event_name":"a","n":' '[1]' '' '{"event_name":"a","n":2}' > odd
cxcheck --infer --max-bad 3 odd | tail -n +6
printf '' | cxcheck --infer
echo "status $?"
printf '{}\n{"a":1}\n' | cxcheck --infer 2>/dev/null | tail -n +6
# A name that is too long, or none: such events tell only what is common.
{ printf '{"event_name":"%0201d","n":1}\n{"event_name":null,"n":"x"}\n' 7; echo '{"event_name":"a","n":1}'; } > few
cxcheck --infer few | tee plan | tail -n +6
cxcheck plan few | wc -l | tr -d ' '

# A stream of many blocks: the same draft for any number of threads, split and order.
awk 'BEGIN {
	split("page_view purchase login", kind, " ")
	for (i = 0; i < 60000; i++) {
		k = kind[1 + (i * 7919) % 3]
		printf "{\"event_name\":\"%s\",\"timestamp\":\"2026-11-22T%02d:%02d:%02dZ\",", k, i / 3600 % 24, i / 60 % 60, i % 60
		if (k == "purchase")
			printf "\"value\":%d.%02d,\"items\":[{\"sku\":\"A%d\",\"n\":%d}],", i % 977, i % 100, i % 5003, 1 + i % 4
		if (k == "page_view")
			printf "\"tags\":{\"t%d\":%d},\"ref\":%s,", i % 1009, i, i % 3 ? "null" : "\"https://a.example/\""
		printf "\"user_id\":\"u%d\"%s}\n", i % 8191, i % 11 ? "" : ",\"beta\":true"
	}
}' > events
cxcheck --infer -j1 --key event_name events > plan
cat plan
for j in 2 3 8; do cxcheck --infer -j$j --key event_name events | cmp - plan; done
sort -r events | cxcheck --infer --key event_name | cmp - plan
split -l 17000 events part.
cxcheck --infer --key event_name part.ad part.aa part.ac part.ab | cmp - plan
cxcheck plan events | cmp - events && echo 'all pass'
# What is chosen is drafted from; -o writes to a file.
cxcheck --infer -e 'event_name == "login"' -o login events && sed -n '/^schemas/,$p' login
# A key may be computed, and text or not.
cxcheck --infer --key 'upper(event_name)' events | grep '^key\|^  [A-Z]'
cxcheck --infer --key 'beta' events | grep '^key\|^unplanned\|^  "'

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
#> 2012
#> status 2
#> more than 1000 names of events: is 'event_name' what names them?
#> status 2
#> common:
#>   type: object
#>   required: [by, id]
#>   properties:
#>     by:  # more than 300 names
#>       type: object
#>       additionalProperties: {type: integer, minimum: 0}  # 0 to 300
#>     id: {type: integer, minimum: 0}  # 0 to 300
#> key: event_name
#> common:
#>   type: object
#>   required: [event_name, "n"]
#>   properties:
#>     event_name: {type: string}
#>     "n": {type: integer}  # 1 to 2
#> schemas:
#>   a:  # 2 events
#>     type: object
#> status 3
#> common:
#>   type: object
#>   properties:
#>     a: {type: integer}  # in 50.0 % (1 of 2); 1
#> key: event_name
#> unplanned: warn  # 2 of the events had no name, or a long one
#> common:
#>   type: object
#> schemas:
#>   a:  # 1 event
#>     type: object
#>     required: [event_name, "n"]
#>     properties:
#>       event_name: {type: string, maxLength: 16}  # always a
#>       "n": {type: integer}  # 1
#> 3
#> # A draft from 60000 events, to be read and corrected.
#> # required: in every event.  enum: 2 to 20 texts, each seen 10 times or more.
#> # format: of every text.  maxLength: at least twice the longest.
#> # minimum: 0 when none of 100 numbers or more was negative.
#> # Comments say what was seen; members that are not listed are allowed.
#> key: event_name
#> time: timestamp
#> common:
#>   type: object
#>   required: [event_name, timestamp, user_id]
#>   properties:
#>     event_name: {type: string}
#>     timestamp: {type: string, format: date-time}
#>     user_id: {type: string, maxLength: 16}
#> schemas:
#>   login:  # 20000 events
#>     type: object
#>     properties:
#>       beta: {type: boolean}  # in 9.0 % (1818 of 20000)
#>   page_view:  # 20000 events
#>     type: object
#>     required: [ref, tags]
#>     properties:
#>       beta: {type: boolean}  # in 9.0 % (1819 of 20000)
#>       ref: {type: string, format: uri}
#>       tags:  # more than 300 names
#>         type: object
#>         additionalProperties: {type: integer, minimum: 0}  # 0 to 59997
#>   purchase:  # 20000 events
#>     type: object
#>     required: [items, value]
#>     properties:
#>       beta: {type: boolean}  # in 9.0 % (1818 of 20000)
#>       items:  # up to 1 item
#>         type: array
#>         items:
#>           type: object
#>           required: ["n", sku]
#>           properties:
#>             "n": {type: integer, minimum: 0}  # 1 to 4
#>             sku: {type: string, maxLength: 16}
#>       value: {type: number, minimum: 0}  # 0.01 to 976.95
#> all pass
#> schemas:
#>   login:  # 20000 events
#>     type: object
#>     properties:
#>       beta: {type: boolean}  # in 9.0 % (1818 of 20000)
#> key: "upper(event_name)"
#>   LOGIN:  # 20000 events
#>   PAGE_VIEW:  # 20000 events
#>   PURCHASE:  # 20000 events
#> key: beta
#> unplanned: warn  # 54545 of the events had no name, or a long one
#>   "true":  # 5455 events
#2> cxcheck: 4 events: 4 good, 0 bad
#2> cxcheck: pass         schema: 0 of 4 bad (0%), target 100%
#2> cxcheck: --key, column 7: expected a value, found end of text
#2>   kind +
#2>         ^
#2> cxcheck: more than 1000 names of events: is 'event_name' what names them?
#2> cxcheck: more than 20000 members in all events together: no plan can describe them
#2> cxcheck: odd:2:23: expected a value, found end of line
#2> cxcheck: odd:3:1: expected an object, found '['
#2> cxcheck: 2 of 4 records rejected (50%)
#2> cxcheck: 3 events: 3 good, 0 bad
#2> cxcheck:        1 x unplanned_event /event_name in 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000, first at few:1: "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000…"
#2> cxcheck:        1 x no_schema /event_name, first at few:2: null
#2> cxcheck: pass         schema: 0 of 3 bad (0%), target 100%
#2> cxcheck: warn         planned: 2 of 3 bad (66.7%), target 100%
#2> cxcheck: 60000 events: 60000 good, 0 bad
#2> cxcheck: pass         schema: 0 of 60000 bad (0%), target 100%
