# -o replaces the file only when all went well.
echo old > out
echo '{"a":1' | cxselect --strict -o out
echo "status $?"
cat out
echo '{"a":1}' | cxselect -o out
cat out
ls

#> status 2
#> old
#> {"a":1}
#> out
#2> cxselect: stdin:1:7: expected ',' or '}', found end of line
