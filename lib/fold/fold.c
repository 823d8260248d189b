/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/fold.h"

#include "fold/live.h"
#include "fold/part.h"
#include "fold/result.h"
#include "metric/metric.h"
#include "run/stream.h"
#include "state/state.h"

enum { FOLD_PARTS_MAX = 256 };

struct fold_state {
	struct job             *j;
	const struct fold_plan *p;
	struct part            *part[FOLD_PARTS_MAX];	/* one per thread */
	unsigned                nparts;
};

static void *
new_part(void *ctx, unsigned i)
{
	struct fold_state *f = ctx;

	f->part[i] = part_new(f->p, f->j->seed);
	f->nparts = i + 1;
	return f->part[i];
}

static enum rc
fold_record(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	(void)out;	/* a fold writes at the end */
	return part_step(part, r, ev, in, e);
}

enum rc
fold_write(struct job *j, struct part *t, struct err *e)
{
	struct group_cell *c;
	enum rc rc = RC_OK;

	/* Without keys and windows there is an answer even to nothing. */
	if (t->p->nkey == 0 && !t->p->windowed)
		rc = part_cell(t, group_find(&t->table, t->key, NULL), t->span, &c, e);
	if (rc == RC_OK && t->p->partial == NULL)
		return t->p->write != NULL ? t->p->write(t->p->ctx, j, t, e)
		                           : result_write(j, t, e);
	if (rc == RC_OK)
		part_save(j, t->p->partial, t);
	return rc;
}

static enum rc
finish(struct fold_state *f, struct err *e)
{
	enum rc rc = part_join(f->part, f->nparts, e);

	return rc == RC_OK ? fold_write(f->j, f->part[0], e) : rc;
}

enum rc
fold_run(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct fold_state f = { .j = j, .p = p };
	struct stream s = { .ctx = &f, .part = new_part, .record = fold_record };
	struct err later = { 0 };
	enum rc rc, wrc = RC_OK;

	if (p->live)
		return live_run(j, p, e);
	rc = stream_run(j, &s, e);

	if ((rc == RC_OK || rc == RC_IO) && f.nparts > 0)
		wrc = finish(&f, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	for (unsigned i = 0; i < f.nparts; i++)
		part_free(f.part[i]);
	return rc;
}
