# Every option of cxsegment changes what comes out.
. "$TOP/tests/cli/option.inc"
cat > in <<'END'
{"user":"a","user_id":"x","age_days":50,"idle_days":5,"active_days_365":2,"recency":5,"frequency":1,"monetary":10,"v":3,"timestamp":"2026-01-01T10:00:00Z","at":"2026-01-03 10:00:00"}
{"user":"b","user_id":"y","age_days":50,"idle_days":40,"active_days_365":2,"gap_days":30,"recency":40,"frequency":3,"monetary":70,"v":1,"timestamp":"2026-01-02T10:00:00Z","at":"2026-01-02 10:00:00"}
{"user":"c","user_id":"z","age_days":90,"idle_days":15,"active_days_365":9,"recency":15,"frequency":3,"monetary":30,"v":2,"timestamp":"2026-01-03T18:00:00Z","at":"2026-01-01 10:00:00"}
{"user":"d","user_id":"w","age_days":95,"idle_days":10,"active_days_365":9,"recency":10,"frequency":9,"monetary":31,"v":9,"timestamp":"2026-01-04T10:00:00Z","at":"2026-01-01 09:00:00"}
END
cat > events <<'END'
{"timestamp":"2026-01-01T10:00:00Z","at":"2026-01-01 10:00:00","user_id":"a","event_name":"notification_sent","delivery_id":"1","id":"2"}
{"timestamp":"2026-01-02T10:00:00Z","at":"2026-01-02 10:00:00","user_id":"a","event_name":"notification_opened","delivery_id":"1","id":"1"}
{"timestamp":"2026-01-03T10:00:00Z","at":"2026-01-01 09:00:00","user_id":"a","event_name":"notification_sent","delivery_id":"2","id":"2"}
END
echo 'rules: {mine: v > 1}' > rules
echo '{"kind":"identity","id":"b","user":"a2"}' > ids
echo '{"user":"a","segment":"loyal"}' > day
printf 'idle_days\tuser\n5\t2\n' > tsv
echo 'bad' > bad
seq 5 8 > seq
printf '[Jan  2 03:04:05] 10.0.0.1\n' > syslog
cxsegment --responses 5 --partial events > state
cxsegment --rfm --write-edges edges in > /dev/null
cxsegment --kmeans 2 --write-centers centers in > /dev/null
sed 's/"frequency":.[^]]*/"frequency":[0,0,0,0/' edges > e2
echo 'rules: {best: r == 2}' > best
awk 'BEGIN { for (i = 0; i < 40; i++) printf "{\"user\":%d,\"x\":%d,\"y\":%d}\n", i, i * 37 % 41, i * i % 43 }' > users

change '-u user_id' 'cxsegment @ in'
change '--user v' 'cxsegment @ in'
change '--ids ids' 'cxsegment @ in'
change '-e "v > 1"' 'cxsegment @ in'
change '--where "v == 1"' 'cxsegment @ in'
change '--stages pace' 'cxsegment @ in'
change '--rules rules' 'cxsegment @ in'
change '--limit new_within=60' 'cxsegment @ in'
change '--check' 'cxsegment @ < in'
change '--rfm' 'cxsegment @ in'
change '--method rank' 'cxsegment --rfm @ in'
change '--scores 2' 'cxsegment --rfm --rules best @ in'
change '--recency v' 'cxsegment --rfm @ in'
change '--frequency v' 'cxsegment --rfm @ in'
change '--monetary v' 'cxsegment --rfm @ in'
change '--edges e2' 'cxsegment --rfm @ in'
change '--write-edges out' 'cxsegment --rfm @ in; cat out'
change '--kmeans 2' 'cxsegment @ in'
change '--features v' 'cxsegment --kmeans 2 @ in'
change '--seed 3' 'cxsegment --kmeans 6 --starts 1 --features x,y --summary @ users | cxview'
change '--starts 1' 'cxsegment --kmeans 6 --features x,y --summary @ users | cxview'
change '--centers centers' 'cxsegment @ in'
change '--write-centers out' 'cxsegment --kmeans 2 --features v @ in; cat out'
change '--responses 5' 'cxsegment @ events'
change "--sent 'id == \"1\"'" 'cxsegment --responses 5 @ events'
change "--reaction 'id == \"1\" && v'" 'cxsegment --responses 5 @ events'
change '--message id' 'cxsegment --responses 5 @ events'
change '--within 1h' 'cxsegment --responses 5 @ events'
change '--now 2026-01-04' 'cxsegment --responses 5 --within 30h @ events'
change '--partial' 'cxsegment --responses 5 @ events'
change '--merge' 'cxsegment @ state'
change '--max-facts 1' 'cxsegment --responses 5 @ events'
spilling 'cxsegment --responses 5'
change --once 'cxsegment --merge @ state state'
change --allow-repeat 'cxsegment --merge @ state state'
change '--prev day' 'cxsegment @ in'
change '--changes also' 'cxsegment --now 2026-01-01 --prev day @ in'
change '--summary' 'cxsegment @ in'
change '--conf 0.8' 'cxsegment --summary @ in'
change '-f tsv' 'cxsegment @ tsv'
change '--format tsv' 'cxsegment @ tsv'
change "--log-format '[%t] %h'" 'cxsegment -u client_ip -f apache @ syslog'
change "--regex '(?<idle_days>[0-9]+)'" 'cxsegment -u 1 -f regex @ seq'
change "--grok '(?<idle_days>[0-9]+)'" 'cxsegment -u 1 -f grok @ seq'
change '--continue .' "cxsegment -u 1 -f regex --regex '(?<idle_days>[0-9]+)' @ seq"
echo '{"event":"a","properties":{"$user_id":"1","idle":9}}' > mixed
change '--schema mixpanel' 'cxsegment -u user_id --map idle_days=properties.idle @ mixed'
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxsegment --schema hey @ --from 2026-01-01 -u status --map idle_days=offset 2>&1"
change '--map idle_days=v' 'cxsegment @ in'
change '--input-tz Europe/Berlin' 'cxsegment -t at --from 2026-01-02T09:30Z @ in'
change '--year 2024' "cxsegment -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --from 2025-01-01 --now 2026-06-01 @ syslog"
change '-t at' 'cxsegment --from 2026-01-02 @ in'
change '--time at' 'cxsegment --responses 5 @ events'
change '--tz Asia/Tokyo' 'cxsegment --from 2026-01-04 @ in'
change '--from 2026-01-02' 'cxsegment @ in'
change '--to 2026-01-02' 'cxsegment @ in'
change '-o out' 'cxsegment @ in; cat out'
change '--output out' 'cxsegment @ in; cat out'
change '--rejects out' 'cxsegment @ bad; cat out'
change '--max-bad 1' 'cxsegment @ bad; echo $?'
change '--strict-fields' 'cxsegment -e "exists(gone)" @ in; echo $?'
change '--strict' 'cxsegment @ bad in'
change '--max-line 256' "printf '{\"user\":\"%0300d\"}\n' 1 | cxsegment @"
wide "cxsegment" in
change '-h' 'cxsegment @ in | head -n 1'
change '--help' 'cxsegment @ in | head -n 1'
change '--version' 'cxsegment @ in | cut -c 1-19'
seq 30000 | sed 's/.*/{"user":&,"idle_days":&,"some":"text to make it longer"}/' > many
steady '-j 1' 'cxsegment @ many | cksum'
steady '-j 8' 'cxsegment @ many | cksum'
steady '--threads 3' 'cxsegment --summary @ many'
resumes cxsegment in
steady --progress 'cxsegment @ many | cksum'
going_on 'cxsegment --responses 5' events 'cxsegment --merge @ state > /dev/null'
tables 'cxsegment'
untried cxsegment
# What does not go together, and what needs what.
for o in '--rfm --responses 3' '--rfm --kmeans 3' '--rfm --stages pace' '--rules rules --stages pace' '--rules rules --kmeans 2' \
    '--kmeans 2 --responses 2' '--centers centers --kmeans 2' '--limit a=1 --kmeans 2' '--check --prev day' '--check --summary' \
    '--changes also --summary --prev day' '--write-edges a --edges edges --rfm' '--method cut' '--scores 3' '--edges edges' \
    '--recency v' '--features v' '--seed 1' '--write-centers a' '--sent v' '--within 1h' '--changes also' '--check'; do
	cxsegment $o in 2>&1 | head -n 1
done

#> $ cxsegment -u user_id in
#> {"kind":"segment","user":"x","segment":"first_purchase"}
#> {"kind":"segment","user":"y","segment":"at_risk"}
#> {"kind":"segment","user":"z","segment":"loyal"}
#> {"kind":"segment","user":"w","segment":"loyal"}
#> $ cxsegment --user v in
#> {"kind":"segment","user":3,"segment":"first_purchase"}
#> {"kind":"segment","user":1,"segment":"at_risk"}
#> {"kind":"segment","user":2,"segment":"loyal"}
#> {"kind":"segment","user":9,"segment":"loyal"}
#> $ cxsegment --ids ids in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"a2","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment -e "v > 1" in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --where "v == 1" in
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> $ cxsegment --stages pace in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"active"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --rules rules in
#> {"kind":"segment","user":"a","segment":"mine"}
#> {"kind":"segment","user":"b","segment":"other"}
#> {"kind":"segment","user":"c","segment":"mine"}
#> {"kind":"segment","user":"d","segment":"mine"}
#> $ cxsegment --limit new_within=60 in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"new"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --check < in
#> $ cxsegment --rfm in
#> {"kind":"segment","user":"a","segment":"new_customers","recency":5,"frequency":1,"monetary":10,"r":5,"f":1,"m":1,"rfm":"511"}
#> {"kind":"segment","user":"b","segment":"at_risk","recency":40,"frequency":3,"monetary":70,"r":1,"f":2,"m":5,"rfm":"125"}
#> {"kind":"segment","user":"c","segment":"about_to_sleep","recency":15,"frequency":3,"monetary":30,"r":2,"f":2,"m":2,"rfm":"222"}
#> {"kind":"segment","user":"d","segment":"champions","recency":10,"frequency":9,"monetary":31,"r":4,"f":5,"m":4,"rfm":"454"}
#> $ cxsegment --rfm --method rank in
#> {"kind":"segment","user":"a","segment":"potential_loyalist","recency":5,"frequency":1,"monetary":10,"r":5,"f":2,"m":2,"rfm":"522"}
#> {"kind":"segment","user":"b","segment":"at_risk","recency":40,"frequency":3,"monetary":70,"r":2,"f":4,"m":5,"rfm":"245"}
#> {"kind":"segment","user":"c","segment":"loyal","recency":15,"frequency":3,"monetary":30,"r":3,"f":4,"m":3,"rfm":"343"}
#> {"kind":"segment","user":"d","segment":"champions","recency":10,"frequency":9,"monetary":31,"r":4,"f":5,"m":4,"rfm":"454"}
#> $ cxsegment --rfm --rules best --scores 2 in
#> {"kind":"segment","user":"a","segment":"best","recency":5,"frequency":1,"monetary":10,"r":2,"f":1,"m":1,"rfm":"211"}
#> {"kind":"segment","user":"b","segment":"other","recency":40,"frequency":3,"monetary":70,"r":1,"f":1,"m":2,"rfm":"112"}
#> {"kind":"segment","user":"c","segment":"other","recency":15,"frequency":3,"monetary":30,"r":1,"f":1,"m":1,"rfm":"111"}
#> {"kind":"segment","user":"d","segment":"best","recency":10,"frequency":9,"monetary":31,"r":2,"f":2,"m":2,"rfm":"222"}
#> $ cxsegment --rfm --recency v in
#> {"kind":"segment","user":"a","segment":"about_to_sleep","recency":3,"frequency":1,"monetary":10,"r":2,"f":1,"m":1,"rfm":"211"}
#> {"kind":"segment","user":"b","segment":"potential_loyalist","recency":1,"frequency":3,"monetary":70,"r":5,"f":2,"m":5,"rfm":"525"}
#> {"kind":"segment","user":"c","segment":"potential_loyalist","recency":2,"frequency":3,"monetary":30,"r":4,"f":2,"m":2,"rfm":"422"}
#> {"kind":"segment","user":"d","segment":"cant_lose_them","recency":9,"frequency":9,"monetary":31,"r":1,"f":5,"m":4,"rfm":"154"}
#> $ cxsegment --rfm --frequency v in
#> {"kind":"segment","user":"a","segment":"potential_loyalist","recency":5,"frequency":3,"monetary":10,"r":5,"f":4,"m":1,"rfm":"541"}
#> {"kind":"segment","user":"b","segment":"at_risk","recency":40,"frequency":1,"monetary":70,"r":1,"f":1,"m":5,"rfm":"115"}
#> {"kind":"segment","user":"c","segment":"about_to_sleep","recency":15,"frequency":2,"monetary":30,"r":2,"f":2,"m":2,"rfm":"222"}
#> {"kind":"segment","user":"d","segment":"champions","recency":10,"frequency":9,"monetary":31,"r":4,"f":5,"m":4,"rfm":"454"}
#> $ cxsegment --rfm --monetary v in
#> {"kind":"segment","user":"a","segment":"new_customers","recency":5,"frequency":1,"monetary":3,"r":5,"f":1,"m":4,"rfm":"514"}
#> {"kind":"segment","user":"b","segment":"lost","recency":40,"frequency":3,"monetary":1,"r":1,"f":2,"m":1,"rfm":"121"}
#> {"kind":"segment","user":"c","segment":"about_to_sleep","recency":15,"frequency":3,"monetary":2,"r":2,"f":2,"m":2,"rfm":"222"}
#> {"kind":"segment","user":"d","segment":"champions","recency":10,"frequency":9,"monetary":9,"r":4,"f":5,"m":5,"rfm":"455"}
#> $ cxsegment --rfm --edges e2 in
#> {"kind":"segment","user":"a","segment":"potential_loyalist","recency":5,"frequency":1,"monetary":10,"r":5,"f":5,"m":1,"rfm":"551"}
#> {"kind":"segment","user":"b","segment":"cant_lose_them","recency":40,"frequency":3,"monetary":70,"r":1,"f":5,"m":5,"rfm":"155"}
#> {"kind":"segment","user":"c","segment":"at_risk","recency":15,"frequency":3,"monetary":30,"r":2,"f":5,"m":2,"rfm":"252"}
#> {"kind":"segment","user":"d","segment":"champions","recency":10,"frequency":9,"monetary":31,"r":4,"f":5,"m":4,"rfm":"454"}
#> $ cxsegment --rfm --write-edges out in; cat out
#> {"kind":"segment","user":"a","segment":"new_customers","recency":5,"frequency":1,"monetary":10,"r":5,"f":1,"m":1,"rfm":"511"}
#> {"kind":"segment","user":"b","segment":"at_risk","recency":40,"frequency":3,"monetary":70,"r":1,"f":2,"m":5,"rfm":"125"}
#> {"kind":"segment","user":"c","segment":"about_to_sleep","recency":15,"frequency":3,"monetary":30,"r":2,"f":2,"m":2,"rfm":"222"}
#> {"kind":"segment","user":"d","segment":"champions","recency":10,"frequency":9,"monetary":31,"r":4,"f":5,"m":4,"rfm":"454"}
#> {"kind":"segment_edges","version":1,"method":"cut","scores":5,"n":4,"recency":[8,11,14,25],"frequency":[2.2,3,3,5.4],"monetary":[22,30.2,30.8,46.6]}
#> $ cxsegment --kmeans 2 in
#> {"kind":"segment","user":"a","segment":"c1"}
#> {"kind":"segment","user":"b","segment":"c2"}
#> {"kind":"segment","user":"c","segment":"c2"}
#> {"kind":"segment","user":"d","segment":"c2"}
#> $ cxsegment --kmeans 2 --features v in
#> {"kind":"segment","user":"a","segment":"c1"}
#> {"kind":"segment","user":"b","segment":"c1"}
#> {"kind":"segment","user":"c","segment":"c1"}
#> {"kind":"segment","user":"d","segment":"c2"}
#> $ cxsegment --kmeans 6 --starts 1 --features x,y --summary --seed 3 users | cxview
#> segment   n                 share
#> c1        4  0.100 [0.040, 0.231]
#> c2       15  0.375 [0.242, 0.530]
#> c3        8  0.200 [0.105, 0.348]
#> c4        7  0.175 [0.087, 0.319]
#> c5        4  0.100 [0.040, 0.231]
#> c6        2  0.050 [0.014, 0.165]
#> other     0  0.000 [0.000, 0.088]
#> $ cxsegment --kmeans 6 --features x,y --summary --starts 1 users | cxview
#> segment   n                 share
#> c1        3  0.075 [0.026, 0.199]
#> c2       13  0.325 [0.201, 0.480]
#> c3        8  0.200 [0.105, 0.348]
#> c4        5  0.125 [0.055, 0.261]
#> c5        4  0.100 [0.040, 0.231]
#> c6        7  0.175 [0.087, 0.319]
#> other     0  0.000 [0.000, 0.088]
#> $ cxsegment --centers centers in
#> {"kind":"segment","user":"a","segment":"c1"}
#> {"kind":"segment","user":"b","segment":"c2"}
#> {"kind":"segment","user":"c","segment":"c2"}
#> {"kind":"segment","user":"d","segment":"c2"}
#> $ cxsegment --kmeans 2 --features v --write-centers out in; cat out
#> {"kind":"segment","user":"a","segment":"c1"}
#> {"kind":"segment","user":"b","segment":"c1"}
#> {"kind":"segment","user":"c","segment":"c1"}
#> {"kind":"segment","user":"d","segment":"c2"}
#> {"kind":"segment_model","version":1,"k":2,"n":4,"inertia":0.15483870967741936,"silhouette":0.6049107142857143,"silhouette_n":4,"rounds":2,"features":["v"],"hash":"2ebe0190224302d2","mean":[3.75],"sd":[3.593976442141304],"sizes":[3,1],"centers":[[-0.48692584054817667],[1.46077752164453]],"typical":[[2],[9]]}
#> $ cxsegment --responses 5 events
#> {"kind":"segment","user":"a","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":1}
#> $ cxsegment --responses 5 --sent 'id == "1"' events
#> {"kind":"segment","user":"a","segment":"never","messages":1,"reacted":0,"share":0,"share_lo":0,"share_hi":0.7934506856227626,"ignored":1}
#> $ cxsegment --responses 5 --reaction 'id == "1" && v' events
#> cxsegment: no record had a field 'v'
#> {"kind":"segment","user":"a","segment":"never","messages":2,"reacted":0,"share":0,"share_lo":0,"share_hi":0.6576197724933468,"ignored":2}
#> $ cxsegment --responses 5 --message id events
#> {"kind":"segment","user":"a","segment":"never","messages":1,"reacted":0,"share":0,"share_lo":0,"share_hi":0.7934506856227626,"ignored":1}
#> $ cxsegment --responses 5 --within 1h events
#> {"kind":"segment","user":"a","segment":"never","messages":2,"reacted":0,"share":0,"share_lo":0,"share_hi":0.6576197724933468,"ignored":2}
#> $ cxsegment --responses 5 --within 30h --now 2026-01-04 events
#> {"kind":"segment","user":"a","segment":"always","messages":1,"reacted":1,"share":1,"share_lo":0.2065493143772375,"share_hi":1,"ignored":0}
#> $ cxsegment --responses 5 --partial events
#> {"kind":"states","filter":"cxsegment","version":3,"plan":{"message":"delivery_id","reaction":"event_name in [\"notification_opened\", \"notification_clicked\"]","responses":5,"sent":"event_name == \"notification_sent\"","within_us":0},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[{"name":"user","expr":"user_id"}],"check":"33c637f2c1d28afd"}
#> {"kind":"state","key":{"user":"a"},"state":[[1767261600000000,[false,"1"]],[1767348000000000,[true,"1"]],[1767434400000000,[false,"2"]]],"check":"a171fb998513a40f"}
#> {"kind":"state_source","name":"events","records":3,"from":"2026-01-01T10:00:00Z","to":"2026-01-03T10:00:00Z","lines":"22b7daecc2b83e57bc2c9cb5dbd8cae6","first":"49c15d253a96ea09","check":"d505790a20c82963"}
#> {"kind":"states_end","groups":1,"sources":1,"records":3,"rejected":0,"check":"a1d492223db4099c"}
#> $ cxsegment --merge state
#> {"kind":"segment","user":"a","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":1}
#> $ cxsegment --responses 5 --max-facts 1 events
#> cxsegment: more than 1 records to keep (see --max-facts)
#> $ cxsegment --responses 5 --max-memory 1 spilled | cksum
#> the same
#> $ cxsegment --responses 5 --max-memory 1 --tmp nosuch spilled 2>&1
#> cxsegment: nosuch: a temporary file: No such file or directory
#> $ cxsegment --merge --once state state
#> {"kind":"segment","user":"a","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":1}
#> $ cxsegment --merge --allow-repeat state state
#> {"kind":"segment","user":"a","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":1}
#> $ cxsegment --prev day in
#> {"kind":"segment","user":"a","segment":"first_purchase","previous":"loyal"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --now 2026-01-01 --prev day --changes also in
#> {"kind":"segment","user":"a","segment":"first_purchase","previous":"loyal"}
#> {"event_name":"stage_changed","user_id":"a","from":"loyal","to":"first_purchase","timestamp":"2026-01-01T00:00:00Z"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"event_name":"stage_changed","user_id":"b","to":"at_risk","timestamp":"2026-01-01T00:00:00Z"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"event_name":"stage_changed","user_id":"c","to":"loyal","timestamp":"2026-01-01T00:00:00Z"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> {"event_name":"stage_changed","user_id":"d","to":"loyal","timestamp":"2026-01-01T00:00:00Z"}
#> $ cxsegment --summary in
#> {"kind":"segment_size","segment":"first_purchase","n":1,"of":4,"share":0.25,"share_lo":0.04558726080970058,"share_hi":0.699358157417598}
#> {"kind":"segment_size","segment":"new","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.4898908364545972}
#> {"kind":"segment_size","segment":"dormant","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.4898908364545972}
#> {"kind":"segment_size","segment":"at_risk","n":1,"of":4,"share":0.25,"share_lo":0.04558726080970058,"share_hi":0.699358157417598}
#> {"kind":"segment_size","segment":"loyal","n":2,"of":4,"share":0.5,"share_lo":0.15003898915214953,"share_hi":0.8499610108478505}
#> {"kind":"segment_size","segment":"active","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.4898908364545972}
#> {"kind":"segment_size","segment":"other","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.4898908364545972}
#> $ cxsegment --summary --conf 0.8 in
#> {"kind":"segment_size","segment":"first_purchase","n":1,"of":4,"share":0.25,"share_lo":0.07808074768511779,"share_hi":0.5674585496309226}
#> {"kind":"segment_size","segment":"new","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.29107859463208063}
#> {"kind":"segment_size","segment":"dormant","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.29107859463208063}
#> {"kind":"segment_size","segment":"at_risk","n":1,"of":4,"share":0.25,"share_lo":0.07808074768511779,"share_hi":0.5674585496309226}
#> {"kind":"segment_size","segment":"loyal","n":2,"of":4,"share":0.5,"share_lo":0.2302414993776467,"share_hi":0.7697585006223533}
#> {"kind":"segment_size","segment":"active","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.29107859463208063}
#> {"kind":"segment_size","segment":"other","n":0,"of":4,"share":0,"share_lo":0,"share_hi":0.29107859463208063}
#> $ cxsegment -f tsv tsv
#> {"kind":"segment","user":2,"segment":"active"}
#> $ cxsegment --format tsv tsv
#> {"kind":"segment","user":2,"segment":"active"}
#> $ cxsegment -u client_ip -f apache --log-format '[%t] %h' syslog
#> cxsegment: syslog:1:1: expected '[[' before %t, found '[Jan  2 03:04:05] 10.0.0.1'
#> cxsegment: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ cxsegment -u 1 -f regex --regex '(?<idle_days>[0-9]+)' seq
#> {"kind":"segment","user":1,"segment":"active"}
#> {"kind":"segment","user":1,"segment":"active"}
#> {"kind":"segment","user":1,"segment":"active"}
#> {"kind":"segment","user":1,"segment":"active"}
#> $ cxsegment -u 1 -f grok --grok '(?<idle_days>[0-9]+)' seq
#> {"kind":"segment","user":1,"segment":"active"}
#> {"kind":"segment","user":1,"segment":"active"}
#> {"kind":"segment","user":1,"segment":"active"}
#> {"kind":"segment","user":1,"segment":"active"}
#> $ cxsegment -u 1 -f regex --regex '(?<idle_days>[0-9]+)' --continue . seq
#> {"kind":"segment","user":1,"segment":"active"}
#> $ cxsegment -u user_id --map idle_days=properties.idle --schema mixpanel mixed
#> {"kind":"segment","user":"1","segment":"active"}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxsegment --schema hey --run-start 2026-09-01 --from 2026-01-01 -u status --map idle_days=offset 2>&1
#> cxsegment: hey leaves out requests without an answer: what has a status was answered
#> {"kind":"segment","user":200,"segment":"active"}
#> $ cxsegment --map idle_days=v in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"active"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment -t at --from 2026-01-02T09:30Z --input-tz Europe/Berlin in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> $ cxsegment -u client_ip -f apache --log-format '[%{%b %d %H:%M:%S}t] %h' --from 2025-01-01 --now 2026-06-01 --year 2024 syslog
#> cxsegment: no record had a field 'idle_days'
#> $ cxsegment --from 2026-01-02 -t at in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> $ cxsegment --responses 5 --time at events
#> {"kind":"segment","user":"a","segment":"sometimes","messages":2,"reacted":1,"share":0.5,"share_lo":0.09453120573423075,"share_hi":0.9054687942657692,"ignored":0}
#> $ cxsegment --from 2026-01-04 --tz Asia/Tokyo in
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --from 2026-01-02 in
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --to 2026-01-02 in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> $ cxsegment -o out in; cat out
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --output out in; cat out
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ cxsegment --rejects out bad; cat out
#> cxsegment: bad:1:1: expected an object, found 'b'
#> cxsegment: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxsegment: is it a log or CSV? name its format with -f, or try cxparse --detect
#> {"kind":"reject","source":"bad","line":1,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxsegment --max-bad 1 bad; echo $?
#> cxsegment: bad:1:1: expected an object, found 'b'
#> cxsegment: 1 of 1 records rejected (100%)
#> cxsegment: is it a log or CSV? name its format with -f, or try cxparse --detect
#> 0
#> $ cxsegment -e "exists(gone)" --strict-fields in; echo $?
#> cxsegment: no record had a field 'gone'
#> 4
#> $ cxsegment --strict bad in
#> cxsegment: bad:1:1: expected an object, found 'b'
#> $ printf '{"user":"%0300d"}
#> ' 1 | cxsegment --max-line 256
#> cxsegment: stdin:1: line is longer than --max-line
#> cxsegment: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxsegment --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> $ cxsegment -h in | head -n 1
#> usage: cxsegment [--rules FILE | --rfm | --kmeans K | --responses N]
#> $ cxsegment --help in | head -n 1
#> usage: cxsegment [--rules FILE | --rfm | --kmeans K | --responses N]
#> $ cxsegment --version in | cut -c 1-19
#> cxsegment (cxutils)
#> Licence GPL-3.0-or-
#> $ cxsegment -j 1 many | cksum
#> the same
#> $ cxsegment -j 8 many | cksum
#> the same
#> $ cxsegment --summary --threads 3 many
#> the same
#> $ rm -f place; for i in 1 2; do cxsegment --resume place --at-least-once in; done
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ rm -f place; cxsegment --at-least-once --resume place in
#> {"kind":"segment","user":"a","segment":"first_purchase"}
#> {"kind":"segment","user":"b","segment":"at_risk"}
#> {"kind":"segment","user":"c","segment":"loyal"}
#> {"kind":"segment","user":"d","segment":"loyal"}
#> $ rm -f place; cxsegment --wait --resume place --at-least-once in
#> the same
#> $ cxsegment --progress many | cksum
#> the same
#> $ rm -f place; cxsegment --responses 5 --resume place events | wc -l; grep -c '"kind":"place"' place
#> 1
#> 1
#> $ rm -f place; cxsegment --responses 5 --resume place --wait events
#> the same
#> $ cxsegment --responses 5 --partial --key-lines events | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxsegment --responses 5 --partial --label here events | grep -c '"label":"here"'
#> 1
#> $ cxsegment --responses 5 --partial --part here events | grep -c '"part":"here"'
#> 1
#> $ cxsegment --responses 5 --partial --offsets none,none,none events 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxsegment --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxsegment --merge --expect nowhere state > /dev/null; echo $?
#> cxsegment: --expect: there is nothing of nowhere
#> 3
#> $ cxsegment -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxsegment -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxsegment -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxsegment -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxsegment -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxsegment -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
#> cxsegment: --rfm does not go with --responses
#> cxsegment: --rfm does not go with --kmeans
#> cxsegment: --rfm does not go with --stages
#> cxsegment: --rules does not go with --stages
#> cxsegment: --rules does not go with --kmeans
#> cxsegment: --kmeans does not go with --responses
#> cxsegment: --centers does not go with --kmeans
#> cxsegment: --limit does not go with --kmeans
#> cxsegment: --check does not go with files
#> cxsegment: --check does not go with files
#> cxsegment: --changes does not go with --summary
#> cxsegment: --write-edges does not go with --edges
#> cxsegment: --method needs --rfm
#> cxsegment: --scores needs --rfm
#> cxsegment: --edges needs --rfm
#> cxsegment: --recency needs --rfm
#> cxsegment: --features needs --kmeans or --centers
#> cxsegment: --seed needs --kmeans
#> cxsegment: --write-centers needs --kmeans
#> cxsegment: --sent needs --responses
#> cxsegment: --within needs --responses
#> cxsegment: --changes needs --prev
#> cxsegment: --check does not go with files
