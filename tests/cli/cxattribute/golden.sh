# The worked case of five users: credits by every model, removal effects 5/9, 2/3, 5/27; paths,
# orders, refunds and what nothing led to.
cat > five <<'END'
{"timestamp":"2026-01-01T00:00:00Z","user_id":1,"channel":"A"}
{"timestamp":"2026-01-02T00:00:00Z","user_id":1,"channel":"B"}
{"timestamp":"2026-01-03T00:00:00Z","user_id":1,"event_name":"purchase"}
{"timestamp":"2026-01-01T00:00:00Z","user_id":2,"channel":"A"}
{"timestamp":"2026-01-01T00:00:00Z","user_id":3,"channel":"B"}
{"timestamp":"2026-01-02T00:00:00Z","user_id":3,"event_name":"purchase"}
{"timestamp":"2026-01-01T00:00:00Z","user_id":4,"channel":"B"}
{"timestamp":"2026-01-01T00:00:00Z","user_id":5,"channel":"C"}
{"timestamp":"2026-01-02T00:00:00Z","user_id":5,"channel":"A","event_name":"purchase"}
END
all=first,last,last-non-direct,linear,position,decay,markov,markov:2,shapley
cxattribute --model $all five
# A touch 14, 7 and 0 days before an order of 100.
for d in 01,A 08,B 15,C; do
	echo "{\"timestamp\":\"2026-01-${d%,*}T00:00:00Z\",\"user_id\":\"u\",\"channel\":\"${d#*,}\"}"
done > days
echo '{"timestamp":"2026-01-15T00:00:00Z","user_id":"u","event_name":"purchase","value":100,"currency":"EUR"}' >> days
cxattribute --model first,last,linear,position,decay days | jq -c '[.model, .channel, .value]'
# Orders: twice the same, one given back in part, one cancelled before it, one that nothing led
# to, and a refund of one that is not there.
cat > orders <<'END'
{"timestamp":"2026-01-01T00:00:00Z","user_id":"a","source":"news","medium":"email"}
{"timestamp":"2026-01-02T00:00:00Z","user_id":"a","event_name":"purchase","transaction_id":"t1","value":50.25,"currency":"EUR"}
{"timestamp":"2026-01-02T00:00:00Z","user_id":"a","event_name":"purchase","transaction_id":"t1","value":50.25,"currency":"EUR"}
{"timestamp":"2026-01-03T00:00:00Z","user_id":"a","event_name":"refund","transaction_id":"t1","value":20,"currency":"EUR","channel":"no touch"}
{"timestamp":"2026-01-04T00:00:00Z","user_id":"a","event_name":"purchase","transaction_id":"t1","value":-0.25}
{"timestamp":"2026-01-05T00:00:00Z","user_id":"a","event_name":"purchase","value":7}
{"timestamp":"2026-01-01T00:00:00Z","user_id":"b","event_name":"refund","transaction_id":"t2"}
{"timestamp":"2026-01-02T00:00:00Z","user_id":"b","source":null,"medium":"cpc"}
{"timestamp":"2026-01-02T00:00:01Z","user_id":"b","channel":""}
{"timestamp":"2026-01-03T00:00:00Z","user_id":"b","event_name":"purchase","transaction_id":"t2","value":"30"}
{"timestamp":"2026-01-04T00:00:00Z","user_id":"c","event_name":"refund","transaction_id":"t1","value":3}
END
cxattribute --model last orders
cxattribute --per-user orders
cxattribute --paths 9 orders
# Nothing at all, and touches alone.
cxattribute < /dev/null; echo "status $?"
head -n 1 days | cxattribute --model linear,markov
