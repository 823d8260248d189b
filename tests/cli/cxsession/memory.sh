# --sorted keeps one user, however many there are; without, memory is that of the facts.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"text\":\"%0200d\"}\n", 1767225600 + i, i / 3, i }' > in
peak=$BUILD/fault/peak
"$peak" 12000 cxsession -j 1 --sorted in | wc -l
"$peak" 12000 cxsession -j 1 --sorted --sessions in | wc -l
"$peak" 12000 cxsession -j 1 --sorted --partial in | wc -l
"$peak" 30000 cxsession -j 1 --sessions in | wc -l
"$peak" 30000 cxsession -j 1 --stat 'count()' in
# The records themselves are some 75 MB.
"$peak" 120000 cxsession -j 1 in | wc -l
# As many bytes, but what repeats is kept once, and a busy user is written as it is read.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"agent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:%d.0) Gecko/20100101 Firefox/%d.0\",\"method\":\"GET\",\"host\":\"shop.example.com\",\"protocol\":\"HTTP/1.1\",\"path\":\"/products/%d\",\"ip\":\"10.%d.%d.%d\",\"bytes\":%d}\n", 1767225600 + i, i % 2 ? 0 : i, i % 9, i % 9, i % 70000, i % 3, i % 250, i % 199, i % 30000 }' > in
"$peak" 52000 cxsession -j 1 in | wc -l

#> 300000
#> 100000
#> 100003
#> 100000
#> {"kind":"stat","count":100000}
#> 300000
#> 300000
