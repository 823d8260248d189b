# The worked verdicts at 99.9%: counts, interval, verdict, and what it still takes.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - name: availability
    bad: status >= 500
    target: 99.9%
END
for case in '10 0' '10 1' '500 3' '2995 0' '2994 0' '10000 5' '10000 20' '100000 50' \
    '100000 85' '100000 120'; do
	# shellcheck disable=SC2086 # two words
	events $case > in
	status cxslo spec.yaml in > out 2> err
	sed -n 's/.*"verdict":"\([^"]*\)","reason":\([^,]*\),"needed_n":\([^,]*\),.*"rate":\([^,]*\),.*/\1 \2 \3 \4/p' out
	sed 's/^/  /' err
	tail -n 1 out
done

# Exit statuses: the worst verdict of the gates, and what options make of it.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: passes, bad: status >= 500, target: 90%}
  - {name: other, bad: status >= 500, target: TARGET, severity: SEVERITY}
END
events 1000 5 > in
for severity in gate warn info; do
	for target in 98% 99.9% 99.5%; do
		sed "s/TARGET/$target/; s/SEVERITY/$severity/" spec.yaml > s.yaml
		for how in '' '--inconclusive pass' '--inconclusive fail' '--exit-style nagios'; do
			# shellcheck disable=SC2086 # options
			cxslo $how s.yaml in > out 2> err
			printf '%s ' $?
		done
		grep -o '"objective":"other","verdict":"[a-z]*"' out
		cat err
	done
done
# 2 before 1 before 4 before 3
sed "s/TARGET/99.9%/; s/SEVERITY/gate/" spec.yaml > s.yaml
(cat in; echo oops) > bad
status cxslo --max-bad 0 s.yaml bad > out 2> err
tail -n 1 out
sed "s/TARGET/99.5%/; s/SEVERITY/gate/" spec.yaml > s.yaml
status cxslo --max-bad 0 s.yaml bad > out 2> err
tail -n 1 out
status cxslo --strict s.yaml bad > out 2> err
tail -n 1 out
status cxslo s.yaml in -o /dev/full > out 2> err
cat out err

# What each objective must see to pass, before any run.
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: three nines, bad: status >= 500, target: 99.9%}
  - {name: four nines, bad: status >= 500, target: 99.99%}
  - {name: p99, by: route, value: ms, percentile: p99, limit: 400}
  - {name: at least, bad: status >= 500, target: 90%, min_total: 5000}
  - {name: slices, bad: status >= 500, target: 95%, method: timeslices, slice: 5m, slice_target: 99%}
  - {name: alive, type: liveness, events: 3, slice: 1m, target: 99%}
  - {name: canary, type: baseline, bad: status >= 500, floor: 1%}
  - {name: fast, type: apdex, value: ms, limit: 100, target: 0.85}
END
cxslo --needs --baseline 'version == 1' spec.yaml | cxview --as csv
cxslo --needs --rate 1000/h --baseline 'version == 1' spec.yaml | cxview --fields objective,clean,clean_s,at_50_s
cxslo --needs --conf 0.99 --preset dcx | cxview --fields objective,allowed,clean,at_50
cxslo --needs --sequential --rate 2.5 --preset dcx | cxview --fields objective,allowed,clean,clean_s
for rate in 0/s -1/s 5/y x/s /s 10/; do
	cxslo --needs --rate $rate --preset dcx
	echo "status $?"
done
cxslo --needs spec.yaml in
cxslo --needs --merge spec.yaml
cxslo --rate 5/s spec.yaml
cxslo --preset dxc
cxslo --needs

#> inconclusive "sample" 2995 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 10: 0% [0%, 25.9%], allowed 0.1%; not enough events; needs about 2995 events
#> status 3
#> inconclusive "min_bad" 20 0.1
#>   cxslo: inconclusive: shop: availability: bad 1 of 10: 10% [0.386%, 41.6%], allowed 0.1%; beyond the limit, but by too few bad events; needs about 20 events
#> status 3
#> fail null null 0.006
#>   cxslo: fail: shop: availability: bad 3 of 500: 0.6% [0.164%, 1.54%], allowed 0.1%
#> status 1
#> pass "singly" null 0
#> status 0
#> inconclusive "sample" 2995 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 2994: 0% [0%, 0.1%], allowed 0.1%; not enough events; needs about 2995 events
#> status 3
#> inconclusive "sample" 11529 0.0005
#>   cxslo: inconclusive: shop: availability: bad 5 of 10000: 0.05% [0.0197%, 0.105%], allowed 0.1%; not enough events; needs about 11529 events
#> status 3
#> fail null null 0.002
#>   cxslo: fail: shop: availability: bad 20 of 10000: 0.2% [0.133%, 0.29%], allowed 0.1%
#> status 1
#> pass null null 0.0005
#> status 0
#> inconclusive "sample" 122863 0.00085
#>   cxslo: inconclusive: shop: availability: bad 85 of 100000: 0.085% [0.0704%, 0.102%], allowed 0.1%; not enough events; needs about 122863 events
#> status 3
#> fail null null 0.0012
#>   cxslo: fail: shop: availability: bad 120 of 100000: 0.12% [0.103%, 0.14%], allowed 0.1%
#> status 1
#> 0 0 0 0 "objective":"other","verdict":"pass"
#> 1 1 1 2 "objective":"other","verdict":"fail"
#> cxslo: fail: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.05%], allowed 0.1%
#> 3 0 1 1 "objective":"other","verdict":"inconclusive"
#> cxslo: inconclusive: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.05%], allowed 0.5%; not enough events; at this rate no number of them decides
#> 0 0 0 0 "objective":"other","verdict":"pass"
#> 0 0 0 0 "objective":"other","verdict":"fail"
#> cxslo: advisory fail: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.05%], allowed 0.1%
#> 0 0 0 0 "objective":"other","verdict":"inconclusive"
#> 0 0 0 0 "objective":"other","verdict":"pass"
#> 0 0 0 0 "objective":"other","verdict":"fail"
#> 0 0 0 0 "objective":"other","verdict":"inconclusive"
#> status 1
#> status 4
#> status 2
#> status 2
#> cxslo: inconclusive: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.05%], allowed 0.5%; not enough events; at this rate no number of them decides
#> cxslo: /dev/full: write error: No space left on device
#> kind,slo,objective,allowed,of,clean,at_20,at_50,at_80,route,clean_s,at_20_s,at_50_s,at_80_s
#> slo_needs,shop,three nines,0.001,events,2995,4618,11529,69587,,,,,
#> slo_needs,shop,four nines,0.0001,events,29956,46199,115360,696419,,,,,
#> slo_needs,shop,p99,0.01,events,299,460,1146,6903,,,,,
#> slo_needs,shop,at least,0.1,events,5000,5000,5000,5000,,,,,
#> slo_needs,shop,slices,0.05,slices,59,90,223,1332,,17700,27000,66900,399600
#> slo_needs,shop,alive,0.01,slices,,,,,,,,,
#> slo_needs,shop,canary,,events,299,460,1146,6903,,,,,
#> slo_needs,shop,fast,0.15,events,19,29,69,403,,,,,
#> objective    clean   clean_s  at_50_s
#> three nines   2995   10782.0    41504
#> four nines   29956  107841.6   415296
#> p99            299    1076.4     4126
#> at least      5000   18000.0    18000
#> slices          59   17700.0    66900
#> alive            -         -        -
#> canary         299    1076.4     4126
#> fast            19      68.4      248
#> objective                  allowed  clean  at_50
#> availability                 0.001   4603  20431
#> error rate                   0.010    459   2029
#> task success                 0.010    459   2029
#> crash-free users             0.010    459   2029
#> apdex                        0.150     29    121
#> largest contentful paint     0.250     17     66
#> interaction to next paint    0.250     17     66
#> cumulative layout shift      0.250     17     66
#> objective                  allowed  clean  clean_s
#> availability                 0.001   3844   1537.6
#> error rate                   0.010    383    153.2
#> task success                 0.010    383    153.2
#> crash-free users             0.010    383    153.2
#> apdex                        0.150     24      9.6
#> largest contentful paint     0.250     14      5.6
#> interaction to next paint    0.250     14      5.6
#> cumulative layout shift      0.250     14      5.6
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxslo: --rate: expected events a time such as 250/s or 1000/h, got '0/s'
#2> try 'cxslo --help'
#2> cxslo: --rate: expected events a time such as 250/s or 1000/h, got '-1/s'
#2> try 'cxslo --help'
#2> cxslo: --rate: expected events a time such as 250/s or 1000/h, got '5/y'
#2> try 'cxslo --help'
#2> cxslo: --rate: expected events a time such as 250/s or 1000/h, got 'x/s'
#2> try 'cxslo --help'
#2> cxslo: --rate: expected events a time such as 250/s or 1000/h, got '/s'
#2> try 'cxslo --help'
#2> cxslo: --rate: expected events a time such as 250/s or 1000/h, got '10/'
#2> try 'cxslo --help'
#2> cxslo: --needs does not go with files
#2> try 'cxslo --help'
#2> cxslo: --needs does not go with --merge
#2> try 'cxslo --help'
#2> cxslo: --rate needs --needs
#2> try 'cxslo --help'
#2> cxslo: --preset: expected dcx, got 'dxc'
#2> try 'cxslo --help'
#2> cxslo: expected SPEC, got no operand
#2> try 'cxslo --help'
#? 2
