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
