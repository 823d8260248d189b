# Version 2 of the form: strict where it must be, open where later versions add.
try() {
	printf '$ %s\n' "$1"
	eval "$1" 2>&1
	echo "[$?]"
}
printf '{"timestamp":"2026-01-0%dT00:00:00Z","x":%d}\n' 1 5 2 7 > in
cxstat --partial 'sum(x), last(x)' in > s
cat s
# What carries lines may leave blanks around them.
sed 's/$/\t /' s | cxstat --merge
awk '{ printf " %s\r\n", $0 }' s | cxstat --merge
change() {
	echo "$1" | cut -c 1-60
	sed "$1" s | "$BUILD/t/seal" > t
	cxstat --merge t 2>&1
	echo "[$?]"
}
change '1s/^//'
# Members for those who know them: left unread.
change '1s/"version":2/&,"more":{"place":7}/'
change '3s/"records"/"more":{"bytes":99},&/'
# What a reader must know of, and does not.
change '1s/"version":2/&,"need":[]/'
change '1s/"version":2/&,"need":["weights"]/'
change '1s/"version":2/&,"need":7/'
change '1s/"version":2/"version":3/'
change '1s/"version":2/"version":0/'
# Neither more nor less, and nothing twice.
change '1s/"version":2/&,"new":7/'
change '1s/"tz":"UTC",//'
change '1s/"tz":"UTC"/&,"tz":"UTC"/'
change '1s/"tz":"UTC"/"tz":7/'
change '1s/"plan":{/&"new":7,/'
change '1s/"exact":false,//'
change '1s/"accuracy":"0.01"/"accuracy":"7"/'
change '1s/"by":\[\]/"by":{}/'
change '3s/"name":"in",//'
change '3s/"records":2/"records":-2/'
change '3s/"from":"[^"]*",//'
change '3s/"lines":"./"lines":"x/'
change '3d'
change '3p'
# A plan nested deeper than anyone reads, and one that is too long a line.
deep=$(awk 'BEGIN { for (i = 0; i < 3000; i++) printf "[" }')
change "1s/\"plan\":{/&\"new\":$deep/"
try 'cxstat --merge --max-line 256 s'
# Rejected records are summed, said and judged, also of several runs.
{ cat in; echo bad; } > b
cxstat --max-bad 100% --partial 'sum(x), last(x)' b > b.state
try 'cxstat --merge b.state'
try 'cxstat --merge --max-bad 34% b.state'
try 'cxstat --merge --max-bad 34% --once b.state b.state'
printf '{"timestamp":"2026-02-0%dT00:00:00Z","x":%d}\n' 1 5 2 7 > c
cxstat --partial 'sum(x), last(x)' c > c.state
try 'cxstat --merge --max-bad 0 c.state'
try 'cxstat --merge --max-bad 20% b.state c.state'
try 'cxstat --merge --max-bad 19% c.state b.state'
