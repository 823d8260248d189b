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
