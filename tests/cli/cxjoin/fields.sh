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
