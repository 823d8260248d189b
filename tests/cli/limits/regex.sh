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
