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
