/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/part.h"

#include "base/ksort.h"
#include "base/mem.h"
#include "fold/group_rows.h"

#include <inttypes.h>
#include <string.h>

struct part *
part_new(const struct fold_plan *p, uint64_t seed)
{
	struct part *t = mem_zalloc(sizeof(*t));

	t->p = p;
	t->key = mem_zalloc((p->nkey + 1) * sizeof(*t->key));
	group_init(&t->table, &(struct group_shape){ p->nkey, p->state_size, p->windowed }, seed);
	if (p->max_groups < SIZE_MAX)
		t->table.max = (size_t)p->max_groups;
	return t;
}

/* part_cell, of a window of this part. */
static enum rc
cell_in(struct part *t, struct group_slot *s, struct group_window *w, struct group_cell **cell,
    struct err *e)
{
	bool fresh;

	*cell = group_cell_in(&t->table, s, w, &fresh);
	if (!fresh)
		return RC_OK;
	if (t->table.ncell > PART_STATES_MAX)
		return rc_err(e, RC_LIMIT, "more than %d windows of groups; choose wider windows",
		    (int)PART_STATES_MAX);
	return t->p->ops->init(t->p->ctx, group_state(*cell), e);
}

enum rc
part_cell(struct part *t, struct group_slot *s, struct twindow_span span,
    struct group_cell **cell, struct err *e)
{
	return cell_in(t, s, group_window_at(&t->table, span), cell, e);
}

/* Merge the cells of @from, a slot of @other, into @into. */
static enum rc
merge_cells(struct part *t, struct group_slot *into, const struct part *other,
    struct group_slot *from, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < from->n; i++) {
		struct group_cell *c = group_cell_nth(&other->table, from, i), *cell;

		rc = part_cell(t, into, group_window_of(&other->table, c)->span, &cell, e);
		if (rc == RC_OK)
			rc = t->p->ops->merge(t->p->ctx, group_state(cell), group_state(c), e);
	}
	return rc;
}

static void
free_cells(const struct part *t, struct group_slot *s)
{
	for (size_t i = 0; i < s->n; i++)
		t->p->ops->free(t->p->ctx, group_state(group_cell_nth(&t->table, s, i)));
}

static enum rc
too_many(const struct part *t, struct err *e)
{
	return rc_err(e, RC_LIMIT, "more than %" PRIu64 " %s", t->p->max_groups,
	    t->p->many != NULL ? t->p->many : "groups (see --max-groups, --overflow)");
}

/* @gone was evicted for @key, whose slot then is *slot. */
static enum rc
replace_slot(struct part *t, struct group_slot *gone, const struct val *key, struct arena *tmp,
    struct group_slot **slot, struct err *e)
{
	enum rc rc = merge_cells(t, t->table.other, t, gone, e);

	free_cells(t, gone);
	group_reuse(&t->table, gone);
	*slot = group_find(&t->table, key, tmp);
	return rc;
}

enum rc
part_slot(struct part *t, const struct val *key, struct arena *tmp, struct group_slot **slot,
    struct err *e)
{
	struct group_slot *gone;

	*slot = group_find(&t->table, key, tmp);
	if (*slot != NULL)
		return RC_OK;
	if (!t->p->overflow)
		return too_many(t, e);
	gone = group_evict(&t->table, key, tmp);
	if (gone != NULL)
		return replace_slot(t, gone, key, tmp, slot, e);
	*slot = t->table.other;
	return RC_OK;
}

/* ---- records ---- */

struct batch_fold {		/* of one call: rows before `applied` are folded in, */
	struct part         *t;
	const struct rows   *rows;
	struct expr_eval    *ev;
	struct group_rows    keys;
	bool                 windows;	/* there is more than window[0] */
	struct group_window *window[BATCH_ROWS];
	void                *state[BATCH_ROWS];
	size_t               found;	/* ... those before `found` have states */
	size_t               applied;
	bool                 stopped;	/* at `applied`, while room was made for another */
};

/* Of the rows with keys, how many from the first on have one that will do. */
static enum rc
check_keys(const struct fold_plan *p, struct expr_rows *r, const struct val **key)
{
	const struct val **one = arena_alloc(expr_eval_arena(r->ev), p->nkey * sizeof(*one));
	enum rc rc = RC_OK;
	struct err e;

	for (size_t i = 0; i < r->n && rc == RC_OK; i++) {
		for (size_t k = 0; k < p->nkey; k++)
			one[k] = key[k * BATCH_ROWS + i];
		rc = p->ops->key(p->ctx, one, &e);
		if (rc == RC_OK)
			continue;
		r->n = i;
		*r->e = e;
	}
	return rc != RC_OK ? rc : r->rc;
}

enum rc
part_keys(const struct fold_plan *p, const struct rows *rows, struct expr_eval *ev,
    struct part_keys *keys, struct err *e)
{
	struct arena *tmp = expr_eval_arena(ev);
	const struct val **key = arena_alloc(tmp, p->nkey * BATCH_ROWS * sizeof(*key));
	struct val *room = arena_alloc(tmp, p->nkey * BATCH_ROWS * sizeof(*room));
	struct expr_rows r = { .rec = rows->rec, .n = rows->n, .ev = ev, .e = e };

	for (size_t k = 0; k < p->nkey; k++)
		expr_value_rows(p->key[k].x, &r, room + k * BATCH_ROWS, key + k * BATCH_ROWS);
	if (p->ops->key != NULL)
		r.rc = check_keys(p, &r, key);
	keys->key = key;
	keys->n = r.n;
	return r.rc;
}

/* The keys as columns; f->keys.n is how many rows have them, and RC_BAD what the next one lacks. */
static enum rc
read_keys(struct batch_fold *f, struct err *e)
{
	struct part_keys keys;
	enum rc rc = part_keys(f->t->p, f->rows, f->ev, &keys, e);

	f->keys.key = keys.key;
	f->keys.n = keys.n;
	return rc;
}

/* Of how many rows, from the first on, the time is in the window of the last record. */
static size_t
in_window(const struct batch_fold *f)
{
	const uint64_t from = (uint64_t)f->t->span.from_us;
	const uint64_t size = (uint64_t)f->t->span.to_us - from;
	const int64_t *at_us = f->rows->at_us;
	const size_t all = f->keys.n;
	size_t n = 0;

	while (n < all && (uint64_t)at_us[n] - from < size)
		n++;
	return n;
}

/* Most batches lie in one window, and then f->window has but this. */
static void
read_windows(struct batch_fold *f)
{
	struct part *t = f->t;
	struct group_window *w = NULL;
	size_t n = t->p->windowed ? in_window(f) : f->keys.n;

	f->windows = n < f->keys.n;
	if (n > 0)
		w = f->window[0] = group_window_at(&t->table, t->span);
	for (size_t i = 1; i < n && f->windows; i++)
		f->window[i] = w;
	for (; n < f->keys.n; n++) {
		uint64_t in = (uint64_t)f->rows->at_us[n] - (uint64_t)t->span.from_us;

		if (w == NULL || in >= (uint64_t)t->span.to_us - (uint64_t)t->span.from_us) {
			t->span = twindow_at(&t->p->window, f->rows->at_us[n]);
			w = group_window_at(&t->table, t->span);
		}
		f->window[n] = w;
	}
}

/* Rows up to @to have slots: find their states. */
static enum rc
take_cells(struct batch_fold *f, size_t to, struct err *e)
{
	const bool windows = f->windows;
	struct group_window *w = f->window[0];
	enum rc rc = RC_OK;
	size_t i;

	for (i = f->found; i < to; i++) {
		struct group_slot *s = f->keys.slot[i];
		struct group_cell *cell;

		if (windows)
			w = f->window[i];
		cell = group_cell_known(&f->t->table, s, w);
		if (cell == NULL)
			rc = cell_in(f->t, s, w, &cell, e);
		if (rc != RC_OK)
			break;
		f->state[i] = group_state(cell);
	}
	f->found = i;
	return rc;
}

enum rc
part_apply(const struct fold_plan *p, void *const *st, const struct rows *rows,
    struct expr_eval *ev, size_t *done, struct err *e)
{
	enum rc rc = RC_OK;

	*done = 0;
	if (rows->n > 0 && p->ops->rows != NULL)
		return p->ops->rows(p->ctx, st, rows, ev, done, e);
	for (size_t i = 0; i < rows->n && rc == RC_OK; i++, ++*done) {
		struct agg_in in = { .at_us = rows->at_us[i], .timed = rows->timed[i],
			.again = rows->weight != NULL ? rows->weight[i] - 1 : 0 };

		rc = p->ops->step(p->ctx, st[i], rows->rec[i], ev, &in, e);
	}
	return rc;
}

/* Fold in the rows whose states are found. */
static enum rc
apply_rows(struct batch_fold *f, struct err *e)
{
	const size_t at = f->applied;
	const struct rows rows = rows_part(f->rows, at, f->found - at);
	size_t done;
	enum rc rc = part_apply(f->t->p, f->state + at, &rows, f->ev, &done, e);

	f->applied += done;
	return rc;
}

/* Row f->found is of a new key, and there is no room: states may go, so they are used first. */
static enum rc
make_room(struct batch_fold *f, struct err *e)
{
	struct part *t = f->t;
	struct group_slot *gone, **slot = &f->keys.slot[f->found];
	struct arena *tmp = expr_eval_arena(f->ev);
	struct err later = { 0 };
	enum rc rc, rrc;

	if (!t->p->overflow)
		return too_many(t, e);
	for (size_t k = 0; k < t->p->nkey; k++)
		t->key[k] = *f->keys.key[k * BATCH_ROWS + f->found];
	gone = group_evict(&t->table, t->key, tmp);
	if (gone == NULL) {
		*slot = t->table.other;
		return RC_OK;
	}
	rc = apply_rows(f, e);
	rrc = replace_slot(t, gone, t->key, tmp, slot, &later);
	f->stopped = rc != RC_OK;
	if (!f->stopped && rrc != RC_OK)
		*e = later;
	return f->stopped ? rc : rrc;
}

static enum rc
find_cells(struct batch_fold *f, struct err *e)
{
	struct arena *tmp = expr_eval_arena(f->ev);
	enum rc rc = RC_OK;

	while (rc == RC_OK && f->found < f->keys.n) {
		size_t to = group_rows_find(&f->t->table, &f->keys, f->found, tmp);

		rc = take_cells(f, to, e);
		if (rc != RC_OK || to == f->keys.n)
			break;
		rc = make_room(f, e);
		if (rc == RC_OK)
			rc = take_cells(f, to + 1, e);
	}
	return rc;
}

enum rc
part_rows(struct part *t, const struct rows *rows, struct expr_eval *ev, size_t *done,
    struct err *e)
{
	struct batch_fold f;
	struct err of_key = { 0 }, of_cell = { 0 };
	enum rc rc, frc, krc;

	f.t = t;
	f.rows = rows;
	f.ev = ev;
	f.found = f.applied = 0;
	f.stopped = false;
	krc = read_keys(&f, &of_key);
	read_windows(&f);
	group_rows_read(&t->table, &f.keys);
	frc = find_cells(&f, &of_cell);
	rc = f.stopped ? frc : apply_rows(&f, e);
	if (f.stopped)
		*e = of_cell;
	if (rc == RC_OK && (frc != RC_OK || krc != RC_OK)) {
		/* Row f.applied is the one that has no key, or no state. */
		f.applied++;
		rc = frc != RC_OK ? frc : krc;
		*e = frc != RC_OK ? of_cell : of_key;
	}
	*done = f.applied;
	return rc;
}

enum rc
part_step(struct part *t, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct err *e)
{
	const uint64_t weight = agg_times(in);
	const struct rows one = { &r, &in->at_us, &in->timed, 1,
		in->again > 0 ? &weight : NULL };
	size_t done;

	return part_rows(t, &one, ev, &done, e);
}

enum rc
part_merge(struct part *dst, const struct part *src, struct err *e)
{
	enum rc rc = RC_OK;
	struct arena tmp;

	arena_init(&tmp);
	for (size_t i = 0; rc == RC_OK && i < src->table.nslot; i++) {
		struct group_slot *s = src->table.slot[i], *into = NULL;

		if (s == src->table.other) {
			into = group_other(&dst->table);
		} else {
			group_values(&src->table, s, dst->key);
			rc = part_slot(dst, dst->key, &tmp, &into, e);
		}
		if (rc == RC_OK)
			rc = merge_cells(dst, into, src, s, e);
		arena_reset(&tmp);
	}
	arena_free(&tmp);
	return rc;
}

enum rc
part_answer(struct part *t, struct err *e)
{
	struct group_cell *c;

	if (t->p->nkey != 0 || t->p->windowed)
		return RC_OK;
	return part_cell(t, group_find(&t->table, t->key, NULL), t->span, &c, e);
}

void
part_settle(struct part *t, bool (*settle)(void *st))
{
	struct group_table *g = &t->table;
	size_t n = 0;

	for (size_t i = 0; i < g->nslot; i++) {
		struct group_slot *s = g->slot[i];

		group_ahead(g, g->slot, g->nslot, i);
		if (s->n == 1 && !settle(group_state(group_cell_nth(g, s, 0)))) {
			t->p->ops->free(t->p->ctx, group_state(group_cell_nth(g, s, 0)));
			g->ncell--;
		} else {
			g->slot[n++] = s;
		}
	}
	g->nslot = n;
}

/* The first @k cells of a slot, if not 0, are no more. */
static void
forget_cells(struct part *t, struct group_slot *s, uint32_t k)
{
	struct group_table *g = &t->table;
	struct group_list *l = group_list_of(s);

	for (uint32_t i = 0; i < k; i++) {
		struct group_cell *c = group_cell_nth(g, s, i);

		group_window_of(g, c)->n--;
		t->p->ops->free(t->p->ctx, group_state(c));
	}
	g->ncell -= k;
	l->last = NULL;
	l->window = NULL;
	if (s->n - k == 1)
		l->one = group_cell_nth(g, s, k);
	else if (k < s->n)
		memmove(l->many, l->many + k, (s->n - k) * sizeof(*l->many));
	s->n -= k;
}

void
part_forget(struct part *t, int64_t end_us)
{
	struct group_table *g = &t->table;
	size_t n = 0;

	for (size_t i = 0; i < g->nslot; i++) {
		struct group_slot *s = g->slot[i];
		uint32_t k = 0;

		while (k < s->n &&
		    group_window_of(g, group_cell_nth(g, s, k))->span.to_us <= end_us)
			k++;
		if (k > 0)
			forget_cells(t, s, k);
		if (s->n > 0)
			g->slot[n++] = s;
	}
	g->nslot = n;
}

/* While the index grows there are two, one half as large. */
size_t
part_heap(const struct part *p)
{
	const struct group_table *t = &p->table;
	size_t index = t->nindex * sizeof(*t->index) * 3 / 2;
	size_t sorting = t->nslot * sizeof(struct ksort_item) + t->ncell * sizeof(void *);

	return arena_heap(&t->slots.arena) + t->slots.cap * sizeof(*t->slots.chunk) +
	    arena_heap(&t->arena) + arena_heap(&t->lists) + arena_heap(&t->cache) +
	    arena_heap(&t->windows_arena) + hmap_heap(&t->raw) + hmap_heap(&t->by_from) +
	    t->capslot * sizeof(*t->slot) + index + sorting;
}

static void
free_states(struct part *t)
{
	for (size_t i = 0; i < t->table.nslot && !t->spent; i++) {
		group_ahead(&t->table, t->table.slot, t->table.nslot, i);
		free_cells(t, t->table.slot[i]);
	}
}

void
part_drop(struct part *t)
{
	group_clear(&t->table);
	t->spent = false;
	t->span = (struct twindow_span){ 0, 0 };
}

void
part_clear(struct part *t)
{
	free_states(t);
	part_drop(t);
}

void
part_free(struct part *t)
{
	if (t == NULL)
		return;
	free_states(t);
	group_free(&t->table);
	mem_free(t->key);
	mem_free(t);
}
