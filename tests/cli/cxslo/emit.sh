# Reports: in place of the records, or into files, which appear whole or stay.
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
window: 30d
objectives:
  - {name: availability, bad: status >= 500, target: 99.9%, alerts: standard}
  - {name: by route, by: route, value: ms, percentile: p90, limit: 390}
  - {name: errors, severity: warn, bad: status >= 500, target: 99.9%}
END
events 2000 20 > in
for form in junit tap github markdown prometheus; do
	echo "-- $form"
	cxslo --emit $form spec.yaml in 2> err
done
cat err
echo "-- files"
cxslo --emit junit=a.xml --emit markdown=b.md --emit github --emit tap=c.tap -o d spec.yaml in 2> err
echo "status $?"
wc -l a.xml b.md c.tap d
# what breaks off is an error in every report
echo "-- errors"
head -c 2000 in | gzip | head -c 100 > cut.gz
cxslo --emit junit=a.xml --emit prometheus=e.prom --emit tap spec.yaml cut.gz
echo "status $?"
cat a.xml
grep slo_verdict e.prom
# a file that cannot be is said before anything is read
cxslo --emit junit=none/x.xml spec.yaml gone
echo "status $?"
cxslo --emit junit --emit tap spec.yaml in
echo "status $?"
cxslo --emit junt spec.yaml in
echo "status $?"
cxslo --emit junit --partial spec.yaml in
echo "status $?"
cxslo --emit tap=f spec.yam in
echo "status $?"
ls

#> -- junit
#> <?xml version="1.0" encoding="UTF-8"?>
#> <testsuites name="cxslo" tests="5" failures="1" errors="0" skipped="1" time="0">
#> <testsuite name="shop" tests="5" failures="1" errors="0" skipped="1" time="0" timestamp="2026-11-01T01:00:00">
#> <testcase classname="cxslo.shop" name="availability" time="0"><failure type="fail" message="bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d">bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d</failure></testcase>
#> <testcase classname="cxslo.shop" name="by route [route=/a]" time="0"/>
#> <testcase classname="cxslo.shop" name="by route [route=/b]" time="0"/>
#> <testcase classname="cxslo.shop" name="by route [route=/c]" time="0"/>
#> <testcase classname="cxslo.shop" name="errors" time="0"><skipped message="advisory fail: bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%"/></testcase>
#> </testsuite>
#> </testsuites>
#> -- tap
#> TAP version 13
#> 1..5
#> not ok 1 - shop: availability
#>   ---
#>   message: "bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d"
#>   severity: "fail"
#>   file: "spec.yaml"
#>   line: 4
#>   ...
#> ok 2 - shop: by route [route=/a]
#> ok 3 - shop: by route [route=/b]
#> ok 4 - shop: by route [route=/c]
#> not ok 5 - shop: errors # TODO advisory fail: bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%
#>   ---
#>   message: "bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%"
#>   severity: "fail"
#>   file: "spec.yaml"
#>   line: 6
#>   ...
#> -- github
#> ::error file=spec.yaml,line=4,title=shop%3A availability::fail: bad 20 of 2000: 1%25 [0.664%25, 1.56%25], allowed 0.1%25; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d
#> ::warning file=spec.yaml,line=6,title=shop%3A errors::fail: bad 20 of 2000: 1%25 [0.664%25, 1.56%25], allowed 0.1%25
#> ::stop-commands::cxdd0aebee0751a914
#> cxslo: 3 pass, 2 fail
#>   fail          shop: availability  bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d
#>   fail          shop: errors  bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%
#>   pass          shop: by route [route=/a]  p90 361.847 [351.241, 372.821], limit <= 390; beyond it 17 of 667: 2.55% [1.63%, 4.16%], allowed 10%
#>   pass          shop: by route [route=/b]  p90 361.847 [344.365, 372.821], limit <= 390; beyond it 14 of 667: 2.1% [1.27%, 3.67%], allowed 10%
#>   pass          shop: by route [route=/c]  p90 361.847 [344.365, 372.821], limit <= 390; beyond it 14 of 666: 2.1% [1.28%, 3.68%], allowed 10%
#> ::cxdd0aebee0751a914::
#> -- markdown
#> **cxslo**: 3 pass, 2 fail
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | **fail** | shop | availability | bad 20 of 2000: 1% \[0.664%, 1.56%\], allowed 0.1%; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d |
#> | **fail** (advisory) | shop | errors | bad 20 of 2000: 1% \[0.664%, 1.56%\], allowed 0.1% |
#> | pass | shop | by route \[route=/a\] | p90 361.847 \[351.241, 372.821\], limit <= 390; beyond it 17 of 667: 2.55% \[1.63%, 4.16%\], allowed 10% |
#> | pass | shop | by route \[route=/b\] | p90 361.847 \[344.365, 372.821\], limit <= 390; beyond it 14 of 667: 2.1% \[1.27%, 3.67%\], allowed 10% |
#> | pass | shop | by route \[route=/c\] | p90 361.847 \[344.365, 372.821\], limit <= 390; beyond it 14 of 666: 2.1% \[1.28%, 3.68%\], allowed 10% |
#> -- prometheus
#> # HELP slo_verdict 1 for the verdict of an objective, 0 for the others
#> # TYPE slo_verdict gauge
#> slo_verdict{slo="shop",objective="availability",verdict="pass"} 0
#> slo_verdict{slo="shop",objective="availability",verdict="fail"} 1
#> slo_verdict{slo="shop",objective="availability",verdict="inconclusive"} 0
#> slo_verdict{slo="shop",objective="availability",verdict="error"} 0
#> slo_verdict{slo="shop",objective="by route",route="/a",verdict="pass"} 1
#> slo_verdict{slo="shop",objective="by route",route="/a",verdict="fail"} 0
#> slo_verdict{slo="shop",objective="by route",route="/a",verdict="inconclusive"} 0
#> slo_verdict{slo="shop",objective="by route",route="/a",verdict="error"} 0
#> slo_verdict{slo="shop",objective="by route",route="/b",verdict="pass"} 1
#> slo_verdict{slo="shop",objective="by route",route="/b",verdict="fail"} 0
#> slo_verdict{slo="shop",objective="by route",route="/b",verdict="inconclusive"} 0
#> slo_verdict{slo="shop",objective="by route",route="/b",verdict="error"} 0
#> slo_verdict{slo="shop",objective="by route",route="/c",verdict="pass"} 1
#> slo_verdict{slo="shop",objective="by route",route="/c",verdict="fail"} 0
#> slo_verdict{slo="shop",objective="by route",route="/c",verdict="inconclusive"} 0
#> slo_verdict{slo="shop",objective="by route",route="/c",verdict="error"} 0
#> slo_verdict{slo="shop",objective="errors",verdict="pass"} 0
#> slo_verdict{slo="shop",objective="errors",verdict="fail"} 1
#> slo_verdict{slo="shop",objective="errors",verdict="inconclusive"} 0
#> slo_verdict{slo="shop",objective="errors",verdict="error"} 0
#> # HELP slo_bad_ratio Share of bad events, or slices, in the window
#> # TYPE slo_bad_ratio gauge
#> slo_bad_ratio{slo="shop",objective="availability"} 0.01
#> slo_bad_ratio{slo="shop",objective="by route",route="/a"} 0.025487256371814093
#> slo_bad_ratio{slo="shop",objective="by route",route="/b"} 0.020989505247376312
#> slo_bad_ratio{slo="shop",objective="by route",route="/c"} 0.021021021021021023
#> slo_bad_ratio{slo="shop",objective="errors"} 0.01
#> # HELP slo_bad_ratio_lower Lower bound of the bad share
#> # TYPE slo_bad_ratio_lower gauge
#> slo_bad_ratio_lower{slo="shop",objective="availability"} 0.006636879397604511
#> slo_bad_ratio_lower{slo="shop",objective="by route",route="/a"} 0.016303600232899708
#> slo_bad_ratio_lower{slo="shop",objective="by route",route="/b"} 0.01273305309836174
#> slo_bad_ratio_lower{slo="shop",objective="by route",route="/c"} 0.012752237719243645
#> slo_bad_ratio_lower{slo="shop",objective="errors"} 0.006636879397604511
#> # HELP slo_bad_ratio_upper Upper bound of the bad share
#> # TYPE slo_bad_ratio_upper gauge
#> slo_bad_ratio_upper{slo="shop",objective="availability"} 0.015579304312268505
#> slo_bad_ratio_upper{slo="shop",objective="by route",route="/a"} 0.04156759586476255
#> slo_bad_ratio_upper{slo="shop",objective="by route",route="/b"} 0.03672621660734876
#> slo_bad_ratio_upper{slo="shop",objective="by route",route="/c"} 0.03678098218006198
#> slo_bad_ratio_upper{slo="shop",objective="errors"} 0.015579304312268505
#> # HELP slo_allowed_bad_ratio Allowed share: 1 minus the target
#> # TYPE slo_allowed_bad_ratio gauge
#> slo_allowed_bad_ratio{slo="shop",objective="availability"} 0.001
#> slo_allowed_bad_ratio{slo="shop",objective="by route",route="/a"} 0.1
#> slo_allowed_bad_ratio{slo="shop",objective="by route",route="/b"} 0.1
#> slo_allowed_bad_ratio{slo="shop",objective="by route",route="/c"} 0.1
#> slo_allowed_bad_ratio{slo="shop",objective="errors"} 0.001
#> # HELP slo_events Events in the window that could be judged
#> # TYPE slo_events gauge
#> slo_events{slo="shop",objective="availability"} 2000
#> slo_events{slo="shop",objective="by route",route="/a"} 667
#> slo_events{slo="shop",objective="by route",route="/b"} 667
#> slo_events{slo="shop",objective="by route",route="/c"} 666
#> slo_events{slo="shop",objective="errors"} 2000
#> # HELP slo_error_budget_remaining_ratio Share of the error budget left; negative when overspent
#> # TYPE slo_error_budget_remaining_ratio gauge
#> slo_error_budget_remaining_ratio{slo="shop",objective="availability"} -9
#> slo_error_budget_remaining_ratio{slo="shop",objective="by route",route="/a"} 0.7451274362818591
#> slo_error_budget_remaining_ratio{slo="shop",objective="by route",route="/b"} 0.790104947526237
#> slo_error_budget_remaining_ratio{slo="shop",objective="by route",route="/c"} 0.7897897897897898
#> slo_error_budget_remaining_ratio{slo="shop",objective="errors"} -9
#> # HELP slo_burn_rate Bad share over the allowed share; 1 spends the budget in its window
#> # TYPE slo_burn_rate gauge
#> slo_burn_rate{slo="shop",objective="availability",window="30d"} 10
#> slo_burn_rate{slo="shop",objective="availability",window="1h"} 10
#> slo_burn_rate{slo="shop",objective="availability",window="5m"} 12.048192771084338
#> slo_burn_rate{slo="shop",objective="availability",window="6h"} 10
#> slo_burn_rate{slo="shop",objective="availability",window="30m"} 10
#> slo_burn_rate{slo="shop",objective="availability",window="1d"} 10
#> slo_burn_rate{slo="shop",objective="availability",window="2h"} 10
#> slo_burn_rate{slo="shop",objective="availability",window="3d"} 10
#> slo_burn_rate{slo="shop",objective="by route",route="/a",window="30d"} 0.25487256371814093
#> slo_burn_rate{slo="shop",objective="by route",route="/b",window="30d"} 0.2098950524737631
#> slo_burn_rate{slo="shop",objective="by route",route="/c",window="30d"} 0.21021021021021022
#> slo_burn_rate{slo="shop",objective="errors",window="30d"} 10
#> # HELP slo_alert_firing 1 while a burn-rate alert fires
#> # TYPE slo_alert_firing gauge
#> slo_alert_firing{slo="shop",objective="availability",alert="1 page 1h"} 0
#> slo_alert_firing{slo="shop",objective="availability",alert="2 page 6h"} 1
#> slo_alert_firing{slo="shop",objective="availability",alert="3 ticket 1d"} 1
#> slo_alert_firing{slo="shop",objective="availability",alert="4 ticket 3d"} 1
#> # HELP slo_last_evaluation_timestamp_seconds Time the verdicts speak of: the clock given, or the end of the data
#> # TYPE slo_last_evaluation_timestamp_seconds gauge
#> slo_last_evaluation_timestamp_seconds{slo="shop"} 1793494800
#> # EOF
#> cxslo: fail: shop: availability: bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%; alert page: burn 10 over 6h; alert ticket: burn 10 over 1d; alert ticket: burn 10 over 3d
#> cxslo: advisory fail: shop: errors: bad 20 of 2000: 1% [0.664%, 1.56%], allowed 0.1%
#> -- files
#> status 1
#>   10 a.xml
#>    9 b.md
#>   19 c.tap
#>   10 d
#>   48 total
#> -- errors
#> TAP version 13
#> 1..1
#> not ok 1 - shop: input
#>   ---
#>   message: "cut.gz: truncated gzip stream after 0 lines, partial last line dropped"
#>   severity: "error"
#>   ...
#> status 2
#> <?xml version="1.0" encoding="UTF-8"?>
#> <testsuites name="cxslo" tests="1" failures="0" errors="1" skipped="0" time="0">
#> <testsuite name="shop" tests="1" failures="0" errors="1" skipped="0" time="0">
#> <testcase classname="cxslo.shop" name="input" time="0"><error type="error" message="cut.gz: truncated gzip stream after 0 lines, partial last line dropped">cut.gz: truncated gzip stream after 0 lines, partial last line dropped</error></testcase>
#> </testsuite>
#> </testsuites>
#> # HELP slo_verdict 1 for the verdict of an objective, 0 for the others
#> # TYPE slo_verdict gauge
#> slo_verdict{slo="shop",objective="input",verdict="pass"} 0
#> slo_verdict{slo="shop",objective="input",verdict="fail"} 0
#> slo_verdict{slo="shop",objective="input",verdict="inconclusive"} 0
#> slo_verdict{slo="shop",objective="input",verdict="error"} 1
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> a.xml
#> b.md
#> c.tap
#> cut.gz
#> d
#> e.prom
#> err
#> in
#> spec.yaml
#2> cxslo: cut.gz: truncated gzip stream after 0 lines, partial last line dropped
#2> cxslo: none/x.xml: cannot make a temporary file beside it: No such file or directory
#2> cxslo: --emit: only one goes to standard output: --emit tap=FILE
#2> try 'cxslo --help'
#2> cxslo: --emit: expected one of junit|tap|github|markdown|prometheus, got 'junt' (did you mean 'junit'?)
#2> try 'cxslo --help'
#2> cxslo: --partial does not go with --emit
#2> try 'cxslo --help'
#2> cxslo: spec.yam: No such file or directory
