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

#> {"kind":"attribution","model":"first","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"first","channel":"B","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"first","channel":"C","conversions":1,"share":0.333333333,"touches":1}
#> {"kind":"attribution","model":"last","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"last","channel":"B","conversions":2,"share":0.666666667,"touches":3}
#> {"kind":"attribution","model":"last","channel":"C","conversions":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"last-non-direct","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"last-non-direct","channel":"B","conversions":2,"share":0.666666667,"touches":3}
#> {"kind":"attribution","model":"last-non-direct","channel":"C","conversions":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"linear","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"linear","channel":"B","conversions":1.5,"share":0.5,"touches":3}
#> {"kind":"attribution","model":"linear","channel":"C","conversions":0.5,"share":0.166666667,"touches":1}
#> {"kind":"attribution","model":"position","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"position","channel":"B","conversions":1.5,"share":0.5,"touches":3}
#> {"kind":"attribution","model":"position","channel":"C","conversions":0.5,"share":0.166666667,"touches":1}
#> {"kind":"attribution","model":"decay","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"decay","channel":"B","conversions":1.524735049,"share":0.508245016,"touches":3}
#> {"kind":"attribution","model":"decay","channel":"C","conversions":0.475264951,"share":0.15842165,"touches":1}
#> {"kind":"attribution","model":"markov","channel":"A","conversions":1.184210526,"share":0.394736842,"removal_effect":0.555555556,"touches":3}
#> {"kind":"attribution","model":"markov","channel":"B","conversions":1.421052632,"share":0.473684211,"removal_effect":0.666666667,"touches":3}
#> {"kind":"attribution","model":"markov","channel":"C","conversions":0.394736842,"share":0.131578947,"removal_effect":0.185185185,"touches":1}
#> {"kind":"attribution","model":"markov:2","channel":"A","conversions":1.2,"share":0.4,"removal_effect":0.666666667,"touches":3}
#> {"kind":"attribution","model":"markov:2","channel":"B","conversions":1.2,"share":0.4,"removal_effect":0.666666667,"touches":3}
#> {"kind":"attribution","model":"markov:2","channel":"C","conversions":0.6,"share":0.2,"removal_effect":0.333333333,"touches":1}
#> {"kind":"attribution","model":"shapley","channel":"A","conversions":1,"share":0.333333333,"touches":3}
#> {"kind":"attribution","model":"shapley","channel":"B","conversions":1.5,"share":0.5,"touches":3}
#> {"kind":"attribution","model":"shapley","channel":"C","conversions":0.5,"share":0.166666667,"touches":1}
#> ["first","A",100]
#> ["first","B",0]
#> ["first","C",0]
#> ["last","A",0]
#> ["last","B",0]
#> ["last","C",100]
#> ["linear","A",33.333333333]
#> ["linear","B",33.333333333]
#> ["linear","C",33.333333334]
#> ["position","A",40]
#> ["position","B",20]
#> ["position","C",40]
#> ["decay","A",14.285714286]
#> ["decay","B",28.571428571]
#> ["decay","C",57.142857143]
#> {"kind":"attribution","model":"last","channel":"Email","conversions":1,"value":30,"currency":"EUR","share":0.5,"touches":1}
#> {"kind":"attribution","model":"last","channel":"Other","conversions":1,"value":0,"currency":"EUR","share":0.5,"touches":1}
#> {"kind":"attribution","model":"last","unattributed":true,"conversions":1,"value":4,"currency":"EUR"}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-02T00:00:00Z","transaction_id":"t1","value":30,"currency":"EUR","path":["Email"],"times":["2026-01-01T00:00:00Z"]}
#> {"kind":"attribution_user","user":"a","converted":true,"ordered":"2026-01-05T00:00:00Z","value":7,"currency":"EUR","path":[],"times":[]}
#> {"kind":"attribution_user","user":"b","converted":true,"ordered":"2026-01-03T00:00:00Z","transaction_id":"t2","value":0,"path":["Other"],"times":["2026-01-02T00:00:00Z"]}
#> {"kind":"attribution_path","path":["Email"],"n":1,"share":0.5,"conversions":1,"rate":1,"rate_lo":0.206549314,"rate_hi":1,"value":30,"currency":"EUR"}
#> {"kind":"attribution_path","path":["Other"],"n":1,"share":0.5,"conversions":1,"rate":1,"rate_lo":0.206549314,"rate_hi":1,"value":0,"currency":"EUR"}
#> status 0
#> {"kind":"attribution","model":"linear","channel":"A","conversions":0,"share":0,"touches":1}
#> {"kind":"attribution","model":"markov","channel":"A","conversions":0,"share":0,"removal_effect":0,"touches":1}
