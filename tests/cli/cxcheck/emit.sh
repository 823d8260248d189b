# Reports for continuous integration; names from outside are escaped.
cat > plan <<'END'
stream: "web <1>"
target: 90%
common: {required: [n]}
checks:
  - {rule: n > 1, name: 'more | than "one"', severity: warn}
  - {not_null: m, where: n == 99}
END
printf '{"n":1}\n{"n":2}\n{}\n' > events
for format in junit tap github markdown prometheus; do
	echo "== $format"
	cxcheck --emit $format plan events 2>/dev/null
	echo "status $?"
done
cxcheck --emit tap=report --emit junit=report.xml plan events 2>/dev/null
echo "status $?"
head -3 report report.xml
cxcheck --emit yaml plan events

#> == junit
#> <?xml version="1.0" encoding="UTF-8"?>
#> <testsuites name="cxcheck" tests="3" failures="1" errors="0" skipped="2" time="0">
#> <testsuite name="web &lt;1&gt;" tests="3" failures="1" errors="0" skipped="2" time="0">
#> <testcase classname="cxcheck.web &lt;1&gt;" name="schema" time="0"><failure type="fail" message="1 of 3 bad (33.3%), target 90%">1 of 3 bad (33.3%), target 90%</failure></testcase>
#> <testcase classname="cxcheck.web &lt;1&gt;" name="more | than &quot;one&quot;" time="0"><skipped message="advisory fail: 2 of 3 bad (66.7%), target 90%"/></testcase>
#> <testcase classname="cxcheck.web &lt;1&gt;" name="not_null m" time="0"><skipped message="inconclusive: nothing to judge"/></testcase>
#> </testsuite>
#> </testsuites>
#> status 1
#> == tap
#> TAP version 13
#> 1..3
#> not ok 1 - web <1>: schema
#>   ---
#>   message: "1 of 3 bad (33.3%), target 90%"
#>   severity: "fail"
#>   file: "plan"
#>   line: 1
#>   ...
#> not ok 2 - web <1>: more | than "one" # TODO advisory fail: 2 of 3 bad (66.7%), target 90%
#>   ---
#>   message: "2 of 3 bad (66.7%), target 90%"
#>   severity: "fail"
#>   file: "plan"
#>   line: 5
#>   ...
#> ok 3 - web <1>: not_null m # SKIP inconclusive: nothing to judge
#> status 1
#> == github
#> ::error file=plan,line=1,title=web <1>%3A schema::fail: 1 of 3 bad (33.3%25), target 90%25
#> ::warning file=plan,line=5,title=web <1>%3A more | than "one"::fail: 2 of 3 bad (66.7%25), target 90%25
#> ::warning file=plan,line=6,title=web <1>%3A not_null m::inconclusive: nothing to judge
#> ::stop-commands::cx0ce08a33add37fda
#> cxcheck: 2 fail, 1 inconclusive
#>   fail          web <1>: schema  1 of 3 bad (33.3%), target 90%
#>   fail          web <1>: more | than "one"  2 of 3 bad (66.7%), target 90%
#>   inconclusive  web <1>: not_null m  nothing to judge
#> ::cx0ce08a33add37fda::
#> status 1
#> == markdown
#> **cxcheck**: 2 fail, 1 inconclusive
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | **fail** | web &#60;1&#62; | schema | 1 of 3 bad (33.3%), target 90% |
#> | **fail** (advisory) | web &#60;1&#62; | more \| than "one" | 2 of 3 bad (66.7%), target 90% |
#> | inconclusive | web &#60;1&#62; | not\_null m | nothing to judge |
#> status 1
#> == prometheus
#> # HELP slo_verdict 1 for the verdict of an objective, 0 for the others
#> # TYPE slo_verdict gauge
#> slo_verdict{slo="web <1>",objective="schema",verdict="pass"} 0
#> slo_verdict{slo="web <1>",objective="schema",verdict="fail"} 1
#> slo_verdict{slo="web <1>",objective="schema",verdict="inconclusive"} 0
#> slo_verdict{slo="web <1>",objective="schema",verdict="error"} 0
#> slo_verdict{slo="web <1>",objective="more | than \"one\"",verdict="pass"} 0
#> slo_verdict{slo="web <1>",objective="more | than \"one\"",verdict="fail"} 1
#> slo_verdict{slo="web <1>",objective="more | than \"one\"",verdict="inconclusive"} 0
#> slo_verdict{slo="web <1>",objective="more | than \"one\"",verdict="error"} 0
#> slo_verdict{slo="web <1>",objective="not_null m",verdict="pass"} 0
#> slo_verdict{slo="web <1>",objective="not_null m",verdict="fail"} 0
#> slo_verdict{slo="web <1>",objective="not_null m",verdict="inconclusive"} 1
#> slo_verdict{slo="web <1>",objective="not_null m",verdict="error"} 0
#> # HELP check_bad_ratio Share of events, or values, that are bad
#> # TYPE check_bad_ratio gauge
#> check_bad_ratio{slo="web <1>",objective="schema"} 0.3333333333333333
#> check_bad_ratio{slo="web <1>",objective="more | than \"one\""} 0.6666666666666666
#> # HELP check_events Events, or values, looked at
#> # TYPE check_events gauge
#> check_events{slo="web <1>",objective="schema"} 3
#> check_events{slo="web <1>",objective="more | than \"one\""} 3
#> check_events{slo="web <1>",objective="not_null m"} 0
#> # HELP check_target Share that must be good
#> # TYPE check_target gauge
#> check_target{slo="web <1>",objective="schema"} 0.9
#> check_target{slo="web <1>",objective="more | than \"one\""} 0.9
#> check_target{slo="web <1>",objective="not_null m"} 0.9
#> # EOF
#> status 1
#> {"n":1}
#> {"n":2}
#> status 1
#> ==> report <==
#> TAP version 13
#> 1..3
#> not ok 1 - web <1>: schema
#>
#> ==> report.xml <==
#> <?xml version="1.0" encoding="UTF-8"?>
#> <testsuites name="cxcheck" tests="3" failures="1" errors="0" skipped="2" time="0">
#> <testsuite name="web &lt;1&gt;" tests="3" failures="1" errors="0" skipped="2" time="0">
#2> cxcheck: --emit: expected one of junit|tap|github|markdown|prometheus, got 'yaml'
#2> try 'cxcheck --help'
#? 2
