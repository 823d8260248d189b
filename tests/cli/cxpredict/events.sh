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

#> {"kind":"best_hour","user":"new","hour":20,"rate":0.498965,"rate_lo":0.0244773,"rate_hi":0.975042,"usual":0.498964,"segment_rate":0.498965,"n":0,"answered":0,"messages":1}
#> {"kind":"best_hour","user":"u1","hour":20,"rate":0.749745,"rate_lo":0.420807,"rate_hi":0.963264,"usual":0.498965,"segment_rate":0.498965,"n":6,"answered":5,"messages":12}
#> {"kind":"best_hour","user":"u40","hour":9,"rate":0.749745,"rate_lo":0.420807,"rate_hi":0.963264,"usual":0.498965,"segment_rate":0.498965,"n":6,"answered":5,"messages":12}
#> 41
#> 21 20
#> 20 9
#> {"kind":"best_hour","user":"new","segment":"free","hour":20,"rate":0.497942,"rate_lo":0.0239648,"rate_hi":0.975088,"usual":0.497942,"segment_rate":0.497943,"n":0,"answered":0,"messages":1}
#> {"kind":"best_hour","user":"u1","segment":"free","hour":20,"rate":0.749495,"rate_lo":0.420344,"rate_hi":0.963222,"usual":0.497942,"segment_rate":0.497943,"n":6,"answered":5,"messages":12}
#> {"kind":"best_hour","user":"u2","segment":"paid","hour":20,"rate":0.750002,"rate_lo":0.420938,"rate_hi":0.96342,"usual":0.5,"segment_rate":0.5,"n":6,"answered":5,"messages":12}
#> [7,10,3,2,3]
#> same
#> same
#> same
#> {"kind":"affinity","item":"a","other":"b","n":100,"both":30,"rate":0.3,"rate_lo":0.218949,"rate_hi":0.395849,"usual":0.15,"lift":2,"lift_lo":1.54364,"lift_hi":2.45637}
#> {"kind":"affinity","item":"a","other":"c","n":100,"both":100,"rate":1,"rate_lo":0.963007,"rate_hi":1,"usual":1,"lift":1,"lift_lo":0.971996,"lift_hi":1.00957}
#> {"kind":"affinity","item":"c","other":"b","n":200,"both":30,"rate":0.15,"rate_lo":0.107136,"rate_hi":0.206056,"usual":0.15,"lift":1,"lift_lo":0.772851,"lift_hi":1.22715}
#> {"kind":"affinity","item":"c","other":"a","n":200,"both":25,"rate":0.125,"rate_lo":0.0861197,"rate_hi":0.178014,"usual":0.125,"lift":1,"lift_lo":0.748846,"lift_hi":1.25115}
#> {"kind":"affinity","item":"a","other":"b","n":100,"both":30,"rate":0.3,"rate_lo":0.218949,"rate_hi":0.395849,"usual":0.15,"lift":2,"lift_lo":1.54364,"lift_hi":2.45637}
#> {"kind":"affinity","item":"c","other":"b","n":200,"both":30,"rate":0.15,"rate_lo":0.107136,"rate_hi":0.206056,"usual":0.15,"lift":1,"lift_lo":0.772851,"lift_hi":1.22715}
#> same
#> same
#> same
#> status 2
#> status 2
#> status 0
#> item  other    n  both                  rate  usual                  lift
#> a     b      100    30  0.300 [0.219, 0.396]   0.15  2.000 [1.544, 2.456]
#> a     c      100   100  1.000 [0.963, 1.000]   1.00  1.000 [0.972, 1.010]
#> user  hour               rate  usual  segment_rate  n  answered  messages
#> new     20  0.50 [0.02, 0.98]  0.499         0.499  0         0         1
#> u1      20  0.75 [0.42, 0.96]  0.499         0.499  6         5        12
#> 3 4289791524 759914
#> 3 620051075 124233
#2> cxpredict: users with more than 20 items are left out: 1
#2> cxpredict: users with more than 20 items are left out: 1
#2> cxpredict: more than 2 pairs of items (--max-pairs): leave out rare items with --where, or users with many with --max-items
#2> cxpredict: more than 10 records to keep (see --max-facts)
#2> cxpredict: no record shows or takes an item (--saw, --took, --item)
