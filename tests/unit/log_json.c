/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_json - the json source on foreign NDJSON
 */
#include "../t.h"
#include "../logrun.h"

#define LOGS "tests/data/logs/"

static void
check(const struct source_map *map, size_t nmap, const char *fields, const char *text,
    const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, "json");
	r.cfg.map = map;
	r.cfg.nmap = nmap;
	r.fields = fields;
	T_STR(logrun(&r, sv_of(text)), want, name);
	buf_free(&r.out);
}

static void
times(void)
{
	check(NULL, 0, NULL, "{\"a\":1,\"ts\":1716723772.6014807,\"b\":{\"c\":[1, 2]}}\n",
	    "{\"a\":1,\"timestamp\":\"2024-05-26T11:42:52.601480Z\",\"b\":{\"c\":[1, 2]}}\n", "epoch in ts");
	check(NULL, 0, "timestamp a", "{\"@timestamp\":\"2020-01-01T00:00:00+01:00\",\"time\":12.5}\n",
	    "{\"timestamp\":\"2019-12-31T23:00:00Z\"}\n", "a number that is no time is passed over");
	check(NULL, 0, "time timestamp", "{\"time\":1716723772}\n{\"time\":12.5}\n",
	    "{\"timestamp\":\"2024-05-26T11:42:52Z\"}\n{\"time\":12.5}\n", "the time has one name");
	check(NULL, 0, "time", "{\"time\":1716723772}\n", "{}\n", "... whoever asks");
	check(NULL, 0, NULL, "{\"t\\u0069me\":1716723772}\n",
	    "{\"timestamp\":\"2024-05-26T11:42:52Z\"}\n", "... however it is written");
	check(NULL, 0, NULL, "{\"timestamp\":\"soon\",\"ts\":1716723772}\n",
	    "{\"timestamp\":\"soon\",\"ts\":1716723772}\n", "timestamp by name counts");
	check(NULL, 0, NULL, "{\"x\":\"\\u00e9\\n\",\"n\":1.50}\n", "{\"x\":\"\\u00e9\\n\",\"n\":1.50}\n",
	    "other members stay as they are");
	check(NULL, 0, NULL, "{\"a\":1\n", "! 1:7 json expected ',' or '}', found end of line\n",
	    "not JSON");
}

static void
maps(void)
{
	const struct source_map map[] = { { SV("timestamp"), SV("when.at") },
		{ SV("user_id"), SV("uid") } };

	check(map, 2, NULL, "{\"uid\":\"u\",\"ts\":1716723772,\"when\":{\"at\":1500000000000}}\n",
	    "{\"user_id\":\"u\",\"ts\":1716723772,\"when\":{\"at\":1500000000000},"
	    "\"timestamp\":\"2017-07-14T02:40:00Z\"}\n", "--map, from below the top");
	check(map, 2, "user_id timestamp",
	    "{\"uid\":\"u\",\"ts\":1716723772,\"when\":{\"at\":1500000000000}}\n",
	    "{\"user_id\":\"u\",\"timestamp\":\"2017-07-14T02:40:00Z\"}\n", "slots");
}

static void
files(void)
{
	static const char *const file[] = { "lnav_logfile_caddy_log.1", "lnav_logfile_ecs_log.json",
		"lnav_logfile_pino.0", "lnav_logfile_bunyan.0", "nested_events.ndjson",
		"lnav_logfile_invalid_json.json", "lnav_logfile_cloudflare.json" };
	static const unsigned lines[] = { 4, 5, 1, 10, 50, 4, 1 };

	for (size_t i = 0; i < sizeof(file) / sizeof(file[0]); i++) {
		struct logrun r;
		struct buf text;
		char path[128];

		snprintf(path, sizeof(path), LOGS "%s", file[i]);
		logrun_init(&r, "json");
		r.fields = "timestamp";
		logrun(&r, logrun_file(path, &text));
		T_OK(r.good == lines[i], "%s: %" PRIu64 " records, %" PRIu64 " rejected", file[i], r.good,
		    r.bad);
		if (i < 4)
			T_OK(strncmp(r.out.p, "{\"timestamp\":\"20", 16) == 0, "%s: has a time", file[i]);
		buf_free(&r.out);
		buf_free(&text);
	}
}

int
main(void)
{
	times();
	maps();
	files();
	return t_done();
}
