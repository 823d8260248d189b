# -b '' is no key: the groups of the states become one, as without -b in a run over all records.
printf '%s\n' '{"k":"a","v":1}' '{"k":"b","v":2}' '{"v":4}' > in
cxstat -b k --partial 'n = count(), sd(v)' in > s
cxstat --merge -b '' s
cxstat -b '' 'n = count(), sd(v)' in
cxstat 'n = count(), sd(v)' in
cxstat --merge -b '' --partial s | cxstat --merge
cxstat -b ' ' 'n = count()' in
echo "status $?"

#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> {"kind":"stat","n":3,"sd_v":1.5275252316519468,"sd_v_n":3}
#> status 2
#2> cxstat: --by, column 2: expected a value, found end of text
#2>    
#2>    ^
