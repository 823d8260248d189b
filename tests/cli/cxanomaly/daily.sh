# A point a day: weekdays differ, a drop by a third is found; in a share too.
. "$TOP/tests/cli/cxanomaly/series.inc"
days 70 66 0.66 > d
cxanomaly --daily orders,share d > out
brief < out | sed -n '55p;56p;57p;58p;$p'
jq -c 'select(.anomaly) | [.window, .metric, .direction]' out
# A Sunday like a Monday.
days 70 69 1.8 | cxanomaly --daily orders | brief | tail -n 2
# A day that is left out leaves no trace.
echo '2026-08-06  the outage' > calendar
cxanomaly --daily --calendar calendar orders d | brief | sed -n '67,68p'
grep -v 2026-08-06 d | cxanomaly --daily orders > without 2> /dev/null
grep -v '"gap"' without > but_the_gap
cxanomaly --daily --calendar calendar orders d | grep -v '"excluded"' | cmp - but_the_gap &&
echo same
# A few a day, then none: told within a week, once; what comes back is told, too.
few() {
	awk -v from="$1" -v to="$2" 'BEGIN {
		split("3 1 4 2 2 5 3 0 3 2 4 1 3 6 2 3 1 2 4 3", n, " ")
		for (i = 0; i < 110; i++)
			printf "{\"window\":\"2026-%02d-%02d\",\"orders\":%d}\n", (i < 30 ? 6 : i < 61 ? 7 : i < 92 ? 8 : 9),
			    (i < 30 ? i + 1 : i < 61 ? i - 29 : i < 92 ? i - 60 : i - 91),
			    (i >= from && i < to ? 0 : n[i % 20 + 1])
	}'
}
few 50 80 > d
cxanomaly --daily orders d > out
jq -c 'select(.anomaly) | [.window, (.score * 10 | round / 10), .direction, .component, .shape]' out
# A level that stays: its first day is a spike, the second a shift, and nothing more.
days 90 99 1 > d
awk 'NR > 60 { split($0, a, "orders\":"); n = a[2] + 0; sub(/orders":[0-9]*/, "orders\":" int(n * 0.6)) } 1' d > lower
cxanomaly --daily --only-anomalies orders lower | jq -c '[.window, .direction, .component, .shape]'
# Step by step.
awk 'NR > 60 { split($0, a, "orders\":"); n = a[2] + 0
    sub(/orders":[0-9]*/, "orders\":" int(n * (1 - 0.02 * (NR - 60)))) } 1' d |
cxanomaly --daily --only-anomalies orders | jq -c '[.window, .direction, .component, .shape]'
# A run of days goes on from a memory.
rm -f memory
for at in 1,52 53,53 54,60 61,90; do
	sed -n "${at}p" lower | cxanomaly --daily --state memory orders
done > parts
cxanomaly --daily orders lower | cmp - parts && echo the same
# Weeks and months are no days.
for step in 1 7 31; do
	echo "# $step"
	jq -cn --argjson s $step 'range(3) | {window: (1767225600 + . * $s * 86400 | todate), n: .}' > d
	cxanomaly --daily n d 2>&1 >/dev/null
	rm -f memory
	head -n 1 d | cxanomaly --daily --state memory n >/dev/null 2>&1
	sed -n 2p d | cxanomaly --daily --state memory n 2>&1 >/dev/null
done
printf '{"window":"%s","n":1}\n' 2026-01-01 2026-02-01 2026-03-01 | cxanomaly --daily n 2>&1 >/dev/null
printf '{"window":"%s","n":1}\n' 2026-01-02 2026-01-05 | cxanomaly --daily n 2>&1 >/dev/null


# A share of a sample is as sure as its records are: of 50,000 events or of 500 of them, drawn; a count too.
drawn() {
	awk -v n="$1" -v c="$2" 'BEGIN { for (i = 0; i < 41; i++)
		printf "{\"kind\":\"stat\",\"window\":\"2026-%02d-%02dT00:00:00Z\",\"bad\":%s,\"bad_n\":50000%s,\"count\":%d%s}\n",
		    (i < 31 ? 1 : 2), (i < 31 ? i + 1 : i - 30), (i == 40 ? "0.034" : 0.02 + 0.0001 * (i % 5)), n,
		    (i == 40 ? 3900 : 3000 + 3 * (i % 5)), c }'
}
drawn '' '' | cxanomaly --daily bad,count | tail -n 2 | jq -c '[.metric, .status, (.score * 10 | floor)]'
drawn ',"bad_n_eff":500' ',"count_n_eff":30' | cxanomaly --daily bad,count | tail -n 2 |
    jq -c '[.metric, .status, (.score * 10 | floor)]'
drawn ',"bad_n_eff":500' ',"count_n_eff":30' > in
head -n 35 in | cxanomaly --daily --state drawn bad,count > out
tail -n +36 in | cxanomaly --daily --state drawn bad,count | tail -n 1 | jq -c '[.metric, .status]'

#> 2026-06-28  orders learning - - - -
#> 2026-06-28  share learning - - - -
#> 2026-06-29  orders ok 0.5651 991.467 up day
#> 2026-06-29  share ok 0.4977 0.04959 up day
#> 2026-08-09  share ok 0.1517 0.03049 up day
#> ["2026-08-06","orders","down"]
#> ["2026-08-06","share","down"]
#> 2026-08-08  orders ok 0.0303 710.850 down day
#> 2026-08-09  orders anomaly 15.939 622.163 up day
#> 2026-08-06  orders excluded - - - -
#> 2026-08-07  orders ok 1.0042 1111.22 down day
#> same
#> ["2026-07-24",4.5,"down","run","shift"]
#> ["2026-08-22",4.2,"up","run","shift"]
#> ["2026-07-31","down","day","spike"]
#> ["2026-08-01","down","run","shift"]
#> ["2026-08-06","down","run","trend"]
#> ["2026-08-11","down","day","spike"]
#> the same
#> # 1
#> # 7
#> cxanomaly: points lie 7 days apart, and --daily takes one a day: see --step
#> cxanomaly: points lie 7 days apart, and --daily takes one a day: see --step
#> # 31
#> cxanomaly: points lie 31 days apart, and --daily takes one a day: see --step
#> cxanomaly: points lie 31 days apart, and --daily takes one a day: see --step
#> cxanomaly: points lie 28 to 31 days apart, and --daily takes one a day: see --step
#> cxanomaly: 2 points are missing, in 1 gap
#> ["bad","anomaly",168]
#> ["count","anomaly",152]
#> ["bad","ok",16]
#> ["count","ok",13]
#> ["count","ok"]
