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

#> [2]
#> [2]
#> [2]
#> [2]
#> [2]
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
