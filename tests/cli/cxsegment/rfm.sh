# Scores: each way of scoring, edges kept and taken back, a real table.
user() { printf '{"user":"%s","recency":%s,"frequency":%s,"monetary":%s}\n' "$@"; }
{ user a 30 1 10; user b 20 1 20; user c 20 1 20; user d 20 2 30; user e 10 3 90.5; } > five
for m in cut ntile rank nested; do
	echo "# $m"
	cxsegment --rfm --method $m five | sed 's/.*"user":"\(.\)".*"segment":"\([^"]*\)".*"rfm":"\(.*\)"}/\1 \3 \2/'
done
echo '# a whole record, edges'
cxsegment --rfm --write-edges edges five | head -n 1
cat edges
user x 15 9 25 | cxsegment --rfm --edges edges
cxsegment --rfm --method nested --scores 2 --rules "$TOP/tests/cli/cxsegment/halves.yaml" --write-edges nested five > first
cat nested
cxsegment --rfm --rules "$TOP/tests/cli/cxsegment/halves.yaml" --edges nested five | cmp - first && echo 'the same from the edges'
echo '# without a value, no number, twice'
{ cat five; echo '{"user":"f","recency":1,"frequency":2}'; } > six
cxsegment --rfm six | tail -n 1
{ cat five; echo '{"user":"g","recency":"soon","frequency":2,"monetary":1}'; } | cxsegment --rfm --max-bad 1 > rest
cmp rest - <<END && echo 'the others as before'
$(cxsegment --rfm five)
END
cat five five | cxsegment --rfm; echo "status $?"
cxsegment --rfm /dev/null; echo "status $?"
echo '{"user":"f"}' | cxsegment --rfm --write-edges e; echo "status $?"
echo '# more scores'
echo 'rules: {best: r == 12}' > best.yaml
cxsegment --rfm --scores 12 --rules best.yaml five | tail -n 1
cxsegment --rfm --scores 12 five
echo '# 995 customers'
table() {
	cxsegment -f csv -u customer_id --rfm --recency recency_days --frequency orders \
	    --monetary revenue "$@" "$DATA/users/rfm_customers.csv"
}
table --summary | cxview
sample=$TOP/tests/cli/cxsegment/sample.yaml
table --rules "$sample" --summary | cxview --fields segment,n
# The package that these rules come from adds 1 to each edge and counts values on it as above:
# for whole numbers that is as if edges were rounded up.
table --write-edges edges > cut
jq -c 'map_values(if type == "array" then map(ceil) else . end)' edges > up
table --rules "$sample" --edges up --summary | cxview --fields segment,n
echo '# the order of the input and threads do not show'
{ head -n 1 "$DATA/users/rfm_customers.csv"; tail -n +2 "$DATA/users/rfm_customers.csv" | sort -t, -k3; } > sorted
for m in cut ntile rank nested; do
	table --method $m > one
	for j in 1 2 4; do
		cxparse -f csv sorted | cxsegment -j $j -u customer_id --rfm --recency recency_days --frequency orders \
		    --monetary revenue --method $m | cmp - one && echo "$m $j"
	done
done
echo '# edges of others are refused'
for edit in 's/segment_edges/segment_model/' 's/"version":1/"version":2/' 's/"cut"/"ntile"/' 's/"scores":5/"scores":4/' \
    's/\[3,4,5,7\]/[3,4,5,"7"]/' 's/\[3,4,5,7\]/[4,3,5,7]/' 's/"monetary"/"money"/' 's/}$//' 's/\[3,4,5,7\]/null/' 's/\[3,4/[1e400,4/'; do
	sed "$edit" edges > bad
	table --edges bad 2>&1 | head -n 1
done
table --edges edges --scores 4 2>&1 | head -n 1
table --edges edges --method nested 2>&1 | head -n 1
: > bad; table --edges bad
table --edges gone
table --method rank --write-edges e
# What breaks off leaves the edges of the day before as they were.
gzip -c five > five.gz
head -c $(($(wc -c < five.gz) - 12)) five.gz > broken.gz
echo old > kept
cxsegment --rfm --write-edges kept broken.gz > out 2> /dev/null; echo "status $?"; cat kept

#> # cut
#> a 111 lost
#> b 412 new_customers
#> c 412 new_customers
#> d 444 champions
#> e 555 champions
#> # ntile
#> a 111 lost
#> b 222 about_to_sleep
#> c 333 loyal
#> d 444 champions
#> e 555 champions
#> # rank
#> a 121 lost
#> b 323 need_attention
#> c 323 need_attention
#> d 344 loyal
#> e 555 champions
#> # nested
#> a 111 lost
#> b 411 new_customers
#> c 411 new_customers
#> d 451 potential_loyalist
#> e 511 new_customers
#> # a whole record, edges
#> {"kind":"segment","user":"a","segment":"lost","recency":30,"frequency":1,"monetary":10,"r":1,"f":1,"m":1,"rfm":"111"}
#> {"kind":"segment_edges","version":1,"method":"cut","scores":5,"n":5,"recency":[18,20,20,22],"frequency":[1,1,1.4,2.2],"monetary":[18,20,24,42.1]}
#> {"kind":"segment","user":"x","segment":"champions","recency":15,"frequency":9,"monetary":25,"r":5,"f":5,"m":4,"rfm":"554"}
#> {"kind":"segment_edges","version":1,"method":"nested","scores":2,"n":5,"recency":[20],"frequency":[[1],[1.5]],"monetary":[[[10],null],[[20],[60.25]]]}
#> the same from the edges
#> # without a value, no number, twice
#> {"kind":"segment","user":"f","segment":"other"}
#> the others as before
#> status 2
#> status 0
#> status 2
#> # more scores
#> {"kind":"segment","user":"e","segment":"best","recency":10,"frequency":3,"monetary":90.5,"r":12,"f":12,"m":12,"rfm":"12-12-12"}
#> # 995 customers
#> segment               n                    share
#> champions           159  0.1598 [0.1383, 0.1839]
#> new_customers        61  0.0613 [0.0480, 0.0780]
#> promising            40  0.0402 [0.0297, 0.0543]
#> loyal               176  0.1769 [0.1544, 0.2018]
#> potential_loyalist  105  0.1055 [0.0879, 0.1262]
#> need_attention       56  0.0563 [0.0436, 0.0724]
#> cant_lose_them       17  0.0171 [0.0107, 0.0272]
#> at_risk             196  0.1970 [0.1735, 0.2228]
#> about_to_sleep       65  0.0653 [0.0516, 0.0824]
#> lost                120  0.1206 [0.1018, 0.1423]
#> other                 0  0.0000 [0.0000, 0.0038]
#> segment               n
#> Champions           159
#> Loyal Customers     277
#> Potential Loyalist  229
#> New Customers         0
#> Promising             0
#> Need Attention       35
#> About To Sleep       50
#> At Risk              86
#> Can't Lose Them       0
#> Lost                111
#> other                48
#> segment               n
#> Champions           158
#> Loyal Customers     278
#> Potential Loyalist  229
#> New Customers         0
#> Promising             0
#> Need Attention       35
#> About To Sleep       50
#> At Risk              86
#> Can't Lose Them       0
#> Lost                111
#> other                48
#> # the order of the input and threads do not show
#> cut 1
#> cut 2
#> cut 4
#> ntile 1
#> ntile 2
#> ntile 4
#> rank 1
#> rank 2
#> rank 4
#> nested 1
#> nested 2
#> nested 4
#> # edges of others are refused
#> cxsegment: bad:1:1: expected a record of kind segment_edges
#> cxsegment: bad:1:1: expected version 1
#> cxsegment: bad:1:1: there are no edges of the method 'ntile'
#> cxsegment: bad:1:81: expected 3 items, found 4
#> cxsegment: bad:1:120: expected a number, found '7'
#> cxsegment: bad:1:116: edges do not go down
#> cxsegment: bad:1:1: expected the key 'monetary' in here
#> cxsegment: bad:1:155: expected ',' or '}', found end of text
#> cxsegment: bad:1:113: expected a list, found nothing
#> cxsegment: bad:1:114: the number is too large
#> cxsegment: edges:1:1: edges of 5 scores by cut are not of what was asked for
#> cxsegment: edges:1:1: edges of 5 scores by cut are not of what was asked for
#> status 2
#> old
#2> cxsegment: stdin:6: expected a number in 'recency'
#2> cxsegment: 1 of 6 records rejected (16.7%)
#2> cxsegment: user a has more than one record: what is read are profiles, one of each user
#2> cxsegment: no record had a field 'recency'
#2> cxsegment: no record had a field 'frequency'
#2> cxsegment: no record had a field 'monetary'
#2> cxsegment: --write-edges: there are no users with values
#2> cxsegment: the rules that are shipped are for 5 scores: give yours with --rules
#2> try 'cxsegment --help'
#2> cxsegment: bad: nothing in it
#2> cxsegment: gone: No such file or directory
#2> cxsegment: --write-edges: --method rank has no edges
#2> try 'cxsegment --help'
