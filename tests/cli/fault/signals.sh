# Killed while -o is being written: the old file stays, and nothing else where that can be helped.
. "$TOP/tests/cli/wait.inc"
# try SIGNAL COMMAND... - feed a filter half of its input, then kill it
try() {
	signal=$1
	shift
	rm -f in out* bad*
	mkfifo in
	echo old > out
	"$@" --rejects bad -o out < in 2> err &
	pid=$!
	exec 3> in
	printf 'oops\n{"a":1,"timestamp":5}\n{"a":2,"ti' >&3
	wait_until there 'out.*.tmp' 'bad.*.tmp'
	kill -s "$signal" $pid
	wait $pid 2> /dev/null
	status=$?
	exec 3>&-
	if [ "$signal" = KILL ]; then rm -f out.*.tmp bad.*.tmp; fi
	# A rejected record is kept on a gentle end; what the messages say is tested elsewhere.
	rm -f bad
	echo "$signal $1: status $status, $(cat out),$(ls -C out* bad* 2> /dev/null)"
}
for s in KILL TERM HUP XCPU; do
	try $s cxselect
	try $s cxparse -f json
	try $s cxstat 'count()'
	try $s cxview
	try $s cxsession -u a
done
# INT too, which a shell keeps from what it runs in the background; timeout hands it on,
# in the foreground once: else it tells its group, too, and twice means at once.
rm -f in out
mkfifo in
echo old > out
timeout --foreground -s INT 100 cxselect -o out < in 2> err &
exec 3> in
echo '{"a":1}' >&3
wait_until there 'out.*.tmp'
kill -INT $!
wait $!
echo "INT: $(cat out), $(ls -C out* bad* 2> /dev/null)"
sed 's/after [01] records/after what had been read/' err	# of a pipe, by then
exec 3>&-
# A reader that has stopped reading does not keep a filter that is asked to end.
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "oops\n{\"a\":\"some text to fill the pipe with %d\"}\n", i }' > many
rm -f bad
mkfifo pipe
exec 4<> pipe
cxselect --rejects bad many > pipe 2> err &
pid=$!
wait_until there 'bad.*.tmp'
wait_until asleep $pid
kill -TERM $pid
wait $pid 2> /dev/null
echo "once: status $?, $(ls -C bad* 2> /dev/null)"
rm -f bad
# What is asked twice ends at once, also where it still writes to such a reader.
rm -f in
mkfifo in
cxstat --rejects bad -b a 'count()' < in > pipe 2> err &
pid=$!
exec 3> in
cat many >&3
kill -TERM $pid
wait_until taken $pid
wait_until asleep $pid
kill -HUP $pid
exec 3>&-
wait $pid 2> /dev/null
echo "twice: status $?, $(ls -C bad* 2> /dev/null)"
exec 4<&-
# A reader that has gone ends the filter; its rejects are not half written.
cxselect --rejects bad many 2> /dev/null | head -n 1
ls
# So does a limit on file size.
echo old > out
sh -c '(ulimit -f 8; cxselect -o out many); echo "status $?"' 2> /dev/null
echo "$(cat out), $(ls -C out*)"
# An ignored signal stays ignored.
rm -f in
mkfifo in
(trap '' TERM HUP; exec cxselect -o out < in) &
exec 3> in
echo '{"a":1}' >&3
wait_until there 'out.*.tmp'
kill -TERM $!
kill -HUP $!
echo '{"a":2}' >&3
exec 3>&-
wait $!
echo "ignored: status $?, $(cat out | tr '\n' ' ')"

#> KILL cxselect: status 137, old,out
#> KILL cxparse: status 137, old,out
#> KILL cxstat: status 137, old,out
#> KILL cxview: status 137, old,out
#> KILL cxsession: status 137, old,out
#> TERM cxselect: status 143, old,out
#> TERM cxparse: status 143, old,out
#> TERM cxstat: status 143, old,out
#> TERM cxview: status 143, old,out
#> TERM cxsession: status 143, old,out
#> HUP cxselect: status 129, old,out
#> HUP cxparse: status 129, old,out
#> HUP cxstat: status 129, old,out
#> HUP cxview: status 129, old,out
#> HUP cxsession: status 129, old,out
#> XCPU cxselect: status 152, old,out
#> XCPU cxparse: status 152, old,out
#> XCPU cxstat: status 152, old,out
#> XCPU cxview: status 152, old,out
#> XCPU cxsession: status 152, old,out
#> INT: old, out
#> cxselect: interrupted after what had been read: 'out' was not written
#> once: status 143, bad
#> twice: status 129, 
#> {"a":"some text to fill the pipe with 0"}
#> err
#> in
#> many
#> out
#> pipe
#> status 153
#> old, out
#> ignored: status 0, {"a":1} {"a":2} 
