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
