# Rules need no memory however many users there are; scores, clusters and --prev some bytes of each.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"user\":\"u%06d\",\"idle_days\":%d,\"recency\":%d,\"frequency\":%d,\"monetary\":%d,\"text\":\"%050d\"}\n", i, i % 200, i % 397, i % 7, i * 37 % 1009, i }' > in
peak=$BUILD/fault/peak
"$peak" 12000 cxsegment -j 1 -o day in
"$peak" 12000 cxsegment -j 1 --summary in | wc -l
"$peak" 52000 cxsegment -j 1 --rfm in | wc -l
"$peak" 52000 cxsegment -j 1 --rfm --method nested in | wc -l
"$peak" 52000 cxsegment -j 1 --kmeans 3 --starts 1 in | wc -l
"$peak" 60000 cxsegment -j 1 --prev day in | wc -l

#> 7
#> 300000
#> 300000
#> 300000
#> 300000
