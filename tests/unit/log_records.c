/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_records - samples of Prometheus, grok patterns, records over lines, what --map makes
 */
#include "../t.h"
#include "../logrun.h"

#include "log/lgrok.h"

static void
run(struct logrun *r, const char *text, const char *want, const char *name)
{
	T_STR(logrun(r, sv_of(text)), want, name);
	r->cut = 1;
	T_STR(logrun(r, sv_of(text)), want, "the same in blocks of a line");
	buf_free(&r->out);
}

static void
check(const char *format, const char *text, const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, format);
	run(&r, text, want, name);
}

static void
test_prometheus(void)
{
	check("prometheus", "# HELP x What it is.\n# TYPE x counter\nx 1\nx{} 2.5 1395066363000\n"
	    "# a comment\n\nx{a=\"b\",c=\"d\",} 3 -5\n# EOF\n",
	    "{\"name\":\"x\",\"value\":1}\n"
	    "{\"timestamp\":\"2014-03-17T14:26:03Z\",\"name\":\"x\",\"value\":2.5}\n"
	    "! 7:19 log expected a time in milliseconds or seconds since 1970, found '-5'\n",
	    "samples, comments, times");
	check("prometheus", "  a:b_1\t{ path = \"C:\\\\DIR\\n\\\"q\\\"\" , status=\"200\" ,v=\"1.10\" }"
	    "  1.0e-05   1395066363.25\n",
	    "{\"timestamp\":\"2014-03-17T14:26:03.250Z\",\"path\":\"C:\\\\DIR\\n\\\"q\\\"\","
	    "\"status\":200,\"name\":\"a:b_1\",\"v\":\"1.10\",\"value\":1.0e-05}\n",
	    "blanks, escapes, types, seconds");
	check("prometheus", "x NaN\nx +Inf\nx{le=\"+Inf\"} -inf\nx +1.5\nx .5\nx 5.\nx 007\nx 0x1\nx\n",
	    "{\"name\":\"x\"}\n{\"name\":\"x\"}\n{\"name\":\"x\",\"le\":\"+Inf\"}\n"
	    "{\"name\":\"x\",\"value\":1.5}\n{\"name\":\"x\",\"value\":0.5}\n"
	    "{\"name\":\"x\",\"value\":5}\n{\"name\":\"x\",\"value\":7}\n"
	    "! 8:3 log expected a value, found '0x1'\n"
	    "! 9:2 log expected a value, found the end of the line\n", "numbers of Go");
	check("prometheus", "x{name=\"a\",value=\"b\",timestamp=\"c\",name=\"d\"} 1\n",
	    "{\"name\":\"x\",\"exported_name\":\"d\",\"exported_value\":\"b\","
	    "\"exported_timestamp\":\"c\",\"value\":1}\n", "labels called like members");
	check("prometheus", "{\"my.name\",\"a b\"=\"c\"} 1\n{a=\"b\"} 1\n{\"x\",\"y\"} 1\n",
	    "{\"name\":\"my.name\",\"a b\":\"c\",\"value\":1}\n"
	    "! 2:8 log expected the name of a metric in the braces, found ' 1'\n"
	    "! 3:9 log expected '=' behind the name of a label, found '} 1'\n", "names in quotes");
	check("prometheus", "b{le=\"0.1\"} 8 # {trace_id=\"abc\"} 0.067 1520879607.789\n"
	    "b 8 1520879607.5 # {} 1\nb 8 # 1\n",
	    "{\"name\":\"b\",\"le\":\"0.1\",\"value\":8,\"exemplar_trace_id\":\"abc\","
	    "\"exemplar_value\":0.067,\"exemplar_timestamp\":\"2018-03-12T18:33:27.789Z\"}\n"
	    "{\"timestamp\":\"2018-03-12T18:33:27.500Z\",\"name\":\"b\",\"value\":8,"
	    "\"exemplar_value\":1}\n"
	    "! 3:7 log expected the labels of an exemplar, found '1'\n", "exemplars");
	check("prometheus", "x{a=\"b} 1\nx{a=b} 1\nx{a=\"b\" c=\"d\"} 1\nx{,} 1\n1x 2\nx 1 1395066363 2\n",
	    "! 1:5 log a quote is not closed, found '\"b} 1'\n"
	    "! 2:5 log expected '\"', found 'b} 1'\n"
	    "! 3:9 log expected ',' or '}' behind a label, found 'c=\"d\"} 1'\n"
	    "! 4:3 log expected the name of a label, found ',} 1'\n"
	    "! 5:1 log expected the name of a metric, found '1x 2'\n"
	    "! 6:16 log expected the end of the line, found '2'\n", "damaged");
}

static void
check_grok(const char *pattern, const char *text, const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, "grok");
	r.cfg.grok = sv_of(pattern);
	run(&r, text, want, name);
}

static void
test_grok(void)
{
	check_grok("%{IPORHOST:client_ip} \\[%{HTTPDATE:timestamp}\\] %{WORD:method} "
	    "%{URIPATHPARAM:request_uri} %{NUMBER:n:int} %{NUMBER:took:float} %{GREEDYDATA:rest}",
	    "192.0.2.7 [10/Oct/2000:13:55:36 -0700] GET /a/b?c=d 12.7 +0.50 the rest\n"
	    "2001:db8::7 [10/Oct/2000:13:55:37 -0700] GET / 007 1e3 x\nno\n",
	    "{\"timestamp\":\"2000-10-10T20:55:36Z\",\"client_ip\":\"192.0.2.7\",\"method\":\"GET\","
	    "\"path\":\"/a/b\",\"query\":\"c=d\",\"n\":12,\"took\":0.50,\"rest\":\"the rest\"}\n"
	    "! 2:0 log the line does not match the expression\n"
	    "! 3:0 log the line does not match the expression\n", "fields and types");
	check_grok("%{COMBINEDAPACHELOG}",
	    "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326 "
	    "\"-\" \"Mozilla/4.08 [en]\"\n",
	    "{\"timestamp\":\"2000-10-10T20:55:36Z\",\"client_ip\":\"127.0.0.1\",\"user_id\":\"frank\","
	    "\"method\":\"GET\",\"path\":\"/a.gif\",\"protocol\":\"HTTP/1.0\",\"status\":200,"
	    "\"bytes\":2326,\"user_agent\":\"Mozilla/4.08 [en]\"}\n", "combined");
	check_grok("%{SYSLOGBASE} (?:%{INT:[a][b]:int}|%{WORD:[a][b]}) %{DATA:ok:boolean};"
	    "%{DATA:text:string};(?<inline>.*)",
	    "Nov  4 01:02:03 web1 sshd[17]: 5 TRUE;007;x\nNov  4 01:02:03 web1 sshd: five maybe;;\n",
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"hostname\":\"web1\",\"service\":\"sshd\","
	    "\"pid\":17,\"a.b\":5,\"ok\":true,\"text\":\"007\",\"inline\":\"x\"}\n"
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"hostname\":\"web1\",\"service\":\"sshd\","
	    "\"a.b\":\"five\"}\n", "nested names, alternatives, groups of its own");
	check_grok("\\%{NUMBER} %{NOTSPACE:a}", "%{NUMBER} b\n", "{\"a\":\"b\"}\n",
	    "an escaped % is one");
}

static void
test_grok_errors(void)
{
	static const struct {
		const char *pattern;
		uint64_t    col;
		const char *msg;
	} bad[] = {
		{ "x %{NUMBR:n}", 3, "no pattern is called 'NUMBR' (did you mean 'NUMBER'?)" },
		{ "%{NUMBER:n", 1, "'%{' without a '}'" },
		{ "%{NUMBER:n:date}", 1, "expected int, float, string or boolean behind the field, "
		  "found 'date'" },
	};
	struct arena a;
	struct lgrok g;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err e = { 0 };

		T_OK(lgrok_compile(&g, sv_of(bad[i].pattern), &a, &e) == RC_SYNTAX &&
		    e.col == bad[i].col, "refused, with its column");
		T_STR(e.msg, bad[i].msg, bad[i].pattern);
	}
	arena_free(&a);
}

/* Each pattern built in is an expression, takes its sample whole, and not what only looks so. */
static void
test_grok_patterns(void)
{
	static const struct {
		const char *name, *yes, *no;
	} sample[] = {
		{ "USERNAME", "ann.b-c_1", "a b" }, { "EMAILADDRESS", "a+b@x.example", "a@" },
		{ "INT", "-12", "1.5" }, { "NUMBER", "-1.5", "1.5.2" }, { "BASE16NUM", "0xfF", "xyz" },
		{ "POSINT", "10", "0" }, { "NONNEGINT", "0", "-1" }, { "WORD", "ab_1", "a-b" },
		{ "QS", "\"a \\\" b\"", "\"a" }, { "UUID", "123e4567-e89b-12d3-a456-426614174000",
		  "123e4567" }, { "URN", "urn:isbn:0451450523", "urn:" },
		{ "MAC", "00:1b:63:84:45:e6", "00:1b" }, { "IPV4", "192.0.2.255", "192.0.2.256" },
		{ "IPV6", "2001:db8::7", "12:34:56" }, { "IPV6", "::ffff:192.0.2.7", "1:2" },
		{ "IPV6", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7" }, { "IPV6", "fe80::1%eth0", "fe80" },
		{ "IPV6", "::", ":" }, { "HOSTNAME", "web-1.shop.example", "-x" },
		{ "HOSTPORT", "web1:8080", "web1" }, { "UNIXPATH", "/a/b.c", "a/b" },
		{ "WINPATH", "C:\\a\\b", "C:/a" }, { "URI", "https://ann:x@h.example:8/a?b=c", "h/a" },
		{ "URIPATHPARAM", "/a/b?c=d&e", "a" }, { "MONTH", "February", "Foo" },
		{ "MONTHNUM", "12", "13" }, { "MONTHDAY", "31", "32" }, { "DAY", "Sun", "Son" },
		{ "TIME", "23:59:60.5", "24:00:00" }, { "DATE_US", "12/31/2026", "31/12/2026" },
		{ "DATE_EU", "31.12.2026", "12.31.2026" },
		{ "TIMESTAMP_ISO8601", "2026-01-02T03:04:05,250+02:00", "2026-13-02T03:04:05" },
		{ "DATESTAMP_RFC2822", "Sat, 27 Aug 2022 17:22:01 +0000", "Sat 27 Aug" },
		{ "DATESTAMP_EVENTLOG", "20260102030405", "2026" },
		{ "HTTPDATE", "10/Oct/2000:13:55:36 -0700", "10/10/2000:13:55:36" },
		{ "SYSLOGTIMESTAMP", "Nov  4 01:02:03", "Nov 4" }, { "LOGLEVEL", "WARNING", "WARNED" },
		{ "LOGLEVEL", "err", "errs" }, { "SYSLOGPROG", "postfix/smtpd[17]", "[17]" },
	};

	for (size_t i = 0; i < sizeof(sample) / sizeof(sample[0]); i++) {
		struct logrun r;
		char pattern[80], text[80];

		(void)snprintf(pattern, sizeof(pattern), "^%%{%s:it}$", sample[i].name);
		(void)snprintf(text, sizeof(text), "%s\n%s\n", sample[i].yes, sample[i].no);
		logrun_init(&r, "grok");
		r.cfg.grok = sv_of(pattern);
		(void)logrun(&r, sv_of(text));
		T_OK(r.good == 1 && r.bad == 1 && r.last_bad == 2, "%s", sample[i].name);
		buf_free(&r.out);
	}
}

static void
check_over(const char *format, const char *regex, const char *by, const char *text,
    const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, format);
	r.cfg.regex = sv_of(regex);
	r.cfg.continues = sv_of(by);
	run(&r, text, want, name);
}

#define STAMPED "^(?<timestamp>\\S+) (?<message>.*)"
#define AT "2026-01-02T03:04:05Z "
#define STAMP "{\"timestamp\":\"2026-01-02T03:04:05Z\","

static void
test_over(void)
{
	check_over("regex", STAMPED, "indent", AT "boom\n\tat a\n  at b\n\n" AT "fine\nodd\n more\n",
	    STAMP "\"message\":\"boom\\n\\tat a\\n  at b\"}\n" STAMP "\"message\":\"fine\"}\n"
	    "! 6:0 log the line does not match the expression\n", "a trace, by its indent");
	check_over("regex", STAMPED, "^(?!\\d{4}-)", AT "boom\nCaused by: x\n" AT "fine\n",
	    STAMP "\"message\":\"boom\\nCaused by: x\"}\n" STAMP "\"message\":\"fine\"}\n",
	    "what does not begin with a date");
	check_over("prefixed+json", "", "^[^0-9]", AT "[I] {\n  \"a\": 1,\n  \"b\": [1,\n2]\n}\n"
	    AT "[E] {\"a\": x}\n" AT "[I] {\"a\": 3}\n",
	    "! 1:0 log expected a JSON object behind a text, to the end of the line\n"
	    "! 4:0 log expected a JSON object behind a text, to the end of the line\n"
	    "! 6:32 json expected a value, found 'x'\n"
	    STAMP "\"a\":3,\"prefix\":\"2026-01-02T03:04:05Z [I]\"}\n", "what the expression forgets");
	check_over("prefixed+json", "", "^[^0-9]|^\\d+[],]", AT "[I] {\n  \"a\": 1,\n  \"b\": [1,\n2]\n}\n",
	    STAMP "\"a\":1,\"b\":[1,2],\"prefix\":\"2026-01-02T03:04:05Z [I]\"}\n", "JSON over lines");
	check_over("cri", "", "indent", AT "stdout F a\n" AT "stderr F x\n" AT "stdout P  b\n"
	    AT "stdout F c\n" AT "stderr F y\n" AT "stdout F z\n",
	    STAMP "\"stream\":\"stderr\",\"message\":\"x\"}\n"
	    STAMP "\"stream\":\"stdout\",\"message\":\"a\\n bc\"}\n"
	    STAMP "\"stream\":\"stdout\",\"message\":\"z\"}\n"
	    STAMP "\"stream\":\"stderr\",\"message\":\"y\"}\n", "pieces and streams in an envelope");
	check_over("compose+regex", STAMPED, "indent", "web | " AT "a\nweb |  b\nweb | no\nbad\n"
	    "web | " AT "c\n",
	    STAMP "\"message\":\"a\\n b\",\"service\":\"web\"}\n"
	    "! 4:4 log expected the name of a service and ' | ', found ''\n"
	    "! 3:0 log the line does not match the expression\n"
	    STAMP "\"message\":\"c\",\"service\":\"web\"}\n", "a format in an envelope");
	check_over("nginx_error", "", "^[^0-9]", "2026/11/29 19:18:08 [error] 1#1: *2 FastCGI sent in "
	    "stderr: \"a\n#1 b\" while reading, client: 192.0.2.7, server: s\n",
	    "{\"timestamp\":\"2026-11-29T19:18:08Z\",\"client_ip\":\"192.0.2.7\",\"level\":\"error\","
	    "\"pid\":1,\"tid\":1,\"connection\":2,\"message\":\"FastCGI sent in stderr: \\\"a\\n#1 b\\\" "
	    "while reading\",\"server_name\":\"s\"}\n", "nginx's error log");
}

static void
test_map(void)
{
	const struct source_map map[] = {
		{ SV("user_agent"), SV("h.ua") }, { SV("client_ip"), SV("remote") },
		{ SV("request_uri"), SV("uri") }, { SV("tags"), SV("t") },
	};
	static const char text[] =
	    "{\"h\":{\"ua\":[\"curl\\/8\",\"x\"]},\"remote\":\"[2001:db8::7]:443\",\"uri\":\"/a?b=c\","
	    "\"t\":[1]}\n"
	    "{\"h\":{\"ua\":[]},\"remote\":[\"unknown\"],\"uri\":\"http://h/a\",\"t\":2}\n"
	    "{\"h\":{\"ua\":\"own\"},\"remote\":\"192.0.2.7:80, 10.0.0.1\",\"uri\":7}\n";
	static const char *const format[] = { "json", "ndjson" };
	struct logrun r;

	for (size_t i = 0; i < 2; i++) {
		logrun_init(&r, format[i]);
		r.cfg.map = map;
		r.cfg.nmap = sizeof(map) / sizeof(map[0]);
		T_STR(logrun(&r, sv_of(text)), "{\"h\":{\"ua\":[\"curl\\/8\",\"x\"]},"
		    "\"client_ip\":\"2001:db8::7\",\"path\":\"/a\",\"query\":\"b=c\",\"tags\":[1],"
		    "\"user_agent\":\"curl\\/8\"}\n"
		    "{\"h\":{\"ua\":[]},\"path\":\"/a\",\"tags\":2}\n"
		    "{\"h\":{\"ua\":\"own\"},\"client_ip\":\"192.0.2.7\",\"user_agent\":\"own\"}\n", format[i]);
		r.fields = "user_agent client_ip path query";
		T_STR(logrun(&r, sv_of(text)), "{\"user_agent\":\"curl\\/8\",\"client_ip\":"
		    "\"2001:db8::7\",\"path\":\"/a\",\"query\":\"b=c\"}\n"
		    "{\"path\":\"/a\"}\n"
		    "{\"user_agent\":\"own\",\"client_ip\":\"192.0.2.7\"}\n", "by slots");
		buf_free(&r.out);
	}
	logrun_init(&r, "logfmt");
	r.cfg.map = map;
	r.cfg.nmap = 3;
	T_STR(logrun(&r, SV("uri=\"/a?b=c\" remote=[::1]:80\nrequest_uri=\"/a?b=c\"\n")),
	    "{\"client_ip\":\"::1\",\"path\":\"/a\",\"query\":\"b=c\"}\n"
	    "{\"request_uri\":\"/a?b=c\"}\n", "named texts");
	buf_free(&r.out);
}

int
main(void)
{
	test_prometheus();
	test_grok();
	test_grok_errors();
	test_grok_patterns();
	test_over();
	test_map();
	return t_done();
}
