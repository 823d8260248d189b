# JSON that is not lines: each layout, what is wrong with one, and who is told of -f json.
cat >objects <<'E'
{"a":1.50,"b":"x\u00e9\"}{"}
{"a":2,"b":[1,{"c":null}]}
{"a":3}
E
cxparse -f json objects >want
array() { printf '['; paste -s -d, objects | tr -d '\n'; printf ']'; }
array >array
printf '[{"a":1.50\r\n,  "b": "x\\u00e9\\"}{"},\r\n  {\r\n    "a":2,\n"b":[1,\t{"c":\nnull}]\n}\n' >pretty
printf '\n,{"a":\n3}]\n' >>pretty
paste -s -d ' ' objects >row
sed "s/^/$(printf '\036')/" objects >framed
cat row pretty framed array objects >mixed
{ printf '\357\273\277'; cat pretty; } >bom
gzip -c array >array.gz
for layout in array pretty row framed bom array.gz; do
	cxparse -f json "$layout" | cmp - want || echo "$layout differs"
done
for threads in 1 2 8; do
	cxparse -j$threads -f json mixed | cmp - /dev/fd/3 3<<E || echo "mixed differs"
$(cat want want want want want)
E
done
cp mixed big
for _ in 1 2 3 4 5 6 7 8 9 10 11; do
	cat big big >twice && mv twice big
done
{ cat big; printf '{"a":1\n'; cat big; } >bigger
cxparse -j1 -f json bigger >one 2>one.err
for threads in 2 8; do
	cxparse -j$threads -f json bigger >many 2>many.err
	cmp one many && cmp one.err many.err
done
cat one.err
echo "== what is wrong"
printf '[{"a":1} {"a":2},, 7,"x",[{"a":0}],null,\n {"a":tru},\n {"a":3,\n  "b":[1}, {"a":4},]\n{"a":5' >bad
cxparse -f json --max-bad 100% --rejects rejects.ndjson bad
cut -d, -f3- rejects.ndjson
echo "== too long"
printf '[{"a":1},{"a":"%0600d"},{"a":2}]' 0 | cxparse --max-line 256 -f json --max-bad 2
echo "== broken lines are lines"
printf '{"a":1\n{"a":2}\n{"a":\n{"a":3}\n{"a":"x\n{"a":4}\n' | cxparse -f json --max-bad 3
echo "== in an envelope"
printf '{"log":"{\\"a\\":\\n"}\n{"log":"{}{\\"a\\":2} 3\\n"}\n{"log":"{\\"a\\":4}\\n"}\n' |
    cxparse -f docker+json --max-bad 3
echo "== an envelope of JSON is one record"
printf '{"records":[\n{"a":1},\n{"a":2}\n]}\n' | cxparse -f json
echo "== told of -f json"
for layout in array pretty row framed; do
	cxselect "$layout" 2>&1 | grep -e '-f json'
	cxparse --detect "$layout" | head -1 | cxselect --fields format,fits
done
cxparse --detect objects | grep -c '"json"'
echo "== an element is passed on before its array is over"
mkfifo pipe
cxparse -f json pipe >got &
{
	printf '[{"a":1},{"a"'
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s got ] && break
		sleep 0.1
	done
	cat got >&2
	printf ':2}]'
} >pipe
wait
cat got

#> cxparse: bigger:34817:7: expected ',' or '}', found end of line
#> cxparse: 1 of 61441 records rejected (0.00163%)
#> == what is wrong
#> {"a":1}
#> {"a":2}
#> {"a":4}
#> "line":1,"column":10,"code":"json","message":"expected ',' or ']' before the next element","raw":""}
#> "line":1,"column":18,"code":"json","message":"expected an element, found ','","raw":","}
#> "line":1,"column":20,"code":"json","message":"expected an object, found '7'","raw":"7"}
#> "line":1,"column":22,"code":"json","message":"expected an object, found '\"'","raw":"\"x\""}
#> "line":1,"column":26,"code":"json","message":"expected an object, found '['","raw":"[{\"a\":0}]"}
#> "line":1,"column":36,"code":"json","message":"expected an object, found 'n'","raw":"null"}
#> "line":2,"column":10,"code":"json","message":"expected 'true', found '}'","raw":"{\"a\":tru}"}
#> "line":4,"column":9,"code":"json","message":"expected ',' or ']', found '}'","raw":"{\"a\":3,\n  \"b\":[1}"}
#> "line":4,"column":20,"code":"json","message":"expected an element, found ']'","raw":"]"}
#> "line":5,"column":7,"code":"json","message":"expected ',' or '}', found end of line","raw":"{\"a\":5"}
#> == too long
#> {"a":1}
#> {"a":2}
#> == broken lines are lines
#> {"a":2}
#> {"a":3}
#> {"a":4}
#> == in an envelope
#> {}
#> {"a":2}
#> {"a":4}
#> == an envelope of JSON is one record
#> {"records":[{"a":1},{"a":2}]}
#> == told of -f json
#> cxselect: is it JSON that is not one object a line? -f json reads it
#> {"format":"json","fits":1}
#> cxselect: is it JSON that is not one object a line? -f json reads it
#> {"format":"json","fits":9}
#> cxselect: is it JSON that is not one object a line? -f json reads it
#> {"format":"json","fits":1}
#> cxselect: is it JSON that is not one object a line? -f json reads it
#> {"format":"json","fits":3}
#> 0
#> == an element is passed on before its array is over
#> {"a":1}
#> {"a":2}
#2> cxparse: bad:1:10: expected ',' or ']' before the next element
#2> cxparse: bad:1:18: expected an element, found ','
#2> cxparse: bad:1:20: expected an object, found '7'
#2> cxparse: bad:1:22: expected an object, found '"'
#2> cxparse: bad:1:26: expected an object, found '['
#2> cxparse: 10 of 13 records rejected (76.9%)
#2> cxparse: stdin:1: record is longer than --max-line
#2> cxparse: 1 of 3 records rejected (33.3%)
#2> cxparse: stdin:1:7: expected ',' or '}', found end of line
#2> cxparse: stdin:3:6: expected a value, found end of line
#2> cxparse: stdin:5:6: string has no closing quote
#2> cxparse: 3 of 6 records rejected (50%)
#2> cxparse: stdin:1:16: expected a value, found end of line
#2> cxparse: stdin:2:21: expected an object, found '3'
#2> cxparse: 2 of 5 records rejected (40%)
#2> {"a":1}
