log=$DATA/logs/lnav_shop_access.log
cxparse -f combined --fields status,method --keep-raw "$log" 2>/dev/null | head -n 1
cxparse -f combined -e 'status == 404' "$log" | wc -l
cxparse -f combined "$log" | cxstat -b status 'n = count()'
