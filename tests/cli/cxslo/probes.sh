# Gates on results of load tests: what is bad is so by the truth of each file, too.
gzip -dc "$DATA/probes/probes.ndjson.gz" > pack
cat > gate.yaml <<'YAML'
slo: release
objectives:
  - {name: answers, bad: status >= 500, target: 50%}
  - {name: fast, value: duration_ms, percentile: p50, limit: 400ms}
YAML
run='--run-start 2026-11-29T20:00:00Z'
for file in curl_json vegeta_json curl_tsv vegeta_csv \
	har_mitmproxy har_playwright k6_json k6_csv jmeter_csv jmeter_xml hey_csv blackbox_eof \
	blackbox_fail; do
	jq -j "select(.file == \"$file\").text" pack > in
	schema=$(jq -r "select(.file == \"$file\") | [.schema] + (.options // []) | join(\" \")" pack)
	case $file in curl* | hey* | black*) start=$run ;; *) start= ;; esac
	for j in 1 2; do
		# shellcheck disable=SC2086 # options
		cxslo -j $j --schema $schema $start gate.yaml in 2> err > got$j
	done
	cmp got1 got2
	grep -v '^cxslo: [a-z]*: release' err
	printf '%s: ' "$file"
	jq -r 'select(.objective).bad' got1 | paste -s -d ' ' - | tr '\n' ' '
	jq -r "select(.file == \"$file\").want | [(map(select((.status == null and (.error or .ok == false)) or .status >= 500)) | length),
	    (map(select((.status == null and (.error or .ok == false)) or .duration_ms > 400)) | length)] | \"is \\(.[0]) \\(.[1])\"" pack
done

echo '# the same by a pipe, and by the objectives that come with the program'
jq -j 'select(.file == "k6_csv").text' pack > k6.csv
cxparse --schema k6 -f csv k6.csv | cxslo gate.yaml > piped 2> err
cxslo --schema k6 -f csv gate.yaml k6.csv 2> err | cmp - piped
cxslo --schema k6 -f csv --preset dcx k6.csv 2> err |
	jq -c 'select(.n > 0) | [.objective, .n, .bad, .unknown]'
cxslo --schema k6 -f csv --preset dcx -e 'exists(status)' k6.csv 2> err |
	jq -c 'select(.n > 0) | [.objective, .n, .bad, .unknown]'

echo '# values and scores: what got no answer is no value, and no fast one'
cat > times.yaml <<'YAML'
slo: times
objectives:
  - {name: good, good: duration_ms < 400, target: 50%}
  - {name: bad, bad: duration_ms > 400, target: 50%}
  - {name: both, good: status < 500 && duration_ms < 400, target: 50%}
  - {name: size, value: bytes, percentile: p50, limit: 400}
  - {name: apdex, type: apdex, value: duration_ms, limit: 400ms, target: 0.5}
  - {name: told, good: "!exists(status) || status < 500", target: 50%}
YAML
cxslo --schema k6 -f csv times.yaml k6.csv 2> err |
	jq -c 'select(.n != null) | [.objective, .n, .bad, .unknown, .value]'
echo '{"timestamp":1800000000,"path":"/"}' | cxslo times.yaml > got 2> err
jq -c 'select(.n != null) | [.objective, .n, .bad, .unknown]' got
grep -v release err | grep 'no record'

echo '# what nobody knows'
jq -j 'select(.file == "ab_g").text' pack > ab.tsv
jq -j 'select(.file == "locust_stats").text' pack > locust.csv
jq -j 'select(.file == "siege_log").text' pack > siege.log
jq -j 'select(.file == "hey_csv").text' pack > hey.csv
sed '/fast/d' gate.yaml > answers.yaml
sed '/answers/d' gate.yaml > fast.yaml
for o in 'ab answers.yaml ab.tsv' 'ab fast.yaml ab.tsv' 'locust_stats fast.yaml locust.csv' \
	'siege answers.yaml siege.log' 'siege fast.yaml siege.log' "hey fast.yaml hey.csv" \
	"hey $run --preset dcx hey.csv" "ab --preset dcx ab.tsv" "ab $run fast.yaml ab.tsv"; do
	# shellcheck disable=SC2086 # options
	cxslo --schema $o > got 2> err
	echo "status $?"
	jq -c 'select(.n != null) | [.objective, .verdict, .n, .bad]' got
	grep -v 'times: \|release: \|try ' err
done
cxslo --schema ab --map status=wait answers.yaml ab.tsv 2> err | jq -c 'select(.n != null) | [.n, .bad]'

echo '# files of other forms'
printf '\377\226\177\003\001\001\006Result\001\377\200\000\001\014\n\001' > results.bin
cxslo --schema vegeta answers.yaml results.bin
cxparse --detect results.bin | jq -r 'select(.format == "ndjson").why'
cxslo --schema k6 answers.yaml k6.csv > got 2> err
echo "status $?"
tail -n 1 err
cxslo --schema k6 -f tsv answers.yaml k6.csv
cxstat --schema k6 -f csv --resume place 'count()' k6.csv
echo '{}' | cxparse --schema ga4 --run-start now
echo '{}' | cxparse --run-start 2026-01-01 -f json

echo '# a file whose own total is another one than that of its rows'
for n in 20 21; do
	(cat locust.csv; echo ",Aggregated,$n,11,4,65,1,706,1219,5,2,4,5,56,60,150,700,710,710,710,710,710") |
		cxstat --no-ci --schema locust_stats -e 'exists(method)' 'sum(requests), sum(failures)'
done

#> curl_json: 4 2 is 4 2
#> vegeta_json: 7 6 is 7 6
#> curl_tsv: 5 4 is 5 4
#> vegeta_csv: 7 5 is 7 5
#> har_mitmproxy: 3 2 is 3 2
#> har_playwright: 2 1 is 2 1
#> k6_json: 1 1 is 1 1
#> k6_csv: 2 2 is 2 2
#> jmeter_csv: 6 4 is 6 4
#> jmeter_xml: 6 4 is 6 4
#> cxslo: hey leaves out requests without an answer: what has a status was answered
#> hey_csv: 2 0 is 2 0
#> cxslo: no record had a field 'status'
#> blackbox_eof: 1 1 is 1 1
#> blackbox_fail: 1 0 is 1 0
#> # the same by a pipe, and by the objectives that come with the program
#> ["availability",7,2,0]
#> ["error rate",7,3,0]
#> ["task success",7,2,0]
#> ["apdex",7,2,0]
#> ["availability",5,0,0]
#> ["error rate",5,1,0]
#> ["task success",5,0,0]
#> ["apdex",5,0,0]
#> # values and scores: what got no answer is no value, and no fast one
#> ["good",7,2,0,null]
#> ["bad",7,2,0,null]
#> ["both",7,2,0,null]
#> ["size",0,0,7,null]
#> ["apdex",7,2,0,0.7142857142857143]
#> ["told",7,0,0,null]
#> ["good",0,0,1]
#> ["bad",0,0,1]
#> ["both",0,0,1]
#> ["size",0,0,1]
#> ["apdex",0,0,1]
#> ["told",1,0,0]
#> cxslo: no record had a field 'duration_ms'
#> cxslo: no record had a field 'status'
#> cxslo: no record had a field 'bytes'
#> # what nobody knows
#> status 2
#> cxslo: --schema ab does not tell status: ab -g writes none, and a request that failed looks like a fast one
#> status 0
#> ["fast","pass",20,0]
#> status 2
#> cxslo: --schema locust_stats does not tell duration_ms: Locust writes summaries, which stand for no request
#> status 2
#> cxslo: --schema siege does not tell status: siege writes a line a run; a 404 is neither OKAY nor Failed in it
#> status 2
#> cxslo: --schema siege does not tell duration_ms: siege writes a line a run, which stands for no request
#> status 2
#> cxslo: --schema hey does not tell timestamp: hey writes seconds since the run began; --run-start TIME says when the run began
#> status 2
#> cxslo: --schema hey does not tell error: hey leaves out requests without an answer
#> status 2
#> cxslo: --schema ab does not tell status: ab -g writes none, and a request that failed looks like a fast one
#> status 2
#> cxslo: --run-start: the records of --schema ab have times of their own
#> [20,0]
#> # files of other forms
#> line 1, column 1: vegeta's results are binary: read what 'vegeta encode --to json' makes of them
#> status 4
#> cxslo: is it a log or CSV? name its format with -f, or try cxparse --detect
#> # a file whose own total is another one than that of its rows
#> {"kind":"stat","sum_requests":21,"sum_failures":11}
#> {"kind":"stat","sum_requests":21,"sum_failures":11}
#2> cxslo: results.bin: vegeta's results are binary: read what 'vegeta encode --to json' makes of them
#2> try 'cxslo --help'
#2> cxslo: --schema k6 goes with -f ndjson or json or csv, not tsv
#2> try 'cxslo --help'
#2> cxstat: --resume goes on behind a line, and --schema k6 tells records by what is before: give a format with a record a line
#2> try 'cxstat --help'
#2> cxparse: --run-start: expected a time such as 2026-11-22T19:00:00Z or 2026-11-22, got 'now'
#2> try 'cxparse --help'
#2> cxparse: --run-start needs --schema
#2> try 'cxparse --help'
#2> cxstat: --schema locust_stats: the rows have a 'Request Count' of 21 together, and the row of all says 20
