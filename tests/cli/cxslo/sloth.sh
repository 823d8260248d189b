# Objectives drafted from files of sloth: all but which events are bad.
cat > plain.yml <<'END'
version: "prometheus/v1"
service: "shop"
labels:
  owner: "team"
slos:
  - name: "requests"
    objective: 99.9
    description: "Answers, \"5xx\" and: all."
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
    alerting:
      name: ShopErrors
      page_alert:
        labels:
          severity: pageteam
      ticket_alert:
        disable: true
  - name: latency
    objective: 90
    sli:
      raw:
        error_ratio_query: |
          1 - (
            sum(x)
          )
  - name: quiet
    objective: 99
    sli: {raw: {error_ratio_query: y}}
    alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
END
cxslo --from-sloth plain.yml > draft.yaml
echo "status $?"
cat draft.yaml
awk 'BEGIN { for (i = 0; i < 9000; i++) printf "{\"timestamp\":%d,\"status\":200}\n", 1800000000 + i }' > events
# nothing runs before it was filled in
cxslo draft.yaml events
echo "status $?"
sed 's/bad: *#.*/bad: status >= 500/' draft.yaml > full.yaml
cxslo full.yaml events 2>/dev/null | cxselect --fields objective,service,verdict,allowed,window
cat > kube.yml <<'END'
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: {name: shop}
spec:
  service: "shop"
  slos:
    - name: "requests"
      objective: 99.95
      sli: {events: {errorQuery: e, totalQuery: t}}
      alerting: {pageAlert: {disable: true}}
END
cxslo --from-sloth kube.yml
echo '{}' | cxslo kube.yml
echo "status $?"
# What a plugin asks is not there: the others are drafted all the same.
sed 's/sli: {raw: .*/sli: {plugin: {id: "shop\/availability", options: {job: x}}}/' plain.yml > plugin.yml
cxslo --from-sloth plugin.yml | grep -A 99 quiet
for wrong in 's/objective: 99.9$/objective: 100/' 's/objective: 99.9$/goal: 1/' 's/^slos:/all:/' \
    's/events:/counts:/' 's/^version/release/' 's/name: "requests"/title: x/'; do
	sed "$wrong" plain.yml > wrong.yml
	cxslo --from-sloth wrong.yml
	echo "status $?"
done
cxslo --from-sloth plain.yml events
echo "status $?"
cxslo --from-sloth nowhere
echo "status $?"
cxslo plain.yml events
echo "status $?"

#> status 0
#> # Drafted from a file of sloth: say in each `bad` which events its queries count.
#> slo: "shop"
#> service: "shop"
#> window: 30d
#> objectives:
#>   - name: "requests"
#>     description: "Answers, \"5xx\" and: all."
#>     # error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
#>     # total_query: sum(rate(http_requests_total[{{.window}}]))
#>     bad:   # which events these are, such as status >= 500
#>     target: 99.9%
#>     alerts:
#>       - {budget: 2%, long: 1h, short: 5m, severity: "pageteam", name: "ShopErrors"}
#>       - {budget: 5%, long: 6h, short: 30m, severity: "pageteam", name: "ShopErrors"}
#>   - name: "latency"
#>     # error_ratio_query: 1 - (
#>     #     sum(x)
#>     #   )
#>     bad:   # which events these are, such as status >= 500
#>     target: 90%
#>     alerts:
#>       - {budget: 5%, long: 6h, short: 30m, severity: "page"}
#>       - {budget: 10%, long: 1d, short: 2h, severity: "ticket"}
#>       - {budget: 10%, long: 3d, short: 6h, severity: "ticket"}
#>   - name: "quiet"
#>     # error_ratio_query: y
#>     bad:   # which events these are, such as status >= 500
#>     target: 99%
#>     alerts: none
#> status 2
#> {"objective":"requests","service":"shop","verdict":"pass","allowed":0.001,"window":"2026-12-16T10:30:00Z"}
#> {"objective":"latency","service":"shop","verdict":"pass","allowed":0.1,"window":"2026-12-16T10:30:00Z"}
#> {"objective":"quiet","service":"shop","verdict":"pass","allowed":0.01,"window":"2026-12-16T10:30:00Z"}
#> {"verdict":"pass","window":"2027-01-15T08:00:00Z"}
#> # Drafted from a file of sloth: say in each `bad` which events its queries count.
#> slo: "shop"
#> service: "shop"
#> window: 30d
#> objectives:
#>   - name: "requests"
#>     # errorQuery: e
#>     # totalQuery: t
#>     bad:   # which events these are, such as status >= 500
#>     target: 99.95%
#>     alerts:
#>       - {budget: 10%, long: 1d, short: 2h, severity: "ticket"}
#>       - {budget: 10%, long: 3d, short: 6h, severity: "ticket"}
#> status 2
#>   - name: "quiet"
#>     # a plugin's query is not in that file
#>     # plugin: shop/availability
#>     bad:   # which events these are, such as status >= 500
#>     target: 99%
#>     alerts: none
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxslo: draft.yaml:10:9: expected a string, found nothing
#2>       bad:   # which events these are, such as status >= 500
#2>           ^
#2> cxslo: kube.yml:1:13: this is a file of sloth, whose queries ask a database; events are counted here: cxslo --from-sloth drafts what cx-spec(5) has
#2>   apiVersion: sloth.slok.dev/v1
#2>               ^
#2> cxslo: wrong.yml:7:16: a target is more than 0 and less than 100: nothing is left to fail at 100
#2>       objective: 100
#2>                  ^
#2> cxslo: wrong.yml:6:5: expected the key 'objective' in here
#2>     - name: "requests"
#2>       ^
#2> cxslo: wrong.yml:1:1: expected the key 'slos' in here
#2>   version: "prometheus/v1"
#2>   ^
#2> cxslo: wrong.yml:10:7: expected events, raw or plugin
#2>         counts:
#2>         ^
#2> cxslo: wrong.yml:1:1: no file of sloth: expected version: prometheus/v1, or apiVersion: sloth.slok.dev/v1
#2>   release: "prometheus/v1"
#2>   ^
#2> cxslo: wrong.yml:6:5: expected the key 'name' in here
#2>     - title: x
#2>       ^
#2> cxslo: --from-sloth does not go with files
#2> try 'cxslo --help'
#2> cxslo: nowhere: No such file or directory
#2> cxslo: plain.yml:1:1: this is a file of sloth, whose queries are Prometheus'; events are counted here: cxslo --from-sloth drafts what cx-spec(5) has
#2>   version: "prometheus/v1"
#2>   ^
