# Every option of cxslo changes what comes out.
. "$TOP"/tests/cli/option.inc
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
END
cat > two.yaml <<END
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
  - {name: a, where: route == "/a", bad: status >= 500, target: 99%}
  - {name: b, where: route == "/b", bad: status >= 500, target: 99%}
END
cat > alerts.yaml <<END
slo: shop
window: 30d
objectives:
  - {name: availability, bad: status >= 500, target: 99%, alerts: [{long: 1h, factor: 1.5}]}
END
cat > calendar.yaml <<END
slo: shop
window: {calendar: day}
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
END
cat > compare.yaml <<END
slo: shop
objectives:
  - {name: canary, type: baseline, bad: status >= 500}
END
events 600 12 > in
events 600 4 60 v1 > stable
events 300 9 60 v2 > canary
cat stable canary > both
# all the bad events in two minutes
awk '{ if (NR % 100 < 6) sub(/200/, 503); print }' stable > bursts
printf '%s - - [01/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 500 1 "-" "-"\n' 10.0.0.1 10.0.0.2 > log
printf 'timestamp,status\n2026-11-01 10:00:00,500\n' > csv
printf '2026-11-01T10:00:00Z 500\n' > text
printf '[Nov  1 10:00:00] 500\n' > dated
printf '{"timestamp":"2026-11-01T10:00:00Z","at":"2026-11-02T10:00:00Z","status":500,"code":200}\n' > times
echo bad > bad
printf 'version: prometheus/v1\nservice: s\nslos: []\n' > sloth.yml
(cat in; cat bad) > some
show='| cut -d, -f 3-12'

change '--preset dcx' "cxslo @ in 2>/dev/null | wc -l"
change '--needs' "cxslo @ spec.yaml"
change '--from-sloth sloth.yml' "cxslo @ 2>&1 | head -n 1"
change '--rate 20/m' "cxslo --needs @ spec.yaml"
change "-e 'route == \"/a\"'" "cxslo @ spec.yaml in $show"
change "--where 'route == \"/b\"'" "cxslo @ spec.yaml in $show"
change '--mode budget' "cxslo @ spec.yaml in | cut -d, -f 18-"
change '--conf 0.999' "cxslo @ spec.yaml in $show"
change --sequential "cxslo @ spec.yaml in | cut -d, -f 18-"
change --no-dispersion "cxslo @ spec.yaml bursts | cut -d, -f 4-6,18-"
change --no-holm "cxslo @ two.yaml in $show"
change --point "cxslo @ alerts.yaml in | grep -o '.firing.*alerts.*}]'"
change '--settle 10m' "cxslo @ spec.yaml in $show"
echo 'maintenance: [{from: 2026-11-01T00:00, to: 2026-11-01T00:20}]' > late_start
change '--calendar late_start' "cxslo @ spec.yaml in $show"
change '--tz Asia/Tokyo' "cxslo @ calendar.yaml in $show"
change '--weight 3' "cxslo @ spec.yaml in $show"
change "--baseline 'version == \"v1\"'" "cxslo @ compare.yaml both"
change '--baseline-file stable' "cxslo @ compare.yaml canary"
change --aa "cxslo --baseline 'version == \"v1\"' @ compare.yaml both"
change '--emit tap' "cxslo @ spec.yaml in"
change '--emit tap=out' "cxslo @ spec.yaml in $show; cat out"
change '--inconclusive pass' "cxslo @ spec.yaml times >out; echo \$?"
change '--inconclusive fail' "cxslo @ spec.yaml times >out; echo \$?"
change '--exit-style nagios' "cxslo @ spec.yaml in >out; echo \$?"
change "--log-format '[%{%b %d %H:%M:%S}t] %>s'" "cxslo -f apache --year 2026 @ spec.yaml dated 2>&1 $show"
change --partial "cxslo @ spec.yaml in | head -c 60"
cxslo --partial spec.yaml in > states
change --merge "cxslo spec.yaml @ states 2>&1 $show"
change '-f combined' "cxslo @ spec.yaml log 2>&1 $show"
change '--format combined' "cxslo @ spec.yaml log 2>&1 $show"
change "--regex '(?<timestamp>\\S+) (?<status>[0-9]+)'" "cxslo -f regex @ spec.yaml text 2>&1 $show"
change "--grok '(?<timestamp>\\S+) (?<status>[0-9]+)'" "cxslo -f grok @ spec.yaml text 2>&1 $show"
change '--continue .' "cat text text | cxslo -f regex --regex '(?<timestamp>[^ ]+) (?<status>[0-9]+)' @ spec.yaml - 2>&1 $show"
printf '%s\n' '{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"1788220800000000000","attributes":[{"key":"http.response.status_code","value":{"intValue":"500"}}]}]}]}]}' > span
change '--schema otel' "cxslo @ spec.yaml span $show"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxslo --schema hey @ spec.yaml - 2>&1 | cut -c 1-60"
change '--map status=code' "cxslo @ spec.yaml times $show"
change '--input-tz Europe/Berlin' "cxslo -f csv @ spec.yaml csv $show"
change '--year 2024' "cxslo -f apache --log-format '[%{%b %d %H:%M:%S}t] %>s' @ spec.yaml dated 2>&1 $show"
change '-t at' "cxslo @ spec.yaml times $show"
change '--time at' "cxslo @ spec.yaml times $show"
change '--from 2026-11-01T00:30:00Z' "cxslo @ spec.yaml in $show"
change '--to 2026-11-01T00:30:00Z' "cxslo @ spec.yaml in $show"
change '--now 2026-11-02' "cxslo @ spec.yaml in | tail -n 1"
change '-o out' "cxslo @ spec.yaml in $show; cat out $show"
change '--output out' "cxslo @ spec.yaml in $show; cat out $show"
change '--rejects out' "cxslo @ spec.yaml some $show; cat out"
change '--max-bad 0' "cxslo --emit tap @ spec.yaml some"
change --strict-fields "cxslo -e 'exists(gone)' @ spec.yaml in > /dev/null 2>&1; echo \$?"
change --strict "cxslo @ spec.yaml some"
change '--max-line 256' "(cat in; printf '{\"timestamp\":\"2026-11-01\",\"a\":\"%0300d\"}\n' 1) | cxslo --max-bad 0 --emit tap @ spec.yaml 2>&1 | grep -c '^not ok'"
wide "cxslo spec.yaml" in
change '-h' "cxslo @ spec.yaml in | head -n 1"
change '--help' "cxslo @ spec.yaml in | head -n 1"
change '--version' "cxslo @ spec.yaml in | cut -c 1-16"
events 50000 500 > many
steady '-j 1' "cxslo @ two.yaml many | cksum"
steady '-j 8' "cxslo @ two.yaml many | cksum"
steady '--threads 3' "cxslo @ two.yaml many | cksum"
steady --progress "cxslo @ two.yaml many | cksum"
change --once "cxslo spec.yaml --merge @ states states 2>&1 | cut -c 1-80"
change --allow-repeat "cxslo spec.yaml --merge @ states states 2>&1 | cut -c 1-80"
going_on 'cxslo spec.yaml' in 'cxslo spec.yaml --merge @ states > /dev/null'
tables 'cxslo spec.yaml'
untried cxslo

#> $ cxslo --preset dcx in 2>/dev/null | wc -l
#> 9
#> $ cxslo --needs spec.yaml
#> {"kind":"slo_needs","slo":"shop","objective":"availability","allowed":0.01,"of":"events","clean":895,"at_10":895,"at_20":895,"at_50":4198,"at_80":32105,"likely_10":2257,"likely_20":3630,"likely_50":12895,"likely_80":99399,"burst":3,"burst_from":"assumed"}
#> $ cxslo --from-sloth sloth.yml 2>&1 | head -n 1
#> # Drafted from a file of sloth: say in each `bad` which events its queries count.
#> $ cxslo --needs --rate 20/m spec.yaml
#> {"kind":"slo_needs","slo":"shop","objective":"availability","allowed":0.01,"of":"events","clean":895,"at_10":895,"at_20":895,"at_50":4198,"at_80":32105,"likely_10":2257,"likely_20":3630,"likely_50":12895,"likely_80":99399,"burst":3,"burst_from":"assumed","clean_s":2685,"at_10_s":2685,"at_20_s":2685,"at_50_s":12594,"at_80_s":96315,"likely_10_s":6771,"likely_20_s":10890,"likely_50_s":38685,"likely_80_s":298197}
#> $ cxslo -e 'route == "/a"' spec.yaml in | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 4 of 200: 2% [0.686%, 8.49%], allowed 1%; not enough events; needs about 401 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":200,"bad":4,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --where 'route == "/b"' spec.yaml in | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 4 of 200: 2% [0.686%, 8.49%], allowed 1%; not enough events; needs about 401 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":200,"bad":4,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:06Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --mode budget spec.yaml in | cut -d, -f 18-
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.22%], allowed 1%; budget left -100%, burn 2
#> "exhausted_in_s":0,"budget":6,"type":"ratio","severity":"gate","target":0.99}
#>
#> $ cxslo --conf 0.999 spec.yaml in | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 12 of 600: 2% [0.678%, 5.49%], allowed 1%; not enough events; needs about 1277 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":1277,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.999,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --sequential spec.yaml in | cut -d, -f 18-
#> cxslo: inconclusive: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%; not enough events; needs about 1222 events
#> "exhausted_in_s":0,"budget":6,"type":"ratio","severity":"gate","target":0.99,"phi":1,"burst":1.4677992676220697,"burst_from":"data","e_fail":2.457473781270704,"e_pass":1.1568688399634899}
#>
#> $ cxslo --no-dispersion spec.yaml bursts | cut -d, -f 4-6,18-
#> cxslo: fail: shop: availability: bad 38 of 600: 6.33% [4.78%, 8.22%], allowed 1%
#> "verdict":"fail","reason":null,"needed_n":null,"exhausted_in_s":0,"budget":6,"type":"ratio","severity":"gate","target":0.99,"p_fail":8.838928399508262e-19,"p_pass":1,"p_holm":8.838928399508262e-19}
#> "verdict":"fail","mode":"gate","conf":0.95
#> $ cxslo --no-holm two.yaml in | cut -d, -f 3-12
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> cxslo: inconclusive: shop: a: bad 4 of 200: 2% [0.686%, 8.49%], allowed 1%; not enough events; needs about 401 events
#> cxslo: inconclusive: shop: b: bad 4 of 200: 2% [0.686%, 8.49%], allowed 1%; not enough events; needs about 401 events
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "objective":"a","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":200,"bad":4,"unknown":0,"rate":0.02
#> "objective":"b","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":200,"bad":4,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --point alerts.yaml in | grep -o '.firing.*alerts.*}]'
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%; alert page: burn 2 over 1h
#> "firing":1,"alerts":[{"severity":"page","long":"1h","short":"5m","factor":1.5,"burn_long":2,"burn_long_lo":0.9976499716685794,"burn_short":2,"burn_short_lo":0.3072866714092015,"firing":true}]
#> $ cxslo --settle 10m spec.yaml in | cut -d, -f 3-12
#> cxslo: fail: shop: availability: bad 10 of 500: 2% [1.09%, 4.07%], allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T00:50:00Z","n":500,"bad":10,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --calendar late_start spec.yaml in | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 8 of 400: 2% [0.999%, 4.64%], allowed 1%; not enough events; needs about 401 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:20:00Z","window_end":"2026-11-01T01:00:00Z","n":400,"bad":8,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T00:20:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --tz Asia/Tokyo calendar.yaml in | cut -d, -f 3-12
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-10-31T15:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --weight 3 spec.yaml in | cut -d, -f 3-12
#> cxslo: fail: shop: availability: bad 36 of 1800: 2% [1.22%, 3.41%], allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":1800,"bad":36,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --baseline 'version == "v1"' compare.yaml both
#> cxslo: fail: shop: canary: candidate 9 of 300 bad, stable 4 of 600 bad: ratio 4.5 [1.493, 29.41], allowed 1.25
#> {"kind":"slo","slo":"shop","objective":"canary","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":300,"bad":9,"unknown":0,"rate":0.03,"rate_lo":0.015737985150693502,"rate_hi":0.05176606189949997,"stable_n":600,"stable_bad":4,"stable_unknown":0,"stable_rate":0.006666666666666667,"stable_rate_lo":0.002280305804733954,"stable_rate_hi":0.015190439514142826,"ratio":4.5,"ratio_lo":1.4927217129392614,"ratio_hi":29.414522882815195,"allowed_ratio":1.25,"type":"baseline","severity":"gate","phi":1,"burst":1.4251026703029983,"burst_from":"data","p_fail":0.02449973988160968,"p_pass":0.9795737849399626,"p_holm":0.02449973988160968}
#> {"kind":"slo","total":true,"slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":900,"rejected":0}
#> $ cxslo --baseline-file stable compare.yaml canary
#> cxslo: fail: shop: canary: candidate 9 of 300 bad, stable 4 of 600 bad: ratio 4.5 [1.493, 29.41], allowed 1.25
#> {"kind":"slo","slo":"shop","objective":"canary","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":300,"bad":9,"unknown":0,"rate":0.03,"rate_lo":0.015737985150693502,"rate_hi":0.05176606189949997,"stable_n":600,"stable_bad":4,"stable_unknown":0,"stable_rate":0.006666666666666667,"stable_rate_lo":0.002280305804733954,"stable_rate_hi":0.015190439514142826,"ratio":4.5,"ratio_lo":1.4927217129392614,"ratio_hi":29.414522882815195,"allowed_ratio":1.25,"type":"baseline","severity":"gate","phi":1,"burst":1.4251026703029983,"burst_from":"data","p_fail":0.02449973988160968,"p_pass":0.9795737849399626,"p_holm":0.02449973988160968}
#> {"kind":"slo","total":true,"slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":900,"rejected":0}
#> $ cxslo --baseline 'version == "v1"' --aa compare.yaml both
#> {"kind":"slo_aa","slo":"shop","objective":"canary","stable_n":600,"trials":1000,"false_alarms":0.002}
#> $ cxslo --emit tap spec.yaml in
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> TAP version 13
#> 1..1
#> not ok 1 - shop: availability
#>   ---
#>   message: "bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%"
#>   severity: "fail"
#>   file: "spec.yaml"
#>   line: 3
#>   ...
#> $ cxslo --emit tap=out spec.yaml in | cut -d, -f 3-12; cat out
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> TAP version 13
#> 1..1
#> not ok 1 - shop: availability
#>   ---
#>   message: "bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%"
#>   severity: "fail"
#>   file: "spec.yaml"
#>   line: 3
#>   ...
#> $ cxslo --inconclusive pass spec.yaml times >out; echo $?
#> cxslo: inconclusive: shop: availability: bad 1 of 1: 100% [5%, 100%], allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> 0
#> $ cxslo --inconclusive fail spec.yaml times >out; echo $?
#> cxslo: inconclusive: shop: availability: bad 1 of 1: 100% [5%, 100%], allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> 1
#> $ cxslo --exit-style nagios spec.yaml in >out; echo $?
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> 2
#> $ cxslo -f apache --year 2026 --log-format '[%{%b %d %H:%M:%S}t] %>s' spec.yaml dated 2>&1 | cut -d, -f 3-12
#>  allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","records":1,"rejected":0}
#> $ cxslo --partial spec.yaml in | head -c 60
#> {"kind":"states","filter":"cxslo","version":3,"plan":{"meter$ cxslo spec.yaml --merge states 2>&1 | cut -d, -f 3-12
#>  allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo -f combined spec.yaml log 2>&1 | cut -d, -f 3-12
#>  allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T09:00:00Z","window_end":"2026-11-01T09:01:00Z","n":2,"bad":2,"unknown":0,"rate":1
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T09:00:00Z","window_end":"2026-11-01T09:01:00Z","records":2,"rejected":0}
#> $ cxslo --format combined spec.yaml log 2>&1 | cut -d, -f 3-12
#>  allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T09:00:00Z","window_end":"2026-11-01T09:01:00Z","n":2,"bad":2,"unknown":0,"rate":1
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T09:00:00Z","window_end":"2026-11-01T09:01:00Z","records":2,"rejected":0}
#> $ cxslo -f regex --regex '(?<timestamp>\S+) (?<status>[0-9]+)' spec.yaml text 2>&1 | cut -d, -f 3-12
#>  allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","records":1,"rejected":0}
#> $ cxslo -f grok --grok '(?<timestamp>\S+) (?<status>[0-9]+)' spec.yaml text 2>&1 | cut -d, -f 3-12
#>  allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","records":1,"rejected":0}
#> $ cat text text | cxslo -f regex --regex '(?<timestamp>[^ ]+) (?<status>[0-9]+)' --continue . spec.yaml - 2>&1 | cut -d, -f 3-12
#>  allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","records":1,"rejected":0}
#> $ cxslo --schema otel spec.yaml span | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 1 of 1: 100% [5%, 100%], allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-09-01T00:00:00Z","window_end":"2026-09-01T00:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-09-01T00:00:00Z","window_end":"2026-09-01T00:01:00Z","records":1,"rejected":0}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxslo --schema hey --run-start 2026-09-01 spec.yaml - 2>&1 | cut -c 1-60
#> cxslo: hey leaves out requests without an answer: what has a
#> cxslo: inconclusive: shop: availability: bad 0 of 1: 0% [0%,
#> {"kind":"slo","slo":"shop","objective":"availability","verdi
#> {"kind":"slo","total":true,"slo":"shop","verdict":"inconclus
#> $ cxslo --map status=code spec.yaml times | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 0 of 1: 0% [0%, 100%], allowed 1%; not enough events; needs about 895 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":895,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","n":1,"bad":0,"unknown":0,"rate":0
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T10:00:00Z","window_end":"2026-11-01T10:01:00Z","records":1,"rejected":0}
#> $ cxslo -f csv --input-tz Europe/Berlin spec.yaml csv | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 1 of 1: 100% [5%, 100%], allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-01T09:00:00Z","window_end":"2026-11-01T09:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T09:00:00Z","window_end":"2026-11-01T09:01:00Z","records":1,"rejected":0}
#> $ cxslo -f apache --log-format '[%{%b %d %H:%M:%S}t] %>s' --year 2024 spec.yaml dated 2>&1 | cut -d, -f 3-12
#>  allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2024-11-01T10:00:00Z","window_end":"2024-11-01T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2024-11-01T10:00:00Z","window_end":"2024-11-01T10:01:00Z","records":1,"rejected":0}
#> $ cxslo -t at spec.yaml times | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 1 of 1: 100% [5%, 100%], allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-02T10:00:00Z","window_end":"2026-11-02T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-02T10:00:00Z","window_end":"2026-11-02T10:01:00Z","records":1,"rejected":0}
#> $ cxslo --time at spec.yaml times | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 1 of 1: 100% [5%, 100%], allowed 1%; beyond the limit, but by too few incidents; needs about 2 events
#> "objective":"availability","verdict":"inconclusive","reason":"min_bad","needed_n":2,"window":"2026-11-02T10:00:00Z","window_end":"2026-11-02T10:01:00Z","n":1,"bad":1,"unknown":0,"rate":1
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-02T10:00:00Z","window_end":"2026-11-02T10:01:00Z","records":1,"rejected":0}
#> $ cxslo --from 2026-11-01T00:30:00Z spec.yaml in | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 6 of 300: 2% [0.874%, 5.74%], allowed 1%; not enough events; needs about 401 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:30:00Z","window_end":"2026-11-01T01:00:00Z","n":300,"bad":6,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T00:30:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --to 2026-11-01T00:30:00Z spec.yaml in | cut -d, -f 3-12
#> cxslo: inconclusive: shop: availability: bad 6 of 300: 2% [0.874%, 5.74%], allowed 1%; not enough events; needs about 401 events
#> "objective":"availability","verdict":"inconclusive","reason":"sample","needed_n":401,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T00:30:00Z","n":300,"bad":6,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"inconclusive","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T00:30:00Z","records":600,"rejected":0}
#> $ cxslo --now 2026-11-02 spec.yaml in | tail -n 1
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> {"kind":"slo","total":true,"slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-02T00:00:00Z","records":600,"rejected":0}
#> $ cxslo -o out spec.yaml in | cut -d, -f 3-12; cat out | cut -d, -f 3-12
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --output out spec.yaml in | cut -d, -f 3-12; cat out | cut -d, -f 3-12
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":0}
#> $ cxslo --rejects out spec.yaml some | cut -d, -f 3-12; cat out
#> cxslo: some:601:1: expected an object, found 'b'
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> cxslo: 1 of 601 records rejected (0.166%)
#> "objective":"availability","verdict":"fail","reason":null,"needed_n":null,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","n":600,"bad":12,"unknown":0,"rate":0.02
#> "slo":"shop","verdict":"fail","mode":"gate","conf":0.95,"window":"2026-11-01T00:00:00Z","window_end":"2026-11-01T01:00:00Z","records":600,"rejected":1}
#> {"kind":"reject","source":"some","line":601,"column":1,"code":"json","message":"expected an object, found 'b'","raw":"bad"}
#> $ cxslo --emit tap --max-bad 0 spec.yaml some
#> cxslo: some:601:1: expected an object, found 'b'
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> cxslo: 1 of 601 records rejected (0.166%), more than --max-bad allows
#> TAP version 13
#> 1..2
#> not ok 1 - shop: availability
#>   ---
#>   message: "bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%"
#>   severity: "fail"
#>   file: "spec.yaml"
#>   line: 3
#>   ...
#> not ok 2 - shop: input
#>   ---
#>   message: "more of the input was rejected than --max-bad allows"
#>   severity: "error"
#>   ...
#> $ cxslo -e 'exists(gone)' --strict-fields spec.yaml in > /dev/null 2>&1; echo $?
#> 4
#> $ cxslo --strict spec.yaml some
#> cxslo: some:601:1: expected an object, found 'b'
#> $ (cat in; printf '{"timestamp":"2026-11-01","a":"%0300d"}
#> ' 1) | cxslo --max-bad 0 --emit tap --max-line 256 spec.yaml 2>&1 | grep -c '^not ok'
#> 2
#> $ zstd -q --long=28 < narrow | cxslo spec.yaml --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"slo","total":true,"slo":"shop","verdict":"inconclus
#> $ cxslo -h spec.yaml in | head -n 1
#> usage: cxslo [-f FORMAT] [OPTION...] SPEC [FILE...]
#> $ cxslo --help spec.yaml in | head -n 1
#> usage: cxslo [-f FORMAT] [OPTION...] SPEC [FILE...]
#> $ cxslo --version spec.yaml in | cut -c 1-16
#> cxslo (cxutils) 
#> Licence GPL-3.0-
#> $ cxslo -j 1 two.yaml many | cksum
#> the same
#> $ cxslo -j 8 two.yaml many | cksum
#> the same
#> $ cxslo --threads 3 two.yaml many | cksum
#> the same
#> $ cxslo --progress two.yaml many | cksum
#> the same
#> $ cxslo spec.yaml --merge --once states states 2>&1 | cut -c 1-80
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> {"kind":"slo","slo":"shop","objective":"availability","verdict":"fail","reason":
#> {"kind":"slo","total":true,"slo":"shop","verdict":"fail","mode":"gate","conf":0.
#> $ cxslo spec.yaml --merge --allow-repeat states states 2>&1 | cut -c 1-80
#> cxslo: fail: shop: availability: bad 24 of 1200: 2% [1.22%, 3.45%], allowed 1%
#> {"kind":"slo","slo":"shop","objective":"availability","verdict":"fail","reason":
#> {"kind":"slo","total":true,"slo":"shop","verdict":"fail","mode":"gate","conf":0.
#> $ rm -f place; cxslo spec.yaml --resume place in | wc -l; grep -c '"kind":"place"' place
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> 2
#> 1
#> $ rm -f place; cxslo spec.yaml --resume place --wait in
#> the same
#> $ cxslo spec.yaml --partial --key-lines in | tail -n 1 | cut -c 1-25
#> !	{"kind":"states_part","
#> $ cxslo spec.yaml --partial --label here in | grep -c '"label":"here"'
#> 1
#> $ cxslo spec.yaml --partial --part here in | grep -c '"part":"here"'
#> 1
#> $ cxslo spec.yaml --partial --offsets none,none,none in 2>&1 | grep -c 'what was read of the log'
#> 1
#> $ cxslo spec.yaml --merge --allow-gaps gap.a gap.b 2>&1 | grep -c 'no states of offsets 2 to 2'
#> 0
#> $ cxslo spec.yaml --merge --expect nowhere states > /dev/null; echo $?
#> cxslo: --expect: there is nothing of nowhere
#> cxslo: fail: shop: availability: bad 12 of 600: 2% [1.16%, 3.73%], allowed 1%
#> 1
#> $ cxslo spec.yaml -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxslo spec.yaml -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxslo spec.yaml -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxslo spec.yaml -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxslo spec.yaml -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxslo spec.yaml -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
