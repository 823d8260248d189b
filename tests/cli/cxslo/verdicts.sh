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

#> inconclusive "sample" 8983 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 10: 0% [0%, 59.3%], allowed 0.1%; not enough events; needs about 8983 events
#> status 3
#> inconclusive "min_bad" 20 0.1
#>   cxslo: inconclusive: shop: availability: bad 1 of 10: 10% [0.512%, 73.2%], allowed 0.1%; beyond the limit, but by too few incidents; needs about 20 events
#> status 3
#> fail null null 0.006
#>   cxslo: fail: shop: availability: bad 3 of 500: 0.6% [0.164%, 3.08%], allowed 0.1%
#> status 1
#> inconclusive "bursts" 8983 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 2995: 0% [0%, 0.3%], allowed 0.1%; would be decided if bad events came singly, not 3 at a time (assumed); needs about 8983 events
#> status 3
#> inconclusive "sample" 8983 0
#>   cxslo: inconclusive: shop: availability: bad 0 of 2994: 0% [0%, 0.3%], allowed 0.1%; not enough events; needs about 8983 events
#> status 3
#> inconclusive "sample" 38050 0.0005
#>   cxslo: inconclusive: shop: availability: bad 5 of 10000: 0.05% [0.0197%, 0.173%], allowed 0.1%; not enough events; needs about 38050 events
#> status 3
#> fail null null 0.002
#>   cxslo: fail: shop: availability: bad 20 of 10000: 0.2% [0.133%, 0.312%], allowed 0.1%
#> status 1
#> pass null null 0.0005
#> status 0
#> inconclusive "sample" 135595 0.00085
#>   cxslo: inconclusive: shop: availability: bad 85 of 100000: 0.085% [0.0704%, 0.103%], allowed 0.1%; not enough events; needs about 135595 events
#> status 3
#> fail null null 0.0012
#>   cxslo: fail: shop: availability: bad 120 of 100000: 0.12% [0.103%, 0.14%], allowed 0.1%
#> status 1
#> 0 0 0 0 "objective":"other","verdict":"pass"
#> 1 1 1 2 "objective":"other","verdict":"fail"
#> cxslo: fail: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.72%], allowed 0.1%
#> 3 0 1 1 "objective":"other","verdict":"inconclusive"
#> cxslo: inconclusive: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.72%], allowed 0.5%; not enough events; at this rate no number of them decides
#> 0 0 0 0 "objective":"other","verdict":"pass"
#> 0 0 0 0 "objective":"other","verdict":"fail"
#> cxslo: advisory fail: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.72%], allowed 0.1%
#> 0 0 0 0 "objective":"other","verdict":"inconclusive"
#> 0 0 0 0 "objective":"other","verdict":"pass"
#> 0 0 0 0 "objective":"other","verdict":"fail"
#> 0 0 0 0 "objective":"other","verdict":"inconclusive"
#> status 1
#> status 4
#> status 2
#> status 2
#> cxslo: inconclusive: shop: other: bad 5 of 1000: 0.5% [0.197%, 1.72%], allowed 0.5%; not enough events; at this rate no number of them decides
#> cxslo: /dev/full: write error: No space left on device
#> kind,slo,objective,allowed,of,clean,at_10,at_20,at_50,at_80,likely_10,likely_20,likely_50,likely_80,burst,burst_from,route,clean_s,at_10_s,at_20_s,at_50_s,at_80_s,likely_10_s,likely_20_s,likely_50_s,likely_80_s
#> slo_needs,shop,three nines,0.001,events,8983,8983,8983,42051,322348,22616,36365,129065,999613,3,assumed,,,,,,,,,,
#> slo_needs,shop,four nines,0.0001,events,89868,89868,89868,420579,3223661,226210,363712,1290768,9996444,3,assumed,,,,,,,,,,
#> slo_needs,shop,p99,0.01,events,895,895,895,4198,32105,2257,3630,12895,99399,3,assumed,,,,,,,,,,
#> slo_needs,shop,at least,0.1,events,5000,5000,5000,5000,5000,5000,5000,5000,9462,3,assumed,,,,,,,,,,
#> slo_needs,shop,slices,0.05,slices,59,59,59,181,1282,93,153,506,3850,1,assumed,,17700,17700,17700,54300,384600,27900,45900,151800,1155000
#> slo_needs,shop,alive,0.01,slices,299,299,299,1049,6657,473,773,2665,19932,1,assumed,,17940,17940,17940,62940,399420,28380,46380,159900,1195920
#> slo_needs,shop,canary,,events,895,895,895,4198,32105,2257,3630,12895,99399,3,assumed,,,,,,,,,,
#> slo_needs,shop,fast,0.15,events,56,56,56,254,1958,145,226,808,6119,3,assumed,,,,,,,,,,
#> objective    clean   clean_s      at_50_s
#> three nines   8983   32338.8    151,383.6
#> four nines   89868  323524.8  1,514,084.4
#> p99            895    3222.0     15,112.8
#> at least      5000   18000.0     18,000.0
#> slices          59   17700.0     54,300.0
#> alive          299   17940.0     62,940.0
#> canary         895    3222.0     15,112.8
#> fast            56     201.6        914.4
#> objective                  allowed  clean  at_50
#> availability                 0.001  13809  81938
#> error rate                   0.010   1375   8181
#> task success                 0.010   1375   8181
#> crash-free users             0.010    459   1874
#> apdex                        0.150     86    504
#> largest contentful paint     0.250     49    279
#> interaction to next paint    0.250     49    279
#> cumulative layout shift      0.250     49    279
#> objective                  allowed  clean  clean_s
#> availability                 0.001  19218   7687.2
#> error rate                   0.010   1912    764.8
#> task success                 0.010   1912    764.8
#> crash-free users             0.010    383    153.2
#> apdex                        0.150    118     47.2
#> largest contentful paint     0.250     66     26.4
#> interaction to next paint    0.250     66     26.4
#> cumulative layout shift      0.250     66     26.4
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
