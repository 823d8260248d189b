# SPDX-License-Identifier: GPL-3.0-or-later
# A run of states in one line: the same as its lines, through what moves single lines.
. "$TOP/tests/cli/draw.inc"
awk "$draw"'BEGIN { seed = 5; for (i = 0; i < 3000; i++)
	printf "{\"timestamp\":%d,\"user_id\":\"u%d\",\"event_name\":\"%s\",\"variant\":\"%s\",\"channel\":\"%s\",\"ms\":%d}\n",
	1767261600 + int(draw() * 400000), draw() * 60, draw() < 0.5 ? "view" : "purchase",
	draw() < 0.5 ? "a" : "b", draw() < 0.5 ? "ad" : "mail", draw() * 900 }' > in
split -n l/4 in part.
printf 'objectives:\n  - {name: speed, value: ms, percentile: p95, limit: 850}\n' > spec.yaml
# same NAME COMMAND... - of the parts, in one line each and sorted as if they were lines of text
same() {
	rm -f lines
	for f in part.??; do "$@" --partial=line "$f"; done | sort -r > lines
	[ "$(wc -l < lines)" = 4 ] || echo "not 4 lines"
	for f in part.??; do "$@" --partial "$f"; done > states
	case $1 in cxslo) set -- cxslo spec.yaml ;; cxab) ;; *) set -- "$1" ;; esac
	"${1:?}" ${2:+"$2"} --merge states > want
	"$1" ${2:+"$2"} --merge lines | cmp - want && [ -s want ] && echo "$1"
}
same cxstat -w 1h -b channel 'n = count(), p95(ms), distinct(user_id)'
same cxsession --sessions
same cxuser
same cxretain
same cxfunnel -s view -s purchase
same cxattribute
same cxslo spec.yaml 2> /dev/null
# A line of lines from lines: the same line; blanks at its end; other lines beside it.
cxstat -w 1d --partial=line 'n = count()' in > line
cxstat -w 1d --partial 'n = count()' in > states
cxstat --merge --partial=line states | cmp - line
cxstat --merge --partial line | cmp - states && echo lines
sed 's/$/\t \r/' line | cxstat --merge > want
tail -n 1 want
{ echo; cat line; echo; } | cxstat --merge --partial=line | cmp - line
# Repeats are told, and left out.
cxstat --merge line states
cxstat --merge --once line states line | cmp - want && echo once
# Cut short, damaged, with something behind it.
head -c 500 line | cxstat --merge
sed 's/,{"kind":"states_end".*}/]}/' line | cxstat --merge
sed 's/"n":/"n" :/; s/T00:00:00Z/T01:00:00Z/' line | cxstat --merge
sed 's/$/x/' line | cxstat --merge
sed 's/},{/}{/' line | cxstat --merge
sed 's/^{"kind":"states_line","lines":/&{/' line | cxstat --merge
# Nothing at all says what helps; with the states of nothing there is an answer.
: | cxstat --merge
echo "status $?"
cxstat --partial=line 'n = count()' /dev/null | cxstat --merge

#> cxstat
#> cxsession
#> cxuser
#> cxretain
#> cxfunnel
#> cxattribute
#> cxslo
#> lines
#> {"kind":"stat","window":"2026-01-06T00:00:00Z","window_end":"2026-01-07T00:00:00Z","n":31}
#> once
#> status 2
#> {"kind":"stat","n":0}
#2> cxstat: states:9: the states from states:1 on are of the same records as those from line:1 on ('in'): --once leaves repeats out, --allow-repeat counts them
#2> cxstat: stdin:1: not a saved state: string has no closing quote
#2> cxstat: stdin:1: the states end before their last line: truncated
#2> cxstat: stdin:1: not a saved state, or damaged: its check does not match
#2> cxstat: stdin:1: not a saved state: text behind the end of the line
#2> cxstat: stdin:1: not a saved state: expected ',' or ']}' behind a line in a line
#2> cxstat: stdin:1: not a saved state: expected '"' or '}', found '['
#2> cxstat: no saved states in the input (what may be empty: put before it those of --partial /dev/null)
