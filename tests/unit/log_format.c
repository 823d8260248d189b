/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_format - every row of the registry: its samples parse, --detect finds it in them
 */
#include "../t.h"
#include "../logrun.h"

/* The options that go with the samples of @f. */
static struct source_cfg
given(const struct log_format *f)
{
	struct source_cfg cfg = { .format = sv_of(f->name), .time.now_us = INT64_C(1798700000000000) };

	if ((f->flags & LOG_SERVER) != 0)
		cfg.log_format = sv_of(f->given);
	if ((f->flags & LOG_REGEX) != 0)
		cfg.regex = sv_of(f->given);
	if ((f->flags & LOG_GROK) != 0)
		cfg.grok = sv_of(f->given);
	return cfg;
}

static void
check_sample(const struct log_format *f)
{
	struct logrun r;

	logrun_init(&r, f->name);
	r.cfg = given(f);
	(void)logrun(&r, sv_of(f->sample));
	T_OK(r.bad == 0 && r.good >= 2, "%s: its samples are records, %d of %d", f->name, (int)r.good,
	    (int)(r.good + r.bad));
	buf_free(&r.out);
}

static void
check_detect(const struct log_format *f)
{
	struct source_cfg cfg = given(f);
	struct buf report;
	char want[80];
	struct err e = { 0 };
	size_t n;
	enum rc rc;

	buf_init(&report, SIZE_MAX);
	rc = log_detect(sv_of(f->sample), &cfg, &report, &e);
	n = (size_t)snprintf(want, sizeof(want), "{\"kind\":\"detect\",\"format\":\"%s", f->name);
	/* In an envelope another format may be found. */
	T_OK(rc == RC_OK && sv_starts(buf_view(&report), sv_of(want)) && (report.p[n] == '"' ||
	    (f->envelope != NULL && report.p[n] == '+')), "%s: --detect finds it in %.*s",
	    f->name, (int)sv_find(buf_view(&report), '\n'), report.p);
	buf_free(&report);
}

int
main(void)
{
	const struct log_format *f;
	bool envelopes = false;

	for (size_t i = 0; (f = registry_row(&log_registry, i)) != NULL; i++) {
		T_OK((f->open != NULL) + (f->server != NULL) + (f->envelope != NULL) == 1 &&
		    strlen(f->name) < LOG_NAME_MAX / 4 && strchr(f->name, '+') == NULL,
		    "%s: complete", f->name);
		T_OK(f->envelope != NULL || !envelopes, "%s: before envelopes or one", f->name);
		envelopes = f->envelope != NULL;
		check_sample(f);
		if ((f->flags & (LOG_DETECT | LOG_MORE)) == LOG_DETECT)
			check_detect(f);
	}
	return t_done();
}
