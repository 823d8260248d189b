# One result for each session.
cat > in <<'END'
{"timestamp":"2026-03-01T09:00:00Z","user_id":"ann","event_name":"page_view","page_location":"/","source":"google","medium":"cpc","campaign":"spring"}
{"timestamp":"2026-03-01T09:00:04.250Z","user_id":"ann","event_name":"scroll","page_location":"/"}
{"timestamp":"2026-03-01T09:00:09Z","user_id":"ann","event_name":"page_view","page_location":"/item/7","source":"mail"}
{"timestamp":"2026-03-01T09:10:00.000001Z","user_id":"ann","event_name":"purchase","value":35.79}
{"timestamp":"2026-03-01T12:00:00Z","user_id":"ann","event_name":"page_view","page_location":"/help"}
{"timestamp":"2026-03-01T09:00:00Z","user_id":"bob","event_name":"purchase","channel":"direct"}
{"timestamp":"2026-03-01T09:00:10Z","user_id":"cy","path":"/a"}
{"timestamp":"2026-03-01T09:00:20Z","user_id":"cy"}
{"timestamp":"2026-03-01T09:00:00Z","user_id":"dee","path":"/a"}
{"timestamp":"2026-03-01T09:00:10.001Z","user_id":"dee"}
END
cxsession --sessions in
echo key events
cxsession --sessions --key-event 'event_name == "purchase"' --keep 'first_value = value' in
echo pages
cxsession --sessions --page 'event_name' --keep event_name --tz Asia/Tehran in
# Results are records: they go on.
cxsession --sessions in | cxstat -t start -w 1d 'sessions = count(), users = distinct(user),
    engaged = rate(engaged), p50(duration_ms)' --no-ci
# What was bought: each transaction once, refunds less, two currencies no sum, a value that is none.
cat > sales <<'END'
{"timestamp":1767261600,"user_id":"a","event_name":"purchase","transaction_id":"t1","value":10.10,"currency":"EUR"}
{"timestamp":1767261601,"user_id":"a","event_name":"purchase","transaction_id":"t1","value":10.10,"currency":"EUR"}
{"timestamp":1767261602,"user_id":"a","event_name":"purchase","transaction_id":"t2","value":"0.20"}
{"timestamp":1767261603,"user_id":"a","event_name":"refund","transaction_id":"t1","value":10.1,"currency":"EUR"}
{"timestamp":1767261600,"user_id":"b","event_name":"purchase","value":1}
{"timestamp":1767261600,"user_id":"c","event_name":"purchase","value":1,"currency":"EUR"}
{"timestamp":1767261601,"user_id":"c","event_name":"purchase","value":1,"currency":"USD"}
{"timestamp":1767261600,"user_id":"d","event_name":"purchase","value":"much"}
{"timestamp":1767261600,"user_id":"e","event_name":"refund","value":-3}
{"timestamp":1767261600,"user_id":"f","event_name":"purchase"}
{"timestamp":1767261600,"user_id":"g","event_name":"order","total":7}
END
cxsession --sessions --max-bad 1 sales | jq -c '[.user, .events, .converted, .value, .currency]'
cxsession --sessions --max-bad 1 --order 'event_name == "order"' --value total sales | tail -n 1 | jq -c '[.converted, .value]'
awk 'NR % 2' sales | cxsession --sessions --max-bad 1 --partial > odd.state
awk 'NR % 2 == 0' sales | cxsession --sessions --max-bad 1 --partial > even.state
cxsession --merge --max-bad 2 even.state odd.state > merged 2> /dev/null
cxsession --sessions --max-bad 1 sales 2> /dev/null | cmp merged

#> {"kind":"session","user":"ann","session_id":"5f9df988eea3e90b","session_number":1,"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:10:00.000001Z","duration_ms":600000.001,"events":4,"pages":2,"entry_page":"/","exit_page":"/item/7","engaged":true,"converted":true,"value":35.79,"source":"google","medium":"cpc","campaign":"spring"}
#> {"kind":"session","user":"ann","session_id":"99544e742c2bd244","session_number":2,"start":"2026-03-01T12:00:00Z","end":"2026-03-01T12:00:00Z","duration_ms":0,"events":1,"pages":1,"entry_page":"/help","exit_page":"/help","engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"bob","session_id":"33ae92df97e09497","session_number":1,"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:00:00Z","duration_ms":0,"events":1,"pages":0,"engaged":false,"converted":true,"value":0,"channel":"direct"}
#> {"kind":"session","user":"cy","session_id":"b04ad3a464fb7867","session_number":1,"start":"2026-03-01T09:00:10Z","end":"2026-03-01T09:00:20Z","duration_ms":10000,"events":2,"pages":1,"entry_page":"/a","exit_page":"/a","engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"dee","session_id":"b0835a22caf075b3","session_number":1,"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:00:10.001Z","duration_ms":10001,"events":2,"pages":1,"entry_page":"/a","exit_page":"/a","engaged":true,"converted":false,"value":0}
#> key events
#> {"kind":"session","user":"ann","session_id":"5f9df988eea3e90b","session_number":1,"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:10:00.000001Z","duration_ms":600000.001,"events":4,"pages":2,"entry_page":"/","exit_page":"/item/7","key_events":1,"engaged":true,"converted":true,"value":35.79,"first_value":35.79}
#> {"kind":"session","user":"ann","session_id":"99544e742c2bd244","session_number":2,"start":"2026-03-01T12:00:00Z","end":"2026-03-01T12:00:00Z","duration_ms":0,"events":1,"pages":1,"entry_page":"/help","exit_page":"/help","key_events":0,"engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"bob","session_id":"33ae92df97e09497","session_number":1,"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:00:00Z","duration_ms":0,"events":1,"pages":0,"key_events":1,"engaged":true,"converted":true,"value":0}
#> {"kind":"session","user":"cy","session_id":"b04ad3a464fb7867","session_number":1,"start":"2026-03-01T09:00:10Z","end":"2026-03-01T09:00:20Z","duration_ms":10000,"events":2,"pages":1,"entry_page":"/a","exit_page":"/a","key_events":0,"engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"dee","session_id":"b0835a22caf075b3","session_number":1,"start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:00:10.001Z","duration_ms":10001,"events":2,"pages":1,"entry_page":"/a","exit_page":"/a","key_events":0,"engaged":true,"converted":false,"value":0}
#> pages
#> {"kind":"session","user":"ann","session_id":"5f9df988eea3e90b","session_number":1,"start":"2026-03-01T12:30:00+03:30","end":"2026-03-01T12:40:00.000001+03:30","duration_ms":600000.001,"events":4,"pages":4,"entry_page":"page_view","exit_page":"purchase","engaged":true,"converted":true,"value":35.79,"event_name":"page_view"}
#> {"kind":"session","user":"ann","session_id":"99544e742c2bd244","session_number":2,"start":"2026-03-01T15:30:00+03:30","end":"2026-03-01T15:30:00+03:30","duration_ms":0,"events":1,"pages":1,"entry_page":"page_view","exit_page":"page_view","engaged":false,"converted":false,"value":0,"event_name":"page_view"}
#> {"kind":"session","user":"bob","session_id":"33ae92df97e09497","session_number":1,"start":"2026-03-01T12:30:00+03:30","end":"2026-03-01T12:30:00+03:30","duration_ms":0,"events":1,"pages":1,"entry_page":"purchase","exit_page":"purchase","engaged":false,"converted":true,"value":0,"event_name":"purchase"}
#> {"kind":"session","user":"cy","session_id":"b04ad3a464fb7867","session_number":1,"start":"2026-03-01T12:30:10+03:30","end":"2026-03-01T12:30:20+03:30","duration_ms":10000,"events":2,"pages":0,"engaged":false,"converted":false,"value":0}
#> {"kind":"session","user":"dee","session_id":"b0835a22caf075b3","session_number":1,"start":"2026-03-01T12:30:00+03:30","end":"2026-03-01T12:30:10.001+03:30","duration_ms":10001,"events":2,"pages":0,"engaged":true,"converted":false,"value":0}
#> {"kind":"stat","window":"2026-03-01T00:00:00Z","window_end":"2026-03-02T00:00:00Z","sessions":5,"users":4,"users_method":"exact","engaged":0.4,"engaged_n":5,"p50_duration_ms":10000,"p50_duration_ms_n":5,"p50_duration_ms_method":"nearest-rank"}
#> ["a",4,true,0.2,"EUR"]
#> ["b",1,true,1,null]
#> ["c",2,true,null,null]
#> ["e",1,false,-3,null]
#> ["f",1,true,0,null]
#> ["g",1,false,0,null]
#> [true,7]
#2> cxsession: sales:8: no value: 'value' is 'much', no number below 1e18
#2> cxsession: 1 of 11 records rejected (9.09%)
#2> cxsession: stdin:4: no value: 'value' is 'much', no number below 1e18
#2> cxsession: 1 of 5 records rejected (20%)
