/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qverdict.h"

#include "stats/interval.h"
#include "stats/tails.h"

#include <math.h>

#define SLACK 1e-12	/* relative: what rounding may do to a share or a tail */

const char *
qverdict_name(enum qverdict_kind k)
{
	static const char *const names[] = {
		[QVERDICT_PASS] = "pass", [QVERDICT_NODATA] = "nodata",
		[QVERDICT_INCONCLUSIVE] = "inconclusive", [QVERDICT_FAIL] = "fail"
	};

	return names[k];
}

/* P(X >= k) and P(X <= k) for X of Bin(n, p), each as the tail it is. */
static double
at_least(double k, double n, double p)
{
	return k <= 0 ? 1 : p <= 0 ? 0 : tails_beta(k, n - k + 1, p, false);
}

static double
at_most(double k, double n, double p)
{
	return k >= n || p <= 0 ? 1 : tails_beta(k + 1, n - k, p, true);
}

static enum qverdict_kind
kind_of(const struct qverdict *v, bool gate, double conf)
{
	double k = (double)v->bad, n = (double)v->n, alpha = (1 - conf) * (1 + SLACK);

	if (v->n == 0)
		return QVERDICT_NODATA;
	if (!gate || (v->check != NULL &&
	    (v->check->kind == QPLAN_FRESH || v->check->kind == QPLAN_VOLUME)))
		return k <= v->e0 * n * (1 + SLACK) ? QVERDICT_PASS : QVERDICT_FAIL;
	if (at_most(k, n, v->e0) <= alpha)
		return QVERDICT_PASS;
	return at_least(k, n, v->e0) <= alpha ? QVERDICT_FAIL : QVERDICT_INCONCLUSIVE;
}

static void
judge(struct qverdict *v, bool gate, double conf)
{
	v->rate = v->lo = v->hi = NAN;
	if (v->n != 0) {
		struct interval ci = interval_clopper_pearson(v->bad, v->n, conf);

		v->rate = (double)v->bad / (double)v->n;
		v->lo = ci.lo;
		v->hi = ci.hi;
	}
	v->verdict = kind_of(v, gate, conf);
}

void
qverdict_all(struct qverdicts *l, const struct qrun *q, bool gate, double conf, struct arena *a)
{
	const struct qplan *p = q->plan;
	const struct qrun_part *sum = q->part[0];

	l->n = 0;
	l->v = arena_zalloc(a, (p->ncheck + 2) * sizeof(*l->v));
	if (p->common != NULL || p->event.n != 0)
		l->v[l->n++] = (struct qverdict){ .name = SV("schema"), .type = "schema",
			.n = sum->total.n, .bad = sum->invalid, .e0 = p->e0 };
	if (p->event.n != 0 && p->unplanned == QPLAN_WARN)
		l->v[l->n++] = (struct qverdict){ .name = SV("planned"), .type = "planned",
			.severity = QPLAN_WARNING, .n = sum->total.n, .bad = sum->unplanned,
			.e0 = p->e0 };
	for (size_t i = 0; i < p->ncheck; i++)
		l->v[l->n++] = (struct qverdict){ .name = p->check[i].name,
			.type = qplan_kind_name(p->check[i].kind), .check = &p->check[i],
			.severity = p->check[i].severity, .n = sum->tally[i].n,
			.bad = sum->tally[i].bad, .e0 = p->check[i].e0 };
	for (size_t i = 0; i < l->n; i++)
		judge(&l->v[i], gate, conf);
}

enum rc
qverdict_overall(const struct qverdicts *l, const struct qrun *q)
{
	enum qverdict_kind worst = QVERDICT_PASS;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].severity == QPLAN_ERROR && l->v[i].verdict > worst)
			worst = l->v[i].verdict;
	if (worst == QVERDICT_FAIL)
		return RC_NO;
	return worst != QVERDICT_PASS || q->part[0]->total.n == 0 ? RC_NOVERDICT : RC_OK;
}
