echo '{"a":1}' > -- ; mv -- -- -x
cxselect -- -x
cat ./-x | cxselect -

#> {"a":1}
#> {"a":1}
