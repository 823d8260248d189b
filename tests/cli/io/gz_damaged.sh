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
#2> cxselect: no_trailer: truncated gzip stream after 2 lines
#2> cxselect: bad_check: damaged gzip data (incorrect data check) after 2 lines
#2> cxselect: garbage: garbage after the end of the gzip data after 2 lines
#2> cxselect: header: truncated gzip stream after 0 lines
#2> cxselect: no_trailer: truncated gzip stream after 2 lines
#2> cxselect: header: truncated gzip stream after 0 lines
#2> cxstat: header: truncated gzip stream after 0 lines
#2> cxview: no_trailer: truncated gzip stream after 2 lines
#2> cxselect: no_trailer: truncated gzip stream after 2 lines
