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
