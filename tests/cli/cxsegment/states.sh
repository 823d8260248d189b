# States of messages and reactions: any split of the input merges to what one run says.
awk 'function draw() { r = r * 16807 % 2147483647; return r / 2147483647 }
BEGIN {
	r = 7
	split("sent opened clicked sent sent other", name, " ")
	for (i = 0; i < 2000; i++)
		printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"event_name\":\"notification_%s\"%s}\n", 1767225600 + 997 * i % 200000,
		    int(draw() * 40), name[1 + int(draw() * 6)], draw() < 0.7 ? ",\"delivery_id\":" int(draw() * 200) : ""
}' > events
cxsegment --responses 4 --within 6h events > one
head -n 3 one
for n in 2 3 7; do
	rm -f part*
	awk -v n=$n '{ print > ("part" (NR * 31 % n)) }' events
	for f in part*; do cxsegment --responses 4 --within 6h --partial "$f" > "$f.state"; done
	cxsegment --merge part*.state | cmp - one && echo "$n parts"
	# shellcheck disable=SC2046
	cxsegment -j 3 --merge $(ls -r part*.state) --partial > all
	cxsegment --merge all | cmp - one && echo "$n parts, one state"
done
cxsegment --merge --summary part*.state | cxview
cxsegment --merge --prev one part*.state | cxstat -b 'same = segment == previous' 'n = count()'
cxsegment --merge part0.state part0.state > twice; echo "status $?"
cxsegment --merge --once part0.state part0.state | wc -l
cxsegment --merge --allow-repeat part*.state part0.state | wc -l
echo '# what is refused'
cxsegment --responses 5 --within 6h --partial part0 > other
cxsegment --merge part0.state other
cxsession --partial part0 > session
cxsegment --merge session
for edit in '1s/"time":"timestamp"/"time":null/' '2s/\[false/[7/' '2s/\[false/[/' '2s/\[false/[false,1,2/' '1s/"sent":"[^,]*,//' \
    '1s/"responses":4/"responses":0/' '1s/"name":"user"/"name":"who"/' '1s/notification_sent/>/'; do
	sed "$edit" part0.state | "$BUILD/t/seal" | cxsegment --merge 2>&1 | head -n 1
done
sed '2s/\[false/[7/' part0.state | cxsegment --merge
for o in '-u v' '-e v' '--responses 3' '--within 1h' '--sent v' '--reaction v' '--message v' '--now 0' --rfm '--rules x' '--kmeans 2' '--stages pace' --check; do
	cxsegment --merge $o part0.state 2>&1 | head -n 1
done
cxsegment --partial part0 2>&1 | head -n 1
cxsegment --responses 2 --max-facts 100 events
cxsegment --merge --max-facts 100 part*.state
cxsegment --merge < /dev/null
