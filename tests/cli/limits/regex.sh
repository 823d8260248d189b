# Regular expressions that backtrack without end are given up, each record on its own.
a=$(printf '%05000d' 0 | tr 0 a)
printf '{"p":"%s!","n":1}\n{"p":"short","n":2}\n' "$a" > in
printf '%s!\nshort\n' "$a" > log
try() {
	"$@" > out 2> err
	echo "status $?"
	cut -c 1-120 out err
}
try cxselect -e 'p =~ "^(a+)+$"' in
try cxselect -e 'p =~ "(.*)(.*)(.*)(.*)(.*)[0-9]"' --max-bad 1 in
try cxselect --set 'x = p =~ "^(?:a?){60}a{60}$"' --fields n,x --max-bad 1 in
try cxselect --strict -e 'p =~ "^(a|aa)+$"' in
try cxstat 'rate(p =~ "^(a+)+$")' in
try cxparse -f regex --regex '^(?<p>(a+)+)$' log
# Not one step too many is quadratic in a long line: every starting point counts.
{ printf '{"p":"'; head -c 1000000 /dev/zero | tr '\0' a; echo '"}'; } > long
try cxselect -e 'p =~ "(a|b)*[0-9]"' long
{ head -c 1000000 /dev/zero | tr '\0' a; echo; } > long
try cxparse -f regex --regex '(?<p>(a|b)*)[0-9]' long
# What only looks long is none of that.
{ printf '{"p":"'; head -c 1000000 /dev/zero | tr '\0' a; echo '5","n":3}'; } > long
try cxselect -e 'p =~ "a*[0-9]$"' --fields n long
try cxselect -e 'p =~ "^[^b]*5$"' --fields n long
# Too long, or too deep, to be compiled at all.
try cxselect -e "p =~ \"$(printf '%070000d' 0)\"" in
try cxselect -e "p =~ \"$(printf '%0400d' 0 | tr 0 '(')a$(printf '%0400d' 0 | tr 0 ')')\"" in

#> status 4
#> cxselect: in:1: regular expression "^(a+)+$" backtracks too much and ran into its limit
#> cxselect: 1 of 2 records rejected (50%), more than --max-bad allows
#> status 0
#> cxselect: in:1: regular expression "(.*)(.*)(.*)(.*)(.*)[0-9]" backtracks too much and ran into its limit
#> cxselect: 1 of 2 records rejected (50%)
#> status 0
#> {"n":2,"x":false}
#> cxselect: in:1: regular expression "^(?:a?){60}a{60}$" backtracks too much and ran into its limit
#> cxselect: 1 of 2 records rejected (50%)
#> status 2
#> cxselect: in:1: regular expression "^(a|aa)+$" backtracks too much and ran into its limit
#> status 4
#> {"kind":"stat","rate_p_a":0,"rate_p_a_lo":0,"rate_p_a_hi":0.965,"rate_p_a_n":1}
#> cxstat: in:1: regular expression "^(a+)+$" backtracks too much and ran into its limit
#> cxstat: 1 of 2 records rejected (50%), more than --max-bad allows
#> status 4
#> cxparse: log:1: the expression takes too long on this line
#> cxparse: log:2: the line does not match the expression
#> cxparse: 2 of 2 records rejected (100%), more than --max-bad allows
#> status 4
#> cxselect: long:1: regular expression "(a|b)*[0-9]" backtracks too much and ran into its limit
#> cxselect: 1 of 1 records rejected (100%), more than --max-bad allows
#> status 4
#> cxparse: long:1: the expression takes too long on this line
#> cxparse: 1 of 1 records rejected (100%), more than --max-bad allows
#> status 0
#> {"n":3}
#> status 0
#> {"n":3}
#> status 2
#> cxselect: --where, column 7: regular expression: pattern string is longer than the limit set by the application
#>   p =~ "00000000000000000000000000000000000000000000000000000000000000...
#>         ^
#> status 2
#> cxselect: --where, column 258: regular expression: parentheses are too deeply nested
#>   ...((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((...
#>                                                      ^
