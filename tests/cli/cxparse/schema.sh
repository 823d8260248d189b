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
