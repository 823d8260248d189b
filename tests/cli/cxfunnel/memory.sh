# One user at a time; and all of them, of whom only the steps are kept.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"event_name\":\"%s\",\"text\":\"%0200d\"}\n", 1767225600 + i, i / 3, substr("ABC", 1 + i % 3, 1), i }' > big
peak=$BUILD/fault/peak
"$peak" 12000 cxfunnel -j 1 -s A -s B -s C --sorted --now 2026-02-01 big | jq -r .reached | paste -s -d ' ' -
"$peak" 36000 cxfunnel -j 1 -s A -s B -s C big | jq -r .reached | paste -s -d ' ' -
"$peak" 20000 cxfunnel -j 2 -s A -s B -s C --max-memory 1m big | jq -r .reached | paste -s -d ' ' -

#> 100000 100000 100000
#> 100000 100000 100000
#> 100000 100000 100000
