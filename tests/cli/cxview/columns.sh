# Columns in order of appearance; absent cells; numbers to the right; wide and combining characters.
printf '%s\n' '{"a":1,"b":"x"}' '{"c":true,"a":-20.5}' '{"b":null,"d":{"e":1},"a":1e3}' '{"b":"日本","a":12345678901234567890}' '{"b":"é","a":"text"}' > in
cxview in
head -n 4 in | cxview
head -n 4 in | cxview --as md
head -n 4 in | cxview --as csv
cxview --as json in
cxview --fields b,a in
# Digits: three of the least value that are not zero, at most six behind the point.
printf '%s\n' '{"whole":1,"half":0.5,"small":0.000012,"mixed":1234.5678,"big":1e20}' '{"whole":20000,"half":3,"small":1.5,"mixed":0.25,"big":1}' | cxview
echo '{}' | cxview; echo "[$?]"
printf '{}\n{"a":1}\n{}\n' | cxview
printf '{}\n{"a":1}\n{}\n' | cxview --as csv

# What --fields names is shown as it is called; an interval goes along unless an end is named.
echo '{"kind":"stat","x":1.5,"x_lo":0.5,"x_hi":2.5,"x_n":3,"x_method":"hll","y":2}' > in
for f in x x_lo x,x_lo x_hi,x_lo,x x,x_n kind,x_method,x y,y; do
	echo "# $f"
	cxview --fields $f in
	cxview --fields $f --as csv in
done
cxview --fields x_low in
cxview --fields , in
cxview --sort ,y in
cxselect --fields a.b,c > nested <<'N'
{"a":{"b":1},"c":2}
N
cxview --fields a.b nested
echo '{"a":{"b":1}}' | cxview --fields a.b
# A value that is not between them was computed anew: they are no interval of it.
cxselect --set 'x = 100 * x' in | cxview

# Sorting is stable, by number, time or text, nulls last either way; --top cuts behind it.
printf '%s\n' '{"k":"b","n":10,"-x":1}' '{"k":"a","n":9,"-x":2}' '{"k":"b","n":null,"-x":3}' '{"k":null,"n":9,"-x":4}' '{"k":"B","n":1e1,"-x":5}' > in
for s in n -n k -k k,-n -n,k -x --x; do
	echo "# $s"
	cxview --sort $s --as csv in
done
cxview --sort n --top 2 in
cxview --top 99 in
cxview --sort n --fields k in
cxview --sort '' in
cxview --sort n, in
# The row of --totals is of all others: last, and beside the first N.
printf '%s\n' '{"k":"b"}' '{"k":"a"}' '{"k":"b"}' '{"k":"c"}' | cxstat -b k --totals 'n = count()' > totals
cxview --sort -n --top 2 totals
cxview --sort k totals
cxview --top 1 totals
cxview --sort total,k --as csv totals
printf '%s\n' '{"total":true,"n":3}' '{"total":false,"n":4}' | cxview --sort n --top 1

# A count is shown once: not where another column has the same numbers.
printf '%s\n' '{"k":"a","n":5,"x":0.5,"x_n":5}' '{"k":"b","n":6,"x":0.5,"x_n":6}' | cxview
printf '%s\n' '{"k":"a","hits":5,"x":0.5,"x_n":5,"y":1,"y_n":4}' '{"k":"b","hits":6,"x":0.5,"x_n":6,"y":2,"y_n":4}' | cxview
printf '%s\n' '{"k":"a","x":0.5,"x_n":5,"y":3,"y_n":5,"z":1,"z_n":3}' '{"k":"b","x":0.5,"x_n":6,"y":3,"y_n":6,"z":1,"z_n":3}' | cxview
printf '%s\n' '{"k":"a","x":0.5,"x_n":5,"y":3,"y_n":5}' '{"k":"b","x":0.5,"x_n":6,"y":null,"y_n":null}' > one
cxview one
cxview --sort -n one
cxview --fields x,n one
# One row proves nothing about other columns, unless they are called n.
echo '{"users":5,"x":0.5,"x_n":5}' | cxview
echo '{"n":5,"x":0.5,"x_n":5}' | cxview
echo '{"n":4,"x":0.5,"x_n":5}' | cxview

# Series as sparklines.
awk 'BEGIN { for (i = 0; i < 8; i++) printf "{\"window\":\"2026-01-01T0%d:00:00Z\",\"r\":\"%s\",\"n\":%d}\n", i, "a", i * i }' > in
LC_ALL=C.UTF-8 cxview --plots always in
cxview --plots always in

# Text from outside: no escape reaches a terminal, no formula a spreadsheet, no markup a page.
printf '%s\n' '{"k":"=1+2","v":1}' '{"k":"+x","v":-2}' '{"k":"-1","v":3}' '{"k":"@a\"b,c","v":4}' '{"k":"\u001b[31mred\u0007","v":5}' '{"k":"a\tb\nc\\","v":6}' '{"k":"a|b<script>*x*","v":7}' '{"k":"\u202eabc","v":8}' > in
cxview in
cxview --as csv in
cxview --as tsv in
cxview --as md in
cxview --as prom in

# Percentages; members of members, wherever a column is named.
printf '{"kind":"stat","r":"%s","e":%s,"e_lo":%s,"e_hi":%s,"n":3}\n' a 0.1234 0.1 0.15 b 0.00004 0 0.001 c 0.99999 0.999 1 d 1 0.9 1 > in
cxview --percent e in
cxview --percent e --as md in
cxview --percent e --as csv in
echo "[$?]"
cxview --percent r in
cxview --pivot r:e --percent e in
printf '{"p":{"q":%s,"k":"%s"},"n":1}\n' 2 x 0.5 y > in
cxview --sort -p.q --fields p.k,p.q --percent p.q in
cxview --pivot p.k:p.q in
cxview --fields p.z in
echo '{"a":[5,{"b":6}],"e-mail":"x"}' | cxview --fields 'a[0],a[-1].b,e-mail'
echo '{"h":{"U-A":"q"},"n":1}' | cxview --fields h.U-A
cxview --fields p.k --as json in

#> a                     b     c     d
#> 1                     x     -     -
#> -20.5                 -     true  -
#> 1e3                   -     -     {"e":1}
#> 12345678901234567890  日本  -     -
#> text                  é     -     -
#>                          a  b     c     d
#>                        1.0  x     -     -
#>                      -20.5  -     true  -
#>                    1,000.0  -     -     {"e":1}
#> 12,345,678,901,234,567,890  日本  -     -
#> | a | b | c | d |
#> | ---: | --- | --- | --- |
#> | 1.0 | x | - | - |
#> | -20.5 | - | true | - |
#> | 1,000.0 | - | - | {"e":1} |
#> | 12,345,678,901,234,567,890 | 日本 | - | - |
#> a,b,c,d
#> 1,x,,
#> -20.5,,true,
#> 1e3,,,"{""e"":1}"
#> 12345678901234567890,日本,,
#> {"a":1,"b":"x"}
#> {"a":-20.5,"c":true}
#> {"a":1e3,"b":null,"d":{"e":1}}
#> {"a":12345678901234567890,"b":"日本"}
#> {"a":"text","b":"é"}
#> b     a
#> x     1
#> -     -20.5
#> -     1e3
#> 日本  12345678901234567890
#> é     text
#> whole  half     small     mixed   big
#>     1   0.5  0.000012  1234.568  1e20
#> 20000   3.0  1.500000     0.250     1
#> [0]
#> a
#> -
#> 1
#> -
#> a
#> ""
#> 1
#> ""
#> # x
#>              x
#> 1.5 [0.5, 2.5]
#> x: hll
#> x,x_lo,x_hi
#> 1.5,0.5,2.5
#> # x_lo
#> x_lo
#>  0.5
#> x_lo
#> 0.5
#> # x,x_lo
#>   x  x_lo
#> 1.5   0.5
#> x: hll
#> x,x_lo
#> 1.5,0.5
#> # x_hi,x_lo,x
#> x_hi  x_lo    x
#>  2.5   0.5  1.5
#> x: hll
#> x_hi,x_lo,x
#> 2.5,0.5,1.5
#> # x,x_n
#>              x  x_n
#> 1.5 [0.5, 2.5]    3
#> x: hll
#> x,x_lo,x_hi,x_n
#> 1.5,0.5,2.5,3
#> # kind,x_method,x
#> kind  x_method               x
#> stat  hll       1.5 [0.5, 2.5]
#> kind,x_method,x,x_lo,x_hi
#> stat,hll,1.5,0.5,2.5
#> # y,y
#> y
#> 2
#> y
#> 2
#> a.b
#>   1
#> a.b
#>   1
#>             x  n  y
#> 150 [50, 250]  3  2
#> x: hll
#> # n
#> k,n,"'-x"
#> a,9,2
#> ,9,4
#> b,10,1
#> B,1e1,5
#> b,,3
#> # -n
#> k,n,"'-x"
#> b,10,1
#> B,1e1,5
#> a,9,2
#> ,9,4
#> b,,3
#> # k
#> k,n,"'-x"
#> B,1e1,5
#> a,9,2
#> b,10,1
#> b,,3
#> ,9,4
#> # -k
#> k,n,"'-x"
#> b,10,1
#> b,,3
#> a,9,2
#> B,1e1,5
#> ,9,4
#> # k,-n
#> k,n,"'-x"
#> B,1e1,5
#> a,9,2
#> b,10,1
#> b,,3
#> ,9,4
#> # -n,k
#> k,n,"'-x"
#> B,1e1,5
#> b,10,1
#> a,9,2
#> ,9,4
#> b,,3
#> # -x
#> k,n,"'-x"
#> b,10,1
#> a,9,2
#> b,,3
#> ,9,4
#> B,1e1,5
#> # --x
#> k,n,"'-x"
#> B,1e1,5
#> ,9,4
#> b,,3
#> a,9,2
#> b,10,1
#> k  n  -x
#> a  9   2
#> -  9   4
#> k   n  -x
#> b  10   1
#> a   9   2
#> b   -   3
#> -   9   4
#> B  10   5
#> k
#> a
#> -
#> b
#> B
#> b
#> k      n
#> b      2
#> a      1
#> total  4
#> k      n
#> a      1
#> b      2
#> c      1
#> total  4
#> k      n
#> a      1
#> total  4
#> kind,k,n,total
#> stat,a,1,
#> stat,b,2,
#> stat,c,1,
#> stat,,4,true
#> total  n
#> true   3
#> k  n    x
#> a  5  0.5
#> b  6  0.5
#> k  hits    x  y  y_n
#> a     5  0.5  1    4
#> b     6  0.5  2    4
#> k    x  x_n  y  z  z_n
#> a  0.5    5  3  1    3
#> b  0.5    6  3  1    3
#> k    x  n  y
#> a  0.5  5  3
#> b  0.5  6  -
#> k    x  n  y
#> b  0.5  6  -
#> a  0.5  5  3
#>   x  x_n
#> 0.5    5
#> 0.5    6
#> users    x  n
#>     5  0.5  5
#> n    x
#> 5  0.5
#> n    x  x_n
#> 4  0.5    5
#> window            r   n
#> 2026-01-01 00:00  a   0
#> 2026-01-01 01:00  a   1
#> 2026-01-01 02:00  a   4
#> 2026-01-01 03:00  a   9
#> 2026-01-01 04:00  a  16
#> 2026-01-01 05:00  a  25
#> 2026-01-01 06:00  a  36
#> 2026-01-01 07:00  a  49
#>
#> a  n  ▁▁▁▂▃▅▆█  0..49
#> window            r   n
#> 2026-01-01 00:00  a   0
#> 2026-01-01 01:00  a   1
#> 2026-01-01 02:00  a   4
#> 2026-01-01 03:00  a   9
#> 2026-01-01 04:00  a  16
#> 2026-01-01 05:00  a  25
#> 2026-01-01 06:00  a  36
#> 2026-01-01 07:00  a  49
#>
#> a  n  ___.:=+#  0..49
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
#> r                             e  n
#> a   12.340%  [10.000%, 15.000%]  3
#> b    0.004%    [0.000%, 0.100%]  3
#> c   99.999% [99.900%, 100.000%]  3
#> d  100.000% [90.000%, 100.000%]  3
#> | r | e | n |
#> | --- | ---: | ---: |
#> | a | 12.340% \[10.000%, 15.000%\] | 3 |
#> | b | 0.004% \[0.000%, 0.100%\] | 3 |
#> | c | 99.999% \[99.900%, 100.000%\] | 3 |
#> | d | 100.000% \[90.000%, 100.000%\] | 3 |
#> [2]
#> n        a       b        c         d
#> 3  12.340%  0.004%  99.999%  100.000%
#> p.k   p.q
#> x    200%
#> y     50%
#> n    x    y
#> 1  2.0  0.5
#> a[0]  a[-1].b  e-mail
#>    5        6  x
#> h.U-A
#> q
#> {"p.k":"x"}
#> {"p.k":"y"}
#2> cxview: --fields: no record has a field 'x_low' (did you mean 'x_lo'?)
#2> try 'cxview --help'
#2> cxview: --fields: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --sort: expected a,-b, got ''
#2> try 'cxview --help'
#2> cxview: --sort: no record has a field ''
#2> try 'cxview --help'
#2> cxview: --percent goes with --as table or chart or md, not csv
#2> try 'cxview --help'
#2> cxview: --percent: 'r' is no column of numbers
#2> try 'cxview --help'
#2> cxview: --fields: no record has a field 'p.z'
#2> try 'cxview --help'
