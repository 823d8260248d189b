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
