/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_nest - envelopes: what each takes off a line, pieces, streams, names
 */
#include "../t.h"
#include "../logrun.h"

static void
check_fields(const char *format, const char *fields, const char *text, const char *want,
    const char *name)
{
	struct logrun r;

	logrun_init(&r, format);
	r.fields = fields;
	T_STR(logrun(&r, sv_of(text)), want, name);
	r.cut = 1;
	T_STR(logrun(&r, sv_of(text)), want, "the same in blocks of a line");
	buf_free(&r.out);
}

static void
check(const char *format, const char *text, const char *want, const char *name)
{
	check_fields(format, NULL, text, want, name);
}

static void
test_syslog(void)
{
	check("syslog", "Oct 11 22:14:15 su: 'su root' failed\n",
	    "{\"timestamp\":\"2023-10-11T22:14:15Z\",\"service\":\"su\","
	    "\"message\":\"'su root' failed\"}\n", "no host");
	check("syslog", "Nov  4 01:02:03 web1 last message repeated 2 times\n",
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"hostname\":\"web1\","
	    "\"message\":\"last message repeated 2 times\"}\n", "no program");
	check("syslog", "<0>Nov  4 01:02:03 h postfix/smtpd[17]:x\n<191>Nov  4 01:02:03 h a[b]: y\n",
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"level\":\"emerg\",\"facility\":\"kern\","
	    "\"hostname\":\"h\",\"service\":\"postfix/smtpd\",\"pid\":17,\"message\":\"x\"}\n"
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"level\":\"debug\",\"facility\":\"local7\","
	    "\"hostname\":\"h\",\"service\":\"a\",\"pid\":\"b\",\"message\":\"y\"}\n", "programs");
	check("syslog", "<13>1 - - - - - - \xef\xbb\xbfx\n<13>1 - - - - - [a b=\"]\\\"\"][c]\n",
	    "{\"level\":\"notice\",\"facility\":\"user\",\"message\":\"x\"}\n"
	    "{\"level\":\"notice\",\"facility\":\"user\",\"structured_data\":"
	    "\"[a b=\\\"]\\\\\\\"\\\"][c]\",\"message\":\"\"}\n", "RFC 5424, most of it absent");
	check("syslog", "<>Nov  4 01:02:03 h a: x\n<1Nov  4 01:02:03 h a: x\n<13>1 - h a - - [a\n",
	    "! 1:1 log expected a priority, <0> to <191>, found '<>Nov  4 01:02:03 h a: x'\n"
	    "! 2:1 log expected a priority, <0> to <191>, found '<1Nov  4 01:02:03 h a: x'\n"
	    "! 3:17 log expected '-' or structured data, found '[a'\n", "damaged");
	check("syslog", "68 <13>Nov  4 01:02:03 h a: x\n7 <13 x\n",
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"level\":\"notice\",\"facility\":\"user\","
	    "\"hostname\":\"h\",\"service\":\"a\",\"message\":\"x\"}\n"
	    "! 2:3 log expected a priority, <0> to <191>, found '<13 x'\n", "counted octets");
	check_fields("syslog+logfmt", "timestamp service n", "Nov  4 01:02:03 h a: n=1 service=own\n",
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"service\":\"own\",\"n\":1}\n", "slots");
}

static void
test_kafka(void)
{
	check("kafka+ndjson", "{\"topic\":\"t\",\"ts\":1795980000123,\"partition\":2,\"offset\":7,"
	    "\"key\":\"k\",\"payload\":\"{\\\"a\\\":1,\\\"key\\\":2}\"}\n",
	    "{\"timestamp\":\"2026-11-29T19:20:00.123Z\",\"a\":1,\"key\":2,\"topic\":\"t\","
	    "\"partition\":2,\"offset\":7}\n", "the record's own members win");
	check("kafka", "{\"payload\":null,\"offset\":1,\"key\":null}\n{\"payload\":7}\n",
	    "{\"offset\":1,\"message\":\"\"}\n! 2:0 log expected a text \"payload\"\n",
	    "a tombstone, and what is no message");
}

static void
test_docker(void)
{
	struct buf b;

	check("docker", "{\"log\":\"no end\"}\n{\"log\":\"x\\r\\n\",\"stream\":\"stderr\"}\n"
	    "{\"time\":7,\"log\":\"\\u0041\\ud83d\\ude00\\n\",\"log\":\"\\ud800\\n\"}\n",
	    "{\"message\":\"no end\"}\n{\"stream\":\"stderr\",\"message\":\"x\"}\n"
	    "{\"message\":\"\xef\xbf\xbd\"}\n", "short pieces stand alone, the last member counts");
	buf_init(&b, SIZE_MAX);
	for (int part = 0; part < 2; part++) {
		buf_printf(&b, "{\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:0%dZ\",\"log\":\"%s",
		    5 + part, part == 0 ? "a=" : "xx");
		for (int i = 0; i < 16382; i++)
			buf_c(&b, 'x');
		buf_sv(&b, SV("\"}\n{\"log\":\"b=1\\n\"}\n"));
	}
	buf_sv(&b, SV("{\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:09Z\",\"log\":\" c=2\\n\"}\n"));
	buf_c(&b, '\0');
	check_fields("docker+logfmt", "timestamp b c stream", b.p, "{\"b\":1}\n{\"b\":1}\n"
	    "{\"timestamp\":\"2026-01-02T03:04:05Z\",\"c\":2,\"stream\":\"stderr\"}\n",
	    "pieces of one stream, lines of the other");
	buf_free(&b);
}

#define AT "2026-01-02T03:04:05Z "
#define STAMP "{\"timestamp\":\"2026-01-02T03:04:05Z\","

static void
test_cri(void)
{
	check("cri", AT "stderr P e\n" AT "stdout P:tag o\n" AT "stdout F\n" AT "stdout P left\n",
	    STAMP "\"stream\":\"stdout\",\"message\":\"o\"}\n"
	    STAMP "\"stream\":\"stdout\",\"message\":\"left\"}\n"
	    STAMP "\"stream\":\"stderr\",\"message\":\"e\"}\n", "what is open at the end of the file");
	check("cri+csv", AT "stdout F a,b\n" AT "stdout F 1,\"x\n" AT "stderr F \n"
	    AT "stdout F y\"\n" AT "stdout F 2,\"z\n",
	    STAMP "\"a\":1,\"b\":\"x\\n\\ny\",\"stream\":\"stdout\"}\n"
	    "! 5:0 csv a quoted field is not closed, 1 lines on\n", "a row of several lines");
	check("cri+syslog+ndjson", AT "stdout F Nov  4 01:02:03 h a: {\"m\":1}\n",
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"m\":1,\"hostname\":\"h\",\"service\":\"a\","
	    "\"stream\":\"stdout\"}\n", "three formats");
	check_fields("cri+ndjson", "stream n nothing", AT "stdout F {\"n\":null,\"stream\":1}\n",
	    "{\"stream\":1,\"n\":null}\n", "the inner field counts");
}

/* A line over the limit may have been a piece: what is held of the others is not to be trusted. */
static void
test_long(void)
{
	struct block b[3] = { { .p = strdup(AT "stdout P x\n"), .flags = BLOCK_FIRST },
		{ .p = strdup(AT "stdout P y\n"), .flags = BLOCK_LONG },
		{ .p = strdup(AT "stdout F z\n"), .flags = BLOCK_LAST } };
	struct source_cfg cfg = { .format = SV("cri") };
	const struct source *s;
	struct decoder *d;
	struct logrun r;
	struct arena a;
	struct proj p;
	uint64_t base = 0;

	arena_init(&a);
	proj_init(&p, &a);
	p.members = true;
	logrun_init(&r, "");
	T_QUIET(log_open(&s, &cfg, &p, &a, NULL) == RC_OK, "opened");
	d = s->ops->decoder_new(s);
	for (int i = 0; i < 3; i++) {
		b[i].n = strlen(b[i].p);
		logrun_block(&r, d, &p, &b[i], &base);
		free(b[i].p);
	}
	buf_c(&r.out, '\0');
	T_STR(r.out.p, "! 2:0 long-line line is longer than --max-line\n"
	    STAMP "\"stream\":\"stdout\",\"message\":\"z\"}\n", "a long line among pieces");
	s->ops->decoder_free(d);
	buf_free(&r.out);
	arena_free(&a);
}

static void
test_compose(void)
{
	check("compose", "web.x_1 |\n\033[36mdb\033[0m  | \033[1mbold\ndb | \033[1mbold\n",
	    "{\"service\":\"web.x_1\",\"message\":\"\"}\n{\"service\":\"db\",\"message\":\"bold\"}\n"
	    "{\"service\":\"db\",\"message\":\"\\u001b[1mbold\"}\n", "colours of the name only");
	check("compose+logfmt", "web  |  \nweb  | a=1\n",
	    "{\"a\":1,\"service\":\"web\"}\n", "a blank line is no record");
}

static void
test_journald(void)
{
	check("journald", "{\"MESSAGE\":\"a\\nb\",\"__REALTIME_TIMESTAMP\":\"1795980000000123\","
	    "\"PRIORITY\":\"3\",\"SYSLOG_FACILITY\":\"10\",\"_HOSTNAME\":\"web1\",\"_COMM\":\"sh\","
	    "\"SYSLOG_PID\":\"12\",\"_SYSTEMD_UNIT\":\"a.service\"}\n"
	    "data: {\"MESSAGE\":[104,255,0],\"SYSLOG_IDENTIFIER\":[\"one\",\"two\"],\"_COMM\":\"sh\","
	    "\"PRIORITY\":\"8\",\"_PID\":null}\n"
	    "\x1e{\"MESSAGE\":[\"x\",\"y\"]}\n"
	    "{\"MESSAGE\":null,\"__REALTIME_TIMESTAMP\":\"soon\",\"PRIORITY\":\"\"}\n"
	    "{\"_PID\":\"1\"}\n{\"MESSAGE\":\"x}\n",
	    "{\"timestamp\":\"2026-11-29T19:20:00.000123Z\",\"level\":\"err\",\"facility\":\"authpriv\","
	    "\"hostname\":\"web1\",\"service\":\"sh\",\"pid\":12,\"unit\":\"a.service\","
	    "\"message\":\"a\\nb\"}\n"
	    "{\"service\":\"one\",\"message\":\"h\\\\xff\\u0000\"}\n"
	    "{\"message\":\"x\"}\n{}\n"
	    "! 5:0 log expected __REALTIME_TIMESTAMP or MESSAGE\n"
	    "! 6:12 json string has no closing quote\n", "texts, bytes, fields given twice, none");
	check("journald+logfmt", "{\"MESSAGE\":\"a=\\u0022x\",\"PRIORITY\":\"6\"}\n"
	    "{\"MESSAGE\":[97,61,34,120]}\n{\"MESSAGE\":null}\n"
	    "{\"MESSAGE\":\"a=1 level=warn\",\"PRIORITY\":\"6\",\"_HOSTNAME\":\"h\"}\n",
	    "! 1:15 log a quote is not closed, found '\"x'\n"
	    "! 2:19 log a quote is not closed, found '\"x'\n"
	    "! 3:0 log there is no text in it\n"
	    "{\"a\":1,\"level\":\"warn\",\"hostname\":\"h\"}\n", "a format in it, and its columns");
}

static void
test_prefixed(void)
{
	check("prefixed", "2018/05/02 10:31:07 [I] {\"a\": 1}  \n[2018-05-02T10:31:08Z] caf\xc3\xa9 \xff {}\n"
	    "Sun Nov 29 19:28:59 2026 {x} { \"b\":{}}\n12 {\"c\":1}\n{\"a\":1}\nx {1} {\"a\":1} y\n",
	    "{\"timestamp\":\"2018-05-02T10:31:07Z\",\"prefix\":\"2018/05/02 10:31:07 [I]\","
	    "\"message\":\"{\\\"a\\\": 1}\"}\n"
	    "{\"timestamp\":\"2018-05-02T10:31:08Z\",\"prefix\":\"[2018-05-02T10:31:08Z] caf\xc3\xa9 "
	    "\\\\xff\",\"message\":\"{}\"}\n"
	    "{\"timestamp\":\"2026-11-29T19:28:59Z\",\"prefix\":\"Sun Nov 29 19:28:59 2026 {x}\","
	    "\"message\":\"{ \\\"b\\\":{}}\"}\n"
	    "{\"prefix\":\"12\",\"message\":\"{\\\"c\\\":1}\"}\n"
	    "! 5:1 log expected words before the JSON object; -f json reads it without\n"
	    "! 6:0 log expected a JSON object behind a text, to the end of the line\n",
	    "times in and out of brackets, what is no object");
	check("prefixed+ndjson", "a: {\"a\":1,\"prefix\":2}\nb {\"a\":}\n",
	    "{\"a\":1,\"prefix\":2}\n! 2:8 json expected a value, found '}'\n", "with its inner format");
}

static void
test_map(void)
{
	const struct source_map map[] = { { SV("host"), SV("hostname") }, { SV("pid"), SV("service") } };
	struct logrun r;

	logrun_init(&r, "syslog");
	r.cfg.map = map;
	r.cfg.nmap = 2;
	T_STR(logrun(&r, SV("Nov  4 01:02:03 h a[7]: x\n")), "{\"timestamp\":\"2023-11-04T01:02:03Z\","
	    "\"host\":\"h\",\"pid\":\"a\",\"message\":\"x\"}\n", "--map names fields of the envelope");
	r.cfg.format = SV("syslog+logfmt");
	r.cfg.nmap = 1;
	T_STR(logrun(&r, SV("Nov  4 01:02:03 h a: hostname=own\n")),
	    "{\"timestamp\":\"2023-11-04T01:02:03Z\",\"host\":\"own\",\"hostname\":\"h\","
	    "\"service\":\"a\"}\n", "or those of the inner format");
	buf_free(&r.out);
}

int
main(void)
{
	test_syslog();
	test_docker();
	test_kafka();
	test_cri();
	test_long();
	test_compose();
	test_journald();
	test_prefixed();
	test_map();
	return t_done();
}
