# Metrics of Prometheus, patterns of grok from a file, records of several lines.
echo '# Prometheus: what an exporter shows'
cat >metrics <<'END'
# HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
# TYPE node_cpu_seconds_total counter
node_cpu_seconds_total{cpu="0",mode="idle"} 12345.5 1795980000000
node_cpu_seconds_total{cpu="0",mode="user"} 1.5e+02 1795980000000
node_memory_free_bytes NaN
bad{a="x} 1
# EOF
END
cxparse -f prometheus --max-bad 1 metrics
cxstat -f prometheus -b mode -e 'name == "node_cpu_seconds_total"' -t timestamp --max-bad 1 'last(value)' metrics 2>/dev/null
cxparse --detect metrics | cxselect --head 1 --fields format,lines,fits,fields

echo '# grok: patterns of a file'
cat >patterns <<'END'
# ours
TOOK (?:%{NUMBER:duration_ms:float} ?ms)
APP %{TIMESTAMP_ISO8601:timestamp} \[%{LOGLEVEL:level}\] %{DATA:message}(?: in %{TOOK})?$
WORD [a-z]+
END
printf '%s\n' '2026-11-29 19:20:00,125 [WARN] slow in 12.50 ms' '2026-11-29T19:20:01Z [INFO] ready' >app
cxparse -f grok --grok @patterns:APP app
cxparse -f grok --grok @patterns app
cxparse -f grok --grok @patterns:APPS app
cxparse -f grok --grok '%{TIMESTAMP_ISO8601:timestamp' app
cxparse -f grok --grok '%{WORD}' app
cxparse -f grok --grok '%{WORD:x}(' app
echo 'A %{B}' >circle; echo 'B x%{A:y}' >>circle
cxparse -f grok --grok @circle:A app
echo 'ONE' >lone
cxparse -f grok --grok @lone app
cxparse -f grok app
cxparse -f combined --grok x app

echo '# records over lines: the same by any number of threads, and from a pipe'
awk 'BEGIN { for (i = 0; i < 20000; i++) {
	printf "2026-11-29T19:20:00Z ERROR boom %d\n", i
	for (k = 0; k < i % 4; k++) printf "\tat line %d of a long trace that fills blocks, and more of them\n", k
	if (i % 5000 == 4999) print "odd line " i
} }' >trace
re='^(?<timestamp>\S+) (?<level>[A-Z]+) (?<message>.*)'
over() { cxselect "$@" -f regex --regex "$re" --continue indent --max-bad 4 --rejects "rejects$2" trace 2>&1; }
over -j 1 >one
for j in 2 4; do over -j $j | cmp - one && cmp rejects1 rejects$j; done
cat trace | cxselect -f regex --regex "$re" --continue indent --max-bad 4 2>/dev/null | wc -l
tail -n 1 one
cut -c 1-110 rejects1
grep -c 'of them' one
cxparse -f regex --regex "$re" --continue '[' trace
cxparse -f combined --continue indent trace
cxparse -f json --continue indent trace
head -n 40 trace | cxparse -f regex --regex "$re" --continue . --max-line 256 --max-bad 1 | cut -c 1-60

echo '# --resume goes on with the record that may go on'
mkdir out
run() { cxparse --resume place -o out/ -f regex --regex "$re" --continue indent --max-bad 9 log; }
last() { for f in out/*; do :; done; cat "$f"; }
printf '2026-11-29T19:20:00Z INFO a\n2026-11-29T19:20:01Z ERROR b\n  at c' >log; run; last
printf '\n  at d\n' >>log; run; last
printf 'odd\n more\n2026-11-29T19:20:02Z INFO e\n' >>log; run; last

echo '# an element of an array, and what a request asked for'
printf '%s\n' '{"ua":["curl/8","x"],"ip":"[2001:db8::7]:443","uri":"/a?b=c","t":[{"k":1},{"k":2}]}' >in
cxselect --map user_agent=ua --map client_ip=ip --map request_uri=uri --fields 'user_agent,client_ip,path,query,t[0].k,t[-1],t[9]' in
echo '{"h":{"U-A":["y",{"x-y":2,"a]`":3}]},"a-b":[1],"2x":[4],"in":[5]}' >in
for filter in cxselect 'cxparse -f json'; do
	$filter --fields 'h.U-A[0],a-b[0],a-b,h.U-A[-1].x-y,h.`U-A`[1].`a]```,2x[0],in[0]' in
done
cxselect --fields 'a[0]+1' in

#> # Prometheus: what an exporter shows
#> {"timestamp":"2026-11-29T19:20:00Z","name":"node_cpu_seconds_total","cpu":"0","mode":"idle","value":12345.5}
#> {"timestamp":"2026-11-29T19:20:00Z","name":"node_cpu_seconds_total","cpu":"0","mode":"user","value":1.5e+02}
#> {"name":"node_memory_free_bytes"}
#> {"kind":"stat","mode":"idle","last_value":12345.5}
#> {"kind":"stat","mode":"user","last_value":1.5e+02}
#> {"format":"prometheus","lines":7,"fits":6,"fields":7}
#> # grok: patterns of a file
#> {"timestamp":"2026-11-29T19:20:00.125Z","duration_ms":12.50,"level":"WARN","message":"slow"}
#> {"timestamp":"2026-11-29T19:20:01Z","level":"INFO","message":"ready"}
#> # records over lines: the same by any number of threads, and from a pipe
#> 20000
#> cxselect: 4 of 20004 records rejected (0.02%)
#> {"kind":"reject","source":"trace","line":12501,"code":"log","message":"the line does not match the expression"
#> {"kind":"reject","source":"trace","line":25002,"code":"log","message":"the line does not match the expression"
#> {"kind":"reject","source":"trace","line":37503,"code":"log","message":"the line does not match the expression"
#> {"kind":"reject","source":"trace","line":50004,"code":"log","message":"the line does not match the expression"
#> 15000
#> # --resume goes on with the record that may go on
#> {"timestamp":"2026-11-29T19:20:00Z","level":"INFO","message":"a"}
#> {"timestamp":"2026-11-29T19:20:01Z","level":"ERROR","message":"b\n  at c\n  at d"}
#> # an element of an array, and what a request asked for
#> {"user_agent":"curl/8","client_ip":"2001:db8::7","path":"/a","query":"b=c","t[0].k":1,"t[-1]":{"k":2}}
#> {"h.U-A[0]":"y","a-b[0]":1,"a-b":[1],"h.U-A[-1].x-y":2,"h.`U-A`[1].`a]```":3,"2x[0]":4,"in[0]":5}
#> {"h.U-A[0]":"y","a-b[0]":1,"a-b":[1],"h.U-A[-1].x-y":2,"h.`U-A`[1].`a]```":3,"2x[0]":4,"in[0]":5}
#2> cxparse: metrics:6:7: a quote is not closed, found '"x} 1'
#2> cxparse: 1 of 4 records rejected (25%)
#2> cxparse: patterns has several patterns: which of them? @FILE:NAME
#2> try 'cxparse --help'
#2> cxparse: no pattern is called 'APPS' (did you mean 'APP'?)
#2> cxparse: --grok, column 1: '%{' without a '}'
#2>   %{TIMESTAMP_ISO8601:timestamp
#2>   ^
#2> cxparse: --grok takes no field: %{NAME:field} does
#2> try 'cxparse --help'
#2> cxparse: --grok: missing closing parenthesis at byte 20 of what it comes to, (?<_grok_1>\b\w+\b)(
#2> try 'cxparse --help'
#2> cxparse: patterns within one another, more than 32 deep
#2> cxparse: lone:1: expected a name and a pattern
#2> try 'cxparse --help'
#2> cxparse: -f grok needs --grok with %{NAME:field}
#2> try 'cxparse --help'
#2> cxparse: --grok goes with -f grok, not combined
#2> try 'cxparse --help'
#2> cxparse: --continue: '[', byte 2: regular expression: missing terminating ] for character class
#2> try 'cxparse --help'
#2> cxparse: --continue goes with texts: regex, grok, logfmt, an error log, an envelope, not combined
#2> try 'cxparse --help'
#2> cxparse: --continue: -f json reads objects over lines by itself; behind a text they are of -f prefixed+json
#2> try 'cxparse --help'
#2> cxparse: stdin:1: record is longer than --max-line
#2> cxparse: 1 of 1 records rejected (100%)
#2> cxparse: log:5: the line does not match the expression
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxselect: --fields: expected a field such as a, a.b or a[0].b, got 'a[0]+1'
#2> try 'cxselect --help'
#? 2
