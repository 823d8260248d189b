# What no record had and what found nothing to use is said; --strict-fields makes it status 4.
try() {
	"$@"
	echo "[$?]"
}
printf '{"a":"x","n":1}\n{"a":"1,5","n":"2"}\n' > in
try cxstat 'n=count(), s=sum(a), m=mean(n)' in
try cxstat --strict-fields 'n=count(), s=sum(a), m=mean(n)' in
try cxstat --strict-fields 'n=count(), m=mean(n), d=distinct(a)' in
for m in 'mean(a)' 'sd(a)' 'min(a)' 'max(a)' 'p50(a)' 'ratio(n,a)' 'largest(a,2)' 'hist(a)' \
    'apdex(a,1)' 'nps(a)' 'csat(a)' 'ces(a)' 'top(a,1)' 'rate(a)' 'rate(n)'; do
	try cxstat --strict-fields "x = $m" in > out 2> err
	echo "$m: $(tail -n 1 out) $(grep 'x.* found\|x.*never' err)"
done
printf '{"timestamp":1767225600,"a":"x","l":[1]}\n' | try cxstat --strict-fields 'up = uptime(a,1m), f = first(l), e = last(a)'
# One value of one group is enough; a field that is missing is said once; threads, states.
printf '{"a":5,"g":2}\n{"a":"y","g":1}\n' > more
try cxstat --strict-fields -b g 's=sum(a)' in more
try cxstat --strict-fields 'rate(gone)' in
try cxstat --strict-fields -j4 's=sum(a)' in
cxstat --partial 's=sum(a)' in > state
try cxstat --merge --strict-fields state
# 4 is weaker than 1 and 2, and an input without records misses nothing.
try cxstat --strict-fields 's=sum(a)' /dev/null
try cxstat --strict-fields 's=sum(a)' in gone
try cxselect --strict-fields -e 'gone == 1' in
# A table with decimal commas.
printf 'sep=;\nday;v\na;1,5\nb;2,5\n' | try cxstat -f csv --strict-fields 's=sum(v)'
