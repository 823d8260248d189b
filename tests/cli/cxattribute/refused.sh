# What cannot be: options, values, currencies, tables of costs.
touch in
try() {
	"$@" > out
	echo "status $?: $*"
	cat out
}
try cxattribute --model firts in
try cxattribute --model decay:7 in
try cxattribute --model last --model last in
try cxattribute --transform remove-if-not-all in
try cxattribute --transform exposures in
try cxattribute --lookback 30 in
try cxattribute --channel 'a +' in
try cxattribute --paths 3 --per-user in
try cxattribute --paths 3 --model last in
try cxattribute --seed 3 in
cat > money <<'END'
{"timestamp":1767225601,"user_id":"a","channel":"A"}
{"timestamp":1767225602,"user_id":"a","event_name":"purchase","value":"much"}
{"timestamp":1767225602,"user_id":"a","event_name":"purchase","value":1e13}
{"timestamp":1767225602,"user_id":"a","event_name":"purchase","value":0.0000000001}
{"timestamp":1767225602,"event_name":"purchase","value":1}
{"timestamp":1767225603,"user_id":"a","event_name":"purchase","value":1e12}
END
try cxattribute --model last --max-bad 9 money
cat > two <<'END'
{"timestamp":1767225601,"user_id":"a","channel":"A"}
{"timestamp":1767225602,"user_id":"a","event_name":"purchase","value":1,"currency":"USD"}
{"timestamp":1767225601,"user_id":"b","channel":"A"}
{"timestamp":1767225602,"user_id":"b","event_name":"purchase","value":1,"currency":"EUR"}
{"timestamp":1767225603,"user_id":"b","event_name":"view","value":1,"currency":"CHF"}
END
try cxattribute two
try cxattribute --per-user two
sed 's/"b"/"a"/' two | try cxattribute --per-user
try cxattribute --order 'event_name == "purchase" && currency == "EUR"' --model last two
printf 'channel,spent\nA,1\n' > cost
try cxattribute --cost cost two
printf 'channel,cost\nA,-1\n' > cost
try cxattribute --cost cost two
printf 'channel,cost\n,1\n' > cost
try cxattribute --cost cost two
printf 'channel,cost\nA\n' > cost
try cxattribute --cost cost two
printf 'channel,cost\n"A,1\n' > cost
try cxattribute --cost cost two
printf '{"channel":"A"}\n' > cost
try cxattribute --cost cost two
printf '{"channel":"A","cost":1}\n[]\n' > cost
try cxattribute --cost cost two
try cxattribute --cost gone two
seq 2500 | sed 's/.*/{"timestamp":"2026-01-01","user_id":1,"channel":"c&"}/' > channels
try cxattribute --model markov channels

#> status 2: cxattribute --model firts in
#> status 2: cxattribute --model decay:7 in
#> status 2: cxattribute --model last --model last in
#> status 2: cxattribute --transform remove-if-not-all in
#> status 2: cxattribute --transform exposures in
#> status 2: cxattribute --lookback 30 in
#> status 2: cxattribute --channel a + in
#> status 2: cxattribute --paths 3 --per-user in
#> status 2: cxattribute --paths 3 --model last in
#> status 2: cxattribute --seed 3 in
#> status 0: cxattribute --model last --max-bad 9 money
#> {"kind":"attribution","model":"last","channel":"A","conversions":1,"value":0,"share":1,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":1000000000000}
#> status 2: cxattribute two
#> status 0: cxattribute --per-user two
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-01T00:00:02Z","value":1,"currency":"USD","path":["A"],"times":["2026-01-01T00:00:01Z"]}
#> {"kind":"attribution_user","user":"b","converted":true,"ordered":"2026-01-01T00:00:02Z","value":1,"currency":"EUR","path":["A"],"times":["2026-01-01T00:00:01Z"]}
#> status 2: cxattribute --per-user
#> status 0: cxattribute --order event_name == "purchase" && currency == "EUR" --model last two
#> {"kind":"attribution","model":"last","channel":"A","conversions":1,"value":1,"currency":"EUR","share":1,"touches":2}
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost cost two
#> status 2: cxattribute --cost gone two
#> status 2: cxattribute --model markov channels
#2> cxattribute: --model: expected one of first, last, last-non-direct, linear, position, decay, markov, shapley, got 'firts' (did you mean 'first'?)
#2> try 'cxattribute --help'
#2> cxattribute: --model decay: expected a half-life such as 7d, got '7'
#2> try 'cxattribute --help'
#2> cxattribute: --model: 'last' is given twice
#2> try 'cxattribute --help'
#2> cxattribute: --transform: expected the name of a channel, as in remove-if-not-all:direct
#2> try 'cxattribute --help'
#2> cxattribute: --transform: expected one of exposure, first, remove-if-not-all, remove-if-last-and-not-all, got 'exposures' (did you mean 'exposure'?)
#2> try 'cxattribute --help'
#2> cxattribute: --lookback: expected a duration such as 30d, got '30'
#2> try 'cxattribute --help'
#2> cxattribute: --channel, column 4: expected a value, found end of text
#2>   a +
#2>      ^
#2> cxattribute: --paths does not go with --per-user
#2> try 'cxattribute --help'
#2> cxattribute: --paths does not go with --model
#2> try 'cxattribute --help'
#2> cxattribute: --seed needs --ci
#2> try 'cxattribute --help'
#2> cxattribute: money:2: no value: 'value' is 'much', no number below 1e18
#2> cxattribute: money:3: expected the value of an order, up to 1e12, got 10000000000000
#2> cxattribute: money:5: no user: 'user_id' has no value (see --user)
#2> cxattribute: 3 of 6 records rejected (50%)
#2> cxattribute: values in two currencies, 'EUR' and 'USD', do not add up: take one (--order), or convert them first
#2> cxattribute: a user with values in two currencies, 'EUR' and 'USD': take one (--order), or convert them first
#2> cxattribute: cost:1: the header has no column 'cost'
#2> cxattribute: cost:2: expected a cost from 0 to 1e12, of at most nine decimals, got '-1'
#2> cxattribute: cost:2: expected a value of 'channel'
#2> cxattribute: cost:2: expected a value of 'cost'
#2> cxattribute: cost:2: a quoted field that does not end in 'cost'
#2> cxattribute: cost:1: expected a value of 'cost'
#2> cxattribute: cost:2: expected a JSON object, got '[]'
#2> cxattribute: gone: No such file or directory
#2> cxattribute: a Markov chain of 2501 states, at most 2000: take fewer channels or a lower order
