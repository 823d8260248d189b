# Records of several kinds; totals; nested values; nothing at all.
printf '%s\n' '{"kind":"stat","n":3}' '{"kind":"reject","source":"a.log","line":3,"code":"json","message":"bad"}' > in
cxview in
cxview --fields n in
cxview --as prom --fields kind,n in
printf '%s\n' '{"k":"a","n":1}' '{"k":"b","n":2}' '{"total":true,"n":3}' > total
cxview total
cxview --sort -n --fields k,n total
cxview --fields total,n total
printf '%s\n' '{"status":200,"n":1}' '{"total":true,"n":3}' | cxview
printf '%s\n' '{"n":1}' '{"total":true,"n":1}' | cxview
printf '%s\n' '{"a":{"b":[1,2]},"c":[[1],{"d":"\u001b"}],"e":[]}' | cxview
for form in table csv tsv md prom json; do
	printf '{}\n{}\n' | cxview --as $form --top 1
	cxview --as $form --sort x --fields y --label z /dev/null
done

# Estimates say so; counts fold into one column when they agree, and not when they differ.
seq 1000 | awk '{ printf "{\"x\":%d,\"y\":%s}\n", $1, $1 % 2 ? $1 : "null" }' > in
cxstat 'p50(x), p99(x)' in | cxview
cxstat 'p50(x), p99(y)' in | cxview
cxstat 'p50(x)' --exact in | cxview
cxstat -b 'x % 2 == 0' 'rate(x > 900), distinct(x)' in | cxview
cxstat 'distinct(x)' in | cxview
cxstat --no-ci 'p50(x), mean(y)' in | cxview --as md
cxstat 'hist(x), top(y, 2), largest(x, 7)' in | cxview --plots always

#> n
#> 3
#>
#> source  line  code  message
#> a.log      3  json  bad
#> n
#> 3
#> -
#> # HELP cx_n cxutils result n
#> # TYPE cx_n gauge
#> cx_n{kind="stat"} 3
#> k      n
#> a      1
#> b      2
#> total  3
#> k      n
#> total  3
#> b      2
#> a      1
#> total  n
#> -      1
#> -      2
#> true   3
#> status  n
#>    200  1
#>  total  3
#> n  total
#> 1  -
#> 1  true
#> a            c                    e
#> {"b":[1,2]}  [1], {"d":"\u001b"}
#> {}
#>          p50_x     n            p99_x
#> 497 [464, 533]  1000  995 [966, 1000]
#> p50_x, p99_x: ddsketch(0.01)
#>          p50_x  p50_x_n           p99_y  p99_y_n
#> 497 [464, 533]     1000  995 [966, 999]      500
#> p50_x, p99_y: ddsketch(0.01)
#>          p50_x     n
#> 500 [469, 532]  1000
#> x_2_0            rate_x_900    n  distinct_x
#> false  0.100 [0.076, 0.129]  500         500
#> true   0.100 [0.076, 0.129]  500         500
#>      distinct_x
#> 979 [947, 1011]
#> distinct_x: hll
#> | p50\_x | p50\_x\_n | mean\_y | mean\_y\_n |
#> | ---: | ---: | ---: | ---: |
#> | 497 | 1000 | 500 | 500 |
#> hist_x      hist_x_n  top_y_2         top_y_2_n  largest_x_7
#> ______.=#_      1000  1 (1), 101 (1)        500  1000, 999, 998, 997, 996, ...
