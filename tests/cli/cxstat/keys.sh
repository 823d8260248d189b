# Keys of every kind: one group for all spellings of a value, sorted by kind and value.
printf '%s\n' '{"k":10}' '{"k":9}' '{"k":9.50}' '{"k":95e-1}' '{"k":-1}' '{"k":"10"}' '{"k":"é"}' '{"k":"\u00e9"}' \
    '{"k":"z"}' '{"k":""}' '{"k":null}' '{}' '{"k":true}' '{"k":false}' '{"k":[1, 2]}' '{"k":[1,2]}' '{"k":{"a":1}}' \
    '{"k":12345678901234567890}' '{"k":12345678901234567891}' '{"k":1e400}' '{"k":0}' '{"k":-0}' '{"k":0.0}' '{"k":"\ud83d\ude00"}' '{"k":"😀"}' > in
cxstat -b k 'n = count()' in
# Several keys, names of their own, expressions, and names that clash.
printf '%s\n' '{"a":1,"b":{"c":"x"},"d e":2}' '{"a":1,"b":{"c":"y"},"d e":2}' '{"a":2,"b":{"c":"x"}}' > in
cxstat -b 'a, b.c' 'n = count()' in
cxstat -b 'b.c, a, `d e`' 'n = count()' in
cxstat -b 'x = upper(b.c), big = a > 1' 'n = count()' in
cxstat -b 'if(a > 1, "many", "one")' 'n = count()' in
cxstat -b 'b.c, c = a' 'n = count()' in
cxstat -b 'n = a' 'n = count()' in
cxstat -b 'window = a' 'n = count()' in
cxstat -b '' 'n = count()' in

#> {"kind":"stat","k":null,"n":2}
#> {"kind":"stat","k":false,"n":1}
#> {"kind":"stat","k":true,"n":1}
#> {"kind":"stat","k":-1,"n":1}
#> {"kind":"stat","k":0,"n":3}
#> {"kind":"stat","k":9,"n":1}
#> {"kind":"stat","k":9.5,"n":2}
#> {"kind":"stat","k":10,"n":1}
#> {"kind":"stat","k":12345678901234567890,"n":1}
#> {"kind":"stat","k":12345678901234567891,"n":1}
#> {"kind":"stat","k":1e400,"n":1}
#> {"kind":"stat","k":"","n":1}
#> {"kind":"stat","k":"10","n":1}
#> {"kind":"stat","k":"z","n":1}
#> {"kind":"stat","k":"é","n":2}
#> {"kind":"stat","k":"😀","n":2}
#> {"kind":"stat","k":[1, 2],"n":1}
#> {"kind":"stat","k":[1,2],"n":1}
#> {"kind":"stat","k":{"a":1},"n":1}
#> {"kind":"stat","a":1,"b.c":"x","n":1}
#> {"kind":"stat","a":1,"b.c":"y","n":1}
#> {"kind":"stat","a":2,"b.c":"x","n":1}
#> {"kind":"stat","b.c":"x","a":1,"d e":2,"n":1}
#> {"kind":"stat","b.c":"x","a":2,"d e":null,"n":1}
#> {"kind":"stat","b.c":"y","a":1,"d e":2,"n":1}
#> {"kind":"stat","x":"X","big":false,"n":1}
#> {"kind":"stat","x":"X","big":true,"n":1}
#> {"kind":"stat","x":"Y","big":false,"n":1}
#> {"kind":"stat","if_a_1_many_one":"many","n":1}
#> {"kind":"stat","if_a_1_many_one":"one","n":2}
#> {"kind":"stat","b.c":"x","c":1,"n":1}
#> {"kind":"stat","b.c":"x","c":2,"n":1}
#> {"kind":"stat","b.c":"y","c":1,"n":1}
#> {"kind":"stat","n":3}
#2> cxstat: two results are called 'n': name one of them (new = ...)
#2> try 'cxstat --help'
#2> cxstat: the name 'window' is taken: choose another
#2> try 'cxstat --help'
