# Sorting is stable, by number, time or text, nulls last either way; --top cuts behind it.
printf '%s\n' '{"k":"b","n":10,"-x":1}' '{"k":"a","n":9,"-x":2}' '{"k":"b","n":null,"-x":3}' '{"k":null,"n":9,"-x":4}' '{"k":"B","n":1e1,"-x":5}' > in
for s in n -n k -k k,-n -n,k -x --x; do
	echo "# $s"
	cxview --sort $s --as csv in
done
cxview --sort n --top 2 in
cxview --top 99 in
cxview --sort n --fields k in
cxview --sort '' in
cxview --sort n, in
# The row of --totals is of all others: last, and beside the first N.
printf '%s\n' '{"k":"b"}' '{"k":"a"}' '{"k":"b"}' '{"k":"c"}' | cxstat -b k --totals 'n = count()' > totals
cxview --sort -n --top 2 totals
cxview --sort k totals
cxview --top 1 totals
cxview --sort total,k --as csv totals
printf '%s\n' '{"total":true,"n":3}' '{"total":false,"n":4}' | cxview --sort n --top 1

#> # n
#> k,n,"'-x"
#> a,9,2
#> ,9,4
#> b,10,1
#> B,1e1,5
#> b,,3
#> # -n
#> k,n,"'-x"
#> b,10,1
#> B,1e1,5
#> a,9,2
#> ,9,4
#> b,,3
#> # k
#> k,n,"'-x"
#> B,1e1,5
#> a,9,2
#> b,10,1
#> b,,3
#> ,9,4
#> # -k
#> k,n,"'-x"
#> b,10,1
#> b,,3
#> a,9,2
#> B,1e1,5
#> ,9,4
#> # k,-n
#> k,n,"'-x"
#> B,1e1,5
#> a,9,2
#> b,10,1
#> b,,3
#> ,9,4
#> # -n,k
#> k,n,"'-x"
#> B,1e1,5
#> b,10,1
#> a,9,2
#> ,9,4
#> b,,3
#> # -x
#> k,n,"'-x"
#> b,10,1
#> a,9,2
#> b,,3
#> ,9,4
#> B,1e1,5
#> # --x
#> k,n,"'-x"
#> B,1e1,5
#> ,9,4
#> b,,3
#> a,9,2
#> b,10,1
#> k  n  -x
#> a  9   2
#> -  9   4
#> k   n  -x
#> b  10   1
#> a   9   2
#> b   -   3
#> -   9   4
#> B  10   5
#> k
#> a
#> -
#> b
#> B
#> b
#> k      n
#> b      2
#> a      1
#> total  4
#> k      n
#> a      1
#> b      2
#> c      1
#> total  4
#> k      n
#> a      1
#> total  4
#> kind,k,n,total
#> stat,a,1,
#> stat,b,2,
#> stat,c,1,
#> stat,,4,true
#> total  n
#> true   3
#2> cxview: --sort: expected a,-b, got ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
