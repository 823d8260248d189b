# Exports of other products; that each line gives its events is tests/unit/lschema.
exports=$DATA/exports/exports.ndjson
for s in ga4 segment snowplow posthog amplitude mixpanel rudderstack matomo otel ecs; do
	jq -r "select(.schema == \"$s\" and .format == \"ndjson\").line" "$exports" >$s.ndjson
	printf '%s %s\n' $s "$(cxparse --detect $s.ndjson | head -n 1 | cut -d , -f 2-5)"
done
jq -r 'select(.format == "tsv").line' "$exports" >snowplow.tsv
cxparse --detect snowplow.tsv | head -n 1

echo '# the same by rows and by JSON, by lines and in an array, by filters and by pipes'
cxparse --schema snowplow -f tsv snowplow.tsv >rows
cxparse --schema snowplow snowplow.ndjson | sed 's/"price":12.5,/"price":12.50,/' | diff rows -
cxparse --schema otel otel.ndjson >events
jq -s . otel.ndjson | cxparse --schema otel -f json | cmp - events
sed 's/^/2026-11-29T19:31:23Z stdout F /' otel.ndjson | cxparse -f cri+ndjson --schema otel |
	cxselect --drop stream | cmp - events
cxstat --no-ci --schema matomo -b event_name 'n = count(), sum(value)' matomo.ndjson >direct
cxparse --schema matomo matomo.ndjson | cxstat --no-ci -b event_name 'n = count(), sum(value)' |
	diff direct - && cat direct
for j in 1 2 4; do
	for i in 1 2 3 4 5 6 7 8 9; do cat ga4.ndjson; done | cxparse -j $j --schema ga4 - | cksum
done | uniq | wc -l

echo '# more fields, and fewer'
cxparse --schema ga4 --map tax=event_params.tax -e 'exists(tax)' --fields event_name,value,tax ga4.ndjson
cxselect --schema ga4 -e 'exists(items)' --explode items --fields event_name,items ga4.ndjson
cxparse --schema ecs --keep-raw --fields user_id ecs.ndjson | tail -n 1
cxstat --strict-fields --schema ecs 'distinct(usre_id)' ecs.ndjson

echo '# what is no such line'
cxparse --schema posthog --max-bad 100% --rejects bad.ndjson ga4.ndjson ecs.ndjson | wc -l
cxselect --fields source,line,column,code --head 2 bad.ndjson
printf '{"@timestamp":"2026-03-29T00:59:58Z"}\n{"@timestamp":\n' | cxparse --schema ecs --max-bad 1
for o in '--schema ga5' '--schema ga4 -f tsv' '--schema ga4 -f docker' '--schema ga4 --map a.=b' \
	'--schema ga4 --map a=b --map a=c'; do
	# shellcheck disable=SC2086 # some options
	cxparse $o ga4.ndjson
	echo $?
done

#> ga4 "format":"ndjson","schema":"ga4","lines":10,"fits":10
#> segment "format":"ndjson","schema":"segment","lines":10,"fits":10
#> snowplow "format":"ndjson","schema":"snowplow","lines":9,"fits":9
#> posthog "format":"ndjson","schema":"posthog","lines":9,"fits":9
#> amplitude "format":"ndjson","schema":"amplitude","lines":9,"fits":9
#> mixpanel "format":"ndjson","schema":"mixpanel","lines":9,"fits":9
#> rudderstack "format":"ndjson","schema":"rudderstack","lines":9,"fits":9
#> matomo "format":"ndjson","schema":"matomo","lines":8,"fits":8
#> otel "format":"ndjson","schema":"otel","lines":17,"fits":17
#> ecs "format":"ndjson","schema":"ecs","lines":8,"fits":8
#> {"kind":"detect","format":"tsv","schema":"snowplow","lines":9,"fits":9,"share":1,"fields":17}
#> # the same by rows and by JSON, by lines and in an array, by filters and by pipes
#> {"kind":"stat","event_name":"action","n":4,"sum_value":0}
#> {"kind":"stat","event_name":"ecommerceAbandonedCart","n":1,"sum_value":2510.11}
#> {"kind":"stat","event_name":"ecommerceOrder","n":1,"sum_value":30.5}
#> {"kind":"stat","event_name":"event","n":1,"sum_value":0}
#> {"kind":"stat","event_name":"goal","n":1,"sum_value":0}
#> {"kind":"stat","event_name":"outlink","n":1,"sum_value":0}
#> 1
#> # more fields, and fewer
#> {"event_name":"purchase","value":30,"tax":4.79}
#> {"event_name":"add_to_cart","items":{"item_id":"007","item_name":"Mug","item_category":"Kitchen","price":12.5,"quantity":1}}
#> {"event_name":"purchase","items":{"item_id":"007","item_name":"Mug","item_category":"Kitchen","price":12.5,"quantity":2}}
#> {"event_name":"purchase","items":{"item_id":"8","item_name":"Cup","item_category":"Kitchen","price":5.0,"quantity":1}}
#> {"user_id":"7","raw":"{\"@timestamp\":\"2026-03-29T00:59:58.123Z\",\"message\":\"n\",\"ecs.version\":\"1.6.0\",\"user\":{\"id\":7},\"http\":{\"response\":{\"status_code\":\"404\"}},\"event\":{\"action\":[\"a\",\"b\"],\"category\":[\"web\"],\"duration\":\"1500000\"}}"}
#> {"kind":"stat","distinct_usre_id":0,"distinct_usre_id_lo":0,"distinct_usre_id_hi":0,"distinct_usre_id_method":"exact"}
#> # what is no such line
#> 0
#> {"source":"ga4.ndjson","line":1,"column":1,"code":"schema"}
#> {"source":"ga4.ndjson","line":2,"column":1,"code":"schema"}
#> {"timestamp":"2026-03-29T00:59:58Z"}
#> 2
#> 2
#> 2
#> 2
#> 2
#2> cxstat: no record had a field 'usre_id' (did you mean 'user_id'?)
#2> cxparse: ga4.ndjson:1:1: no record of posthog: expected 'event'; is it --schema ga4?
#2> cxparse: ga4.ndjson:2:1: no record of posthog: expected 'event'; is it --schema ga4?
#2> cxparse: ga4.ndjson:3:1: no record of posthog: expected 'event'; is it --schema ga4?
#2> cxparse: ga4.ndjson:4:1: no record of posthog: expected 'event'; is it --schema ga4?
#2> cxparse: ga4.ndjson:5:1: no record of posthog: expected 'event'; is it --schema ga4?
#2> cxparse: 18 of 18 records rejected (100%)
#2> cxparse: stdin:2:15: expected a value, found end of line
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: --schema: unknown schema 'ga5' (did you mean 'ga4'?)
#2> try 'cxparse --help'
#2> cxparse: --schema ga4 goes with -f ndjson or json, not tsv
#2> try 'cxparse --help'
#2> cxparse: --schema ga4 goes with -f ndjson or json, not docker
#2> try 'cxparse --help'
#2> cxparse: --map: 'a.': expected a field name
#2> try 'cxparse --help'
#2> cxparse: --map gives a twice
#2> try 'cxparse --help'
