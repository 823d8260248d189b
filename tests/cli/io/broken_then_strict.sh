# The error that ends a run does not hide the one an earlier input had.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"a\":%d}\n", i * 7919 % 10007 }' | gzip > whole
head -c 9000 whole > cut.gz
echo bad > bad
cxselect --strict cut.gz bad 2> err > out
echo "status $?"
sed 's/after [0-9]* lines/after some lines/' err
cxselect cut.gz cut.gz 2> err > out
echo "status $?"
sed 's/after [0-9]* lines/after some lines/' err

#> status 2
#> cxselect: cut.gz: truncated gzip stream after some lines, partial last line dropped
#> cxselect: bad:1:1: expected an object, found 'b'
#> status 2
#> cxselect: cut.gz: truncated gzip stream after some lines, partial last line dropped
#> cxselect: cut.gz: truncated gzip stream after some lines, partial last line dropped
