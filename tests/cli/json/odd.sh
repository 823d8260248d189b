# Every row of the odd-input table: what is accepted, what is set aside, and why.
{
	printf '\357\273\277{"a":1}\r\n'
	printf '\n'
	printf '   \n'
	printf '[1,2]\n'
	printf '{"a":2} x\n'
	printf '{"a":"x\000y"}\n'
	printf '{"a":"\377"}\n'
	printf '{"a":"tab\there"}\n'
	printf '{"a":01}\n'
	printf '{"a":1,"a":3}\n'
	printf '{"a":"\\u0000"}\n'
	printf '{"a":"\\ud800"}\n'
	printf '{"a":12345678901234567890}\n'
	printf '{"a":1e400}\n'
	printf '{"a":4}'
} > in
cxselect --max-bad 100% --rejects bad in
echo "status $?"
cat bad
