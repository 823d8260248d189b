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
