# Estimates say so; counts fold into one column when they agree, and not when they differ.
seq 1000 | awk '{ printf "{\"x\":%d,\"y\":%s}\n", $1, $1 % 2 ? $1 : "null" }' > in
cxstat 'p50(x), p99(x)' in | cxview
cxstat 'p50(x), p99(y)' in | cxview
cxstat 'p50(x)' --exact in | cxview
cxstat -b 'x % 2 == 0' 'rate(x > 900), distinct(x)' in | cxview
cxstat 'distinct(x)' in | cxview
cxstat --no-ci 'p50(x), mean(y)' in | cxview --as md
cxstat 'hist(x), top(y, 2), largest(x, 7)' in | cxview --plots always
