# --rejects keeps what was set aside, from every file and format, with the reasons.
printf '{"a":1}\noops\n' > one
printf 'x,"\n\n{"a":2}\n[]\n' > two
cxselect --max-bad 100% --rejects bad one two > /dev/null
cat bad
# They can be read back, counted, and tried again.
cxstat -b 'source, code' 'count()' bad
jq -r .raw bad
echo '{"timestamp":"soon"}' | cxselect --from 2026-01-01 --max-bad 1 --rejects time
cat time
printf '10.0.0.1 - oops\n' | cxparse -f combined --max-bad 1 --rejects log
cat log
printf 'a,b\n1\n' | cxparse -f csv --max-bad 1 --rejects csv
cat csv
# No rejects, an empty file: the old ones are gone.
cxselect --rejects bad one --max-line 1000 --max-bad 1 > /dev/null 2>&1
echo '{}' | cxselect --rejects bad
wc -c < bad

#> {"kind":"reject","source":"one","line":2,"column":1,"code":"json","message":"expected an object, found 'o'","raw":"oops"}
#> {"kind":"reject","source":"two","line":1,"column":1,"code":"json","message":"expected an object, found 'x'","raw":"x,\""}
#> {"kind":"reject","source":"two","line":4,"column":1,"code":"json","message":"expected an object, found '['","raw":"[]"}
#> {"kind":"stat","source":"one","code":"json","count":1}
#> {"kind":"stat","source":"two","code":"json","count":2}
#> oops
#> x,"
#> []
#> {"kind":"reject","source":"stdin","line":1,"code":"time","message":"expected a time in 'timestamp', found 'soon'","raw":"{\"timestamp\":\"soon\"}"}
#> {"kind":"reject","source":"stdin","line":1,"column":16,"code":"log","message":"expected ' [' before %t, found end of line","raw":"10.0.0.1 - oops"}
#> {"kind":"reject","source":"stdin","line":2,"code":"csv","message":"expected 2 fields as in the header, found 1","raw":"1"}
#> {}
#> 0
#2> cxselect: one:2:1: expected an object, found 'o'
#2> cxselect: two:1:1: expected an object, found 'x'
#2> cxselect: two:4:1: expected an object, found '['
#2> cxselect: 3 of 5 records rejected (60%)
#2> cxselect: stdin:1: expected a time in 'timestamp', found 'soon'
#2> cxselect: 1 of 1 records rejected (100%)
#2> cxparse: stdin:1:16: expected ' [' before %t, found end of line
#2> cxparse: 1 of 1 records rejected (100%)
#2> cxparse: stdin:2: expected 2 fields as in the header, found 1
#2> cxparse: 1 of 1 records rejected (100%)
