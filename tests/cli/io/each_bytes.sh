# NUL and bytes that are no UTF-8 spoil their record only, wherever the block ends; NULs before
# a line are nothing.
printf '{"a":"x\000"}\n{"a":1}\n{"a":"\300\257"}\n{"\377":1}\n\000\n{"a":2}\n{"a":"\355\240\200"}' > in
for t in 'cxparse -f json' cxselect 'cxstat count()' cxview; do
	echo "# $t"
	$t --max-bad 5 in 2> err; echo "[$?]"
	sed 's/^[a-z]*: //' err > said
	cmp said first || cp said first
done 2> /dev/null
cat first
# Logs may hold anything: what is no UTF-8 is kept as \xHH.
printf '10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /\377\303\251 HTTP/1.1" 200 5 "-" "a\000b"\n' |
	cxparse -f combined
printf 'a=\377 b="\303\251"\n' | cxparse -f logfmt
printf 'a,b\n\377,\303\251\n' | cxparse -f csv 2>&1

#> # cxparse -f json
#> {"a":1}
#> {"a":2}
#> [0]
#> # cxselect
#> {"a":1}
#> {"a":2}
#> [0]
#> # cxstat count()
#> {"kind":"stat","count":2}
#> [0]
#> # cxview
#> a
#> 1
#> 2
#> [0]
#> in:1:8: control character 0x00 in a string
#> in:3:7: invalid UTF-8 byte 0xC0
#> in:4:3: invalid UTF-8 byte 0xFF
#> in:7:7: invalid UTF-8 byte 0xED
#> 4 of 6 records rejected (66.7%)
#> {"timestamp":"2026-01-01T00:00:00Z","client_ip":"10.0.0.1","method":"GET","path":"/\\xffé","protocol":"HTTP/1.1","status":200,"bytes":5,"user_agent":"a\u0000b"}
#> {"a":"\\xff","b":"é"}
#> cxparse: 'a' has bytes that are not UTF-8, as in '\xff', kept as \xHH; is the table in Latin-1? iconv -f WINDOWS-1252 -t UTF-8 FILE | ...
#> {"a":"\\xff","b":"é"}
