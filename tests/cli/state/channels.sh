# States say by which rules of channel() they were made; those of other rules are not added up.
printf -- '- {channel: News, source: crm, medium: email}\n- {channel: Ads, medium: "cp*"}\n' > a.yaml
printf -- '# the same\n- channel: News\n  source: [CRM]\n  medium: email\n- {channel: Ads, medium: ["CP*"]}\n' > same.yaml
printf -- '- {channel: Ads, medium: "cp*"}\n- {channel: News, source: crm, medium: email}\n' > order.yaml
printf '%s\n' '{"timestamp":1767225600,"user_id":"u","source":"crm","medium":"email"}' \
    '{"timestamp":1767225700,"user_id":"u","event_name":"purchase"}' > in
by='channel(source, medium)'
for f in a same order; do cxstat -b "$by" --channels $f.yaml --partial 'count()' in > $f.state; done
cxstat -b "$by" --partial 'count()' in > none.state
head -n 1 a.state | jq -c '[.need, .more]'
head -n 1 none.state | jq -c '[.need, .more]'
cxstat --merge --allow-repeat a.state same.state
cxstat --merge --allow-repeat a.state order.state
cxstat --merge --allow-repeat a.state none.state
cxstat --merge --allow-repeat none.state a.state
cxstat --merge --channels a.yaml a.state
# They go on into states of states, and through every filter that asks for channels.
cxstat --merge --partial a.state | cmp - a.state && echo 'states of states'
for f in a order; do cxattribute --channel "$by" --channels $f.yaml --partial in > $f.touch; done
cxattribute --merge --allow-repeat a.touch order.touch
cxattribute --merge --model last a.touch
cxselect --unique "$by" --state seen --channels a.yaml in > /dev/null
cxselect --unique "$by" --state seen --channels same.yaml in
cxselect --unique "$by" --state seen --channels order.yaml in
# What a state needs it must have.
for change in 's/,"more":{[^}]*}//' 's/"channels":"[^"]*"/"channels":"x"/' 's/\["channels"\]/["channels","weights"]/'; do
	sed "1$change" a.state | "$BUILD/t/seal" > bad.state
	cxstat --merge bad.state
done

#> [["channels"],{"channels":"b19cfe09d8180a3b"}]
#> [null,null]
#> {"kind":"stat","channel_source_medium":"Direct","count":2}
#> {"kind":"stat","channel_source_medium":"News","count":2}
#> states of states
#> {"kind":"attribution","model":"last","channel":"Direct","conversions":1,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","channel":"News","conversions":0,"share":0,"touches":1}
#2> cxstat: order.state:1: --channels differs: here '873f5f4d1be1cbf9', in the first states 'b19cfe09d8180a3b'
#2> cxstat: none.state:1: --channels differs: here 'none', in the first states 'b19cfe09d8180a3b'
#2> cxstat: a.state:1: --channels differs: here 'b19cfe09d8180a3b', in the first states 'none'
#2> cxstat: --merge takes the query from the states: leave out --channels
#2> try 'cxstat --help'
#2> cxattribute: order.touch:1: --channels differs: here '873f5f4d1be1cbf9', in the first states 'b19cfe09d8180a3b'
#2> cxselect: 2 of 2 records left out: their key was there before
#2> cxselect: seen:1: --channels differs: here 'b19cfe09d8180a3b', in the first states '873f5f4d1be1cbf9'
#2> cxstat: bad.state:1: expected the name of the rules of channel() in more
#2> cxstat: bad.state:1: expected the name of the rules of channel() in more
#2> cxstat: bad.state:1: the states need 'weights', which this program does not know: written by a newer cxutils
#? 2
