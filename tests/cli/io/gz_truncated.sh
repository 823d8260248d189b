# What it held, then the error.
awk 'BEGIN { srand(1); for (i = 0; i < 3000; i++) printf "{\"a\":%d}\n", int(rand() * 1e9) }' | gzip > whole
head -c 9000 whole > cut.gz
cxselect cut.gz > out
echo "status $?"
[ "$(wc -l < out)" -gt 100 ] && echo 'lines before the cut'
cxselect out | tail -n 1 | grep -c '^{"a":[0-9]*}$'
