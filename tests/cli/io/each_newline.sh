# The last newline may be missing, lines may end in CR LF: the same answer.
printf '{"a":1}\n{"a":2}\n' > lf
printf '{"a":1}\n{"a":2}' > none
printf '{"a":1}\r\n{"a":2}\r\n' > crlf
printf '\357\273\277{"a":1}\r\n\r\n{"a":2}' > mixed
for t in 'cxparse -f json' cxselect 'cxstat sum(a)' cxview; do
	$t lf > want
	for f in none crlf mixed; do
		$t $f | cmp - want && echo "$t $f"
	done
done
# A file without its last newline does not run into the next one.
cxselect none none | cxstat 'count(), sum(a)'
log='10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "a"'
printf '%s\n%s\n' "$log" "$log" | cxparse -f combined > want
printf '%s\r\n%s' "$log" "$log" | cxparse -f combined | cmp - want && echo combined
printf 'a,b\r\n1,x\r\n2,y' | cxparse -f csv
printf 'a=1 b=x\r\na=2 b=y' | cxparse -f logfmt

#> cxparse -f json none
#> cxparse -f json crlf
#> cxparse -f json mixed
#> cxselect none
#> cxselect crlf
#> cxselect mixed
#> cxstat sum(a) none
#> cxstat sum(a) crlf
#> cxstat sum(a) mixed
#> cxview none
#> cxview crlf
#> cxview mixed
#> {"kind":"stat","count":4,"sum_a":6}
#> combined
#> {"a":1,"b":"x"}
#> {"a":2,"b":"y"}
#> {"a":1,"b":"x"}
#> {"a":2,"b":"y"}
