# NUL and bytes that are no UTF-8 spoil their record only, wherever the block ends; NULs before
# a line are nothing.
printf '{"a":"x\000"}\n{"a":1}\n{"a":"\300\257"}\n{"\377":1}\n\000\n{"a":2}\n{"a":"\355\240\200"}' > in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	echo "# $t"
	$t --max-bad 5 in 2> err; echo "[$?]"
	sed 's/^[a-z]*: //' err > said
	cmp said first || cp said first
done 2> /dev/null
cat first
# Logs may hold anything: what is no UTF-8 is kept as \xHH.
printf '10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /\377\303\251 HTTP/1.1" 200 5 "-" "a\000b"\n' |
	cxparse -f combined
printf 'a=\377 b="\303\251"\n' | cxparse -f logfmt
printf 'a,b\n\377,\303\251\n' > odd.csv
cxparse -f csv odd.csv 2>&1

# gzip and zstd by content, from files and pipes, whatever the name.
printf '{"a":1}\n{"a":2}\n' > in
gzip -c in > in.gz
zstd -qc in > in.zst
cp in.gz plain.json
cp in fake.gz
for t in 'cxparse -f json' cxselect 'cxstat sum(a)' cxview; do
	$t in > want
	for f in in.gz in.zst plain.json fake.gz; do
		$t $f | cmp - want && $t < $f | cmp - want && cat $f | $t - | cmp - want && echo "$t $f"
	done
done
cxselect in in.gz in.zst | cxstat 'count(), sum(a)'
: | gzip | cxstat 'count()'
: | zstd -q | cxstat 'count()'

# Nothing in, nothing wrong: empty input, blank lines, an empty file between others.
: > empty
printf '\n  \n\r\n' > blank
echo '{"a":1}' > one
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	echo "# $t"
	$t empty; echo "[$?]"
	$t blank; echo "[$?]"
	$t empty one blank empty; echo "[$?]"
done
for f in combined logfmt csv tsv; do
	cxparse -f $f empty; echo "$f [$?]"
done
cxparse --detect empty; echo "[$?]"

# A write that fails is an error, however small the output and whatever the way out.
echo '{"a":1}' > in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t in > /dev/full; echo "[$?]" >&2
	$t -o /dev/full in; echo "[$?]" >&2
	$t in >&-; echo "[$?]" >&2
	printf '{"a":1}\nbad\n' | $t --max-bad 1 --rejects /dev/full > /dev/null; echo "[$?]" >&2
done

# A reader that leaves early ends a filter quietly, at any size.
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "{\"a\":\"some text to fill the pipe with %d\"}\n", i }' > in
cxparse -f json in | head -n 1
cxselect in | head -n 1
cxstat -b a 'count()' in | head -n 1
cxview in | head -n 1
cat in | cxselect | cxselect | cxselect | head -n 1

# A line of 10 MiB is a line like any other; --max-line sets the limit.
{ printf '{"n":1,"a":"'; head -c 10485760 /dev/zero | tr '\0' x; printf '"}\n{"n":2}\n'; } > in
cxselect in | cmp - in && echo same
cxparse -f json in | cmp - in && echo same
cxstat 'count(), sum(len(a)), sum(n)' in
cxview --as json in | cmp - in && echo same
cxview --fields n in
cat in | cxselect | cmp - in && echo same
cxselect --max-line 10485778 --fields n in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t --max-line 10485771 --max-bad 50% in; echo "[$?]"
done
head -n 1 in | tr -d '\n' | cxselect --max-line 1000 --rejects bad > /dev/null
cut -c 1-80 bad
cxparse -f combined --max-line 1000 --max-bad 2 in
# A hole of any length before a line is no content, and is never held.
{ echo '{"n":1}'; head -c 300000 /dev/zero; printf '{"n":2}\n{"n":3}\n'; head -c 1200 /dev/zero; } > hole
for j in 1 2; do cxselect -j $j --max-line 1000 hole; done
cxselect --max-line 1000 < hole 2> /dev/null

mkdir apart && cd apart || exit
# A file that is not there, a directory, an unreadable file: found before anything is written.
echo '{"a":1}' > ok
mkdir dir
: > locked
chmod 000 locked
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t ok nowhere; echo "[$?]"
	$t ok dir; echo "[$?]"
	$t -o out nowhere; echo "[$?]"
	$t -o nodir/out ok; echo "[$?]"
	$t -o dir ok; echo "[$?]"
	$t --rejects nodir/rej ok > /dev/null; echo "[$?]"
	# Nothing is locked to root: then this says what the others see.
	if [ "$(id -u)" -eq 0 ]; then
		echo "${t%% *}: locked: Permission denied" >&2; echo '[2]'
	else
		$t locked; echo "[$?]"
	fi
done
ls

# The last newline may be missing, lines may end in CR LF: the same answer.
printf '{"a":1}\n{"a":2}\n' > lf
printf '{"a":1}\n{"a":2}' > none
printf '{"a":1}\r\n{"a":2}\r\n' > crlf
printf '\357\273\277{"a":1}\r\n\r\n{"a":2}' > mixed
for t in 'cxparse -f json' cxselect 'cxstat sum(a)' cxview; do
	$t lf > want
	for f in none crlf mixed; do
		$t $f | cmp - want && echo "$t $f"
	done
done
# A file without its last newline does not run into the next one.
cxselect none none | cxstat 'count(), sum(a)'
log='10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "a"'
printf '%s\n%s\n' "$log" "$log" | cxparse -f combined > want
printf '%s\r\n%s' "$log" "$log" | cxparse -f combined | cmp - want && echo combined
printf 'a,b\r\n1,x\r\n2,y' | cxparse -f csv
printf 'a=1 b=x\r\na=2 b=y' | cxparse -f logfmt

#> # cxparse -f json
#> {"a":1}
#> {"a":2}
#> [0]
#> # cxselect
#> {"a":1}
#> {"a":2}
#> [0]
#> # cxstat count()
#> {"kind":"stat","count":2}
#> [0]
#> # cxview
#> a
#> 1
#> 2
#> [0]
#> in:1:8: control character 0x00 in a string
#> in:3:7: invalid UTF-8 byte 0xC0
#> in:4:3: invalid UTF-8 byte 0xFF
#> in:7:7: invalid UTF-8 byte 0xED
#> 4 of 6 records rejected (66.7%)
#> {"timestamp":"2026-01-01T00:00:00Z","client_ip":"10.0.0.1","method":"GET","path":"/\\xffé","protocol":"HTTP/1.1","status":200,"bytes":5,"user_agent":"a\u0000b"}
#> {"a":"\\xff","b":"é"}
#> cxparse: 'a' has bytes that are not UTF-8, as in '\xff', kept as \xHH; is the table in Latin-1? try --encoding windows-1252
#> {"a":"\\xff","b":"é"}
#> cxparse -f json in.gz
#> cxparse -f json in.zst
#> cxparse -f json plain.json
#> cxparse -f json fake.gz
#> cxselect in.gz
#> cxselect in.zst
#> cxselect plain.json
#> cxselect fake.gz
#> cxstat sum(a) in.gz
#> cxstat sum(a) in.zst
#> cxstat sum(a) plain.json
#> cxstat sum(a) fake.gz
#> cxview in.gz
#> cxview in.zst
#> cxview plain.json
#> cxview fake.gz
#> {"kind":"stat","count":6,"sum_a":9}
#> {"kind":"stat","count":0}
#> {"kind":"stat","count":0}
#> # cxparse -f json
#> [0]
#> [0]
#> {"a":1}
#> [0]
#> # cxselect
#> [0]
#> [0]
#> {"a":1}
#> [0]
#> # cxstat count()
#> {"kind":"stat","count":0}
#> [0]
#> {"kind":"stat","count":0}
#> [0]
#> {"kind":"stat","count":1}
#> [0]
#> # cxview
#> [0]
#> [0]
#> a
#> 1
#> [0]
#> combined [0]
#> logfmt [0]
#> csv [0]
#> tsv [0]
#> {"kind":"detect","format":"ndjson","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"vhost_combined","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"combined","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"common","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"ingress_nginx","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"traefik","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"envoy","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"istio","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"haproxy","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"squid","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"squid_combined","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"uwsgi","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"s3","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"alb","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"elb","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"nginx_error","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"apache_error","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"w3c","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"logfmt","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"prometheus","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"ltsv","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"tsv","lines":0,"fits":0,"share":0,"fields":0}
#> {"kind":"detect","format":"csv","lines":0,"fits":0,"share":0,"fields":0}
#> [3]
#> {"a":"some text to fill the pipe with 0"}
#> {"a":"some text to fill the pipe with 0"}
#> {"kind":"stat","a":"some text to fill the pipe with 0","count":1}
#> a
#> {"a":"some text to fill the pipe with 0"}
#> same
#> same
#> {"kind":"stat","count":2,"sum_len_a":10485760,"sum_n":3}
#> same
#> n
#> 1
#> 2
#> same
#> {"n":1}
#> {"n":2}
#> {"n":2}
#> [0]
#> {"n":2}
#> [0]
#> {"kind":"stat","count":1}
#> [0]
#> n
#> 2
#> [0]
#> {"kind":"reject","source":"stdin","line":1,"code":"long-line","message":"line is
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> {"n":1}
#> {"n":2}
#> {"n":3}
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> dir
#> locked
#> ok
#> cxparse -f json none
#> cxparse -f json crlf
#> cxparse -f json mixed
#> cxselect none
#> cxselect crlf
#> cxselect mixed
#> cxstat sum(a) none
#> cxstat sum(a) crlf
#> cxstat sum(a) mixed
#> cxview none
#> cxview crlf
#> cxview mixed
#> {"kind":"stat","count":4,"sum_a":6}
#> combined
#> {"a":1,"b":"x"}
#> {"a":2,"b":"y"}
#> {"a":1,"b":"x"}
#> {"a":2,"b":"y"}
#2> cxparse: write error: No space left on device
#2> [2]
#2> cxparse: /dev/full: write error: No space left on device
#2> [2]
#2> cxparse: write error: Bad file descriptor
#2> [2]
#2> cxparse: stdin:2:1: expected an object, found 'b'
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: /dev/full: write error: No space left on device
#2> [2]
#2> cxselect: write error: No space left on device
#2> [2]
#2> cxselect: /dev/full: write error: No space left on device
#2> [2]
#2> cxselect: write error: Bad file descriptor
#2> [2]
#2> cxselect: stdin:2:1: expected an object, found 'b'
#2> cxselect: 1 of 2 records rejected (50%)
#2> cxselect: /dev/full: write error: No space left on device
#2> [2]
#2> cxstat: write error: No space left on device
#2> [2]
#2> cxstat: /dev/full: write error: No space left on device
#2> [2]
#2> cxstat: write error: Bad file descriptor
#2> [2]
#2> cxstat: stdin:2:1: expected an object, found 'b'
#2> cxstat: 1 of 2 records rejected (50%)
#2> cxstat: /dev/full: write error: No space left on device
#2> [2]
#2> cxview: write error: No space left on device
#2> [2]
#2> cxview: /dev/full: write error: No space left on device
#2> [2]
#2> cxview: write error: Bad file descriptor
#2> [2]
#2> cxview: stdin:2:1: expected an object, found 'b'
#2> cxview: 1 of 2 records rejected (50%)
#2> cxview: /dev/full: write error: No space left on device
#2> [2]
#2> cxparse: in:1: record is longer than --max-line
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxselect: in:1: line is longer than --max-line
#2> cxselect: 1 of 2 records rejected (50%)
#2> cxstat: in:1: line is longer than --max-line
#2> cxstat: 1 of 2 records rejected (50%)
#2> cxview: in:1: line is longer than --max-line
#2> cxview: 1 of 2 records rejected (50%)
#2> cxselect: stdin:1: line is longer than --max-line
#2> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxparse: in:1: line is longer than --max-line
#2> cxparse: in:2:8: expected ' ' before %l, found end of line
#2> cxparse: 2 of 2 records rejected (100%)
#2> cxselect: 301200 NUL bytes before a line left out, as where a log was truncated while somebody wrote
#2> cxselect: 301200 NUL bytes before a line left out, as where a log was truncated while somebody wrote
#2> cxparse: nowhere: No such file or directory
#2> cxparse: dir: Is a directory
#2> cxparse: nowhere: No such file or directory
#2> cxparse: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxparse: dir: Is a directory
#2> cxparse: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxparse: locked: Permission denied
#2> cxselect: nowhere: No such file or directory
#2> cxselect: dir: Is a directory
#2> cxselect: nowhere: No such file or directory
#2> cxselect: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxselect: dir: Is a directory
#2> cxselect: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxselect: locked: Permission denied
#2> cxstat: nowhere: No such file or directory
#2> cxstat: dir: Is a directory
#2> cxstat: nowhere: No such file or directory
#2> cxstat: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxstat: dir: Is a directory
#2> cxstat: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxstat: locked: Permission denied
#2> cxview: nowhere: No such file or directory
#2> cxview: dir: Is a directory
#2> cxview: nowhere: No such file or directory
#2> cxview: nodir/out: cannot make a temporary file beside it: No such file or directory
#2> cxview: dir: Is a directory
#2> cxview: nodir/rej: cannot make a temporary file beside it: No such file or directory
#2> cxview: locked: Permission denied
