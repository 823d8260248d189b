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
