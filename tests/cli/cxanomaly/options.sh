# Every option changes what comes out.
. "$TOP/tests/cli/option.inc"
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 400 300 3 | sed -n '1,320p' > a
days 70 66 0.66 > d
echo '2026-08-06' > calendar
sed 's/"window"/"at"/' a > at
tail='| tail -n 2 | cut -c 1-400'
change '-b window_end' "cxanomaly @ p95 a | grep -c learning"
change '--by window_end' "cxanomaly @ p95 a | grep -c learning"
change '-e p95>95' "cxanomaly @ p95 a $tail"
change '--where p95>95' "cxanomaly @ p95 a $tail"
change --daily "cxanomaly @ orders d $tail"
change '--period 1d' "cxanomaly @ p95 a $tail"
change '--period 1mo' "cxanomaly --daily @ orders d $tail"
change '--scale linear' "cxanomaly --daily @ orders d $tail"
change '--threshold 100' "cxanomaly @ p95 a | grep -c true"
change '--cool-down 2' "cxanomaly @ p95 a | grep -c true"
change '--cool-down 3m' "cxanomaly @ p95 a | grep -c true"
change '--history 100' "cxanomaly @ p95 a $tail"
change '--max-groups 1' "sed 's/route/r/' a | cat a - | cxanomaly @ p95 2>&1 $tail"
change '--settle 30s' "cxanomaly --now 2026-09-01T05:19:40Z @ p95 a $tail"
change '--now 2026-09-01T05:18Z' "cxanomaly @ --settle 5m p95 a $tail"
change '--calendar calendar' "cxanomaly --daily @ orders d $tail"
change '--state s' "cxanomaly @ p95 a > out; cat s 2>/dev/null | wc -l | tr -d ' '; rm -f s"
change --only-anomalies "cxanomaly @ p95 a | cut -c 1-400"
change --gate 'cxanomaly @ p95 a > out; echo $?'
change '-t at' "cxanomaly @ p95 at 2>&1 $tail"
change '--time at' "cxanomaly @ p95 at 2>&1 $tail"
change '--tz America/New_York' "cxanomaly --daily --calendar calendar @ orders d $tail"
change '--from 2026-09-01T05:18:00Z' "cxanomaly @ p95 a | wc -l | tr -d ' '"
change '--to 2026-09-01T00:18:00Z' "cxanomaly @ p95 a | wc -l | tr -d ' '"
printf 'window,p95,status_n\n2026-09-01 00:00,5,1\n' > c
change '-f csv' "cxanomaly @ p95 c"
change '--format csv' "cxanomaly @ p95 c"
printf '2026-09-01 00:00 5\n' > l
change "--log-format '\$window_at \$t \$p95'" "cxanomaly -f nginx @ -t window_at p95 l 2>&1"
change "--regex '(?<window>\S+ \S+) (?<p95>\S+)'" "cxanomaly -f regex @ p95 l 2>&1"
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\",\"revenue\":5}}' | cxanomaly -t timestamp @ value"
change '--map p95=x' "echo '{\"window\":\"2026-09-01\",\"x\":5}' | cxanomaly @ p95"
change '--input-tz Asia/Tokyo' "echo '{\"window\":\"2026-09-01 03:00\",\"x\":5}' | cxanomaly --calendar calendar --to 2026-09-01 @ x"
printf '[Sep 01 00:00:00] 5\n' > y
change '--year 2020' "cxanomaly -f apache --log-format '[%{%b %d %H:%M:%S}t] %D' --now 2026-01-01 -t timestamp @ duration_ms y 2>&1"
change '-o out' "cxanomaly @ p95 a | wc -l | tr -d ' '"
change '--output out' "cxanomaly @ p95 a | wc -l | tr -d ' '"
change '--rejects r' "echo '{' | cxanomaly @ p95 2>&1; cat r 2>/dev/null; rm -f r"
change '--max-bad 100%' "echo '{' | cxanomaly @ p95 2>/dev/null; echo \$?"
change '--strict-fields' "cxanomaly -e '!exists(gone)' @ p95 a > /dev/null 2>&1; echo \$?"
change --strict "echo '{' | cxanomaly @ p95 2>&1"
change '--max-line 256' "head -n 1 a | sed 's/\$/                                                                                                                                                                                                                                                  /' | cxanomaly @ p95 2>&1 | cut -c 1-100"
change -h 'cxanomaly @ p95 a | head -n 1 | cut -c 1-60'
change --help 'cxanomaly @ p95 a | head -n 1 | cut -c 1-60'
change --version 'cxanomaly @ p95 a | head -n 1 | cut -c 1-9'
untried cxanomaly
