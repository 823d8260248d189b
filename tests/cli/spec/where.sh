# Each kind of mistake in an expression: message, caret, status.
try() {
	printf '$ -e %s\n' "$1"
	cxselect -e "$1" < /dev/null 2>&1
	echo "[$?]"
}
try 'status >='
try 'status >= 500 &&'
try '(status > 1'
try 'lenght(a) > 1'
try 'status = 1'
try '"abc'
try 'a in [1, 2'
try 'path =~ "("'
try 'path =~ other'
try 'lower(a, b)'
try 'a ? b'
try '1 +'
try 'a b'
try '`odd'
try ''

#> $ -e status >=
#> cxselect: --where, column 10: expected a value, found end of text
#>   status >=
#>            ^
#> [2]
#> $ -e status >= 500 &&
#> cxselect: --where, column 17: expected a value, found end of text
#>   status >= 500 &&
#>                   ^
#> [2]
#> $ -e (status > 1
#> cxselect: --where, column 12: expected ')', found end of text
#>   (status > 1
#>              ^
#> [2]
#> $ -e lenght(a) > 1
#> cxselect: --where, column 1: unknown function 'lenght' (did you mean 'len'?)
#>   lenght(a) > 1
#>   ^
#> [2]
#> $ -e status = 1
#> cxselect: --where, column 8: use == to compare
#>   status = 1
#>          ^
#> [2]
#> $ -e "abc
#> cxselect: --where, column 1: string without a closing "
#>   "abc
#>   ^
#> [2]
#> $ -e a in [1, 2
#> cxselect: --where, column 11: expected ',' or ']', found end of text
#>   a in [1, 2
#>             ^
#> [2]
#> $ -e path =~ "("
#> cxselect: --where, column 11: regular expression: missing closing parenthesis
#>   path =~ "("
#>             ^
#> [2]
#> $ -e path =~ other
#> cxselect: --where, column 9: expected a regular expression in quotes, found 'other'
#>   path =~ other
#>           ^
#> [2]
#> $ -e lower(a, b)
#> cxselect: --where, column 1: lower() takes 1 argument, got 2
#>   lower(a, b)
#>   ^
#> [2]
#> $ -e a ? b
#> cxselect: --where, column 3: unexpected '?'
#>   a ? b
#>     ^
#> [2]
#> $ -e 1 +
#> cxselect: --where, column 4: expected a value, found end of text
#>   1 +
#>      ^
#> [2]
#> $ -e a b
#> cxselect: --where, column 3: expected an operator or the end, found 'b'
#>   a b
#>     ^
#> [2]
#> $ -e `odd
#> cxselect: --where, column 1: name without a closing `
#>   `odd
#>   ^
#> [2]
#> $ -e 
#> cxselect: --where: expected EXPR, got ''
#> try 'cxselect --help'
#> [2]
