# Compressed files are read side by side, one a thread; what is written shows nothing of it.
. "$TOP/tests/cli/draw.inc"
lines() {
	awk "$draw"'BEGIN { seed = '"$1"'; for (i = 0; i < 30000; i++)
		printf "{\"k\":%d,\"v\":%d}\n", int(draw() * 50), int(draw() * 1e6)
	print "bad '"$1"'" }'
}
lines 1 | gzip >1.gz
lines 2 | zstd -q >2.zst
lines 3 | gzip >3
lines 4 >4
: | gzip >empty.gz
head -c 60000 1.gz >cut.gz
{ lines 5; lines 6; } | bzip2 >5.bz2

Q='n = count(), s = sum(v), p95(v), distinct(v)'
for j in 1 2 3 5; do
	cxstat -j $j -b k --rejects rejects.$j "$Q" 1.gz empty.gz cut.gz 2.zst 4 3 5.bz2 >out.$j 2>err.$j
	echo "status $?" >>err.$j
	cmp out.1 out.$j && cmp err.1 err.$j && cmp rejects.1 rejects.$j
done
sed 's/after [1-9][0-9]* lines/after N lines/' err.2
wc -l <out.2
wc -l <rejects.2

# The first line that is refused ends the run, however far others have come.
for j in 1 2 3; do cxstat -j $j --strict 'count()' 2.zst 1.gz 3 5.bz2; echo "[$?]"; done

# Many blocks, and holes, of which all are counted.
seq 200000 | sed 's/.*/{"v":&}/' | gzip >long.gz
{ echo '{"v":1}'; head -c 300000 /dev/zero; printf '{"v":2}\n'; } | gzip >hole.gz
for j in 1 2; do timeout 60 cxstat -j $j --max-line 1000 'count()' long.gz hole.gz hole.gz hole.gz; echo "[$?]"; done

# States say what they are made of, source by source.
for j in 1 3; do cxstat -j $j --max-bad 100% --partial 'count()' 1.gz 2.zst 3 >state.$j; done 2>/dev/null
cmp state.1 state.3

#> cxstat: 1.gz:30001:1: expected an object, found 'b'
#> cxstat: 2.zst:30001:1: expected an object, found 'b'
#> cxstat: 4:30001:1: expected an object, found 'b'
#> cxstat: 3:30001:1: expected an object, found 'b'
#> cxstat: 5.bz2:30001:1: expected an object, found 'b'
#> cxstat: 6 of 191258 records rejected (0.00314%)
#> cxstat: cut.gz: truncated gzip stream after N lines, partial last line dropped
#> status 2
#> 50
#> 6
#> [2]
#> [2]
#> [2]
#> {"kind":"stat","count":200006}
#> [0]
#> {"kind":"stat","count":200006}
#> [0]
#2> cxstat: 2.zst:30001:1: expected an object, found 'b'
#2> cxstat: 2.zst:30001:1: expected an object, found 'b'
#2> cxstat: 2.zst:30001:1: expected an object, found 'b'
#2> cxstat: 900000 NUL bytes before a line left out, as where a log was truncated while somebody wrote
#2> cxstat: 900000 NUL bytes before a line left out, as where a log was truncated while somebody wrote
