# One line of each format, all fields.
printf '::1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a?b=1 HTTP/1.0" 200 -\n' | cxparse -f common
printf 'www.example.com:443 127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "-" 408 0 "-" "-"\n' | cxparse -f vhost_combined
printf 'time="2021-09-15T21:17:10.220731Z" level=error msg="a \\"b\\"" n=5 duration=1.5s flag\n' | cxparse -f logfmt
printf 'timestamp,path,"the ""status"""\n2026-01-01T00:00:00Z,"/a\nb",200\nshort\n' | cxparse -f csv --max-bad 1
printf 'a\tb\n1\tx y\n' | cxparse -f tsv
printf '12:00 GET /x\n' | cxparse -f regex --regex '^(?<at>\S+) (?<method>\S+) (?<path>\S+)$'
printf '{"ts":1646861401.5241024,"request":{"uri":"/x"},"status":"200"}\n' | cxparse -f json --map path=request.uri
printf '10.0.0.1 1500 /x\n' | cxparse -f apache --log-format '%h %D %U'

# 10,000 real lines, one of which has lost its closing quote.
ln -s "$DATA/logs/elastic_apache_combined.log" access.log
cxparse -f combined access.log --rejects bad > ev
echo "status $?"
wc -l < ev
head -n 2 ev
jq -c '[.line, .column, .code, .message]' bad
jq -r .raw bad | cmp - "$(sed -n 8899p access.log > line; echo line)" && echo 'the line itself'
cxstat -b status 'n = count()' ev

# Which format fits.
cxparse --detect "$DATA/logs/elastic_apache_combined.log"
printf '{"a":1}\n{"a":2}\n' | cxparse --detect
printf 'level=info msg="a b" dur=12ms\nlevel=warn msg=x\n' | cxparse --detect
# What a format leaves out is shown; a first row that is a time names nothing.
cxparse --detect "$DATA/logs/servers/nginx_timed.log" | head -n 2
sed 's/^/2026-11-29T19:31:23Z stdout F /' "$DATA/logs/servers/nginx_timed.log" | cxparse --detect | head -n 1
printf '2026/11/29 19:27:57.382\tINFO\thttp\n2026/11/29 19:27:57.398\tERROR\thttp\n' |
	cxparse --detect | grep '"tsv"'
# What combined reads as well, lines tell of: as it is, and in an envelope.
detect() {
	cxparse --detect "$@" | head -n 2 | cxselect --fields format,lines,fits
}
told='127.0.0.1 - - [29/Nov/2026:19:28:36 +0000] "GET / HTTP/1.1" 200 12 "-"'
printf '%s "%s"\n' "$told" 'curl/7.88.1' "$told" 'w c:\back\tab' "$told" 'c \"q' "$told" 'ends with \' > told
detect told
sed 's/^/web-1  | /' told | detect
printf '%s "%s"\n' "$told" 'c \"q\" \x16\xe9' "$told" 'w c:\\back' "$told" 'a \t b \\' > untold
detect untold
detect "$DATA/logs/servers/lighttpd.log"
detect "$DATA/logs/servers/varnish_ncsa.log"
sed '1,10s/ - - / ann - /' "$DATA/logs/servers/varnish_ncsa.log" | sed 's|http://[^/]*/|/|' | detect
printf 'nothing known\n' | cxparse --detect
echo "status $?"

# cxparse | cxstat and cxstat -f give the same bytes.
log=$DATA/logs/elastic_apache_combined.log
m='errors = rate(status >= 500), users = distinct(client_ip), p95(bytes), sum(bytes)'
cxparse -f combined "$log" 2> /dev/null | cxstat -b 'route(path), method' -w 6h "$m" > a
cxstat -f combined -b 'route(path), method' -w 6h "$m" "$log" > b 2> /dev/null
cmp a b && wc -l < a

#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"::1","user_id":"frank","method":"GET","path":"/a","query":"b=1","protocol":"HTTP/1.0","status":200,"bytes":0}
#> {"timestamp":"2000-10-10T20:55:36Z","client_ip":"127.0.0.1","host":"www.example.com","status":408,"bytes":0,"port":443}
#> {"timestamp":"2021-09-15T21:17:10.220731Z","duration_ms":1500,"level":"error","message":"a \"b\"","n":5,"flag":true}
#> {"timestamp":"2026-01-01T00:00:00Z","path":"/a\nb","the \"status\"":200}
#> {"a":1,"b":"x y"}
#> {"method":"GET","path":"/x","at":"12:00"}
#> {"timestamp":"2022-03-09T21:30:01.524102Z","request":{"uri":"/x"},"status":"200","path":"/x"}
#> {"client_ip":"10.0.0.1","path":"/x","duration_ms":1.5}
#> status 0
#> 9999
#> {"timestamp":"2015-05-17T10:05:03Z","client_ip":"83.149.9.216","method":"GET","path":"/presentations/logstash-monitorama-2013/images/kibana-search.png","protocol":"HTTP/1.1","status":200,"bytes":203023,"referrer":"http://semicomplete.com/presentations/logstash-monitorama-2013/","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0.1700.77 Safari/537.36"}
#> {"timestamp":"2015-05-17T10:05:43Z","client_ip":"83.149.9.216","method":"GET","path":"/presentations/logstash-monitorama-2013/images/kibana-dashboard3.png","protocol":"HTTP/1.1","status":200,"bytes":171717,"referrer":"http://semicomplete.com/presentations/logstash-monitorama-2013/","user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/32.0.1700.77 Safari/537.36"}
#> [8899,183,"truncated","expected '\"' after %{User-Agent}i, found end of line: was the line cut when it was written?"]
#> the line itself
#> {"kind":"stat","status":200,"n":9125}
#> {"kind":"stat","status":206,"n":45}
#> {"kind":"stat","status":301,"n":164}
#> {"kind":"stat","status":304,"n":445}
#> {"kind":"stat","status":403,"n":2}
#> {"kind":"stat","status":404,"n":213}
#> {"kind":"stat","status":416,"n":2}
#> {"kind":"stat","status":500,"n":3}
#> {"kind":"detect","format":"combined","lines":286,"fits":286,"share":1,"fields":15}
#> {"kind":"detect","format":"common","lines":286,"fits":286,"share":1,"fields":13,"left":"' \"http://semicomplete.com/presentations/logstash-mo...'"}
#> {"kind":"detect","format":"ndjson","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an object, found '8'"}
#> {"kind":"detect","format":"vhost_combined","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 13: expected ':' before %p, found ' - - [17/May/2015:10:05:03 +0000] \"GET /presentatio...'"}
#> {"kind":"detect","format":"ingress_nginx","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 324: expected '\" ' before $request_length, found '\"'"}
#> {"kind":"detect","format":"traefik","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 324: expected '\" ' before $request_count, found '\"'"}
#> {"kind":"detect","format":"envoy","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"istio","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"haproxy","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected an address, found '- - [17/May/2015:10:05:03 +0000] \"GET /presentation...'"}
#> {"kind":"detect","format":"squid","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $epoch: expected seconds since 1970, found '83.149.9.216'"}
#> {"kind":"detect","format":"squid_combined","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 325: expected '\" ' before $cache_result, found end of line"}
#> {"kind":"detect","format":"uwsgi","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[pid: ' before $pid, found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"s3","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 47: $client: expected an address or host name, found '\"GET'"}
#> {"kind":"detect","format":"alb","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 47: $stages: expected three times in seconds, or -1, found '\"GET'"}
#> {"kind":"detect","format":"elb","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $time: expected a time, found '83.149.9.216'"}
#> {"kind":"detect","format":"nginx_error","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a time, found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"apache_error","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[', found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"w3c","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a line with #Fields: before it, which names its values"}
#> {"kind":"detect","format":"logfmt","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 47: expected a key, found '\"GET /presentations/logstash-monitorama-2013/images...'"}
#> {"kind":"detect","format":"prometheus","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected the name of a metric, found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"ltsv","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected label:value, found '83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET ...'"}
#> {"kind":"detect","format":"tsv","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":286,"fits":0,"share":0,"fields":0,"why":"line 1, column 47: the header cannot be read: quote inside a field that does not begin with one"}
#> {"kind":"detect","format":"ndjson","lines":2,"fits":2,"share":1,"fields":1}
#> {"kind":"detect","format":"vhost_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ':' before %p, found end of line"}
#> {"kind":"detect","format":"combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before %l, found end of line"}
#> {"kind":"detect","format":"common","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before %l, found end of line"}
#> {"kind":"detect","format":"ingress_nginx","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' - ' before $remote_user, found end of line"}
#> {"kind":"detect","format":"traefik","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' - ' before $user, found end of line"}
#> {"kind":"detect","format":"envoy","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found '{\"a\":1}'"}
#> {"kind":"detect","format":"istio","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found '{\"a\":1}'"}
#> {"kind":"detect","format":"haproxy","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an address, found '{\"a\":1}'"}
#> {"kind":"detect","format":"squid","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before $padded_ms, found end of line"}
#> {"kind":"detect","format":"squid_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before $ident, found end of line"}
#> {"kind":"detect","format":"uwsgi","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[pid: ' before $pid, found '{\"a\":1}'"}
#> {"kind":"detect","format":"s3","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before $bucket, found end of line"}
#> {"kind":"detect","format":"alb","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before $time, found end of line"}
#> {"kind":"detect","format":"elb","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ' ' before $elb, found end of line"}
#> {"kind":"detect","format":"nginx_error","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a time, found '{\"a\":1}'"}
#> {"kind":"detect","format":"apache_error","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[', found '{\"a\":1}'"}
#> {"kind":"detect","format":"w3c","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a line with #Fields: before it, which names its values"}
#> {"kind":"detect","format":"logfmt","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 2: expected '=' or a space after the key, found '\"a\":1}'"}
#> {"kind":"detect","format":"prometheus","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 5: expected ',' or '}' behind a label, found ':1}'"}
#> {"kind":"detect","format":"ltsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected label:value, found '{\"a\":1}'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 2: the header cannot be read: quote inside a field that does not begin with one"}
#> {"kind":"detect","format":"logfmt","lines":2,"fits":2,"share":1,"fields":5}
#> {"kind":"detect","format":"ndjson","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an object, found 'l'"}
#> {"kind":"detect","format":"vhost_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 11: expected ':' before %p, found ' msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' [' before %t, found end of line"}
#> {"kind":"detect","format":"common","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' [' before %t, found end of line"}
#> {"kind":"detect","format":"ingress_nginx","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' - ' before $remote_user, found end of line"}
#> {"kind":"detect","format":"traefik","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' - ' before $user, found end of line"}
#> {"kind":"detect","format":"envoy","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found 'level=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"istio","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found 'level=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"haproxy","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 12: expected an address, found 'msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"squid","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $epoch: expected seconds since 1970, found 'level=info'"}
#> {"kind":"detect","format":"squid_combined","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' [' before $clf, found end of line"}
#> {"kind":"detect","format":"uwsgi","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[pid: ' before $pid, found 'level=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"s3","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 30: expected ' [' before $clf, found end of line"}
#> {"kind":"detect","format":"alb","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 12: $time: expected a time, found 'msg=\"a'"}
#> {"kind":"detect","format":"elb","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $time: expected a time, found 'level=info'"}
#> {"kind":"detect","format":"nginx_error","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a time, found 'level=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"apache_error","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[', found 'level=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"w3c","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a line with #Fields: before it, which names its values"}
#> {"kind":"detect","format":"prometheus","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 6: expected a value, found '=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"ltsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected label:value, found 'level=info msg=\"a b\" dur=12ms'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1, column 16: the header cannot be read: quote inside a field that does not begin with one"}
#> {"kind":"detect","format":"combined","lines":24,"fits":24,"share":1,"fields":15,"left":"' 0.000 - \"-\" \"-\" - -'"}
#> {"kind":"detect","format":"common","lines":24,"fits":24,"share":1,"fields":13,"left":"' \"-\" \"tester/1.0\" 0.000 - \"-\" \"-\" - -'"}
#> {"kind":"detect","format":"cri+combined","lines":24,"fits":24,"share":1,"fields":16,"left":"' 0.000 - \"-\" \"-\" - -'"}
#> {"kind":"detect","format":"tsv","lines":2,"fits":0,"share":0,"fields":0,"why":"line 1: the header '2026/11/29 19:27:57.382' is no name: if the table has none, give the names: --header NAME,NAME...; if it is one, quote it: \"2026/11/29 19:27:57.382\""}
#> {"format":"gunicorn","lines":4,"fits":4}
#> {"format":"common","lines":4,"fits":4}
#> {"format":"compose+gunicorn","lines":4,"fits":4}
#> {"format":"compose+common","lines":4,"fits":4}
#> {"format":"combined","lines":3,"fits":3}
#> {"format":"common","lines":3,"fits":3}
#> {"format":"lighttpd","lines":27,"fits":27}
#> {"format":"combined","lines":27,"fits":27}
#> {"format":"varnish","lines":27,"fits":27}
#> {"format":"combined","lines":27,"fits":27}
#> {"format":"combined","lines":27,"fits":27}
#> {"format":"common","lines":27,"fits":27}
#> {"kind":"detect","format":"ndjson","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected an object, found 'n'"}
#> {"kind":"detect","format":"vhost_combined","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 8: expected ':' before %p, found ' known'"}
#> {"kind":"detect","format":"combined","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' ' before %u, found end of line"}
#> {"kind":"detect","format":"common","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' ' before %u, found end of line"}
#> {"kind":"detect","format":"ingress_nginx","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' - ' before $remote_user, found end of line"}
#> {"kind":"detect","format":"traefik","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' - ' before $user, found end of line"}
#> {"kind":"detect","format":"envoy","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found 'nothing known'"}
#> {"kind":"detect","format":"istio","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[' before $time, found 'nothing known'"}
#> {"kind":"detect","format":"haproxy","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 9: expected an address, found 'known'"}
#> {"kind":"detect","format":"squid","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $epoch: expected seconds since 1970, found 'nothing'"}
#> {"kind":"detect","format":"squid_combined","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' ' before $user, found end of line"}
#> {"kind":"detect","format":"uwsgi","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[pid: ' before $pid, found 'nothing known'"}
#> {"kind":"detect","format":"s3","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' [' before $clf, found end of line"}
#> {"kind":"detect","format":"alb","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 14: expected ' ' before $elb, found end of line"}
#> {"kind":"detect","format":"elb","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: $time: expected a time, found 'nothing'"}
#> {"kind":"detect","format":"nginx_error","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a time, found 'nothing known'"}
#> {"kind":"detect","format":"apache_error","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected '[', found 'nothing known'"}
#> {"kind":"detect","format":"w3c","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected a line with #Fields: before it, which names its values"}
#> {"kind":"detect","format":"logfmt","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected key=value, found 'nothing known'"}
#> {"kind":"detect","format":"prometheus","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 9: expected a value, found 'known'"}
#> {"kind":"detect","format":"ltsv","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1, column 1: expected label:value, found 'nothing known'"}
#> {"kind":"detect","format":"tsv","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> {"kind":"detect","format":"csv","lines":1,"fits":0,"share":0,"fields":0,"why":"line 1: a header with one column only"}
#> status 3
#> 3538
#2> cxparse: stdin:4: expected 3 fields as in the header, found 1
#2> cxparse: 1 of 2 records rejected (50%)
#2> cxparse: access.log:8899:183: expected '"' after %{User-Agent}i, found end of line: was the line cut when it was written?
#2> cxparse: 1 of 10000 records rejected (0.01%)
