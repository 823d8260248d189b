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
echo '{"event":"a","properties":{"$user_id":"1","idle":9}}' > mixed
change '--schema mixpanel' 'cxsegment -u user_id --map idle_days=properties.idle @ mixed'
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
change '-h' 'cxsegment @ in | head -n 1'
change '--help' 'cxsegment @ in | head -n 1'
change '--version' 'cxsegment @ in | cut -c 1-19'
seq 30000 | sed 's/.*/{"user":&,"idle_days":&,"some":"text to make it longer"}/' > many
steady '-j 1' 'cxsegment @ many | cksum'
steady '-j 8' 'cxsegment @ many | cksum'
steady '--threads 3' 'cxsegment --summary @ many'
steady --progress 'cxsegment @ many | cksum'
untried cxsegment
# What does not go together, and what needs what.
for o in '--rfm --responses 3' '--rfm --kmeans 3' '--rfm --stages pace' '--rules rules --stages pace' '--rules rules --kmeans 2' \
    '--kmeans 2 --responses 2' '--centers centers --kmeans 2' '--limit a=1 --kmeans 2' '--check --prev day' '--check --summary' \
    '--changes also --summary --prev day' '--write-edges a --edges edges --rfm' '--method cut' '--scores 3' '--edges edges' \
    '--recency v' '--features v' '--seed 1' '--write-centers a' '--sent v' '--within 1h' '--changes also' '--check'; do
	cxsegment $o in 2>&1 | head -n 1
done
