/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_detect - which format a sample is in, and why not another
 */
#include "../t.h"
#include "../logrun.h"

static struct buf report;

static char best[LOG_NAME_MAX + 1];

/* The format of the first line of the report; "none" when none fits. */
static const char *
detect(struct sv sample, const struct source_cfg *cfg)
{
	static const char head[] = "{\"kind\":\"detect\",\"format\":\"";
	struct err e = { 0 };
	enum rc rc;

	buf_clear(&report);
	rc = log_detect(sample, cfg, &report, &e);
	buf_c(&report, '\0');
	if (rc != RC_OK || strncmp(report.p, head, sizeof(head) - 1) != 0)
		return e.msg[0] != '\0' ? "none" : "?";
	(void)snprintf(best, sizeof(best), "%.*s", (int)strcspn(report.p + sizeof(head) - 1, "\""),
	    report.p + sizeof(head) - 1);
	return best;
}

static void
check_file(const char *file, const char *want)
{
	const struct source_cfg cfg = { 0 };
	struct buf text;
	struct sv s = logrun_file(file, &text);

	s.n = s.n > 20000 ? 20000 : s.n;
	while (s.n > 0 && s.p[s.n - 1] != '\n')
		s.n--;
	T_STR(detect(s, &cfg), want, file);
	buf_free(&text);
}

int
main(void)
{
	struct source_cfg cfg = { 0 };

	buf_init(&report, SIZE_MAX);
	check_file("tests/data/logs/elastic_apache_combined.log", "combined");
	check_file("tests/data/logs/lnav_shop_access.log", "combined");
	check_file("tests/data/logs/lnav_logfile_bad_access_log.0", "combined");
	check_file("tests/data/logs/beats_nginx_access.log", "combined");
	check_file("tests/data/logs/lnav_logfile_logfmt.0", "logfmt");
	check_file("tests/data/logs/lnav_logfile_caddy_log.1", "ndjson");
	check_file("tests/data/logs/lnav_logfile_invalid_utf8.0", "none");
	T_STR(detect(SV("::1 - - [06/Sep/2015:05:58:05 +0900] \"GET /\" 200 -\n"), &cfg), "common",
	    "common");
	T_OK(strstr(report.p, "{\"kind\":\"detect\",\"format\":\"combined\",\"lines\":1,\"fits\":0,"
	    "\"share\":0,\"fields\":0,\"why\":\"line 1, column 51: expected ' \\\"' before "
	    "%{Referer}i, found end of line\"}\n") != NULL, "why not combined");
	T_STR(detect(SV("w:80 ::1 - - [06/Sep/2015:05:58:05 +0900] \"GET /\" 200 1 \"-\" \"-\"\n"), &cfg),
	    "vhost_combined", "vhost_combined");
	T_STR(detect(SV("a,b,c\n1,2,3\n4,\"5\n6\",7\n"), &cfg), "csv", "csv");
	T_STR(detect(SV("a\tb,c\n1\t2,2\n"), &cfg), "tsv", "tsv");
	T_STR(detect(SV(""), &cfg), "none", "nothing");
	cfg.log_format = SV("$status $request_time");
	T_STR(detect(SV("200 0.5\n"), &cfg), "nginx", "with a log_format");
	buf_free(&report);
	return t_done();
}
