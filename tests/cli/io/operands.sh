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

# Behind -- everything is a file.
echo '{"a":1}' > -- ; mv -- -- -x
cxselect -- -x
cat ./-x | cxselect -

# Results and rejects cannot be one file; it stays as it was.
echo old > file
echo bad | cxselect -o file --rejects file
echo "status $?"
cat file

# No input is no error.
cxselect < /dev/null
cxstat 'count(), rate(a > 1), p50(a)' < /dev/null
cxstat -w 1h 'count()' < /dev/null
cxview < /dev/null

# The last line may lack its newline.
printf '{"a":1}\n{"a":2}' | cxstat 'count()'

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
#> {"a":1}
#> {"a":1}
#> status 2
#> old
#> {"kind":"stat","count":0,"rate_a_1":null,"rate_a_1_lo":null,"rate_a_1_hi":null,"rate_a_1_n":0,"p50_a":null,"p50_a_lo":null,"p50_a_hi":null,"p50_a_n":0,"p50_a_method":"nearest-rank"}
#> {"kind":"stat","count":2}
#2> cxselect: stdin:1:1: expected an object, found 'b'
#2> cxselect: 1 of 2 records rejected (50%), more than --max-bad allows
#2> cxselect: --output and --rejects are one file: 'file'
#2> try 'cxselect --help'
