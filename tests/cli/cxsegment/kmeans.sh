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

#> k    n  inertia  silhouette  explained
#> 2  995     1756       0.371      0.411
#> 3  995     1301       0.315      0.564
#> 4  995     1020       0.306      0.658
#> 5  995      844       0.321      0.717
#> 6  995      706       0.317      0.763
#> {"kind":"segment","user":"Abbey O'Reilly","segment":"c4"}
#> {"kind":"segment","user":"Add Senger","segment":"c2"}
#> c1 152
#> c2 416
#> c3 143
#> c4 284
#> ["segment_model",1,4,995,["log:recency_days","log:orders","log:revenue"],"a308858c5fd92496",995,[152,416,143,284]]
#> [0.65,-1.658,-1.719]
#> [0.393,-0.187,-0.071]
#> [-1.73,0.361,0.297]
#> [-0.053,0.98,0.875]
#> [380.095,1.852,127.081]
#> [301.399,4.115,375.596]
#> [43.891,5.359,478.5]
#> [201.652,7.131,698.74]
#> segment    n
#> c1       143
#> c2       284
#> c3       416
#> c4       152
#> other      0
#> [44,202,301,380]
#> # without threads or order
#> same 1
#> same 2
#> same 4
#> # kept centres
#> same
#> {"kind":"segment","user":"new","segment":"c3"}
#> {"kind":"segment","user":"none","segment":"other"}
#> cxsegment: bad:1:1: expected a record of kind segment_model
#> cxsegment: bad:1:1: expected version 1
#> cxsegment: bad:1:154: these centres are of other features than it says
#> cxsegment: bad:1:154: these centres are of other features than it says
#> cxsegment: bad:1:154: these centres are of other features than it says
#> cxsegment: bad:1:235: expected 3 items, found 4
#> cxsegment: bad:1:391: expected a list, found a number
#> cxsegment: bad:1:1: expected the key 'centers' in here
#> cxsegment: bad:1:174: expected a value, found end of text
#> cxsegment: bad:1:174: expected a string, found a number; put it in quotes
#> cxsegment: model:1:154: these centres are of other features than --features
#> # other features, constants, few users
#> {"kind":"stat","segment":"c1","n":10}
#> {"kind":"stat","segment":"c2","n":10}
#> {"kind":"stat","segment":"c3","n":10}
#> [["a","log:b","c","max(a, b)"],[true,true,false,true],[[13.5,0,1,13.5],[114.5,-7,1,114.5],[215.5,-14,1,215.5]]]
#> segment   n
#> c1       30
#> other     0
#> false
#> status 2
#> {"kind":"segment_choice","k":2,"n":30,"inertia":7.249999999999997,"silhouette":0.7368421052631576,"silhouette_n":30,"rounds":2,"explained":0.75}
#> {"kind":"segment_choice","k":3,"n":30,"inertia":9.860761315262648e-31,"silhouette":1,"silhouette_n":30,"rounds":2,"explained":1}
#> status 2
#> status 0
#> status 2
#> # more users than the silhouette is exact for
#> [6000,5000,true]
#> # options
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got '0'
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got '101'
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got '2..1'
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got '2...'
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got 'x'
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got '2-3'
#> cxsegment: --kmeans: expected 1 to 100 clusters, or a range such as 2..8, got '1..200'
#2> cxsegment: --kmeans 4: there are fewer different users than that (30 with all features)
#2> cxsegment: --kmeans 4: there are fewer different users than that (30 with all features)
#2> cxsegment: no record had a field 'recency'
#2> cxsegment: no record had a field 'frequency'
#2> cxsegment: no record had a field 'monetary'
#2> cxsegment: --write-centers: there are no users with all features
#2> cxsegment: a range of --kmeans puts nobody into a segment: it does not go with --summary, --prev or --write-centers
#2> try 'cxsegment --help'
#2> cxsegment: a range of --kmeans puts nobody into a segment: it does not go with --summary, --prev or --write-centers
#2> try 'cxsegment --help'
#2> cxsegment: --features, column 1: expected a value, found end of text
#2>   
#2>   ^
#2> cxsegment: --features, column 4: expected a value, found end of text
#2>   b >
#2>      ^
#? 2
