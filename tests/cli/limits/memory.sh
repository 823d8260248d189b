# Memory is what the manual says, whatever comes in.
PATH=$BUILD/fault:$PATH
# Decompressed on the way: a hundred megabytes of lines, and of one line.
n=4000000
if [ -n "${SANITIZED-}" ]; then n=1500000; fi
yes '{"a":1,"k":"some text"}' | head -n $n | gzip -1 > lines.gz
yes '{"a":1,"k":"some text"}' | head -n $n | zstd -q > lines.zst
head -c $((n * 50)) /dev/zero | gzip -1 > zeros.gz
head -c $((n * 50)) /dev/zero | tr '\0' x | gzip -1 > line.gz
for f in lines.gz lines.zst; do
	cat $f | peak 14000 cxselect -e 'a > 1'
	cat $f | peak 12000 cxstat -b k 'min(a), first(k)'
	cat $f | peak 12000 cxparse -f json -e 'a > 1'
	peak 20000 cxstat -j 2 -b k 'max(a)' $f
done
cat line.gz | peak 120000 cxselect
echo "status $?"
cat line.gz | peak 120000 cxparse -f combined
echo "status $?"
peak 10000 cxselect --max-line 100000 line.gz
echo "status $?"
# A hole is never held.
cat zeros.gz | peak 12000 cxselect 2>&1 | sed 's/[0-9]* NUL/N NUL/'
peak 12000 cxparse -f combined zeros.gz 2>&1 | sed 's/[0-9]* NUL/N NUL/'
# A line that just fits, and one that does not.
{ printf '{"a":"'; head -c 67108855 /dev/zero | tr '\0' x; echo '"}'; } > most
{ printf '{"a":"'; head -c 67108857 /dev/zero | tr '\0' x; echo '"}'; } > more
{ cat most; echo '{"a":"b"}'; cat more; echo '{"a":"c"}'; } > in
peak 250000 cxselect --max-bad 1 in > out
{ cat most; echo '{"a":"b"}'; echo '{"a":"c"}'; } | cmp - out
peak 250000 cxstat 'count(), distinct(a)' --max-bad 1 in
# Records without end in one line: a million fields.
awk 'BEGIN { printf "{"; for (i = 0; i < 1000000; i++) printf "%s\"f%d\":%d", i ? "," : "", i, i; print "}" }' > fields
peak 60000 cxselect --fields f999999,f0 fields
peak 60000 cxstat 'sum(f999999), sum(nosuch)' fields 2> err
cut -c 1-60 err
peak 150000 cxselect --drop f1 fields | cksum
peak 200000 cxparse -f json fields | cksum
peak 60000 cxselect fields | cmp - fields
# Nesting without end.
{ printf '{"a":'; head -c 9000000 /dev/zero | tr '\0' '['; head -c 9000000 /dev/zero | tr '\0' ']'; echo '}'; } > deep
for t in cxselect 'cxparse -f json' "cxstat count()" 'cxselect --explode a'; do peak 60000 $t deep; done

#> {"kind":"stat","k":"some text","min_a":1,"first_k":null}
#> {"kind":"stat","k":"some text","max_a":1}
#> {"kind":"stat","k":"some text","min_a":1,"first_k":null}
#> {"kind":"stat","k":"some text","max_a":1}
#> status 4
#> status 4
#> status 4
#> cxselect: N NUL bytes before a line left out, as where a log was truncated while somebody wrote
#> cxparse: N NUL bytes before a line left out, as where a log was truncated while somebody wrote
#> {"kind":"stat","count":3,"distinct_a":3,"distinct_a_lo":3,"distinct_a_hi":3,"distinct_a_method":"exact"}
#> {"f999999":999999,"f0":0}
#> {"kind":"stat","sum_f999999":999999,"sum_nosuch":0}
#> cxstat: no record had a field 'nosuch'
#> 1971265888 16777775
#> 1056538285 16777782
#> {"kind":"stat","count":0}
#2> cxstat: no record had a field 'timestamp'
#2> cxstat: no record had a field 'timestamp'
#2> cxselect: stdin:1: line is longer than --max-line
#2> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxparse: stdin:1: line is longer than --max-line
#2> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxselect: line.gz:1: line is longer than --max-line
#2> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxselect: in:3: line is longer than --max-line
#2> cxselect: 1 of 4 records rejected (25%)
#2> cxstat: in:3: line is longer than --max-line
#2> cxstat: 1 of 4 records rejected (25%)
#2> cxselect: deep:1:517: nesting deeper than 512
#2> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxparse: deep:1:517: nesting deeper than 512
#2> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: deep:1:517: nesting deeper than 512
#2> cxstat: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxstat: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxselect: deep:1:517: nesting deeper than 512
#2> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#? 4
