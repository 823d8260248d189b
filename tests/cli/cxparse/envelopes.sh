# The lines of a program out of what Docker, containerd and syslog write around them.
# Long messages are compared by their length.
servers=$DATA/logs/servers

# short: TIME|STREAM|MESSAGE or #LENGTH of records, times to the microsecond
short() {
	LC_ALL=C awk '{
		gsub(/": /, "\":")
		match($0, /"timestamp":"[^"]*/)
		time = substr($0, RSTART + 13, 26)
		match($0, /"stream":"[^"]*/)
		stream = substr($0, RSTART + 10, RLENGTH - 10)
		n = 0
		if (match($0, /"bytes_of_message":[0-9]+/)) {
			n = substr($0, RSTART, RLENGTH)
			sub(/.*:/, "", n)
		}
		m = ""
		if (match($0, /"message":".*"}$/))
			m = substr($0, RSTART + 11, RLENGTH - 13)
		if (length(m) >= 1000)
			n = length(m)
		print time "|" stream "|" (n + 0 >= 1000 ? "#" n : m)
	}'
}
for f in docker_json cri; do
	cxparse -f ${f%_json} "$servers/$f.log" | short >"$f.got"
	short <"$servers/$f.expect.ndjson" >"$f.want"
	cmp "$f.got" "$f.want" && wc -l <"$f.got"
done

echo '# a format in an envelope'
cxparse -f docker+combined --max-bad 100% "$servers/docker_json.log" 2>&1 | cut -c1-200 |
    sed 's|^cxparse: .*/||'
cxparse -f cri+common --max-bad 100% --rejects bad.ndjson "$servers/cri.log" 2>/dev/null
cxselect --fields line,column,code bad.ndjson
cxparse -f syslog --year 2026 "$servers/haproxy_rfc3164.log" | cxselect --head 2
cxparse --detect "$servers/haproxy_rfc3164.log" "$servers/docker_json.log" |
    cxselect --head 1 --fields format,lines,fits

echo '# both'
printf '%s\n' 'web-1  | {"level":"info","n": 1}' 'db-1   | {"n":2,"service":"own"}' |
    cxparse -f compose+ndjson
printf '%s\n' '<14>1 2026-01-02T03:04:05Z h app - - - level=warn msg=x' \
    'Jan  2 03:04:06 h app[7]: msg="own time" time=2026-01-02T03:00:00Z' |
    cxparse -f syslog+logfmt --now 2026-01-03
cxstat -f docker --max-bad 100% -b stream 'n = count()' "$servers/docker_json.log"
printf '%s\n' 'web-1  | web' | cxparse -f compose --map name=service --map text=message

#> 10
#> 9
#> # a format in an envelope
#> docker_json.log:2:62: expected ' [' before %t, found end of line
#> docker_json.log:3:30: expected ' [' before %t, found end of line
#> docker_json.log:6: expected ' ' before %l, found end of line
#> docker_json.log:8: expected ' ' before %l, found end of line
#> docker_json.log:11: expected ' ' before %l, found end of line
#> cxparse: 8 of 9 records rejected (88.9%); --rejects FILE keeps them
#> {"timestamp":"2026-11-29T19:18:07Z","client_ip":"127.0.0.1","method":"GET","path":"/a","query":"x=<1>&y=2","protocol":"HTTP/1.1","status":200,"bytes":12,"user_agent":"ua \"q\"","stream":"stdout"}
#> {"timestamp":"2026-11-29T19:18:07Z","client_ip":"127.0.0.1","method":"GET","path":"/a","query":"x=<1>&y=2","protocol":"HTTP/1.1","status":200,"bytes":12,"stream":"stdout"}
#> {"line":2,"column":74,"code":"log"}
#> {"line":4,"column":16425,"code":"log"}
#> {"line":6,"code":"log"}
#> {"line":9,"code":"log"}
#> {"line":11,"code":"log"}
#> {"line":12,"column":49,"code":"log"}
#> {"line":13,"code":"log"}
#> {"timestamp":"2026-11-29T19:22:31Z","level":"info","facility":"local0","hostname":"localhost","service":"haproxy","pid":25399,"message":"127.0.0.1:58134 [29/Nov/2026:19:22:31.926] web app/s1 0/0/0/1/1 200 149 - - --NI 1/1/0/0/0 0/0 {tester/1.0|} {text/plain} \"GET / HTTP/1.1\""}
#> {"timestamp":"2026-11-29T19:22:31Z","level":"info","facility":"local0","hostname":"localhost","service":"haproxy","pid":25399,"message":"127.0.0.1:58154 [29/Nov/2026:19:22:31.976] web app/s1 0/0/0/1/1 200 137 - - --NI 1/1/0/0/0 0/0 {tester/1.0|} {text/plain} \"HEAD /a.txt HTTP/1.1\""}
#> {"format":"syslog+haproxy","lines":8,"fits":8}
#> # both
#> {"level":"info","n":1,"service":"web-1"}
#> {"n":2,"service":"own"}
#> {"timestamp":"2026-01-02T03:04:05Z","level":"warn","message":"x","facility":"user","hostname":"h","service":"app"}
#> {"timestamp":"2026-01-02T03:00:00Z","message":"own time","hostname":"h","service":"app","pid":7}
#> {"kind":"stat","stream":"stderr","n":1}
#> {"kind":"stat","stream":"stdout","n":9}
#> {"name":"web-1","text":"web"}
