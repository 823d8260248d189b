# Every option changes what comes out.
. "$TOP/tests/cli/option.inc"
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 400 300 3 | sed -n '1,320p' > a
days 70 66 0.66 > d
echo '2026-08-06' > calendar
head -n 2 a > short
sed 's/"window"/"at"/' a > at
tail='| tail -n 2 | cut -c 1-400'
change '-b window_end' "cxanomaly @ p95 a | grep -c learning"
change '--by window_end' "cxanomaly @ p95 a | grep -c learning"
change '-e p95>95' "cxanomaly @ p95 a $tail"
change '--where p95>95' "cxanomaly @ p95 a $tail"
change --daily "cxanomaly @ orders d $tail"
change '--period 1d' "cxanomaly @ p95 a $tail"
for i in 1 2 3 4 5 6 7 8; do
	sed -n '1,48p' a
done | awk '{ t = 1788220800 + NR * 60; sub(/"window":[^,]*/, "\"window\":" t); if (NR == 384) sub(/p95":[0-9.]*/, "p95\":104"); print }' > again
change '--period auto' "cxanomaly @ p95 again $tail"
change '--period 1mo' "cxanomaly --daily @ orders d $tail"
change '--step 30s' "cxanomaly @ p95 a 2>&1 $tail"
change '--scale linear' "cxanomaly --daily @ orders d $tail"
change '--threshold 100' "cxanomaly @ p95 a | grep -c true"
change '--cool-down 2' "cxanomaly @ p95 a | grep -c true"
change '--cool-down 3m' "cxanomaly @ p95 a | grep true | cut -c 1-60"
change '--history 100' "cxanomaly @ p95 a $tail"
change '--max-groups 1' "sed 's/route/r/' a | cat a - | cxanomaly @ p95 2>&1 $tail"
change '--settle 30s' "cxanomaly --now 2026-09-01T05:19:40Z @ p95 a $tail"
change '--now 2026-09-01T05:18Z' "cxanomaly @ --settle 5m p95 a $tail"
change '--calendar calendar' "cxanomaly --daily @ orders d $tail"
change '--state s' "cxanomaly @ p95 a > out; cat s 2>/dev/null | wc -l | tr -d ' '; rm -f s"
resumes cxanomaly 'p95 short'
change --only-anomalies "cxanomaly @ p95 a | cut -c 1-400"
change --gate 'cxanomaly @ p95 a > out; echo $?'
for w in 01 02 08; do
	printf '{"window":"2026-11-%s","r":"%s","n":%d}\n' $w a $((${w#0} * 90)) $w b 100
done > w
change '--explain-by r' "cxanomaly @ n w | sed -n '\$p' | cut -c 1-200"
change '--at 2026-11-02' "cxanomaly @ --explain-by r n w | head -n 1"
change '--against 1w' "cxanomaly @ --explain-by r n w | head -n 1"
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
change "--grok '(?<window>\S+ \S+) (?<p95>\S+)'" "cxanomaly -f grok @ p95 l 2>&1"
change '--continue .' "cat l l | cxanomaly -f regex --regex '(?<window>\S+ \S+) (?<p95>\S+)' @ p95 2>&1 | wc -l"
change '--schema mixpanel' "echo '{\"event\":\"a\",\"properties\":{\"time\":1788220800,\"\$user_id\":\"7\",\"revenue\":5}}' | cxanomaly -t timestamp @ value"
change '--run-start 2026-09-01' "printf 'response-time,status-code,offset\\n0.012,200,1.5\\n' | cxanomaly --schema hey @ -t timestamp duration_ms 2>&1"
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
wide "cxanomaly p95" a
change -h 'cxanomaly @ p95 a | head -n 1 | cut -c 1-60'
change --help 'cxanomaly @ p95 a | head -n 1 | cut -c 1-60'
change --version 'cxanomaly @ p95 a | head -n 1 | cut -c 1-9'
tables 'cxanomaly x'
untried cxanomaly

#> $ cxanomaly -b window_end p95 a | grep -c learning
#> 320
#> $ cxanomaly --by window_end p95 a | grep -c learning
#> 320
#> $ cxanomaly -e p95>95 p95 a | tail -n 2 | cut -c 1-400
#> $ cxanomaly --where p95>95 p95 a | tail -n 2 | cut -c 1-400
#> $ cxanomaly --daily orders d | tail -n 2 | cut -c 1-400
#> {"window":"2026-08-08","orders":710,"share":0.0355,"share_n":20000,"metric":"orders","anomaly":false,"score":0.27275391120698256,"expected":702.27554528646,"direction":"up","component":"day","shape":null,"status":"ok"}
#> {"window":"2026-08-09","orders":615,"share":0.0307,"share_n":20000,"metric":"orders","anomaly":false,"score":0.08276587169528164,"expected":612.4640543046316,"direction":"up","component":"day","shape":null,"status":"ok"}
#> $ cxanomaly --period 1d p95 a | tail -n 2 | cut -c 1-400
#> {"kind":"stat","window":"2026-09-01T05:18:00Z","window_end":"2026-09-01T05:18:30Z","route":"/a","p95":279.42,"metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"kind":"stat","window":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly --period auto p95 again | tail -n 2 | cut -c 1-400
#> {"kind":"stat","window":1788243780,"window_end":"2026-09-01T00:46:30Z","route":"/a","p95":98.17,"metric":"p95","anomaly":false,"score":1.0003055981505757,"expected":99.99636125654452,"direction":"down","component":"shift","shape":null,"status":"ok"}
#> {"kind":"stat","window":1788243840,"window_end":"2026-09-01T00:47:30Z","route":"/a","p95":104,"metric":"p95","anomaly":true,"score":50,"expected":102.9,"direction":"up","component":"level","shape":"spike","status":"anomaly"}
#> $ cxanomaly --daily --period 1mo orders d | tail -n 2 | cut -c 1-400
#> {"window":"2026-08-08","orders":710,"share":0.0355,"share_n":20000,"metric":"orders","anomaly":false,"score":1.197300874185099,"expected":998.6093607103148,"direction":"down","component":"day","shape":null,"status":"ok"}
#> {"window":"2026-08-09","orders":615,"share":0.0307,"share_n":20000,"metric":"orders","anomaly":false,"score":1.6593645929632497,"expected":1015.0166418097551,"direction":"down","component":"day","shape":null,"status":"ok"}
#> $ cxanomaly --step 30s p95 a 2>&1 | tail -n 2 | cut -c 1-400
#> cxanomaly: points lie 2 times --step 30s apart, or more
#> try 'cxanomaly --help'
#> $ cxanomaly --daily --scale linear orders d | tail -n 2 | cut -c 1-400
#> {"window":"2026-08-08","orders":710,"share":0.0355,"share_n":20000,"metric":"orders","anomaly":false,"score":0.24325896243418188,"expected":701.75,"direction":"up","component":"day","shape":null,"status":"ok"}
#> {"window":"2026-08-09","orders":615,"share":0.0307,"share_n":20000,"metric":"orders","anomaly":false,"score":0.013356252662902876,"expected":615.5,"direction":"down","component":"day","shape":null,"status":"ok"}
#> $ cxanomaly --threshold 100 p95 a | grep -c true
#> 0
#> $ cxanomaly --cool-down 2 p95 a | grep -c true
#> 3
#> $ cxanomaly --cool-down 3m p95 a | grep true | cut -c 1-60
#> {"kind":"stat","window":"2026-09-01T05:00:00Z","window_end":
#> {"kind":"stat","window":"2026-09-01T05:04:00Z","window_end":
#> $ cxanomaly --history 100 p95 a | tail -n 2 | cut -c 1-400
#> {"kind":"stat","window":"2026-09-01T05:18:00Z","window_end":"2026-09-01T05:18:30Z","route":"/a","p95":279.42,"metric":"p95","anomaly":false,"score":1.048035013821552,"expected":111.65201257861636,"direction":"up","component":"shift","shape":null,"status":"ok"}
#> {"kind":"stat","window":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":true,"score":97.9148349154046,"expected":112.17793103448277,"direction":"up","component":"shift","shape":"shift","status":"anomaly"}
#> $ sed 's/route/r/' a | cat a - | cxanomaly --max-groups 1 p95 2>&1 | tail -n 2 | cut -c 1-400
#> {"kind":"stat","window":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":true,"score":63.51147383400376,"expected":112.17793103448277,"direction":"up","component":"shift","shape":"shift","status":"anomaly"}
#> cxanomaly: more than 1 groups: name fewer keys with --by, or raise --max-groups
#> $ cxanomaly --now 2026-09-01T05:19:40Z --settle 30s p95 a | tail -n 2 | cut -c 1-400
#> {"kind":"stat","window":"2026-09-01T05:18:00Z","window_end":"2026-09-01T05:18:30Z","route":"/a","p95":279.42,"metric":"p95","anomaly":false,"score":1.2124789207419902,"expected":322.56,"direction":"down","component":"step","shape":null,"status":"ok"}
#> {"kind":"stat","window":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"unsettled"}
#> $ cxanomaly --now 2026-09-01T05:18Z --settle 5m p95 a | tail -n 2 | cut -c 1-400
#> {"kind":"stat","window":"2026-09-01T05:18:00Z","window_end":"2026-09-01T05:18:30Z","route":"/a","p95":279.42,"metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"unsettled"}
#> {"kind":"stat","window":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":false,"score":null,"expected":null,"direction":null,"component":null,"shape":null,"status":"unsettled"}
#> $ cxanomaly --daily --calendar calendar orders d | tail -n 2 | cut -c 1-400
#> {"window":"2026-08-08","orders":710,"share":0.0355,"share_n":20000,"metric":"orders","anomaly":false,"score":0.2737592576389807,"expected":702.5868428342824,"direction":"up","component":"day","shape":null,"status":"ok"}
#> {"window":"2026-08-09","orders":615,"share":0.0307,"share_n":20000,"metric":"orders","anomaly":false,"score":0.05291955949638094,"expected":616.3134625672097,"direction":"down","component":"day","shape":null,"status":"ok"}
#> $ cxanomaly --state s p95 a > out; cat s 2>/dev/null | wc -l | tr -d ' '; rm -f s
#> 3
#> $ rm -f place; for i in 1 2; do cxanomaly --resume place --at-least-once p95 short; done
#> {"kind":"stat","window":"2026-09-01T00:00:00Z","window_end":"2026-09-01T00:00:30Z","route":"/a","p95":102.63,"metric":"p95","anomaly":false,"score":null,"expected":102.63,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"kind":"stat","window":"2026-09-01T00:01:00Z","window_end":"2026-09-01T00:01:30Z","route":"/a","p95":105.94,"metric":"p95","anomaly":false,"score":null,"expected":102.63,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ rm -f place; cxanomaly --at-least-once --resume place p95 short
#> {"kind":"stat","window":"2026-09-01T00:00:00Z","window_end":"2026-09-01T00:00:30Z","route":"/a","p95":102.63,"metric":"p95","anomaly":false,"score":null,"expected":102.63,"direction":null,"component":null,"shape":null,"status":"learning"}
#> {"kind":"stat","window":"2026-09-01T00:01:00Z","window_end":"2026-09-01T00:01:30Z","route":"/a","p95":105.94,"metric":"p95","anomaly":false,"score":null,"expected":102.63,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ rm -f place; cxanomaly --wait --resume place --at-least-once p95 short
#> the same
#> $ cxanomaly --only-anomalies p95 a | cut -c 1-400
#> {"kind":"stat","window":"2026-09-01T05:00:00Z","window_end":"2026-09-01T05:00:30Z","route":"/a","p95":287.85,"metric":"p95","anomaly":true,"score":17.750593442160024,"expected":99.99363333333334,"direction":"up","component":"level","shape":"spike","status":"anomaly"}
#> {"kind":"stat","window":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":true,"score":63.51147383400376,"expected":112.17793103448277,"direction":"up","component":"shift","shape":"shift","status":"anomaly"}
#> $ cxanomaly --gate p95 a > out; echo $?
#> 1
#> $ cxanomaly --explain-by r n w | sed -n '$p' | cut -c 1-200
#> {"kind":"change_part","metric":"n","window":"2026-11-08T00:00:00Z","against":"2026-11-02T00:00:00Z","key":"r","value":"b","rank":null,"explains":false,"before":100,"after":100,"n_before":null,"n_after
#> $ cxanomaly --at 2026-11-02 --explain-by r n w | head -n 1
#> {"kind":"change","metric":"n","window":"2026-11-02T00:00:00Z","against":"2026-11-01T00:00:00Z","before":190,"after":280,"n_before":null,"n_after":null,"change":90,"change_lo":null,"change_hi":null}
#> $ cxanomaly --against 1w --explain-by r n w | head -n 1
#> {"kind":"change","metric":"n","window":"2026-11-08T00:00:00Z","against":"2026-11-01T00:00:00Z","before":190,"after":820,"n_before":null,"n_after":null,"change":630,"change_lo":null,"change_hi":null}
#> $ cxanomaly -t at p95 at 2>&1 | tail -n 2 | cut -c 1-400
#> {"kind":"stat","at":"2026-09-01T05:18:00Z","window_end":"2026-09-01T05:18:30Z","route":"/a","p95":279.42,"metric":"p95","anomaly":false,"score":1.2124789207419902,"expected":322.56,"direction":"down","component":"step","shape":null,"status":"ok"}
#> {"kind":"stat","at":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":true,"score":63.51147383400376,"expected":112.17793103448277,"direction":"up","component":"shift","shape":"shift","status":"anomaly"}
#> $ cxanomaly --time at p95 at 2>&1 | tail -n 2 | cut -c 1-400
#> {"kind":"stat","at":"2026-09-01T05:18:00Z","window_end":"2026-09-01T05:18:30Z","route":"/a","p95":279.42,"metric":"p95","anomaly":false,"score":1.2124789207419902,"expected":322.56,"direction":"down","component":"step","shape":null,"status":"ok"}
#> {"kind":"stat","at":"2026-09-01T05:19:00Z","window_end":"2026-09-01T05:19:30Z","route":"/a","p95":329.91,"metric":"p95","anomaly":true,"score":63.51147383400376,"expected":112.17793103448277,"direction":"up","component":"shift","shape":"shift","status":"anomaly"}
#> $ cxanomaly --daily --calendar calendar --tz America/New_York orders d | tail -n 2 | cut -c 1-400
#> {"window":"2026-08-08","orders":710,"share":0.0355,"share_n":20000,"metric":"orders","anomaly":false,"score":0.3115264839439973,"expected":699.7709865292145,"direction":"up","component":"day","shape":null,"status":"ok"}
#> {"window":"2026-08-09","orders":615,"share":0.0307,"share_n":20000,"metric":"orders","anomaly":false,"score":0.011030655636390125,"expected":615.3274678053156,"direction":"down","component":"day","shape":null,"status":"ok"}
#> $ cxanomaly --from 2026-09-01T05:18:00Z p95 a | wc -l | tr -d ' '
#> 2
#> $ cxanomaly --to 2026-09-01T00:18:00Z p95 a | wc -l | tr -d ' '
#> 18
#> $ cxanomaly -f csv p95 c
#> {"window":"2026-09-01 00:00","p95":5,"status_n":1,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly --format csv p95 c
#> {"window":"2026-09-01 00:00","p95":5,"status_n":1,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly -f nginx --log-format '$window_at $t $p95' -t window_at p95 l 2>&1
#> {"window_at":"2026-09-01","t":"00:00","p95":"5","metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly -f regex --regex '(?<window>\S+ \S+) (?<p95>\S+)' p95 l 2>&1
#> {"window":"2026-09-01 00:00","p95":5,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly -f grok --grok '(?<window>\S+ \S+) (?<p95>\S+)' p95 l 2>&1
#> {"window":"2026-09-01 00:00","p95":5,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cat l l | cxanomaly -f regex --regex '(?<window>\S+ \S+) (?<p95>\S+)' --continue . p95 2>&1 | wc -l
#> 1
#> $ echo '{"event":"a","properties":{"time":1788220800,"$user_id":"7","revenue":5}}' | cxanomaly -t timestamp --schema mixpanel value
#> {"timestamp":"2026-09-01T00:00:00Z","event_name":"a","user_id":"7","value":5,"metric":"value","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ printf 'response-time,status-code,offset
#> 0.012,200,1.5
#> ' | cxanomaly --schema hey --run-start 2026-09-01 -t timestamp duration_ms 2>&1
#> cxanomaly: stdin:2: the record has a field 'status' already: give it another name (cxselect --rename)
#> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ echo '{"window":"2026-09-01","x":5}' | cxanomaly --map p95=x p95
#> {"window":"2026-09-01","p95":5,"metric":"p95","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ echo '{"window":"2026-09-01 03:00","x":5}' | cxanomaly --calendar calendar --to 2026-09-01 --input-tz Asia/Tokyo x
#> {"window":"2026-09-01 03:00","x":5,"metric":"x","anomaly":false,"score":null,"expected":5,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly -f apache --log-format '[%{%b %d %H:%M:%S}t] %D' --now 2026-01-01 -t timestamp --year 2020 duration_ms y 2>&1
#> {"timestamp":"2020-09-01T00:00:00Z","duration_ms":0.005,"metric":"duration_ms","anomaly":false,"score":null,"expected":0.005,"direction":null,"component":null,"shape":null,"status":"learning"}
#> $ cxanomaly -o out p95 a | wc -l | tr -d ' '
#> 0
#> $ cxanomaly --output out p95 a | wc -l | tr -d ' '
#> 0
#> $ echo '{' | cxanomaly --rejects r p95 2>&1; cat r 2>/dev/null; rm -f r
#> cxanomaly: stdin:1:2: expected '"' or '}', found end of line
#> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#> cxanomaly: is it JSON that is not one object a line? -f json reads it
#> {"kind":"reject","source":"stdin","line":1,"column":2,"code":"json","message":"expected '\"' or '}', found end of line","raw":"{"}
#> $ echo '{' | cxanomaly --max-bad 100% p95 2>/dev/null; echo $?
#> 0
#> $ cxanomaly -e '!exists(gone)' --strict-fields p95 a > /dev/null 2>&1; echo $?
#> 4
#> $ echo '{' | cxanomaly --strict p95 2>&1
#> cxanomaly: stdin:1:2: expected '"' or '}', found end of line
#> $ head -n 1 a | sed 's/$/                                                                                                                                                                                                                                                  /' | cxanomaly --max-line 256 p95 2>&1 | cut -c 1-100
#> cxanomaly: stdin:1: line is longer than --max-line
#> cxanomaly: 1 of 1 records rejected (100%), more than --max-bad allows
#> $ zstd -q --long=28 < narrow | cxanomaly p95 --max-window 268435456 2>&1 | tail -n 1 | cut -c 1-60
#> {"kind":"stat","window":"2026-09-01T00:00:00Z","window_end":
#> $ cxanomaly -h p95 a | head -n 1 | cut -c 1-60
#> usage: cxanomaly [-b FIELDS] [--daily] [--state FILE] [--exp
#> $ cxanomaly --help p95 a | head -n 1 | cut -c 1-60
#> usage: cxanomaly [-b FIELDS] [--daily] [--state FILE] [--exp
#> $ cxanomaly --version p95 a | head -n 1 | cut -c 1-9
#> cxanomaly
#> $ cxanomaly x -f csv --delimiter ';' two.table 2>&1 | grep -c 'is it separated'
#> 0
#> $ cxanomaly x -f csv --skip 1 none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxanomaly x -f csv --header address none.table 2>&1 | grep -c 'is no name'
#> 0
#> $ cxanomaly x -f csv --encoding latin1 latin.table 2>&1 | grep -c 'not UTF-8'
#> 0
#> $ cxanomaly x -f csv --time-layout %d.%m.%Y dates.table 2>&1 | grep -c 'expected a time'
#> 0
#> $ cxanomaly x -f json --decimal comma dates.table 2>&1 | grep -c 'goes with -f tsv or -f csv'
#> 1
