echo '{"a":1}' > -- ; mv -- -- -x
cxselect -- -x
cat ./-x | cxselect -
