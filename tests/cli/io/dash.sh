# - is standard input, also among files, also when it comes twice.
echo '{"a":"file"}' > f
echo '{"a":"stdin"}' > in
cxselect - < in
cxselect f - f < in
cxselect - - < in
cxselect < in
cxselect /dev/stdin < in
cxselect -o - f
cxselect -o /dev/stdout f
echo bad | cxselect f - ; echo "[$?]"
cxstat 'count()' - f < in
cxparse -f json - < in
cxview - < in

#> {"a":"stdin"}
#> {"a":"file"}
#> {"a":"stdin"}
#> {"a":"file"}
#> {"a":"stdin"}
#> {"a":"stdin"}
#> {"a":"stdin"}
#> {"a":"file"}
#> {"a":"file"}
#> {"a":"file"}
#> [4]
#> {"kind":"stat","count":2}
#> {"a":"stdin"}
#> a
#> stdin
#2> cxselect: stdin:1:1: expected an object, found 'b'
#2> cxselect: 1 of 2 records rejected (50%), more than --max-bad allows
