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

struct retain_all {		/* threads, each with its share of the users */
	const struct retain_plan *p;
	struct job               *j;
	const struct group_table *t;		/* at hand */
	unsigned                  n;		/* ... of so many threads */
	unsigned                  most;
	struct retain_run        *run;
	int64_t                  *latest;
	int64_t                   last;		/* of all users looked at; INT64_MIN: none */
	bool                      begun;	/* runs have tables */
};

/* Where the share of a thread begins. */
static size_t
begin_of(const struct retain_all *w, unsigned i)
{
	return w->t->nslot / w->n * i + (i < w->t->nslot % w->n ? i : w->t->nslot % w->n);
}

/* The latest period, or with marks the latest time, of any record so far; INT64_MIN: none. */
static int64_t
later(const struct retain_plan *p, const struct retain_state *s, int64_t last)
{
	const int64_t at = p->marks ? s->last_us : s->set.last;

	return at > last && (p->marks || at != PSET_EMPTY) ? at : last;
}

/* That of the users of a thread. */
static void
find_latest(void *ctx, unsigned i)
{
	const struct retain_all *w = ctx;
	const struct group_table *t = w->t;
	const size_t to = begin_of(w, i + 1);
	int64_t last = INT64_MIN;

	for (size_t k = begin_of(w, i); k < to; k++) {
		group_ahead(t, t->slot, to, k);
		last = later(w->p, state_of(t, t->slot[k]), last);
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
	const struct retain_all *w = ctx;
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
gather(struct retain_all *w)
{
	for (unsigned i = 1; i < w->most; i++) {
		cohort_add(&w->run[0].t, &w->run[i].t);
		if (w->run[i].first < w->run[0].first)
			w->run[0].first = w->run[i].first;
	}
}

static void
say_nobody(struct job *j)
{
	j->say(j->name, "nobody is counted: no record is a start (--start), or none is so early "
	    "that it counts");
	j->run.count.missed++;
}

static void
take_part(struct retain_all *w, const struct part *t)
{
	w->t = &t->table;
	w->n = t->table.nslot >= USERS_MANY ? w->most : 1;
}

struct retain_all *
retain_run_new(const struct retain_plan *p, struct job *j)
{
	struct retain_all *w = mem_zalloc(sizeof(*w));

	w->p = p;
	w->j = j;
	w->most = p->per_user ? 1 : job_threads(j);
	w->run = mem_zalloc(w->most * sizeof(*w->run));
	w->latest = mem_zalloc(w->most * sizeof(*w->latest));
	w->last = INT64_MIN;
	return w;
}

static void
look(void *ctx, const struct part *t)
{
	struct retain_all *w = ctx;

	take_part(w, t);
	team_run(w->n, find_latest, w);
	for (unsigned i = 0; i < w->n; i++)
		w->last = w->latest[i] > w->last ? w->latest[i] : w->last;
}

static void
look_states(void *ctx, void *const *st, size_t n)
{
	struct retain_all *w = ctx;

	for (size_t i = 0; i < n; i++)
		w->last = later(w->p, st[i], w->last);
}

static enum rc
begin(void *ctx, struct err *e)
{
	struct retain_all *w = ctx;
	struct retain_run *r = w->run;
	enum rc rc;

	if (w->last == INT64_MIN)
		return RC_OK;
	r[0] = (struct retain_run){ .p = w->p, .j = w->j, .first = INT64_MAX };
	rc = set_clock(&r[0], w->last, e);
	if (rc != RC_OK)
		return rc;
	for (unsigned i = 1; i < w->most; i++)
		r[i] = r[0];
	for (unsigned i = 0; i < w->most; i++)
		begin_run(&r[i], w->j->seed);
	w->begun = true;
	return RC_OK;
}

static enum rc
write_users(void *ctx, struct part *t, struct err *e)
{
	struct retain_all *w = ctx;

	(void)e;	/* nothing can fail */
	if (!w->begun)
		return RC_OK;
	if (w->p->per_user)
		group_order(&t->table);
	take_part(w, t);
	team_run(w->n, walk, w);
	out_sv(w->j->run.out, buf_view(&w->run[0].out));
	buf_clear(&w->run[0].out);
	return RC_OK;
}

static enum rc
end(void *ctx, struct err *e)
{
	struct retain_all *w = ctx;
	struct retain_run *r = w->run;
	enum rc rc = RC_OK;

	if (!w->begun)
		return RC_OK;
	gather(w);
	if (!w->p->per_user)
		rc = retain_write(r, e);
	out_sv(w->j->run.out, buf_view(&r->out));
	if (rc == RC_OK && !r->some && w->p->start != NULL)
		say_nobody(w->j);
	return rc;
}

struct fold_whole
retain_run_whole(struct retain_all *w)
{
	return (struct fold_whole){ w, look, look_states, begin, write_users, end };
}

void
retain_run_free(struct retain_all *w)
{
	for (unsigned i = 0; w->begun && i < w->most; i++)
		end_run(&w->run[i]);
	mem_free(w->run);
	mem_free(w->latest);
	mem_free(w);
}

enum rc
retain_run_write(const struct retain_plan *p, struct job *j, struct part *t, struct err *e)
{
	struct retain_all *w = retain_run_new(p, j);
	enum rc rc;

	look(w, t);
	rc = begin(w, e);
	if (rc == RC_OK)
		rc = write_users(w, t, e);
	if (rc == RC_OK)
		rc = end(w, e);
	retain_run_free(w);
	return rc;
}
