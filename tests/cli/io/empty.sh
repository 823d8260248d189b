cxselect < /dev/null
cxstat 'count(), rate(a > 1), p50(a)' < /dev/null
cxstat -w 1h 'count()' < /dev/null
cxview < /dev/null

#> {"kind":"stat","count":0,"rate_a_1":null,"rate_a_1_lo":null,"rate_a_1_hi":null,"rate_a_1_n":0,"p50_a":null,"p50_a_lo":null,"p50_a_hi":null,"p50_a_n":0,"p50_a_method":"nearest-rank"}
