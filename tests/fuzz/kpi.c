/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi - any bytes are a tree or a fault inside them; with drawn values a tree that was read
 * gives records, and what its drivers gave adds up
 */
#include "base/rfc3339.h"
#include "base/rng.h"
#include "kpi/kpi_view.h"
#include "stats/quiet.h"

#include <stdlib.h>

enum { DAYS = 120, MEASURED_MAX = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
check_sums(const struct kpi_view *v)
{
	for (size_t i = 0; i < v->t->n; i++) {
		const struct kpi_change *c = &v->change[i];
		int64_t rest = c->value - c->before;

		for (size_t k = 0; c->part != NULL && k < v->t->node[i].nterm; k++)
			rest -= c->part[k];
		check(c->part == NULL || rest == 0);
	}
}

static void
add_values(struct kpi_series *s, struct rng *g)
{
	size_t n = 0;

	for (size_t i = 0; i < s->t->n && n < MEASURED_MAX; i++) {
		if (s->t->node[i].op == KPI_METRIC)
			n++;
		for (int64_t d = 0; d < DAYS && s->t->node[i].op == KPI_METRIC; d++) {
			double x = (double)rng_below(g, 7) * (d % 5 == 0 ? 1e200 : 0.1) - 0.2;
			struct val v = val_of_double(x);
			struct kpi_measure m = { .at_us = d * RFC3339_DAY_US,
				.end_us = (d + 1) * RFC3339_DAY_US, .x = &v, .number = x,
				.lo = x, .hi = x, .n = 3 };

			kpi_series_add(s, i, &m);
		}
	}
}

static void
write_tree(const struct kpi_tree *t, struct arena *a)
{
	struct rng g;
	struct kpi_evidence evidence;
	struct kpi_series s;
	struct kpi_view v = { .t = t, .s = &s, .evidence = &evidence, .conf = 0.95, .a = a };
	struct err e = { 0 };
	struct buf o;

	rng_init(&g, 1);
	kpi_evidence_init(&evidence, t, a);
	kpi_series_init(&s, t, 0);
	buf_init(&o, SIZE_MAX);
	add_values(&s, &g);
	if (kpi_series_close(&s, 0.95, &e) == RC_OK) {
		kpi_view_init(&v, s.end_us, 1);
		check_sums(&v);
		kpi_goal_write(&v, &o);
		kpi_part_write(&v, &o);
		kpi_lead_write(&v, &o);
		kpi_ship_write(&v, &o);
		kpi_stage_write(&v, &o);
		(void)kpi_goal_gate(&v);
	} else {
		check(e.msg[0] != '\0');
	}
	buf_free(&o);
	kpi_series_free(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kpi_tree t;
	struct proj proj;
	struct arena a;
	struct err e = { 0 };
	struct expr_env env = { .arena = &a, .proj = &proj };
	enum rc rc;

	quiet_gsl();
	arena_init(&a);
	proj_init(&proj, &a);
	rc = kpi_tree_text(&t, "f", (struct sv){ (const char *)data, size }, &env, &e);
	check(rc == RC_OK || (rc == e.rc && e.msg[0] != '\0'));
	if (rc == RC_OK) {
		check(t.star < t.n);
		write_tree(&t, &a);
		for (size_t i = 0; i < t.n; i++) {
			if (t.node[i].metric != NULL)
				expr_free(t.node[i].metric);
			if (t.node[i].where != NULL)
				expr_free(t.node[i].where);
		}
	}
	arena_free(&a);
	return 0;
}
