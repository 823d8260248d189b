/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qverdict.h"

#include "quality/qkind.h"
#include "stats/binomial.h"
#include "stats/interval.h"

#include <math.h>

const char *
qverdict_name(enum qverdict_kind k)
{
	static const char *const names[] = {
		[QVERDICT_PASS] = "pass", [QVERDICT_NODATA] = "nodata",
		[QVERDICT_INCONCLUSIVE] = "inconclusive", [QVERDICT_FAIL] = "fail"
	};

	return names[k];
}

static enum qverdict_kind
verdict_of(const struct qverdict *v, bool gate, double conf)
{
	double k = (double)v->bad, n = (double)v->n, alpha = 1 - conf;

	if (v->n == 0)
		return QVERDICT_NODATA;
	if (!gate || (v->check != NULL && (v->check->kind->flags & QKIND_FACT) != 0))
		return binomial_share_within(k, n, v->e0) ? QVERDICT_PASS : QVERDICT_FAIL;
	if (binomial_rejects(binomial_at_most(k, n, v->e0), alpha))
		return QVERDICT_PASS;
	return binomial_rejects(binomial_at_least(k, n, v->e0), alpha) ? QVERDICT_FAIL
	    : QVERDICT_INCONCLUSIVE;
}

static void
judge_one(struct qverdict *v, bool gate, double conf)
{
	v->rate = v->lo = v->hi = NAN;
	if (v->n != 0) {
		struct interval ci = interval_clopper_pearson(v->bad, v->n, conf);

		v->rate = (double)v->bad / (double)v->n;
		v->lo = ci.lo;
		v->hi = ci.hi;
	}
	v->verdict = verdict_of(v, gate, conf);
}

void
qverdict_all(struct qverdicts *l, const struct qrun *q, bool gate, double conf, struct arena *a)
{
	const struct qplan *p = q->plan;
	const struct qrun_part *sum = q->part[0];

	l->n = 0;
	l->v = arena_zalloc(a, (p->ncheck + 3) * sizeof(*l->v));
	if (p->common != NULL || p->event.n != 0)
		l->v[l->n++] = (struct qverdict){ .name = SV("schema"), .type = "schema",
			.n = sum->total.n, .bad = sum->invalid, .e0 = p->e0 };
	if (p->event.n != 0 && p->unplanned == QPLAN_WARN)
		l->v[l->n++] = (struct qverdict){ .name = SV("planned"), .type = "planned",
			.severity = QPLAN_WARNING, .n = sum->total.n, .bad = sum->unplanned,
			.e0 = p->e0 };
	if (q->tables != NULL)
		l->v[l->n++] = (struct qverdict){ .name = SV("tables"), .type = "tables",
			.n = sum->total.n, .bad = sum->unfit, .e0 = p->e0 };
	for (size_t i = 0; i < p->ncheck; i++)
		l->v[l->n++] = (struct qverdict){ .name = p->check[i].name,
			.type = p->check[i].kind->name, .check = &p->check[i],
			.severity = p->check[i].severity, .n = sum->tally[i].n,
			.bad = sum->tally[i].bad, .e0 = p->check[i].e0 };
	for (size_t i = 0; i < l->n; i++)
		judge_one(&l->v[i], gate, conf);
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
