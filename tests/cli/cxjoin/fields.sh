# A field of the record that is called as a column: refused, or replaced, never doubled.
printf 'id,segment,n\n1,gold,5\n2,silver,\n' > t.csv
printf '%s\n' '{"segment":"own","id":1}' '{"id":2,"n":"own","x":1}' '{"id":3,"segment":"own"}' '{"id":1,"x":2}' \
    '{"id":1,"\u0073egment":"own","n":null,"segment":"twice"}' > in
cxjoin -k id --rejects bad t.csv in
echo "status $?"
cxselect --fields line,code bad
for o in '' --inner; do
	echo "# $o --overwrite"
	cxjoin -k id $o --overwrite t.csv in
done
cxjoin -k id --take n --overwrite t.csv in
cxjoin -k id --prefix p_ t.csv in
cxjoin -k id --semi t.csv in
printf 'id,segment\n1,"a,b"\n' | cxjoin -f csv -k id --overwrite t.csv
cxselect --framed in | cxjoin -k id --overwrite t.csv | cxjoin -k id --anti t.csv
# Fields of the key and the word kind are no columns, and so never in the way.
echo '{"kind":"user","id":1,"x":{"id":2}}' > t.ndjson
echo '{"kind":"stat","id":1}' | cxjoin -k id t.ndjson
echo '{"kind":"stat","id":2}' | cxjoin -k 'x.id = id' t.ndjson
echo "status $?"

#> {"id":1,"x":2,"segment":"gold","n":5}
#> status 4
#> {"line":1,"code":"name"}
#> {"line":2,"code":"name"}
#> {"line":3,"code":"name"}
#> {"line":5,"code":"name"}
#> #  --overwrite
#> {"id":1,"segment":"gold","n":5}
#> {"id":2,"n":"own","x":1,"segment":"silver"}
#> {"id":3,"segment":"own"}
#> {"id":1,"x":2,"segment":"gold","n":5}
#> {"id":1,"segment":"gold","n":5}
#> # --inner --overwrite
#> {"id":1,"segment":"gold","n":5}
#> {"id":2,"n":"own","x":1,"segment":"silver"}
#> {"id":1,"x":2,"segment":"gold","n":5}
#> {"id":1,"segment":"gold","n":5}
#> {"segment":"own","id":1,"n":5}
#> {"id":2,"n":"own","x":1}
#> {"id":3,"segment":"own"}
#> {"id":1,"x":2,"n":5}
#> {"id":1,"\u0073egment":"own","segment":"twice","n":5}
#> {"segment":"own","id":1,"p_segment":"gold","p_n":5}
#> {"id":2,"n":"own","x":1,"p_segment":"silver"}
#> {"id":3,"segment":"own"}
#> {"id":1,"x":2,"p_segment":"gold","p_n":5}
#> {"id":1,"\u0073egment":"own","n":null,"segment":"twice","p_segment":"gold","p_n":5}
#> {"segment":"own","id":1}
#> {"id":2,"n":"own","x":1}
#> {"id":1,"x":2}
#> {"id":1,"\u0073egment":"own","n":null,"segment":"twice"}
#> {"id":"1","segment":"gold","n":5}
#> {"id":3,"segment":"own"}
#> {"kind":"stat","id":1,"x":{"id":2}}
#> status 4
#2> cxjoin: in:1: the record has a field 'segment', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: in:2: the record has a field 'n', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: in:3: the record has a field 'segment', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: in:5: the record has a field 'segment', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: 4 of 5 records rejected (80%), more than --max-bad allows
#2> cxjoin: stdin:1: the record has a field 'id', and so has the table: --prefix, --take or --overwrite
#2> cxjoin: 1 of 1 records rejected (100%), more than --max-bad allows
