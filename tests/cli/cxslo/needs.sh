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
