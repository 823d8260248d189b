# Version 3 of the form: strict where it must be, open where later versions add.
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
change '1s/"version":3/&,"more":{"place":7}/'
change '3s/"records"/"more":{"bytes":99},&/'
# What a reader must know of, and does not.
change '1s/"version":3/&,"need":[]/'
change '1s/"version":3/&,"need":["weights"]/'
change '1s/"version":3/&,"need":7/'
change '1s/"version":3/"version":4/'
change '1s/"version":3/"version":0/'
# Neither more nor less, and nothing twice.
change '1s/"version":3/&,"new":7/'
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
change '3s/"lines":".\{16\}/"lines":"/'
change '3s/"lines":".\{15\}/"lines":"/'
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

#> {"kind":"states","filter":"cxstat","version":3,"plan":{"accuracy":"0.01","aggregates":["sum/1","last/1"],"exact":false,"max_values":100000,"metrics":"sum(x), last(x)"},"where":null,"time":"timestamp","tz":"UTC","window":null,"by":[],"check":"35e4a9a9cd4a6075"}
#> {"kind":"state","key":{},"state":[{"sum":{"n":2,"units":"12000000000"}},{"at_us":1767312000000000,"value":7}],"check":"beea36b25433a0ff"}
#> {"kind":"state_source","name":"in","records":2,"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","lines":"b05e5a869506bcf8b775751f21bdcce1","first":"fe25918d8c98a159","check":"cd0e776f0e1ae78a"}
#> {"kind":"states_end","groups":1,"sources":1,"records":2,"rejected":0,"check":"632134ae1dd6ab2c"}
#> {"kind":"stat","sum_x":12,"last_x":7}
#> {"kind":"stat","sum_x":12,"last_x":7}
#> 1s/^//
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> 1s/"version":3/&,"more":{"place":7}/
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> 3s/"records"/"more":{"bytes":99},&/
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> 1s/"version":3/&,"need":[]/
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> 1s/"version":3/&,"need":["weights"]/
#> cxstat: t:1: the states need 'weights', which this program does not know: written by a newer cxutils
#> [2]
#> 1s/"version":3/&,"need":7/
#> cxstat: t:1: need: expected a list of names
#> [2]
#> 1s/"version":3/"version":4/
#> cxstat: t:1: states of version 4, this program reads up to 3: written by a newer cxutils
#> [2]
#> 1s/"version":3/"version":0/
#> cxstat: t:1: expected a version
#> [2]
#> 1s/"version":3/&,"new":7/
#> cxstat: t:1: no first line of version 3: 1 object item(s) left unpacked: new
#> [2]
#> 1s/"tz":"UTC",//
#> cxstat: t:1: no first line of version 3: Object item not found: tz
#> [2]
#> 1s/"tz":"UTC"/&,"tz":"UTC"/
#> cxstat: t:1: duplicate object key near '"tz"'
#> [2]
#> 1s/"tz":"UTC"/"tz":7/
#> cxstat: t:1: expected texts for filter, where, time, tz and window
#> [2]
#> 1s/"plan":{/&"new":7,/
#> cxstat: t:1: a query with a member 'new', which this program does not know
#> [2]
#> 1s/"exact":false,//
#> cxstat: t:1: a query without 'exact'
#> [2]
#> 1s/"accuracy":"0.01"/"accuracy":"7"/
#> cxstat: t:1: a query whose 'accuracy' is not a number as it can be
#> [2]
#> 1s/"by":\[\]/"by":{}/
#> cxstat: t:1: expected a plan and by
#> [2]
#> 3s/"name":"in",//
#> cxstat: t:3: no source: Object item not found: name
#> [2]
#> 3s/"records":2/"records":-2/
#> cxstat: t:3: a source that cannot be
#> [2]
#> 3s/"from":"[^"]*",//
#> cxstat: t:3: a source that cannot be
#> [2]
#> 3s/"lines":"./"lines":"x/
#> cxstat: t:3: a source that cannot be
#> [2]
#> 3s/"lines":".\{16\}/"lines":"/
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> 3s/"lines":".\{15\}/"lines":"/
#> cxstat: t:3: a source that cannot be
#> [2]
#> 3d
#> cxstat: t:3: 0 sources were read, the last line speaks of 1: lines are missing or doubled
#> [2]
#> 3p
#> cxstat: t:5: 2 sources were read, the last line speaks of 1: lines are missing or doubled
#> [2]
#> 1s/"plan":{/&"new":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
#> cxstat: t:1: not a saved state: nesting deeper than 512
#> [2]
#> $ cxstat --merge --max-line 256 s
#> cxstat: s:1: line is longer than --max-line
#> [2]
#> $ cxstat --merge b.state
#> cxstat: 1 of 3 records rejected (33.3%), more than --max-bad allows
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [4]
#> $ cxstat --merge --max-bad 34% b.state
#> cxstat: 1 of 3 records rejected (33.3%)
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> $ cxstat --merge --max-bad 34% --once b.state b.state
#> cxstat: 1 of 3 records rejected (33.3%)
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> $ cxstat --merge --max-bad 0 c.state
#> {"kind":"stat","sum_x":12,"last_x":7}
#> [0]
#> $ cxstat --merge --max-bad 20% b.state c.state
#> cxstat: 1 of 5 records rejected (20%)
#> {"kind":"stat","sum_x":24,"last_x":7}
#> [0]
#> $ cxstat --merge --max-bad 19% c.state b.state
#> cxstat: 1 of 5 records rejected (20%), more than --max-bad allows
#> {"kind":"stat","sum_x":24,"last_x":7}
#> [4]
#2> cxstat: b:3:1: expected an object, found 'b'
#2> cxstat: 1 of 3 records rejected (33.3%)
