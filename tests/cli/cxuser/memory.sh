# Memory is that of the users and what is kept of them, not of records.
peak=$BUILD/fault/peak
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"text\":\"%0200d\"}\n", 1767225600 + i, i % 1000, i }' > in
"$peak" 9000 cxuser -j 1 in | wc -l
"$peak" 9000 cxuser -j 1 --partial in | wc -l
# 100,000 users: some 250 bytes a user with three visits each, 170 with one.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\"}\n", 1767225600 + i, i % 100000 }' > in
"$peak" 32000 cxuser -j 1 in | wc -l
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"anonymous_id\":\"a%d\"}\n", 1767225600 + i, i, i / 3 }' > in
"$peak" 24000 cxuser -j 1 in | wc -l
"$peak" 44000 cxuser -j 1 --stitch in | wc -l
# And what --max-memory says, when there are more; of cxretain, too.
seq 300000 | sed 's/.*/{"timestamp":1767225600,"user_id":"u&","event_name":"a","channel":"c&"}/' > many
for c in cxuser 'cxretain --per-user'; do "$peak" 24000 $c -j 2 --max-memory 1m many | wc -l; done

#> 1000
#> 1003
#> 100000
#> 100000
#> 100000
#> 300000
#> 300000
