# The three-way rule, at its edges: 0.95^59 is the first power below 0.05; of ten events two bad
# ones may be chance at 5 % (0.086), three are not (0.011).
echo 'checks: [{rule: n > 0, target: 95%}]' > plan
gate() {
	awk -v good="$1" -v bad="$2" 'BEGIN { for (i = 0; i < good + bad; i++) print "{\"n\":" (i < good) "}" }' |
	    cxcheck --mode gate --summary summary -o /dev/null plan 2>/dev/null
	echo "$2 of $(($1 + $2)): status $?"
	grep check summary | cut -d, -f 3-7
}
gate 58 0
gate 59 0
gate 8 2
gate 7 3
gate 900 100

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
echo "status $?"

# Options that do not go together.
echo 'common: true' > plan
cxcheck --infer --ddl postgres plan
cxcheck --key a plan /dev/null
cxcheck --table a plan /dev/null
cxcheck --ddl postgres plan /dev/null
cxcheck --infer --emit tap /dev/null
cxcheck --ddl duckdb --summary x plan
cxcheck --infer --mode gate /dev/null
cxcheck --ddl duckdb --redact plan
cxcheck --infer --lax /dev/null
cxcheck --infer --formats annotate /dev/null
cxcheck --ddl oracle plan
cxcheck --mode guess plan /dev/null
echo "status $?"

#> 0 of 58: status 3
#> "verdict":"inconclusive","n":58,"bad":0,"rate":0,"lo":0
#> 0 of 59: status 0
#> "verdict":"pass","n":59,"bad":0,"rate":0,"lo":0
#> 2 of 10: status 3
#> "path":"n > 0","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":2
#> "verdict":"inconclusive","n":10,"bad":2,"rate":0.2,"lo":0.025210726326833383
#> 3 of 10: status 1
#> "path":"n > 0","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":3
#> "verdict":"fail","n":10,"bad":3,"rate":0.3,"lo":0.06673951117773448
#> 100 of 1000: status 1
#> "path":"n > 0","code":"rule","schema_path":"plan#/checks/0","severity":"error","count":100
#> "verdict":"fail","n":1000,"bad":100,"rate":0.1,"lo":0.08210533435558
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
#> status 2
#> status 2
#2> cxcheck: --emit: expected one of junit|tap|github|markdown|prometheus, got 'yaml'
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --ddl
#2> try 'cxcheck --help'
#2> cxcheck: --key needs --infer
#2> try 'cxcheck --help'
#2> cxcheck: --table needs --ddl
#2> try 'cxcheck --help'
#2> cxcheck: --ddl does not go with files
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --emit
#2> try 'cxcheck --help'
#2> cxcheck: --ddl does not go with --summary
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --mode
#2> try 'cxcheck --help'
#2> cxcheck: --ddl does not go with --redact
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --lax
#2> try 'cxcheck --help'
#2> cxcheck: --infer does not go with --formats
#2> try 'cxcheck --help'
#2> cxcheck: --ddl: expected postgres|clickhouse|duckdb|bigquery, got 'oracle'
#2> try 'cxcheck --help'
#2> cxcheck: --mode: expected account|gate, got 'guess'
#2> try 'cxcheck --help'
