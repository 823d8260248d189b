# Untouched members pass byte for byte: spelling, order, spaces inside values, duplicates.
printf '%s\n' '{ "b" : 1.50 , "a":"\u0041\/","c":[1, 2],"b":2e0 }' > in
cxselect in
cxselect --set 'n=1' in
cxselect --drop c in
cxselect --rename 'x=a' in

#> { "b" : 1.50 , "a":"\u0041\/","c":[1, 2],"b":2e0 }
#> {"b":1.50,"a":"\u0041\/","c":[1, 2],"b":2e0,"n":1}
#> {"b":1.50,"a":"\u0041\/","b":2e0}
#> {"b":1.50,"x":"\u0041\/","c":[1, 2],"b":2e0}
