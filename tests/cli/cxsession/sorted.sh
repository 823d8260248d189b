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

#> same 
#> same  -j 3
#> same --sessions
#> same --sessions -j 3
#> same --gap 2h --max 5h
#> same --gap 2h --max 5h -j 3
#> same --partial
#> same --partial -j 3
#> same --sessions --partial
#> same --sessions --partial -j 3
#> status 2
#> {"timestamp":1,"user_id":9,"session_id":"015ffd7f7ad89363","session_number":1}
#> {"timestamp":1,"user_id":10,"session_id":"e5d4b5734ea3e9ce","session_number":1}
#> {"timestamp":1,"user_id":"10","session_id":"5034cc7f3f522253","session_number":1}
#> {"timestamp":1,"user_id":"9","session_id":"2870902fcd38fe3c","session_number":1}
#> {"timestamp":1,"user_id":"a","session_id":"7aa25f4ae73625bf","session_number":1}
#> {"timestamp":1,"user_id":"\u0062","session_id":"5d7a808596197618","session_number":1}
#> {"timestamp":1,"user_id":"é","session_id":"82b6299be203c925","session_number":1}
#> status 2
#> {"timestamp":1,"user_id":"a","session_id":"7aa25f4ae73625bf","session_number":1}
#> then
#> {"timestamp":1,"user_id":"a","session_id":"7aa25f4ae73625bf","session_number":1}
#> {"timestamp":1,"user_id":"b","session_id":"5d7a808596197618","session_number":1}
#> {"timestamp":2,"user_id":"b","session_id":"5d7a808596197618","session_number":1}
#2> cxsession: two:2:1: expected an object, found 'b'
#2> cxsession: 1 of 103 records rejected (0.971%)
#2> cxsession: two:5: "u00" comes after "u59": not sorted, do without --sorted
#2> cxsession: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:01Z
#2> cxsession: stdin:2: "10" comes after "9": not sorted, do without --sorted
#2> cxsession: in:1: not a saved state, or damaged: its check does not match
#2> cxsession: the times in 'timestamp' are numbers, none of them from 1990 to 2099; the first is 1970-01-01T00:00:01Z
