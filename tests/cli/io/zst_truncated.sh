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

#> status 2
#> cxselect: cut.zst: truncated zstd stream after N lines, partial last line dropped
#> {"a":"next"}
#> the same lines
