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
#2> cxcheck: 60000 events: 60000 good, 0 bad
#2> cxcheck: pass         schema: 0 of 60000 bad (0%), target 100%
