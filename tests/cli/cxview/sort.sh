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
