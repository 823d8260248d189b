# Every option of cxpredict changes what comes out.
. "$TOP/tests/cli/option.inc"
. "$TOP/tests/cli/cxpredict/cdnow.inc"
cdnow | awk 'NR % 10 == 0' > in
jq -c '.uid = .x' in > uid
tail -n 3 in > few
echo bad >> few
printf 'x\tT\n0\t9\n3\t8\n' > tsv
printf '[Jan  2 03:04:05] 10.0.0.1 200 0\n' > log
echo '{"user":"a","x":0,"T":9,"at":"2026-01-02 00:30:00"}' > when
apache="cxpredict --score m.json -u client_ip --map T=status --map x=bytes -f apache --log-format '[%{%b %d %H:%M:%S}t] %h %>s %B'"
cxpredict --fit bgnbd in > m.json
cxpredict --fit pnbd in > p.json
cxpredict --fit logit --target 'later > 0' --features x,T in > l.json
cxpredict --fit logit --target 'later > 0' --features x in > x.json
for i in 1 2 3; do
	echo "{\"timestamp\":\"2026-01-0${i}T10:00:00Z\",\"at\":\"2026-01-0${i} 20:00:00\",\"user_id\":\"a\",\"v\":\"u$i\",\"e\":\"s\",\"event_name\":\"notification_sent\"}"
	echo "{\"timestamp\":\"2026-01-0${i}T11:00:00Z\",\"at\":\"2026-01-0${i} 23:00:00\",\"user_id\":\"a\",\"v\":\"u$i\",\"e\":\"a\",\"event_name\":\"notification_opened\"}"
	echo "{\"timestamp\":1,\"user_id\":\"b$i\",\"v\":\"x\",\"item_id\":\"i\",\"event_name\":\"view_item\"}"
	for k in 1 2; do
		echo "{\"timestamp\":2,\"user_id\":\"b$i\",\"v\":\"x\",\"item_id\":\"j$k\",\"event_name\":\"purchase\"}"
	done
done > events
echo '{"kind":"identity","id":"b1","user":"b2"}' > ids
fit="cxpredict --fit logit --target 'later > 0' --features x"

change '--fit mbgnbd' 'cxpredict @ in'
change '--score m.json' 'cxpredict @ few --max-bad 99%'
change '--evaluate m.json' 'cxpredict @ --horizon 39w --actual later in'
change '-u uid' 'cxpredict --score m.json @ uid | head -n 1'
change '--user uid' 'cxpredict --score m.json @ uid | head -n 1'
change '--hours' 'cxpredict @ events'
change '--sent "e == \"a\""' 'cxpredict --hours @ events'
change '--reaction "e == \"x\""' 'cxpredict --hours @ events'
change '--segment v' 'cxpredict --hours @ events'
change '--tz Asia/Tokyo' 'cxpredict --hours @ events'
change '-t at' 'cxpredict --hours @ events'
change '--time at' 'cxpredict --hours @ events'
change '--from 2026-01-03' 'cxpredict --hours @ events'
change '--to 2026-01-02' 'cxpredict --hours @ events'
change '--now 2025-06-01' "cxpredict --hours -u v --sent true -f apache --log-format '[%{%b %d %H:%M:%S}t] %h %>s %B' --map v=client_ip --from 2025-01-01 @ log"
change '--max-facts 5' 'cxpredict --hours @ events'
spilling 'cxpredict --items'
change '--items' 'cxpredict --min-users 2 @ events'
change '--saw true' 'cxpredict --items --min-users 2 @ events'
change '--took "false"' 'cxpredict --items --min-users 2 @ events'
change '--item v' 'cxpredict --items --min-users 2 @ events'
change '--per-item 1' 'cxpredict --items --min-users 2 @ events'
change '--min-users 3' 'cxpredict --items @ events'
change '--max-items 2' 'cxpredict --items --min-users 2 @ events'
cxpredict --items --partial events > state
change '--partial' 'cxpredict --items @ events'
change '--merge' 'cxpredict --min-users 2 @ state'
change '--once' 'cxpredict --min-users 2 --merge @ state state'
change '--allow-repeat' 'cxpredict --min-users 2 --merge @ state state'
change '--ids ids' 'cxpredict --items --min-users 2 @ events'
change '--max-pairs 1' 'cxpredict --items --min-users 2 @ events'
change '--unit day' 'cxpredict --fit bgnbd @ in | cut -c -100'
change '--horizon 1w' 'cxpredict --score m.json @ in | head -n 1'
change '--discount 0.5' 'cxpredict --score m.json @ in | tail -n 1'
change '--features T' 'cxpredict --score x.json @ in | head -n 1'
change "--target 'later > 2'" 'cxpredict --evaluate x.json @ in | tail -n 1'
change '--ridge 100' "$fit @ in | jq -c .coef"
change '--actual 1' 'cxpredict --evaluate m.json --horizon 1w @ in | tail -n 1'
change "-e 'x > 2'" 'cxpredict --score m.json @ in | wc -l | tr -d " "'
change "--where 'x > 3'" 'cxpredict --score m.json @ in | wc -l | tr -d " "'
change '--conf 0.5' 'cxpredict --evaluate x.json @ in | tail -n 1'
change '-f tsv' 'cxpredict --score m.json @ -u x tsv'
change '--format tsv' 'cxpredict --score m.json @ -u x tsv'
change "--regex '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)'" 'cxpredict --score m.json @ -f regex -u client_ip log'
change "--grok '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)'" 'cxpredict --score m.json @ -f grok -u client_ip log'
change '--continue .' "cat log log | cxpredict --score m.json --regex '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)' @ -f regex -u client_ip 2>&1 | wc -l"
change "--log-format '[%t] %h %>s %B'" 'cxpredict --score m.json -f apache @ --map T=status --map x=bytes -u client_ip log'
echo '{"event":"a","properties":{"$user_id":"7","x":0,"T":9}}' > mixed
change '--schema mixpanel' 'cxpredict --score m.json @ --map x=properties.x --map T=properties.T -u user_id mixed 2>&1'
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxpredict --score m.json --schema hey @ --from 2026-01-01 --map x=status-code --map T=offset -u status 2>&1"
change '--map x=later' 'cxpredict --score m.json @ few --max-bad 99% 2>&1 | head -n 1'
change '--input-tz Asia/Tokyo' "cxpredict --score m.json @ -e 'at < \"2026-01-01T20:00:00Z\"' when"
change '--year 1999' "$apache @ -e 'timestamp < \"2000-01-01\"' log"
change '--strict-fields' "cxpredict --score m.json -u nobody @ -e 'x > 99' in; echo \$?"
change '-o out' 'cxpredict --score m.json @ few --max-bad 99% 2>&1 | wc -l | tr -d " "; ls out 2>&1'
change '--output out' 'cxpredict --score m.json @ few --max-bad 99% 2>&1 | wc -l | tr -d " "; ls out 2>&1'
change '--rejects out' 'cxpredict --score m.json @ few --max-bad 99% > seen 2>&1; cat out'
change '--max-bad 99%' 'cxpredict --score m.json @ few > seen 2>&1; echo $?'
change '--strict' 'cxpredict --score m.json @ few > seen 2>&1; echo $?'
change '--max-line 256' "jq -c '.pad = \"x\" * 300' few 2>&1 | cxpredict --score m.json @ --max-bad 99% 2>&1 | wc -l | tr -d ' '"
wide "cxpredict --score m.json" few
steady '-j 2' 'cxpredict --score m.json @ in'
steady '--threads 2' 'cxpredict --fit bgnbd @ in'
steady '--progress' 'cxpredict --fit bgnbd @ in'
change '-h' 'cxpredict @ --fit bgnbd in | head -n 1'
change '--help' 'cxpredict @ --fit bgnbd in | head -n 1'
change '--version' 'cxpredict @ --fit bgnbd in | sed "s/[0-9].*//"'
going_on 'cxpredict --items' events 'cxpredict --min-users 2 --merge @ state > /dev/null'
tables 'cxpredict --score m.json -u x'
untried cxpredict

#> $ cxpredict --fit mbgnbd in
#> {"kind":"fit","model":"mbgnbd","version":1,"unit":"week","n":235,"rows":178,"agree":5,"ll":-947.5258,"r":0.681958,"r_se":0.5014,"alpha":8.1691052,"alpha_se":3.994,"a":0.79999555,"a_se":0.4333,"b":1.2047456,"b_se":1.393,"spend_n":94,"spend_ll":-401.9959,"spend_p":4.5606931,"spend_p_se":2.035,"spend_q":4.2799319,"spend_q_se":1.143,"spend_v":25.181579,"spend_v_se":18.02,"spend_mean":35.0146,"spend_corr":0.005916,"features":["x","t_x","T","spend"],"features_hash":"05789a4462668c06"}
#> $ cxpredict --score m.json few --max-bad 99%
#> cxpredict: few:4:1: expected an object, found 'b'
#> cxpredict: 1 of 4 records rejected (25%)
#> {"kind":"prediction","user":"c2330","p_alive":0.872248,"expected":2.52191,"value_per_order":38.504,"clv":97.1038}
#> {"kind":"prediction","user":"c2340","p_alive":0.178989,"expected":0.617766,"value_per_order":27.2087,"clv":16.8086}
#> {"kind":"prediction","user":"c2350","p_alive":0.549256,"expected":2.7192,"value_per_order":20.5292,"clv":55.823}
#> $ cxpredict --evaluate m.json --horizon 39w --actual later in
#> {"kind":"calibration","model":"bgnbd","x":"0","n":141,"actual":0.22695,"actual_lo":0.1086,"actual_hi":0.345301,"expected":0.239293}
#> {"kind":"calibration","model":"bgnbd","x":"1","n":44,"actual":0.613636,"actual_lo":0.349599,"actual_hi":0.877673,"expected":0.560025}
#> {"kind":"calibration","model":"bgnbd","x":"2","n":21,"actual":2.52381,"actual_lo":1.03748,"actual_hi":4.01014,"expected":1.05533}
#> {"kind":"calibration","model":"bgnbd","x":"3","n":10,"actual":2,"actual_lo":0,"actual_hi":4.21132,"expected":1.54781}
#> {"kind":"calibration","model":"bgnbd","x":"4","n":6,"actual":1,"actual_lo":0.336279,"actual_hi":1.66372,"expected":2.04078}
#> {"kind":"calibration","model":"bgnbd","x":"5","n":4,"actual":1.5,"actual_lo":0,"actual_hi":3.55426,"expected":2.23817}
#> {"kind":"calibration","model":"bgnbd","x":"6","n":3,"actual":4.33333,"actual_lo":0,"actual_hi":13.0573,"expected":3.34418}
#> {"kind":"calibration","model":"bgnbd","x":"7+","n":6,"actual":5.5,"actual_lo":0,"actual_hi":11.9265,"expected":4.63549}
#> {"kind":"evaluation","model":"bgnbd","n":235,"actual":190,"expected":155.064,"mae":0.776467,"rmse":1.56648}
#> $ cxpredict --score m.json -u uid uid | head -n 1
#> {"kind":"prediction","user":0,"p_alive":1,"expected":0.100039,"value_per_order":35.0146,"clv":3.50282}
#> $ cxpredict --score m.json --user uid uid | head -n 1
#> {"kind":"prediction","user":0,"p_alive":1,"expected":0.100039,"value_per_order":35.0146,"clv":3.50282}
#> $ cxpredict --hours events
#> {"kind":"best_hour","user":"a","hour":10,"rate":0.928572,"rate_lo":0.646861,"rate_hi":0.999974,"usual":0.928572,"segment_rate":0.928571,"n":3,"answered":3,"messages":3}
#> $ cxpredict --hours --sent "e == \"a\"" events
#> {"kind":"best_hour","user":"a","hour":11,"rate":0.0714281,"rate_lo":2.60415e-5,"rate_hi":0.353139,"usual":0.0714284,"segment_rate":0.0714286,"n":3,"answered":0,"messages":3}
#> $ cxpredict --hours --reaction "e == \"x\"" events
#> {"kind":"best_hour","user":"a","hour":10,"rate":0.0714281,"rate_lo":2.60415e-5,"rate_hi":0.353139,"usual":0.0714284,"segment_rate":0.0714286,"n":3,"answered":0,"messages":3}
#> $ cxpredict --hours --segment v events
#> {"kind":"best_hour","user":"a","segment":"u3","hour":10,"rate":0.928572,"rate_lo":0.646861,"rate_hi":0.999974,"usual":0.928572,"segment_rate":0.928571,"n":3,"answered":3,"messages":3}
#> $ cxpredict --hours --tz Asia/Tokyo events
#> {"kind":"best_hour","user":"a","hour":19,"rate":0.928572,"rate_lo":0.646861,"rate_hi":0.999974,"usual":0.928572,"segment_rate":0.928571,"n":3,"answered":3,"messages":3}
#> $ cxpredict --hours -t at events
#> cxpredict: events:3: no time: the record has no field 'at' (see --time)
#> cxpredict: events:4: no time: the record has no field 'at' (see --time)
#> cxpredict: events:5: no time: the record has no field 'at' (see --time)
#> cxpredict: events:8: no time: the record has no field 'at' (see --time)
#> cxpredict: events:9: no time: the record has no field 'at' (see --time)
#> cxpredict: 9 of 15 records rejected (60%), more than --max-bad allows; --rejects FILE keeps them
#> {"kind":"best_hour","user":"a","hour":20,"rate":0.928572,"rate_lo":0.646861,"rate_hi":0.999974,"usual":0.928572,"segment_rate":0.928571,"n":3,"answered":3,"messages":3}
#> $ cxpredict --hours --time at events
#> cxpredict: events:3: no time: the record has no field 'at' (see --time)
#> cxpredict: events:4: no time: the record has no field 'at' (see --time)
#> cxpredict: events:5: no time: the record has no field 'at' (see --time)
#> cxpredict: events:8: no time: the record has no field 'at' (see --time)
#> cxpredict: events:9: no time: the record has no field 'at' (see --time)
#> cxpredict: 9 of 15 records rejected (60%), more than --max-bad allows; --rejects FILE keeps them
#> {"kind":"best_hour","user":"a","hour":20,"rate":0.928572,"rate_lo":0.646861,"rate_hi":0.999974,"usual":0.928572,"segment_rate":0.928571,"n":3,"answered":3,"messages":3}
#> $ cxpredict --hours --from 2026-01-03 events
#> {"kind":"best_hour","user":"a","hour":10,"rate":0.666668,"rate_lo":0.0887841,"rate_hi":0.997137,"usual":0.666667,"segment_rate":0.666667,"n":1,"answered":1,"messages":1}
#> $ cxpredict --hours --to 2026-01-02 events
#> {"kind":"best_hour","user":"a","hour":10,"rate":0.666668,"rate_lo":0.0887841,"rate_hi":0.997137,"usual":0.666667,"segment_rate":0.666667,"n":1,"answered":1,"messages":1}
#> $ cxpredict --hours -u v --sent true -f apache --log-format '[%{%b %d %H:%M:%S}t] %h %>s %B' --map v=client_ip --from 2025-01-01 --now 2025-06-01 log
#> {"kind":"best_hour","user":"10.0.0.1","hour":3,"rate":0.333332,"rate_lo":0.00286259,"rate_hi":0.911216,"usual":0.333333,"segment_rate":0.333333,"n":1,"answered":0,"messages":1}
#> $ cxpredict --hours --max-facts 5 events
#> cxpredict: more than 5 records to keep (see --max-facts)
#> $ cxpredict --items --max-memory 1 spilled | cksum
#> the same
#> $ cxpredict --items --max-memory 1 --tmp nosuch spilled 2>&1
#> cxpredict: nosuch: a temporary file: No such file or directory
#> $ cxpredict --min-users 2 --items events
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --items --min-users 2 --saw true events
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"j1","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"j2","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --items --min-users 2 --took "false" events
#> $ cxpredict --items --min-users 2 --item v events
#> $ cxpredict --items --min-users 2 --per-item 1 events
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --items --min-users 3 events
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --items --min-users 2 --max-items 2 events
#> cxpredict: users with more than 2 items are left out: 3
#> $ cxpredict --items --partial events
#> {"kind":"states","filter":"cxpredict","version":3,"plan":{"item":"item_id","items":true,"saw":"event_name == 'view_item'","took":"event_name == 'purchase'"},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"17d7861e84215860"}
#> {"kind":"state","key":{"user":"b1"},"state":[[1000000,[1,"i"]],[2000000,[2,"j1"]],[2000000,[2,"j2"]]],"check":"05d19f7c174cd36e"}
#> {"kind":"state","key":{"user":"b2"},"state":[[1000000,[1,"i"]],[2000000,[2,"j1"]],[2000000,[2,"j2"]]],"check":"7cae796a4b00213e"}
#> {"kind":"state","key":{"user":"b3"},"state":[[1000000,[1,"i"]],[2000000,[2,"j1"]],[2000000,[2,"j2"]]],"check":"78f61f3c0ce3e82b"}
#> {"kind":"state_source","name":"events","records":15,"from":"1970-01-01T00:00:01Z","to":"2026-01-03T11:00:00Z","lines":"ba16478848e3f4512a8f4dc306c4231e","first":"fac488e80bab88cb","check":"f4791700fc118b20"}
#> {"kind":"states_end","groups":3,"sources":1,"records":15,"rejected":0,"check":"0ff3948215666271"}
#> $ cxpredict --min-users 2 --merge state
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --min-users 2 --merge --once state state
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --min-users 2 --merge --allow-repeat state state
#> {"kind":"affinity","item":"i","other":"j1","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":3,"both":3,"rate":1,"rate_lo":0.438503,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --items --min-users 2 --ids ids events
#> {"kind":"affinity","item":"i","other":"j1","n":2,"both":2,"rate":1,"rate_lo":0.34238,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> {"kind":"affinity","item":"i","other":"j2","n":2,"both":2,"rate":1,"rate_lo":0.34238,"rate_hi":1,"usual":1,"lift":1,"lift_lo":1,"lift_hi":1}
#> $ cxpredict --items --min-users 2 --max-pairs 1 events
#> cxpredict: more than 1 pairs of items (--max-pairs): leave out rare items with --where, or users with many with --max-items
#> $ cxpredict --fit bgnbd --unit day in | cut -c -100
#> {"kind":"fit","model":"bgnbd","version":1,"unit":"day","n":235,"rows":178,"agree":5,"ll":-1409.196,"
#> $ cxpredict --score m.json --horizon 1w in | head -n 1
#> {"kind":"prediction","user":"c10","p_alive":1,"expected":0.00807829,"value_per_order":35.0146,"clv":0.282858}
#> $ cxpredict --score m.json --discount 0.5 in | tail -n 1
#> {"kind":"prediction","user":"c2350","p_alive":0.549256,"expected":2.7192,"value_per_order":20.5292,"clv":53.0175}
#> $ cxpredict --score x.json --features T in | head -n 1
#> cxpredict: --features: the model was fitted on other features
#> try 'cxpredict --help'
#> $ cxpredict --evaluate x.json --target 'later > 2' in | tail -n 1
#> {"kind":"evaluation","model":"logit","n":235,"positives":21,"auc":0.861704,"auc_lo":0.776777,"auc_hi":0.946632,"log_loss":0.414492,"brier":0.117409}
#> $ cxpredict --fit logit --target 'later > 0' --features x --ridge 100 in | jq -c .coef
#> [0.26757721]
#> $ cxpredict --evaluate m.json --horizon 1w --actual 1 in | tail -n 1
#> {"kind":"evaluation","model":"bgnbd","n":235,"actual":235,"expected":4.95467,"mae":0.978916,"rmse":0.979474}
#> $ cxpredict --score m.json -e 'x > 2' in | wc -l | tr -d " "
#> 29
#> $ cxpredict --score m.json --where 'x > 3' in | wc -l | tr -d " "
#> 19
#> $ cxpredict --evaluate x.json --conf 0.5 in | tail -n 1
#> {"kind":"evaluation","model":"logit","n":235,"positives":74,"auc":0.752476,"auc_lo":0.729956,"auc_hi":0.774996,"log_loss":0.545246,"brier":0.176531}
#> $ cxpredict --score m.json -f tsv -u x tsv
#> cxpredict: tsv:3: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: no record had a field 'spend'
#> cxpredict: 1 of 2 records rejected (50%), more than --max-bad allows
#> {"kind":"prediction","user":0,"p_alive":1,"expected":0.418928,"value_per_order":35.0146,"clv":14.6686}
#> $ cxpredict --score m.json --format tsv -u x tsv
#> cxpredict: tsv:3: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: no record had a field 'spend'
#> cxpredict: 1 of 2 records rejected (50%), more than --max-bad allows
#> {"kind":"prediction","user":0,"p_alive":1,"expected":0.418928,"value_per_order":35.0146,"clv":14.6686}
#> $ cxpredict --score m.json --regex '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)' -f regex -u client_ip log
#> cxpredict: no record had a field 'spend'
#> {"kind":"prediction","user":"10.0.0.1","p_alive":1,"expected":0.0956175,"value_per_order":35.0146,"clv":3.34801}
#> $ cxpredict --score m.json --grok '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)' -f grok -u client_ip log
#> cxpredict: no record had a field 'spend'
#> {"kind":"prediction","user":"10.0.0.1","p_alive":1,"expected":0.0956175,"value_per_order":35.0146,"clv":3.34801}
#> $ cat log log | cxpredict --score m.json --regex '(?<client_ip>[0-9.]+) (?<T>[0-9]+) (?<x>[0-9]+)' --continue . -f regex -u client_ip 2>&1 | wc -l
#> 2
#> $ cxpredict --score m.json -f apache --log-format '[%t] %h %>s %B' --map T=status --map x=bytes -u client_ip log
#> cxpredict: log:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1 200 0'
#> cxpredict: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxpredict --score m.json --schema mixpanel --map x=properties.x --map T=properties.T -u user_id mixed 2>&1
#> cxpredict: no record had a field 'spend'
#> {"kind":"prediction","user":"7","p_alive":1,"expected":0.418928,"value_per_order":35.0146,"clv":14.6686}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxpredict --score m.json --schema hey --run-start 2026-09-01 --from 2026-01-01 --map x=status-code --map T=offset -u status 2>&1
#> cxpredict: stdin:2: expected a 't_x' above 0 and up to T, where x is not 0
#> cxpredict: hey leaves out requests without an answer: what has a status was answered
#> cxpredict: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxpredict --score m.json --map x=later few --max-bad 99% 2>&1 | head -n 1
#> cxpredict: few:2: expected a 't_x' of 0, where x is 0
#> $ cxpredict --score m.json --input-tz Asia/Tokyo -e 'at < "2026-01-01T20:00:00Z"' when
#> cxpredict: no record had a field 'spend'
#> {"kind":"prediction","user":"a","p_alive":1,"expected":0.418928,"value_per_order":35.0146,"clv":14.6686}
#> $ cxpredict --score m.json -u client_ip --map T=status --map x=bytes -f apache --log-format '[%{%b %d %H:%M:%S}t] %h %>s %B' --year 1999 -e 'timestamp < "2000-01-01"' log
#> cxpredict: no record had a field 'spend'
#> {"kind":"prediction","user":"10.0.0.1","p_alive":1,"expected":0.0956175,"value_per_order":35.0146,"clv":3.34801}
#> $ cxpredict --score m.json -u nobody --strict-fields -e 'x > 99' in; echo $?
#> cxpredict: no record had a field 'nobody'
#> 4
#> $ cxpredict --score m.json -o out few --max-bad 99% 2>&1 | wc -l | tr -d " "; ls out 2>&1
#> 2
#> out
#> $ cxpredict --score m.json --output out few --max-bad 99% 2>&1 | wc -l | tr -d " "; ls out 2>&1
#> 2
#> out
#> $ cxpredict --score m.json --rejects out few --max-bad 99% > seen 2>&1; cat out
#> {"kind":"reject","source":"few","line":4,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxpredict --score m.json --max-bad 99% few > seen 2>&1; echo $?
#> 0
#> $ cxpredict --score m.json --strict few > seen 2>&1; echo $?
#> 2
#> $ jq -c '.pad = "x" * 300' few 2>&1 | cxpredict --score m.json --max-line 256 --max-bad 99% 2>&1 | wc -l | tr -d ' '
#> 6
#> $ zstd -q --long=28 < narrow | cxpredict --score m.json --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"prediction","user":"c2330","p_alive":0.872248,"expe
#> $ cxpredict --score m.json -j 2 in
#> the same
#> $ cxpredict --fit bgnbd --threads 2 in
#> the same
#> $ cxpredict --fit bgnbd --progress in
#> the same
#> $ cxpredict -h --fit bgnbd in | head -n 1
#> usage: cxpredict --fit MODEL | --score FILE | --evaluate FILE | --hours | --items | --merge
#> $ cxpredict --help --fit bgnbd in | head -n 1
#> usage: cxpredict --fit MODEL | --score FILE | --evaluate FILE | --hours | --items | --merge
#> $ cxpredict --version --fit bgnbd in | sed "s/[0-9].*//"
#> cxpredict (cxutils) 
#> Licence GPL-
#> $ rm -f place; cxpredict --items --resume place events | wc -l; grep -c '"kind":"place"' place
#> 0
#> 1
#> $ rm -f place; cxpredict --items --resume place --wait events
#> the same
#> $ cxpredict --items --partial --key-lines events | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxpredict --items --partial --label here events | grep -c '"label":"here"'
#> 1
#> $ cxpredict --items --partial --part here events | grep -c '"part":"here"'
#> 1
#> $ cxpredict --items --partial --offsets none,none,none events 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxpredict --min-users 2 --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxpredict --min-users 2 --merge --expect nowhere state > /dev/null; echo $?
#> cxpredict: --expect: there is nothing of nowhere
#> 3
#> $ cxpredict --score m.json -u x -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxpredict --score m.json -u x -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxpredict --score m.json -u x -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxpredict --score m.json -u x -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxpredict --score m.json -u x -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxpredict --score m.json -u x -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
