# Values are read as in every filter that speaks of sales.
event() { printf '{"timestamp":"2026-01-01T00:00:0%sZ","user_id":"u%s","channel":"c","event_name":"purchase"%s}\n' "$1" "$1" "$2"; }
{
	event 1 ',"value":3.3000000000000003'
	event 2 ',"value":"4.25","currency":"EUR"'
	event 3 ',"value":""'
	event 4 ',"value":null,"transaction_id":""'
	event 5 ',"value":-1e12'
} > in
cxattribute --model last in
cxuser in | jq -c '[.user, .value, .currency]'
for bad in '"value":1000000000001' '"value":1e18' '"value":"many"' '"value":1,"currency":"EUR USD"'; do
	event 1 ",$bad" | cxattribute --model last --max-bad 100%
done

#> {"kind":"attribution","model":"last","channel":"c","conversions":4,"value":7.55,"currency":"EUR","share":1,"touches":5}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":0,"value":-1000000000000,"currency":"EUR"}
#> ["u1",3.3,null]
#> ["u2",4.25,"EUR"]
#> ["u3",0,null]
#> ["u4",0,null]
#> ["u5",-1000000000000,null]
#2> cxattribute: stdin:1: expected the value of an order, up to 1e12, got 1000000000001
#2> cxattribute: 1 of 1 records rejected (100%)
#2> cxattribute: stdin:1: no value: 'value' is '1e18', no number below 1e18
#2> cxattribute: 1 of 1 records rejected (100%)
#2> cxattribute: stdin:1: no value: 'value' is 'many', no number below 1e18
#2> cxattribute: 1 of 1 records rejected (100%)
#2> cxattribute: stdin:1: currency: expected a code such as EUR, got 'EUR USD'
#2> cxattribute: 1 of 1 records rejected (100%)
