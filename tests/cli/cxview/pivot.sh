# --pivot: from long to wide; what makes a row, what fills it, what cannot be.
cat > in <<'END'
{"kind":"r","cohort":"2026-01-05","size":10,"k":10,"n":1,"rate":0.1,"rate_lo":0.02,"rate_hi":0.4}
{"kind":"r","cohort":"2026-01-05","size":10,"k":0,"n":10,"rate":1,"rate_lo":0.72,"rate_hi":1}
{"kind":"r","cohort":"2026-01-05","size":10,"k":2,"n":4,"rate":0.4,"rate_lo":0.17,"rate_hi":0.69}
{"kind":"r","cohort":"2026-01-12","size":5,"k":0,"n":5,"rate":1,"rate_lo":0.57,"rate_hi":1}
{"kind":"r","cohort":"2026-01-12","size":5,"k":2,"n":0,"rate":0,"rate_lo":0,"rate_hi":0.43}
END
echo '# the measurement with an interval; numbers in their order'
cxview --pivot k in
cxview --pivot k --plots always in
TERM=dumb cxview --pivot k:n --as csv in
cxview --pivot k:n --as md --top 1 in
cxview --pivot k --as json in
echo '# sorted first, and only what --fields leaves'
cxview --sort -cohort,-rate --fields cohort,k,n --pivot k in
echo '# numbers that are keys'
cxview --label k --pivot cohort in
echo '# texts, null and none, and a name that is taken'
printf '%s\n' '{"from":"a","to":"b","share":0.5}' '{"from":"a","to":"from","share":0.25}' \
    '{"from":"b","to":null,"share":1}' '{"from":"b","to":"a","share":0.125}' > edges
cxview --pivot to edges
cxview --pivot to --as csv edges
echo '# a column that is called with a colon'
printf '%s\n' '{"u":"x","a:b":1,"b":3}' '{"u":"x","a:b":2,"b":4}' | cxview --pivot a:b
printf '%s\n' '{"u":"x","a:b":1,"b":3}' '{"u":"x","a:b":2,"b":4}' | cxview --pivot a:b:b
echo '# it is what a table in awk says'
awk 'BEGIN { for (r = 0; r < 50; r++) for (c = 0; c < 30; c++) if ((r * 31 + c * 17) % 7 > 1)
    printf "{\"r\":\"r%d\",\"c\":%d,\"v\":%d}\n", r, (c * 7) % 30, r * c }' > long
cxview --pivot c --as csv long > wide
awk -F '[":,}]+' '{ v[$3, $5] = $7; if (!($3 in seen)) { seen[$3]; row[n++] = $3 } }
END { printf "r"; for (c = 0; c < 30; c++) printf ",%d", c; print ""
    for (r = 0; r < n; r++) { printf "%s", row[r]; for (c = 0; c < 30; c++) printf ",%s", v[row[r], c]; print "" } }' long |
    tr -d '\r' > want
tr -d '\r' < wide | diff want - && echo same
for o in 'nope' 'k:nope' 'k:k' 'cohort' ':n' 'k:'; do
	cxview --pivot "$o" in
	echo "status $?"
done
echo '{"a":"x","b":"y"}' | cxview --pivot a
awk 'BEGIN { for (i = 0; i < 4001; i++) printf "{\"c\":%d,\"v\":1}\n", i }' | cxview --pivot c:v
: | cxview --pivot k

#> # the measurement with an interval; numbers in their order
#> cohort      size    0    2   10
#> 2026-01-05    10  1.0  0.4  0.1
#> 2026-01-12     5  1.0  0.0    -
#> cohort      size    0      2     10
#> 2026-01-05    10  1.0 #  0.4 :  0.1 .
#> 2026-01-12     5  1.0 #  0.0      -
#> kind,cohort,size,0,2,10
#> r,2026-01-05,10,10,4,1
#> r,2026-01-12,5,5,0,
#> | cohort | size | 0 | 2 | 10 |
#> | --- | ---: | ---: | ---: | ---: |
#> | 2026-01-05 | 10 | 10 | 4 | 1 |
#> {"kind":"r","cohort":"2026-01-05","size":10,"0":1,"2":0.4,"10":0.1}
#> {"kind":"r","cohort":"2026-01-12","size":5,"0":1,"2":0}
#> # sorted first, and only what --fields leaves
#> cohort       0  2  10
#> 2026-01-12   5  0   -
#> 2026-01-05  10  4   1
#> # numbers that are keys
#> k   2026-01-05  2026-01-12
#> 10         0.1           -
#> 0          1.0         1.0
#> 2          0.4         0.0
#> # texts, null and none, and a name that is taken
#> from      b  to=from   null      a
#> a     0.500    0.250      -      -
#> b         -        -  1.000  0.125
#> from,b,to=from,null,a
#> a,0.5,0.25,,
#> b,,,1,0.125
#> # a column that is called with a colon
#> u  1  2
#> x  3  4
#> u  1  2
#> x  3  4
#> # it is what a table in awk says
#> same
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#> status 2
#2> cxview: --pivot: no record has a field 'nope'
#2> try 'cxview --help'
#2> cxview: --pivot: no record has a field 'nope'
#2> try 'cxview --help'
#2> cxview: --pivot: 'k' cannot fill its own columns
#2> try 'cxview --help'
#2> cxview: --pivot: records 2 and one before it have the same keys and the same 'cohort': name what tells them apart with --label
#2> try 'cxview --help'
#2> cxview: --pivot: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --pivot: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --pivot: no numbers to fill the table with: name a column (a:COLUMN)
#2> try 'cxview --help'
#2> cxview: --pivot: 'c' has 4001 values, more than 4000 columns
