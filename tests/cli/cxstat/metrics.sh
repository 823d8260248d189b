# Every aggregate once, on ten records that can be checked by hand.
awk 'BEGIN { for (i = 1; i <= 10; i++) printf "{\"timestamp\":\"2026-01-01T00:00:%02dZ\",\"x\":%d,\"y\":%s,\"ok\":%s,\"u\":\"u%d\",\"s\":%d}\n", i, i, (i % 2 ? i / 2 : "null"), (i != 3 ? "true" : "false"), i % 4, i }' > in
for m in 'count()' 'rate(ok)' 'rate(y > 2)' 'ratio(x, s)' 'sum(y)' 'mean(x)' 'min(x)' 'max(x)' 'sd(x)' 'median(x)' 'p90(x)' 'quantile(x, 0.3)' 'apdex(x, 2)' 'apdex(x, 2, x == 1)' 'distinct(u)' 'top(u, 2)' 'largest(x, 3)' 'first(u)' 'last(u)' 'hist(x)' 'throughput()' 'uptime(ok, 2s)' 'nps(s)' 'csat(x) where x <= 5' 'ces(x) where x <= 7' 'big = sum(x) where x > 5'; do
	cxstat "$m" in
done
