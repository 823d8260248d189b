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
#> # 1
#> # 7
#> cxanomaly: points lie 7 days apart, and --daily takes one a day: see --step
#> cxanomaly: points lie 7 days apart, and --daily takes one a day: see --step
#> # 31
#> cxanomaly: points lie 31 days apart, and --daily takes one a day: see --step
#> cxanomaly: points lie 31 days apart, and --daily takes one a day: see --step
#> cxanomaly: points lie 28 to 31 days apart, and --daily takes one a day: see --step
#> cxanomaly: 2 points are missing, in 1 gap
