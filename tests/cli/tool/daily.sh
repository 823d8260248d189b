# Four nights of a log that is rotated, with kills in between: each line counts once, the report
# is that of one run over all, and the gate's verdict is the status.
daily="$TOP/scripts/daily -z UTC -t site"
log=$TOP/tests/data/logs/elastic_apache_combined.log
cat > site.yaml <<'END'
slo: site
objectives:
  - {name: availability, bad: status >= 500, target: 99.5%}
END
sed 's/status >= 500/status == 404/' site.yaml > strict.yaml
cat > plan.yaml <<'END'
time: timestamp
target: 90%
common: {required: [timestamp, client_ip], properties: {timestamp: {type: string}, client_ip: {type: string}}}
tables:
  clients:
    key: ip
    latest: seen
    columns: {ip: client_ip, seen: {is: timestamp, type: date-time}}
END
# killed: a night whose power fails, at one moment or another
killed() {
	for ms in 01 02 03 05 08; do
		$daily -p plan.yaml -s site.yaml "$@" > lost 2>&1 &
		pid=$!
		sleep 0.$ms
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
	done
}
grep -e 17/May -e '18/May/2015:0' $log > access.log
killed -d 2015-05-17 kept access.log
$daily -p plan.yaml -s site.yaml -d 2015-05-17 kept access.log > first
echo "status $?"
mv access.log access.log.1
grep -e '18/May/2015:[12]' -e 19/May $log > access.log
killed -d 2015-05-18 kept access.log
$daily -p plan.yaml -s site.yaml -d 2015-05-18 kept access.log > second
echo "status $?"
gzip access.log.1 && mv access.log.1.gz access.log.2.gz && mv access.log access.log.1
grep -e '20/May/2015:0' $log > access.log
killed -d 2015-05-19 kept access.log
$daily -p plan.yaml -s site.yaml -d 2015-05-19 kept access.log > third
echo "status $?"
cut -c 1-90 third
ls kept kept/days

# The numbers are those of one run over all logs; asked again they are the same.
gzip -dc access.log.2.gz | cat - access.log.1 access.log > all
for w in 1d 1w; do
	cxstat -f combined -w $w "$(cat kept/metrics)" all > whole
	cxstat --merge -b '' -w $w kept/days/*.state kept/place | cmp - whole
done
cat kept/tables/clients/*.ndjson | wc -l > rows
wc -l < all | cmp - rows
jq -s 'map(select(.kind == "manifest") | .events) | add' kept/tables/*.manifest
$daily -p plan.yaml -s site.yaml -d 2015-05-18 kept access.log > again
sed '/^## Weeks/,$d' second > a
sed '/^## Weeks/,$d' again | cmp a -

# A gate that fails; a log that is not there; no arguments.
$daily -s strict.yaml -d 2015-05-17 strict access.log.1 > /dev/null 2>&1
echo "status $?"
$daily -d 2015-05-17 none nowhere.log > /dev/null
echo "status $?"
$daily none
echo "status $?"

# The units of the page are units; its crontab line starts the script by where it is installed.
awk '/^\[Unit\]/ { n++ } /^\[Unit\]/, /^\.Ed/ { if (!/^\.Ed/) { gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); print > "cx-daily." n } }' \
    "$TOP/man/cx-daily.7"
sed "s|/usr/local/share/cxutils/daily|$TOP/scripts/daily|" cx-daily.1 > cx-daily.service
mv cx-daily.2 cx-daily.timer
cat cx-daily.service cx-daily.timer | grep -c =
if command -v systemd-analyze > /dev/null; then
	systemd-analyze verify ./cx-daily.service ./cx-daily.timer
fi

#> status 0
#> status 0
#> status 0
#> # site, 2015-05-19
#>
#> ## The last eight days
#>
#> | window | requests | requests\_1w\_change | errors | visitors |
#> | --- | ---: | --- | ---: | ---: |
#> | 2015-05-17 | 1632 | - | 0.00000 \[0.00000, 0.00205\] | 341 |
#> | 2015-05-18 | 2893 | - | 0.00069 \[0.00010, 0.00234\] | 624 \[604, 645\] |
#> | 2015-05-19 | 2896 | - | 0.00000 \[0.00000, 0.00116\] | 561 \[542, 579\] |
#>
#> ## Weeks, the last one so far
#>
#> | window | requests | errors | visitors |
#> | --- | ---: | ---: | ---: |
#> | 2015-05-11 | 1632 | 0.00000 \[0.00000, 0.00205\] | 341 |
#> | 2015-05-18 | 6994 | 0.00029 \[0.00004, 0.00097\] | 1274 \[1233, 1316\] |
#>
#> ## Routes
#>
#> | route | requests | errors | visitors |
#> | --- | ---: | ---: | ---: |
#> | /favicon.ico | 245 | 0.000 \[0.000, 0.014\] | 224 |
#> | /style2.css | 160 | 0.000 \[0.000, 0.021\] | 154 |
#> | /images/jordan-80.png | 158 | 0.000 \[0.000, 0.021\] | 153 |
#> | /reset.css | 156 | 0.000 \[0.000, 0.021\] | 152 |
#> | /images/web/:id/banner.png | 154 | 0.000 \[0.000, 0.022\] | 149 |
#> | / | 152 | 0.000 \[0.000, 0.022\] | 83 |
#> | /blog/tags/puppet | 116 | 0.000 \[0.000, 0.028\] | 4 |
#> | /projects/xdotool/ | 53 | 0.000 \[0.000, 0.061\] | 45 |
#> | /robots.txt | 44 | 0.000 \[0.000, 0.073\] | 39 |
#> | /articles/dynamic-dns-with-dhcp/ | 43 | 0.000 \[0.000, 0.075\] | 41 |
#> | /projects/xdotool/xdotool.xhtml | 43 | 0.000 \[0.000, 0.075\] | 40 |
#> | /blog/geekery/ssl-latency.html | 29 | 0.000 \[0.000, 0.109\] | 21 |
#> | /images/googledotcom.png | 25 | 0.000 \[0.000, 0.125\] | 25 |
#> | /presentations/logstash-scale11x/images/ahhh\_\_\_rage\_face\_by\_samusmmx-d5g5zap.png |
#> | /articles/ssh-security/ | 22 | 0.000 \[0.000, 0.141\] | 21 |
#>
#> ## Unusual
#>
#> Nothing.
#>
#> ## Events
#>
#> | events | good | bad | no\_table |
#> | ---: | ---: | ---: | ---: |
#> | 1205 | 1205 | 0 | 0 |
#>
#> | table | rows |
#> | --- | ---: |
#> | clients | 1205 |
#>
#> ## Objectives
#>
#> **cxslo**: 1 pass
#>
#> | verdict | SLO | objective | |
#> | --- | --- | --- | --- |
#> | pass | site | availability | bad 2 of 8626: 0.0232% \[0.00347%, 0.158%\], allowed 0.5% |
#> kept:
#> bad
#> check.place
#> days
#> days.ndjson
#> events
#> metrics
#> place
#> routes
#> routes.ndjson
#> rows
#> slo.place
#> tables
#> totals
#> unusual.ndjson
#> verdicts.md
#> verdicts.ndjson
#> weeks
#>
#> kept/days:
#> 2015-05-17.state
#> 2015-05-18.state
#> 2015-05-19.state
#> 8626
#> status 1
#> status 2
#> status 2
#> 12
#2> cxstat: nowhere.log: No such file or directory
#2> usage: daily [OPTION...] DIR LOG...
