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

#> {"a":1}
#> {"a":1,"b":2}
#> {"a":1}
#> {"timestamp":"2026-01-01T00:00:00Z","client_ip":"10.0.0.1","method":"GET","path":"/","protocol":"HTTP/1.1","status":200,"bytes":5,"user_agent":"a"}
#> cxselect: stdin:1:1: expected an object, found 'o'
#> {"kind":"reject","source":"stdin","line":1,"column":1,"code":"json","message":"expected an object, found 'o'","raw":"oops"}
