# Text from outside: no escape reaches a terminal, no formula a spreadsheet, no markup a page.
printf '%s\n' '{"k":"=1+2","v":1}' '{"k":"+x","v":-2}' '{"k":"-1","v":3}' '{"k":"@a\"b,c","v":4}' '{"k":"\u001b[31mred\u0007","v":5}' '{"k":"a\tb\nc\\","v":6}' '{"k":"a|b<script>*x*","v":7}' '{"k":"\u202eabc","v":8}' > in
cxview in
cxview --as csv in
cxview --as tsv in
cxview --as md in
cxview --as prom in

#> k                 v
#> =1+2              1
#> +x               -2
#> -1                3
#> @a"b,c            4
#> \x1b[31mred\x07   5
#> a\x09b\x0ac\      6
#> a|b<script>*x*    7
#> \u{202e}abc       8
#> k,v
#> "'=1+2",1
#> "'+x",-2
#> -1,3
#> "'@a""b,c",4
#> \x1b[31mred\x07,5
#> "a	b
#> c\",6
#> a|b<script>*x*,7
#> \u{202e}abc,8
#> k	v
#> '=1+2	1
#> '+x	-2
#> -1	3
#> '@a"b,c	4
#> \\x1b[31mred\\x07	5
#> a\tb\nc\\	6
#> a|b<script>*x*	7
#> \\u{202e}abc	8
#> | k | v |
#> | --- | ---: |
#> | =1+2 | 1 |
#> | +x | -2 |
#> | -1 | 3 |
#> | @a"b,c | 4 |
#> | \\x1b\[31mred\\x07 | 5 |
#> | a\\x09b\\x0ac\\ | 6 |
#> | a\|b\<script\>\*x\* | 7 |
#> | \\u{202e}abc | 8 |
#> # HELP cx_v cxutils result v
#> # TYPE cx_v gauge
#> cx_v{k="=1+2"} 1
#> cx_v{k="+x"} -2
#> cx_v{k="-1"} 3
#> cx_v{k="@a\"b,c"} 4
#> cx_v{k="\\x1b[31mred\\x07"} 5
#> cx_v{k="a\\x09b\nc\\"} 6
#> cx_v{k="a|b<script>*x*"} 7
#> cx_v{k="\\u{202e}abc"} 8
