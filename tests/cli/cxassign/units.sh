# What is a unit: text, digits, and nothing else of ours; each product has its own mind.
printf '%s\n' '{"user_id":33}' '{"user_id":"33"}' '{"user_id":-0}' '{"user_id":"0"}' \
    '{"user_id":"caf\u00e9"}' '{"user_id":"café"}' '{"user_id":12345678901234567890}' > same
echo '# our own: what is one is one'
cxassign --experiment e --weights a=500,b=500 same
printf '%s\n' '{"user_id":33.0}' '{"user_id":1e3}' '{"user_id":true}' '{"user_id":{"id":1}}' \
    '{"user_id":[1]}' '{"user_id":"ok"}' > odd
echo '# floats and the like are set aside'
cxassign --max-bad 100% --rejects bad --experiment e --weights a=1,b=1 odd
cxselect --fields code,message bad
echo '# by others'
for h in growthbook2 growthbook2-go flagd flagd-python unleash unleash-node launchdarkly \
    launchdarkly-python optimizely planout planout-js statsig posthog eppo configcat goff; do
	case $h in
	growthbook*) w='--weights a=0.5,b=0.5' ;;
	launchdarkly*) w='--weights a=50000,b=50000' ;;
	statsig) w='--coverage 50%' ;;
	optimizely | eppo) w='--weights a=5000,b=5000' ;;
	*) w='--weights a=50,b=50' ;;
	esac
	# shellcheck disable=SC2086
	cxassign --experiment e --hash $h $w odd |
	    cxselect --set "hash = \"$h\"" --fields hash,user_id,variant,bucket,reason
done
echo '# fields of our names'
echo '{"user_id":"a","in":1,"variant":"x","n":[1, 2]}' > names
cxassign --max-bad 100% --experiment e --weights a=1,b=1 names
cxassign --overwrite --experiment e --weights a=1,b=1 names
cxassign --experiment e --weights a=1,b=1 names same > /dev/null
echo "status $?"
echo '# weights that GrowthBook does not take'
cxassign --experiment e --hash growthbook2 --weights a=80,b=20 < /dev/null

#> # our own: what is one is one
#> {"user_id":33,"experiment":"e","variant":"a","in":true,"bucket":332,"reason":"hash"}
#> {"user_id":"33","experiment":"e","variant":"a","in":true,"bucket":332,"reason":"hash"}
#> {"user_id":-0,"experiment":"e","variant":"a","in":true,"bucket":34,"reason":"hash"}
#> {"user_id":"0","experiment":"e","variant":"a","in":true,"bucket":34,"reason":"hash"}
#> {"user_id":"caf\u00e9","experiment":"e","variant":"a","in":true,"bucket":106,"reason":"hash"}
#> {"user_id":"café","experiment":"e","variant":"a","in":true,"bucket":106,"reason":"hash"}
#> {"user_id":12345678901234567890,"experiment":"e","variant":"a","in":true,"bucket":386,"reason":"hash"}
#> # floats and the like are set aside
#> {"user_id":"ok","experiment":"e","variant":"b","in":true,"bucket":1,"reason":"hash"}
#> {"code":"unit","message":"user_id: expected a text or a whole number, found a float 33.0"}
#> {"code":"unit","message":"user_id: expected a text or a whole number, found a float 1e3"}
#> {"code":"unit","message":"user_id: expected a text or a whole number, found true"}
#> {"code":"unit","message":"user_id: expected a text or a whole number, found an object or a list"}
#> {"code":"unit","message":"user_id: expected a text or a whole number, found an object or a list"}
#> # by others
#> {"hash":"growthbook2","user_id":33.0,"variant":"a","bucket":0.1943,"reason":"hash"}
#> {"hash":"growthbook2","user_id":1e3,"variant":"a","bucket":0.4891,"reason":"hash"}
#> {"hash":"growthbook2","user_id":true,"variant":"a","bucket":0.1728,"reason":"hash"}
#> {"hash":"growthbook2","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"growthbook2","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"growthbook2","user_id":"ok","variant":"a","bucket":0.0364,"reason":"hash"}
#> {"hash":"growthbook2-go","user_id":33.0,"variant":"a","bucket":0.1943,"reason":"hash"}
#> {"hash":"growthbook2-go","user_id":1e3,"variant":"a","bucket":0.4891,"reason":"hash"}
#> {"hash":"growthbook2-go","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"growthbook2-go","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"growthbook2-go","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"growthbook2-go","user_id":"ok","variant":"a","bucket":0.0364,"reason":"hash"}
#> {"hash":"flagd","user_id":33.0,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd","user_id":1e3,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd","user_id":"ok","variant":"b","bucket":91,"reason":"hash"}
#> {"hash":"flagd-python","user_id":33.0,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd-python","user_id":1e3,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd-python","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd-python","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd-python","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"flagd-python","user_id":"ok","variant":"a","bucket":26,"reason":"hash"}
#> {"hash":"unleash","user_id":33.0,"variant":"a","bucket":40,"reason":"hash"}
#> {"hash":"unleash","user_id":1e3,"variant":"a","bucket":30,"reason":"hash"}
#> {"hash":"unleash","user_id":true,"variant":"a","bucket":20,"reason":"hash"}
#> {"hash":"unleash","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"unleash","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"unleash","user_id":"ok","variant":"b","bucket":66,"reason":"hash"}
#> {"hash":"unleash-node","user_id":33.0,"variant":"b","bucket":75,"reason":"hash"}
#> {"hash":"unleash-node","user_id":1e3,"variant":"a","bucket":23,"reason":"hash"}
#> {"hash":"unleash-node","user_id":true,"variant":"a","bucket":20,"reason":"hash"}
#> {"hash":"unleash-node","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"unleash-node","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"unleash-node","user_id":"ok","variant":"b","bucket":66,"reason":"hash"}
#> {"hash":"launchdarkly","user_id":33.0,"variant":"b","bucket":0.9548287289764773,"reason":"hash"}
#> {"hash":"launchdarkly","user_id":1e3,"variant":"b","bucket":0.715368448962968,"reason":"hash"}
#> {"hash":"launchdarkly","user_id":true,"variant":"a","bucket":0,"reason":"hash"}
#> {"hash":"launchdarkly","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"launchdarkly","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"launchdarkly","user_id":"ok","variant":"b","bucket":0.8237553076804667,"reason":"hash"}
#> {"hash":"launchdarkly-python","user_id":33.0,"variant":"a","bucket":0,"reason":"hash"}
#> {"hash":"launchdarkly-python","user_id":1e3,"variant":"a","bucket":0,"reason":"hash"}
#> {"hash":"launchdarkly-python","user_id":true,"variant":"a","bucket":0,"reason":"hash"}
#> {"hash":"launchdarkly-python","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"launchdarkly-python","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"launchdarkly-python","user_id":"ok","variant":"b","bucket":0.8237553076804667,"reason":"hash"}
#> {"hash":"optimizely","user_id":33.0,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"optimizely","user_id":1e3,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"optimizely","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"optimizely","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"optimizely","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"optimizely","user_id":"ok","variant":"b","bucket":6214,"reason":"hash"}
#> {"hash":"planout","user_id":33.0,"variant":"b","bucket":0.7986571783962607,"reason":"hash"}
#> {"hash":"planout","user_id":1e3,"variant":"a","bucket":0.16099327128058083,"reason":"hash"}
#> {"hash":"planout","user_id":true,"variant":"b","bucket":0.8547162663355321,"reason":"hash"}
#> {"hash":"planout","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"planout","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"planout","user_id":"ok","variant":"b","bucket":0.8237553076804667,"reason":"hash"}
#> {"hash":"planout-js","user_id":33.0,"variant":"b","bucket":0.9548287289764774,"reason":"hash"}
#> {"hash":"planout-js","user_id":1e3,"variant":"b","bucket":0.715368448962968,"reason":"hash"}
#> {"hash":"planout-js","user_id":true,"variant":"a","bucket":0.2577771412808188,"reason":"hash"}
#> {"hash":"planout-js","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"planout-js","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"planout-js","user_id":"ok","variant":"b","bucket":0.8237553076804667,"reason":"hash"}
#> {"hash":"statsig","user_id":33.0,"variant":"on","bucket":3393,"reason":"hash"}
#> {"hash":"statsig","user_id":1e3,"variant":"off","bucket":9628,"reason":"coverage"}
#> {"hash":"statsig","user_id":true,"variant":"on","bucket":3791,"reason":"hash"}
#> {"hash":"statsig","user_id":{"id":1},"variant":"off","bucket":null,"reason":"refused"}
#> {"hash":"statsig","user_id":[1],"variant":"off","bucket":null,"reason":"refused"}
#> {"hash":"statsig","user_id":"ok","variant":"on","bucket":3290,"reason":"hash"}
#> {"hash":"posthog","user_id":33.0,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"posthog","user_id":1e3,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"posthog","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"posthog","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"posthog","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"posthog","user_id":"ok","variant":"b","bucket":0.5896676566787965,"reason":"hash"}
#> {"hash":"eppo","user_id":33.0,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"eppo","user_id":1e3,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"eppo","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"eppo","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"eppo","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"eppo","user_id":"ok","variant":"a","bucket":4633,"reason":"hash"}
#> {"hash":"configcat","user_id":33.0,"variant":"a","bucket":10,"reason":"hash"}
#> {"hash":"configcat","user_id":1e3,"variant":"b","bucket":83,"reason":"hash"}
#> {"hash":"configcat","user_id":true,"variant":"b","bucket":98,"reason":"hash"}
#> {"hash":"configcat","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"configcat","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"configcat","user_id":"ok","variant":"a","bucket":44,"reason":"hash"}
#> {"hash":"goff","user_id":33.0,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"goff","user_id":1e3,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"goff","user_id":true,"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"goff","user_id":{"id":1},"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"goff","user_id":[1],"variant":null,"bucket":null,"reason":"refused"}
#> {"hash":"goff","user_id":"ok","variant":"a","bucket":63938,"reason":"hash"}
#> # fields of our names
#> {"user_id":"a","n":[1, 2],"experiment":"e","variant":"b","in":true,"bucket":1,"reason":"hash"}
#> status 4
#> # weights that GrowthBook does not take
#2> cxassign: odd:1: user_id: expected a text or a whole number, found a float 33.0
#2> cxassign: odd:2: user_id: expected a text or a whole number, found a float 1e3
#2> cxassign: odd:3: user_id: expected a text or a whole number, found true
#2> cxassign: odd:4: user_id: expected a text or a whole number, found an object or a list
#2> cxassign: odd:5: user_id: expected a text or a whole number, found an object or a list
#2> cxassign: 5 of 6 records rejected (83.3%)
#2> cxassign: names:1: the record has a field 'variant': --overwrite
#2> cxassign: 1 of 1 records rejected (100%)
#2> cxassign: names:1: the record has a field 'variant': --overwrite
#2> cxassign: 1 of 8 records rejected (12.5%), more than --max-bad allows
#2> cxassign: e: the sum of the weights is 100, not 1: growthbook2 takes equal ones
