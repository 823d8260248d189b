# Every option of cxslo changes what comes out.
. "$TOP"/tests/cli/option.inc
. "$TOP"/tests/cli/cxslo/events.inc
cat > spec.yaml <<END
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
END
cat > two.yaml <<END
slo: shop
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
  - {name: a, where: route == "/a", bad: status >= 500, target: 99%}
  - {name: b, where: route == "/b", bad: status >= 500, target: 99%}
END
cat > alerts.yaml <<END
slo: shop
window: 30d
objectives:
  - {name: availability, bad: status >= 500, target: 99%, alerts: [{long: 1h, factor: 1.5}]}
END
cat > calendar.yaml <<END
slo: shop
window: {calendar: day}
objectives:
  - {name: availability, bad: status >= 500, target: 99%}
END
cat > compare.yaml <<END
slo: shop
objectives:
  - {name: canary, type: baseline, bad: status >= 500}
END
events 600 12 > in
events 600 4 60 v1 > stable
events 300 9 60 v2 > canary
cat stable canary > both
# all the bad events in two minutes
awk '{ if (NR % 100 < 6) sub(/200/, 503); print }' stable > bursts
printf '%s - - [01/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 500 1 "-" "-"\n' 10.0.0.1 10.0.0.2 > log
printf 'timestamp,status\n2026-11-01 10:00:00,500\n' > csv
printf '2026-11-01T10:00:00Z 500\n' > text
printf '[Nov  1 10:00:00] 500\n' > dated
printf '{"timestamp":"2026-11-01T10:00:00Z","at":"2026-11-02T10:00:00Z","status":500,"code":200}\n' > times
echo bad > bad
(cat in; cat bad) > some
show='| cut -d, -f 3-12'

change '--preset dcx' "cxslo @ in 2>/dev/null | wc -l"
change '--needs' "cxslo @ spec.yaml"
change '--rate 20/m' "cxslo --needs @ spec.yaml"
change "-e 'route == \"/a\"'" "cxslo @ spec.yaml in $show"
change "--where 'route == \"/b\"'" "cxslo @ spec.yaml in $show"
change '--mode budget' "cxslo @ spec.yaml in | cut -d, -f 18-"
change '--conf 0.999' "cxslo @ spec.yaml in $show"
change --sequential "cxslo @ spec.yaml in | cut -d, -f 18-"
change --no-dispersion "cxslo @ spec.yaml bursts | cut -d, -f 4-6,18-"
change --no-holm "cxslo @ two.yaml in $show"
change --point "cxslo @ alerts.yaml in | grep -o '.firing.*alerts.*}]'"
change '--settle 10m' "cxslo @ spec.yaml in $show"
change '--tz Asia/Tokyo' "cxslo @ calendar.yaml in $show"
change "--baseline 'version == \"v1\"'" "cxslo @ compare.yaml both"
change '--baseline-file stable' "cxslo @ compare.yaml canary"
change --aa "cxslo --baseline 'version == \"v1\"' @ compare.yaml both"
change '--emit tap' "cxslo @ spec.yaml in"
change '--emit tap=out' "cxslo @ spec.yaml in $show; cat out"
change '--inconclusive pass' "cxslo @ spec.yaml times >out; echo \$?"
change '--inconclusive fail' "cxslo @ spec.yaml times >out; echo \$?"
change '--exit-style nagios' "cxslo @ spec.yaml in >out; echo \$?"
change "--log-format '[%{%b %d %H:%M:%S}t] %>s'" "cxslo -f apache --year 2026 @ spec.yaml dated 2>&1 $show"
change --partial "cxslo @ spec.yaml in | head -c 60"
cxslo --partial spec.yaml in > states
change --merge "cxslo spec.yaml @ states 2>&1 $show"
change '-f combined' "cxslo @ spec.yaml log 2>&1 $show"
change '--format combined' "cxslo @ spec.yaml log 2>&1 $show"
change "--regex '(?<timestamp>\\S+) (?<status>[0-9]+)'" "cxslo -f regex @ spec.yaml text 2>&1 $show"
printf '%s\n' '{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"1788220800000000000","attributes":[{"key":"http.response.status_code","value":{"intValue":"500"}}]}]}]}]}' > span
change '--schema otel' "cxslo @ spec.yaml span $show"
change '--map status=code' "cxslo @ spec.yaml times $show"
change '--input-tz Europe/Berlin' "cxslo -f csv @ spec.yaml csv $show"
change '--year 2024' "cxslo -f apache --log-format '[%{%b %d %H:%M:%S}t] %>s' @ spec.yaml dated 2>&1 $show"
change '-t at' "cxslo @ spec.yaml times $show"
change '--time at' "cxslo @ spec.yaml times $show"
change '--from 2026-11-01T00:30:00Z' "cxslo @ spec.yaml in $show"
change '--to 2026-11-01T00:30:00Z' "cxslo @ spec.yaml in $show"
change '--now 2026-11-02' "cxslo @ spec.yaml in | tail -n 1"
change '-o out' "cxslo @ spec.yaml in $show; cat out $show"
change '--output out' "cxslo @ spec.yaml in $show; cat out $show"
change '--rejects out' "cxslo @ spec.yaml some $show; cat out"
change '--max-bad 0' "cxslo --emit tap @ spec.yaml some"
change --strict-fields "cxslo -e 'exists(gone)' @ spec.yaml in > /dev/null 2>&1; echo \$?"
change --strict "cxslo @ spec.yaml some"
change '--max-line 256' "(cat in; printf '{\"timestamp\":\"2026-11-01\",\"a\":\"%0300d\"}\n' 1) | cxslo --max-bad 0 --emit tap @ spec.yaml 2>&1 | grep -c '^not ok'"
change '-h' "cxslo @ spec.yaml in | head -n 1"
change '--help' "cxslo @ spec.yaml in | head -n 1"
change '--version' "cxslo @ spec.yaml in | cut -c 1-16"
events 50000 500 > many
steady '-j 1' "cxslo @ two.yaml many | cksum"
steady '-j 8' "cxslo @ two.yaml many | cksum"
steady '--threads 3' "cxslo @ two.yaml many | cksum"
steady --progress "cxslo @ two.yaml many | cksum"
change --once "cxslo spec.yaml --merge @ states states 2>&1 | cut -c 1-80"
change --allow-repeat "cxslo spec.yaml --merge @ states states 2>&1 | cut -c 1-80"
untried cxslo
