# Memory is that of the users who are open, however many pass, and of each whatever he does.
awk 'BEGIN { for (i = 0; i < 400000; i++) printf "{\"timestamp\":%d,\"user_id\":\"u%06d\",\"event_name\":\"%s\",\"path\":\"/%d\",\"status\":%d}\n", 1767225600 + i, i / 4, i % 4 ? "b" : "a", i % 7, i % 3 ? 200 : 500 }' > in
peak=$BUILD/fault/peak
"$peak" 14000 cxsession --sessions --gap 10m --lateness 10s in | wc -l
"$peak" 14000 cxsession --gap 10m --lateness 10s in | wc -l
"$peak" 14000 cxsession --gap 10m --lateness 10s --alert 'status == 500@2/1m' --alert-repeats 3/1h in | wc -l
"$peak" 14000 cxfunnel -s a -s b -s c --within 10m --per-user --lateness 10s --stuck 1m in | wc -l
# One user without an end.
"$peak" 12000 cxsession -u '"u"' --sessions --gap 10m --lateness 10s --alert 'status == 500@1000' --alert-repeats 3/10s in | wc -l
"$peak" 12000 cxfunnel -u '"u"' -s a -s b -s c --within 7d --per-user --lateness 10s --stuck 1h --exclude 'status == 900' in | wc -l

#> 100000
#> 400000
#> 33334
#> 199985
#> 1
#> 2
