# --sorted keeps one user, however many there are; without, memory is that of the facts.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"text\":\"%0200d\"}\n", i, i / 3, i }' > in
peak=$BUILD/fault/peak
"$peak" 12000 cxsession -j 1 --sorted in | wc -l
"$peak" 12000 cxsession -j 1 --sorted --sessions in | wc -l
"$peak" 12000 cxsession -j 1 --sorted --partial in | wc -l
"$peak" 60000 cxsession -j 1 --sessions in | wc -l
# The records themselves are some 75 MB.
"$peak" 160000 cxsession -j 1 in | wc -l
