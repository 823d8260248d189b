# --top N:METRIC: the greatest of each window, greatest first, and one exact row for the rest.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 4000; i++) printf "{\"timestamp\":%d,\"r\":\"/%d\",\"d\":%d,\"t\":\"%c\"}\n",
    1767225600 + i * 3, int(draw() * draw() * 40), int(draw() * 1000), 97 + int(draw() * 9) }' > in
q='n = count(), p90(d), u = distinct(t), s = sum(d)'
cxstat -b r --top 3:n "$q" in | cxview
cxstat -b r --top 2 --totals 'n = count()' in

# The rest is what a run over the others alone says.
winners=$(cxstat -b r --top 3:s "$q" in | head -n 3 | jq -r .r | paste -sd ' ' -)
cxstat -b r --top 3:s "$q" in | tail -n 1 | jq -c 'del(.r, .truncated)' > rest
set -- $winners
cxstat -e "r != '$1' && r != '$2' && r != '$3'" "$q" in > alone
cmp rest alone && echo 'the rest is exact'

# As sorted by jq, window by window; threads, saved states and --fill alike.
cxstat -w 1h -b r --top 4:s "$q" in > top
cxstat -w 1h -b r "$q" in | jq -c '[.window, .s, .r]' | jq -cs 'group_by(.[0])[] | sort_by(-.[1]) | .[:4][]' > sorted
jq -c 'select(.truncated | not) | [.window, .s, .r]' top | cmp - sorted && echo 'as sorted'
for j in 1 2 4; do cxstat -j $j -w 1h -b r --top 4:s "$q" in | cmp - top && echo "$j threads"; done
cxstat -w 1h -b r --partial "$q" in | cxstat --merge --top 4:s | cmp - top && echo merged
cxstat -w 1h -b r --lateness 1h --top 4:s "$q" in | cmp - top && echo live
# A group that --overflow has made is of the rest.
cxstat -b r --max-groups 5 --overflow other --top 2:n 'n = count()' in
cxstat -b r --max-groups 5 --overflow other 'n = count()' in | jq -s 'map(.n) | add'
cxstat -b r --max-groups 5 --overflow other --top 2:n 'n = count()' in | jq -s 'map(.n) | add'
# Fewer groups than that: no rest.  No number is last.
printf '{"a":%d,"b":%s}\n' 1 5 2 null 3 7 | cxstat -b a --top 9:m 'm = max(b)'
printf '{"timestamp":1,"a":1,"b":"x"}\n' | cxstat -b a --top 1:m 'm = first(b), n = count()'
cxstat -b r --top 0:n 'n = count()' in
cxstat -b r --top 3:m 'n = count()' in
cxstat -b r --top n 'n = count()' in

#> r         n           p90_d  u          s  truncated
#> /0      459  919 [875, 947]  9    234,989  -
#> /1      365  866 [840, 929]  9    178,866  -
#> /2      264  901 [857, 947]  9    138,957  -
#> other  2912  901 [875, 910]  9  1,446,404  true
#> p90_d: ddsketch(0.01)
#> {"kind":"stat","r":"/0","n":459}
#> {"kind":"stat","r":"/1","n":365}
#> {"kind":"stat","r":"other","truncated":true,"n":3176}
#> {"kind":"stat","total":true,"n":4000}
#> the rest is exact
#> as sorted
#> 1 threads
#> 2 threads
#> 4 threads
#> merged
#> live
#> {"kind":"stat","r":"/0","n":459}
#> {"kind":"stat","r":"/1","n":365}
#> {"kind":"stat","r":"other","truncated":true,"n":3176}
#> 4000
#> 4000
#> {"kind":"stat","a":3,"m":7}
#> {"kind":"stat","a":1,"m":5}
#> {"kind":"stat","a":2,"m":null}
#2> cxstat: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:01Z
#2> cxstat: --top: the metric is no number
#2> try 'cxstat --help'
#2> cxstat: --top: expected N:METRIC, such as 10:n, found '0:n'
#2> try 'cxstat --help'
#2> cxstat: --top: no metric is called 'm'
#2> try 'cxstat --help'
#2> cxstat: --top: expected N:METRIC, such as 10:n, found 'n'
#2> try 'cxstat --help'
#? 2
