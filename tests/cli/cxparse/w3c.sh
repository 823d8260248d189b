# W3C: names that change on the way, quotes, offsets, a time without a day, TABs.
cat >iis.log <<'END'
#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Date: 2018-01-01 08:09:10
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status time-taken
2018-01-01 08:09:10 127.0.0.1 GET /a q=1 81.2.69.143 Moz/5.0+(compatible;++http://b.example) 200 123
2018-01-01 08:09:10 127.0.0.1 GET /a
#Fields: time c-ip cs-uri "x sc-status
08:09:11 2001:db8::7 http://shop.example/b?c=d - 000
#GMT-Offset: -0800
#Fields: date time c-ip cs(User-Agent) time-taken cs-host cs(X-Id)
2018-01-01 08:09:12 192.0.2.1 "Moz ""5"" a+b" 1.5 shop.example 7 8
2018-01-01 08:09:12 192.0.2.1 "Moz ""5"" a+b" 1.5 shop.example 7
#Fields: date-local time-local c-ip
2018-01-01 08:09:13.250 192.0.2.1
2018-01-01 noon 192.0.2.1
2018-01-01 08:09:13.250 "192
END
cxparse -f w3c --input-tz Asia/Seoul --max-bad 5 iis.log
printf '#Version: 1.0\n#Fields: date time sc-bytes c-ip cs(Host) cs-uri-stem sc-status cs(User-Agent) %s\n' \
    'x-host-header cs-protocol time-taken time-to-first-byte' >cf.log
printf '2019-12-04\t21:02:31\t392\t192.0.2.9\td1.cloudfront.net\t/a%%20b\t000\t%s\tshop.example\thttps\t0.001\t-\t\n' \
    'Moz/5.0%20(X11)' >>cf.log
cxparse -f w3c cf.log
echo '2018-01-01 08:09:10 127.0.0.1' | cxparse -f w3c --max-bad 1

#> {"timestamp":"2018-01-01T08:09:10Z","client_ip":"81.2.69.143","method":"GET","path":"/a","query":"q=1","status":200,"user_agent":"Moz/5.0 (compatible; +http://b.example)","duration_ms":123,"s_ip":"127.0.0.1"}
#> {"timestamp":"2018-01-01T08:09:11Z","client_ip":"2001:db8::7","scheme":"http","host":"shop.example","path":"/b","query":"c=d"}
#> {"timestamp":"2018-01-01T16:09:12Z","client_ip":"192.0.2.1","host":"shop.example","user_agent":"Moz \"5\" a+b","duration_ms":1500,"cs_x_id":"7"}
#> {"timestamp":"2017-12-31T23:09:13.250Z","client_ip":"192.0.2.1"}
#> {"timestamp":"2019-12-04T21:02:31Z","client_ip":"192.0.2.9","scheme":"https","host":"shop.example","path":"/a%20b","bytes":392,"user_agent":"Moz/5.0 (X11)","duration_ms":1,"cs_host":"d1.cloudfront.net"}
#2> cxparse: iis.log:6: expected 10 values as in #Fields, found 5
#2> cxparse: iis.log:11:66: expected 7 values as in #Fields, found more
#2> cxparse: iis.log:15: expected a date and a time, found '2018-01-01' and 'noon'
#2> cxparse: iis.log:16:25: a quote is not closed
#2> cxparse: 4 of 8 records rejected (50%)
#2> cxparse: stdin:1:1: expected a line with #Fields: before it, which names its values
#2> cxparse: 1 of 1 records rejected (100%)
