# Members of gzip one behind the other are one stream.
printf '{"a":1}\n' | gzip > x
printf '{"a":2}\n' | gzip >> x
cxselect x
cxselect < x

# What it held, then the error.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 1; for (i = 0; i < 3000; i++) printf "{\"a\":%d}\n", int(draw() * 1e9) }' | gzip > whole
head -c 9000 whole > cut.gz
cxselect cut.gz > out 2> err
echo "status $?"
sed 's/after [1-9][0-9]* lines/after N lines/' err
[ "$(wc -l < out)" -gt 100 ] && echo 'lines before the cut'
cxselect out | tail -n 1 | grep -c '^{"a":[0-9]*}$'

# Every way a gzip file can be broken: what it held, which file, why; the others are read.
printf '{"a":1}\n{"a":2}\n' > in
gzip -nc in > in.gz
n=$(wc -c < in.gz)
head -c $((n - 8)) in.gz > no_trailer
{ head -c $((n - 8)) in.gz; printf '\001\002\003\004\020\000\000\000'; } > bad_check
{ cat in.gz; printf 'more'; } > garbage
{ cat in.gz; printf '\000\000\000\000'; } > zeros
head -c 5 in.gz > header
for f in no_trailer bad_check garbage zeros header; do
	echo "# $f"
	cxselect $f in; echo "[$?]"
done
cxselect no_trailer header; echo "[$?]"
cxstat 'count()' header in; echo "[$?]"
cxview no_trailer; echo "[$?]"
# Nothing is put in the place of an old result.
echo old > out
cxselect -o out no_trailer; echo "[$?]"
cat out

# Frames of zstd, one behind the other, are one stream too.
printf '{"a":1}\n' | zstd -q > x
printf '{"a":2}\n' | zstd -q >> x
cxselect x

# What it held, then the error; the next file is still read.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 1; for (i = 0; i < 200000; i++) printf "{\"a\":%d}\n", int(draw() * 1e9) }' > in
zstd -q in -o whole.zst
head -c 500000 whole.zst > cut.zst
echo '{"a":"next"}' > next
cxselect cut.zst next > out 2> err
echo "status $?"
sed 's/after [1-9][0-9]* lines/after N lines/' err
[ "$(wc -l < out)" -gt 1000 ] && tail -n 1 out
sed '$d' out | head -c 10000 | cmp - "$(head -c 10000 in > start; echo start)" && echo 'the same lines'

# A window that the library does not grant is no damage.
printf '\050\265\057\375\000\250\001\000\000' > wide.zst
cxstat 'count()' wide.zst; echo "[$?]"
printf '\050\265\057\375\000\251\001\000\000' | cxstat 'count()' > /dev/null
printf '\050\265\057\375\243\000\000\000\000\001\000\000\020' > all.zst
{ echo '{"a":1}' | zstd -qc; cat all.zst; } | cxstat 'count()'
cxstat --max-window 268435457 'count()' all.zst

# bzip2 and xz: the same.
for c in bzip2 xz; do
	echo "# $c"
	printf '{"a":1}\n' | $c > x
	printf '{"a":2}\n' | $c >> x
	cxselect x
	cxselect < x
	$c -c in > whole
	head -c "$(($(wc -c < whole) * 3 / 4))" whole > cut
	cxselect cut next > out 2> err
	echo "status $?"
	sed 's/after [1-9][0-9]* lines/after N lines/' err
	[ "$(wc -l < out)" -gt 1000 ] && tail -n 1 out
	{ cat x; printf more; } > garbage
	cxselect garbage; echo "[$?]"
	{ head -c 5 x; printf 'xxxxxxxxxxxxxxxx'; } > other
	cxselect other 2>&1 | sed 's/: .*//' | sort -u
done
{ cat x; printf '\0\0\0\0'; } > padded
cxselect padded; echo "[$?]"
: | bzip2 > none
cxstat 'n = count()' none

#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> status 2
#> cxselect: cut.gz: truncated gzip stream after N lines, partial last line dropped
#> lines before the cut
#> 1
#> # no_trailer
#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> [2]
#> # bad_check
#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> [2]
#> # garbage
#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> [2]
#> # zeros
#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> [0]
#> # header
#> {"a":1}
#> {"a":2}
#> [2]
#> {"a":1}
#> {"a":2}
#> [2]
#> {"kind":"stat","count":2}
#> [2]
#> a
#> 1
#> 2
#> [2]
#> [2]
#> old
#> {"a":1}
#> {"a":2}
#> status 2
#> cxselect: cut.zst: truncated zstd stream after N lines, partial last line dropped
#> {"a":"next"}
#> the same lines
#> {"kind":"stat","count":0}
#> [2]
#> {"kind":"stat","count":1}
#> {"kind":"stat","count":0}
#> # bzip2
#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> status 2
#> cxselect: cut: truncated bzip2 stream after N lines, partial last line dropped
#> {"a":"next"}
#> {"a":1}
#> {"a":2}
#> [2]
#> cxselect
#> # xz
#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
#> status 2
#> cxselect: cut: truncated xz stream after N lines, partial last line dropped
#> {"a":"next"}
#> {"a":1}
#> {"a":2}
#> [2]
#> cxselect
#> {"a":1}
#> {"a":2}
#> [0]
#> {"kind":"stat","n":0}
#2> cxselect: no_trailer: truncated gzip stream after 2 lines
#2> cxselect: bad_check: damaged gzip data (incorrect data check) after 2 lines
#2> cxselect: garbage: garbage after the end of the gzip data after 2 lines
#2> cxselect: header: truncated gzip stream after 0 lines
#2> cxselect: no_trailer: truncated gzip stream after 2 lines
#2> cxselect: header: truncated gzip stream after 0 lines
#2> cxstat: header: truncated gzip stream after 0 lines
#2> cxview: no_trailer: truncated gzip stream after 2 lines
#2> cxselect: no_trailer: truncated gzip stream after 2 lines
#2> cxstat: wide.zst: zstd data with a window of 2048 MiB (--max-window 2147483648 allows it) after 0 lines
#2> cxstat: stdin: zstd data with a window of 2304 MiB, more than --max-window may allow after 0 lines
#2> cxstat: stdin: zstd data with a window of 257 MiB (--max-window 268435457 allows it) after 1 line
#2> cxstat: all.zst: truncated zstd stream after 0 lines
#2> cxselect: garbage: garbage after the end of the bzip2 data after 2 lines
#2> cxselect: garbage: garbage after the end of the xz data after 2 lines
