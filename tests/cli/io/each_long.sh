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
