# Every row of the odd-input table: what is accepted, what is set aside, and why.
{
	printf '\357\273\277{"a":1}\r\n'
	printf '\n'
	printf '   \n'
	printf '[1,2]\n'
	printf '{"a":2} x\n'
	printf '{"a":"x\000y"}\n'
	printf '{"a":"\377"}\n'
	printf '{"a":"tab\there"}\n'
	printf '{"a":01}\n'
	printf '{"a":1,"a":3}\n'
	printf '{"a":"\\u0000"}\n'
	printf '{"a":"\\ud800"}\n'
	printf '{"a":12345678901234567890}\n'
	printf '{"a":1e400}\n'
	printf '{"a":4}'
} > in
cxselect --max-bad 100% --rejects bad in
echo "status $?"
cat bad
# Where an array that is not closed ends does not depend on how it came.
text='[{"a":1},{"a":2}'
for i in 1 8 9 15 16; do
	{
		printf %s "$text" | head -c "$i"
		sleep 0.05
		printf %s "$text" | tail -c "+$((i + 1))"
	} | cxselect -f json --max-bad 100% 2>&1 >/dev/null
done

# Sums are exact, integers keep their digits, strings of digits are numbers.
printf '{"x":0.1}\n{"x":"0.2"}\n{"x":1e400}\n{"x":9007199254740993}\n{"x":null}\n{}\n' |
	cxstat --no-ci 'sum(x), max(x), count()'

# Nesting up to 512 is fine, 513 is not.
deep() {
	awk -v n="$1" 'BEGIN { s = "{\"a\":"; for (i = 1; i < n; i++) s = s "["; for (i = 1; i < n; i++) s = s "]"; print s "}" }'
}
deep 512 | cxselect | wc -c
deep 513 | cxselect --max-bad 100%

# A line over --max-line is set aside, its neighbours are not.
{ echo '{"a":1}'; head -c 5000 /dev/zero | tr '\0' x; echo; echo '{"a":2}'; } |
	cxselect --max-line 1000 --max-bad 50%

#> {"a":1}
#> {"a":1,"a":3}
#> {"a":"\u0000"}
#> {"a":"\ud800"}
#> {"a":12345678901234567890}
#> {"a":1e400}
#> {"a":4}
#> status 0
#> {"kind":"reject","source":"in","line":4,"column":1,"code":"json","message":"expected an object, found '['","raw":"[1,2]"}
#> {"kind":"reject","source":"in","line":5,"column":9,"code":"json","message":"expected end of line, found 'x'","raw":"{\"a\":2} x"}
#> {"kind":"reject","source":"in","line":6,"column":8,"code":"json","message":"control character 0x00 in a string","raw":"{\"a\":\"x\u0000y\"}"}
#> {"kind":"reject","source":"in","line":7,"column":7,"code":"json","message":"invalid UTF-8 byte 0xFF","raw_base64":"eyJhIjoi/yJ9"}
#> {"kind":"reject","source":"in","line":8,"column":10,"code":"json","message":"control character 0x09 in a string","raw":"{\"a\":\"tab\there\"}"}
#> {"kind":"reject","source":"in","line":9,"column":6,"code":"json","message":"number has a leading zero","raw":"{\"a\":01}"}
#> cxselect: stdin:2:1: the array before this is not closed
#> cxselect: 1 of 3 records rejected (33.3%)
#> cxselect: stdin:2:1: the array before this is not closed
#> cxselect: 1 of 3 records rejected (33.3%)
#> cxselect: stdin:2:1: the array before this is not closed
#> cxselect: 1 of 3 records rejected (33.3%)
#> cxselect: stdin:2:1: the array before this is not closed
#> cxselect: 1 of 3 records rejected (33.3%)
#> cxselect: stdin:2:1: the array before this is not closed
#> cxselect: 1 of 3 records rejected (33.3%)
#> {"kind":"stat","sum_x":9007199254740993.3,"sum_x_bad":1,"max_x":9007199254740993,"max_x_bad":1,"count":6}
#> 1029
#> {"a":1}
#> {"a":2}
#2> cxselect: in:4:1: expected an object, found '['
#2> cxselect: in:5:9: expected end of line, found 'x'
#2> cxselect: in:6:8: control character 0x00 in a string
#2> cxselect: in:7:7: invalid UTF-8 byte 0xFF
#2> cxselect: in:8:10: control character 0x09 in a string
#2> cxselect: 6 of 13 records rejected (46.2%)
#2> cxselect: stdin:1:517: nesting deeper than 512
#2> cxselect: 1 of 1 records rejected (100%)
#2> cxselect: is it a log or CSV? name its format with -f, or try cxparse --detect
#2> cxselect: stdin:2: line is longer than --max-line
#2> cxselect: 1 of 3 records rejected (33.3%)
