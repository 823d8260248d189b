/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_resume.h"

#include "base/bug.h"
#include "scan/scan_writer.h"

struct keeping {		/* ctx of the states */
	struct job             *j;
	const struct scan_plan *p;
	struct scan_part       *before;	/* gets what is loaded */
	const struct scan_walk *walk;	/* to save */
};

static enum rc
load_states(void *ctx, struct state_reader *r, const struct state_head *h, struct err *e)
{
	struct keeping *k = ctx;

	return scan_merge_load(k->p, r, h, k->before, e);
}

static void
save_states(void *ctx, struct out *o)
{
	const struct keeping *k = ctx;
	const struct kept *kept = k->p->kept;
	const struct scan_saving as = { &kept->head, &kept->sum, o };
	struct err e = { 0 };
	enum rc rc = scan_writer_save(k->j, k->p, k->walk, &as, &e);

	BUG_IF(rc != RC_OK, "parts in memory that cannot be read");
}

static const struct kept_ops ops = { load_states, save_states };

void
scan_resume_plan(struct scan_plan *p, struct kept *k, const struct opt *rows,
    const struct job *j)
{
	if (j->given.resume == NULL)
		return;
	kept_init(k, p->partial, rows);
	p->kept = k;
	p->partial = NULL;
}

enum rc
scan_resume_load(struct job *j, const struct scan_plan *p, struct scan_part **before,
    struct err *e)
{
	struct keeping k = { j, p, NULL, NULL };

	*before = k.before = scan_part_new(p->max_facts, j->seed);
	return kept_open(p->kept, &ops, &k, j, e);
}

enum rc
scan_resume_save(struct job *j, const struct scan_plan *p, const struct scan_walk *walk,
    int64_t *latest_us, struct err *e)
{
	struct keeping k = { j, p, NULL, walk };

	kept_count(p->kept);
	if (p->kept->head.chain.latest_us > *latest_us)
		*latest_us = p->kept->head.chain.latest_us;
	return kept_save(p->kept, &k, e);
}
