printf '{"a":1}\n{"a":2}' | cxstat 'count()'

#> {"kind":"stat","count":2}
