awk 'BEGIN { for (i = 0; i < 100; i++) print "{\"k\":" i "}" }' > in
cxstat -b k --max-groups 100 'count()' in | wc -l
cxstat -b k --max-groups 99 'count()' in

#> 100
#2> cxstat: more than 99 groups (see --max-groups, --overflow)
#? 2
