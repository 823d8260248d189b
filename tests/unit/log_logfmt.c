/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_logfmt - the logfmt source
 */
#include "../t.h"
#include "../logrun.h"

static void
check(const char *line, const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, "logfmt");
	T_STR(logrun(&r, sv_of(line)), want, name);
	buf_free(&r.out);
}

static void
pairs(void)
{
	check("at=info method=GET path=/ status=200 dur=12ms n=007 ok fast=true x= q=\"5\"\n",
	    "{\"method\":\"GET\",\"path\":\"/\",\"status\":200,\"duration_ms\":12,\"at\":\"info\","
	    "\"n\":\"007\",\"ok\":true,\"fast\":true,\"q\":\"5\"}\n", "types");
	check("msg=\"a \\\"b\\\" \\\\ \\n\\t\\u00e9\\q\" lvl=warn\r\n",
	    "{\"message\":\"a \\\"b\\\" \\\\ \\n\\t\xc3\xa9\\\\q\",\"level\":\"warn\"}\n", "escapes");
	check("msg=\"bell \\x07 \\a esc \\x1b[0m \\v \\U0001F600 \\u00e9 \\xe9\" x=\"\\U00110000 \\x4\"\n",
	    "{\"message\":\"bell \\u0007 \\u0007 esc \\u001b[0m \\u000b \xf0\x9f\x98\x80 \xc3\xa9 \\\\xe9\","
	    "\"x\":\"\\\\U00110000 \\\\x4\"}\n", "escapes of Go");
	check("level=INFO \"cache hit\"=1 \"a\\\"b\"=\"x y\" \"e=\"=true\n\"cache hit\"=2 level=\n",
	    "{\"level\":\"INFO\",\"cache hit\":1,\"a\\\"b\":\"x y\",\"e=\":true}\n{\"cache hit\":2}\n",
	    "keys in quotes");
	check("a=1 \"b c\" d=2\n", "! 1:5 log expected a key, found '\"b c\" d=2'\n",
	    "a text that is no key");
	check("a=1 \"\"=2\n", "! 1:5 log expected a key, found '\"\"=2'\n", "an empty key");
	check("a=1 \"b=2\n", "! 1:5 log expected a key, found '\"b=2'\n", "a key left open");
	check("time=2021-09-15T21:17:10.220731Z ts=5 a=1 a=2 user_id=17\n",
	    "{\"timestamp\":\"2021-09-15T21:17:10.220731Z\",\"user_id\":\"17\",\"ts\":5,\"a\":2}\n",
	    "times, duplicates: the last one counts; ids are text");
	check("t=1431857110 elapsed=0.5s dur=3 duration_ms=1.5\n",
	    "{\"timestamp\":\"2015-05-17T10:05:10Z\",\"duration_ms\":1.5,\"dur\":3}\n",
	    "a unit makes a duration, a bare number does not");
	check("t=0.25 elapsed=fast\n", "{\"t\":0.25,\"elapsed\":\"fast\"}\n",
	    "names that only suggest");
	check("client_ip=\"unknown, 192.0.2.1\" a=1\n", "{\"a\":1}\n", "a client that no proxy tells");
	check("client_ip=1.1.1.1,2.2.2.2 a.b=c k\xff=\"\xff\"\n",
	    "{\"client_ip\":\"1.1.1.1\",\"a.b\":\"c\",\"k\\\\xff\":\"\\\\xff\"}\n",
	    "lists of addresses, dots, bytes that are not UTF-8");
	check("panic: foo bar failed baz\n",
	    "! 1:1 log expected key=value, found 'panic: foo bar failed baz'\n", "prose");
	check("a=1 b=\"x y\n", "! 1:7 log a quote is not closed, found '\"x y'\n", "an open quote");
	check("a=1 b=\"x\"y\n",
	    "! 1:10 log expected a space after the closing quote, found 'y'\n", "text behind a quote");
	check("a=1 =2\n", "! 1:5 log expected a key before '=', found '=2'\n", "no key");
	check("a=b=c\n", "! 1:4 log expected a space after the value, found '=c'\n", "a second =");
	check("{\"a\":1}\n", "! 1:2 log expected '=' or a space after the key, found '\"a\":1}'\n", "JSON");
	check("timestamp=yesterday a=1\n",
	    "! 1:1 log timestamp: expected a time, found 'timestamp=yesterday a=1'\n", "no time");
}

static void
files(void)
{
	struct logrun r;
	struct buf text;

	logrun_init(&r, "logfmt");
	r.fields = "timestamp level uid reason status";
	T_STR(logrun(&r, logrun_file("tests/data/logs/lnav_logfile_logfmt.0", &text)),
	    "{\"timestamp\":\"2021-09-15T21:17:10.220731Z\",\"level\":\"error\",\"status\":\"Pending\"}\n"
	    "{\"timestamp\":\"2021-09-15T21:17:11.674149Z\",\"level\":\"warning\","
	    "\"uid\":\"be2def59-3a08-42fd-8f84-6f64cfcefa93\"}\n"
	    "{\"timestamp\":\"2021-09-15T21:17:11.678991Z\",\"level\":\"info\","
	    "\"uid\":\"be2def59-3a08-42fd-8f84-6f64cfcefa93\"}\n"
	    "{\"timestamp\":\"2021-09-15T21:17:11.679036Z\",\"level\":\"info\","
	    "\"uid\":\"be2def59-3a08-42fd-8f84-6f64cfcefa93\"}\n"
	    "{\"timestamp\":\"2021-09-15T21:18:20.335825Z\",\"level\":\"error\",\"status\":\"Pending\"}\n",
	    "lnav's lines");
	buf_free(&text);
	logrun(&r, logrun_file("tests/data/logs/lnav_logfile_mixed_json2.json", &text));
	T_OK(r.good == 1 && r.bad == 17, "one line of logfmt among others: %" PRIu64 ", %" PRIu64,
	    r.good, r.bad);
	buf_free(&text);
	buf_free(&r.out);
}

static void
many_names(void)
{
	struct logrun r;
	struct buf text;

	logrun_init(&r, "logfmt");
	r.fields = "k4999 k1";
	buf_init(&text, SIZE_MAX);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 5000; i++)
			buf_printf(&text, "k%d=%d ", i, i + round);
		buf_c(&text, '\n');
	}
	T_STR(logrun(&r, buf_view(&text)), "{\"k4999\":4999,\"k1\":1}\n{\"k4999\":5000,\"k1\":2}\n",
	    "more names than are remembered");
	buf_free(&text);
	buf_free(&r.out);
}

int
main(void)
{
	pairs();
	files();
	many_names();
	return t_done();
}
