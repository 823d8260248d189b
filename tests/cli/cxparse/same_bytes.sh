# A log gives the same events and rejects however it is cut; CSV with line breaks inside fields
# too, and lines in an envelope, in pieces or not.
ln -s "$DATA/logs/elastic_apache_combined.log" log
cxparse -f combined --rejects want.bad log > want 2> want.err
for j in 2 8; do
	cxparse -f combined --rejects got.bad -j $j log 2> got.err | cmp - want && cmp got.bad want.bad &&
		cmp got.err want.err && echo "-j $j"
done
dd if=log bs=1999 2> /dev/null | cxparse -f combined 2> /dev/null | cmp - want && echo 'a pipe, 1999 bytes at a time'
head -n 5000 log > a
tail -n +5001 log > b
gzip b
cxparse -f combined a b.gz 2> /dev/null | cmp - want && echo 'two files, one packed'
awk 'BEGIN { print "id,text,n"; for (i = 0; i < 30000; i++) printf "%d,\"line\n%s%d\"\"\",%d\n", i, i % 3 ? "" : ",\n\n", i, i * i }' > c.csv
cxparse -f csv c.csv > want
wc -l < want
tail -n 1 want
dd if=c.csv bs=997 2> /dev/null | cxparse -f csv | cmp - want && echo 'a pipe, 997 bytes at a time'
cxparse -f csv -j 8 c.csv | cmp - want && echo '-j 8'

awk '{
	if (NR % 7 == 0) {
		n = int(length($0) / 2)
		print "2026-01-02T03:04:05Z stdout P " substr($0, 1, n)
		print "2026-01-02T03:04:05Z stderr F bad"
		$0 = substr($0, n + 1)
	}
	print "2026-01-02T03:04:06Z stdout F " $0
}' log >cri
awk '{ printf "web%d | %s\n", NR % 3, $0 }' log >compose
cxparse -f combined log 2>/dev/null | sed 's/}$/,"stream":"stdout"}/' >want
cxparse -f cri+combined --max-bad 100% cri 2>/dev/null | cmp - want && echo cri
dd if=cri bs=1999 2>/dev/null | cxparse -f cri+combined --max-bad 100% -j 8 2>/dev/null |
    cmp - want && echo 'a pipe, 1999 bytes at a time, -j 8'
cxparse -f compose+combined --rejects want.bad compose >want 2>want.err
cxparse -f compose+combined --rejects got.bad -j 8 compose 2>got.err | cmp - want &&
    cmp got.bad want.bad && cmp got.err want.err && cat got.err

#> -j 2
#> -j 8
#> a pipe, 1999 bytes at a time
#> two files, one packed
#> 30000
#> {"id":"29999","text":"line\n29999\"","n":899940001}
#> a pipe, 997 bytes at a time
#> -j 8
#> cri
#> a pipe, 1999 bytes at a time, -j 8
#> cxparse: compose:8899:190: expected '"' after %{User-Agent}i, found end of line: was the line cut when it was written?
#> cxparse: 1 of 10000 records rejected (0.01%)
