/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_probes - records that are one event together, what a schema cannot tell, XML
 *
 * What whole files of each program give is tests/oracle/probes.py's.  Each text here is read
 * as one block and with a block for each line: that must not show.
 */
#include "../t.h"
#include "../logrun.h"

static void
check(const char *schema, const char *format, const char *text, const char *want)
{
	struct logrun r;

	logrun_init(&r, format);
	r.cfg.schema = sv_of(schema);
	T_STR(logrun(&r, sv_of(text)), want, "one block");
	r.cut = 1;
	T_STR(logrun(&r, sv_of(text)), want, "a block a line");
	buf_free(&r.out);
}

#define POINT(m, at, v, tags) \
	"{\"metric\":\"" m "\",\"type\":\"Point\",\"data\":{\"time\":\"2026-11-29T20:56:" at "Z\"," \
	"\"value\":" v ",\"tags\":{" tags "}}}\n"
#define GET(url)	"\"url\":\"" url "\",\"status\":\"200\",\"group\":\"::a\""
#define GOT(at, path)	"{\"timestamp\":\"2026-11-29T20:56:" at "Z\",\"path\":\"" path "\"," \
	"\"status\":200,"

static void
k6(void)
{
	check("k6", "",
	    "{\"type\":\"Metric\",\"metric\":\"http_reqs\",\"data\":{\"name\":\"http_reqs\"}}\n"
	    POINT("data_sent", "16", "7", "\"group\":\"\"")
	    POINT("http_reqs", "16", "1", GET("/a"))
	    POINT("http_req_duration", "16", "2.5", GET("/a"))
	    POINT("http_req_waiting", "16", "2", GET("/a"))
	    POINT("checks", "17", "1", "\"check\":\"is ok\",\"group\":\"::a\"")
	    POINT("checks", "17", "0", "\"check\":\"is fast\",\"group\":\"::a\"")
	    POINT("checks", "17", "0", "\"check\":\"is last\",\"group\":\"::a\"")
	    POINT("checks", "17", "0", "\"check\":\"of b\",\"group\":\"::b\"")
	    POINT("group_duration", "17", "9", "\"group\":\"::a\"")
	    POINT("http_reqs", "18", "1", GET("/b")),
	    GOT("16", "/a") "\"duration_ms\":2.5,\"group\":\"::a\",\"check\":\"is fast\","
	    "\"check_ok\":false}\n"
	    GOT("18", "/b") "\"group\":\"::a\"}\n");
	/* Somebody has kept the durations alone; two requests of one time. */
	check("k6", "",
	    POINT("http_req_duration", "16", "1", GET("/a"))
	    POINT("http_req_duration", "16", "2", GET("/a"))
	    POINT("http_req_failed", "16", "0", GET("/a"))
	    POINT("http_req_duration", "16", "3", GET("/b")),
	    GOT("16", "/a") "\"duration_ms\":1,\"group\":\"::a\"}\n"
	    GOT("16", "/a") "\"duration_ms\":2,\"group\":\"::a\"}\n"
	    GOT("16", "/b") "\"duration_ms\":3,\"group\":\"::a\"}\n");
	/* A check that says which virtual user's it is; what is no measurement. */
	check("k6", "",
	    POINT("http_reqs", "16", "1", GET("/a") ",\"vu\":\"1\"")
	    POINT("checks", "16", "1", "\"check\":\"x\",\"group\":\"::a\",\"vu\":\"2\"")
	    "{\"metric\":\"http_reqs\"}\n"
	    POINT("checks", "16", "1", "\"check\":\"y\",\"group\":\"::a\",\"vu\":\"1\""),
	    "! 3:1 schema no record of k6: expected 'type'\n"
	    GOT("16", "/a") "\"group\":\"::a\",\"check\":\"y\",\"check_ok\":true}\n");
	check("k6", "", POINT("checks", "16", "1", "\"check\":\"x\""), "");
	check("k6", "csv", "metric_name,timestamp,metric_value,status,error,url,check\n"
	    "http_reqs,1795985776,1.000000,0,EOF,/a,\n"
	    "http_reqs,1795985776,1.000000,0,EOF,/a,\n"
	    "http_req_duration,1795985776,1.5,0,EOF,/a,\n"
	    "checks,1795985776,0.000000,,,,x\n",
	    "{\"timestamp\":\"2026-11-29T20:56:16Z\",\"path\":\"/a\",\"error\":\"EOF\"}\n"
	    "{\"timestamp\":\"2026-11-29T20:56:16Z\",\"path\":\"/a\",\"duration_ms\":1.5,"
	    "\"error\":\"EOF\",\"check\":\"x\",\"check_ok\":false}\n");
}

#define JTL	"timeStamp,elapsed,label,responseCode,success,responseMessage,threadName,bytes,URL\n"
#define ROW(label, thread)	"1795985937384,1," label ",200,true,OK," thread ",9,null\n"
#define ONE(label, more)	"{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"" \
	label "\",\"status\":200,\"bytes\":9,\"duration_ms\":1,\"ok\":true,\"thread\":\"t\"" \
	more "}\n"

static void
jmeter(void)
{
	check("jmeter", "", JTL ROW("a", "t") ROW("a-0", "t") ROW("a-1", "t") ROW("b", "t")
	    ROW("b-x", "t") ROW("b-", "t") ROW("c", "t") ROW("c-1-2", "t") ROW("c", "t"),
	    ONE("a", ",\"part\":\"parent\"") ONE("a-0", ",\"part\":\"hop\"")
	    ONE("a-1", ",\"part\":\"hop\"") ONE("b", "") ONE("b-x", "") ONE("b-", "")
	    ONE("c", "") ONE("c-1-2", "") ONE("c", ""));
	/* Of another thread it is another request, whatever it is called. */
	check("jmeter", "", JTL ROW("a", "t")
	    "1795985937384,1,a-0,200,true,OK,u,9,null\n",
	    ONE("a", "")
	    "{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"a-0\",\"status\":200,"
	    "\"bytes\":9,\"duration_ms\":1,\"ok\":true,\"thread\":\"u\"}\n");
	check("jmeter", "", JTL "1795985937384,0,a,Non HTTP response code: x.Y,false,why,t,2599,"
	    "https://h:8443\n"
	    "1795985937384,0,a,200,false,OK,t,7,\n"
	    "1795985937384,4,tx,,false,two,t,223,null\n",
	    "{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"a\",\"scheme\":\"https\","
	    "\"host\":\"h:8443\",\"path\":\"/\",\"duration_ms\":0,\"ok\":false,\"error\":\"why\","
	    "\"error_type\":\"x.Y\",\"thread\":\"t\"}\n"
	    "{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"a\",\"status\":200,"
	    "\"bytes\":7,\"duration_ms\":0,\"ok\":false,\"error\":\"OK\",\"thread\":\"t\"}\n"
	    "{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"tx\",\"duration_ms\":4,"
	    "\"ok\":false,\"error\":\"two\",\"thread\":\"t\",\"part\":\"transaction\"}\n");
}

#define TOP	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testResults version=\"1.2\">\n"
#define SAMPLE(label, in)	"<httpSample t=\"1\" lb=\"" label "\" rc=\"200\">" in "</httpSample>"
#define READ(label, more)	"{\"elapsed\":1,\"label\":\"" label "\",\"responseCode\":200," more "}\n"

static void
xml(void)
{
	check("", "jmeter_xml", TOP SAMPLE("a", SAMPLE("a-0", "<java.net.URL>http://x/&#x41;&amp;"
	    "</java.net.URL>") "<java.net.URL>http://\ny</java.net.URL>") SAMPLE("b &lt; c",
	    "<assertionResult><failureMessage>no\t1</failureMessage></assertionResult>"
	    "<assertionResult><failureMessage>2</failureMessage></assertionResult>"
	    "<responseData class=\"x\">http</responseData>") "\n</testResults>\n",
	    READ("a", "\"URL\":\"http://\\ny\"") READ("a-0", "\"URL\":\"http://x/A&\"")
	    READ("b < c", "\"failureMessage\":\"no\\t1\",\"URL\":\"null\""));
	check("", "jmeter_xml", TOP "<sample lb=\"a\"/><sample lb=\"b\">\n\n", "{\"label\":\"a\","
	    "\"URL\":\"null\"}\n! 4:0 xml a sample is not closed\n");
	check("", "jmeter_xml", TOP SAMPLE("a", ""), READ("a", "\"URL\":\"null\""));
	check("", "jmeter_xml", "<a>\n<sample/>\n", "! 1:4 xml expected <testResults>, the "
	    "outermost element of JMeter's results\n");
	check("", "jmeter_xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>\n" TOP, "! 1:13 xml a document "
	    "type, which JMeter's results do not have\n");
	check("", "jmeter_xml", TOP "<sample lb=\"a\"></x>\n" TOP, "! 3:18 xml mismatched tag\n");
	check("", "jmeter_xml", "", "");
}

static void
refusals(void)
{
	static const struct {
		const char *schema, *fields, *map, *want;
	} cases[] = {
		{ "ab", "duration_ms status", NULL, "error 0 --schema ab does not tell status: ab -g "
		  "writes none, and a request that failed looks like a fast one\n" },
		{ "ab", "duration_ms status", "status", "" },
		{ "ab", "status.x", NULL, "error 0 --schema ab does not tell status: ab -g writes "
		  "none, and a request that failed looks like a fast one\n" },
		{ "locust_history", "duration_ms", NULL, "error 0 --schema locust_history does not "
		  "tell duration_ms: Locust writes summaries, which stand for no request\n" },
		{ "curl", "timestamp", NULL, "error 0 --schema curl does not tell timestamp: curl "
		  "writes none; --run-start TIME says when the run began\n" },
		{ "curl", "timestamp", "timestamp", "" },
		{ "curl", NULL, NULL, "" },
	};
	struct logrun r;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct source_map map = { sv_of(cases[i].map), SV("x") };

		logrun_init(&r, "");
		r.cfg.schema = sv_of(cases[i].schema);
		r.cfg.map = &map;
		r.cfg.nmap = cases[i].map != NULL;
		r.fields = cases[i].fields;
		T_STR(logrun(&r, SV("")), cases[i].want, cases[i].schema);
		buf_free(&r.out);
	}
}

/* --run-start is the time of all, or where the seconds of each begin. */
static void
starts(void)
{
	struct logrun r;

	logrun_init(&r, "");
	r.cfg.run = true;
	r.cfg.run_us = INT64_C(1795982400000000);
	r.cfg.schema = SV("hey");
	T_STR(logrun(&r, SV("response-time,status-code,offset\n1e-3,200,0.0024\n0.0002,404,x\n"
	    "0.1,500,-1\n0.1,500,2e9\n")),
	    "{\"timestamp\":\"2026-11-29T20:00:00.002400Z\",\"status\":200,\"duration_ms\":1,"
	    "\"offset_ms\":2.4}\n"
	    "{\"status\":404,\"duration_ms\":0.2}\n"
	    "! 4:0 schema timestamp: expected a time, found '-1'\n"
	    "! 5:0 schema timestamp: expected a time, found '2e9'\n", "seconds since then");
	r.cfg.schema = SV("curl");
	T_STR(logrun(&r, SV("{\"url_effective\":\"http://x\",\"http_code\":0,\"time_total\":0.5}\n")),
	    "{\"timestamp\":\"2026-11-29T20:00:00Z\",\"scheme\":\"http\",\"host\":\"x\",\"path\":"
	    "\"/\",\"duration_ms\":500,\"error\":\"no answer\"}\n", "the time of all");
	r.cfg.schema = SV("vegeta");
	T_STR(logrun(&r, SV("")), "error 0 --run-start: the records of --schema vegeta have times "
	    "of their own\n", "they have times");
	buf_free(&r.out);
}

/* A record is rejected for its own time alone: others are not looked at unless asked for. */
static void
times(void)
{
	check("locust_failures", "", "Method,Name,Error,Occurrences,First Seen,Last Seen\n"
	    "GET,/a,E,2,soon,2026-11-29T20:54:31Z\nGET,/a,E,2,2026-11-29T20:54:31Z,soon\n",
	    "{\"timestamp\":\"2026-11-29T20:54:31Z\",\"event_name\":\"/a\",\"method\":\"GET\","
	    "\"error\":\"E\",\"failures\":2}\n"
	    "! 3:0 schema timestamp: expected a time, found 'soon'\n");
}

/* What got no answer has an error, also where no text says which. */
static void
no_answer(void)
{
	check("curl", "tsv", "url_effective\thttp_code\ttime_total\n/a\t000\t0.1\n/b\t200\t0.1\n",
	    "{\"path\":\"/a\",\"duration_ms\":100,\"error\":\"no answer\"}\n"
	    "{\"path\":\"/b\",\"status\":200,\"duration_ms\":100}\n");
	check("k6", "", POINT("http_reqs", "16", "1", "\"status\":\"0\",\"url\":\"/a\""),
	    "{\"timestamp\":\"2026-11-29T20:56:16Z\",\"path\":\"/a\",\"error\":\"no answer\"}\n");
	check("jmeter", "", "timeStamp,elapsed,label,responseCode\n"
	    "1795985937384,1,a,Non HTTP response code: x.Y\n",
	    "{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"a\",\"duration_ms\":1,"
	    "\"error\":\"x.Y\",\"error_type\":\"x.Y\"}\n");
	check("har", "", "{\"log\":{\"version\":\"1\",\"creator\":{},\"entries\":[{\"response\":"
	    "{\"status\":0}},{\"response\":{\"status\":-1}},{\"response\":{\"status\":204}}]}}",
	    "{\"error\":\"no answer\"}\n{\"error\":\"no answer\"}\n{\"status\":204}\n");
}

int
main(void)
{
	no_answer();
	times();
	k6();
	jmeter();
	xml();
	refusals();
	starts();
	return t_done();
}
