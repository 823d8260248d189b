/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_probe - the schemas of probes and load tests
 *
 * Sources: what curl 7.88, ApacheBench 2.3, hey 0.1.4, vegeta 12, k6 1.4, Locust 2.47,
 * JMeter 5.6, siege 4.0, blackbox_exporter 0.23, Playwright and mitmproxy wrote of requests
 * that are known: tests/oracle/probes.py.
 */
#include "log/lschema_probe.h"

#define ROWS(r)	.rule = (r), .nrule = sizeof(r) / sizeof((r)[0])

#define URL(p) \
	{ .to = "scheme", .from = p, LSCHEMA_SCHEME, .words = "null=" }, \
	{ .to = "host", .from = p, LSCHEMA_HOST, .words = "null=" }, \
	{ .to = "path", .from = p, LSCHEMA_PATH, .words = "null=" }, \
	{ .to = "query", .from = p, LSCHEMA_QUERY, .words = "null=" }

/* No text says why, but the status @zero at @p says that there was no answer. */
#define NO_ANSWER(p, zero) \
	{ .to = "error", .from = p, LSCHEMA_TEXT, .when = p "=" zero, .words = zero "=no answer" }

static const struct lschema_rule curl[] = {
	{ .to = "timestamp", .from = "time_total", LSCHEMA_RUN },
	{ .to = "method", .from = "method" },
	URL("url_effective"),
	{ .to = "status", .from = "http_code", .words = "0=|000=" },
	{ .to = "bytes", .from = "size_download" },
	{ .to = "duration_ms", .from = "time_total", LSCHEMA_SECONDS },
	{ .to = "ttfb_ms", .from = "time_starttransfer", LSCHEMA_SECONDS,
	  .words = "0=|0.000000=" },
	{ .to = "error", .from = "errormsg", LSCHEMA_TEXT },
	NO_ANSWER("http_code", "0"), NO_ANSWER("http_code", "000"),
	{ .to = "exitcode", .from = "exitcode", LSCHEMA_NUMBER },
	{ .to = "redirects", .from = "num_redirects", LSCHEMA_NUMBER, .words = "0=" },
};

static const struct lschema_rule vegeta[] = {
	{ .to = "timestamp", .from = "timestamp" },
	{ .to = "event_name", .from = "attack" },
	{ .to = "method", .from = "method" },
	URL("url"),
	{ .to = "status", .from = "code", .words = "0=" },
	{ .to = "bytes", .from = "bytes_in" },
	{ .to = "bytes_out", .from = "bytes_out", LSCHEMA_NUMBER },
	{ .to = "duration_ms", .from = "latency", LSCHEMA_NS },
	{ .to = "error", .from = "error", LSCHEMA_TEXT },
	NO_ANSWER("code", "0"),
	{ .to = "seq", .from = "seq", LSCHEMA_NUMBER },
};

#define HAR_IN	"log.entries[]."
#define ANSWERED	HAR_IN "response.status!=0&" HAR_IN "response.status!=-1"

static const struct lschema_rule har[] = {
	{ .to = "timestamp", .from = HAR_IN "startedDateTime" },
	{ .to = "method", .from = HAR_IN "request.method" },
	URL(HAR_IN "request.url"),
	{ .to = "status", .from = HAR_IN "response.status", .words = "0=|-1=" },
	{ .to = "bytes", .from = HAR_IN "response.content.size", .when = ANSWERED,
	  .words = "-1=" },
	{ .to = "bytes", .from = HAR_IN "response.bodySize", .when = ANSWERED, .words = "-1=" },
	{ .to = "duration_ms", .from = HAR_IN "time" },
	{ .to = "error", .from = HAR_IN "response._failureText", LSCHEMA_TEXT },
	{ .to = "error", .from = HAR_IN "response._error", LSCHEMA_TEXT },
	{ .to = "error", .from = HAR_IN "_error", LSCHEMA_TEXT },
	NO_ANSWER(HAR_IN "response.status", "0"), NO_ANSWER(HAR_IN "response.status", "-1"),
};

/* Of a request whose answer did not come, the length is that of a stack trace. */
#define CAME	"responseCode&responseCode!^=Non HTTP"

static const struct lschema_rule jmeter[] = {
	{ .to = "timestamp", .from = "timeStamp" },
	{ .to = "event_name", .from = "label" },
	URL("URL"),
	{ .to = "status", .from = "responseCode" },
	{ .to = "bytes", .from = "bytes", .when = CAME },
	{ .to = "duration_ms", .from = "elapsed" },
	{ .to = "ttfb_ms", .from = "Latency", .when = CAME },
	{ .to = "connect_ms", .from = "Connect", LSCHEMA_NUMBER },
	{ .to = "ok", .from = "success", LSCHEMA_BOOL },
	{ .to = "error", .from = "failureMessage", LSCHEMA_TEXT, .when = "success=false" },
	{ .to = "error", .from = "responseMessage", LSCHEMA_TEXT, .when = "success=false" },
	{ .to = "error", .from = "responseCode", .behind = "Non HTTP response code: " },
	{ .to = "error_type", .from = "responseCode",
	  .behind = "Non HTTP response code: " },
	{ .to = "thread", .from = "threadName", LSCHEMA_TEXT },
	{ .to = "part", .from = "URL", LSCHEMA_TEXT, .when = "URL=null&!responseCode",
	  .words = "null=transaction" },
};

static const struct lschema_gather jmeter_gather = {
	.label = "label", .sender = "threadName",
};

/* Where a measurement, its tags and what they say stand in k6's output: @m, @v, @t. */
#define K6(m, v, t) \
	{ .to = "event_name", .from = t "name" }, \
	{ .to = "method", .from = t "method" }, \
	URL(t "url"), \
	{ .to = "status", .from = t "status", .words = "0=" }, \
	{ .to = "duration_ms", .from = v, .when = m "=http_req_duration" }, \
	{ .to = "error", .from = t "error", LSCHEMA_TEXT }, \
	NO_ANSWER(t "status", "0"), \
	{ .to = "error_code", .from = t "error_code", LSCHEMA_TEXT }, \
	{ .to = "group", .from = t "group", LSCHEMA_TEXT }, \
	{ .to = "scenario", .from = t "scenario", LSCHEMA_TEXT }, \
	{ .to = "check", .from = t "check", LSCHEMA_TEXT, .when = m "=checks" }, \
	{ .to = "check_ok", .from = v, LSCHEMA_BOOL, .when = m "=checks", \
	  .words = "1=true|0=false|1.000000=true|0.000000=false" }

static const struct lschema_rule k6[] = {
	{ .to = "timestamp", .from = "data.time" },
	K6("metric", "data.value", "data.tags."),
};

static const struct lschema_gather k6_gather = {
	.only = "metric^=http_req&type=Point", .first = "metric=http_reqs",
	.same = "data.time data.tags", .once = "metric",
	.adds = "metric=checks&type=Point",
	.adds_same = "data.tags.group data.tags.scenario data.tags.vu data.tags.iter",
	.worst = "check_ok",
};

static const struct lschema_rule k6_csv[] = {
	{ .to = "timestamp", .from = "timestamp" },
	K6("metric_name", "metric_value", ""),
};

static const struct lschema_gather k6_csv_gather = {
	.only = "metric_name^=http_req", .first = "metric_name=http_reqs",
	.same = "timestamp url name method status error group scenario extra_tags metadata",
	.once = "metric_name", .adds = "metric_name=checks",
	.adds_same = "group scenario extra_tags", .worst = "check_ok",
};

static const struct lschema k6_table = {
	.name = "k6", .formats = "csv", .needs = "metric_name metric_value timestamp",
	ROWS(k6_csv), .gather = &k6_csv_gather,
	.sample = "metric_name,timestamp,metric_value,check,error,error_code,group,method,name,"
	          "scenario,status,url\n"
	          "http_reqs,1795985776,1.000000,,,,::buy,GET,/a,shop,200,http://x.example/a\n"
	          "http_req_duration,1795985776,0.583901,,,,::buy,GET,/a,shop,200,"
	          "http://x.example/a\n"
	          "http_reqs,1795985777,1.000000,,EOF,1000,::buy,GET,/b,shop,0,"
	          "http://x.example/b\n",
};

static const struct lschema_rule ab[] = {
	{ .to = "timestamp", .from = "seconds" },
	{ .to = "duration_ms", .from = "ttime" },
	{ .to = "connect_ms", .from = "ctime", LSCHEMA_NUMBER },
	{ .to = "processing_ms", .from = "dtime", LSCHEMA_NUMBER },
	{ .to = "ttfb_ms", .from = "wait" },
};

static const struct lschema_cannot ab_cannot[] = {
	{ "status", "ab -g writes none, and a request that failed looks like a fast one" },
	{ "error", "ab -g writes none, and a request that failed looks like a fast one" },
	{ "path", "ab -g writes no address" },
	{ "bytes", "ab -g writes no lengths" },
	{ NULL, NULL }
};

static const struct lschema_rule hey[] = {
	{ .to = "timestamp", .from = "offset", LSCHEMA_OFFSET },
	{ .to = "status", .from = "status-code" },
	{ .to = "duration_ms", .from = "response-time", LSCHEMA_SECONDS },
	{ .to = "offset_ms", .from = "offset", LSCHEMA_SECONDS },
};

static const struct lschema_cannot hey_cannot[] = {
	{ "error", "hey leaves out requests without an answer" },
	{ "path", "hey writes no address" },
	{ "bytes", "hey writes no lengths" },
	{ NULL, NULL }
};

#define LOCUST_CANNOT \
	{ "duration_ms", "Locust writes summaries, which stand for no request" }, \
	{ "status", "Locust writes summaries: requests, failures" }

static const struct lschema_rule locust_stats[] = {
	{ .to = "timestamp", .from = "Name", LSCHEMA_RUN },
	{ .to = "event_name", .from = "Name" },
	{ .to = "method", .from = "Type" },
	{ .to = "requests", .from = "Request Count", LSCHEMA_NUMBER },
	{ .to = "failures", .from = "Failure Count", LSCHEMA_NUMBER },
	{ .to = "median_ms", .from = "Median Response Time" },
	{ .to = "mean_ms", .from = "Average Response Time" },
	{ .to = "min_ms", .from = "Min Response Time" },
	{ .to = "max_ms", .from = "Max Response Time" },
	{ .to = "p50", .from = "50%", LSCHEMA_NUMBER },
	{ .to = "p95", .from = "95%", LSCHEMA_NUMBER },
	{ .to = "p100", .from = "100%", LSCHEMA_NUMBER },
	{ .to = "mean_bytes", .from = "Average Content Size", LSCHEMA_NUMBER },
};

static const struct lschema_rule locust_history[] = {
	{ .to = "timestamp", .from = "Timestamp" },
	{ .to = "event_name", .from = "Name" },
	{ .to = "method", .from = "Type" },
	{ .to = "users", .from = "User Count", LSCHEMA_NUMBER },
	{ .to = "requests", .from = "Total Request Count", LSCHEMA_NUMBER },
	{ .to = "failures", .from = "Total Failure Count", LSCHEMA_NUMBER },
	{ .to = "p50", .from = "50%", LSCHEMA_NUMBER },
	{ .to = "p95", .from = "95%", LSCHEMA_NUMBER },
	{ .to = "p100", .from = "100%", LSCHEMA_NUMBER },
	{ .to = "total_mean_ms", .from = "Total Average Response Time" },
	{ .to = "total_max_ms", .from = "Total Max Response Time" },
};

static const struct lschema_rule locust_failures[] = {
	{ .to = "timestamp", .from = "Last Seen" },
	{ .to = "event_name", .from = "Name" },
	{ .to = "method", .from = "Method" },
	{ .to = "error", .from = "Error", LSCHEMA_TEXT },
	{ .to = "failures", .from = "Occurrences", LSCHEMA_NUMBER },
	{ .to = "first", .from = "First Seen", LSCHEMA_TIME },
};

static const struct lschema_cannot locust_cannot[] = { LOCUST_CANNOT, { NULL, NULL } };

static const struct lschema_rule siege[] = {
	{ .to = "timestamp", .from = "Date & Time" },
	{ .to = "transactions", .from = "Trans", LSCHEMA_NUMBER },
	{ .to = "elapsed_s", .from = "Elap Time", LSCHEMA_NUMBER },
	{ .to = "data_mb", .from = "Data Trans", LSCHEMA_NUMBER },
	{ .to = "response_s", .from = "Resp Time", LSCHEMA_NUMBER },
	{ .to = "rate", .from = "Trans Rate", LSCHEMA_NUMBER },
	{ .to = "throughput_mb", .from = "Throughput", LSCHEMA_NUMBER },
	{ .to = "concurrency", .from = "Concurrent", LSCHEMA_NUMBER },
	{ .to = "okay", .from = "OKAY", LSCHEMA_NUMBER },
	{ .to = "failed", .from = "Failed", LSCHEMA_NUMBER },
};

static const struct lschema_cannot siege_cannot[] = {
	{ "duration_ms", "siege writes a line a run, which stands for no request" },
	{ "status", "siege writes a line a run; a 404 is neither OKAY nor Failed in it" },
	{ "error", "siege writes a line a run" },
	{ NULL, NULL }
};

#define PROBE(field, metric, as) \
	.to = field, .from = "value", .how = as, .when = "name=probe_" metric

static const struct lschema_rule blackbox[] = {
	{ .to = "timestamp", .from = "timestamp" },
	{ .to = "timestamp", .from = "name", LSCHEMA_RUN },
	{ .to = "target", .from = "target", LSCHEMA_TEXT },
	{ .to = "target", .from = "instance", LSCHEMA_TEXT },
	{ PROBE("status", "http_status_code", LSCHEMA_NAMED), .words = "0=" },
	{ PROBE("bytes", "http_uncompressed_body_length", LSCHEMA_NAMED) },
	{ PROBE("duration_ms", "duration_seconds", LSCHEMA_SECONDS) },
	{ PROBE("redirects", "http_redirects", LSCHEMA_NUMBER) },
	{ PROBE("ok", "success", LSCHEMA_BOOL), .words = "1=true|0=false" },
	{ PROBE("error", "success", LSCHEMA_TEXT), .words = "1=|0=the probe failed" },
};

static const struct lschema_gather blackbox_gather = {
	.only = "name^=probe_", .same = "target instance", .once = "name phase",
	.with = { "bytes", "status" },
};

const struct lschema lschema_probe_curl = {
	.name = "curl", .summary = "curl -w '%{json}\\n': what it knows of its transfers",
	.formats = "ndjson json tsv csv", .needs = "url_effective http_code time_total",
	ROWS(curl),
	.untimed = "curl writes none",
	.sample = "{\"errormsg\":null,\"exitcode\":0,\"http_code\":200,\"method\":\"GET\","
	          "\"num_redirects\":0,\"size_download\":14,\"time_starttransfer\":0.002,"
	          "\"time_total\":0.002091,\"url_effective\":\"http://x.example/ok?a=b\"}\n"
	          "{\"errormsg\":\"Empty reply from server\",\"exitcode\":52,\"http_code\":0,"
	          "\"method\":\"GET\",\"time_total\":0.001665,"
	          "\"url_effective\":\"http://x.example/\"}\n",
};

const struct lschema lschema_probe_vegeta = {
	.name = "vegeta", .summary = "vegeta encode: results of requests",
	.formats = "ndjson json csv", .needs = "seq code timestamp latency url", ROWS(vegeta),
	.header = "timestamp,code,latency,bytes_out,bytes_in,error,body,attack,seq,method,url,"
	          "headers",
	.binary = "\006Result\001\377",
	.instead = "vegeta's results are binary: read what "
	           "'vegeta encode --to json' makes of them",
	.sample = "{\"attack\":\"shop\",\"seq\":1,\"code\":200,"
	          "\"timestamp\":\"2026-11-29T20:54:22.530355394Z\",\"latency\":871662,"
	          "\"bytes_in\":14,\"error\":\"\",\"method\":\"GET\","
	          "\"url\":\"http://x.example/ok\"}\n"
	          "{\"attack\":\"\",\"seq\":2,\"code\":0,\"timestamp\":"
	          "\"2026-11-29T20:54:22.6Z\",\"latency\":3058541,\"error\":\"EOF\","
	          "\"method\":\"GET\",\"url\":\"http://x.example/b\"}\n",
};

const struct lschema lschema_probe_har = {
	.name = "har", .summary = "HTTP archives of browsers and proxies",
	.formats = "json", .needs = "log.version log.creator", ROWS(har),
	.sample = "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\"},\"entries\":[\n"
	          "{\"startedDateTime\":\"2026-11-29T20:58:32.33+00:00\",\"time\":6.29,"
	          "\"request\":{\"method\":\"GET\",\"url\":\"http://x.example/\"},"
	          "\"response\":{\"status\":200,\"content\":{\"size\":14}}},\n"
	          "{\"startedDateTime\":\"2026-11-29T20:58:33Z\",\"time\":1.1,"
	          "\"request\":{\"method\":\"GET\",\"url\":\"http://x.example/b\"},"
	          "\"response\":{\"status\":-1,\"_failureText\":"
	          "\"net::ERR_CONNECTION_RESET\"}}]}}\n",
};

const struct lschema lschema_probe_k6 = {
	.name = "k6", .summary = "k6, --out json or csv: a request is many measurements",
	.needs = "metric type data", ROWS(k6), .gather = &k6_gather, .also = &k6_table,
	.sample = "{\"metric\":\"http_reqs\",\"type\":\"Point\",\"data\":{\"time\":"
	          "\"2026-11-29T20:56:16.227952044Z\",\"value\":1,\"tags\":{\"method\":\"GET\","
	          "\"status\":\"200\",\"url\":\"http://x.example/a\"}}}\n"
	          "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"time\":"
	          "\"2026-11-29T20:56:16.227952044Z\",\"value\":0.58,\"tags\":{\"method\":"
	          "\"GET\",\"status\":\"200\",\"url\":\"http://x.example/a\"}}}\n"
	          "{\"metric\":\"http_reqs\",\"type\":\"Point\",\"data\":{\"time\":"
	          "\"2026-11-29T20:56:17Z\",\"value\":1,\"tags\":{\"status\":\"0\","
	          "\"error\":\"EOF\",\"url\":\"http://x.example/b\"}}}\n",
};

const struct lschema lschema_probe_jmeter = {
	.name = "jmeter", .summary = "JMeter's results, JTL: a table, or XML with -f jmeter_xml",
	.formats = "csv tsv jmeter_xml", .needs = "timeStamp elapsed label", ROWS(jmeter),
	.gather = &jmeter_gather,
	.sample = "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,"
	          "bytes,URL,Latency,Connect\n"
	          "1795985937384,1,02 missing,404,Not Found,shop 1-1,false,104,"
	          "http://x.example/missing,1,0\n"
	          "1795985937509,4,05 reset,Non HTTP response code: java.net.SocketException,"
	          "Non HTTP response message: Connection reset,shop 1-1,false,2599,"
	          "http://x.example/reset,0,0\n",
};

const struct lschema lschema_probe_ab = {
	.name = "ab", .summary = "ApacheBench, ab -g: times of requests and nothing else",
	.formats = "tsv", .needs = "starttime seconds ctime dtime ttime wait", ROWS(ab),
	.cannot = ab_cannot,
	.sample = "starttime\tseconds\tctime\tdtime\tttime\twait\n"
	          "Sun Nov 29 20:52:29 2026\t1795985549\t0\t1\t1\t0\n"
	          "Sun Nov 29 20:52:30 2026\t1795985550\t0\t122\t122\t122\n",
};

const struct lschema lschema_probe_hey = {
	.name = "hey", .summary = "hey -o csv: requests that were answered",
	.formats = "csv", .needs = "response-time status-code offset", ROWS(hey),
	.cannot = hey_cannot, .untimed = "hey writes seconds since the run began",
	.missing = "hey leaves out requests without an answer: what has a status was answered",
	.sample = "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,"
	          "status-code,offset\n"
	          "0.0003,0.0000,0.0000,0.0000,0.0003,0.0000,200,0.0024\n"
	          "0.1205,0.0000,0.0000,0.0000,0.1204,0.0001,500,0.0029\n",
};

const struct lschema lschema_probe_locust_stats = {
	.name = "locust_stats", .summary = "Locust, _stats.csv: a row a name, of the whole run",
	.formats = "csv", .needs = "Name Requests/s Failures/s !Timestamp", ROWS(locust_stats),
	.cannot = locust_cannot, .untimed = "Locust writes none in _stats.csv",
	.total = "Name=Aggregated&!Type", .counts = "Request Count",
	.sample = "Type,Name,Request Count,Failure Count,Median Response Time,Average Response "
	          "Time,Requests/s,Failures/s,50%,95%\n"
	          "GET,/cart,7,0,2.6,2.61,0.14,0.0,3,3\nPOST,/cart,1,1,4,4.1,0.14,0.1,4,4\n",
};

const struct lschema lschema_probe_locust_history = {
	.name = "locust_history", .summary = "Locust, _stats_history.csv: a row a second",
	.formats = "csv", .needs = "Timestamp Name Requests/s Failures/s",
	  ROWS(locust_history), .cannot = locust_cannot,
	.sample = "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,95%,"
	          "Total Request Count,Total Failure Count\n"
	          "1795985666,0,,Aggregated,0.000000,0.000000,N/A,N/A,0,0\n"
	          "1795985667,1,GET,/fail,0.000000,0.000000,3,3,1,1\n",
};

const struct lschema lschema_probe_locust_failures = {
	.name = "locust_failures", .summary = "Locust, _failures.csv: a row an error and name",
	.formats = "csv", .needs = "Name Error Occurrences", ROWS(locust_failures),
	.cannot = locust_cannot,
	.sample = "Method,Name,Error,Occurrences,First Seen,Last Seen\n"
	          "GET,/a,\"ConnectionResetError(104, 'Connection reset by peer')\",2,"
	          "2026-11-29T20:54:27Z,2026-11-29T20:54:31Z\n"
	          "GET,/b,HTTPError('404 Client Error'),1,2026-11-29T20:54:29Z,"
	          "2026-11-29T20:54:29Z\n",
};

const struct lschema lschema_probe_siege = {
	.name = "siege", .summary = "siege's log: a line a run",
	.formats = "csv", .needs = "Trans Concurrent OKAY Failed", ROWS(siege),
	.cannot = siege_cannot,
	.sample = "      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time,  Trans Rate,"
	          "  Throughput,  Concurrent,    OKAY,   Failed\n"
	          "2026-11-29 20:53:35,     10,       0.01,           0,       0.00,     "
	          "1000.00,        0.00,        1.00,      10,       0\n"
	          "2026-11-29 20:53:36,      0,       0.01,           0,       -nan,        "
	          "0.00,        0.00,        0.00,       0,      10\n",
};

const struct lschema lschema_probe_blackbox = {
	.name = "blackbox", .summary = "blackbox_exporter's answer to a scrape: one probe",
	.formats = "prometheus", .needs = "name", ROWS(blackbox), .gather = &blackbox_gather,
	.untimed = "blackbox_exporter writes none",
	.sample = "probe_duration_seconds 0.001281873\nprobe_http_status_code 0\n"
	          "probe_http_uncompressed_body_length 0\nprobe_success 0\n"
	          "probe_duration_seconds 8.7e-05\nprobe_http_status_code 200\n"
	          "probe_http_uncompressed_body_length 14\nprobe_success 1\n",
};
