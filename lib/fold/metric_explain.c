/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/metric_explain.h"

#include "fold/group.h"
#include "metric/metric.h"
#include "run/explain.h"

#include <stdio.h>

enum { TEXT = 128 };

/* "quantile(duration_ms)", and what its records are chosen by. */
static struct sv
written(const struct metric_agg *agg, struct arena *a)
{
	struct buf b;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s(", agg->type->name);
	for (size_t i = 0; i < agg->narg; i++) {
		if (agg->arg[i] == NULL)
			continue;
		buf_sv(&b, i > 0 ? SV(", ") : SV(""));
		buf_sv(&b, expr_text(agg->arg[i], a));
	}
	buf_c(&b, ')');
	if (agg->where != NULL) {
		buf_sv(&b, SV(" where "));
		buf_sv(&b, expr_text(agg->where, a));
	}
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

/* Outputs of one state share it: the first of them has its bytes. */
static void
say_metrics(struct job *j, const struct metric_set *m)
{
	for (size_t i = 0; i < m->nout; i++) {
		const struct metric_agg *agg = &m->agg[m->out[i].agg];
		const struct agg_type *type = agg->type;
		const bool drawn = m->out[i].square != METRIC_NONE;
		bool first = true;

		for (size_t k = 0; k < i; k++)
			first = first && m->out[k].agg != m->out[i].agg;
		explain_write(j, &(struct explain_row){ .part = "metric",
		    .name = m->out[i].out.name, .is = written(agg, &j->arena),
		    .method = agg->cfg.exact && type->exactly != NULL ? type->exactly :
		    type->method,
		    .interval = !m->out[i].out.ci ? NULL : drawn ?
		    "of a sample, by weights and their squares" : type->interval,
		    .grows = first ? type->grows : NULL,
		    .bytes = first ? (drawn ? 2 : 1) * type->size : 0 });
	}
}

static void
say_group(struct job *j, const struct fold_plan *p)
{
	const struct metric_set *m = p->ctx;
	char most[TEXT];

	(void)snprintf(most, sizeof(most), "at most %llu keys; beyond: %s",
	    (unsigned long long)p->max_groups, p->overflow ? "other" : "an error");
	explain_write(j, &(struct explain_row){ .part = "group", .method = most,
	    .is = p->windowed ? SV("a key and window") : SV("a key"),
	    .grows = p->nkey > 0 ? "the text of its key" : NULL,
	    .bytes = m->size + (p->windowed ? sizeof(struct group_head) : 0) });
}

enum rc
metric_explain(struct job *j, const struct fold_plan *p, const char *window, struct err *e)
{
	enum rc rc = explain_open(j, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < p->nkey; i++)
		explain_write(j, &(struct explain_row){ .part = "key", .name = p->key[i].name,
		    .is = expr_text(p->key[i].x, &j->arena) });
	if (p->windowed)
		explain_write(j, &(struct explain_row){ .part = "window", .name = sv_of(window),
		    .is = sv_of(j->given.tz != NULL ? j->given.tz : "UTC"),
		    .method = p->live ? "written when it is over" : "written at the end" });
	say_metrics(j, p->ctx);
	say_group(j, p);
	return RC_OK;
}
