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
