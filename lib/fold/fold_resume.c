/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/fold_resume.h"

#include "fold/part.h"

#include <inttypes.h>

struct keeping {		/* ctx of the states */
	struct job             *j;
	const struct fold_plan *p;
	struct part            *t;
	struct part_cells       stay;	/* those of PLACE */
};

static enum rc
load_states(void *ctx, struct state_reader *r, const struct state_head *h, struct err *e)
{
	struct keeping *k = ctx;

	return fold_merge_load(k->j, k->p, r, h, k->t, e);
}

static void
save_states(void *ctx, struct out *o)
{
	const struct keeping *k = ctx;
	const struct kept *kept = k->p->kept;

	part_save_cells(o, k->j, &kept->head, &kept->sum, k->t, k->stay);
}

static const struct kept_ops ops = { load_states, save_states };

void
fold_resume_plan(struct fold_plan *p, struct kept *k, const struct opt *rows,
    const struct job *j)
{
	if (j->given.resume == NULL)
		return;
	kept_init(k, p->partial, rows);
	p->kept = k;
	p->partial = NULL;
}

enum rc
fold_resume_load(struct job *j, const struct fold_plan *p, struct part **before, struct err *e)
{
	struct keeping k = { .j = j, .p = p, .t = part_new(p, j->seed) };
	enum rc rc = kept_open(p->kept, &ops, &k, j, e);

	*before = k.t;
	return rc;
}

static const struct twindow_span *
span_of(const struct keeping *k, size_t i)
{
	return &group_window_of(&k->t->table, k->stay.cell[i])->span;
}

/* The first cells of those that stay are of one period, and leave: into its file. */
static enum rc
write_period(struct keeping *k, const struct twindow_span *span, size_t n,
    const struct state_sum *sum, struct err *e)
{
	struct state_head h = k->p->kept->head;
	const char *path = kept_part(k->p->kept, span, &h.chain);
	struct out *o;
	enum rc rc;

	out_tidy(path);		/* only who has the place writes it */
	rc = out_open(&o, path, e);
	if (rc != RC_OK)
		return rc;
	part_save_cells(o, k->j, &h, sum, k->t, (struct part_cells){ k->stay.cell, n });
	return out_close(o, e);
}

static void
say_late(const struct keeping *k, size_t n)
{
	struct err say;

	if (n == 0)
		return;
	rc_err(&say, RC_OK, "%zu late state%s of periods that had left before: in files of run "
	    "%" PRIu64 ", not in the results", n, n > 1 ? "s" : "", k->p->kept->head.chain.run);
	job_say(k->j, say.msg);
}

/* Periods that are over, the earliest first; what was read goes with the last one. */
static enum rc
write_periods(struct keeping *k, struct err *e)
{
	struct kept *kept = k->p->kept;
	int64_t closed_us = kept_closed(kept);
	size_t late = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && k->stay.n > 0 && span_of(k, 0)->to_us <= closed_us) {
		struct twindow_span span = twindow_at(&kept->every, span_of(k, 0)->from_us);
		bool again = span.to_us <= kept->closed_us;
		struct state_sum sum;
		size_t n = 0;

		while (n < k->stay.n && span_of(k, n)->to_us <= span.to_us)
			n++;
		late += again ? n : 0;
		kept_leave(kept, !again && (n == k->stay.n || span_of(k, n)->to_us > closed_us),
		    &sum);
		rc = write_period(k, &span, n, &sum, e);
		k->stay.cell += n;
		k->stay.n -= n;
	}
	say_late(k, late);
	return rc;
}

enum rc
fold_resume_save(struct job *j, const struct fold_plan *p, struct part *t, struct err *e)
{
	struct keeping k = { .j = j, .p = p, .t = t, .stay = part_sort(t) };
	enum rc rc;

	kept_count(p->kept);
	rc = write_periods(&k, e);
	if (rc == RC_OK)
		rc = kept_save(p->kept, &k, e);
	if (rc == RC_OK && p->kept->closed_us != INT64_MIN)
		part_forget(t, p->kept->closed_us);
	return rc;
}
