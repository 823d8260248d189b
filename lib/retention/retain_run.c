/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_run.h"

#include "base/mem.h"
#include "fold/group.h"
#include "retention/retain_count.h"
#include "retention/retain_write.h"

static struct retain_state *
state_of(const struct group_table *t, struct group_slot *s)
{
	return group_state(group_cell_nth(t, s, 0));
}

/* The latest period, or with marks the latest time, of any record; INT64_MIN: none. */
static int64_t
latest(const struct retain_plan *p, const struct group_table *t)
{
	int64_t last = INT64_MIN;

	for (size_t i = 0; i < t->nslot; i++) {
		const struct retain_state *s;
		int64_t at;

		group_ahead(t, t->slot, t->nslot, i);
		s = state_of(t, t->slot[i]);
		at = p->marks ? s->last_us : s->set.last;
		if (at > last && (p->marks || at != PSET_EMPTY))
			last = at;
	}
	return last;
}

/*
 * Where what is known ends: at --now, else with the latest record, whose period is not over.
 * A period that begins at --now has not begun, unless there is a record of that very instant.
 */
static enum rc
set_clock(struct retain_run *r, int64_t last, struct err *e)
{
	const struct retain_plan *p = r->p;
	struct retention_now *now = &r->now;
	struct twindow_span span;
	int64_t period = p->marks ? tperiod_at(&p->rule.period, last, &span) : last;

	*now = (struct retention_now){ .now_us = last, .done = period, .begun = period };
	if (p->now_us == INT64_MIN)
		return RC_OK;
	now->now_us = p->now_us;
	now->done = tperiod_at(&p->rule.period, p->now_us, &span);
	now->begun = tperiod_at(&p->rule.period, p->now_us - 1, &span);
	if (period > now->begun)
		now->begun = period;
	if (period > now->done || (p->marks && last > p->now_us))
		return rc_err(e, RC_USAGE, "--now: the states know of later times");
	return RC_OK;
}

static void
walk(struct retain_run *r, struct group_table *t)
{
	if (r->p->per_user)
		group_order(t);
	for (size_t i = 0; i < t->nslot; i++) {
		group_ahead(t, t->slot, t->nslot, i);
		if (r->p->per_user)
			group_values(t, t->slot[i], &r->user);
		retain_count(r, state_of(t, t->slot[i]));
	}
}

enum rc
retain_run_write(const struct retain_plan *p, struct job *j, struct part *t, struct err *e)
{
	struct retain_run r = { .p = p, .j = j, .first = INT64_MAX };
	int64_t last = latest(p, &t->table);
	enum rc rc = RC_OK;

	if (last == INT64_MIN)
		return RC_OK;
	rc = set_clock(&r, last, e);
	if (rc != RC_OK)
		return rc;
	cohort_init(&r.t, retain_count_width(p), j->seed);
	if (p->nby == 0)
		cohort_group(&r.t, SV(""));	/* number 0, of all */
	buf_init(&r.key, SIZE_MAX);
	buf_init(&r.out, SIZE_MAX);
	walk(&r, &t->table);
	if (!p->per_user)
		rc = retain_write(&r, e);
	out_sv(j->run.out, buf_view(&r.out));
	buf_free(&r.key);
	buf_free(&r.out);
	mem_free(r.period);
	retention_free(&r.scratch);
	cohort_free(&r.t);
	return rc;
}
