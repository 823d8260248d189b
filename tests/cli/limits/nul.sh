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
