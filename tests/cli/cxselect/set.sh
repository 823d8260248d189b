# Sets see the fields made before them; replacing keeps the place.
printf '%s\n' '{"a":2,"b":"x"}' '{"b":null}' > in
cxselect --set 'c=a*2' --set 'd=c+1' --set 'b=upper(b)' in
cxselect --set 'a=1' --set 'a=a+1' in
cxselect --fields d,b --set 'd=a/4' in

#> {"a":2,"b":"X","c":4,"d":5}
#> {"b":null,"c":null,"d":null}
#> {"a":2,"b":"x"}
#> {"b":null,"a":2}
#> {"d":0.5,"b":"x"}
#> {"d":null,"b":null}
