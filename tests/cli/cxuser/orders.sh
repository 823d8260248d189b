# Orders told twice, refunds, values that are none, currencies.
order() { echo "{\"timestamp\":\"2026-03-$1T10:00:00Z\",\"user_id\":\"$2\",\"event_name\":\"$3\"$4}"; }
show() { cxuser "$@" | jq -c '[.user, .events, .orders, .value, .currency, .x, .t_x, .T, .spend, .recency]'; }
{
	order 01 twice purchase ',"transaction_id":"1","value":10.1'
	order 01 twice purchase ',"transaction_id":"1","value":10.1'
	order 02 twice purchase ',"transaction_id":"1","value":99'
	order 01 none purchase ',"value":1'
	order 01 none purchase ',"value":1'
	order 01 part purchase ',"transaction_id":7,"value":100'
	order 03 part purchase ',"transaction_id":"8","value":"50.05"'
	order 04 part refund ',"transaction_id":"8","value":20'
	order 04 part refund ',"transaction_id":"8","value":20'
	order 05 part refund ',"transaction_id":"8","value":-10'
	order 01 whole purchase ',"transaction_id":"1","value":30'
	order 02 whole refund ',"transaction_id":"1"'
	order 02 whole refund ',"transaction_id":"1","value":5'
	order 01 below purchase ',"transaction_id":"1","value":30'
	order 02 below purchase ',"transaction_id":"1","value":-30'
	order 02 foreign refund ',"transaction_id":"9","value":5'
	order 02 foreign refund ',"transaction_id":"10"'
	order 02 foreign refund ',"value":2'
	order 01 free purchase ''
	order 01 exact purchase ',"value":0.1'
	order 01 exact purchase ',"value":0.2'
	order 02 exact purchase ',"value":19.990000000000002'
	order 02 exact purchase ',"value":1e-12'
	order 06 seen page_view ',"value":77,"currency":"XYZ"'
} > in
show in
# The same, whatever the order of the records.
show in > want
tac in | cxuser | jq -c '[.user, .events, .orders, .value, .currency, .x, .t_x, .T, .spend, .recency]' | cmp - want && echo same
# Other names for all of it.
echo '{"timestamp":1767261600,"user_id":"u","type":"sold","order_id":"a","net":"7"}' |
    show --order 'type == "sold"' --value 'net * 1.2' --map transaction_id=order_id
echo '{"timestamp":1767261600,"user_id":"u","type":"back","amount":7}' |
    show --refund 'type == "back"' --value amount
# What cannot be told is set aside.
{
	order 01 a purchase ',"value":"many"'
	order 01 a purchase ',"value":1e18'
	order 01 a purchase ',"value":[1]'
	order 01 a purchase ',"value":1,"currency":"a, b"'
	order 01 a purchase ',"value":1,"currency":"12345678901234567"'
	order 01 b purchase ',"value":"","currency":""'
} > bad
show --rejects rejects --max-bad 9 bad
jq -c '[.line, .code, .message]' rejects
# Currencies: one is said, two are refused, and so in states.
order 01 a purchase ',"value":1,"currency":"EUR"' > eur
order 01 b refund ',"value":1,"currency":"USD"' > usd
show eur
show eur usd; echo "status $?"
show -e 'currency == "EUR"' eur usd
cxuser --partial eur > eur.state
cxuser --partial usd > usd.state
cxuser --merge eur.state usd.state; echo "status $?"
order 01 a purchase ',"value":1,"currency":"USD"' | cxuser --partial - eur; echo "status $?"

#> ["below",2,1,0,null,0,0,5,null,5]
#> ["exact",4,4,20.29,null,1,1,5,19.99,4]
#> ["foreign",3,0,-7,null,null,null,null,null,null]
#> ["free",1,1,0,null,0,0,5,null,5]
#> ["none",2,2,2,null,0,0,5,null,5]
#> ["part",5,2,120.05,null,1,2,5,20.05,3]
#> ["seen",1,0,0,null,null,null,null,null,null]
#> ["twice",3,1,10.1,null,0,0,5,null,5]
#> ["whole",3,1,0,null,0,0,5,null,5]
#> same
#> ["u",1,1,8.4,null,0,0,0,null,0]
#> ["u",1,0,-7,null,null,null,null,null,null]
#> ["b",1,1,0,null,0,0,0,null,0]
#> [1,"value","no value: 'value' is 'many', no number below 1e18"]
#> [2,"value","no value: 'value' is '1e18', no number below 1e18"]
#> [3,"value","no value: 'value' is '[1]', no number below 1e18"]
#> [4,"currency","currency: expected a code such as EUR, got 'a, b'"]
#> [5,"currency","currency: expected a code such as EUR, got '12345678901234567'"]
#> ["a",1,1,1,"EUR",0,0,0,null,0]
#> status 0
#> ["a",1,1,1,"EUR",0,0,0,null,0]
#> status 2
#> status 2
#2> cxuser: bad:1: no value: 'value' is 'many', no number below 1e18
#2> cxuser: bad:2: no value: 'value' is '1e18', no number below 1e18
#2> cxuser: bad:3: no value: 'value' is '[1]', no number below 1e18
#2> cxuser: bad:4: currency: expected a code such as EUR, got 'a, b'
#2> cxuser: bad:5: currency: expected a code such as EUR, got '12345678901234567'
#2> cxuser: 5 of 6 records rejected (83.3%)
#2> cxuser: values in EUR and in USD do not add up: convert them, or choose one by --where
#2> cxuser: values in EUR and in USD do not add up: convert them, or choose one by --where
#2> cxuser: values in EUR and in USD do not add up: convert them, or choose one by --where
