/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_alloc - no heap allocation per record, in any format, one by one or in batches
 */
#include "../mallocs.h"
#include "../t.h"
#include "../logrun.h"

#include "log/lschema.h"

#ifdef MALLOCS_COUNTED

#define ACCESS \
	"10.0.0.2, 10.0.0.1 - J. D\\\"oe [10/Oct/2000:13:55:36 -0700] \"GET /caf\\xc3\\xa9?b HTTP/1.0\" " \
	"200 1 \"\xff\" \"\\xff\" "

static const struct {
	const char *format;
	const char *option;	/* of a schema, its name */
	const char *text;
} row[] = {
	{ "combined", "", ACCESS "\nno such line\n" ACCESS "\n" },
	{ "nginx", "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
	    "\"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time",
	    ACCESS "1.250 0.1, 0.2 : -\n" },
	{ "nginx", "escape=json {\"a\":\"$http_a\",\"b\":$msec}",
	    "{\"a\":\"\\u00e9\\\"\xff\",\"b\":1509575121.648}\n" },
	{ "apache", "%{%Y-%m-%d %T}t.%{usec_frac}t %D", "2020-01-02 03:04:05.000123 1234567\n" },
	{ "logfmt", "", "t=1431857110 a=\"x\\n\" b=\xff dur=5ms request=\"GET /\"\nbad\nc=1\n" },
	{ "csv", "", "ts,b,c\n1431857110,\"x\ny\",\"\"\"\"\n1,2\n,,\xff\n" },
	{ "json", "", "{\"ts\":1431857110,\"b\":{\"c\":\"\\u00e9\"}}\n{\n" },
	{ "json", "", "[{\"ts\":1431857110},\n7, {\n\"b\": {\"c\": \"\\u00e9\"}\r\n},{\"a\":tru}]\n"
	    "\x1e{\"a\":\n1}{" },
	{ "docker+combined", "", "{\"log\":\"\",\"stream\":\"stderr\"}\n{\"log\":\"::1 - - [10/Oct/2000:13:"
	    "55:36 -0700] \\\"GET /caf\\u00e9?b HTTP/1.0\\\" 200 1 \\\"-\\\" \\\"\\\"\\n\","
	    "\"time\":\"2026-11-29T19:31:23Z\"}\n{\"log\":\"bad\\n\"}\n{\n" },
	{ "docker", "", "{\"log\":\"\\u0001\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-29T19:31:23Z\"}\n" },
	{ "kafka+json", "", "{\"payload\":\"{\\\"a\\\":1}\",\"ts\":1795980000123,\"topic\":\"t\"}\n{\n" },
	{ "cri+logfmt", "", "2026-11-29T19:31:23.7Z stdout P path=/a \n2026-11-29T19:31:24.7Z stderr F x\n"
	    "2026-11-29T19:31:23.8Z stdout F status=2\n2026-11-29T19:31:23.8Z stdout P path=\n" },
	{ "cri+csv", "", "2026-11-29T19:31:23Z stdout F path,b\n2026-11-29T19:31:24Z stdout F 1,2\n" },
	{ "syslog+json", "", "<134>1 2026-11-29T19:31:23Z h a 7 - [x a=\"\\]\"] {\"ts\":1431857110}\n<999>\n"
	    "2026-11-29T19:31:23Z h a[7]: {\"path\":\"\\u0041\"}\n" },
	{ "compose", "", "web-1  | \xff\n\033[36mdb-1   |\033[0m x\n" },
	{ "", "ga4", "{\"event_date\":\"20220827\",\"event_name\":\"\\u00e9\",\"event_\\u0070arams\":"
	    "[{\"key\":\"value\",\"value\":{\"int_value\":\"1\"}}],\"device\":{\"category\":\"A\"},"
	    "\"items\":[{\"item_id\":7,\"price\":\"1\"}]}\n{\"x\":1}\n{\n" },
	{ "json", "segment", "{\"batch\":[{\"type\":\"a\",\"messageId\":1,\n\"timestamp\":1774745998},7]}\n" },
	{ "", "otel", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[{\"key\":"
	    "\"items\",\"value\":{\"arrayValue\":{\"values\":[{\"kvlistValue\":{\"values\":[{\"key\":"
	    "\"sku\",\"value\":{\"intValue\":7}}]}}]}}}]},{\"timeUnixNano\":\"x\"}]}]}]}\n" },
	{ "", "ecs", "{\"@timestamp\":\"2026-03-29T00:59:58Z\",\"event.duration\":15,\"log\":{\"level\":\"E\"}}\n" },
	{ "regex", "^(?<a>\\S+) (?<request>.*) (?<timestamp>\\d+)$", "a GET / 1431857110\nno\n" },
};

static size_t
run(struct decoder *d, struct block *b, struct buf *o, size_t rounds)
{
	const struct source_ops *ops = d->src->ops;
	size_t before = mallocs;
	struct reject rej;
	enum rc rc;

	while (rounds-- > 0) {
		struct batch batch = { .max = rounds % 2 == 0 ? 1 : BATCH_ROWS };

		ops->begin(d, b);
		buf_clear(o);
		while ((rc = source_fill(d, &batch, &rej)) != RC_END)
			for (size_t i = 0; rc == RC_OK && i < batch.n; i++)
				if (batch.row[i].write != NULL)
					batch.row[i].write(batch.row[i].writer, o);
	}
	return mallocs - before;
}

static void
check(const char *format, const char *option, const char *text, bool members, bool write)
{
	struct source_cfg cfg = { .format = sv_of(format) };
	const struct source *s = NULL;
	struct block b = { .n = strlen(text), .flags = BLOCK_FIRST | BLOCK_LAST };
	struct decoder *d;
	struct arena a;
	struct proj p;
	struct buf o;
	size_t slot, first, later;

	if (strcmp(format, "regex") == 0)
		cfg.regex = sv_of(option);
	else if (registry_find(&lschema_registry, sv_of(option)) != NULL)
		cfg.schema = sv_of(option);
	else
		cfg.log_format = sv_of(option);
	b.p = mem_zalloc(b.n + IN_PAD);
	memcpy(b.p, text, b.n);
	arena_init(&a);
	proj_init(&p, &a);
	p.members = members;
	p.text = write;
	buf_init(&o, SIZE_MAX);
	if (proj_add(&p, SV("timestamp"), &slot, NULL) != RC_OK ||
	    proj_add(&p, SV("path"), &slot, NULL) != RC_OK ||
	    log_open(&s, &cfg, &p, &a, NULL) != RC_OK)
		T_OK(false, "set up %s", format);
	first = mallocs;
	d = s->ops->decoder_new(s);
	run(d, &b, &o, 2);
	first = mallocs - first;
	later = run(d, &b, &o, 5000);
	T_OK(first > 0 && later == 0, "%s %s: %zu allocations at first, then %zu", format,
	    cfg.schema.n > 0 ? option : "", first, later);
	s->ops->decoder_free(d);
	buf_free(&o);
	arena_free(&a);
	mem_free(b.p);
}

int
main(void)
{
	for (size_t i = 0; i < 3 * sizeof(row) / sizeof(row[0]); i++)
		check(row[i / 3].format, row[i / 3].option, row[i / 3].text, i % 3 != 0, i % 3 == 2);
	return t_done();
}

#else

int
main(void)
{
	printf("1..0 # SKIP needs glibc's malloc, without sanitizers\n");
	return 0;
}

#endif
