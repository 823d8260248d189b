# Chunks in parallel, then one merge: the same as one run.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 3; for (i = 0; i < 20000; i++) printf "{\"r\":\"/%d\",\"x\":%d}\n", draw() * 9, draw() * 1000 }' > in
split -n l/8 in chunk.
ls chunk.* | xargs -P 4 -I{} sh -c 'cxstat -b r --partial "n = count(), p95(x), distinct(x)" {} > {}.state'
cxstat -b r 'n = count(), p95(x), distinct(x)' in > whole
cxstat --merge chunk.*.state | cmp - whole && wc -l < whole

#> 9
