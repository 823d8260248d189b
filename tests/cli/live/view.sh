# Tables while results come: drawn anew in their place on a terminal, lines elsewhere.
. "$TOP/tests/cli/wait.inc"
row() { printf '{"kind":"stat","window":"2026-01-01T00:%s:00Z","window_end":"2026-01-01T00:%s:30Z","k":"%s","n":%s}\n' "$1" "$1" "$2" "$3"; }
# All at once: a pause shows what is there.
at_once() { batch=$("$@"); printf '%s\n' "$batch"; }
first() { row 01 a 5; row 01 b 700; }
last() { row 03 a 72; row 03 b 7; row 04 a 74; row 05 a 75; row 06 a 76; }
seen() { grep -q -e "$1" "$2"; }
# As lines: rows come as they are, below the header of those before, or one of other columns.
mkfifo pipe
: > out
cxview --live < pipe > out &
pid=$!
exec 3> pipe
at_once first >&3
wait_until lines 3 out
row 02 a 6 >&3
wait_until lines 4 out
{ row 03 a 7; echo '{"kind":"gap","window":"2026-01-01T00:04:00Z","missing":3,"status":"ok"}'; } >&3
wait_until lines 7 out
kill -TERM $pid
wait $pid
echo "status $?"
exec 3>&-
cat out
# Sorted, cut and spread are those of a window.
for w in 01 02; do row $w a 5; row $w b 7; row $w c 6; done > in
cxview --live --sort -n --top 2 in
cxview --live --pivot k in
cxview --live --fields n,k --sort k in
# What was there all the time looks as it does at rest, but for what stands below it.
cxselect -e 'k == "a"' in | cxview > rest
cxselect -e 'k == "a"' in | cxview --live | cmp - rest && echo 'as at rest'
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "{\"i\":%d}\n", i }' > many
cxview --live many | wc -l | tr -d ' '
cxview --live --as csv in
cxview --live --fields x in
cxview --live /dev/null && echo nothing
echo 'no record' | cxview --live
# On a terminal.
if ! python3 -c 'import pty' 2> /dev/null; then
	sed -n '/^#> terminal/,/^#2>/s/^#> *//p' "$TOP/tests/cli/live/view.sh"
	exit
fi
export TERM=xterm NO_COLOR=1
terminal() {
	python3 -c 'import pty, sys; pty.spawn(["sh", "-c", sys.argv[1]])' "$2" < /dev/null > screen &
	pid=$!
	eval "$1"
	wait $pid
	tr -d '\r' < screen | cat -v
}
echo terminal
feed() {
	exec 3> pipe
	at_once first >&3
	wait_until seen 700 screen
	row 02 a 61 >&3
	wait_until seen 61 screen
	at_once last >&3
	wait_until seen 76 screen
	exec 3>&-
}
terminal feed 'LINES=6 COLUMNS=40 exec cxview --live --plots never < pipe'
terminal feed 'LINES=6 COLUMNS=40 exec cxview --live --sort -n --top 1 < pipe'
# Too low for a table, or unable to: what fits; lines.
terminal 'row 01 a 5 > pipe' 'LINES=2 exec cxview --live < pipe'
terminal 'at_once first > pipe' 'TERM=dumb exec cxview --live < pipe'

#> status 143
#> window            k    n
#> 2026-01-01 00:01  a    5
#> 2026-01-01 00:01  b  700
#> 2026-01-01 00:02  a    6
#> 2026-01-01 00:03  a    7
#> window            missing  status
#> 2026-01-01 00:04        3  ok
#> window            k  n
#> 2026-01-01 00:01  b  7
#> 2026-01-01 00:01  c  6
#> 2026-01-01 00:02  b  7
#> 2026-01-01 00:02  c  6
#> window            a  b  c
#> 2026-01-01 00:01  5  7  6
#> 2026-01-01 00:02  5  7  6
#> n  k
#> 5  a
#> 7  b
#> 6  c
#> 5  a
#> 7  b
#> 6  c
#> as at rest
#> 5001
#> nothing
#> terminal
#> window            k    n
#> 2026-01-01 00:01  a    5
#> 2026-01-01 00:01  b  700
#> ^[[3A^[[Jwindow            k    n
#> 2026-01-01 00:01  a    5
#> 2026-01-01 00:01  b  700
#> 2026-01-01 00:02  a   61
#> ^[[4A^[[Jwindow            k   n
#> 2026-01-01 00:03  b   7
#> 2026-01-01 00:04  a  74
#> 2026-01-01 00:05  a  75
#> 2026-01-01 00:06  a  76
#> window            k    n
#> 2026-01-01 00:01  b  700
#> ^[[2A^[[Jwindow            k   n
#> 2026-01-01 00:02  a  61
#> ^[[2A^[[Jwindow            k   n
#> 2026-01-01 00:06  a  76
#> window            k  n
#> window            k    n
#> 2026-01-01 00:01  a    5
#> 2026-01-01 00:01  b  700
#2> cxview: interrupted after 5 records
#2> cxview: --live goes with --as table, not csv
#2> try 'cxview --help'
#2> cxview: --fields: no record has a field 'x'
#2> try 'cxview --help'
#2> cxview: stdin:1:1: expected an object, found 'n'
#2> cxview: 1 of 1 records rejected (100%), more than --max-bad allows
#2> cxview: reads results, an object a line; a log goes through cxparse -f FORMAT, an array through cxparse -f json
