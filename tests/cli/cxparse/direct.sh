# cxparse | cxstat and cxstat -f give the same bytes.
log=$DATA/logs/elastic_apache_combined.log
m='errors = rate(status >= 500), users = distinct(client_ip), p95(bytes), sum(bytes)'
cxparse -f combined "$log" 2> /dev/null | cxstat -b 'route(path), method' -w 6h "$m" > a
cxstat -f combined -b 'route(path), method' -w 6h "$m" "$log" > b 2> /dev/null
cmp a b && wc -l < a

#> 3538
