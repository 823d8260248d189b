# What servers wrote for known requests, and what an independent reader made of it.
# lighttpd writes \xE9 in capitals, and a value that is not UTF-8 stays as written.
# shellcheck disable=SC2016 # variables of nginx
servers=$DATA/logs/servers
fields=timestamp,client_ip,method,path,query,protocol,status,bytes,referrer,user_agent,request
timed='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
timed=$timed'"$http_referer" "$http_user_agent" $request_time $upstream_response_time '
timed=$timed'"$upstream_addr" "$upstream_status" $upstream_connect_time $upstream_header_time'
for f in varnish_ncsa lighttpd; do
	cxparse -f combined --fields $fields "$servers/$f.log" 2>/dev/null | sed 's/xE9/xe9/' >$f.got
done
fields_timed=$fields,duration_ms,upstream_ms
cxparse -f nginx --log-format "$timed" --fields $fields_timed "$servers/nginx_timed.log" \
    2>/dev/null >nginx_timed.got
for f in varnish_ncsa lighttpd nginx_timed; do
	[ $f != nginx_timed ] || fields=$fields_timed
	cxselect --fields $fields "$servers/$f.expect.ndjson" 2>/dev/null >$f.want
	cmp $f.got $f.want && wc -l <$f.got
done

#> 27
#> 27
#> 24
