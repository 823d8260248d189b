# A message is one line, whatever is in it; a long text is cut around its error.
name=$(printf 'a\033[1m\ncxselect: forged')
cxselect "$name"
echo "[$?]"
cxselect -e "$(printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa == ) && bbbbbbbbbbbbbbbbbbbbbbbbbbbb')" in
echo "[$?]"
cxselect -e "$(printf 'a == 1 &&\n\tb === 2 &&\nc == 3')" in
echo "[$?]"
cxselect -e '日本語 == "é" &&& x' in
echo "[$?]"
cxstat 'rate(a >), count()' in
echo "[$?]"

# The ways to write an option, all the same.
printf '{"a":1,"b":2}\n{"a":2,"b":3}\n' > in
cxselect -e 'a==1' in
cxselect -ea==1 in
cxselect --where 'a==1' in
cxselect --where='a==1' in
cxselect in --where 'a==1'
cxselect -e 'a==2' -e 'a==1' in
cxselect -oout -- in; cat out
cxselect --set c=1 --set=d=2 --drop b in
cp in -- -e
cxselect -e 'a==1' -- -e
cxselect -e 'a==1' - < in
cxselect -e 'a > -1' --head 1 in
cxselect -e -1==-1 --head 1 in

#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":2,"b":3}
#> {"a":1,"c":1,"d":2}
#> {"a":2,"c":1,"d":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#> {"a":1,"b":2}
#2> cxselect: a\x1b[1m\x0acxselect: forged: No such file or directory
#2> cxselect: --where, column 89: expected a value, found ')'
#2>   ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa == ) && bbbbbbbbbbbbbbb...
#2>                                                      ^
#2> cxselect: --where, column 16: expected a value, found '='
#2>    b === 2 &&
#2>        ^
#2> cxselect: --where, column 21: write && for 'and'
#2>   日本語 == "é" &&& x
#2>                   ^
#2> cxstat: metrics, column 9: expected a value, found ')'
#2>   rate(a >), count()
#2>           ^
