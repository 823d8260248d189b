# What it held, then the error; the next file is still read.
awk 'BEGIN { srand(1); for (i = 0; i < 200000; i++) printf "{\"a\":%d}\n", int(rand() * 1e9) }' > in
zstd -q in -o whole.zst
head -c 500000 whole.zst > cut.zst
echo '{"a":"next"}' > next
cxselect cut.zst next > out
echo "status $?"
[ "$(wc -l < out)" -gt 1000 ] && tail -n 1 out
sed '$d' out | head -c 10000 | cmp - "$(head -c 10000 in > start; echo start)" && echo 'the same lines'
