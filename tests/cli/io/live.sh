# A live pipe shows the first line at once: it is waited for while the writer stays open.
live() {
	line=$1
	shift
	mkfifo in out
	"$@" < in > out 2> err &
	exec 3> in
	# Half a line behind it must not hold it back.
	printf '%s\n{"a"' "$line" >&3
	timeout 100 head -n 1 out || echo 'nothing came'
	exec 3>&-
	wait
	rm in out
}
live '{"a":1}' cxselect
live '{"a":1}' cxselect --set 'b=a+1'
live '{"a":1}' cxparse -f json
live '10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "a"' cxparse -f combined
# So do a reject and its message.
. "$TOP/tests/cli/wait.inc"
mkfifo in
cxselect --rejects bad < in > /dev/null 2> err &
exec 3> in
echo oops >&3
wait_until [ -s err ]
kept() { grep -q oops bad*; }
wait_until kept
cat err bad*
exec 3>&-
wait
