# Two series in one stream: the one that jumps is found, at once and once.
. "$TOP/tests/cli/cxanomaly/series.inc"
series /a 600 500 3 > a
series /b 600 600 1 > b
paste -d '\n' a b > both
cxanomaly p95 both > out
wc -l < out | tr -d ' '
jq -r .status out | sort | uniq -c | sed 's/^ *//'
grep '"anomaly":true' out
# What another series does is nothing to this one.
cxanomaly p95 a > alone
grep '"route":"/a"' out | cmp - alone && echo same
# Where it learns, and the first point with a score.
sed -n '1p;101p;102p' alone | brief
# By an expression: one series of both.  Then times are not in order.
cxanomaly -b 1 p95 a | cmp - alone && echo same
cxanomaly -b 'len(route)' --max-bad 100% p95 both 2>&1 > /dev/null | head -n 1

# Why a record was set aside, in a word that programs read: the codes of cxutils(7).
t='"window":"2026-09-01T00:0'
cat > in <<EOT
{${t}0:00Z","p95":5}
{"p95":5}
{"window":"yesterday","p95":5}
{${t}1:00Z","p95":5,"status":500}
{${t}0:00Z","p95":5}
{${t}0:30Z","p95":"fast"}
{${t}1:00Z","p95":1e300}
{${t}2:00Z","p95":5
{${t}2:00Z","p95":5}
EOT
codes() {
	cxanomaly --max-bad 100% --rejects rejects "$@" > out 2> messages
	echo "status $?, $(($(wc -l < out))) records out"
	cxselect --fields line,code,message rejects
}
codes p95 in
echo 'a second point of a day'
printf '{"window":"2026-09-01T0%d:00:00Z","p95":5}\n' 0 9 > days
codes --daily p95 days

mkdir apart && cd apart || exit
# Of two first runs that make one memory, one wins and the other ends with 2.
for s in A B; do
	printf '{"window":"2026-09-01T00:00:00Z","b":"%s","orders":3}\n' $s > $s
done
i=0
while [ $i -lt 20 ]; do
	i=$((i + 1))
	rm -f memory
	cxanomaly --daily -b b --state memory orders A > outA 2> errA &
	first=$!
	cxanomaly --daily -b b --state memory orders B > outB 2> errB &
	second=$!
	wait $first
	a=$?
	wait $second
	b=$?
	case $a$b in
	00) # one after the other: both series are there
		n=$(cxselect -e 'kind == "state"' memory | wc -l) ;;
	02 | 20) grep -q 'memory: another run' errA errB && n=2 ;;
	*) n="status $a and $b" ;;
	esac
	[ "$((n))" = 2 ] || { echo "status $a and $b, $n"; cat errA errB; }
done
ls | sort | tr '\n' ' '
echo
# A level that stays is told of once as such, twenty points later; one that does not is not.
series /a 900 400 1.5 | cxanomaly --only-anomalies p95 | jq -c '[.window, .component, .shape]'
echo '# back'
series /a 900 400 1.5 | sed '411,$d' > up
series /a 900 900 1 | sed '1,410d' | cat up - | cxanomaly --only-anomalies p95 |
	jq -c '[.window, .component, .shape]'

#> 1200
#> 2 anomaly
#> 202 learning
#> 996 ok
#> {"kind":"stat","window":"2026-09-01T08:20:00Z","window_end":"2026-09-01T08:20:30Z","route":"/a","p95":301.92,"metric":"p95","anomaly":true,"score":19.62139795214868,"expected":99.70084,"direction":"up","component":"level","shape":"spike","status":"anomaly"}
#> {"kind":"stat","window":"2026-09-01T08:39:00Z","window_end":"2026-09-01T08:39:30Z","route":"/a","p95":283.29,"metric":"p95","anomaly":true,"score":54.77856279226627,"expected":106.95223506743737,"direction":"up","component":"shift","shape":"shift","status":"anomaly"}
#> same
#> 2026-09-01T00:00:00Z /a p95 learning - 102.63 - -
#> 2026-09-01T01:40:00Z /a p95 learning - 99.5495 - -
#> 2026-09-01T01:41:00Z /a p95 ok 0.3990 99.5461 up level
#> same
#> cxanomaly: both:2: a point that is not later than the one before it in its series: sort the input by time
#> status 0, 2 records out
#> {"line":2,"code":"time","message":"no time: the record has no field 'window' (see --time)"}
#> {"line":3,"code":"time","message":"expected a time in 'window'"}
#> {"line":4,"code":"name","message":"the record has a field 'status' already: give it another name (cxselect --rename)"}
#> {"line":5,"code":"order","message":"a point that is not later than the one before it in its series: sort the input by time"}
#> {"line":6,"code":"value","message":"expected a number up to 1e290 in 'p95'"}
#> {"line":7,"code":"value","message":"expected a number up to 1e290 in 'p95'"}
#> {"line":8,"code":"json","message":"expected ',' or '}', found end of line"}
#> a second point of a day
#> status 0, 1 records out
#> {"line":2,"code":"order","message":"a second point of one day in its series: --daily takes one a day"}
#> A B errA errB memory outA outB 
#> ["2026-09-01T06:40:00Z","level","spike"]
#> ["2026-09-01T06:59:00Z","shift","shift"]
#> # back
#> ["2026-09-01T06:40:00Z","level","spike"]
