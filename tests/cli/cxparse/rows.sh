# What programs and services write by themselves, with what each means by absent.
# A load balancer of AWS: the sum of three times, or none; no request; fields that are appended.
cat >alb <<'L'
http 2018-07-02T22:23:00.186641Z app/my-lb/50dc 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.010 200 200 34 366 "GET http://www.example.com:80/a,b?c=d HTTP/1.1" "curl/7.46.0 \x22q\x22" - - arn:aws:t "Root=1-5833" "-" "-" 0 2018-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1
wss 2018-07-02T22:23:59.9Z app/my-lb/50dc 2001:db8::7:2817 - 0.000 -1 -1 502 - 0 272 "- http://www.example.com:80- -" "-" - - - "-" "-" "-" - 2018-07-02T22:23:59.9Z "-" "-" "-"
http 2018-07-02T22:24:00Z app/my-lb/50dc 192.0.2.7:1 - 1 2 x 502 - 0 272 "-" "-" - - - "-" "-" "-" - - "-" "-" "-"
L
cxparse -f alb --max-bad 100% alb
echo '2015-05-13T23:39:43.945958Z lb 192.0.2.7:2817 10.0.0.1:80 0.000073 0.001048 12.000057 - - 82 305 "- - - " "-" - -' | cxparse -f elb
cxparse --detect alb | head -n 1
# LTSV: labels that have a canonical name, a label of one's own, escapes of nginx, a time that is none.
printf 'time:[28/Feb/2013:12:00:00 +0900]\thost:192.0.2.1\tuser:-\treq:GET /a?b=c HTTP/1.1\tstatus:200\tsize:5316\tua:x \\x22y\\x22\treqtime:0.012\tapptime:0.003, 0.004\tvhost:shop.example\tx:1\n' >ltsv
printf 'time:2013-02-28T03:00:01Z\turi:/a?b=c\treqtime_microsec:1500\tstatus:000\t\treferer:-\n' >>ltsv
printf 'one:1\ntime:soon\tx:1\na:1\tb\n' >>ltsv
cxparse -f ltsv --max-bad 100% ltsv
printf 'a:1\tstatus:x\n' | cxstat -f ltsv --map path=a -b path 'n = count()'
# Tomcat: milliseconds up to 9, or as the pattern says; its own letters.
echo '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 - 12 exec-1 0.005 s1 3 ck' |
	cxparse -f tomcat --log-format '%h %l %u %t "%r" %s %b %D %I %T %S %F %{sid}c'
echo '12 1500 7000000' | cxparse -f tomcat --log-format '%{n}r %{us}T %{ns}T'
printf '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "-" 408 - "-" "-"\n' >tomcat
cxparse -f tomcat tomcat --log-format combined
cxparse -f tomcat tomcat
# Kubernetes: lists of tries, brackets that are empty; Istio's own fields.
printf '192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/2.0" 200 12 "-" "ua" 312 0.012 [shop-80] [] 10.0.0.7:80, 10.0.0.8:80 0, 12 0.002, 0.009 502, 200 1f2c\n' |
	cxparse -f ingress_nginx
cat >istio <<'L'
[2020-11-25T21:26:18.409Z] "GET /status/418 HTTP/2" 418 - via_upstream - "-" 0 135 3 1 "-" "a "b" c" "8496" "httpbin:8000" "127.0.0.1:80" inbound|8000|| 127.0.0.1:41854 10.44.1.27:80 10.44.1.23:37652 outbound_.8000_._.httpbin default
L
cxparse -f istio istio
cxparse --detect istio | head -n 1
# Words before JSON: Caddy on a terminal, a program with zap, and no JSON.
printf '2026/11/29 19:27:57.382\t\033[34mINFO\033[0m\thttp.log.access\thandled request\t{"request":{"uri":"/a?b","headers":{}},"status":200,"duration":0.01,"resp_headers":{}}\n' >zap
printf '2026-11-29T19:27:58.1+0100\tWARN\tcache/store.go:42\tslow\n' >>zap
printf '2026-11-29 x\tINFO\tm\n2026-11-29T19:27:58Z\tLOUD\tm\n' >>zap
head -n 1 zap | cxparse -f zap+ndjson --schema caddy
head -n 1 zap | sed 's|"uri":"|&http://shop.example|' | cxparse -f zap+ndjson --schema caddy --fields scheme,host,path
printf '[pid: 1|app: 0|req: 3/3] 127.0.0.1 () {34 vars in 617 bytes} [Sun Mar 13 22:49:15 2016] POST /a => generated 215 bytes in %s (HTTP/1.1 200) 9 headers in 373 bytes (1 switches on core 8)\n' '68 micros' '16 msecs' '1068 micros' '5 hours' 'micros' |
	cxparse -f uwsgi --max-bad 100% --fields duration_ms,protocol,status
cxparse -f zap+ndjson --max-bad 100% zap
head -n 1 zap | cxparse -f zap
cxparse -f zap+ndjson --map a=b --map c=status zap 2>/dev/null | head -n 1

#> {"timestamp":"2018-07-02T22:23:00.186641Z","client_ip":"192.168.131.39","method":"GET","scheme":"http","host":"www.example.com:80","path":"/a,b","query":"c=d","protocol":"HTTP/1.1","status":200,"bytes":366,"user_agent":"curl/7.46.0 \"q\"","duration_ms":11,"upstream_ms":1,"type":"http","elb":"app/my-lb/50dc","client_port":2817,"upstream_addr":"10.0.0.1:80","request_ms":0,"response_ms":10,"upstream_status":"200","bytes_in":34,"target_group":"arn:aws:t","trace_id":"Root=1-5833","rule_priority":"0","created_at":"2018-07-02T22:22:48.364Z","actions":"forward"}
#> {"timestamp":"2018-07-02T22:23:59.900Z","client_ip":"2001:db8::7","scheme":"http","host":"www.example.com:80","status":502,"bytes":272,"type":"wss","elb":"app/my-lb/50dc","client_port":2817,"request_ms":0,"bytes_in":0,"created_at":"2018-07-02T22:23:59.900Z"}
#> {"timestamp":"2015-05-13T23:39:43.945958Z","client_ip":"192.0.2.7","bytes":305,"duration_ms":12001.178,"upstream_ms":1.048,"elb":"lb","client_port":2817,"upstream_addr":"10.0.0.1:80","request_ms":0.073,"response_ms":12000.057,"bytes_in":82}
#> {"kind":"detect","format":"alb","lines":3,"fits":2,"share":0.6666666666666666,"fields":33,"why":"line 3, column 56: $stages: expected three times in seconds, or -1, found '1'","left":"' \"10.0.0.1:80\" \"200\" \"-\" \"-\" TID_1'"}
#> {"timestamp":"2013-02-28T03:00:00Z","client_ip":"192.0.2.1","method":"GET","host":"shop.example","path":"/a","query":"b=c","protocol":"HTTP/1.1","status":200,"bytes":5316,"user_agent":"x \"y\"","duration_ms":12,"upstream_ms":7,"x":1}
#> {"timestamp":"2013-02-28T03:00:01Z","path":"/a","query":"b=c","duration_ms":1.5}
#> {"kind":"stat","path":"1","n":1}
#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"192.0.2.7","method":"GET","path":"/a","protocol":"HTTP/1.0","status":200,"bytes":0,"duration_ms":12,"thread":"exec-1","request_s_ms":5,"session_id":"s1","ttfb_ms":3,"cookie_sid":"ck"}
#> {"duration_ms":1.5,"attribute_n":"12","request_ms":7}
#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"192.0.2.7","status":408,"bytes":0}
#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"192.0.2.7","status":408,"bytes":0}
#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"192.0.2.7","method":"GET","path":"/a","protocol":"HTTP/2.0","status":200,"bytes":12,"user_agent":"ua","duration_ms":12,"upstream_ms":11,"request_length":312,"proxy_upstream_name":"shop-80","upstream_addr":"10.0.0.7:80, 10.0.0.8:80","upstream_response_length":12,"upstream_status":"502, 200","req_id":"1f2c"}
#> {"timestamp":"2020-11-25T21:26:18.409Z","client_ip":"10.44.1.23","method":"GET","host":"httpbin:8000","path":"/status/418","protocol":"HTTP/2","status":418,"bytes":135,"user_agent":"a \"b\" c","duration_ms":3,"upstream_ms":1,"response_code_details":"via_upstream","bytes_in":0,"request_id":"8496","upstream_addr":"127.0.0.1:80","upstream_cluster":"inbound|8000||","upstream_local_address":"127.0.0.1:41854","downstream_local_address":"10.44.1.27:80","client_port":37652,"requested_server_name":"outbound_.8000_._.httpbin","route_name":"default"}
#> {"kind":"detect","format":"istio","lines":1,"fits":1,"share":1,"fields":28}
#> {"timestamp":"2026-11-29T19:27:57.382Z","path":"/a","query":"b","status":200,"duration_ms":10,"level":"info","logger":"http.log.access","message":"handled request"}
#> {"scheme":"http","path":"/a"}
#> {"duration_ms":0.068,"protocol":"HTTP/1.1","status":200}
#> {"duration_ms":16,"protocol":"HTTP/1.1","status":200}
#> {"duration_ms":1.068,"protocol":"HTTP/1.1","status":200}
#> {"timestamp":"2026-11-29T19:27:57.382Z","request":{"uri":"/a?b","headers":{}},"status":200,"duration":0.01,"resp_headers":{},"level":"info","logger":"http.log.access","message":"handled request"}
#> {"timestamp":"2026-11-29T18:27:58.100Z","level":"warn","caller":"cache/store.go:42","message":"slow"}
#> {"timestamp":"2026-11-29T19:27:57.382Z","level":"info","logger":"http.log.access","message":"handled request","fields":"{\"request\":{\"uri\":\"/a?b\",\"headers\":{}},\"status\":200,\"duration\":0.01,\"resp_headers\":{}}"}
#> {"timestamp":"2026-11-29T19:27:57.382Z","request":{"uri":"/a?b","headers":{}},"c":200,"duration":0.01,"resp_headers":{},"level":"info","logger":"http.log.access","message":"handled request"}
#2> cxparse: alb:3:56: $stages: expected three times in seconds, or -1, found '1'
#2> cxparse: 1 of 3 records rejected (33.3%)
#2> cxparse: ltsv:3:1: expected labels and values with TABs between, found 'one:1'
#2> cxparse: ltsv:4:6: expected a time, found 'soon\x09x:1'
#2> cxparse: ltsv:5:5: expected label:value, found 'b'
#2> cxparse: 3 of 5 records rejected (60%)
#2> cxparse: no record had a field 'host'
#2> cxparse: stdin:4:124: expected ' msecs (' before $free_protocol, found ' hours (HTTP/1.1 200) 9 headers in 373 bytes (1 swi...'
#2> cxparse: stdin:5:123: $span: expected a whole number, found 'micros'
#2> cxparse: 2 of 5 records rejected (40%)
#2> cxparse: zap:3:1: expected a time and a TAB, found '2026-11-29 x'
#2> cxparse: zap:4:22: expected a level between TABs, found 'LOUD'
#2> cxparse: 2 of 4 records rejected (50%)
