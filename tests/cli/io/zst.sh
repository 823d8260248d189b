printf '{"a":1}\n' | zstd -q > x
printf '{"a":2}\n' | zstd -q >> x
cxselect x

#> {"a":1}
#> {"a":2}
