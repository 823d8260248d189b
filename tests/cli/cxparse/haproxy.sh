# HAProxy: requests, connections, what was not reached, and a line that was cut.
cat >haproxy.log <<'END'
192.0.2.7:33317 [06/Feb/2026:12:14:14.655] web static/s1 10/0/30/69/+109 200 +2750 k=a b - --NN 1/1/1/1/+2 0/0 {a#7Cb|} "GET /a#22b HTTP/1.1"
2001:db8::7:33313 [06/Feb/2026:12:12:51.443] ssh bck/s2 0/-1/5007 212 SC 0/0/0/0/3 0/0
unix:1 [06/Feb/2026:12:14:14.655] web~ web/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"
192.0.2.7:33317 [06/Feb/2026:12:14:15.001] web app/s1 0/0/0/1/1 200 149 - - ---- 1/1/0/0/0 0/0 {x} {} "GET /long?q=zz
192.0.2.7:33317 [06/Feb/2026:12:14:15.001] web app/s1 0/0/0/1 200 149 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"
Feb  6 12:14:14 web1 haproxy[7]: 192.0.2.7:3 [06/Feb/2026:12:14:15.001] web app/s1 0/0/0/1/1 200 1 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"
END
cxparse -f haproxy --input-tz Europe/Berlin --rejects rejects --max-bad 3 haproxy.log
cxselect --fields code,column rejects
cxparse -f syslog+haproxy --fields service,timestamp,path --max-bad 5 haproxy.log 2>/dev/null

#> {"timestamp":"2026-02-06T11:14:14.655Z","client_ip":"192.0.2.7","method":"GET","path":"/a\"b","protocol":"HTTP/1.1","status":200,"bytes":2750,"duration_ms":109,"client_port":33317,"frontend":"web","server":"s1","backend":"static","request_ms":10,"queue_ms":0,"connect_ms":30,"response_ms":69,"termination_state":"--NN","redispatched":true,"retries":2,"captures":["a|b",""]}
#> {"timestamp":"2026-02-06T11:12:51.443Z","client_ip":"2001:db8::7","bytes":212,"duration_ms":5007,"client_port":33313,"frontend":"ssh","server":"s2","backend":"bck","queue_ms":0,"termination_state":"SC","retries":3}
#> {"timestamp":"2026-02-06T11:14:14.655Z","client_ip":"unix","status":400,"bytes":0,"duration_ms":0,"client_port":1,"frontend":"web~","server":"<NOSRV>","backend":"web","termination_state":"PR--","retries":0}
#> {"code":"truncated","column":118}
#> {"code":"log","column":63}
#> {"code":"log","column":5}
#> {"service":"haproxy","timestamp":"2026-02-06T12:14:15.001Z","path":"/"}
#2> cxparse: haproxy.log:4:118: expected the request's closing quote: the line was cut when it was written, found end of line
#2> cxparse: haproxy.log:5:63: expected five or three times with '/' between, found '200 149 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"'
#2> cxparse: haproxy.log:6:5: expected an address, found ' 6 12:14:14 web1 haproxy[7]: 192.0.2.7:3 [06/Feb/20...'
#2> cxparse: 3 of 6 records rejected (50%)
