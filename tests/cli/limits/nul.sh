# NUL bytes are bytes like any other: no line ends there; a line of them alone is blank.
printf '{"a":1}\n{"a":"x\0y"}\n\0\n{"a":2}\0\n{"a":3}\n' > in
cxselect --max-bad 3 in
cxstat --max-bad 3 'count(), sum(a)' in
cxview --max-bad 3 --as csv in
printf 'a,b\n1,x\0y\n2,z\n' > csv
cxparse -f csv csv
printf '10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /\0x HTTP/1.1" 200 5 "-" "a\0b"\n' > log
cxparse -f combined log | tr '\0' '!'
printf 'a=1 b=x\0y\n' > fmt
cxparse -f logfmt fmt | tr '\0' '!'
printf 'k\0k 5\n' > re
cxparse -f regex --regex '^(?<a>\S+) (?<b>\d+)$' re | tr '\0' '!'
# Measured from the log or from what cxparse writes, a NUL reads as U+FFFD, as \u0000 does.
for f in 'csv csv' 'combined log' 'logfmt esc' 'regex re' 'csv head'; do
	set -- -f ${f% *} $([ "${f% *}" != regex ] || echo '--regex ^(?<a>\S+)')
	printf 'a=1 b="x\\u0000y"\n' > esc
	printf 'a\0,b\n7,y\0\n' > head
	cxstat "$@" -b a,b,path,user_agent 'n = count()' "${f#* }" 2> /dev/null > direct
	cxparse "$@" "${f#* }" |
		cxstat -b a,b,path,user_agent 'n = count()' 2> /dev/null > piped
	cmp direct piped && cat direct
done
cxselect -f csv -e "$(printf '`a\357\277\275` == 7')" head
cxselect -e 'a == "\u0000"' in 2> /dev/null
cxselect "$(printf 'in')" -e 'a == 3' 2> /dev/null
echo "status $?"

# A line over the limit is rejected, also when it begins with more blanks than are kept of it.
{ printf '%5000sa=1\n' ''; echo a=2; } >long.log
cxparse -f logfmt --max-line 1000 --max-bad 1 long.log
cxparse -f csv --max-line 1000 --max-bad 1 long.log

#> {"a":1}
#> {"a":3}
#> {"kind":"stat","count":2,"sum_a":4}
#> a
#> 1
#> 3
#> {"a":1,"b":"x\u0000y"}
#> {"a":2,"b":"z"}
#> {"timestamp":"2026-01-01T00:00:00Z","client_ip":"10.0.0.1","method":"GET","path":"/\u0000x","protocol":"HTTP/1.1","status":200,"bytes":5,"user_agent":"a\u0000b"}
#> {"a":1,"b":"x","y":true}
#> {"a":"k\u0000k","b":5}
#> {"kind":"stat","a":1,"b":"x�y","path":null,"user_agent":null,"n":1}
#> {"kind":"stat","a":2,"b":"z","path":null,"user_agent":null,"n":1}
#> {"kind":"stat","a":null,"b":null,"path":"/�x","user_agent":"a�b","n":1}
#> {"kind":"stat","a":1,"b":"x�y","path":null,"user_agent":null,"n":1}
#> {"kind":"stat","a":"k�k","b":null,"path":null,"user_agent":null,"n":1}
#> {"kind":"stat","a":null,"b":"y�","path":null,"user_agent":null,"n":1}
#> {"a�":7,"b":"y\u0000"}
#> {"a":3}
#> status 4
#> {"a":2}
#2> cxselect: in:2:8: control character 0x00 in a string
#2> cxselect: in:4:8: expected end of line, found byte 0x00
#2> cxselect: 2 of 4 records rejected (50%)
#2> cxstat: in:2:8: control character 0x00 in a string
#2> cxstat: in:4:8: expected end of line, found byte 0x00
#2> cxstat: 2 of 4 records rejected (50%)
#2> cxview: in:2:8: control character 0x00 in a string
#2> cxview: in:4:8: expected end of line, found byte 0x00
#2> cxview: 2 of 4 records rejected (50%)
#2> cxparse: long.log:1: line is longer than --max-line
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: long.log:1: line is longer than --max-line
#2> cxparse: 1 of 1 records rejected (100%)
