# Error logs: what nginx could not read, keys that are text, Apache 2.2, errno, IPv6.
cat >nginx.log <<'END'
2026/11/29 19:18:08 [info] 7#8: *31 client sent invalid method, see ", host: ", client: ::1, server: _, request: "get / HTTP/1.1"
2026/11/29 19:18:08 [error] 7#8: *32 no, really, client: 192.0.2.7, server: shop.example, request: "GET /a", host: "x HTTP/1.1", upstream: "http://b/a", host: "h", referrer: "r"
2026/11/29 19:18:08 [emerg] 7#8: bind() to 0.0.0.0:80 failed (98: Address already in use)
2026/11/29 19:18:08 [error 7#8: *32 x
2026/13/29 19:18:08 [error] 7#8: x
END
cxparse -f nginx_error --input-tz Europe/Berlin --max-bad 2 nginx.log
cat >apache.log <<'END'
[Sun Nov 29 19:20:39.065702 2026] [proxy:error] [pid 7:tid 8] (111)Connection refused: AH00957: HTTP: attempt to connect
[Sun Nov 29 19:20:39.065702 2026] [core:error] [pid 7] (36)File name too long: [client 2001:db8::7:33406] AH00036: access to /a\\b\xe9 failed
[Sun Nov 29 19:20:40 2026] [error] [client 2001:db8::7] File does not exist: /a
[Sun Nov 29 2026 [core:error] x
END
cxparse -f apache_error --max-bad 1 apache.log

#> {"timestamp":"2026-11-29T18:18:08Z","client_ip":"::1","level":"info","pid":7,"tid":8,"connection":31,"message":"client sent invalid method, see \", host: \"","request":"get / HTTP/1.1","server_name":"_"}
#> {"timestamp":"2026-11-29T18:18:08Z","client_ip":"192.0.2.7","method":"GET","host":"h","path":"/a\", host: \"x","protocol":"HTTP/1.1","referrer":"r","level":"error","pid":7,"tid":8,"connection":32,"message":"no, really","upstream":"http://b/a","server_name":"shop.example"}
#> {"timestamp":"2026-11-29T18:18:08Z","level":"emerg","pid":7,"tid":8,"message":"bind() to 0.0.0.0:80 failed (98: Address already in use)","errno":98}
#> {"timestamp":"2026-11-29T19:20:39.065702Z","module":"proxy","level":"error","pid":7,"tid":8,"errno":111,"error":"Connection refused","code":"AH00957","message":"HTTP: attempt to connect"}
#> {"timestamp":"2026-11-29T19:20:39.065702Z","client_ip":"2001:db8::7","module":"core","level":"error","pid":7,"errno":36,"error":"File name too long","client_port":33406,"code":"AH00036","message":"access to /a\\b\\xe9 failed"}
#> {"timestamp":"2026-11-29T19:20:40Z","client_ip":"2001:db8::7","level":"error","message":"File does not exist: /a"}
#2> cxparse: nginx.log:4:22: expected a level and ']', found 'error 7#8: *32 x'
#2> cxparse: nginx.log:5:1: expected a time, found '2026/13/29 19:18:08 [error] 7#8: x'
#2> cxparse: 2 of 5 records rejected (40%)
#2> cxparse: apache.log:4:2: expected a time and '] [', found 'Sun Nov 29 2026 [core:error] x'
#2> cxparse: 1 of 4 records rejected (25%)
