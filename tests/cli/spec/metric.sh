# Each kind of mistake in a metric: message, caret, status.
try() {
	printf '$ %s\n' "$1"
	cxstat "$1" < /dev/null 2>&1
	echo "[$?]"
}
try 'rate()'
try 'rate(a > 1, b)'
try 'p100(x)'
try 'p95'
try 'rate(x > 1) p50(x)'
try 'foo(x)'
try 'medain(x)'
try 'avg(x)'
try 'count(), count()'
try 'a = count(), a = sum(x)'
try 'quantile(x, 2)'
try 'top(x, 0)'
try 'top(x, y)'
try 'count'
try 'apdex(x)'
try 'uptime(x > 1, 5)'
try 'sum(x) where'
try 'sum(x) where y >'
try 'kind = count()'
try 'p = p95(x), p_lo = count()'
try 'count(),'
try ''

#> $ rate()
#> cxstat: metrics, column 6: the arguments are rate(predicate)
#>   rate()
#>        ^
#> [2]
#> $ rate(a > 1, b)
#> cxstat: metrics, column 13: the arguments are rate(predicate)
#>   rate(a > 1, b)
#>               ^
#> [2]
#> $ p100(x)
#> cxstat: metrics, column 1: 'p100' is no quantile between p0 and p100, as p95 or p99.9
#>   p100(x)
#>   ^
#> [2]
#> $ p95
#> cxstat: metrics, column 4: expected '(' behind the aggregate, as in count(), found end of text
#>   p95
#>      ^
#> [2]
#> $ rate(x > 1) p50(x)
#> cxstat: metrics, column 13: expected ',', 'where' or the end, found 'p50'
#>   rate(x > 1) p50(x)
#>               ^
#> [2]
#> $ foo(x)
#> cxstat: metrics, column 1: unknown aggregate 'foo'
#>   foo(x)
#>   ^
#> [2]
#> $ medain(x)
#> cxstat: metrics, column 1: unknown aggregate 'medain' (did you mean 'median'?)
#>   medain(x)
#>   ^
#> [2]
#> $ avg(x)
#> cxstat: metrics, column 1: unknown aggregate 'avg': here it is called 'mean'
#>   avg(x)
#>   ^
#> [2]
#> $ count(), count()
#> cxstat: metrics, column 10: 'count' is the name at column 1 too, write NAME = in front of one
#>   count(), count()
#>            ^
#> [2]
#> $ a = count(), a = sum(x)
#> cxstat: metrics, column 14: 'a' is the name at column 1 too, write NAME = in front of one
#>   a = count(), a = sum(x)
#>                ^
#> [2]
#> $ quantile(x, 2)
#> cxstat: metrics, column 13: expected a quantile between 0 and 1, as 0.95, found '2'
#>   quantile(x, 2)
#>               ^
#> [2]
#> $ top(x, 0)
#> cxstat: metrics, column 8: expected a positive integer, found '0'
#>   top(x, 0)
#>          ^
#> [2]
#> $ top(x, y)
#> cxstat: metrics, column 8: expected a positive integer, found 'y'
#>   top(x, y)
#>          ^
#> [2]
#> $ count
#> cxstat: metrics, column 6: expected '(' behind the aggregate, as in count(), found end of text
#>   count
#>        ^
#> [2]
#> $ apdex(x)
#> cxstat: metrics, column 8: the arguments are apdex(value, threshold[, predicate])
#>   apdex(x)
#>          ^
#> [2]
#> $ uptime(x > 1, 5)
#> cxstat: metrics, column 15: expected a duration, as 30s or 5m, found '5'
#>   uptime(x > 1, 5)
#>                 ^
#> [2]
#> $ sum(x) where
#> cxstat: metrics, column 13: expected a value, found end of text
#>   sum(x) where
#>               ^
#> [2]
#> $ sum(x) where y >
#> cxstat: metrics, column 17: expected a value, found end of text
#>   sum(x) where y >
#>                   ^
#> [2]
#> $ kind = count()
#> cxstat: the name 'kind' is taken: choose another
#> try 'cxstat --help'
#> [2]
#> $ p = p95(x), p_lo = count()
#> cxstat: metrics, column 13: 'p_lo' is also written by 'p' (column 1), choose another name
#>   p = p95(x), p_lo = count()
#>               ^
#> [2]
#> $ count(),
#> cxstat: metrics, column 9: expected a metric, as count() or errors = rate(status >= 500), found end of text
#>   count(),
#>           ^
#> [2]
#> $ 
#> cxstat: metrics, column 1: expected a metric, as count() or errors = rate(status >= 500), found end of text
#>   
#>   ^
#> [2]
