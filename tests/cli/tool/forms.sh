# The ways to write an option, all the same.
printf '{"a":1,"b":2}\n{"a":2,"b":3}\n' > in
cxselect -e 'a==1' in
cxselect -ea==1 in
cxselect --where 'a==1' in
cxselect --where='a==1' in
cxselect in --where 'a==1'
cxselect -e 'a==2' -e 'a==1' in
cxselect -oout -- in; cat out
cxselect --set c=1 --set=d=2 --drop b in
cp in -- -e
cxselect -e 'a==1' -- -e
cxselect -e 'a==1' - < in
cxselect -e 'a > -1' --head 1 in
cxselect -e -1==-1 --head 1 in

#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":2,"b":3}
#> {"a":1,"c":1,"d":2}
#> {"a":2,"c":1,"d":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
