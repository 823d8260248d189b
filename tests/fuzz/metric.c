/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric - any text compiles or is refused at a column inside it; what compiles
 * folds the records, and two halves merged emit what the whole does
 *
 * Input: metrics, a line feed, records, one a line.
 */
#include "metric/metric.h"
#include "stats/quiet.h"

#include "../xbench.h"

#include <stdint.h>
#include <stdio.h>

enum { RECORDS = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "metric: %s\n", what);
		abort();
	}
}

static void
emit(const struct metric_set *m, const void *st, struct buf *b)
{
	struct agg_span span = { .window = { 0, 60000000 }, .windowed = true };
	struct val v;
	struct jwrite w;

	buf_init(b, SIZE_MAX);
	jwrite_init(&w, b);
	jwrite_open(&w, '{');
	metric_emit(m, st, &span, &w);
	jwrite_shut(&w, '}');
	check(jread_value(buf_view(b), &v, NULL) == RC_OK, "not JSON");
}

static void
fold(struct xbench *b, const struct metric_set *m, struct sv rest)
{
	struct agg_in in = { .timed = true };
	struct err e = { 0 };
	struct buf whole;
	struct buf merged;
	void *st[3];

	for (int i = 0; i < 3; i++) {
		st[i] = arena_zalloc(&b->arena, m->size);
		check(metric_init(m, st[i], &e) == RC_OK, "init");
	}
	for (int i = 0; i < RECORDS && rest.n != 0; i++) {
		struct sv line = { rest.p, sv_find(rest, '\n') };
		size_t used = line.n < rest.n ? line.n + 1 : line.n;

		rest = (struct sv){ rest.p + used, rest.n - used };
		if (!xbench_record(b, line))
			continue;
		in.at_us = i * INT64_C(7000000);
		in.again = m->sampled ? (uint64_t)i % 3 * 49 : 0;
		if (metric_step(m, st[0], &b->rec, b->ev, &in, &e) == RC_OK)
			check(metric_step(m, st[1 + i % 2], &b->rec, b->ev, &in, &e) == RC_OK, "step");
		expr_eval_reset(b->ev);
	}
	emit(m, st[0], &whole);
	check(metric_merge(m, st[1], st[2], &e) == RC_OK, "merge");
	emit(m, st[1], &merged);
	check(sv_eq(buf_view(&whole), buf_view(&merged)), "two halves are not the whole");
	buf_free(&whole);
	buf_free(&merged);
	for (int i = 0; i < 3; i++)
		metric_free(m, st[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct metric_cfg cfg = {
		.accuracy = 0.01, .conf = 0.95, .ci = true, .sampled = size % 2 != 0,
		.max_values = 100000
	};
	struct sv all = { (const char *)data, size };
	struct sv text = { all.p, sv_find(all, '\n') };
	size_t used = text.n < all.n ? text.n + 1 : text.n;
	const struct metric_set *m = NULL;
	struct xbench b;
	struct err e = { 0 };
	enum rc rc;

	quiet_gsl();
	xbench_init(&b);
	rc = metric_compile(&m, text, &cfg, &b.env, &e);
	if (rc == RC_OK) {
		fold(&b, m, (struct sv){ all.p + used, all.n - used });
		for (size_t i = 0; i < m->nagg && !m->agg[i].square; i++) {
			expr_free(m->agg[i].where);
			for (size_t k = 0; k < m->agg[i].narg; k++)
				expr_free(m->agg[i].arg[k]);
		}
	} else {
		check(e.col >= 1 && e.col <= text.n + 1 && e.msg[0] != '\0', "no column");
	}
	xbench_free(&b);
	return 0;
}
