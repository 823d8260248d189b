# Lifts of eight experiments: spread, shrunk lifts and total of metafor (oracle/effect.R).
awk 'BEGIN {
	n = split("0.041 0.012 -0.008 0.023 0.031 -0.015 0.005 0.018", lift, " ")
	split("0.012 0.009 0.011 0.02 0.013 0.008 0.006 0.015", se, " ")
	for (i = 1; i <= n; i++) {
		won = lift[i] / se[i] > 1.96
		printf "{\"kind\":\"ab\",\"experiment\":\"e%d\",\"metric\":\"conv\",\"variant\":\"b\",", i
		printf "\"lift\":%s,\"lift_lo\":%s,\"lift_hi\":%s,", lift[i], lift[i], lift[i]
		printf "\"lift_se\":%s,\"status\":\"%s\"}\n", se[i], won ? "win" : "unknown"
		printf "{\"kind\":\"ab_verdict\",\"experiment\":\"e%d\",", i
		printf "\"decision\":\"%s\",\"variant\":\"b\"}\n", won ? "ship" : "review"
	}
}' >results
cxab --portfolio conv results

# Only results over everybody count, and the last of several; an invalid experiment does not.
sum() {
	cxab --portfolio "$@" | cxselect -e 'kind == "ab_portfolio"'
}
{
	sed 's/"lift":[^,]*/"lift":9/' results
	cat results
	sed 's/"status"/"country":"DE","status"/; s/"lift":[^,]*/"lift":9/' results
	sed 's/"status"/"contrast":"f","status"/; s/"lift":[^,]*/"lift":9/' results
} >many
sum conv many >1
sum conv results >2
cmp 1 2 && echo the same
{
	cat results
	echo '{"kind":"ab_verdict","experiment":"e1","decision":"invalid"}'
} | sum conv | cxselect --fields results,shipped,left_out,measured
sum conv --shipped 'status == "win"' results | cmp - 2 && echo the same by status
sum conv --shipped 'lift > 0.02' --coverage 0.5 results | cxselect --fields shipped,measured,total

# A holdout is no part of the sum.
{
	cat results
	echo '{"kind":"ab","experiment":"q3","metric":"conv","variant":"all","lift":0.03,"lift_lo":0.01,"lift_hi":0.05,"lift_se":0.01}'
} >with
sum conv --holdout q3 with

cxab --portfolio revenue results
cxab --portfolio conv --holdout q4 results
cxab --portfolio conv --coverage 2 results
cxab --portfolio conv, results
cxab --portfolio conv --goal conv results
cxab --holdout q3 'conv = rate(x)' results

#> {"kind":"ab_shrunk","metric":"conv","experiment":"e1","variant":"b","shipped":true,"coverage":1,"lift":0.041,"lift_lo":0.041,"lift_hi":0.041,"shrunk":0.030352140656589775,"shrunk_lo":0.010884572523481024,"shrunk_hi":0.049819708789698526}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e2","variant":"b","shipped":false,"coverage":1,"lift":0.012,"lift_lo":0.012,"lift_hi":0.012,"shrunk":0.011829067788104924,"shrunk_lo":-0.003902289821578458,"shrunk_hi":0.027560425397788305}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e3","variant":"b","shipped":false,"coverage":1,"lift":-0.008,"lift_lo":-0.008,"lift_hi":-0.008,"shrunk":-0.0018408393034941963,"shrunk_lo":-0.020156341846600777,"shrunk_hi":0.016474663239612386}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e4","variant":"b","shipped":false,"coverage":1,"lift":0.023,"lift_lo":0.023,"lift_hi":0.023,"shrunk":0.015876872688628613,"shrunk_lo":-0.010036368411239074,"shrunk_hi":0.0417901137884963}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e5","variant":"b","shipped":true,"coverage":1,"lift":0.031,"lift_lo":0.031,"lift_hi":0.031,"shrunk":0.023194554143121205,"shrunk_lo":0.0026636528454915993,"shrunk_hi":0.04372545544075081}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e6","variant":"b","shipped":false,"coverage":1,"lift":-0.015,"lift_lo":-0.015,"lift_hi":-0.015,"shrunk":-0.00977343553835753,"shrunk_lo":-0.024069172443192535,"shrunk_hi":0.004522301366477476}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e7","variant":"b","shipped":false,"coverage":1,"lift":0.005,"lift_lo":0.005,"lift_hi":0.005,"shrunk":0.005769941124980896,"shrunk_lo":-0.005372769541606346,"shrunk_hi":0.016912651791568138}
#> {"kind":"ab_shrunk","metric":"conv","experiment":"e8","variant":"b","shipped":false,"coverage":1,"lift":0.018,"lift_lo":0.018,"lift_hi":0.018,"shrunk":0.014870959339396589,"shrunk_lo":-0.007539279411131713,"shrunk_hi":0.03728119808992489}
#> {"kind":"ab_portfolio","metric":"conv","results":8,"shipped":2,"left_out":0,"mean":0.011284907612371284,"mean_lo":-0.0023965503875878705,"mean_hi":0.02496636561233044,"spread":0.016058091587951236,"measured":0.073271,"measured_unselected":0.051033154495257776,"total":0.05425069916952988,"total_lo":0.024246421272334458,"total_hi":0.0842549770667253}
#> the same
#> {"results":7,"shipped":1,"left_out":1,"measured":0.031}
#> the same by status
#> {"shipped":3,"measured":0.048235404125,"total":0.03510172052415147}
#> {"kind":"ab_portfolio","metric":"conv","results":8,"shipped":2,"left_out":0,"mean":0.011284907612371284,"mean_lo":-0.0023965503875878705,"mean_hi":0.02496636561233044,"spread":0.016058091587951236,"measured":0.073271,"measured_unselected":0.051033154495257776,"total":0.05425069916952988,"total_lo":0.024246421272334458,"total_hi":0.0842549770667253,"holdout":0.03,"holdout_lo":0.01,"holdout_hi":0.05,"holdout_ratio":0.5529882648378772,"holdout_gap":-0.024250699169529884,"holdout_p":0.1847605684345757}
#2> cxab: no result of the metric 'revenue'
#2> cxab: --holdout: no result of 'q4' for the metric 'conv'
#2> cxab: results:1: expected --coverage from 0 to 1
#2> cxab: results:3: expected --coverage from 0 to 1
#2> cxab: results:5: expected --coverage from 0 to 1
#2> cxab: results:7: expected --coverage from 0 to 1
#2> cxab: results:9: expected --coverage from 0 to 1
#2> cxab: 8 of 16 records rejected (50%), more than --max-bad allows; --rejects FILE keeps them
#2> cxab: no result of the metric 'conv'
#2> cxab: expected names of metrics, as conv,revenue
#2> try 'cxab --help'
#2> cxab: --portfolio does not go with --goal
#2> try 'cxab --help'
#2> cxab: --holdout needs --portfolio
#2> try 'cxab --help'
#? 2
