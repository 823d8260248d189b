# -o meets a full disk (here: a limit on file size): an error, the old file stays, nothing is left.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"a\":\"number %d\"}\n", i }' > in
echo old > out
(
	trap '' XFSZ
	ulimit -f 8
	cxselect -o out in; echo "[$?]"
	cxstat -b a -o out 'count()' in; echo "[$?]"
	cxview --as csv -o out in; echo "[$?]"
	cxselect in > plain; echo "[$?]"
)
cat out
ls

#> [2]
#> [2]
#> [2]
#> [2]
#> old
#> in
#> out
#> plain
#2> cxselect: out: write error: File too large
#2> cxstat: out: write error: File too large
#2> cxview: out: write error: File too large
#2> cxselect: write error: File too large
