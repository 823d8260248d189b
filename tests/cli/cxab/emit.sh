# Reports for continuous integration, in place of the records or beside them.
rows() {
	printf '{"experiment":"gates","variant":"gate_30","n":44700,"successes":%s}\n' "$1"
	printf '{"experiment":"gates","variant":"gate_40","n":45489,"successes":%s}\n' "$2"
}
rows 8502 8279 >worse
rows 8502 8700 >open
rows 8502 9900 >better
for data in worse open better; do
	cxab --monitor fixed --emit tap 'back = rate(true)' $data
	echo "[$?]"
done
cxab --emit junit=report.xml --emit prometheus=ab.prom 'back = rate(true)' open | jq -r 'select(.kind == "ab_verdict").decision'
cat report.xml ab.prom
cxab --monitor fixed --emit github 'back = rate(true)' worse
cxab --monitor fixed --emit markdown 'back = rate(true)' better
# Health that fails; an experiment that is not there; a run that fails: the report says so.
cxab --monitor fixed --weights gate_30=1,gate_40=3 --emit tap 'back = rate(true)' better
echo "[$?]"
cxab --emit tap 'back = rate(true)' </dev/null
echo "[$?]"
echo '{"variant":"a","n":5}{' >bad
cxab --strict --emit tap 'back = rate(true)' bad
echo "[$?]"
# An archive: a file for each experiment, whatever it is called, with the plan; whole or not at all.
mkdir dir
{ rows 1 2; rows 3 4 | sed 's/gates/..\/..\/a b/'; rows 5 6 | sed "s/gates/$(printf '%0300d' 0)/"; } >many
cxab --monitor fixed --archive dir 'back = rate(true)' many >out
echo "[$?]"
(cd dir && for f in *; do echo "$f"; tail -n 1 "$f" | jq -r '.kind, .units'; done)
cat dir/* | wc -l
wc -l <out
cxab --monitor fixed --archive nowhere 'back = rate(true)' worse >out
echo "[$?]"
for option in '--partial' '--portfolio'; do
	cxab $option --emit tap 'back = rate(true)' worse
	echo "[$?]"
done

#> TAP version 13
#> 1..2
#> not ok 1 - gates: back gate_40
#>   ---
#>   message: "harm: effect -0.008201 [-0.01328, -0.003121], p 0.001557"
#>   severity: "fail"
#>   ...
#> not ok 2 - gates: verdict
#>   ---
#>   message: "roll back gate_40: back worse (-4.3 %, -6.9 % to -1.7 %)"
#>   severity: "fail"
#>   ...
#> [1]
#> TAP version 13
#> 1..2
#> ok 1 - gates: back gate_40 # SKIP inconclusive: neutral: effect 0.001054 [-0.004075, 0.006182], p 0.6872
#> ok 2 - gates: verdict # SKIP inconclusive: stop gate_40: back no difference shown
#> [3]
#> TAP version 13
#> 1..2
#> ok 1 - gates: back gate_40
#> ok 2 - gates: verdict
#> [0]
#> keep_running
#> <?xml version="1.0" encoding="UTF-8"?>
#> <testsuites name="cxab" tests="2" failures="0" errors="0" skipped="2" time="0">
#> <testsuite name="gates" tests="2" failures="0" errors="0" skipped="2" time="0">
#> <testcase classname="cxab.gates" name="back gate_40" time="0"><skipped message="inconclusive: unknown: effect 0.001054 [-0.007652, 0.009759], p 1"/></testcase>
#> <testcase classname="cxab.gates" name="verdict" time="0"><skipped message="inconclusive: keep running gate_40, 6066504 more units: back not decided yet"/></testcase>
#> </testsuite>
#> </testsuites>
#> # HELP ab_verdict 1 for the verdict of a case, 0 for the others
#> # TYPE ab_verdict gauge
#> ab_verdict{experiment="gates",case="back gate_40",verdict="pass"} 0
#> ab_verdict{experiment="gates",case="back gate_40",verdict="fail"} 0
#> ab_verdict{experiment="gates",case="back gate_40",verdict="inconclusive"} 1
#> ab_verdict{experiment="gates",case="back gate_40",verdict="error"} 0
#> ab_verdict{experiment="gates",case="verdict",verdict="pass"} 0
#> ab_verdict{experiment="gates",case="verdict",verdict="fail"} 0
#> ab_verdict{experiment="gates",case="verdict",verdict="inconclusive"} 1
#> ab_verdict{experiment="gates",case="verdict",verdict="error"} 0
#> # HELP ab_effect Difference from the control
#> # TYPE ab_effect gauge
#> ab_effect{experiment="gates",case="back gate_40"} 0.0010536864063751086
#> # HELP ab_effect_lower Lower bound of the difference
#> # TYPE ab_effect_lower gauge
#> ab_effect_lower{experiment="gates",case="back gate_40"} -0.007652106476483473
#> # HELP ab_effect_upper Upper bound of the difference
#> # TYPE ab_effect_upper gauge
#> ab_effect_upper{experiment="gates",case="back gate_40"} 0.00975947928923369
#> # HELP ab_lift Difference from the control, relative to it
#> # TYPE ab_lift gauge
#> ab_lift{experiment="gates",case="back gate_40"} 0.005539847372967226
#> # HELP ab_p_adjusted P-value of the look, for all goals and variants
#> # TYPE ab_p_adjusted gauge
#> ab_p_adjusted{experiment="gates",case="back gate_40"} 1
#> # EOF
#> ::error title=gates%3A back gate_40::fail: harm: effect -0.008201 [-0.01328, -0.003121], p 0.001557
#> ::error title=gates%3A verdict::fail: roll back gate_40: back worse (-4.3 %25, -6.9 %25 to -1.7 %25)
#> ::stop-commands::cx0bd4e1a4a251984c
#> cxab: 2 fail
#>   fail          gates: back gate_40  harm: effect -0.008201 [-0.01328, -0.003121], p 0.001557
#>   fail          gates: verdict  roll back gate_40: back worse (-4.3 %, -6.9 % to -1.7 %)
#> ::cx0bd4e1a4a251984c::
#> **cxab**: 2 pass
#>
#> | verdict | experiment | case | |
#> | --- | --- | --- | --- |
#> | pass | gates | back gate\_40 | win: effect 0.02743 \[0.02218, 0.03269\], p 1.474e-24 |
#> | pass | gates | verdict | ship gate\_40: back better (\+14 %, \+12 % to \+17 %) |
#> TAP version 13
#> 1..4
#> not ok 1 - gates: srm
#>   ---
#>   message: "the experiment is not sound"
#>   severity: "fail"
#>   ...
#> not ok 2 - gates: srm_anytime
#>   ---
#>   message: "the experiment is not sound"
#>   severity: "fail"
#>   ...
#> ok 3 - gates: back gate_40
#> not ok 4 - gates: verdict
#>   ---
#>   message: "do not act, the experiment is not valid: srm the experiment is not sound; srm_anytime the experiment is not sound"
#>   severity: "fail"
#>   ...
#> [1]
#> TAP version 13
#> 1..1
#> ok 1 - experiment: input # SKIP inconclusive: no experiment in it
#> [3]
#> TAP version 13
#> 1..1
#> not ok 1 - experiment: input
#>   ---
#>   message: "bad:1:22: expected end of line, found '{'"
#>   severity: "error"
#>   ...
#> [2]
#> [3]
#> %2E.%2F..%2Fa%20b.ndjson
#> ab_verdict
#> 90189
#> 00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000-4e3ad8519905584a.ndjson
#> ab_verdict
#> 90189
#> gates.ndjson
#> ab_verdict
#> 90189
#> 24
#> 24
#> [2]
#> [2]
#> [2]
#2> cxab: bad:1:22: expected end of line, found '{'
#2> cxab: nowhere/gates.ndjson: cannot make a temporary file beside it: No such file or directory
#2> cxab: --emit does not go with --partial
#2> try 'cxab --help'
#2> cxab: --emit does not go with --portfolio
#2> try 'cxab --help'
