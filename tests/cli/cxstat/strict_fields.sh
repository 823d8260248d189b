# --strict stops a fold before anything is written; without it the results are complete for the rest.
printf '{"k":1}\n{"k":2}\noops\n{"k":3}\n' > in
cxstat --strict -b k 'count()' in; echo "[$?]"
echo old > out
cxstat --strict -o out -b k 'count()' in; echo "[$?]"; cat out
cxstat -o out -b k 'count()' in; echo "[$?]"; cat out
cxstat --max-bad 1 -b k 'count()' in; echo "[$?]"

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

# A field that no record had is likely a slip.
printf '{"status":200,"duration_ms":3}\n' > in
cxstat 'rate(statsu >= 500), p50(duration)' in
cxselect -e 'zzzzzz == 1' in

#> [2]
#> [2]
#> old
#> [4]
#> {"kind":"stat","k":1,"count":1}
#> {"kind":"stat","k":2,"count":1}
#> {"kind":"stat","k":3,"count":1}
#> {"kind":"stat","k":1,"count":1}
#> {"kind":"stat","k":2,"count":1}
#> {"kind":"stat","k":3,"count":1}
#> [0]
#> {"kind":"stat","n":2,"s":0,"s_bad":2,"m":1.5,"m_lo":-4.853102368087348,"m_hi":7.853102368087348,"m_n":2,"m_method":"few values"}
#> [0]
#> {"kind":"stat","n":2,"s":0,"s_bad":2,"m":1.5,"m_lo":-4.853102368087348,"m_hi":7.853102368087348,"m_n":2,"m_method":"few values"}
#> [4]
#> {"kind":"stat","n":2,"m":1.5,"m_lo":-4.853102368087348,"m_hi":7.853102368087348,"m_n":2,"m_method":"few values","d":2,"d_lo":2,"d_hi":2,"d_method":"exact"}
#> [0]
#> mean(a): [4] cxstat: 'x' found no value that it can use
#> sd(a): [4] cxstat: 'x' found no value that it can use
#> min(a): [4] cxstat: 'x' found no value that it can use
#> max(a): [4] cxstat: 'x' found no value that it can use
#> p50(a): [4] cxstat: 'x' found no value that it can use
#> ratio(n,a): [4] cxstat: 'x' found no value that it can use
#> largest(a,2): [4] cxstat: 'x' found no value that it can use
#> hist(a): [4] cxstat: 'x' found no value that it can use
#> apdex(a,1): [4] cxstat: 'x' found no value that it can use
#> nps(a): [4] cxstat: 'x' found no value that it can use
#> csat(a): [4] cxstat: 'x' found no value that it can use
#> ces(a): [4] cxstat: 'x' found no value that it can use
#> top(a,1): [0] 
#> rate(a): [4] cxstat: 'x' was never true or false
#> rate(n): [4] cxstat: 'x' was never true or false
#> {"kind":"stat","up":null,"up_lo":null,"up_hi":null,"up_n":0,"up_outages":0,"up_null":1,"f":[1],"e":"x"}
#> [4]
#> {"kind":"stat","g":null,"s":0,"s_bad":2}
#> {"kind":"stat","g":1,"s":0,"s_bad":1}
#> {"kind":"stat","g":2,"s":5}
#> [0]
#> {"kind":"stat","rate_gone":null,"rate_gone_lo":null,"rate_gone_hi":null,"rate_gone_n":0,"rate_gone_null":2}
#> [4]
#> {"kind":"stat","s":0,"s_bad":2}
#> [4]
#> {"kind":"stat","s":0,"s_bad":2}
#> [4]
#> {"kind":"stat","s":0}
#> [0]
#> [2]
#> [4]
#> {"kind":"stat","s":0,"s_bad":2}
#> [4]
#> {"kind":"stat","rate_statsu_500":null,"rate_statsu_500_lo":null,"rate_statsu_500_hi":null,"rate_statsu_500_n":0,"rate_statsu_500_null":1,"p50_duration":null,"p50_duration_lo":null,"p50_duration_hi":null,"p50_duration_n":0,"p50_duration_method":"nearest-rank"}
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: 1 of 4 records rejected (25%), more than --max-bad allows
#2> cxstat: in:3:1: expected an object, found 'o'
#2> cxstat: 1 of 4 records rejected (25%)
#2> cxstat: 's' found no value that it can use
#2> cxstat: 's' found no value that it can use
#2> cxstat: 'up' was never true or false
#2> cxstat: no record had a field 'gone'
#2> cxstat: 's' found no value that it can use
#2> cxstat: 's' found no value that it can use
#2> cxstat: 's' found no value that it can use
#2> cxstat: gone: No such file or directory
#2> cxselect: no record had a field 'gone'
#2> cxstat: 'v' has numbers with a comma, such as '1,5': they are read as text; --decimal comma reads them
#2> cxstat: 's' found no value that it can use
#2> cxstat: no record had a field 'statsu' (did you mean 'status'?)
#2> cxstat: no record had a field 'duration' (did you mean 'duration_ms'?)
#2> cxselect: no record had a field 'zzzzzz'
