# A reader that leaves early ends a filter quietly, at any size.
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "{\"a\":\"some text to fill the pipe with %d\"}\n", i }' > in
cxparse -f json in | head -n 1
cxselect in | head -n 1
cxstat -b a 'count()' in | head -n 1
cxview in | head -n 1
cat in | cxselect | cxselect | cxselect | head -n 1

#> {"a":"some text to fill the pipe with 0"}
#> {"a":"some text to fill the pipe with 0"}
#> {"kind":"stat","a":"some text to fill the pipe with 0","count":1}
#> a
#> {"a":"some text to fill the pipe with 0"}
