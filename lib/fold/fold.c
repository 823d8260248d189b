/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/fold.h"

#include "fold/fold_resume.h"
#include "fold/live.h"
#include "fold/part.h"
#include "fold/result.h"
#include "fold/served.h"
#include "fold/spill.h"
#include "run/stream.h"

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
fold_join(struct fold_parts *parts, enum rc rc, struct err *e)
{
	struct err later = { 0 };
	enum rc jrc = part_join(parts->part, parts->n, &later);

	if (jrc == RC_OK)
		jrc = part_answer(parts->part[0], &later);
	if (jrc == RC_OK && parts->part[0]->p->ops->settle != NULL)
		part_settle(parts->part[0], parts->part[0]->p->ops->settle);
	if (jrc == RC_OK)
		parts->whole = parts->part[0];
	else if (rc == RC_OK)
		*e = later;
	return rc == RC_OK ? jrc : rc;
}

enum rc
fold_collect(struct job *j, const struct fold_plan *p, struct fold_parts *parts, struct err *e)
{
	struct folding f = { .j = j, .p = p, .parts = parts };
	struct stream s = { .ctx = &f, .part = new_part, .rows = step_rows };
	struct part *before = NULL;
	enum rc rc = RC_OK;

	parts->whole = NULL;
	parts->n = 0;
	if (p->kept != NULL)
		rc = fold_resume_load(j, p, &before, e);
	if (rc == RC_OK && p->kept != NULL && p->kept->told) {
		part_free(before);
		return kept_tell(p->kept, e);
	}
	if (rc == RC_OK)
		rc = stream_run(j, &s, e);
	if (before != NULL)
		parts->part[parts->n++] = before;
	if ((rc != RC_OK && rc != RC_IO) || parts->n == 0)
		return rc;
	rc = fold_join(parts, rc, e);
	return rc == RC_OK && p->kept != NULL ? fold_resume_save(j, p, parts->whole, e) : rc;
}

void
fold_parts_free(struct fold_parts *parts)
{
	for (unsigned i = 0; i < parts->n; i++)
		part_free(parts->part[i]);
	parts->n = 0;
}

enum rc
fold_write(struct job *j, struct part *t, struct err *e)
{
	struct served served = { 0 };

	served_add(&served, t);
	served_say(&served, j);
	served_free(&served);
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
	if (p->spill.bytes != 0)
		return spill_fold(j, p, e);
	if (p->partial != NULL)
		saved_read(j);
	rc = fold_collect(j, p, &parts, e);
	/* It may have failed before there was an output. */
	if (j->run.out != NULL && parts.whole != NULL && p->kept != NULL)
		kept_listen(p->kept);
	if (j->run.out != NULL && parts.whole != NULL)
		wrc = fold_write(j, parts.whole, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	fold_parts_free(&parts);
	return rc;
}
