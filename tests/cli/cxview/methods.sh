# Estimates say so; counts fold into one column when they agree, and not when they differ.
seq 1000 | awk '{ printf "{\"x\":%d,\"y\":%s}\n", $1, $1 % 2 ? $1 : "null" }' > in
cxstat 'p50(x), p99(x)' in | cxview
cxstat 'p50(x), p99(y)' in | cxview
cxstat 'p50(x)' --exact in | cxview
cxstat -b 'x % 2 == 0' 'rate(x > 900), distinct(x)' in | cxview
cxstat 'distinct(x)' in | cxview
cxstat --no-ci 'p50(x), mean(y)' in | cxview --as md
cxstat 'hist(x), top(y, 2), largest(x, 7)' in | cxview --plots always

#>          p50_x     n            p99_x
#> 497 [464, 533]  1000  995 [966, 1000]
#> p50_x, p99_x: ddsketch(0.01)
#>          p50_x  p50_x_n           p99_y  p99_y_n
#> 497 [464, 533]     1000  995 [966, 999]      500
#> p50_x, p99_y: ddsketch(0.01)
#>          p50_x     n
#> 500 [469, 532]  1000
#> x_2_0            rate_x_900    n  distinct_x
#> false  0.100 [0.077, 0.129]  500         500
#> true   0.100 [0.077, 0.129]  500         500
#>      distinct_x
#> 979 [947, 1011]
#> distinct_x: hll
#> | p50\_x | p50\_x\_n | mean\_y | mean\_y\_n |
#> | ---: | ---: | ---: | ---: |
#> | 497 | 1000 | 500 | 500 |
#> hist_x      hist_x_n  top_y_2         top_y_2_n  largest_x_7
#> ______.=#_      1000  1 (1), 101 (1)        500  1000, 999, 998, 997, 996, ...
