# A filter says of frames what it says of the lines: of each format, whatever it asks for.
log=$DATA/logs/elastic_apache_combined.log
printf 'a,b\n1,"x ""y"""\n,z\n' > csv.in
tr , '\t' < csv.in > tsv.in
printf '{"a":1.50,"b":{"c":["\\u00e9\\"",null]},"b.c":7}\n{"a":"\\ud800","a":2}\n{}\n' > ndjson.in
printf '[{"ts":1646861401.52,"a":"\\u0000"},{"a":[1, 2]}]' > json.in
printf 'time=2021-09-15T21:17:10Z level=error msg="no \\"pod\\"" dur=12ms flag\nmsg=b\xff\n' > logfmt.in
printf '{"log":"GET /a 200\\n","stream":"stdout","time":"2026-11-29T19:31:23.51Z"}\n' > docker.in
printf '2026-11-29T19:31:23.7Z stdout F {"a":1}\n2026-11-29T19:31:24.7Z stdout F {"a":null}\n' > cri+ndjson.in
printf '<134>Nov 29 19:22:31 web1 haproxy[25399]: a=1 b=c\n' > syslog+logfmt.in
printf 'web-1    | GET /a 200\n' > compose.in
printf '2026-01-02T03:04:05Z INFO a\n' > regex.in
head -n 300 "$log" > combined.in
awk '{ print "a.example:80 " $0 }' combined.in > vhost_combined.in
awk -F '" "' '{ sub(/ "[^"]*$/, "", $1); print $1 }' combined.in > common.in
for in in *.in; do
	f=${in%.in}
	set -- -f "$f" --year 2026 --max-bad 100%
	[ "$f" != regex ] || set -- "$@" --regex '^(?<timestamp>\S+) (?<level>[A-Z]+) (?<message>.*)$'
	cxparse "$@" "$in" > lines 2> lines.err
	cxparse "$@" --framed "$in" > frames 2> frames.err
	cmp lines.err frames.err
	for t in cxselect 'cxselect --set n=1 --drop a' 'cxselect --fields b,a,b.c,timestamp' \
	    'cxstat -b a,b distinct(b.c),first(timestamp),top(message,3)' 'cxview --as csv' \
	    'cxcheck --infer' 'cxparse -f ndjson --keep-raw --map z=b.c'; do
		$t lines > want 2> want.err; echo $? >> want
		$t frames > got 2> got.err; echo $? >> got
		sed 's/frames/lines/' got.err | cmp - want.err && cmp got want || echo "$f: $t"
	done
	cxparse "$@" --framed --for 'distinct(b.c), top(message,3) where a != 0' --for 'z = b' "$in" 2> /dev/null |
		cxstat -b a,b 'distinct(b.c),top(message,3)' > got 2> /dev/null
	cxstat -b a,b 'distinct(b.c),top(message,3)' < lines 2> /dev/null | cmp - got
	echo "$f $(wc -l < lines)"
done
# Frames are read by any number of threads, packed, from a pipe in any pieces, one stream behind
# another, and beside lines.
cxparse -f combined "$log" > lines 2> /dev/null
cxparse -f combined --framed "$log" > frames 2> /dev/null
cxparse -f combined --framed -j 8 "$log" 2> /dev/null | cxselect | cmp - lines && echo 'written by 8'
gzip -k frames
for how in 'cxselect -j 8 frames' 'cxselect frames.gz' 'cxselect -j 8 < frames' 'cxselect -j 8 < frames.gz'; do
	eval "$how" | cmp - lines && echo "$how"
done
dd if=frames bs=997 2> /dev/null | cxselect | cmp - lines && echo 'a pipe, 997 bytes at a time'
CX_BATCH=1 cxstat -b path 'count(), first(client_ip)' frames > got
cxstat -b path 'count(), first(client_ip)' lines | cmp - got && echo 'one by one'
cat frames frames | cxstat 'count()' - lines frames.gz
# A frame says as much of a record as its line.
printf '{"a":1,"timestamp":"noon"}\n{"a":2}\n' > in
echo 'common: {required: [a, c]}' > plan
for t in 'cxstat -w 1h count()' 'cxcheck plan'; do
	rm -f want got
	$t --rejects want --max-bad 100% in > out 2> want.err
	cxselect --framed in | $t --rejects got --max-bad 100% > out 2> got.err
	sed 's/stdin/in/' got | cmp - want && sed 's/stdin/in/' got.err | cmp - want.err && echo "$t"
done
# --partial knows what it read, by frames as by lines.
cxstat --partial 'count()' < in > want
cxselect --framed in | cxstat --partial 'count()' | cmp - want && echo partial
# A record passes as soon as it is there.
. "$TOP/tests/cli/wait.inc"
mkfifo pipe
: > out
cxselect --framed < pipe | cxselect > out &
exec 3> pipe
echo '{"a":1}' >&3
wait_until lines 1 out
cat out
exec 3>&-
wait

# Frames that are cut, damaged, of another version, or without their end are errors.
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "{\"a\":%d,\"b\":\"%d\"}\n", i, i * i }' > in
cxselect --framed in > frames
say() { cxstat 'count()' "$@" > out 2> err; echo "status $?: $(cat err)"; }
head -c 20000 frames > cut; say cut
head -c 10 frames > cut; say cut
n=$(wc -c < frames)
head -c $((n - 24)) frames > cut; say cut
head -c $((n - 5)) frames > cut; say cut
{ head -c 30000 frames; printf X; tail -c +30002 frames; } > damaged; say damaged
{ head -c 4 frames; printf '\002'; tail -c +6 frames; } > later; say later
{ cat frames; echo '{"a":1}'; } > mixed; say mixed
cat out
gzip -c frames | head -c 5000 > cut.gz; say cut.gz
# The error of one file keeps no other from being read.
cxstat 'count()' damaged in; echo "status $?"
# A writer that fails leaves no end.
cxselect --strict --framed in /dev/stdin < in 2> /dev/null | tail -c 24 | od -An -tx1 | head -n 1
echo bad | cxselect --strict --framed in - 2> /dev/null | cxstat 'count()'
echo "status $?"
# What was left out is named.
cxselect --for a --framed in | cxstat -b a 'distinct(b)'
echo "status $?"
cxselect --fields b --framed in | cxstat -b a -w 1h 'count()'
echo "status $?"
cxselect --for b --framed in 2> /dev/null | cxselect -e 'c > 1' --set 'd=b' --fields d
echo "status $?"
cxselect --for b --framed in 2> /dev/null | cxselect --set 'd=b' -e 'timestamp > 1 || true' --fields d,b | head -n 1
# Who does not read frames says so.
for t in 'cxstat -f combined count()' 'cxparse -f json' 'cxparse --detect' 'cxstat --merge' \
    'cxparse -f cri+ndjson'; do
	$t frames > out 2> err; echo "$t: $? $(head -n 1 err)"
done
# --for that is wrong shows where.
for x in 'p95(duration_ms), rate(status >= )' 'rout(path)' 'a,,b' 'a b' 'x = ' 'a, p95(b' '`a' 'min(a), a == (b'; do
	cxselect --for "$x" in; echo "status $?"
done
cxselect --framed --head 1 in; echo "status $?"
cxselect --for a --fields a in; echo "status $?"

# Fields that metrics, keys and expressions ask for, and the time.
printf '{"z":1,"timestamp":"2026-01-01T00:00:00Z","path":"/a/1","user":{"id":7,"x":1},"ms":5,"status":200}\n{"ms":6}\n' > in
cxselect --for 'p95(ms) where status < 500' in
cxselect --for 'n = count(), errors = rate(status >= 500)' --for 'route(path)' in
cxselect --for 'uid = user.id, hour = hour(timestamp)' in
cxselect --for 'user.id, user' in
cxselect --for 'status in [200, 304] && ms > 1, top(z, 3)' in
cxselect --for 'count()' -t at in
cxselect --for 'sum(double), z' --set 'double=ms * 2' in
cxparse -f json --for ms in
m='n = count(), errors = rate(status >= 500), p95(duration_ms)'
log=$DATA/logs/lnav_shop_access.log
cxparse -f combined "$log" 2> /dev/null | cxstat -b 'route(path)' -w 1h "$m" > want 2> /dev/null
cxparse -f combined --for "$m, route(path)" "$log" 2> /dev/null | cxstat -b 'route(path)' -w 1h "$m" 2> /dev/null | cmp - want && echo lines
cxparse -f combined --framed --for "$m, route(path)" "$log" 2> /dev/null | cxstat -b 'route(path)' -w 1h "$m" 2> /dev/null | cmp - want && echo frames

#> combined 300
#> common 300
#> compose 1
#> cri+ndjson 2
#> csv 2
#> docker 1
#> json 2
#> logfmt 2
#> ndjson 3
#> regex 1
#> syslog+logfmt 1
#> tsv 2
#> vhost_combined 300
#> written by 8
#> cxselect -j 8 frames
#> cxselect frames.gz
#> cxselect -j 8 < frames
#> cxselect -j 8 < frames.gz
#> a pipe, 997 bytes at a time
#> one by one
#> {"kind":"stat","count":39996}
#> cxstat -w 1h count()
#> cxcheck plan
#> partial
#> {"a":1}
#> status 2: cxstat: cut: ends within a frame, at byte 16399
#> status 2: cxstat: cut: ends within a frame, at byte 0
#> status 2: cxstat: cut: framed records without their end: the writer did not finish
#> status 2: cxstat: cut: ends within a frame, at byte 57597
#> status 2: cxstat: damaged: damaged frame, its check sum differs, at byte 16399
#> status 2: cxstat: later: frames of version 2, this program reads version 1, at byte 0
#> status 2: cxstat: mixed: no frame begins here, at byte 57621
#> {"kind":"stat","count":3000}
#> status 2: cxstat: cut.gz: truncated gzip stream
#> {"kind":"stat","count":3941}
#> status 2
#>  ff 43 58 46 01 00 01 00 f1 63 bd d3 61 8b a7 ef
#> {"kind":"stat","count":3000}
#> status 2
#> status 2
#> status 2
#> status 2
#> {"d":"0","b":"0"}
#> cxstat -f combined count(): 2 cxstat: frames: holds framed records, which only readers of ndjson take
#> cxparse -f json: 2 cxparse: frames: holds framed records, which only readers of ndjson take
#> cxparse --detect: 2 cxparse: frames: holds framed records, which only readers of ndjson take
#> cxstat --merge: 2 cxstat: frames: holds framed records, which only readers of ndjson take
#> cxparse -f cri+ndjson: 2 cxparse: frames: holds framed records, which only readers of ndjson take
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> {"timestamp":"2026-01-01T00:00:00Z","ms":5,"status":200}
#> {"ms":6}
#> {"timestamp":"2026-01-01T00:00:00Z","status":200,"path":"/a/1"}
#> {}
#> {"timestamp":"2026-01-01T00:00:00Z","user.id":7}
#> {}
#> {"timestamp":"2026-01-01T00:00:00Z","user.id":7,"user":{"id":7,"x":1}}
#> {}
#> {"timestamp":"2026-01-01T00:00:00Z","status":200,"ms":5,"z":1}
#> {"ms":6}
#> {}
#> {}
#> {"timestamp":"2026-01-01T00:00:00Z","double":10,"z":1}
#> {"double":12}
#> {"timestamp":"2026-01-01T00:00:00Z","ms":5}
#> {"ms":6}
#> lines
#> frames
#2> cxstat: damaged: damaged frame, its check sum differs, at byte 16399
#2> cxstat: stdin: framed records without their end: the writer did not finish
#2> cxselect: no record had a field 'timestamp'
#2> cxstat: stdin: the writer left out 'b': its --for or --fields has to name it
#2> try 'cxstat --help'
#2> cxstat: stdin: the writer left out 'a': its --for or --fields has to name it
#2> try 'cxstat --help'
#2> cxselect: stdin: the writer left out 'c': its --for or --fields has to name it
#2> try 'cxselect --help'
#2> cxselect: no record had a field 'timestamp'
#2> cxselect: --for, column 34: expected a value, found ')'
#2>   p95(duration_ms), rate(status >= )
#2>                                    ^
#2> cxselect: --for, column 1: unknown function 'rout' (did you mean 'route'?)
#2>   rout(path)
#2>   ^
#2> cxselect: --for, column 3: expected a value, found end of text
#2>   a,,b
#2>     ^
#2> cxselect: --for, column 3: expected ',' or the end, found 'b'
#2>   a b
#2>     ^
#2> cxselect: --for, column 5: expected a value, found end of text
#2>   x = 
#2>       ^
#2> cxselect: --for, column 9: expected ')', found end of text
#2>   a, p95(b
#2>           ^
#2> cxselect: --for, column 1: name without a closing `
#2>   `a
#2>   ^
#2> cxselect: --for, column 16: expected ')', found end of text
#2>   min(a), a == (b
#2>                  ^
#2> cxselect: --head does not go with --framed
#2> try 'cxselect --help'
#2> cxselect: --for does not go with --fields
#2> try 'cxselect --help'
#2> cxselect: no record had a field 'at'
