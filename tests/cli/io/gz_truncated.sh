# What it held, then the error.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 1; for (i = 0; i < 3000; i++) printf "{\"a\":%d}\n", int(draw() * 1e9) }' | gzip > whole
head -c 9000 whole > cut.gz
cxselect cut.gz > out 2> err
echo "status $?"
sed 's/after [1-9][0-9]* lines/after N lines/' err
[ "$(wc -l < out)" -gt 100 ] && echo 'lines before the cut'
cxselect out | tail -n 1 | grep -c '^{"a":[0-9]*}$'

#> status 2
#> cxselect: cut.gz: truncated gzip stream after N lines, partial last line dropped
#> lines before the cut
#> 1
