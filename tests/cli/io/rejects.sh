# --rejects keeps what was set aside, from every file and format, with the reasons.
printf '{"a":1}\noops\n' > one
printf 'x,"\n\n{"a":2}\n[]\n' > two
cxselect --max-bad 100% --rejects bad one two > /dev/null
cat bad
# They can be read back, counted, and tried again.
cxstat -b 'source, code' 'count()' bad
jq -r .raw bad
echo '{"timestamp":"soon"}' | cxselect --from 2026-01-01 --max-bad 1 --rejects time
cat time
printf '10.0.0.1 - oops\n' | cxparse -f combined --max-bad 1 --rejects log
cat log
printf 'a,b\n1\n' | cxparse -f csv --max-bad 1 --rejects csv
cat csv
# No rejects, an empty file: the old ones are gone.
cxselect --rejects bad one --max-line 1000 --max-bad 1 > /dev/null 2>&1
echo '{}' | cxselect --rejects bad
wc -c < bad

# --max-bad and --strict: a count, a share, which side of the limit.
awk 'BEGIN { for (i = 1; i <= 200; i++) print (i % 100 == 50 ? "bad" : "{\"a\":" i "}") }' > in
for limit in 0 1 2 3 0% 0.5% 0.99% 1% 1.5% 100% 1e1 0.5; do
	cxselect --max-bad $limit in > out 2> err
	echo "$limit: [$?] $(wc -l < out) lines; $(tail -n 1 err)"
done
cxselect in > out; echo "default: [$?]"
# Shares are exact: 29 of 100 is 29 %, though not in doubles.
awk 'BEGIN { for (i = 0; i < 100; i++) print (i < 29 ? "bad" : "{}") }' > share
for limit in 28.999999999% 29% 28 29; do
	cxselect --max-bad $limit share > out 2> err; echo "$limit: [$?]"
done
for limit in -1 101% x% % 1%% ' 1' nan inf 1,5%; do
	cxselect --max-bad "$limit" in; echo "[$?]"
done
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	$t --strict in > out; echo "strict: [$?]"
	$t --max-bad 1 in > out 2> /dev/null; echo "[$?]"
done
echo '{}' | cxselect --strict; echo "[$?]"

# 1 of 3 is more than 1 %, not more than 50 %, not more than 1.
printf '{"a":1}\nbad\n{"a":3}\n' > in
cxselect in > /dev/null; echo $?
cxselect --max-bad 50% in > /dev/null 2>&1; echo $?
cxselect --max-bad 1 in > /dev/null 2>&1; echo $?
cxselect --max-bad 0 in > /dev/null 2>&1; echo $?
cxselect --strict in; echo $?

# The error that ends a run does not hide the one an earlier input had.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"a\":%d}\n", i * 7919 % 10007 }' | gzip > whole
head -c 9000 whole > cut.gz
echo bad > bad
cxselect --strict cut.gz bad 2> err > out
echo "status $?"
sed 's/after [0-9]* lines/after some lines/' err
cxselect cut.gz cut.gz 2> err > out
echo "status $?"
sed 's/after [0-9]* lines/after some lines/' err

#> {"kind":"reject","source":"one","line":2,"column":1,"code":"json","message":"expected an object, found 'o'","raw":"oops"}
#> {"kind":"reject","source":"two","line":1,"column":1,"code":"json","message":"expected an object, found 'x'","raw":"x,\""}
#> {"kind":"reject","source":"two","line":4,"column":1,"code":"json","message":"expected an object, found '['","raw":"[]"}
#> {"kind":"stat","source":"one","code":"json","count":1}
#> {"kind":"stat","source":"two","code":"json","count":2}
#> oops
#> x,"
#> []
#> {"kind":"reject","source":"stdin","line":1,"code":"time","message":"expected a time in 'timestamp', found 'soon'","raw":"{\"timestamp\":\"soon\"}"}
#> {"kind":"reject","source":"stdin","line":1,"column":16,"code":"log","message":"expected ' [' before %t, found end of line","raw":"10.0.0.1 - oops"}
#> {"kind":"reject","source":"stdin","line":2,"code":"csv","message":"expected 2 fields as in the header, found 1","raw":"1"}
#> {}
#> 0
#> 0: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 1: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 2: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 3: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 0%: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 0.5%: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 0.99%: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> 1%: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 1.5%: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 100%: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 1e1: [0] 198 lines; cxselect: 2 of 200 records rejected (1%)
#> 0.5: [4] 198 lines; cxselect: 2 of 200 records rejected (1%), more than --max-bad allows
#> default: [0]
#> 28.999999999%: [4]
#> 29%: [0]
#> 28: [4]
#> 29: [0]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> strict: [2]
#> [4]
#> strict: [2]
#> [4]
#> strict: [2]
#> [4]
#> strict: [2]
#> [4]
#> {}
#> [0]
#> 4
#> 0
#> 0
#> 4
#> {"a":1}
#> 2
#> status 2
#> cxselect: cut.gz: truncated gzip stream after some lines, partial last line dropped
#> cxselect: bad:1:1: expected an object, found 'b'
#> status 2
#> cxselect: cut.gz: truncated gzip stream after some lines, partial last line dropped
#> cxselect: cut.gz: truncated gzip stream after some lines, partial last line dropped
#2> cxselect: one:2:1: expected an object, found 'o'
#2> cxselect: two:1:1: expected an object, found 'x'
#2> cxselect: two:4:1: expected an object, found '['
#2> cxselect: 3 of 5 records rejected (60%)
#2> cxselect: stdin:1: expected a time in 'timestamp', found 'soon'
#2> cxselect: 1 of 1 records rejected (100%)
#2> cxparse: stdin:1:16: expected ' [' before %t, found end of line
#2> cxparse: 1 of 1 records rejected (100%)
#2> cxparse: stdin:2: expected 2 fields as in the header, found 1
#2> cxparse: 1 of 1 records rejected (100%)
#2> cxselect: in:50:1: expected an object, found 'b'
#2> cxselect: in:150:1: expected an object, found 'b'
#2> cxselect: 2 of 200 records rejected (1%)
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '-1'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '101%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got 'x%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '1%%'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got ' 1'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got 'nan'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got 'inf'
#2> try 'cxselect --help'
#2> cxselect: --max-bad: expected a count or a share such as 1%, got '1,5%'
#2> try 'cxselect --help'
#2> cxparse: in:50:1: expected an object, found 'b'
#2> cxselect: in:50:1: expected an object, found 'b'
#2> cxstat: in:50:1: expected an object, found 'b'
#2> cxview: in:50:1: expected an object, found 'b'
#2> cxselect: in:2:1: expected an object, found 'b'
#2> cxselect: 1 of 3 records rejected (33.3%), more than --max-bad allows
#2> cxselect: in:2:1: expected an object, found 'b'
