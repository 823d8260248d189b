/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_run.h"

#include "base/mem.h"
#include "fold/group.h"
#include "retention/retain_count.h"
#include "retention/retain_write.h"
#include "run/team.h"

enum { USERS_MANY = 8192 };	/* for fewer, threads are not worth their start */

static struct retain_state *
state_of(const struct group_table *t, struct group_slot *s)
{
	return group_state(group_cell_nth(t, s, 0));
}

struct walkers {		/* threads, each with its share of the users */
	const struct retain_plan *p;
	const struct group_table *t;
	unsigned                  n;
	struct retain_run        *run;
	int64_t                  *latest;
};

/* Where the share of a thread begins. */
static size_t
begin_of(const struct walkers *w, unsigned i)
{
	return w->t->nslot / w->n * i + (i < w->t->nslot % w->n ? i : w->t->nslot % w->n);
}

/* The latest period, or with marks the latest time, of any record; INT64_MIN: none. */
static void
find_latest(void *ctx, unsigned i)
{
	const struct walkers *w = ctx;
	const struct group_table *t = w->t;
	const size_t to = begin_of(w, i + 1);
	int64_t last = INT64_MIN;

	for (size_t k = begin_of(w, i); k < to; k++) {
		const struct retain_state *s;
		int64_t at;

		group_ahead(t, t->slot, to, k);
		s = state_of(t, t->slot[k]);
		at = w->p->marks ? s->last_us : s->set.last;
		if (at > last && (w->p->marks || at != PSET_EMPTY))
			last = at;
	}
	w->latest[i] = last;
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
begin_run(struct retain_run *r, uint64_t seed)
{
	cohort_init(&r->t, retain_count_width(r->p), seed);
	if (r->p->nby == 0)
		cohort_group(&r->t, SV(""));	/* number 0, of all */
	buf_init(&r->key, SIZE_MAX);
	buf_init(&r->out, SIZE_MAX);
}

static void
end_run(struct retain_run *r)
{
	buf_free(&r->key);
	buf_free(&r->out);
	mem_free(r->period);
	retention_free(&r->scratch);
	cohort_free(&r->t);
}

static void
walk(void *ctx, unsigned i)
{
	const struct walkers *w = ctx;
	const struct group_table *t = w->t;
	struct retain_run *r = &w->run[i];
	const size_t to = begin_of(w, i + 1);

	for (size_t k = begin_of(w, i); k < to; k++) {
		group_ahead(t, t->slot, to, k);
		if (r->p->per_user)
			group_values(t, t->slot[k], &r->user);
		retain_count(r, state_of(t, t->slot[k]));
	}
}

/* What all threads have counted, in the first one's run. */
static void
gather(struct walkers *w)
{
	for (unsigned i = 1; i < w->n; i++) {
		cohort_add(&w->run[0].t, &w->run[i].t);
		if (w->run[i].first < w->run[0].first)
			w->run[0].first = w->run[i].first;
		end_run(&w->run[i]);
	}
}

static void
say_nobody(struct job *j)
{
	j->say(j->name, "nobody is counted: no record is a start (--start), or none is so early "
	    "that it counts");
	j->run.count.missed++;
}

static enum rc
count_all(struct walkers *w, struct job *j, struct group_table *t, struct err *e)
{
	struct retain_run *r = w->run;
	int64_t last = INT64_MIN;
	enum rc rc;

	team_run(w->n, find_latest, w);
	for (unsigned i = 0; i < w->n; i++)
		last = w->latest[i] > last ? w->latest[i] : last;
	if (last == INT64_MIN)
		return RC_OK;
	r[0] = (struct retain_run){ .p = w->p, .j = j, .first = INT64_MAX };
	rc = set_clock(&r[0], last, e);
	if (rc != RC_OK)
		return rc;
	for (unsigned i = 1; i < w->n; i++)
		r[i] = r[0];
	for (unsigned i = 0; i < w->n; i++)
		begin_run(&r[i], j->seed);
	if (w->p->per_user)
		group_order(t);
	team_run(w->n, walk, w);
	gather(w);
	if (!w->p->per_user)
		rc = retain_write(r, e);
	out_sv(j->run.out, buf_view(&r->out));
	if (rc == RC_OK && !r->some && w->p->start != NULL)
		say_nobody(j);
	end_run(r);
	return rc;
}

enum rc
retain_run_write(const struct retain_plan *p, struct job *j, struct part *t, struct err *e)
{
	struct walkers w = { .p = p, .t = &t->table, .n = 1 };
	enum rc rc;

	if (!p->per_user && t->table.nslot >= USERS_MANY)
		w.n = job_threads(j);
	w.run = mem_zalloc(w.n * sizeof(*w.run));
	w.latest = mem_zalloc(w.n * sizeof(*w.latest));
	rc = count_all(&w, j, &t->table, e);
	mem_free(w.run);
	mem_free(w.latest);
	return rc;
}
