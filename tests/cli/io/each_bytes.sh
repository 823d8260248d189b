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
