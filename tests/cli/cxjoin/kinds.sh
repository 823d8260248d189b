# What goes with what: keys in every spelling, rows without all columns, all four kinds of join.
cat > table.ndjson <<'END'
{"kind":"user","id":1.0,"name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
{"id":"2","name":null,"extra":"only here","n":-0.50}
{"n":7,"id":true,"n":8,"name":"true and last n"}
{"id":"\u00e9","name":"e"}
{"name":"first member is another","id":4}
END
printf '%s\n' '{"id":1,"e":"a"}' '  {"e":"b" , "id":"1"}	' '{"id":2.0}' '{"id":"2.0"}' '{"id":true}' '{"id":"true"}' \
    '{"id":"é"}' '{"id":null}' '{ }' '{"e":{}}' '{"id":[4]}' '{"id":4E0,"id":5}' '{"id":5,"id":4}' > in
for o in --left --inner --semi --anti; do
	echo "# $o"
	cxjoin -k id $o table.ndjson in
done
# The same from other formats of input and table; blanks and escapes then are ours.
cxselect --fields id,name,n -e 'exists(name)' table.ndjson | cxview --as csv > table.csv
cxjoin -k id table.csv in | cxstat 'n = count(), names = distinct(name)' --no-ci
printf 'id=4 e=x\nid=9\n' | cxjoin -f logfmt -k id table.ndjson
printf 'id,e\n4,x\n,y\n"é","a ""b"""\n' | cxjoin -f csv -k id table.ndjson
cxselect --framed in | cxjoin -k id --inner table.ndjson
# Columns that are asked for, computed, or called otherwise.
cxjoin -k id --inner --take 'n' table.ndjson in
cxjoin -k id --inner --take 'twice = n * 2, deep.x, gone, `odd "name"` = upper(name)' table.ndjson in
cxjoin -k id --inner --prefix 't.' table.ndjson in
cxjoin -k id --inner --prefix 'é"' --take name table.ndjson in
# Several keys; a name before the key is the table's; expressions on both sides.
printf '%s\n' '{"a":"X","b":1,"v":"x1"}' '{"a":"Y","b":1,"v":"y1"}' '{"a":"x1","b":"","v":"no"}' > pairs
printf '%s\n' '{"p":"x","q":"1"}' '{"p":"y","q":1}' '{"p":"x1","q":null}' '{"p":"x"}' |
    cxjoin -k 'a = upper(p), b = q' pairs
echo '{"a":"x","b":1}' | cxjoin -k 'upper(a), b' pairs
echo '{"p":"x","q":1}' | cxjoin -k 'p,q' --table-key 'lower(a), b' --take v pairs
echo '{"p":"x","q":1}' | cxjoin -k '`p`=p, string(q)' --table-key 'lower(a), string(b)' --take v pairs
