printf '{"a":1}\n' | gzip > x
printf '{"a":2}\n' | gzip >> x
cxselect x
cxselect < x

#> {"a":1}
#> {"a":2}
#> {"a":1}
#> {"a":2}
