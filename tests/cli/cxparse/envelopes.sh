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
