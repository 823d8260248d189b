# Keys keep their kind: null, numbers by value, strings by text, in that order.
printf '%s\n' '{"k":"b","x":1}' '{"k":"a","x":2}' '{"k":1.0,"x":3}' '{"k":1,"x":4}' '{"x":5}' '{"k":"\u0061","x":6}' '{"k":"1","x":7}' '{"k":true}' > in
cxstat -b k 'n = count(), s = sum(x)' --no-ci in
cxstat -b 'key = lower(k), x > 3' 'n = count()' in
cxstat -b 'k' --totals 'n = count(), s = sum(x)' in

#> {"kind":"stat","k":null,"n":1,"s":5}
#> {"kind":"stat","k":true,"n":1,"s":0}
#> {"kind":"stat","k":1,"n":2,"s":7}
#> {"kind":"stat","k":"1","n":1,"s":7}
#> {"kind":"stat","k":"a","n":2,"s":8}
#> {"kind":"stat","k":"b","n":1,"s":1}
#> {"kind":"stat","key":null,"x_3":true,"n":1}
#> {"kind":"stat","key":"1","x_3":true,"n":2}
#> {"kind":"stat","key":"1.0","x_3":false,"n":1}
#> {"kind":"stat","key":"a","x_3":false,"n":1}
#> {"kind":"stat","key":"a","x_3":true,"n":1}
#> {"kind":"stat","key":"b","x_3":false,"n":1}
#> {"kind":"stat","key":"true","x_3":null,"n":1}
#> {"kind":"stat","k":null,"n":1,"s":5}
#> {"kind":"stat","k":true,"n":1,"s":0}
#> {"kind":"stat","k":1,"n":2,"s":7}
#> {"kind":"stat","k":"1","n":1,"s":7}
#> {"kind":"stat","k":"a","n":2,"s":8}
#> {"kind":"stat","k":"b","n":1,"s":1}
#> {"kind":"stat","total":true,"n":8,"s":28}
