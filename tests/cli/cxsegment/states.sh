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

#> {"kind":"segment","user":"u0","segment":"sometimes","messages":4,"reacted":1,"share":0.25,"share_lo":0.04558726080970058,"share_hi":0.699358157417598,"ignored":2}
#> {"kind":"segment","user":"u1","segment":"sometimes","messages":4,"reacted":2,"share":0.5,"share_lo":0.15003898915214953,"share_hi":0.8499610108478505,"ignored":2}
#> {"kind":"segment","user":"u10","segment":"never","messages":4,"reacted":0,"share":0,"share_lo":0,"share_hi":0.4898908364545972,"ignored":4}
#> 2 parts
#> 2 parts, one state
#> 3 parts
#> 3 parts, one state
#> 7 parts
#> 7 parts, one state
#> segment     n                 share
#> never      13  0.325 [0.201, 0.480]
#> sometimes  27  0.675 [0.520, 0.799]
#> always      0  0.000 [0.000, 0.088]
#> other       0  0.000 [0.000, 0.088]
#> {"kind":"stat","same":true,"n":40}
#> status 2
#> 40
#> 40
#> # what is refused
#> cxsegment: stdin:1: a query without time
#> cxsegment: stdin:2: a state that cannot be: expected true or false, and perhaps a message in number 2
#> cxsegment: stdin:2: not a saved state: expected a value or ']', found ','
#> cxsegment: stdin:2: a state that cannot be: expected true or false, and perhaps a message in number 2
#> cxsegment: stdin:1: a query without 'sent'
#> cxsegment: stdin:1: a query whose 'responses' is not a whole number as it can be
#> cxsegment: stdin:1: a query with other keys than user
#> {"kind":"segment","user":"u0","segment":"never","messages":1,"reacted":0,"share":0,"share_lo":0,"share_hi":0.7934506856227626,"ignored":1}
#> cxsegment: --merge takes the query from the states: leave out --user
#> cxsegment: --merge takes the query from the states: leave out --where
#> cxsegment: --merge takes the query from the states: leave out --responses
#> cxsegment: --merge takes the query from the states: leave out --within
#> cxsegment: --merge takes the query from the states: leave out --sent
#> cxsegment: --merge takes the query from the states: leave out --reaction
#> cxsegment: --merge takes the query from the states: leave out --message
#> cxsegment: --merge takes the query from the states: leave out --now
#> cxsegment: --rfm does not go with --merge
#> cxsegment: --rules does not go with --merge
#> cxsegment: --kmeans does not go with --merge
#> cxsegment: --stages does not go with --merge
#> cxsegment: --check does not go with files
#> cxsegment: --partial needs --responses or --merge
#2> cxsegment: part0.state:43: the states from part0.state:1 on are of the same records as those from part0.state:1 on ('part0'): --once leaves repeats out, --allow-repeat counts them
#2> cxsegment: other:1: the query differs: --responses is here 5, in the first states 4
#2> cxsegment: session:1: states of cxsession, not of cxsegment
#2> cxsegment: stdin:2: not a saved state, or damaged: its check does not match
#2> cxsegment: more than 100 records to keep (see --max-facts)
#2> cxsegment: more than 100 records to keep (see --max-facts)
#2> cxsegment: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
#? 2
