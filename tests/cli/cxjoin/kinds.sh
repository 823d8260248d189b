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

#> # --left
#> {"id":1,"e":"a","name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
#>   {"e":"b" , "id":"1","name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
#> {"id":2.0,"extra":"only here","n":-0.50}
#> {"id":"2.0"}
#> {"id":true,"n":8,"name":"true and last n"}
#> {"id":"true"}
#> {"id":"é","name":"e"}
#> {"id":null}
#> { }
#> {"e":{}}
#> {"id":[4]}
#> {"id":4E0,"id":5}
#> {"id":5,"id":4,"name":"first member is another"}
#> # --inner
#> {"id":1,"e":"a","name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
#>   {"e":"b" , "id":"1","name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
#> {"id":2.0,"extra":"only here","n":-0.50}
#> {"id":true,"n":8,"name":"true and last n"}
#> {"id":"é","name":"e"}
#> {"id":5,"id":4,"name":"first member is another"}
#> # --semi
#> {"id":1,"e":"a"}
#>   {"e":"b" , "id":"1"}	
#> {"id":2.0}
#> {"id":true}
#> {"id":"é"}
#> {"id":5,"id":4}
#> # --anti
#> {"id":"2.0"}
#> {"id":"true"}
#> {"id":null}
#> { }
#> {"e":{}}
#> {"id":[4]}
#> {"id":4E0,"id":5}
#> {"kind":"stat","n":13,"names":3,"names_method":"exact"}
#> {"id":"4","e":"x","name":"first member is another"}
#> {"id":"9"}
#> {"id":"4","e":"x","name":"first member is another"}
#> {"e":"y"}
#> {"id":"é","e":"a \"b\"","name":"e"}
#> {"id":1,"e":"a","name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
#> {"e":"b","id":"1","name":"\u0061","n":1e2,"deep":{"x":[1, 2]}}
#> {"id":2.0,"extra":"only here","n":-0.50}
#> {"id":true,"n":8,"name":"true and last n"}
#> {"id":"é","name":"e"}
#> {"id":5,"id":4,"name":"first member is another"}
#> {"id":1,"e":"a","n":1e2}
#>   {"e":"b" , "id":"1","n":1e2}
#> {"id":2.0,"n":-0.50}
#> {"id":true,"n":8}
#> {"id":"é"}
#> {"id":5,"id":4}
#> {"id":1,"e":"a","twice":200,"deep.x":[1, 2],"odd \"name\"":"A"}
#>   {"e":"b" , "id":"1","twice":200,"deep.x":[1, 2],"odd \"name\"":"A"}
#> {"id":2.0,"twice":-1}
#> {"id":true,"twice":16,"odd \"name\"":"TRUE AND LAST N"}
#> {"id":"é","odd \"name\"":"E"}
#> {"id":5,"id":4,"odd \"name\"":"FIRST MEMBER IS ANOTHER"}
#> {"id":1,"e":"a","t.name":"\u0061","t.n":1e2,"t.deep":{"x":[1, 2]}}
#>   {"e":"b" , "id":"1","t.name":"\u0061","t.n":1e2,"t.deep":{"x":[1, 2]}}
#> {"id":2.0,"t.extra":"only here","t.n":-0.50}
#> {"id":true,"t.n":8,"t.name":"true and last n"}
#> {"id":"é","t.name":"e"}
#> {"id":5,"id":4,"t.name":"first member is another"}
#> {"id":1,"e":"a","é\"name":"\u0061"}
#>   {"e":"b" , "id":"1","é\"name":"\u0061"}
#> {"id":2.0}
#> {"id":true,"é\"name":"true and last n"}
#> {"id":"é","é\"name":"e"}
#> {"id":5,"id":4,"é\"name":"first member is another"}
#> {"p":"x","q":"1","v":"x1"}
#> {"p":"y","q":1,"v":"y1"}
#> {"p":"x1","q":null}
#> {"p":"x"}
#> {"a":"x","b":1,"v":"x1"}
#> {"p":"x","q":1,"v":"x1"}
#> {"p":"x","q":1,"v":"x1"}
#2> cxjoin: table.ndjson: no record had a field 'gone'
