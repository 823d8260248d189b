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
