/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/fold.h"

#include "fold/live.h"
#include "fold/part.h"
#include "fold/result.h"
#include "metric/metric.h"
#include "run/stream.h"
#include "state/state.h"

struct folding {		/* ctx of the stream */
	struct job             *j;
	const struct fold_plan *p;
	struct fold_parts      *parts;
};

static void *
new_part(void *ctx, unsigned i)
{
	struct folding *f = ctx;

	f->parts->part[i] = part_new(f->p, f->j->seed);
	f->parts->n = i + 1;
	return f->parts->part[i];
}

static enum rc
step_rows(void *part, const struct rows *rows, struct expr_eval *ev, struct stream_out *out,
    size_t *done, struct err *e)
{
	(void)out;	/* a fold writes at the end */
	return part_rows(part, rows, ev, done, e);
}

enum rc
fold_collect(struct job *j, const struct fold_plan *p, struct fold_parts *parts, struct err *e)
{
	struct folding f = { .j = j, .p = p, .parts = parts };
	struct stream s = { .ctx = &f, .part = new_part, .rows = step_rows };
	struct err later = { 0 };
	enum rc rc, jrc = RC_OK;

	parts->whole = NULL;
	parts->n = 0;
	rc = stream_run(j, &s, e);
	if ((rc != RC_OK && rc != RC_IO) || parts->n == 0)
		return rc;
	jrc = part_join(parts->part, parts->n, &later);
	if (jrc == RC_OK)
		jrc = part_answer(parts->part[0], &later);
	if (jrc == RC_OK)
		parts->whole = parts->part[0];
	else if (rc == RC_OK)
		*e = later;
	return rc == RC_OK ? jrc : rc;
}

void
fold_parts_free(struct fold_parts *parts)
{
	for (unsigned i = 0; i < parts->n; i++)
		part_free(parts->part[i]);
	parts->n = 0;
}

/* Is result @i what no value of any group served, though some came? */
static bool
is_useless(const struct part *t, size_t i, struct fold_use *use)
{
	const struct group_table *table = &t->table;
	bool none = false;

	for (size_t k = 0; k < table->nslot; k++) {
		struct group_cell *const *cell = group_cells(table->slot[k]);

		for (size_t n = 0; n < table->slot[k]->n; n++) {
			(void)t->p->ops->use(t->p->ctx, group_state(cell[n]), i, use);
			if (use->use == AGG_USE_SOME)
				return false;
			none |= use->use == AGG_USE_NONE;
		}
	}
	return none;
}

/*
 * A result that found nothing to use is likely a slip.  Where a field is missing that has
 * been said, and a predicate on it is no news.  Most often the first group answers.
 */
static void
say_useless(struct job *j, const struct part *t)
{
	const struct group_table *table = &t->table;
	bool missed = j->run.count.missed > 0;
	struct fold_use use;
	size_t k = 0;
	struct err say;

	while (k < table->nslot && table->slot[k]->n == 0)
		k++;
	if (t->p->ops->use == NULL || k == table->nslot)
		return;
	for (size_t i = 0; t->p->ops->use(t->p->ctx,
	    group_state(group_cells(table->slot[k])[0]), i, &use); i++) {
		if (!is_useless(t, i, &use) || (use.predicate && missed))
			continue;
		rc_err(&say, RC_OK, use.predicate ? "'%.*s' was never true or false" :
		    "'%.*s' found no value that it can use", SV_SHOW(use.name));
		j->say(j->name, say.msg);
		j->run.count.missed++;
	}
}

enum rc
fold_write(struct job *j, struct part *t, struct err *e)
{
	say_useless(j, t);
	if (t->p->partial == NULL)
		return result_write(j, t, e);
	part_save(j, t->p->partial, t);
	return RC_OK;
}

enum rc
fold_run(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct fold_parts parts;
	struct err later = { 0 };
	enum rc rc, wrc = RC_OK;

	if (p->live)
		return live_run(j, p, e);
	if (p->partial != NULL)
		identity_want(&j->run.identity, j->given.file, j->given.nfile, &j->arena);
	rc = fold_collect(j, p, &parts, e);
	if (parts.whole != NULL)
		wrc = fold_write(j, parts.whole, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	fold_parts_free(&parts);
	return rc;
}
