/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_access - the access-log formats on worked lines and on real files
 */
#include "../t.h"
#include "../logrun.h"

#define LOGS "tests/data/logs/"

static void
check(const char *format, const char *log_format, const char *line, const char *want,
    const char *name)
{
	struct logrun r;

	logrun_init(&r, format);
	if (log_format != NULL)
		r.cfg.log_format = sv_of(log_format);
	T_STR(logrun(&r, sv_of(line)), want, name);
	buf_free(&r.out);
}

static void
presets(void)
{
	check("combined", NULL,
	    "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif?a=b&c HTTP/1.0\" 200 "
	    "2326 \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"\n",
	    "{\"timestamp\":\"2000-10-10T20:55:36Z\",\"client_ip\":\"127.0.0.1\",\"user_id\":\"frank\","
	    "\"method\":\"GET\",\"path\":\"/apache_pb.gif\",\"query\":\"a=b&c\",\"protocol\":\"HTTP/1.0\","
	    "\"status\":200,\"bytes\":2326,\"referrer\":\"http://www.example.com/start.html\","
	    "\"user_agent\":\"Mozilla/4.08 [en] (Win98; I ;Nav)\"}\n", "combined");
	check("combined", NULL,
	    "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 2326\n",
	    "! 1:69 log expected ' \"' before %{Referer}i, found end of line\n",
	    "common read as combined");
	check("common", NULL,
	    "h.example - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 304 - \"-\" \"x\"\r\n",
	    "{\"timestamp\":\"2000-10-10T20:55:36Z\",\"client_ip\":\"h.example\",\"method\":\"GET\","
	    "\"path\":\"/\",\"protocol\":\"HTTP/1.0\",\"status\":304,\"bytes\":0}\n",
	    "combined read as common: %b - is 0, the rest is ignored");
	check("vhost_combined", NULL,
	    "www.x.org:443 ::1 - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 0 \"-\" \"-\"\n",
	    "{\"timestamp\":\"2000-10-10T13:55:36Z\",\"client_ip\":\"::1\",\"host\":\"www.x.org\","
	    "\"status\":408,\"bytes\":0,\"port\":443}\n", "vhost_combined");
	check("combined", NULL,
	    "\n \t\r\n1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" abc 1 \"-\" \"-\"\n",
	    "! 3:59 log %>s: expected a 3-digit status, found 'abc'\n", "a status that is none");
	check("combined", NULL,
	    "1.2.3.4 - - [10/Okt/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\" \"-\"\n",
	    "! 1:14 log %t: expected a time like 10/Oct/2000:13:55:36 -0700, "
	    "found '10/Okt/2000:13:55:36 -0700'\n", "a time that is none");
	check("combined", NULL,
	    "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\" \"Moz\n",
	    "! 1:73 truncated expected '\"' after %{User-Agent}i, found end of line: was the line cut when it was written?\n",
	    "the last quote is missing");
	check("combined", NULL,
	    "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\" \"Moz\"junk\n",
	    "! 1:74 log expected end of line after %{User-Agent}i, found 'junk'\n",
	    "text behind the last quote");
	check("combined", NULL,
	    "10.0.0.2, 10.0.0.1 - J. Doe [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\" "
	    "\"-\" 1 2\n",
	    "{\"timestamp\":\"2000-10-10T20:55:36Z\",\"client_ip\":\"10.0.0.2\",\"user_id\":\"J. Doe\","
	    "\"method\":\"GET\",\"path\":\"/\",\"protocol\":\"HTTP/1.0\",\"status\":200,\"bytes\":1}\n",
	    "a list of addresses, a user with a space, appended fields");
}

#define TAIL " [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 12 \"-\" \"ua\"\n"
#define READ ",\"method\":\"GET\",\"path\":\"/a\",\"protocol\":\"HTTP/1.1\",\"status\":200," \
	"\"bytes\":12,\"user_agent\":\"ua\"}\n"
#define AT "{\"timestamp\":\"2000-10-10T13:55:36Z\",\"client_ip\":"

/* What a collector writes before a line would fit %h %l %u. */
static void
shifted_lines(void)
{
	static const struct {
		const char *line;
		const char *combined;
	} row[] = {
		{ "Nov 29 19:00:00 web1 nginx: 192.0.2.7 - -" TAIL,
			"! 1:8 log %u: expected a user name, found '19:00:00 web1 nginx: 192.0.2.7 - "
			"-'; -f syslog+combined reads this line\n" },
		{ "<134>1 2026-11-29T19:00:00Z web1 nginx 7 - - ::1 - ann" TAIL,
			"! 1:29 log %u: expected a user name, found 'web1 nginx 7 - - ::1 - ann'; "
			"-f syslog+combined reads this line\n" },
		{ "2026-11-29T19:00:00.123456789Z stdout F ::1 - -" TAIL,
			"! 1:1 log %h: expected an address or host name, found "
			"'2026-11-29T19:00:00.123456789Z'; -f cri+combined reads this line\n" },
		{ "web-1  | 192.0.2.7 - ann" TAIL,
			"! 1:8 log %u: expected a user name, found '| 192.0.2.7 - ann'; "
			"-f compose+combined reads this line\n" },
		{ "nginx: 192.0.2.7 - -" TAIL,
			"! 1:1 log %h: expected an address or host name, found 'nginx:'\n" },
		{ "web1 F 192.0.2.7 - ann" TAIL,
			"! 1:8 log %u: expected a user name, found '192.0.2.7 - ann'\n" },
		{ "::1 - J. Doe: x" TAIL,
			"! 1:7 log %u: expected a user name, found 'J. Doe: x'\n" },
		{ "2001:db8::1 - 1@idp.example:8443" TAIL,
			AT "\"2001:db8::1\",\"user_id\":\"1@idp.example:8443\"" READ },
		{ "192.0.2.7:80 - J. Doe" TAIL, AT "\"192.0.2.7\",\"user_id\":\"J. Doe\"" READ },
		{ "unix: - a-b" TAIL, AT "\"unix:\",\"user_id\":\"a-b\"" READ },
		{ "[::1]:80 - -" TAIL, AT "\"[::1]:80\"" READ },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		check("combined", NULL, row[i].line, row[i].combined, "words before the line, and none");
	check("nginx", NULL, row[2].line, "! 1:1 log $remote_addr: expected an address or host name, "
	    "found '2026-11-29T19:00:00.123456789Z stdout F ::1'; -f cri+nginx reads this line\n",
	    "the client of nginx has spaces");
	check("cri+nginx", NULL, row[2].line, AT "\"::1\",\"method\":\"GET\","
	    "\"path\":\"/a\",\"protocol\":\"HTTP/1.1\",\"status\":200,\"bytes\":12,"
	    "\"user_agent\":\"ua\",\"stream\":\"stdout\"}\n", "and in its envelope it has none");
	check("nginx", "\"$remote_addr\" \"$remote_user\"", "\"h:x:12345\" \"a: b - c\"\n",
	    "{\"client_ip\":\"h:x:12345\",\"user_id\":\"a: b - c\"}\n", "quotes hold what they hold");
}

static void
request_lines(void)
{
	static const char head[] = "::1 - - [10/Oct/2000:13:55:36 +0000] \"";
	static const char tail[] = "\" 400 0 \"-\" \"-\"\n";
	static const struct {
		const char *request;
		const char *want;
	} row[] = {
		{ "", "" },
		{ "-", "" },
		{ "GET /", "\"method\":\"GET\",\"path\":\"/\"," },
		{ "- - HTTP/1.1", "\"protocol\":\"HTTP/1.1\"," },
		{ "GET - HTTP/1.1", "\"method\":\"GET\",\"protocol\":\"HTTP/1.1\"," },
		{ "- /a HTTP/1.1", "\"path\":\"/a\",\"protocol\":\"HTTP/1.1\"," },
		{ "CONNECT - HTTP/1.1", "\"method\":\"CONNECT\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET /a b c HTTP/1.1",
			"\"method\":\"GET\",\"path\":\"/a b c\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET /? HTTP/1.1", "\"method\":\"GET\",\"path\":\"/\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET http://h.example:80/p?q HTTP/1.1",
			"\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h.example:80\",\"path\":\"/p\","
			"\"query\":\"q\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET http://h.example HTTP/1.1",
			"\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h.example\",\"path\":\"/\","
			"\"protocol\":\"HTTP/1.1\"," },
		{ "CONNECT h:443 HTTP/1.1",
			"\"method\":\"CONNECT\",\"host\":\"h:443\",\"protocol\":\"HTTP/1.1\"," },
		{ "OPTIONS * HTTP/1.0",
			"\"method\":\"OPTIONS\",\"path\":\"*\",\"protocol\":\"HTTP/1.0\"," },
		{ "GET /\\\"q\\\\ HTTP/1.1",
			"\"method\":\"GET\",\"path\":\"/\\\"q\\\\\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET /caf\\xc3\\xa9 HTTP/1.1",
			"\"method\":\"GET\",\"path\":\"/caf\xc3\xa9\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET /caf\\xe9 HTTP/1.1",
			"\"method\":\"GET\",\"path\":\"/caf\\\\xe9\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET /caf\xe9 HTTP/1.1",
			"\"method\":\"GET\",\"path\":\"/caf\\\\xe9\",\"protocol\":\"HTTP/1.1\"," },
		{ "GET /\\\"caf\\xE9 HTTP/1.1",
			"\"method\":\"GET\",\"path\":\"/\\\"caf\\\\xe9\",\"protocol\":\"HTTP/1.1\"," },
	};
	static const char *const whole[] = { "\\x16\\x03\\x01\\x02\\xff", "hello", "GET HTTP/1.1",
		"GET  HTTP/1.1" };
	static const char *const whole_json[] = { "\\u0016\\u0003\\u0001\\u0002\\\\xff", "hello",
		"GET HTTP/1.1", "GET  HTTP/1.1" };

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		char line[256], want[512];

		snprintf(line, sizeof(line), "%s%s%s", head, row[i].request, tail);
		snprintf(want, sizeof(want),
		    "{\"timestamp\":\"2000-10-10T13:55:36Z\",\"client_ip\":\"::1\",%s\"status\":400,"
		    "\"bytes\":0}\n", row[i].want);
		check("nginx", NULL, line, want, row[i].request);
	}
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		char line[256], want[512];

		snprintf(line, sizeof(line), "%s%s%s", head, whole[i], tail);
		snprintf(want, sizeof(want),
		    "{\"timestamp\":\"2000-10-10T13:55:36Z\",\"client_ip\":\"::1\",\"status\":400,"
		    "\"bytes\":0,\"request\":\"%s\"}\n", whole_json[i]);
		check("nginx", NULL, line, want, whole[i]);
	}
}

/* Programs that write Apache's format and escape quotes alone, or nothing. */
static void
escapes_of_others(void)
{
	static const char two[] = "escape=quote %h \"%{Referer}i\" \"%{User-Agent}i\"";

	check("apache", two, "::1 \"c:\\temp\\\\x\" \"ends with \\\"\n"
	    "::1 \"x\\\" \"y\"\n"
	    "::1 \"foo\\\" \" \"bar\\\"z\\\"\n",
	    "{\"client_ip\":\"::1\",\"referrer\":\"c:\\\\temp\\\\\\\\x\",\"user_agent\":\"ends with \\\\\"}\n"
	    "{\"client_ip\":\"::1\",\"referrer\":\"x\\\\\",\"user_agent\":\"y\"}\n"
	    "{\"client_ip\":\"::1\",\"referrer\":\"foo\\\" \",\"user_agent\":\"bar\\\"z\\\\\"}\n",
	    "escape=quote");
	check("apache", "escape=quote \"%{Referer}i\" %{a}e \"%{b}e\" %D",
	    "\"c:\\\" 18 \"app q@file\" 41000\n\"a\\\"b\\\\\" x \"q\" 7\n\"a\\\"\\\" x \"q\\\" 7\n",
	    "{\"referrer\":\"c:\\\\\",\"duration_ms\":41,\"env_a\":\"18\",\"env_b\":\"app q@file\"}\n"
	    "{\"referrer\":\"a\\\"b\\\\\\\\\",\"duration_ms\":0.007,\"env_a\":\"x\",\"env_b\":\"q\"}\n"
	    "{\"referrer\":\"a\\\"\\\\\",\"duration_ms\":0.007,\"env_a\":\"x\",\"env_b\":\"q\\\\\"}\n",
	    "escape=quote, more behind it");
	check("apache", "escape=none \"%{Referer}i\" \"%{User-Agent}i\" %{c}e",
	    "\"-\" \"a \"q\" \\b\" MISS\n\"-\" \"a\" \n",
	    "{\"user_agent\":\"a \\\"q\\\" \\\\b\",\"env_c\":\"MISS\"}\n{\"user_agent\":\"a\"}\n",
	    "escape=none: the last text in quotes goes to the last quote");
	check("apache", two, "::1 \"-\" \"cut here\n",
	    "! 1:18 truncated expected '\"' after %{User-Agent}i, found end of line: was the line cut when it was written?\n", "and a line cut off");
	check("apache", "escape=none \"%{User-Agent}i\" %>s", "\"a \\x22 \"b\\\" 200\n",
	    "{\"status\":200,\"user_agent\":\"a \\\\x22 \\\"b\\\\\"}\n", "escape=none");
	check("apache", "escape=default \"%{User-Agent}i\"", "\"a\\tb\"\n",
	    "{\"user_agent\":\"a\\tb\"}\n", "escape=default");
	check("apache", "escape=json %h", "",
	    "error 8 expected escape=default, quote or none, found 'json'\n", "none of Apache's");
	check("apache", "\"%{User-Agent}i\"", "\"ends with \\\"\n",
	    "! 1:14 log expected '\"' after %{User-Agent}i, found end of line; if the program "
	    "escapes quotes alone: -f apache --log-format 'escape=quote ...'\n", "said where it may be");
	check("nginx", "\"$http_user_agent\"", "\"cut \\\"\n",
	    "! 1:8 log expected '\"' after $http_user_agent, found end of line\n", "nginx escapes all");
}

static void
nginx_formats(void)
{
	check("nginx", "$remote_addr [$time_iso8601] ${request_time}s $upstream_response_time "
	    "$upstream_addr \"$http_x_forwarded_for\" $gzip_ratio $pipe",
	    "10.0.0.9 [2015-09-06T05:58:05+09:00] 1.250s 0.010, 0.2 : - 10.0.0.1:80, unix:/x : h:1 "
	    "\"1.1.1.1, 2.2.2.2\" 3.10 .\n",
	    "{\"timestamp\":\"2015-09-05T20:58:05Z\",\"client_ip\":\"10.0.0.9\",\"duration_ms\":1250,"
	    "\"upstream_ms\":210,\"upstream_addr\":\"10.0.0.1:80, unix:/x : h:1\","
	    "\"http_x_forwarded_for\":\"1.1.1.1, 2.2.2.2\",\"gzip_ratio\":3.1,\"pipe\":\".\"}\n",
	    "times, lists, numbers");
	check("nginx", "$msec|$time_local|$request_time|$upstream_response_time",
	    "1509575121.648|06/Sep/2015:05:58:05 +0900|0.000|-\n",
	    "{\"timestamp\":\"2017-11-01T22:25:21.648Z\",\"duration_ms\":0,"
	    "\"time_local\":\"2015-09-05T20:58:05Z\"}\n", "two times: the finer one counts");
	check("nginx", "$scheme://$host$request_uri $status $http_host $server_name",
	    "https://shop.example/a/b?c=d 009 shop.example:443 -\n",
	    "{\"scheme\":\"https\",\"host\":\"shop.example\",\"path\":\"/a/b\",\"query\":\"c=d\","
	    "\"status\":9,\"http_host\":\"shop.example:443\"}\n", "a host and a path side by side");
	check("nginx", "$status|$bytes_sent", "0|7\n", "{\"bytes\":7}\n", "no status");
	check("nginx", "$status|$bytes_sent", "00|7\n",
	    "! 1:1 log $status: expected a 3-digit status, found '00'\n", "and no digits of one");
	check("apache", "%>s %b", "0 7\n", "{\"bytes\":7}\n", "no status of Traefik");
	check("nginx", "escape=json {\"t\":\"$time_iso8601\",\"u\":\"$http_user_agent\",\"s\":$status,"
	    "\"d\":\"$upstream_response_time\"}",
	    "{\"t\":\"2015-09-06T05:58:05Z\",\"u\":\"a \\\"b\\\" \\u00e9\\ud83d\\ude00\",\"s\":200,"
	    "\"d\":\"\"}\n",
	    "{\"timestamp\":\"2015-09-06T05:58:05Z\",\"status\":200,"
	    "\"user_agent\":\"a \\\"b\\\" \xc3\xa9\xf0\x9f\x98\x80\"}\n", "escape=json");
	check("apache", "\"%{User-Agent}i\"", "\"c:\\\\a\\tb\\v\\\" \\x41\"\n\"\\\"q\\\" \\back\\ slash\"\n"
	    "\"c:\\apps\\new\"\n\"\\x4\\\"\"\n",
	    "{\"user_agent\":\"c:\\\\a\\tb\\u000b\\\" A\"}\n{\"user_agent\":\"\\\"q\\\" \\\\back\\\\ slash\"}\n"
	    "{\"user_agent\":\"c:\\\\apps\\\\new\"}\n{\"user_agent\":\"\\\\x4\\\"\"}\n",
	    "who writes what is no escape escapes only quotes");
	check("nginx", "escape=none \"$http_user_agent\" $status", "\"a \\x22 \\\"b\" 200\n",
	    "{\"status\":200,\"user_agent\":\"a \\\\x22 \\\\\\\"b\"}\n", "escape=none");
	check("nginx", "log_format x '$status '\n  '$body_bytes_sent' ' \"$http_referer\"';",
	    "200 7 \"r\"\n", "{\"status\":200,\"bytes\":7,\"referrer\":\"r\"}\n",
	    "a whole directive");
	check("nginx", "'$status '\n '$bytes_sent'", "200 7\n", "{\"status\":200,\"bytes\":7}\n",
	    "its parts");
	check("nginx", "$status $body_bytes_sent", "200 7 \n",
	    "! 1:6 log expected end of line after $body_bytes_sent, found ' ': the line ends in a "
	    "blank, the format does not\n",
	    "a given format must fit to the end");
	check("nginx", "$remote_addr \"$http_x\"", "192.0.2.1 \"a\" \n",
	    "! 1:14 log expected end of line after $http_x, found ' ': the line ends in a blank, "
	    "the format does not\n", "behind a quote too");
	check("nginx", "$remote_addr $status ", "192.0.2.1 200\n192.0.2.1 200x\n",
	    "! 1:14 log expected ' ' after $status, found end of line: the format ends in a "
	    "blank, the line does not\n"
	    "! 2:11 log $status: expected a 3-digit status, found '200x'\n",
	    "as its blank at the end says");
	check("nginx", "$remote_addr \"$http_x\" ", "192.0.2.1 \"a\"\n",
	    "! 1:13 log expected '\" ' after $http_x, found '\"': the format ends in a blank, the "
	    "line does not\n", "and behind a quote");
	check("nginx", "$status$body_bytes_sent", "",
	    "error 8 '$status$body_bytes_sent': nothing between the two tells where the first one "
	    "ends\n", "no delimiter");
	check("nginx", "$status $ x", "", "error 10 expected a variable's name after '$'\n", "a bare $");
	check("nginx", "${status x", "", "error 9 expected '}' after the variable's name\n", "no }");
	check("nginx", "escape=xml $status", "",
	    "error 8 expected escape=default, json or none, found 'xml'\n", "escape");
	check("nginx", "hello", "", "error 1 the log format has no directive; a name of one goes "
	    "behind its file: @FILE:NAME\n", "no variable");
	check("nginx", "$Remote_Addr $STATUS", "::1 200\n", "{\"client_ip\":\"::1\",\"status\":200}\n",
	    "variables of nginx do not heed case");
	check("nginx", "$request_time $request_time", "0.005 0.005\n",
	    "{\"duration_ms\":5,\"request_ms\":5}\n", "one variable twice: names say the unit");
	check("nginx", "escape=json {\"u\":\"$http_user_agent\"}", "{\"u\":\"caf\xe9 \\\"q\\\"\"}\n",
	    "{\"user_agent\":\"caf\\\\xe9 \\\"q\\\"\"}\n", "a byte that is not UTF-8, and escapes");
	check("combined", "$status", "",
	    "error 0 --log-format goes with -f nginx or -f apache or -f tomcat, not combined\n", "wrong partner");
	check("ngins", NULL, "", "error 0 unknown format 'ngins' (did you mean 'nginx'?)\n",
	    "unknown format");
}

static void
ports(void)
{
	check("nginx", "$remote_addr:$remote_port $status",
	    "::1:36782 200\n10.0.0.1:80 200\n2001:db8::7:9 200\n10.0.0.1:- 200\n[::1]:8 200\n"
	    "::1 200\nh:x 200\n:7 200\n",
	    "{\"client_ip\":\"::1\",\"status\":200,\"remote_port\":36782}\n"
	    "{\"client_ip\":\"10.0.0.1\",\"status\":200,\"remote_port\":80}\n"
	    "{\"client_ip\":\"2001:db8::7\",\"status\":200,\"remote_port\":9}\n"
	    "{\"client_ip\":\"10.0.0.1\",\"status\":200}\n"
	    "{\"client_ip\":\"::1\",\"status\":200,\"remote_port\":8}\n"
	    "{\"client_ip\":\":\",\"status\":200,\"remote_port\":1}\n"
	    "! 7:3 log $remote_port: expected a whole number, found 'x'\n"
	    "{\"status\":200,\"remote_port\":7}\n", "the last colon is the port's");
	check("apache", "%a:%{remote}p", "::1:36782\n10.0.0.1:80\n10.0.0.1\n::1:8x\n",
	    "{\"client_ip\":\"::1\",\"remote_port\":36782}\n"
	    "{\"client_ip\":\"10.0.0.1\",\"remote_port\":80}\n"
	    "! 3:9 log expected ':' before %{remote}p, found end of line\n"
	    "! 4:5 log %{remote}p: expected a whole number, found '8x'\n", "at the end of the line");
	check("apache", "\\\"%a:%{remote}p\\\" %>s", "\"fe80::1:36782\" 200\n",
	    "{\"client_ip\":\"fe80::1\",\"status\":200,\"remote_port\":36782}\n", "in quotes");
	check("vhost_combined", NULL, "[::1]:443 ::1 - -" TAIL "web-1  | h:443 ::1 - -" TAIL,
	    "{\"timestamp\":\"2000-10-10T13:55:36Z\",\"client_ip\":\"::1\",\"method\":\"GET\","
	    "\"host\":\"[::1]\",\"path\":\"/a\",\"protocol\":\"HTTP/1.1\",\"status\":200,"
	    "\"bytes\":12,\"user_agent\":\"ua\",\"port\":443}\n"
	    "! 2:6 log expected ':' before %p, found '  | h:443 ::1 - - [10/Oct/2000:13:55:36 +0000] \"GET...'; "
	    "-f compose+vhost_combined reads this line\n", "a host that is an address");
}

/* A writer that went on behind the end of an emptied file leaves NULs there. */
static void
holes(void)
{
	static const struct {
		const char *format;
		const char *line;
		const char *want;
	} row[] = {
		{ "combined", "192.0.2.7 - -" TAIL, AT "\"192.0.2.7\"" READ },
		{ "ndjson", "{\"a\":1}\n", "{\"a\":1}\n" },
		{ "ndjson", " {\"a\":1}\r\n", "{\"a\":1}\n" },
		{ "json", "{\"a\":1}\n", "{\"a\":1}\n" },
		{ "logfmt", "a=1\n", "{\"a\":1}\n" },
		{ "cri+logfmt", "2026-11-29T19:00:00Z stdout F a=1\n",
			"{\"timestamp\":\"2026-11-29T19:00:00Z\",\"a\":1,\"stream\":\"stdout\"}\n" },
		{ "ndjson", "\n", "" },
		{ "combined", "\n", "" },
		{ "ndjson", "x\n", "! 1:1 json expected an object, found 'x'\n" },
	};
	static const size_t hole[] = { 0, 1, 63, 64, 1000 };

	for (size_t i = 0; i < 5 * sizeof(row) / sizeof(row[0]); i++) {
		struct logrun r;
		struct buf text;

		buf_init(&text, SIZE_MAX);
		for (size_t n = hole[i % 5]; n > 0; n--)
			buf_c(&text, '\0');
		buf_sv(&text, sv_of(row[i / 5].line));
		logrun_init(&r, row[i / 5].format);
		T_STR(logrun(&r, buf_view(&text)), row[i / 5].want, "NULs before a line");
		buf_free(&r.out);
		buf_free(&text);
	}
}

/* What was asked for and what the server made of it, in any order. */
static void
two_urls(void)
{
	static const char inner[] = "{\"method\":\"GET\",\"path\":\"/order\",\"query\":\"id=7\","
	    "\"protocol\":\"HTTP/1.1\",\"status\":200,\"uri\":\"/internal/fin\"}\n";
	static const char both[] = "{\"method\":\"GET\",\"path\":\"/b\",\"query\":\"y=1\","
	    "\"protocol\":\"HTTP/1.1\",\"status\":200,\"url_path\":\"/index.html\","
	    "\"query_string\":\"z=2\"}\n";

	check("nginx", "$uri$is_args$args $status", "/a?b=c 000\n/cart- 200\n/c?- 200\n/d-- 200\n/ 200\n",
	    "{\"path\":\"/a\",\"query\":\"b=c\"}\n{\"path\":\"/cart\",\"status\":200}\n"
	    "{\"path\":\"/c\",\"query\":\"-\",\"status\":200}\n{\"path\":\"/d-\",\"status\":200}\n"
	    "{\"path\":\"/\",\"status\":200}\n", "$uri$is_args$args: a \"-\" of no query is none");
	check("nginx", "escape=json $uri$is_args$args $status", "/cart- 200\n",
	    "{\"path\":\"/cart-\",\"status\":200}\n", "escape=json writes none");
	check("nginx", "$uri|$request|$status", "/internal/fin|GET /order?id=7 HTTP/1.1|200\n", inner,
	    "$uri before $request");
	check("nginx", "$request|$uri|$status", "GET /order?id=7 HTTP/1.1|/internal/fin|200\n", inner,
	    "$uri behind $request");
	check("nginx", "$args|$uri|$request_uri", "z=2|/index.html|/\n",
	    "{\"path\":\"/\",\"args\":\"z=2\",\"uri\":\"/index.html\"}\n",
	    "no query was asked for: none of another URL");
	check("nginx", "$uri$is_args$args $request_uri", "/index.html?z=2 /b\n",
	    "{\"path\":\"/b\",\"uri\":\"/index.html\",\"args\":\"z=2\"}\n",
	    "of a joined URL too");
	check("nginx", "$uri \"$request\"", "/400.html \"hello\"\n",
	    "{\"uri\":\"/400.html\",\"request\":\"hello\"}\n", "what was asked for is no URL");
	check("apache", "%U|%q|%r|%>s", "/index.html|?z=2|GET /b?y=1 HTTP/1.1|200\n", both,
	    "%U and %q before %r");
	check("apache", "%r|%U%q|%>s", "GET /b?y=1 HTTP/1.1|/index.html?z=2|200\n", both,
	    "%U%q behind %r");
}

static void
apache_formats(void)
{
	check("apache", "%h %l %u %t \\\"%r\\\" %>s %O %D %I %{ms}T %^FB %X %{tid}P",
	    "h - - [10/Oct/2000:13:55:36 -0700] \"HEAD /x HTTP/1.1\" 200 12 1234567 99 1234 - + 77\n",
	    "{\"timestamp\":\"2000-10-10T20:55:36Z\",\"client_ip\":\"h\",\"method\":\"HEAD\","
	    "\"path\":\"/x\",\"protocol\":\"HTTP/1.1\",\"status\":200,\"bytes\":12,"
	    "\"duration_ms\":1234.567,\"bytes_in\":99,\"request_ms\":1234,\"connection_status\":\"+\","
	    "\"tid\":77}\n", "units, own names");
	check("apache", "%T/%D %s %>s", "2/2100300 302 200\n",
	    "{\"status\":200,\"duration_ms\":2100.3,\"request_s_ms\":2000,\"original_status\":302}\n",
	    "the finer duration, the final status");
	check("apache", "[%{%d/%b/%Y %T}t.%{msec_frac}t %{%z}t] %v:%{local}p %m %U%q %H",
	    "[20/May/2015 12:05:17.042 +0200] w.example:8080 GET /p/q?a=1 HTTP/2.0\n",
	    "{\"timestamp\":\"2015-05-20T10:05:17.042Z\",\"method\":\"GET\",\"host\":\"w.example\","
	    "\"path\":\"/p/q\",\"query\":\"a=1\",\"protocol\":\"HTTP/2.0\",\"local_port\":8080}\n",
	    "a time in pieces, %U%q");
	check("apache", "%{sec}t.%{usec_frac}t %{msec}t %{end:usec}t",
	    "1432116317.000042 1432116317001 1432116317000999\n",
	    "{\"timestamp\":\"2015-05-20T10:05:17.000042Z\","
	    "\"begin_time\":\"2015-05-20T10:05:17.001Z\",\"end_time\":\"2015-05-20T10:05:17.000999Z\"}\n",
	    "epochs");
	check("apache", "%a %{c}a %A \"%{X-Forwarded-For}i\" \"%{Cache-Status}o\" %{sid}C %{E}e %{n}n "
	    "%{SSL_PROTOCOL}x %!200,304{Referer}i %b%%",
	    "1.1.1.1 2.2.2.2 3.3.3.3 \"a, b\" \"hit\" s e n TLSv1.3 - 5%\n",
	    "{\"client_ip\":\"1.1.1.1\",\"bytes\":5,\"peer_ip\":\"2.2.2.2\",\"local_ip\":\"3.3.3.3\","
	    "\"http_x_forwarded_for\":\"a, b\",\"sent_http_cache_status\":\"hit\",\"cookie_sid\":\"s\","
	    "\"env_e\":\"e\",\"note_n\":\"n\",\"ssl_protocol\":\"TLSv1.3\"}\n", "arguments");
	check("apache", "LogFormat \"%h \\\"%r\\\"\" short", "h \"GET / HTTP/1.1\"\n",
	    "{\"client_ip\":\"h\",\"method\":\"GET\",\"path\":\"/\",\"protocol\":\"HTTP/1.1\"}\n",
	    "a whole directive");
	check("apache", "\"%h \\\"%r\\\"\" short", "h \"GET / HTTP/1.1\"\n",
	    "{\"client_ip\":\"h\",\"method\":\"GET\",\"path\":\"/\",\"protocol\":\"HTTP/1.1\"}\n",
	    "its arguments");
	check("apache", "%h %Q", "", "error 4 unknown directive '%Q'\n", "unknown directive");
	check("apache", "%h %{x", "", "error 5 '{' without '}'\n", "an open brace");
	check("apache", "%h %", "", "error 4 '%' without a directive\n", "a bare %");
	check("apache", "%h%l", "",
	    "error 3 '%h%l': nothing between the two tells where the first one ends\n",
	    "no delimiter");
	check("apache", "%h %{%Y %Q}t", "", "error 4 %{%Y %Q}t: unknown directive '%Q' in a time layout\n", "a bad layout");
}

static void
maps(void)
{
	const struct source_map map[] = { { SV("client_ip"), SV("http_x_forwarded_for") },
		{ SV("cache"), SV("$upstream_cache_status") } };
	const struct source_map bad[] = { { SV("a"), SV("statos") } };
	struct logrun r;

	logrun_init(&r, "nginx");
	r.cfg.log_format = SV("$remote_addr \"$http_x_forwarded_for\" $upstream_cache_status $status");
	r.cfg.map = map;
	r.cfg.nmap = 2;
	T_STR(logrun(&r, SV("10.0.0.1 \"1.2.3.4, 5.6.7.8\" HIT 200\n")),
	    "{\"client_ip\":\"1.2.3.4\",\"status\":200,\"remote_addr\":\"10.0.0.1\",\"cache\":\"HIT\"}\n",
	    "--map takes a name from its owner");
	T_STR(logrun(&r, SV("10.0.0.1 \"unknown, 5.6.7.8\" HIT 200\n10.0.0.1 \"unknown\" HIT 200\n"
	    "10.0.0.1 \"unknown.example\" HIT 200\n")),
	    "{\"status\":200,\"remote_addr\":\"10.0.0.1\",\"cache\":\"HIT\"}\n"
	    "{\"status\":200,\"remote_addr\":\"10.0.0.1\",\"cache\":\"HIT\"}\n"
	    "{\"client_ip\":\"unknown.example\",\"status\":200,\"remote_addr\":\"10.0.0.1\","
	    "\"cache\":\"HIT\"}\n", "a client that no proxy tells");
	r.fields = "client_ip cache nothing";
	T_STR(logrun(&r, SV("10.0.0.1 \"1.2.3.4, 5.6.7.8\" - 200\n")), "{\"client_ip\":\"1.2.3.4\"}\n",
	    "slots");
	T_STR(logrun(&r, SV("10.0.0.1 \"x\" - 2OO\n")),
	    "! 1:16 log $status: expected a 3-digit status, found '2OO'\n",
	    "fields that no one wants are checked too");
	r.cfg.map = bad;
	r.cfg.nmap = 1;
	T_STR(logrun(&r, SV("")),
	    "error 0 --map a=statos: the log format has no field 'statos' (did you mean 'status'?)\n",
	    "--map from nowhere");
	buf_free(&r.out);
}

static void
count_file(const char *format, const char *file, uint64_t good, uint64_t bad, const unsigned *want)
{
	struct logrun r;
	struct buf text;
	struct sv s = logrun_file(file, &text);
	bool equal = true;

	logrun_init(&r, format);
	r.quiet = true;
	logrun(&r, s);
	T_OK(r.good == good && r.bad == bad, "%s as %s: %" PRIu64 " records, %" PRIu64 " rejected",
	    file, format, r.good, r.bad);
	for (; want[0] != 0; want += 2)
		equal = equal && r.status[want[0]] == want[1];
	T_OK(equal, "%s: known status counts", file);
	if (r.bad == 1)
		T_OK(r.last_bad == 8899, "%s: the broken line is 8899", file);
	buf_free(&r.out);
	buf_free(&text);
}

static void
file_text(const char *format, const char *log_format, const char *file, const char *fields,
    const char *want)
{
	struct logrun r;
	struct buf text;

	logrun_init(&r, format);
	r.fields = fields;
	if (log_format != NULL)
		r.cfg.log_format = sv_of(log_format);
	T_STR(logrun(&r, logrun_file(file, &text)), want, file);
	buf_free(&r.out);
	buf_free(&text);
}

static void
files(void)
{
	static const unsigned elastic[] = { 200, 9125, 304, 445, 404, 213, 301, 164, 206, 45, 500, 3,
		403, 2, 416, 2, 0 };
	static const unsigned shop[] = { 200, 938, 404, 24, 302, 20, 301, 11, 304, 7, 0 };

	count_file("combined", LOGS "elastic_apache_combined.log", 9999, 1, elastic);
	count_file("nginx", LOGS "elastic_apache_combined.log", 9999, 1, elastic);
	count_file("combined", LOGS "lnav_shop_access.log", 1000, 0, shop);
	file_text("combined", NULL, LOGS "lnav_logfile_bad_access_log.0", "client_ip path bytes",
	    "{\"client_ip\":\"192.168.202.254\",\"path\":\"/vmw/cgi/tramp\",\"bytes\":134}\n"
	    "! 2:119 log expected ' [' before %t, found end of line\n"
	    "{\"client_ip\":\"192.168.202.254\",\"path\":\"/vmw/vSphere/default/vmkernel.gz\","
	    "\"bytes\":78929}\n");
	file_text("nginx", NULL, LOGS "beats_nginx_access.log", "timestamp client_ip request status",
	    "{\"timestamp\":\"2016-12-07T10:05:07Z\",\"client_ip\":\"10.0.0.2\",\"status\":200}\n"
	    "{\"timestamp\":\"2017-05-29T19:02:48Z\",\"client_ip\":\"172.17.0.1\",\"status\":404}\n"
	    "{\"timestamp\":\"2016-12-07T10:05:07Z\",\"client_ip\":\"10.0.0.2\",\"status\":200}\n"
	    "{\"timestamp\":\"2016-12-07T10:05:07Z\",\"client_ip\":\"85.181.35.98\",\"status\":200}\n"
	    "! 5:1 log $remote_addr: expected an address or host name, found "
	    "'\"10.5.102.222, 199.96.1.1, 204.246.1.1\" 10.2.1.185'\n"
	    "! 6:1 log $remote_addr: expected an address or host name, found "
	    "'2a03:0000:10ff:f00f:0000:0000:0:8000, 10.225.192.17...'\n"
	    "{\"timestamp\":\"2018-04-12T07:48:40Z\",\"client_ip\":\"127.0.0.1\",\"status\":400}\n");
	file_text("combined", NULL, LOGS "beats_apache_access.log", "client_ip status bytes",
	    "! 1:73 log expected ' \"' before %{Referer}i, found end of line\n"
	    "{\"client_ip\":\"192.168.33.1\",\"status\":404,\"bytes\":499}\n"
	    "! 3:47 log expected ' \"' before %{Referer}i, found end of line\n"
	    "{\"client_ip\":\"172.17.0.1\",\"status\":404,\"bytes\":612}\n"
	    "{\"client_ip\":\"monitoring-server\",\"status\":200,\"bytes\":612}\n"
	    "{\"client_ip\":\"127.0.0.1\",\"status\":408,\"bytes\":152}\n"
	    "! 7:35 log %u: expected a user name, found '- -'\n");
	file_text("apache", "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %{n}n "
	    "\"%{router}n\" \"%{url}n\" %{ms}Tms", LOGS "beats_traefik_clf.log",
	    "duration_ms note_n note_router note_url",
	    "{\"duration_ms\":2,\"note_n\":\"262\",\"note_router\":\"Host-host-1\","
	    "\"note_url\":\"http://172.19.0.3:5601\"}\n"
	    "! 2:244 log expected '\" \"' before %{url}n, found '\"http://172.19.0.3:5601\" 3ms'\n");
}

static void
long_lines(void)
{
	static const char *const format[] = { "combined", "logfmt", "csv", "json" };

	for (size_t i = 0; i < 4; i++) {
		struct logrun r;

		logrun_init(&r, format[i]);
		r.flags = BLOCK_LONG;
		T_STR(logrun(&r, SV("the head of a line")),
		    "! 1:0 long-line line is longer than --max-line\n", format[i]);
		buf_free(&r.out);
	}
}

int
main(void)
{
	presets();
	long_lines();
	shifted_lines();
	request_lines();
	nginx_formats();
	escapes_of_others();
	holes();
	ports();
	two_urls();
	apache_formats();
	maps();
	files();
	return t_done();
}
