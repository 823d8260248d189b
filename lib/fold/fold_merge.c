/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bug.h"
#include "base/mem.h"
#include "fold/fold.h"
#include "fold/merge_load.h"
#include "fold/merge_team.h"
#include "fold/part.h"
#include "fold/result.h"
#include "fold/served.h"
#include "fold/spill.h"
#include "state/state.h"

#include <stdio.h>
#include <string.h>

struct merge {
	struct job              *j;
	const struct fold_plan  *p;
	struct state_reader     *r;
	size_t                   pick[STATE_KEYS_MAX];	/* where the keys are in the first head */
	const struct state_head *first;
	size_t                   at[STATE_KEYS_MAX];	/* picked keys in the run at hand */
	struct twindow           inner;		/* windows of the run at hand */
	struct twindow_span      was;		/* ... the one read last, and */
	struct twindow_span      wide;		/* ... what it falls into */
	struct part             *t;
	struct part             *run;	/* of the run at hand; t, unless it may be dropped */
	struct merge_load       *load;
	struct merge_batch       batch;		/* that is to go to run */
	struct merge_team       *team;		/* to whom states go instead of to run; NULL */
	struct spill            *spill;		/* whose run is, now and then another; NULL */
	uint64_t                 group;		/* p->sorted: the one read last, */
	struct served            served;	/* ... and what those that are written had */
};

/* A key of the plan is the saved one by its name, or by name and expression. */
static bool
means(const struct key_expr *k, const struct state_key *saved, struct arena *a)
{
	size_t slot;

	return expr_field(k->x, &slot) || sv_eq(expr_text(k->x, a), saved->expr);
}

/* Where the keys of the plan are among the saved ones. */
static enum rc
pick_keys(struct merge *m, struct err *e)
{
	const struct state_head *h = m->first;

	for (size_t i = 0, k; i < m->p->nkey; i++) {
		const struct key_expr *key = &m->p->key[i];

		for (k = 0; k < h->nkey && !sv_eq(h->key[k].name, key->name);)
			k++;
		if (k == h->nkey)
			return rc_err(e, RC_USAGE, "--by: the states have no key '%.*s'",
			    SV_SHOW(key->name));
		if (!means(key, &h->key[k], &m->j->arena))
			return rc_err(e, RC_USAGE, "--by: in the states '%.*s' is %.*s",
			    SV_SHOW(key->name), SV_SHOW(h->key[k].expr));
		BUG_IF(i == STATE_KEYS_MAX, "a key of the plan is there twice");
		m->pick[i] = k;
	}
	return RC_OK;
}

/* The picked keys must be there and mean the same. */
static enum rc
same_keys(struct merge *m, const struct state_head *h, struct err *e)
{
	for (size_t i = 0; i < m->p->nkey; i++) {
		const struct state_key *want = &m->first->key[m->pick[i]];
		size_t k = 0;

		while (k < h->nkey && !sv_eq(h->key[k].name, want->name))
			k++;
		if (k == h->nkey)
			return state_fail(m->r, e, "these states have no key '%.*s' (see --by)",
			    SV_SHOW(want->name));
		if (!sv_eq(h->key[k].expr, want->expr))
			return state_differs(m->r, "the key", h->key[k].expr, want->expr, e);
		m->at[i] = k;
	}
	return RC_OK;
}

static enum rc
same_windows(struct merge *m, const struct state_head *h, struct err *e)
{
	struct err why = { 0 };

	if (!m->p->windowed)
		return h->window.n == 0 ? RC_OK : state_fail(m->r, e, "these states have windows "
		    "of %.*s, the first have none", SV_SHOW(h->window));
	m->was = (struct twindow_span){ 0, 0 };
	if (h->window.n == 0)
		return state_fail(m->r, e, "these states have no windows: they cannot be "
		    "cut into any");
	if (twindow_parse(&m->inner, h->window, m->p->window.zone, &why) != RC_OK)
		return state_fail(m->r, e, "%s", why.msg);
	if (!twindow_nests(&m->p->window, &m->inner))
		return state_fail(m->r, e, "windows of %.*s do not nest in those asked for",
		    SV_SHOW(h->window));
	return RC_OK;
}

static enum rc
new_run(struct merge *m, const struct state_head *h, struct err *e)
{
	enum rc rc = state_same_query(m->r, h, m->first, m->j->query.timed, e);

	if (rc == RC_OK)
		rc = same_keys(m, h, e);
	return rc == RC_OK ? same_windows(m, h, e) : rc;
}

/* The window a saved one falls into; it must be one that its query would have cut. */
static enum rc
widen(struct merge *m, struct twindow_span *span, struct err *e)
{
	struct twindow_span own;

	if (span->from_us == m->was.from_us && span->to_us == m->was.to_us) {
		*span = m->wide;	/* they are sorted by window */
		return RC_OK;
	}
	own = twindow_at(&m->inner, span->from_us);
	if (own.from_us != span->from_us || own.to_us != span->to_us)
		return state_fail(m->r, e, "no window of its query begins and ends there");
	m->was = own;
	*span = m->wide = twindow_at(&m->p->window, span->from_us);
	return RC_OK;
}

static enum rc
flush(struct merge *m, struct err *e)
{
	const size_t n = m->batch.n;
	size_t done;
	enum rc rc = merge_load_batch(m->load, m->run, &m->batch, &done, e);

	merge_batch_clear(&m->batch);
	if (rc != RC_OK || m->spill == NULL || n == 0)
		return rc;
	rc = spill_merge_added(m->spill, n, e);
	m->run = spill_merge_part(m->spill);
	return rc;
}

static enum rc
add_item(struct merge *m, const struct state_item *item, struct err *e)
{
	const struct fold_plan *p = m->p;
	struct merge_one one = { .key = m->run->key, .span = item->span, .state = item->state,
		.text = item->line, .spelled = item->spelled };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->nkey; i++)
		m->run->key[i] = item->key[m->at[i]];
	if (p->windowed)
		rc = widen(m, &one.span, e);
	if (rc != RC_OK)
		return rc;
	one.file = state_place(m->r, &one.line);
	if (m->team != NULL)
		return merge_team_put(m->team, &one) ? RC_OK : RC_END;
	merge_batch_add(&m->batch, &one, p->nkey);
	return m->batch.n < MERGE_BATCH ? RC_OK : flush(m, e);
}

/* With p->sorted: the groups that are whole are written, now and then. */
static enum rc
write_some(struct merge *m, const struct state_item *item, struct err *e)
{
	const size_t n = m->t->table.ncell + m->batch.n;	/* at most */
	bool whole = item->group != m->group && n >= FOLD_SORTED;
	enum rc rc = RC_OK;

	m->group = item->group;
	if (!whole)
		return RC_OK;
	rc = flush(m, e);
	if (rc != RC_OK)
		return rc;
	served_add(&m->served, m->t);
	rc = result_write(m->j, m->t, e);
	part_free(m->t);
	m->t = m->run = part_new(m->p, m->j->seed);
	if (rc == RC_OK && out_failed(m->j->run.out))
		rc = RC_END;
	return rc;
}

/* The run that was read counts, or with @drop was counted before; another one may come. */
static enum rc
end_run(struct merge *m, bool drop, struct err *e)
{
	enum rc rc = flush(m, e);

	if (rc != RC_OK || m->run == m->t)
		return rc;
	if (m->spill != NULL) {
		rc = spill_merge_ended(m->spill, drop, e);
		m->run = spill_merge_part(m->spill);
		return rc;
	}
	if (!drop)
		rc = part_merge(m->t, m->run, e);
	part_free(m->run);
	m->run = part_new(m->p, m->j->seed);
	return rc;
}

static enum rc
take(struct merge *m, const struct state_item *item, struct err *e)
{
	enum rc rc;

	switch (item->event) {
	case STATE_GROUP:
		rc = m->p->sorted ? write_some(m, item, e) : RC_OK;
		return rc == RC_OK ? add_item(m, item, e) : rc;
	case STATE_DROP:
		return end_run(m, true, e);
	default:
		rc = end_run(m, false, e);
		return rc == RC_OK ? new_run(m, item->head, e) : rc;
	}
}

static enum rc
add_runs(struct merge *m, struct err *e)
{
	struct state_item *item = mem_zalloc(sizeof(*item));
	struct err before = { 0 };
	enum rc rc = new_run(m, m->first, e), frc;

	if (merge_load_spelled(m->load))
		state_take_spelled(m->r);
	while (rc == RC_OK && (rc = state_next(m->r, item, e)) == RC_OK)
		rc = take(m, item, e);
	if (rc == RC_END) {
		rc = end_run(m, false, e);
	} else if ((frc = flush(m, &before)) != RC_OK) {
		rc = frc;	/* of a state before the one at which reading ended */
		*e = before;
	}
	mem_free(item);
	return rc;
}

/* All states into m->run, or where it leads. */
static enum rc
add_all(struct merge *m, struct err *e)
{
	enum rc rc = pick_keys(m, e);

	m->load = merge_load_new(m->p);
	merge_batch_init(&m->batch);
	if (rc == RC_OK)
		rc = add_runs(m, e);
	merge_batch_free(&m->batch);
	merge_load_free(m->load);
	return rc;
}

/* All states into @t; with @team into its parts. */
static enum rc
load_to(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct part *t, struct merge_team *team, struct err *e)
{
	struct merge m = {
		.j = j, .p = p, .r = r, .first = first, .t = t, .team = team,
		.run = state_may_drop(r) ? part_new(p, j->seed) : t,
	};
	enum rc rc = add_all(&m, e);

	if (m.run != t)
		part_free(m.run);
	return rc;
}

enum rc
fold_merge_load(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct part *t, struct err *e)
{
	return load_to(j, p, r, first, t, NULL, e);
}

/* By several threads; what may be dropped at the end of a run is held by one. */
static enum rc
load_parts(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct fold_parts *parts, struct err *e)
{
	unsigned n = state_may_drop(r) ? 1 : job_threads(j);
	struct merge_team *team = n > 1 ? merge_team_new(p, j->seed, n) : NULL;
	struct err later = { 0 };
	enum rc rc, trc = RC_OK;

	parts->part[0] = part_new(p, j->seed);
	parts->n = 1;
	rc = load_to(j, p, r, first, parts->part[0], team, e);
	if (team != NULL)
		trc = merge_team_end(team, parts->part, &parts->n, &later);
	if (trc == RC_OK)
		return rc == RC_OK ? part_join(parts->part, parts->n, e) : rc;
	*e = later;		/* of a state before the one at which reading ended */
	return trc;
}

/* As fold_merge, a part of the groups at a time. */
static enum rc
merge_sorted(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e)
{
	struct part *t = part_new(p, j->seed);
	struct merge m = { .j = j, .p = p, .r = r, .first = first, .t = t, .run = t };
	enum rc rc = add_all(&m, e);

	if (rc == RC_OK)
		rc = part_answer(m.t, e);
	if (rc == RC_OK) {
		served_add(&m.served, m.t);
		rc = result_write(j, m.t, e);
	}
	if (rc == RC_OK)
		served_say(&m.served, j);
	served_free(&m.served);
	part_free(m.t);
	return rc;
}

/* As fold_merge, of groups that go to disk when they are too many. */
static enum rc
merge_spilled(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e)
{
	struct spill *spill = spill_merge_new(j, p, state_may_drop(r));
	struct merge m = { .j = j, .p = p, .r = r, .first = first, .spill = spill,
		.run = spill_merge_part(spill) };
	enum rc rc = add_all(&m, e);

	if (rc == RC_OK)
		rc = spill_merge_write(spill, e);
	spill_merge_free(spill);
	return rc;
}

enum rc
fold_merge_collect(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct fold_parts *parts, struct err *e)
{
	enum rc rc = load_parts(j, p, r, first, parts, e);

	if (rc == RC_OK)
		rc = part_answer(parts->part[0], e);
	if (rc == RC_OK && p->ops->settle != NULL)
		part_settle(parts->part[0], p->ops->settle);
	parts->whole = rc == RC_OK ? parts->part[0] : NULL;
	return rc;
}

enum rc
fold_merge(struct job *j, const struct fold_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e)
{
	struct fold_parts parts;
	enum rc rc;

	if (p->sorted)
		return merge_sorted(j, p, r, first, e);
	if (p->spill.bytes != 0)
		return merge_spilled(j, p, r, first, e);
	rc = fold_merge_collect(j, p, r, first, &parts, e);
	if (rc == RC_OK)
		rc = fold_write(j, parts.whole, e);
	fold_parts_free(&parts);
	return rc;
}
