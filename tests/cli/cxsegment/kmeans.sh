# Clusters: the choice of k, a model that is kept, the same whatever the order and the threads.
table() {
	cxsegment -f csv -u customer_id --features 'log:recency_days, log:orders, log:revenue' \
	    "$@" "$DATA/users/rfm_customers.csv"
}
table --kmeans 2..6 | cxview
table --kmeans 4 --write-centers model > one
head -n 2 one
cxstat -b segment 'n = count()' one | jq -r '"\(.segment) \(.n)"'
jq -c '[.kind, .version, .k, .n, .features, .hash, .silhouette_n, .sizes]' model
jq -c '(.centers, .typical)[] | map(. * 1000 | round / 1000)' model
# Labels are in order of the last feature, here another one.
cxsegment -f csv -u customer_id --features 'log:orders, log:revenue, log:recency_days' --kmeans 4 \
    --write-centers other --summary "$DATA/users/rfm_customers.csv" | cxview --fields segment,n
jq -c '.typical | map(.[2] | round)' other
echo '# without threads or order'
{ head -n 1 "$DATA/users/rfm_customers.csv"; tail -n +2 "$DATA/users/rfm_customers.csv" | sort -t, -k3; } > sorted
for j in 1 2 4; do
	cxparse -f csv sorted | cxsegment -j $j -u customer_id --write-centers m --kmeans 4 --features \
	    'log:recency_days, log:orders, log:revenue' | cmp - one && cmp m model && echo "same $j"
done
echo '# kept centres'
cxsegment -f csv -u customer_id --centers model "$DATA/users/rfm_customers.csv" | cmp - one && echo same
printf '{"customer_id":"new","recency_days":5,"orders":9,"revenue":900}\n{"customer_id":"none"}\n' |
    cxsegment -u customer_id --centers model
cxsegment -u customer_id --centers model --features 'log:recency_days,log:orders, log:revenue' < /dev/null
for edit in 's/segment_model/segment/' 's/"version":1/"version":7/' 's/"log:orders"/"log:order"/' 's/"log:orders",//' \
    's/"hash":"/"hash":"0/' 's/"mean":\[/"mean":[1,/' 's/"centers":\[\[/"centers":[7,[/' 's/"centers":.*"typical"/"typical"/' \
    's/"log:orders"/"log:orders >"/' 's/"log:orders"/3/'; do
	sed "$edit" model > bad
	cxsegment -u customer_id --centers bad < /dev/null 2>&1 | head -n 1
done
cxsegment -u customer_id --centers model --features 'recency_days, orders' < /dev/null 2>&1 | head -n 1
echo '# other features, constants, few users'
points() { awk 'BEGIN { for (i = 0; i < 30; i++) printf "{\"user\":%d,\"a\":%d,\"b\":-%d,\"c\":1}\n", i, i % 3 * 100 + i, i % 3 * 7 }'; }
points | cxsegment --kmeans 3 --features 'a, log:b, c, max(a, b)' --write-centers m | cxstat -b segment 'n = count()'
jq -c '[.features, (.sd | map(. > 0)), (.typical | map(map(. * 100 | round / 100)))]' m
points | cxsegment --kmeans 1 --features a --write-centers m --summary | cxview --fields segment,n
jq -c 'has("silhouette")' m
points | cxsegment --kmeans 4 --features b,c; echo "status $?"
points | cxsegment --kmeans 2..5 --features b,c; echo "status $?"
cxsegment --kmeans 3 < /dev/null; echo "status $?"
echo '{"user":1}' | cxsegment --kmeans 3 --write-centers m; echo "status $?"
echo '# more users than the silhouette is exact for'
awk 'BEGIN { for (i = 0; i < 6000; i++) printf "{\"user\":%d,\"a\":%d}\n", i, i % 2 * 1000 + i % 7 }' > many
cxsegment --kmeans 2..2 --features a many | jq -c '[.n, .silhouette_n, .silhouette > 0.99]'
echo '# options'
for k in 0 101 2..1 2... x 2-3 '1..200'; do cxsegment --kmeans "$k" many 2>&1 | head -n 1; done
cxsegment --kmeans 2..3 --summary many
cxsegment --kmeans 2..3 --write-centers m many
cxsegment --kmeans 2 --features 'a,' many
cxsegment --kmeans 2 --features 'a, b >' many
