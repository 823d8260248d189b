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
# Where an array that is not closed ends does not depend on how it came.
text='[{"a":1},{"a":2}'
for i in 1 8 9 15 16; do
	{
		printf %s "$text" | head -c "$i"
		sleep 0.05
		printf %s "$text" | tail -c "+$((i + 1))"
	} | cxselect -f json --max-bad 100% 2>&1 >/dev/null
done
