# Sorted by user: one user at a time, the same answer; where it is not, the line is named.
. "$TOP/tests/cli/plain.inc"
. "$TOP/tests/cli/draw.inc"
. "$TOP/tests/cli/wait.inc"
awk "$draw"'BEGIN { seed = 3; for (i = 0; i < 4000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"u%02d\",\"i\":%d}\n", 1767261600 + int(draw() * 400000), draw() * 60, i }' > in
LC_ALL=C sort -t: -k3,3 in > sorted
for o in '' --sessions '--gap 2h --max 5h' --partial '--sessions --partial'; do
	cxsession $o in | plain > want
	cxsession $o --sorted sorted | plain > got
	cmp want got && echo "same $o"
	cxsession $o --sorted -j 3 < sorted | plain | cmp - want && echo "same $o -j 3"
done
# A user that comes back, in another file, behind blank lines and bad ones.
head -n 100 sorted > one
{ echo; echo bad; tail -n 1 sorted; echo; head -n 1 sorted; } > two
cxsession --max-bad 100 --sorted one two > got
echo "status $?"
# Order is that of the results: numbers by value, text by bytes.
printf '{"timestamp":1,"user_id":%s}\n' 9 10 '"10"' '"9"' '"a"' '"\u0062"' '"é"' > in
cxsession --sorted in
printf '{"timestamp":1,"user_id":%s}\n' '"9"' '"10"' | cxsession --sorted
echo "status $?"
cxsession --sorted --merge in
# A user is written as soon as the next one is there.
mkfifo pipe
cxsession --sorted < pipe > out &
{
	echo '{"timestamp":1,"user_id":"a"}'
	echo '{"timestamp":1,"user_id":"b"}'
	wait_until [ -s out ]
	cp out early
	echo '{"timestamp":2,"user_id":"b"}'
} > pipe
wait
cat early
echo then
cat out
