# Help goes to standard output with status 0, fits 80 columns, and names every option.
for t in cxanomaly cxassign cxattribute cxcheck cxfunnel cxjoin cxkpi cxparse cxplan cxreport cxretain cxsegment cxselect cxsession cxslo cxstat cxuser cxview; do
	$t -h > short; echo "$t -h: $?"
	$t --help > long; echo "$t --help: $?"
	head -n 2 short
	awk 'length > 79' short long
	$t --dump-options | sed -n 's/.*"long":"\([^"]*\)".*/\1/p' | sed '/^$/d' | while read -r name; do
		grep -qe "--$name" short || echo "not in -h: $name"
		grep -qe "--$name" long || echo "not in --help: $name"
	done
	$t --version | sed '1s/[0-9.]*$/VERSION/'
	# Asked for help, nothing else is done; before it, everything counts.
	$t -h --nonsense nowhere > /dev/null; echo "$t -h --nonsense: $?"
	$t --nonsense -h; echo "$t --nonsense -h: $?"
	$t -h > /dev/full; echo "$t -h > /dev/full: $?"
	$t --help >&-; echo "$t --help >&-: $?"
	sed -n '/^Example$/,/^$/p' long
	# Its example runs, on the files that the pages' examples have too.
	sed -n -e '/^Example$/,/^$/s/^  /    /p' -e '$s/.*/More/p' long > help.md
	"$TOP/tests/examples" help.md
done

#> cxanomaly -h: 0
#> cxanomaly --help: 0
#> usage: cxanomaly [-b FIELDS] [--daily] [--state FILE] [--explain-by KEYS]
#>                  [OPTION...] METRIC,... [FILE...]
#> cxanomaly (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxanomaly -h --nonsense: 0
#> cxanomaly --nonsense -h: 2
#> cxanomaly -h > /dev/full: 2
#> cxanomaly --help >&-: 2
#> Example
#>   cxstat -b country -w 1d 'orders = count()' yesterday.ndjson |
#>       cxanomaly --daily --state kpi.state --only-anomalies orders
#>
#> ok 1 - help.md:1
#> 1..1
#> cxassign -h: 0
#> cxassign --help: 0
#> usage: cxassign --config FILE [OPTION...] [FILE...]
#> Assign users to the variants of experiments.
#>       --hash native|growthbook2|growthbook2-python|growthbook2-go|growthbook1|growthbook1-python|growthbook1-go|flagd|flagd-js|flagd-python|flagd-java-0|unleash|unleash-node|launchdarkly|launchdarkly-python|launchdarkly-go|launchdarkly-java|optimizely|planout|planout-js|statsig|statsig-python|posthog|eppo|eppo-python|configcat|configcat-python|configcat-java|goff
#>       --hash native|growthbook2|growthbook2-python|growthbook2-go|growthbook1|growthbook1-python|growthbook1-go|flagd|flagd-js|flagd-python|flagd-java-0|unleash|unleash-node|launchdarkly|launchdarkly-python|launchdarkly-go|launchdarkly-java|optimizely|planout|planout-js|statsig|statsig-python|posthog|eppo|eppo-python|configcat|configcat-python|configcat-java|goff
#> cxassign (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxassign -h --nonsense: 0
#> cxassign --nonsense -h: 2
#> cxassign -h > /dev/full: 2
#> cxassign --help >&-: 2
#> Example
#>   cxassign --experiment checkout --weights control=50,treatment=50 users.ndjson
#>
#> ok 1 - help.md:1
#> 1..1
#> cxattribute -h: 0
#> cxattribute --help: 0
#> usage: cxattribute [-u EXPR,...] [--model MODEL,...] [--lookback DURATION]
#>                    [--cost FILE] [--ci] [OPTION...] [FILE...]
#> cxattribute (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxattribute -h --nonsense: 0
#> cxattribute --nonsense -h: 2
#> cxattribute -h > /dev/full: 2
#> cxattribute --help >&-: 2
#> Example
#>   cxattribute --model last,markov --lookback 30d events.ndjson | cxview
#>
#> ok 1 - help.md:1
#> 1..1
#> cxcheck -h: 0
#> cxcheck --help: 0
#> usage: cxcheck [-f FORMAT] [OPTION...] PLAN [FILE...]
#> Check events against a tracking plan; pass the good ones on.
#> cxcheck (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxcheck -h --nonsense: 0
#> cxcheck --nonsense -h: 2
#> cxcheck -h > /dev/full: 2
#> cxcheck --help >&-: 2
#> Example
#>   cxcheck --rejects bad.ndjson plan.yaml events.ndjson >good.ndjson
#>
#> ok 1 - help.md:1
#> 1..1
#> cxfunnel -h: 0
#> cxfunnel --help: 0
#> usage: cxfunnel -s STEP ... [--within DURATION] [OPTION...] [FILE...]
#> Count how far users get through steps, and how long it takes them.
#> cxfunnel (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxfunnel -h --nonsense: 0
#> cxfunnel --nonsense -h: 2
#> cxfunnel -h > /dev/full: 2
#> cxfunnel --help >&-: 2
#> Example
#>   cxfunnel -s view_item -s 'add_to_cart?' -s purchase --within 1h -b source \
#>       events.ndjson | cxview
#>
#> ok 1 - help.md:1
#> 1..1
#> cxjoin -h: 0
#> cxjoin --help: 0
#> usage: cxjoin -k KEY [OPTION...] TABLE [FILE...]
#> Add the columns of a table to records.
#> cxjoin (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxjoin -h --nonsense: 0
#> cxjoin --nonsense -h: 2
#> cxjoin -h > /dev/full: 2
#> cxjoin --help >&-: 2
#> Example
#>   cxjoin -k country regions.csv events.ndjson |
#>       cxstat -b region 'failures = rate(failed)'
#>
#> ok 1 - help.md:1
#> 1..1
#> cxkpi -h: 0
#> cxkpi --help: 0
#> usage: cxkpi [OPTION...] TREE [FILE...]
#> Say where a tree of KPIs stands, what moved it, and what is worth most.
#> cxkpi (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxkpi -h --nonsense: 0
#> cxkpi --nonsense -h: 2
#> cxkpi -h > /dev/full: 2
#> cxkpi --help >&-: 2
#> Example
#>   cxstat -w 1w 'events = count(), users = distinct(id)' events.ndjson |
#>       cxkpi tree.yaml | cxview
#>
#> ok 1 - help.md:1
#> 1..1
#> cxparse -h: 0
#> cxparse --help: 0
#> usage: cxparse -f FORMAT [OPTION...] [FILE...]
#> Turn log lines, CSV and foreign JSON into canonical events.
#> cxparse (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxparse -h --nonsense: 0
#> cxparse --nonsense -h: 2
#> cxparse -h > /dev/full: 2
#> cxparse --help >&-: 2
#> Example
#>   cxparse -f combined access.log | cxselect --fields timestamp,status,path
#>
#> ok 1 - help.md:1
#> 1..1
#> cxplan -h: 0
#> cxplan --help: 0
#> usage: cxplan [OPTION...] PLAN | --metric NAME:TYPE:MEAN[:SD] [OPTION...]
#> Plan an experiment: sample size, effect, power or duration.
#>   cxplan --only power --metric conv:proportion:0.1 --mde 5% --daily 4500 | cxview
#> cxplan (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxplan -h --nonsense: 0
#> cxplan --nonsense -h: 2
#> cxplan -h > /dev/full: 2
#> cxplan --help >&-: 2
#> Example
#>   cxplan --only power --metric conv:proportion:0.1 --mde 5% --daily 4500 | cxview
#>
#> ok 1 - help.md:1
#> 1..1
#> cxreport -h: 0
#> cxreport --help: 0
#> usage: cxreport [--as FORM] [--spec FILE] [OPTION...] [FILE...]
#> Make one page of results: what happened, to whom, since when.
#> cxreport (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxreport -h --nonsense: 0
#> cxreport --nonsense -h: 2
#> cxreport -h > /dev/full: 2
#> cxreport --help >&-: 2
#> Example
#>   cxreport --lang ko -o page.html daily.ndjson slo.ndjson funnel.ndjson
#>
#> not ok 1 - help.md:1
#> # help.md:1
#> # $ cxreport --lang ko -o page.html daily.ndjson slo.ndjson funnel.ndjson
#> # cxreport: daily.ndjson: No such file or directory
#> # status 2
#> # 2 cxreport
#> 1..1
#> cxretain -h: 0
#> cxretain --help: 0
#> usage: cxretain [-u EXPR] [--start EXPR] [--return EXPR] [OPTION...]
#>                 [FILE...]
#> cxretain (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxretain -h --nonsense: 0
#> cxretain --nonsense -h: 2
#> cxretain -h > /dev/full: 2
#> cxretain --help >&-: 2
#> Example
#>   cxretain --start sign_up --period week events.ndjson | cxview --pivot k
#>
#> ok 1 - help.md:1
#> 1..1
#> cxsegment -h: 0
#> cxsegment --help: 0
#> usage: cxsegment [--rules FILE | --rfm | --kmeans K | --responses N]
#>                  [OPTION...] [FILE...]
#> cxsegment (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxsegment -h --nonsense: 0
#> cxsegment --nonsense -h: 2
#> cxsegment -h > /dev/full: 2
#> cxsegment --help >&-: 2
#> Example
#>   cxuser --now 2026-12-01 events.ndjson | cxsegment --summary | cxview
#>
#> ok 1 - help.md:1
#> 1..1
#> cxselect -h: 0
#> cxselect --help: 0
#> usage: cxselect [-e EXPR] [OPTION...] [FILE...]
#> Keep the records, and the fields, that matter.
#> cxselect (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxselect -h --nonsense: 0
#> cxselect --nonsense -h: 2
#> cxselect -h > /dev/full: 2
#> cxselect --help >&-: 2
#> Example
#>   cxselect -f combined -e 'status >= 500' --fields timestamp,path access.log
#>
#> ok 1 - help.md:1
#> 1..1
#> cxsession -h: 0
#> cxsession --help: 0
#> usage: cxsession [-u EXPR] [--gap DURATION] [--sessions | --stat METRICS]
#>                  [OPTION...] [FILE...]
#> cxsession (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxsession -h --nonsense: 0
#> cxsession --nonsense -h: 2
#> cxsession -h > /dev/full: 2
#> cxsession --help >&-: 2
#> Example
#>   cxsession -f combined -u client_ip --sessions access.log | cxview --top 20
#>
#> ok 1 - help.md:1
#> 1..1
#> cxslo -h: 0
#> cxslo --help: 0
#> usage: cxslo [-f FORMAT] [OPTION...] SPEC [FILE...]
#> Judge service level objectives: pass, fail or inconclusive.
#> cxslo (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxslo -h --nonsense: 0
#> cxslo --nonsense -h: 2
#> cxslo -h > /dev/full: 2
#> cxslo --help >&-: 2
#> Example
#>   cxslo -f combined release.slo.yaml access.log | cxview
#>
#> ok 1 - help.md:1
#> 1..1
#> cxstat -h: 0
#> cxstat --help: 0
#> usage: cxstat [-b FIELDS] [-w WINDOW] [-e EXPR] [OPTION...] METRICS
#>               [FILE...]
#> cxstat (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxstat -h --nonsense: 0
#> cxstat --nonsense -h: 2
#> cxstat -h > /dev/full: 2
#> cxstat --help >&-: 2
#> Example
#>   cxstat -f combined -b 'route(path)' -w 1h \
#>       'n = count(), errors = rate(status >= 500), p95(bytes)' access.log
#>
#> ok 1 - help.md:1
#> 1..1
#> cxuser -h: 0
#> cxuser --help: 0
#> usage: cxuser [-u EXPR,...] [--now TIME] [--feature NAME=METRIC]...
#>               [OPTION...] [FILE...]
#> cxuser (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxuser -h --nonsense: 0
#> cxuser --nonsense -h: 2
#> cxuser -h > /dev/full: 2
#> cxuser --help >&-: 2
#> Example
#>   cxuser -u user_id,anonymous_id --now 2026-12-01 events.ndjson |
#>       cxview --sort -value --top 20
#>
#> ok 1 - help.md:1
#> 1..1
#> cxview -h: 0
#> cxview --help: 0
#> usage: cxview [--as FORM] [OPTION...] [FILE...]
#> Show results as a table, a chart, CSV, Markdown or Prometheus text.
#> cxview (cxutils) VERSION
#> Licence GPL-3.0-or-later: free software, without warranty.
#> cxview -h --nonsense: 0
#> cxview --nonsense -h: 2
#> cxview -h > /dev/full: 2
#> cxview --help >&-: 2
#> Example
#>   cxstat -f combined -b path 'n = count()' access.log |
#>       cxview --sort -n --top 10
#>
#> ok 1 - help.md:1
#> 1..1
#2> cxanomaly: unknown option '--nonsense'
#2> try 'cxanomaly --help'
#2> cxanomaly: write error: No space left on device
#2> cxanomaly: write error: Bad file descriptor
#2> cxassign: unknown option '--nonsense'
#2> try 'cxassign --help'
#2> cxassign: write error: No space left on device
#2> cxassign: write error: Bad file descriptor
#2> cxattribute: unknown option '--nonsense'
#2> try 'cxattribute --help'
#2> cxattribute: write error: No space left on device
#2> cxattribute: write error: Bad file descriptor
#2> cxcheck: unknown option '--nonsense'
#2> try 'cxcheck --help'
#2> cxcheck: write error: No space left on device
#2> cxcheck: write error: Bad file descriptor
#2> cxfunnel: unknown option '--nonsense'
#2> try 'cxfunnel --help'
#2> cxfunnel: write error: No space left on device
#2> cxfunnel: write error: Bad file descriptor
#2> cxjoin: unknown option '--nonsense'
#2> try 'cxjoin --help'
#2> cxjoin: write error: No space left on device
#2> cxjoin: write error: Bad file descriptor
#2> cxkpi: unknown option '--nonsense'
#2> try 'cxkpi --help'
#2> cxkpi: write error: No space left on device
#2> cxkpi: write error: Bad file descriptor
#2> cxparse: unknown option '--nonsense'
#2> try 'cxparse --help'
#2> cxparse: write error: No space left on device
#2> cxparse: write error: Bad file descriptor
#2> cxplan: unknown option '--nonsense'
#2> try 'cxplan --help'
#2> cxplan: write error: No space left on device
#2> cxplan: write error: Bad file descriptor
#2> cxreport: unknown option '--nonsense'
#2> try 'cxreport --help'
#2> cxreport: write error: No space left on device
#2> cxreport: write error: Bad file descriptor
#2> # help.md:1
#2> # $ cxreport --lang ko -o page.html daily.ndjson slo.ndjson funnel.ndjson
#2> # cxreport: daily.ndjson: No such file or directory
#2> # status 2
#2> # 2 cxreport
#2> cxretain: unknown option '--nonsense'
#2> try 'cxretain --help'
#2> cxretain: write error: No space left on device
#2> cxretain: write error: Bad file descriptor
#2> cxsegment: unknown option '--nonsense'
#2> try 'cxsegment --help'
#2> cxsegment: write error: No space left on device
#2> cxsegment: write error: Bad file descriptor
#2> cxselect: unknown option '--nonsense'
#2> try 'cxselect --help'
#2> cxselect: write error: No space left on device
#2> cxselect: write error: Bad file descriptor
#2> cxsession: unknown option '--nonsense'
#2> try 'cxsession --help'
#2> cxsession: write error: No space left on device
#2> cxsession: write error: Bad file descriptor
#2> cxslo: unknown option '--nonsense'
#2> try 'cxslo --help'
#2> cxslo: write error: No space left on device
#2> cxslo: write error: Bad file descriptor
#2> cxstat: unknown option '--nonsense'
#2> try 'cxstat --help'
#2> cxstat: write error: No space left on device
#2> cxstat: write error: Bad file descriptor
#2> cxuser: unknown option '--nonsense'
#2> try 'cxuser --help'
#2> cxuser: write error: No space left on device
#2> cxuser: write error: Bad file descriptor
#2> cxview: unknown option '--nonsense'
#2> try 'cxview --help'
#2> cxview: write error: No space left on device
#2> cxview: write error: Bad file descriptor
