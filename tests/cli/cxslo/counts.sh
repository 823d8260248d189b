# Rows that stand for many events, and rows that count them, are as many events.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: all, bad: status >= 500, target: 99%, window: 1h, alerts: [{long: 1h, factor: 1}]}
  - {name: by, bad: status >= 500, target: 99%, by: route}
  - {name: users, bad: status >= 500, target: 99%, per: ms}
  - {name: fast, value: ms, percentile: p90, limit: 300}
  - {name: apdex, type: apdex, value: ms, limit: 100, target: 80%}
  - {name: alive, type: liveness, events: 20, slice: 2m, target: 90%}
  - {name: slices, bad: status >= 500, target: 90%, method: timeslices, slice: 5m, slice_target: 95%}
  - {name: canary, type: baseline, bad: status >= 500, baseline: route == "/a"}
END
events 600 15 | awk '{ sub(/}$/, sprintf(",\"hits\":%d}", NR % 7)); print }' > in
awk '{ n = $0; sub(/.*"hits":/, "", n); for (i = n + 0; i > 0; i--) print }' in > each
awk 'END { print NR }' each
judge() { cxslo "$@" | sed '$s/"records":[0-9]*//'; }
judge spec.yaml each > want 2> say
judge --weight hits spec.yaml in 2>&1 > got | cmp - say && cmp got want && echo 'the same verdicts'
split -l 170 in part.
for f in part.*; do cxslo --partial --weight hits spec.yaml "$f" > "$f.state"; done
judge --merge --weight hits spec.yaml part.*.state 2> /dev/null | cmp - want && echo 'from states'
cxslo --merge spec.yaml part.*.state
cxslo --merge --weight 2 spec.yaml part.*.state

# A sample: of each event as many as it stands for, and no surer than it is.
cat > sample.yaml <<END
slo: shop
objectives:
  - {name: all, bad: status >= 500, target: 98%, bursts: none}
  - {name: by, bad: status >= 500, target: 98%, by: route}
  - {name: fast, value: ms, percentile: p90, limit: 380}
  - {name: apdex, type: apdex, value: ms, limit: 100, target: 50%}
  - {name: alive, type: liveness, events: 20, slice: 2m, target: 90%}
  - {name: canary, type: baseline, bad: status >= 500, baseline: route == "/a"}
END
events 4000 24 | sed 's/}$/,"k":10}/' > drawn
for w in '' '--weight k' '--weight sampled:k'; do
	# shellcheck disable=SC2086 # no option, or two words
	cxslo --no-dispersion $w sample.yaml drawn 2> /dev/null |
	    jq -c 'select(.objective != "by" and .objective) | [.objective, .verdict, .n, .bad, .rate_lo, .rate_hi, .value_hi]'
done
awk '{ sub(/"k":10/, "\"k\":" (NR % 3 == 0 ? 40 : 1)); print }' drawn > mixed
cxslo --weight sampled:k sample.yaml mixed > want 2> say
split -l 1701 mixed piece.
for f in piece.*; do cxslo --partial --weight sampled:k sample.yaml "$f" > "$f.state"; done
cxslo --merge --weight sampled:k sample.yaml piece.*.state 2>&1 > got | cmp - say && cmp got want && echo 'from states of a sample'
for j in 1 2 4; do cxslo -j $j --weight sampled:k sample.yaml mixed 2> /dev/null | cmp - want; done
cxslo --merge --weight k sample.yaml piece.*.state
for o in 'bad: status >= 500, target: 99%, per: user' 'bad_count: errors, total_count: requests, target: 99%' \
    'type: baseline, value: ms, percentile: p99, baseline: route == "/a"'; do
	printf 'objectives: [{name: it, %s}]\n' "$o" > no.yaml
	cxslo --weight sampled:k no.yaml drawn
done

# What a server counts by the minute, from the same events.
jq -c '[.timestamp[0:16], .status >= 500]' each | sort | uniq -c |
    sed 's/^ *\([0-9]*\) \["\(.*\)",\(.*\)\]/\2 \3 \1/' | awk '{ n[$1] += $3; if ($2 == "true") bad[$1] += $3 }
	END { for (m in n) printf "{\"timestamp\":\"%s:00Z\",\"requests\":%d,\"errors\":%d}\n", m, n[m], bad[m] }' | sort > minutes
cat > counts.yaml <<END
slo: shop
objectives:
  - {name: all, bad_count: errors, total_count: requests, target: 99%, window: 1h, alerts: [{long: 1h, factor: 1}]}
  - {name: good, good_count: requests - errors, total_count: requests, target: 99%}
  - {name: slices, bad_count: errors, total_count: requests, target: 90%, method: timeslices, slice: 5m, slice_target: 95%}
  - {name: canary, type: baseline, bad_count: errors, total_count: requests, baseline: requests > 30}
END
cxslo counts.yaml minutes 2> /dev/null | jq -c '[.objective, .verdict, .n, .bad]'
for o in all slices; do
	for i in "spec.yaml each" "counts.yaml minutes"; do
		# shellcheck disable=SC2086 # two words
		cxslo $i 2> /dev/null | jq -c "select(.objective == \"$o\") |
		    [.n, .bad, .rate, .rate_lo, .rate_hi, .slices_bad, .phi, .p_fail, .burn]"
	done
done

# What is no count is rejected; what is not known counts as unknown, as often as it is.
sed '1s/requests":[0-9]*/requests":1.5/; 2s/errors":[0-9]*/errors":-1/; 3s/errors":[0-9]*/errors":9999/
4s/errors":[0-9]*/errors":null/; 5s/"requests":[0-9]*,//; 6s/requests":[0-9]*,"errors":[0-9]*/requests":0,"errors":0/' minutes > odd
cxslo --max-bad 50% counts.yaml odd | jq -c '[.objective, .n, .unknown]' | head -n 1
cxslo --weight 1000000000 counts.yaml minutes | tail -n 1 | jq -c '[.verdict, .records, .rejected]'

#> 1800
#> the same verdicts
#> from states
#> ["all","pass",4000,24,0.004140602948208191,0.008427808307499458,null]
#> ["fast","pass",4000,190,0.0420897048758513,0.053407401331480565,365.5021217396796]
#> ["apdex","pass",4000,0,0.3611137962479007,0.38652275731809876,0.6388862037520993]
#> ["alive","pass",4000,null,0,0.09503385285530411,null]
#> ["canary","inconclusive",2666,15,0.0034713395410854403,0.008650429416327522,null]
#> ["all","pass",40000,240,0.005379086510487745,0.006675004694400024,null]
#> ["fast","pass",40000,1900,0.04576248107337066,0.04928630442344948,365.5021217396796]
#> ["apdex","pass",40000,0,0.3697654727345795,0.37774807048995185,0.6302345272654205]
#> ["alive","pass",40000,null,0,0.09503385285530411,null]
#> ["canary","pass",26660,150,0.004894394030603458,0.00644015230983286,null]
#> ["all","pass",40000,240,0.00414060294820819,0.009236587725354184,null]
#> ["fast","pass",40000,1900,0.0420897048758513,0.05564351499197073,365.5021217396796]
#> ["apdex","pass",40000,0,0.3611137962479007,0.39362384093692526,0.6388862037520993]
#> ["alive","pass",40000,null,0,0.09503385285530411,null]
#> ["canary","inconclusive",26660,150,0.0034713395410854403,0.008650429416327522,null]
#> from states of a sample
#> ["all","fail",1800,47]
#> ["good","fail",1800,47]
#> ["slices","inconclusive",1800,47]
#> ["canary","inconclusive",923,20]
#> [null,"fail",null,null]
#> [1800,47,0.026111111111111113,0.015722265121422063,0.04290068308546324,null,3.4549735737272873,0.0014550476228554104,2.611111111111111]
#> [1800,47,0.026111111111111113,0.015722265121422063,0.04290068308546324,null,3.4549735737272873,0.0014550476228554104,2.611111111111111]
#> [1800,47,0.08333333333333333,0.004265318777560671,0.3386806684340324,1,null,0.717570463519,0.8333333333333333]
#> [1800,47,0.08333333333333333,0.004265318777560671,0.3386806684340324,1,null,0.717570463519,0.8333333333333333]
#> ["all",1622,33]
#> ["fail",60,0]
#2> cxslo: the states were counted with --weight hits: say so again
#2> try 'cxslo --help'
#2> cxslo: --weight: the states were counted with another one
#2> try 'cxslo --help'
#2> cxslo: --weight: the states were counted with another one
#2> try 'cxslo --help'
#2> cxslo: --weight: a sample does not decide objective 'it': whether a unit had a bad event, only all of them tell
#2> try 'cxslo --help'
#2> cxslo: --weight: a sample does not decide objective 'it': a record of total_count is no event that was drawn
#2> try 'cxslo --help'
#2> cxslo: --weight: a sample does not decide objective 'it': percentiles are compared by their own numbers
#2> try 'cxslo --help'
#2> cxslo: odd:1: total_count: expected a whole number of events up to 1e12
#2> cxslo: odd:2: good_count, bad_count: expected a whole number up to 36, which is total_count, found -1
#2> cxslo: odd:3: good_count, bad_count: expected a whole number up to 24, which is total_count, found 9999
#2> cxslo: odd:5: total_count: expected a whole number of events up to 1e12
#2> cxslo: fail: shop: all: bad 42 of 1622: 2.59% [1.43%, 6.73%], allowed 1%, 33 unknown; alert page: burn 2.59 over 1h
#2> cxslo: fail: shop: good: bad 42 of 1622: 2.59% [1.43%, 6.73%], allowed 1%, 33 unknown
#2> cxslo: inconclusive: shop: slices: bad slices 1 of 12: 9.09% [0.427%, 43.8%], allowed 10%; not enough events, 33 unknown; at this rate no number of them decides
#2> cxslo: inconclusive: shop: canary: candidate 20 of 814 bad, stable 22 of 808 bad: ratio 0.9024 [0.1277, 3.727], allowed 1.25; not enough events; needs about 14151 events of the candidate
#2> cxslo: 4 of 60 records rejected (6.67%)
#2> cxslo: fail: shop: all: bad 47000000000 of 1800000000000: 2.61% [1.57%, 3.94%], allowed 1%; alert page: burn 2.61 over 1h
#2> cxslo: fail: shop: good: bad 47000000000 of 1800000000000: 2.61% [1.57%, 3.94%], allowed 1%
#2> cxslo: inconclusive: shop: slices: bad slices 1 of 12: 8.33% [0.427%, 33.9%], allowed 10%; not enough events; needs about 908 slices
#2> cxslo: inconclusive: shop: canary: candidate 20000000000 of 923000000000 bad, stable 27000000000 of 877000000000 bad: ratio 0.7038 [0.2243, 2.097], allowed 1.25; would be decided if bad events came singly, not 1.9e+09 at a time (data)
