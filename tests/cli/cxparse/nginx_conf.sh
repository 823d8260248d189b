# The format is found in the server's own configuration.
cat > nginx.conf <<'C'
http {
    # log_format old '$remote_addr';
    log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                    '$status $body_bytes_sent "$http_referer" "$http_user_agent"';
    log_format timed escape=default
        '$remote_addr [$time_iso8601] "$request" $status $body_bytes_sent '
        '$request_time "$upstream_response_time" $http_x_request_id';
}
C
cat > log <<'L'
10.0.0.1 [2026-01-02T03:04:05+01:00] "GET /a/b?c=d%20e HTTP/1.1" 200 512 0.012 "0.003, 0.004 : 0.001" r1
10.0.0.2 [2026-01-02T03:04:06+01:00] "\x16\x03\x01" 400 0 0.000 "-" -
10.0.0.3 [2026-01-02T03:04:07+01:00] "POST /x HTTP/2.0" 20x 0 0.000 "-" -
L
cxparse -f nginx --log-format @nginx.conf:timed --max-bad 1 log
cxparse -f nginx --log-format @nginx.conf log
cxparse -f nginx --log-format @nginx.conf:timd log
# Includes are followed, and named where they are not here; combined is built in.
mkdir conf.d apache
echo 'http { include mime.types; include conf.d/*.conf; include "sites/*"; }' > front.conf
echo "log_format short '\$remote_addr \$status';" > conf.d/log.conf
echo '192.0.2.7 - - [29/Nov/2026:19:00:00 +0000] "GET /a HTTP/1.1" 200 12 "-" "ua"' > combined
echo '10.0.0.1 200' | cxparse -f nginx --log-format @front.conf:short
cxparse -f nginx --log-format @front.conf:long log
cxparse -f nginx --log-format @nginx.conf:short log
echo 'include conf.d/*;' | cat - nginx.conf > both.conf
cxparse -f nginx --log-format @both.conf:long log
echo '10.0.0.1 200' | cxparse -f nginx --log-format @both.conf:short
echo '10.0.0.1 200' | cxparse -f nginx --log-format @conf.d/log.conf
for f in @front.conf:combined @nginx.conf:combined combined; do
	cxparse -f nginx --log-format "$f" --fields client_ip,path combined
done
cxparse -f apache --log-format combined combined
# Without a name: what all logs of the configuration are written in, by default combined.
echo 'access_log /a main; access_log off; server { access_log /b main buffer=1k; }' | cat nginx.conf - >use.conf
cxparse -f nginx --log-format @use.conf --fields client_ip,path combined
echo 'access_log /a;' | cat nginx.conf - >use.conf
cxparse -f nginx --log-format @use.conf --fields client_ip,path combined
echo 'access_log /a main; access_log /b timed;' | cat nginx.conf - >use.conf
cxparse -f nginx --log-format @use.conf combined
# A configuration that includes itself ends; an error in an included file is placed there.
echo 'include loop.conf; log_format l "$remote_addr";' >loop.conf
echo 10.0.0.1 | cxparse -f nginx --log-format @loop.conf:l
echo 'log_format bad "$a$b";' >conf.d/bad.conf
cxparse -f nginx --log-format @front.conf:bad log
# A CustomLog may have its format itself; its name is then the log's.
printf 'CustomLog "logs/a" "%%h %%>s" env=x\n' > one.conf
printf 'LogFormat "%%>s %%h" short\nCustomLog logs/a short\nGlobalLog logs/b "%%h %%>s"\n' > two.conf
printf 'Include mods/*.conf\nIncludeOptional sites/*.conf\nCustomLog logs/a combined\n' > none.conf
echo '10.0.0.1 200' | cxparse -f apache --log-format @one.conf
echo '200 10.0.0.1' | cxparse -f apache --log-format @two.conf
echo '10.0.0.1 200' | cxparse -f apache --log-format @two.conf:logs/b
cxparse -f apache --log-format @two.conf:logs/c log
cxparse -f apache --log-format @none.conf log
# ServerRoot is where names of files begin, or else the directory of the file.
printf 'ServerRoot "%s/apache"\nInclude f.conf\nCustomLog /a own\n' "$PWD" >root.conf
printf 'LogFormat "%%h x" other\nLogFormat "%%>s %%h" own\n' >apache/f.conf
echo '200 10.0.0.1' | cxparse -f apache --log-format @root.conf
printf 'ServerRoot /none\nInclude apache/f.conf\nCustomLog /a own\n' >root.conf
echo '200 10.0.0.1' | cxparse -f apache --log-format @root.conf

#> {"timestamp":"2026-01-02T02:04:05Z","client_ip":"10.0.0.1","method":"GET","path":"/a/b","query":"c=d%20e","protocol":"HTTP/1.1","status":200,"bytes":512,"duration_ms":12,"upstream_ms":8,"http_x_request_id":"r1"}
#> {"timestamp":"2026-01-02T02:04:06Z","client_ip":"10.0.0.2","status":400,"bytes":0,"duration_ms":0,"request":"\u0016\u0003\u0001"}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"192.0.2.7","path":"/a"}
#> {"client_ip":"192.0.2.7","path":"/a"}
#> {"client_ip":"192.0.2.7","path":"/a"}
#> {"client_ip":"192.0.2.7","path":"/a"}
#> {"client_ip":"192.0.2.7","path":"/a"}
#> {"client_ip":"10.0.0.1"}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"10.0.0.1","status":200}
#> {"client_ip":"10.0.0.1","status":200}
#2> cxparse: log:3:57: $status: expected a 3-digit status, found '20x'
#2> cxparse: 1 of 3 records rejected (33.3%)
#2> cxparse: nginx.conf: several log_format: add :NAME, one of main, timed
#2> try 'cxparse --help'
#2> cxparse: nginx.conf: no log_format 'timd'; it has main, timed (did you mean 'timed'?)
#2> try 'cxparse --help'
#2> cxparse: front.conf: no log_format 'long'; it has short; what it includes is not here: sites/*
#2> try 'cxparse --help'
#2> cxparse: nginx.conf: no log_format 'short'; it has main, timed
#2> try 'cxparse --help'
#2> cxparse: both.conf: no log_format 'long'; it has short, main, timed
#2> try 'cxparse --help'
#2> cxparse: --log-format, column 1: the log format has no directive; a name of one goes behind its file: @FILE:NAME
#2>   combined
#2>   ^
#2> cxparse: use.conf: several log_format: add :NAME, one of main, timed
#2> try 'cxparse --help'
#2> cxparse: conf.d/bad.conf:1: '$a$b': nothing between the two tells where the first one ends
#2> cxparse: two.conf: no LogFormat 'logs/c'; it has short, logs/b (did you mean 'logs/b'?)
#2> try 'cxparse --help'
#2> cxparse: none.conf: no LogFormat in it; what it includes is not here: mods/*.conf, sites/*.conf
#2> try 'cxparse --help'
