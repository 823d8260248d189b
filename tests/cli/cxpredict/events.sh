# Of events: the hour at which a user answers, and what those who saw an item also took.
# 40 users get six messages at each of 9:30 and 20:30 in Berlin; u1 to u20 answer in the
# evening, u21 to u40 in the morning, each now and then at the other time too.
awk 'BEGIN {
	for (u = 1; u <= 40; u++)
		for (k = 0; k < 12; k++) {
			id = "d" u "-" k
			h = (k % 2 == 0) ? "08" : "19"
			printf "{\"timestamp\":\"2026-01-%02dT%s:30:00Z\",\"event_name\":\"notification_sent\",\"user_id\":\"u%d\",\"delivery_id\":\"%s\",\"plan\":\"%s\"}\n",
			    k + 1, h, u, id, u % 2 ? "free" : "paid"
			if ((k % 2 == (u <= 20)) ? k < 10 : k < 2)
				printf "{\"timestamp\":\"2026-01-%02dT%s:45:00Z\",\"event_name\":\"notification_%s\",\"user_id\":\"u%d\",\"delivery_id\":\"%s\"}\n",
				    k + 2, "12", k % 3 ? "opened" : "clicked", u, id
		}
	# Somebody who had one message, and somebody who answers without having had one.
	print "{\"timestamp\":\"2026-01-03T08:00:00Z\",\"event_name\":\"notification_sent\",\"user_id\":\"new\",\"plan\":\"free\"}"
	print "{\"timestamp\":\"2026-01-03T08:00:00Z\",\"event_name\":\"notification_opened\",\"user_id\":\"odd\",\"delivery_id\":\"gone\"}"
	print "{\"timestamp\":\"2026-01-03T08:00:00Z\",\"event_name\":\"page_view\",\"user_id\":\"viewer\"}"
}' > events
cxpredict --hours --tz Europe/Berlin events > hours
grep -e '"u1"' -e '"u40"' -e '"new"' hours
wc -l < hours | tr -d ' '; jq .hour hours | sort | uniq -c | sed 's/^ *//'
cxpredict --hours --tz Europe/Berlin --segment plan events | grep -e '"u1"' -e '"u2"' -e '"new"'
# An answer without an id is one to the last message; a second one is none.
for i in 1 2 3; do
	printf '%s\n' "{\"timestamp\":\"2026-01-0${i}T10:00:00Z\",\"e\":\"s\",\"u\":7}"
done > plain
for t in 1T09:00 1T10:00 1T10:05 3T11:00; do
	printf '%s\n' "{\"timestamp\":\"2026-01-0${t}:00Z\",\"e\":\"a\",\"u\":7}"
done >> plain
cxpredict --hours -u u --sent 'e == "s"' --reaction 'e == "a"' plain | jq -c '[.user, .hour, .n, .answered, .messages]'
# The same whatever the order and -j.
sort -r events > sorted
for j in 1 2 4; do cxpredict -j $j --hours --tz Europe/Berlin sorted | cmp - hours && echo same; done

# Items: 30 of the 100 who saw a took b; 60 of all 400 did; c is taken by all.
awk 'BEGIN {
	for (u = 1; u <= 400; u++) {
		if (u <= 100) print "view_item", u, "a"
		if (u <= 30 || u > 370) print "purchase", u, "b"
		print "purchase", u, "c"
		if (u % 2) print "view_item", u, "c"
		if (u <= 3) print "purchase", u, "rare"
		if (u <= 50) print "purchase", u, "a"
	}
	for (i = 0; i < 50; i++) print "view_item", "crawler", "i" i
	print "view_item", 1, ""
	print "search", 1, "b"
}' | awk '{ printf "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_name\":\"%s\",\"user_id\":\"%s\"%s}\n", $1, $2, $3 != "" ? ",\"item_id\":\"" $3 "\"" : "" }' > shop
cxpredict --items --max-items 20 shop > items
cat items
cxpredict --items --max-items 20 --min-users 1 --per-item 1 shop
sort -r shop > sorted
for j in 1 2 4; do cxpredict -j $j --items --max-items 20 sorted 2>/dev/null | cmp - items && echo same; done
cxpredict --items --max-pairs 2 shop; echo "status $?"
cxpredict --items --max-facts 10 shop; echo "status $?"
cxpredict --items --item 'item_id + 1' shop; echo "status $?"
cxview --top 2 items
cxview --top 2 hours

# Enough events for every thread to have some: what threads found is put together.
awk 'BEGIN {
	x = 1
	for (i = 0; i < 60000; i++) {
		x = (x * 16807) % 2147483647
		printf "{\"timestamp\":\"2026-01-%02dT%02d:00:00Z\",\"event_name\":\"%s\",\"user_id\":\"user%d\",\"item_id\":\"item number %d\",\"plan\":\"%s\"}\n",
		    x % 28 + 1, int(x / 28) % 24, int(x / 700) % 3 ? "notification_sent" : int(x / 2100) % 2 ? "notification_opened" : "view_item",
		    int(x / 5000) % 4000, int(x / 999) % 60, int(x / 77) % 2 ? "a" : "b"
	}
}' > many
for j in 1 2 4; do cxpredict -j $j --hours --segment plan many | cksum; done | uniq -c | sed 's/^ *//'
for j in 1 2 4; do
	cxpredict -j $j --items --saw true --took 'event_name == "view_item"' many | cksum
done | uniq -c | sed 's/^ *//'
