# A canary beside the stable version: in one stream, in files, from states.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: errors, type: baseline, bad: status >= 500, increase: 50%}
  - {name: p95, type: baseline, value: ms, percentile: p95}
  - {name: availability, bad: status >= 500, target: 99%}
END
show() {
	cxview --fields objective,verdict,reason,n,bad,stable_n,stable_bad,ratio
}
events 5000 50 60 v1 > stable
events 1000 10 60 v2 > good
events 1000 40 60 v2 | sed 's/"ms":/"ms":1/' > worse
events 40 1 60 v2 > few
for canary in good worse few; do
	cat stable $canary > both
	cxslo --baseline 'version == "v1"' spec.yaml both > one 2> err
	echo "status $?"
	show < one
	cat err
	# the files tell the sides; what is no comparison counts the canary only
	cxslo --baseline-file stable spec.yaml $canary 2> err | show
	cxslo --baseline-file stable spec.yaml < $canary 2> /dev/null | cksum
	cxslo --baseline-file stable spec.yaml $canary 2> /dev/null | cksum
done
# parts of both sides, and states of them
head -n 2500 stable > stable1
tail -n +2501 stable > stable2
cxslo --baseline-file stable1 --baseline-file stable2 spec.yaml worse > two 2> /dev/null
cxslo --baseline-file stable spec.yaml worse 2> /dev/null | cmp two - && echo same
cxslo --partial --baseline-file stable1 spec.yaml worse > a.state
: > none
cxslo --partial --baseline-file stable2 spec.yaml none > b.state
cxslo --merge spec.yaml a.state b.state 2> /dev/null | sed '$d' > merged
sed '$d' two | cmp - merged && echo same
# an event of which nobody knows the side counts for both as unknown
sed '0~10s/"version":"v2"/"x":1/' good | cat stable - > both
cxslo --baseline 'version == "v1"' spec.yaml both 2> /dev/null |
    cxview --fields objective,verdict,reason,unknown,stable_unknown
cxslo --aa --baseline-file stable spec.yaml good
echo "status $?"
# refused
cat > plain.yaml <<END
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
END
cxslo --baseline-file stable plain.yaml good
echo "status $?"
cxslo --aa plain.yaml good
echo "status $?"
cxslo spec.yaml good
echo "status $?"

#> status 3
#> objective     verdict       reason     n  bad  stable_n  stable_bad                 ratio
#> errors        inconclusive  sample  1000   10      5000          50  1.000 [0.515, 1.902]
#> p95           pass          -       1000    -      5000           -  1.000 [0.969, 1.032]
#> availability  inconclusive  sample  6000   60         -           -      -
#> total         inconclusive  -          -    -         -           -      -
#> cxslo: inconclusive: shop: errors: candidate 10 of 1000 bad, stable 50 of 5000 bad: ratio 1 [0.5145, 1.902], allowed 1.5; not enough events; needs about 2455 events of the candidate
#> cxslo: inconclusive: shop: availability: bad 60 of 6000: 1% [0.798%, 1.26%], allowed 1%; not enough events; at this rate no number of them decides
#> objective     verdict       reason     n  bad  stable_n  stable_bad                 ratio
#> errors        inconclusive  sample  1000   10      5000          50  1.000 [0.515, 1.902]
#> p95           pass          -       1000    -      5000           -  1.000 [0.969, 1.032]
#> availability  inconclusive  sample  1000   10         -           -      -
#> total         inconclusive  -          -    -         -           -      -
#> 865824022 2022
#> 865824022 2022
#> status 1
#> objective     verdict  reason     n  bad  stable_n  stable_bad              ratio
#> errors        fail     -       1000   40      5000          50  4.00 [2.75, 5.91]
#> p95           fail     -       1000    -      5000           -  3.70 [3.54, 3.74]
#> availability  fail     -       6000   90         -           -     -
#> total         fail     -          -    -         -           -     -
#> cxslo: fail: shop: errors: candidate 40 of 1000 bad, stable 50 of 5000 bad: ratio 4 [2.754, 5.906], allowed 1.5
#> cxslo: fail: shop: p95: p95 candidate 1391.3 [1350.59, 1399], stable 376.495 [372.767, 387.936]: ratio 3.695 [3.543, 3.738], allowed 1.25
#> cxslo: fail: shop: availability: bad 90 of 6000: 1.5% [1.25%, 1.8%], allowed 1%
#> objective     verdict  reason     n  bad  stable_n  stable_bad              ratio
#> errors        fail     -       1000   40      5000          50  4.00 [2.75, 5.91]
#> p95           fail     -       1000    -      5000           -  3.70 [3.54, 3.74]
#> availability  fail     -       1000   40         -           -     -
#> total         fail     -          -    -         -           -     -
#> 3085160917 2076
#> 3085160917 2076
#> status 3
#> objective     verdict       reason     n  bad  stable_n  stable_bad               ratio
#> errors        inconclusive  sample    40    1      5000          50  2.50 [0.10, 15.32]
#> p95           inconclusive  sample    40    -      5000           -  0.98     [0.90, -]
#> availability  inconclusive  sample  5040   51         -           -     -
#> total         inconclusive  -          -    -         -           -     -
#> cxslo: inconclusive: shop: errors: candidate 1 of 40 bad, stable 50 of 5000 bad: ratio 2.5 [0.1042, 15.32], allowed 1.5; not enough events; needs about 596 events of the candidate
#> cxslo: inconclusive: shop: p95: p95 candidate 370 [340, -], stable 376.495 [372.767, 387.936]: ratio 0.9827 [0.8984, -], allowed 1.25; not enough events; needs about 59 events of the candidate
#> cxslo: inconclusive: shop: availability: bad 51 of 5040: 1.01% [0.791%, 1.3%], allowed 1%; not enough events; needs about 1902986 events
#> objective     verdict       reason   n  bad  stable_n  stable_bad               ratio
#> errors        inconclusive  sample  40    1      5000          50  2.50 [0.10, 15.32]
#> p95           inconclusive  sample  40    -      5000           -  0.98     [0.90, -]
#> availability  inconclusive  sample  40    1         -           -     -
#> total         inconclusive  -        -    -         -           -     -
#> 871831072 2039
#> 871831072 2039
#> same
#> same
#> objective     verdict       reason   unknown  stable_unknown
#> errors        inconclusive  unknown      100             100
#> p95           inconclusive  unknown      100             100
#> availability  inconclusive  sample         0               -
#> total         inconclusive  -              -               -
#> {"kind":"slo_aa","slo":"shop","objective":"errors","stable_n":5000,"trials":1000,"false_alarms":0}
#> {"kind":"slo_aa","slo":"shop","objective":"p95","stable_n":5000,"trials":1000,"false_alarms":null}
#> status 3
#> status 2
#> status 2
#> status 2
#2> cxslo: --aa: p95: the stable side has fewer than two hours to deal
#2> cxslo: --baseline-file: no objective compares with its files (type: baseline, without a predicate of its own)
#2> try 'cxslo --help'
#2> cxslo: --aa: no objective compares with a stable side
#2> try 'cxslo --help'
#2> cxslo: spec.yaml:3:5: objective 'errors' compares with a stable side: say which events are, here as baseline: version == "v1", or with --baseline or --baseline-file
#2>     - {name: errors, type: baseline, bad: status >= 500, increase: 50%...
#2>       ^
