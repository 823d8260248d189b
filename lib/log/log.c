/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log - see log.h
 */
#include "log/log.h"

#include "access/apache.h"
#include "access/nginx.h"
#include "access/textlog.h"
#include "envelope/nest.h"
#include "line/lmap.h"
#include "log/csvlog.h"
#include "log/dsnmail.h"
#include "log/errlog.h"
#include "log/haproxy.h"
#include "log/jmeterxml.h"
#include "log/jsonlog.h"
#include "log/logfmt.h"
#include "log/lregex.h"
#include "log/lschema.h"
#include "log/ltsv.h"
#include "log/prometheus.h"
#include "log/w3c.h"

#include <string.h>

#define COMMON_1 "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326"
#define COMMON_2 "2001:db8::7 - - [10/Oct/2000:13:55:39 -0700] \"-\" 408 -"
#define AGENT_1 " \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\""
#define AGENT_2 " \"-\" \"-\""

/* Of formats that catch as much of a sample, --detect prefers the first one here. */
static const struct log_format formats[] = {
	{ .name = "ndjson", .summary = "one JSON object a line (the default)",
	  .flags = LOG_DETECT | LOG_EXPORT, .open = source_json,
	  .sample = "{\"timestamp\":\"2026-11-29T19:20:00Z\",\"level\":\"info\",\"n\":1}\n"
	            "{\"timestamp\":\"2026-11-29T19:20:01Z\",\"tags\":[\"a\"],\"n\":2.5}\n" },
	{ .name = "json",
	  .summary = "JSON from elsewhere: an array, over lines; --map, time in any known form",
	  .flags = LOG_DETECT | LOG_MORE | LOG_EXPORT | LOG_OVER, .open = jsonlog_open,
	  .sample = "{\"ts\":1646861401.52,\"logger\":\"http.log.access\",\"status\":200}\n"
	            "{\"@timestamp\":\"2026-11-29 19:20:01\",\"message\":\"ready\"}\n" },
	{ .name = "vhost_combined", .summary = "combined with server:port before it",
	  .flags = LOG_DETECT, .open = textlog_vhost,
	  .sample = "www.example.com:443 " COMMON_1 AGENT_1 "\n"
	            "www.example.com:80 2001:db8::7 - - [10/Oct/2000:13:55:39 -0700] \"-\" 408 0"
	            AGENT_2 "\n" },
	{ .name = "combined", .summary = "Apache and nginx combined",
	  .flags = LOG_DETECT, .open = textlog_combined,
	  .sample = COMMON_1 AGENT_1 "\n" COMMON_2 AGENT_2 "\n" },
	{ .name = "common", .summary = "Apache common",
	  .flags = LOG_DETECT, .open = textlog_common,
	  .sample = COMMON_1 "\n" COMMON_2 "\n" },
	{ .name = "nginx", .summary = "nginx, as --log-format or else combined",
	  .flags = LOG_DETECT | LOG_SERVER, .open = textlog_nginx,
	  .given = NGINX_COMBINED " $request_time $upstream_response_time",
	  .sample = COMMON_1 AGENT_1 " 0.012 0.003, 0.004\n" COMMON_2 AGENT_2 " 0.000 -\n" },
	{ .name = "apache", .summary = "Apache, as --log-format or else combined",
	  .flags = LOG_DETECT | LOG_SERVER, .open = textlog_apache,
	  .given = APACHE_COMBINED " %D",
	  .sample = COMMON_1 AGENT_1 " 12041\n" COMMON_2 AGENT_2 " 87\n" },
	{ .name = "tomcat", .summary = "Tomcat up to 9, as --log-format or else common",
	  .flags = LOG_DETECT | LOG_SERVER, .open = textlog_tomcat,
	  .given = "%h %l %u %t \"%r\" %s %b %D %I",
	  .sample = COMMON_1 " 12 http-nio-8080-exec-1\n" COMMON_2 " 0 -\n" },
	{ .name = "ingress_nginx", .summary = "ingress-nginx's default format",
	  .flags = LOG_DETECT, .open = textlog_ingress,
	  .sample = COMMON_1 AGENT_1 " 312 0.012 [shop-web-80] [] 10.0.0.7:8080, 10.0.0.8:8080 "
	            "0, 2326 0.002, 0.009 502, 200 1f2c3d\n"
	            COMMON_1 AGENT_2 " 80 0.000 [] [] - - - - 1f2c3e\n" },
	{ .name = "traefik", .summary = "Traefik, accessLog.format common",
	  .flags = LOG_DETECT, .server = &server_traefik,
	  .sample = COMMON_1 AGENT_1 " 1 \"app@file\" \"http://192.0.2.4:8080\" 12ms\n"
	            COMMON_1 " \"-\" \"a \\\"b\\\" c\" 2 \"-\" \"-\" 0ms\n" },
	{ .name = "envoy", .summary = "Envoy's default format",
	  .flags = LOG_DETECT, .server = &server_envoy,
	  .sample = "[2016-04-15T20:17:00.310Z] \"POST /api/v1/locations HTTP/2\" 204 - 154 0 226 "
	            "100 \"10.0.35.28\" \"nsq2http\" \"cc21d9b0-cf5c\" \"locations\" "
	            "\"tcp://10.0.2.1:80\"\n"
	            "[2016-04-15T20:17:01.004Z] \"- - HTTP/1.1\" 0 DC 0 0 12 - \"-\" \"-\" "
	            "\"-\" \"-\" \"-\"\n" },
	{ .name = "istio", .summary = "Istio's default format of Envoy",
	  .flags = LOG_DETECT, .server = &server_istio,
	  .sample = "[2020-11-25T21:26:18.409Z] \"GET /status/418 HTTP/1.1\" 418 - via_upstream - "
	            "\"-\" 0 135 3 1 \"-\" \"curl/7.73.0-DEV\" \"84961386-6d84\" "
	            "\"httpbin:8000\" "
	            "\"127.0.0.1:80\" inbound|8000|| 127.0.0.1:41854 10.44.1.27:80 "
	            "10.44.1.23:37652 outbound_.8000_._.httpbin.foo.svc.cluster.local default\n"
	            "[2020-11-25T21:26:19.001Z] \"- - -\" 0 UF,URX - - \"delayed connect error: "
	            "111\" 0 0 7 - \"-\" \"-\" \"-\" \"-\" \"-\" - - 10.44.1.27:80 "
	            "[2001:db8::7]:37654 - -\n" },
	{ .name = "haproxy", .summary = "HAProxy: httplog, httpslog, tcplog",
	  .flags = LOG_DETECT, .open = haproxy_open,
	  .sample = "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 "
	            "200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} \"GET /index.html HTTP/1.1\"\n"
	            "10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- "
	            "0/0/0/0/3 0/0\n" },
	{ .name = "squid", .summary = "Squid's own format",
	  .flags = LOG_DETECT, .server = &server_squid,
	  .sample = "1286536309.450    180 192.168.0.224 TCP_MISS/200 411 GET http://x.example/ - "
	            "DIRECT/198.51.100.4 text/html\n"
	            "1286536310.107      0 192.168.0.224 NONE_NONE/000 0 - "
	            "error:transaction-end-before-headers - HIER_NONE/- -\n" },
	{ .name = "squid_combined", .summary = "Squid, logformat combined",
	  .flags = LOG_DETECT, .server = &server_squid_combined,
	  .sample = COMMON_1 AGENT_1 " TCP_MISS:FIRSTUP_PARENT\n"
	            COMMON_1 " \"-\" \"a \"b\" c\" TCP_HIT:HIER_NONE\n" },
	{ .name = "lighttpd", .summary = "lighttpd's default format",
	  .flags = LOG_DETECT, .server = &server_lighttpd,
	  .sample = "127.0.0.1 shop.example - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" "
	            "200 12" AGENT_2 "\n"
	            "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"  \" 400 -" AGENT_2 "\n" },
	{ .name = "varnish", .summary = "varnishncsa's default format",
	  .flags = LOG_DETECT, .server = &server_varnish,
	  .sample = "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "
	            "\"GET http://shop.example/a HTTP/1.1\" 200 12" AGENT_2 "\n"
	            "127.0.0.1 - - [10/Oct/2000:13:55:37 -0700] "
	            "\"PURGE http://shop.example/a HTTP/1.1\" - -" AGENT_2 "\n" },
	{ .name = "gunicorn", .summary = "gunicorn's default format",
	  .flags = LOG_DETECT, .server = &server_gunicorn,
	  .sample = COMMON_1 AGENT_1 "\n" COMMON_1 " \"-\" \"ends with \\\"\n" },
	{ .name = "uwsgi", .summary = "uWSGI's default request line",
	  .flags = LOG_DETECT, .server = &server_uwsgi,
	  .sample = "[pid: 23648|app: 0|req: 1/1] 127.0.0.1 () {24 vars in 248 bytes} "
	            "[Sun Nov 29 19:28:59 2026] GET / => generated 12 bytes in 3 msecs "
	            "(HTTP/1.1 200) 2 headers in 65 bytes (1 switches on core 0)\n"
	            "[pid: 23648|app: 0|req: 2/2] 127.0.0.1 (ann) {24 vars in 248 bytes} "
	            "[Sun Nov 29 19:29:01 2026] GET /a?b=c => generated 0 bytes in 68 micros "
	            "(HTTP/1.1 304) 2 headers in 65 bytes (1 switches on core 0)\n" },
	{ .name = "s3", .summary = "access logs of Amazon S3",
	  .flags = LOG_DETECT, .server = &server_s3,
	  .sample = "79a5 shop-logs [06/Feb/2019:00:00:38 +0000] 192.0.2.3 79a5 3E57427F3EXAMPLE "
	            "REST.GET.VERSIONING - \"GET /shop-logs?versioning HTTP/1.1\" 200 - 113 - 7 - "
	            "\"-\" \"S3Console/0.4\" - s9lzHY= SigV4 ECDHE-RSA-AES128-GCM-SHA256 "
	            "AuthHeader shop-logs.s3.us-west-1.amazonaws.com TLSV1.2 - -\n"
	            "79a5 shop-logs [06/Feb/2019:00:01:57 +0000] 192.0.2.3 - DD6CC733AEXAMPLE "
	            "REST.GET.OBJECT a%20b.jpg \"GET /shop-logs/a%20b.jpg HTTP/1.1\" 404 NoSuchKey "
	            "297 - 38 - \"-\" \"-\" -\n" },
	{ .name = "alb", .summary = "AWS Application Load Balancer",
	  .flags = LOG_DETECT, .server = &server_alb,
	  .sample = "http 2018-07-02T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.168.131.39:2817 "
	            "10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "
	            "\"GET http://www.example.com:80/a?b HTTP/1.1\" \"curl/7.46.0\" - - "
	            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/t/73e2 "
	            "\"Root=1-58337262-36d2\" \"-\" \"-\" 0 2018-07-02T22:22:48.364000Z "
	            "\"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\"\n"
	            "h2 2018-07-02T22:23:01.004Z app/lb/50dc6c495c0c9188 2001:db8::7:41000 - -1 "
	            "-1 -1 400 - 0 272 \"- http://www.example.com:80- -\" \"-\" - - - \"-\" \"-\" "
	            "\"-\" - 2018-07-02T22:23:01.004Z \"-\" \"-\" \"-\"\n" },
	{ .name = "elb", .summary = "AWS Classic Load Balancer",
	  .flags = LOG_DETECT, .server = &server_elb,
	  .sample = "2015-05-13T23:39:43.945958Z my-lb 192.168.131.39:2817 10.0.0.1:80 0.000073 "
	            "0.001048 0.000057 200 200 0 29 \"GET http://www.example.com:80/ HTTP/1.1\" "
	            "\"curl/7.38.0\" DHE-RSA-AES128-SHA TLSv1.2\n"
	            "2015-05-13T23:39:44.945958Z my-lb 192.168.131.39:2818 10.0.0.1:80 0.001069 "
	            "0.000028 0.000041 - - 82 305 \"- - - \" \"-\" - -\n" },
	{ .name = "nginx_error", .summary = "nginx's error log",
	  .flags = LOG_DETECT | LOG_OVER, .open = errlog_nginx,
	  .sample = "2026/11/29 19:18:08 [error] 26490#26490: *25 open() \"/srv/a\" failed "
	            "(2: No such file or directory), client: 192.0.2.7, server: shop.example, "
	            "request: \"GET /a?b=c HTTP/1.1\", host: \"shop.example\"\n"
	            "2026/11/29 19:18:09 [notice] 1#1: using the \"epoll\" event method\n" },
	{ .name = "apache_error", .summary = "Apache's error log",
	  .flags = LOG_DETECT | LOG_OVER, .open = errlog_apache,
	  .sample = "[Sun Nov 29 19:20:39.065702 2026] [core:info] [pid 16674:tid 16768] "
	            "[client 192.0.2.7:33406] AH00128: File does not exist: /srv/www/missing\n"
	            "[Sun Nov 29 19:20:40 2026] [error] [client 192.0.2.7] File does not exist: "
	            "/a\n" },
	{ .name = "w3c", .summary = "W3C extended, by its #Fields: IIS, CloudFront",
	  .flags = LOG_DETECT, .open = w3c_open,
	  .sample = "#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri-stem sc-status "
	            "cs(User-Agent) time-taken\n"
	            "2018-01-01 08:09:10 81.2.69.143 GET /a 200 Mozilla/5.0+(Windows+NT+6.1) 123\n"
	            "2018-01-01 08:09:11 2001:db8::7 GET /b 404 - 5\n" },
	{ .name = "logfmt", .summary = "key=value pairs",
	  .flags = LOG_DETECT | LOG_OVER, .open = logfmt_open,
	  .sample = "time=\"2021-09-15T21:17:10Z\" level=error msg=\"no pod\" status=500 dur=12ms\n"
	            "time=\"2021-09-15T21:17:11Z\" level=info msg=ready debug\n" },
	{ .name = "prometheus", .summary = "samples of metrics, Prometheus' text and OpenMetrics",
	  .flags = LOG_DETECT | LOG_EXPORT, .open = prometheus_open,
	  .sample = "# TYPE http_requests_total counter\n"
	            "http_requests_total{method=\"post\",code=\"200\"} 1027 1395066363000\n"
	            "process_resident_memory_bytes 1.4942208e+07\n" },
	{ .name = "ltsv", .summary = "labels and values, label:value, TABs between",
	  .flags = LOG_DETECT, .open = ltsv_open,
	  .sample = "time:[28/Feb/2013:12:00:00 +0900]\thost:192.0.2.1\treq:GET /list?a=b HTTP/1.1"
	            "\tstatus:200\tsize:5316\tua:Mozilla/5.0\treqtime:0.012\tcache:-\n"
	            "time:2013-02-28T03:00:01Z\thost:2001:db8::7\tstatus:404\tmethod:GET\t"
	            "uri:/a\n" },
	{ .name = "tsv", .summary = "tab-separated values, named by the first row",
	  .flags = LOG_DETECT | LOG_HEADER | LOG_EXPORT | LOG_TABLE, .open = csvlog_tsv,
	  .sample = "time\tpath\tduration_ms\n2026-01-02 03:04:05\t/cart\t12.5\n"
	            "2026-01-02 03:05:00\t/pay\t1.5s\n" },
	{ .name = "csv", .summary = "comma-separated values, named by the first row",
	  .flags = LOG_DETECT | LOG_HEADER | LOG_EXPORT | LOG_TABLE | LOG_DELIMITER,
	  .open = csvlog_csv,
	  .sample = "time,path,duration_ms\n2026-01-02 03:04:05,/cart,12.5\n"
	            "2026-01-02 03:05:00,\"/pay,now\",1.5s\n" },
	{ .name = "jmeter_xml", .summary = "JMeter's results in XML, named as in its tables",
	  .flags = LOG_DETECT | LOG_MORE | LOG_EXPORT, .open = jmeterxml_open,
	  .sample = "<testResults version=\"1.2\">\n"
	            "<httpSample t=\"48\" lt=\"43\" ts=\"1795985941572\" s=\"true\" lb=\"00 ok\" "
	            "rc=\"200\" tn=\"shop 1-1\" by=\"103\">\n"
	            "<java.net.URL>http://x.example/ok</java.net.URL>\n</httpSample>\n"
	            "<sample t=\"4\" ts=\"1795985941600\" s=\"true\" lb=\"a\" rc=\"\"/>\n" },
	{ .name = "dsn", .summary = "mails of servers: bounces and complaints, as receipts",
	  .flags = LOG_ALONE, .open = dsnmail_open,
	  .sample = "Date: Mon, 30 Nov 2026 10:00:05 +0000\n"
	            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n"
	            "\n--b\nContent-Type: message/delivery-status\n\n"
	            "Reporting-MTA: dns; mx.example.net\n\n"
	            "Final-Recipient: rfc822; ann@example.net\nAction: failed\nStatus: 5.1.1\n"
	            "Diagnostic-Code: smtp; 550 5.1.1 <ann@example.net>: unknown\n\n"
	            "Final-Recipient: rfc822; bob@example.net\nAction: delayed\nStatus: 4.4.1\n\n"
	            "--b\nContent-Type: text/rfc822-headers\n\n"
	            "Message-ID: <rn4c5k2v@shop.example>\n\n--b--\n" },
	{ .name = "regex", .summary = "a PCRE2 expression, --regex, with named groups",
	  .flags = LOG_DETECT | LOG_REGEX | LOG_OVER, .open = lregex_open,
	  .given = "^(?<timestamp>\\S{20}) (?<level>[A-Z]+) (?<message>.*)$",
	  .sample = "2026-01-02T03:04:05Z INFO ready\n2026-01-02T03:04:06Z WARN slow: 12 ms\n" },
	{ .name = "grok", .summary = "a pattern of Logstash's, --grok",
	  .flags = LOG_DETECT | LOG_GROK | LOG_OVER, .open = lregex_grok,
	  .given = "%{TIMESTAMP_ISO8601:timestamp} %{LOGLEVEL:level} %{GREEDYDATA:message}",
	  .sample = "2026-01-02T03:04:05Z INFO ready\n2026-01-02 03:04:06,250 WARN slow: 12 ms\n" },
	{ .name = "docker", .summary = "Docker's json-file around another format: docker+combined",
	  .flags = LOG_DETECT | LOG_OVER | LOG_EACH, .envelope = &docker_envelope,
	  .sample = "{\"log\":\"GET /a/\\u003cb\\u003e 200\\n\",\"stream\":\"stdout\",\"attrs\":"
	            "{\"tag\":\"web\"},\"time\":\"2026-11-29T19:31:23.514882507Z\"}\n"
	            "{\"log\":\"err line\\n\",\"stream\":\"stderr\","
	            "\"time\":\"2026-11-29T19:31:23.516648364Z\"}\n" },
	{ .name = "kafka", .summary = "what kcat -J prints, likewise: kafka+ndjson",
	  .flags = LOG_DETECT | LOG_OVER | LOG_EACH, .envelope = &kafka_envelope,
	  .sample = "{\"topic\":\"shop\",\"tstype\":\"create\",\"ts\":1795980000123,\"broker\":1,"
	            "\"partition\":0,\"offset\":7,\"key\":null,\"payload\":\"GET /a 200\"}\n"
	            "{\"topic\":\"shop\",\"tstype\":\"unknown\",\"ts\":-1,\"broker\":1,"
	            "\"partition\":0,\"offset\":8,\"key\":\"ann\",\"payload\":\"err line\"}\n" },
	{ .name = "cri", .summary = "container logs of Kubernetes, likewise: cri+ndjson",
	  .flags = LOG_DETECT | LOG_OVER | LOG_EACH, .envelope = &cri_envelope,
	  .sample = "2026-11-29T19:31:23.728421975Z stdout F GET /a 200\n"
	            "2026-11-29T19:31:23.729476774Z stdout P the first half, \n"
	            "2026-11-29T19:31:23.730055455Z stderr F err line\n"
	            "2026-11-29T19:31:23.729519129Z stdout F the second half\n" },
	{ .name = "syslog", .summary = "lines of a system log, RFC 3164 and 5424, likewise",
	  .flags = LOG_DETECT | LOG_OVER | LOG_EACH, .envelope = &syslog_envelope,
	  .sample = "<134>Nov 29 19:22:31 web1 haproxy[25399]: Proxy web started.\n"
	            "Feb  6 12:14:14 web1 kernel: eth0: link up\n"
	            "2024-01-02T03:04:05.678901+02:00 web1 sshd[7]: Server listening on :: port 2\n"
	            "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 "
	            "[exampleSDID@32473 iut=\"3\" eventID=\"1011\"] An application event\n" },
	{ .name = "compose", .summary = "what docker compose logs prints, likewise",
	  .flags = LOG_DETECT | LOG_OVER | LOG_EACH, .envelope = &compose_envelope,
	  .sample = "web-1    | GET /a 200\ndb-1     | ready to accept connections\n" },
	{ .name = "journald", .summary = "journalctl -o json, likewise",
	  .flags = LOG_DETECT | LOG_OVER | LOG_EACH, .envelope = &journald_envelope,
	  .sample = "{\"__REALTIME_TIMESTAMP\":\"1795980000000123\",\"PRIORITY\":\"6\",\"_PID\":"
	            "\"77\",\"_HOSTNAME\":\"web1\",\"SYSLOG_IDENTIFIER\":\"web\",\"MESSAGE\":"
	            "\"GET /a 200\"}\n"
	            "{\"MESSAGE\":[98,101,108,108,7],\"__REALTIME_TIMESTAMP\":"
	            "\"1795980006000738\",\"_SYSTEMD_UNIT\":\"web.service\"}\n" },
	{ .name = "zap", .summary = "Caddy's and zap's console: words before JSON: zap+ndjson",
	  .flags = LOG_DETECT | LOG_OVER, .envelope = &zap_envelope,
	  .sample = "2026/11/29 19:27:57.382\t\033[34mINFO\033[0m\thttp.log.access\t"
	            "handled request\t{\"status\": 200}\n"
	            "2026-11-29T19:27:58.100Z\tWARN\tcache/store.go:42\tslow\t{\"ms\": 12}\n" },
	{ .name = "prefixed", .summary = "text before a JSON object, likewise: prefixed+json",
	  .flags = LOG_DETECT | LOG_OVER, .envelope = &prefixed_envelope,
	  .sample = "2018/05/02 10:31:07 [I] {\"user\":\"ann\",\"n\":1}\n"
	            "[2018-05-02T10:31:08Z] app: {\"n\":2}\n" },
};

enum { DEPTH = 4 };	/* formats in one another */

const struct registry log_registry = REGISTRY("format", "Formats", formats, struct log_format);

/* The formats with a flag, or with 0 the envelopes: "-f nginx or -f apache". */
static void
list_formats(struct buf *b, unsigned flag, const char *before)
{
	const struct log_format *f;

	for (size_t i = 0; (f = registry_row(&log_registry, i)) != NULL; i++)
		if (flag != 0 ? (f->flags & flag) != 0 : f->envelope != NULL)
			buf_printf(b, "%s%s%s", b->n > 0 ? " or " : "", before, f->name);
}

/* What the formats with a flag take, and @name does not. */
static enum rc
goes_with(unsigned flag, const char *what, const char *name, struct err *e)
{
	struct buf b;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	list_formats(&b, flag, flag != 0 ? "-f " : "");
	rc = rc_err(e, RC_USAGE, "%s goes with %.*s, not %s", what, (int)b.n, b.p, name);
	buf_free(&b);
	return rc;
}

/* The formats of NAME+...+NAME, : for + as well, the outermost first. */
static enum rc
split_name(const struct log_format **f, size_t *n, struct sv name, struct err *e)
{
	struct sv left = name;
	bool more = true;

	for (*n = 0; more; (*n)++) {
		const size_t plus = sv_find(left, '+'), colon = sv_find(left, ':');
		const size_t len = plus < colon ? plus : colon;
		const struct sv one = { left.p, len };

		if (*n == DEPTH || name.n > LOG_NAME_MAX)
			return rc_err(e, RC_USAGE, "more than %d formats in one another: '%.*s'",
			    DEPTH, SV_SHOW(name));
		if (len == 0)
			return rc_err(e, RC_USAGE, "expected a format %s '%c': '%.*s'",
			    left.n > 0 ? "before" : "behind", left.p[left.n > 0 ? 0 : -1],
			    SV_SHOW(name));
		f[*n] = registry_find(&log_registry, one);
		if (f[*n] == NULL)
			return registry_hint(&log_registry, one, rc_err(e, RC_USAGE,
			    "unknown format '%.*s'", SV_SHOW(one)), e);
		more = len < left.n;
		left = (struct sv){ left.p + len + more, left.n - len - more };
		if (more && f[*n]->envelope == NULL)
			return goes_with(0, colon < plus ? "':'" : "'+'", f[*n]->name, e);
	}
	return RC_OK;
}

/* @f is the innermost of @n formats. */
static enum rc
check_options(const struct log_format *f, size_t n, const struct source_cfg *cfg, struct err *e)
{
	if (n > 1 && (f->flags & LOG_ALONE) != 0)
		return rc_err(e, RC_USAGE, "no envelope is around %s: it is read as it is",
		    f->name);
	if (cfg->log_format.n > 0 && (f->flags & LOG_SERVER) == 0)
		return goes_with(LOG_SERVER, "--log-format", f->name, e);
	if (cfg->regex.n > 0 && (f->flags & LOG_REGEX) == 0)
		return goes_with(LOG_REGEX, "--regex", f->name, e);
	if (cfg->grok.n > 0 && (f->flags & LOG_GROK) == 0)
		return goes_with(LOG_GROK, "--grok", f->name, e);
	if (cfg->continues.n > 0 && (f->flags & LOG_OVER) == 0)
		return rc_err(e, RC_USAGE, "--continue goes with texts: regex, grok, logfmt, an "
		    "error log, an envelope, not %s", f->name);
	if (cfg->continues.n > 0 && n == 1 && strcmp(f->name, "json") == 0)
		return rc_err(e, RC_USAGE, "--continue: -f json reads objects over lines by "
		    "itself; behind a text they are of -f prefixed+json");
	if (cfg->table.delim != '\0' && (f->flags & LOG_DELIMITER) == 0)
		return goes_with(LOG_DELIMITER, "--delimiter", f->name, e);
	if ((f->flags & LOG_TABLE) != 0)
		return RC_OK;
	return cfg->table.skip > 0 ? goes_with(LOG_TABLE, "--skip", f->name, e) :
	    cfg->table.header.n > 0 ? goes_with(LOG_TABLE, "--header", f->name, e) :
	    cfg->table.comma ? goes_with(LOG_TABLE, "--decimal", f->name, e) : RC_OK;
}

/* Lines are joined behind what the first of @n formats takes off, or before it. */
static bool
joins_here(const struct log_format *const *f, size_t n, const struct source_cfg *cfg)
{
	return cfg->continues.n > 0 && ((f[0]->flags & LOG_EACH) == 0 || n == 1 ||
	    (f[1]->flags & LOG_EACH) == 0);
}

/* A format that is no envelope. */
static enum rc
open_plain(const struct source **s, const struct log_format *f, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct source_cfg own = *cfg;

	own.format = sv_of(f->name);
	if (cfg->schema.n > 0)
		return lschema_open(s, &own, p, a, e);
	if (f->server != NULL)
		return textlog_server(s, f->name, f->server, cfg, p, a, e);
	if (f->open == source_json || f->open == jsonlog_open)
		lmap_compile(&own, a);
	return f->open(s, &own, p, a, e);
}

/* The first of @n formats around the others. */
static enum rc
open_nested(const struct source **s, const struct log_format *const *f, size_t n,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e)
{
	const struct source *inner = NULL;
	struct source_cfg own = *cfg, in = *cfg;
	bool joins = joins_here(f, n, cfg), each = (f[0]->flags & LOG_EACH) != 0;
	enum rc rc = RC_OK;

	if (joins) {
		in.continues.n = 0;
		in.joined = true;
	} else {
		own.continues.n = 0;
	}
	if (joins && !each) {
		rc = open_nested(&inner, f, n, &in, nest_proj(p, a), a, e);
		return rc != RC_OK ? rc : nest_open(s, &nest_lines, inner, &own, p, a, e);
	}
	if (f[0]->envelope == NULL || (cfg->schema.n > 0 && n == 1))
		return open_plain(s, f[0], cfg, p, a, e);
	if (n > 1)
		rc = open_nested(&inner, f + 1, n - 1, &in, nest_proj(p, a), a, e);
	return rc != RC_OK ? rc : nest_open(s, f[0]->envelope, inner, &own, p, a, e);
}

enum rc
log_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	struct sv name = cfg->format.n > 0 ? cfg->format :
	    cfg->schema.n > 0 ? lschema_format(cfg->schema) : SV("ndjson");
	const struct log_format *f[DEPTH];
	size_t n;
	enum rc rc = split_name(f, &n, name, e);

	if (rc == RC_OK)
		rc = check_options(f[n - 1], n, cfg, e);
	return rc != RC_OK ? rc : open_nested(s, f, n, cfg, p, a, e);
}
