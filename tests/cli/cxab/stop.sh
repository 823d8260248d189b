# Four looks are planned; the third is beyond its bound.  The estimate after the stop is smaller
# than the one that made it stop, and its interval excludes 0, as the bound did.
look() {
	printf '{"variant":"control","n":%d,"successes":%d}\n{"variant":"new","n":%d,"successes":%d}\n' \
	    "$@" >sums
	cxab --looks looks --horizon 40000 --monitor obf 'conv = rate(true)' sums >out
	echo "status $?"
	jq -c 'select(.kind == "ab") | [.look, .fraction, .stat, .bound, .effect, .effect_lo, .p] |
	    map((. * 1e6 | round) / 1e6)' out
	jq -c 'select(.kind == "ab_verdict") | [.decision, .effect_method] +
	    ([.effect, .effect_lo, .effect_hi] | map((. * 1e6 | round) / 1e6))' out
}
look 5000 500 5000 540
look 10000 1000 10000 1090
look 15000 1500 15000 1650


# The plan hopes for a tenth more; half the units show less rather than more: to go on is futile.
cat >plan.yaml <<'END'
experiment: gate
arms: {control: 1, new: 1}
units: 40000
looks: 4
metrics: {conv: {metric: rate(true), baseline: 0.1, mde: 10%}}
END
cxplan plan.yaml >gate.plan
for x in 950 1060; do
	printf '{"experiment":"gate","variant":"control","n":10000,"successes":1000}
{"experiment":"gate","variant":"new","n":10000,"successes":%d}\n' "$x" >sums
	cxab --plan gate.plan --looks "looks$x" sums >out
	echo "status $?"
	jq -c 'select(.kind == "ab_verdict") | [.decision, .why, .blocking, .text]' out
done

#> status 3
#> [1,0.25,1.310338,4.332634,0.008,-0.018452,0.807781]
#> ["keep_running","welch",0.008,-0.018452,0.034452]
#> status 3
#> [2,0.5,2.080472,2.963155,0.009,-0.003818,0.19471]
#> ["keep_running","welch",0.009,-0.003818,0.021818]
#> status 0
#> [3,0.75,2.825321,2.359472,0.01,0.001649,0.017305]
#> ["ship","stage_wise",0.009846,0.002776,0.016837]
#> status 3
#> ["stop_futile",["futile"],["goal_unknown conv"],"stop new: no goal is likely to win any more"]
#> status 3
#> ["keep_running",[],["goal_unknown conv"],"keep running new, 20000 more units: conv not decided yet"]
