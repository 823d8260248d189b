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
