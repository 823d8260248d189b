# The jobs that the manual shows, run as their systems would run them.
page=$TOP/man/cxslo.1
# block FIRST - the literal block of the page that begins with this line, as a reader sees it
block() {
	# Through the environment: -v would take the backslashes of the page for its own.
	first=$1 awk '/^\.Ed/ { on = 0 } on || $0 == ENVIRON["first"] { on = 1; print }' "$page" |
	    sed 's/\\(aq/'\''/g; s/\\(dq/"/g; s/\\-/-/g; s/\\e/\\/g'
}
sed 8899d "$DATA"/logs/elastic_apache_combined.log > access.log
awk 'NR % 4 != 0' access.log > stable.log
awk 'NR % 4 == 0' access.log > canary.log
cat > gate.yaml << END
slo: canary
objectives:
  - {name: availability, bad: status >= 500, target: 99.5%}
  - {name: not found, type: baseline, bad: status == 404, increase: 50%}
END
cp gate.yaml site.yaml
sed -i '4d' site.yaml

# GitHub runs a step's lines with bash -e
block '\- name: gate the canary' > github.yaml
sed -n '/run: |/,$s/^    //p' github.yaml > step.sh
for input in canary.log few.log worse.log; do
	head -n 100 canary.log > few.log
	sed 's/" 200 /" 404 /' canary.log > worse.log
	sed "s/canary.log/$input/" step.sh > run.sh
	GITHUB_STEP_SUMMARY=summary bash -e run.sh 2> err
	echo "status $?"
done
cat summary

# GitLab: each line of the script by itself
block 'gate:' > gitlab.yaml
sed -n 's/^    - //p' gitlab.yaml > script.sh
sh script.sh > records.ndjson
echo "status $?"
sed -n 's/.*<testsuites /&/p' gate.xml
sed -i 's/canary.log/few.log/' script.sh
sh script.sh > records.ndjson 2> err
echo "status $?"
grep exit_codes gitlab.yaml

# cron: five fields, then what a shell runs, in which % would be a line feed
line=$(block '*/5 * * * * cxslo \-f combined \-\-now "$(date \-Is)" \-\-emit prometheus=slo.prom site.yaml access.log >slo.ndjson 2>slo.err')
case $line in *%*) echo 'a % in a crontab' ;; esac
echo "$line" | cut -d' ' -f6- > cron.sh
# the clock of the day after the log
sed -i 's/date -Is/echo 2015-05-21T00:00:00+00:00/' cron.sh
sh cron.sh
echo "status $?"
grep -v '^#' slo.prom

#> ::stop-commands::cxdc520d40a62c07fa
#> cxslo: 2 pass
#>   pass          canary: availability  bad 0 of 2499: 0% [0%, 0.359%], allowed 0.5%
#>   pass          canary: not found  candidate 57 of 2499 bad, stable 156 of 7500 bad: ratio 1.097 [0.8359, 1.437], allowed 1.5
#> ::cxdc520d40a62c07fa::
#> status 0
#> ::warning file=gate.yaml,line=3,title=canary%3A availability::inconclusive: bad 0 of 100: 0%25 [0%25, 8.6%25], allowed 0.5%25; not enough events; needs about 1793 events
#> ::warning file=gate.yaml,line=4,title=canary%3A not found::inconclusive: candidate 2 of 100 bad, stable 156 of 7500 bad: ratio 0.9615 [0.02447, 6.685], allowed 1.5; not enough events; needs about 3669 events of the candidate
#> ::stop-commands::cx5a376cc55ad8f573
#> cxslo: 2 inconclusive
#>   inconclusive  canary: availability  bad 0 of 100: 0% [0%, 8.6%], allowed 0.5%; not enough events; needs about 1793 events
#>   inconclusive  canary: not found  candidate 2 of 100 bad, stable 156 of 7500 bad: ratio 0.9615 [0.02447, 6.685], allowed 1.5; not enough events; needs about 3669 events of the candidate
#> ::cx5a376cc55ad8f573::
#> status 3
#> ::error file=gate.yaml,line=4,title=canary%3A not found::fail: candidate 2332 of 2499 bad, stable 156 of 7500 bad: ratio 44.86 [37.81, 53.77], allowed 1.5
#> ::stop-commands::cxe6b85151ae9f9bb0
#> cxslo: 1 pass, 1 fail
#>   fail          canary: not found  candidate 2332 of 2499 bad, stable 156 of 7500 bad: ratio 44.86 [37.81, 53.77], allowed 1.5
#>   pass          canary: availability  bad 0 of 2499: 0% [0%, 0.359%], allowed 0.5%
#> ::cxe6b85151ae9f9bb0::
#> status 1
#> **cxslo**: 2 pass
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | pass | canary | availability | bad 0 of 2499: 0% \[0%, 0.359%\], allowed 0.5% |
#> | pass | canary | not found | candidate 57 of 2499 bad, stable 156 of 7500 bad: ratio 1.097 \[0.8359, 1.437\], allowed 1.5 |
#> **cxslo**: 2 inconclusive
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | inconclusive | canary | availability | bad 0 of 100: 0% \[0%, 8.6%\], allowed 0.5%; not enough events; needs about 1793 events |
#> | inconclusive | canary | not found | candidate 2 of 100 bad, stable 156 of 7500 bad: ratio 0.9615 \[0.02447, 6.685\], allowed 1.5; not enough events; needs about 3669 events of the candidate |
#> **cxslo**: 1 pass, 1 fail
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | **fail** | canary | not found | candidate 2332 of 2499 bad, stable 156 of 7500 bad: ratio 44.86 \[37.81, 53.77\], allowed 1.5 |
#> | pass | canary | availability | bad 0 of 2499: 0% \[0%, 0.359%\], allowed 0.5% |
#> status 0
#> <testsuites name="cxslo" tests="2" failures="0" errors="0" skipped="0" time="0">
#> status 3
#>     exit_codes: [3]
#> status 0
#> slo_verdict{slo="canary",objective="availability",verdict="pass"} 1
#> slo_verdict{slo="canary",objective="availability",verdict="fail"} 0
#> slo_verdict{slo="canary",objective="availability",verdict="inconclusive"} 0
#> slo_verdict{slo="canary",objective="availability",verdict="error"} 0
#> slo_bad_ratio{slo="canary",objective="availability"} 0.00030003000300030005
#> slo_bad_ratio_lower{slo="canary",objective="availability"} 8.178215780223083e-5
#> slo_bad_ratio_upper{slo="canary",objective="availability"} 0.0015578924657120297
#> slo_allowed_bad_ratio{slo="canary",objective="availability"} 0.005
#> slo_events{slo="canary",objective="availability"} 9999
#> slo_error_budget_remaining_ratio{slo="canary",objective="availability"} 0.93999399939994
#> slo_burn_rate{slo="canary",objective="availability",window="all"} 0.06000600060006001
#> slo_last_evaluation_timestamp_seconds{slo="canary"} 1432166400
