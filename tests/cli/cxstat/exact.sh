# 1..1000: exact while small or on demand, a sketch of 1 % beyond; the output says which.
seq 1000 | sed 's/.*/{"x":&}/' > in
head -n 256 in | cxstat 'p50(x), p99(x)'
cxstat 'p50(x), p99(x)' in
cxstat --exact 'p50(x), p99(x), p99.9(x), quantile(x, 0.07)' --no-ci in
cxstat --accuracy 0.001 'p50(x)' --no-ci in
