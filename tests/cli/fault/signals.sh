# Killed while -o is being written: the old file stays, and nothing else where that can be helped.
export SIGNAL
# try SIGNAL COMMAND... - feed a filter half of its input, then kill it
try() {
	SIGNAL=$1
	shift
	rm -f in out* bad*
	mkfifo in
	echo old > out
	"$@" --rejects bad -o out < in 2> err &
	pid=$!
	exec 3> in
	printf 'oops\n{"a":1,"timestamp":5}\n{"a":2,"ti' >&3
	n=0
	until [ -n "$(ls out.*.tmp 2> /dev/null)" ] && [ -n "$(ls bad.*.tmp 2> /dev/null)" ]; do
		n=$((n + 1))
		[ $n -lt 300 ] || break
		sleep 0.02
	done
	for s in $SIGNAL; do
		kill -s "$s" $pid
		sleep 0.1
	done
	wait $pid
	status=$?
	exec 3>&-
	if [ "$SIGNAL" = KILL ]; then rm -f out.*.tmp bad.*.tmp; fi
	# A rejected record is kept on a gentle end; what the messages say is tested elsewhere.
	rm -f bad
	echo "$SIGNAL $1: status $status, $(cat out),$(ls -C out* bad* 2> /dev/null)"
}
for s in KILL TERM HUP QUIT; do
	try $s cxselect
	try $s cxparse -f json
	try $s cxstat 'count()'
	try $s cxview
	try $s cxsession -u a
done
# What asks twice gets an end at once, however busy the filter is.
try 'TERM TERM' cxselect
try 'HUP TERM' cxstat 'count()'
# INT too, which a shell keeps from what it runs in the background.
rm -f in out
mkfifo in
echo old > out
timeout -s INT 1 cxselect -o out < in &
exec 3> in
echo '{"a":1}' >&3
wait $!
echo "INT: $(cat out), $(ls -C out* bad* 2> /dev/null)"
exec 3>&-
# A reader that has gone ends the filter; its rejects are not half written.
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "oops\n{\"a\":\"some text to fill the pipe with %d\"}\n", i }' > many
rm -f bad
cxselect --rejects bad many 2> /dev/null | head -n 1
ls
# So does a limit on file size.
echo old > out
(ulimit -f 8; cxselect -o out many 2> /dev/null)
echo "status $?, $(cat out), $(ls -C out*)"
# An ignored signal stays ignored.
rm -f in
mkfifo in
(trap '' TERM HUP; exec cxselect -o out < in) &
exec 3> in
echo '{"a":1}' >&3
until [ -n "$(ls out.*.tmp 2> /dev/null)" ]; do sleep 0.02; done
kill -TERM $!
kill -HUP $!
echo '{"a":2}' >&3
exec 3>&-
wait $!
echo "ignored: status $?, $(cat out | tr '\n' ' ')"
