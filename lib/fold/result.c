/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/result.h"

#include "base/mem.h"
#include "fold/result_pen.h"
#include "fold/summary.h"
#include "run/team.h"

enum {
	RESULT_SLICE = 512,		/* results that one thread makes at a time */
	RESULT_AHEAD = 8,		/* what is that far on is on its way into the cache */
	RESULT_ALONE = 1024,		/* for fewer a second thread is not called */
	RESULT_FILL_MAX = 10000000	/* records --fill may make */
};

struct sheet {			/* all results */
	struct job         *j;
	struct part        *t;
	struct group_cell **cell;	/* sorted */
	size_t              n;
	bool               *spent;	/* of each slice: its states are freed; NULL: they stay */
};

static void
emit_cell(struct result_pen *f, const struct group_table *t, struct group_cell *c, struct buf *o)
{
	const struct group_slot *s = group_slot_of(t, c);
	const struct sv key = s != t->other ? group_bytes(s) : SV("");

	result_pen_put(f, group_window_of(t, c)->span, s != t->other ? &key : NULL,
	    group_state(c), o);
}

/* What is that far on is on its way into the cache; in line, else gcc sees no effect in it. */
static inline __attribute__((always_inline)) void
near_cells(const struct group_table *g, struct group_cell *const *cell, size_t n, size_t i)
{
	if (i + 2 * RESULT_AHEAD < n)
		group_near(g, cell[i + 2 * RESULT_AHEAD]);
	if (i + RESULT_AHEAD < n) {
		const struct group_slot *slot = group_slot_of(g, cell[i + RESULT_AHEAD]);

		__builtin_prefetch(slot);
		__builtin_prefetch(slot->key);
	}
}

static void *
new_pen(void *ctx, unsigned i)
{
	const struct sheet *s = ctx;
	struct result_pen *f = result_pen_new(s->t->p);

	(void)i;	/* they are all the same */
	result_pen_many(f, s->t->table.ncell);
	return f;
}

static void
free_pen(void *ctx, void *own)
{
	(void)ctx;
	result_pen_free(own);
}

static void
write_slice(void *ctx, void *own, struct team_slice *t)
{
	const struct sheet *s = ctx;
	size_t n = s->n, end = (t->k + 1) * RESULT_SLICE;

	for (size_t i = t->k * RESULT_SLICE; i < end && i < n; i++) {
		near_cells(&s->t->table, s->cell, n, i);
		emit_cell(own, &s->t->table, s->cell[i], &t->o);
		if (s->spent != NULL)	/* they will not be as near again */
			s->t->p->ops->free(s->t->p->ctx, group_state(s->cell[i]));
	}
	if (s->spent != NULL)
		s->spent[t->k] = true;
}

/* Where the output failed some slices were not made. */
static void
free_rest(const struct sheet *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!s->spent[i / RESULT_SLICE])
			s->t->p->ops->free(s->t->p->ctx, group_state(s->cell[i]));
	mem_free(s->spent);
	s->t->spent = true;
}

/* First and last instant that --fill covers: --from and --to, else what was seen. */
static bool
fill_range(const struct sheet *f, int64_t *from_us, int64_t *to_us)
{
	const struct group_table *t = &f->t->table;

	*from_us = INT64_MAX;
	*to_us = INT64_MIN;
	for (size_t i = 0; i < t->nslot; i++) {
		struct group_slot *s = t->slot[i];
		const struct group_window *first, *last;

		if (s->n == 0)
			continue;
		first = group_window_of(t, group_cell_nth(t, s, 0));
		last = group_window_of(t, group_cell_nth(t, s, s->n - 1));
		if (first->span.from_us < *from_us)
			*from_us = first->span.from_us;
		if (last->span.to_us > *to_us)
			*to_us = last->span.to_us;
	}
	if (f->j->query.from_us != INT64_MIN)
		*from_us = f->j->query.from_us;
	if (f->j->query.to_us != INT64_MAX)
		*to_us = f->j->query.to_us;
	return *from_us < *to_us;
}

static enum rc
refuse_fill(struct err *e)
{
	return rc_err(e, RC_LIMIT, "--fill would make more than %d records; choose wider windows "
	    "or less time", (int)RESULT_FILL_MAX);
}

/* Can it be told that there are too many windows before any is made?  Of them half count:
 * where a clock goes back, one may be longer than others. */
static bool
fills_too_many(const struct twindow *w, int64_t from_us, int64_t to_us, size_t nslot)
{
	uint64_t n = (uint64_t)to_us - (uint64_t)from_us;

	return w->unit == TWINDOW_FIXED && n / (uint64_t)w->n_us / 2 > RESULT_FILL_MAX / nslot;
}

/* Make the windows that no record fell into. */
static enum rc
fill_sheet(struct sheet *f, struct err *e)
{
	struct part *part = f->t;
	int64_t from_us, to_us, at;
	struct group_cell *c;
	enum rc rc;

	if (!fill_range(f, &from_us, &to_us))
		return RC_OK;
	if (f->t->p->nkey == 0)
		group_find(&part->table, part->key, NULL);
	if (part->table.nslot == 0)
		return RC_OK;	/* a key that was never seen has no windows */
	if (fills_too_many(&f->t->p->window, from_us, to_us, part->table.nslot))
		return refuse_fill(e);
	for (at = from_us; at < to_us;) {
		struct twindow_span span = twindow_at(&f->t->p->window, at);

		for (size_t i = 0; i < part->table.nslot; i++) {
			if (part->table.ncell >= RESULT_FILL_MAX)
				return refuse_fill(e);
			rc = part_cell(part, part->table.slot[i], span, &c, e);
			if (rc != RC_OK)
				return rc;
		}
		at = span.to_us;
	}
	return RC_OK;
}

static void
write_cells(struct sheet *s)
{
	static const struct team_text text = { new_pen, free_pen, write_slice };
	const size_t slices = (s->n + RESULT_SLICE - 1) / RESULT_SLICE;
	const bool spend = !s->t->p->totals;

	if (spend)
		s->spent = mem_zalloc(slices * sizeof(*s->spent));
	team_write(s->n < RESULT_ALONE ? 1 : job_threads(s->j), &text, s, slices, s->j->run.out);
	if (spend)
		free_rest(s);
}

/* What is of all groups. */
static enum rc
write_summary(struct sheet *f, struct err *e)
{
	const struct group_table *t = &f->t->table;
	struct summary *all;
	enum rc rc = summary_new(&all, f->t->p, e);

	for (size_t i = 0; rc == RC_OK && i < f->n; i++) {
		struct group_cell *c = f->cell[i];
		const struct group_slot *s = group_slot_of(t, c);
		const struct sv key = s != t->other ? group_bytes(s) : SV("");

		near_cells(t, f->cell, f->n, i);
		rc = summary_add(all, group_window_of(t, c)->span, s != t->other ? &key : NULL,
		    group_state(c), e);
	}
	if (rc == RC_OK)
		rc = summary_write(all, SUMMARY_ALL, f->j->run.out, e);
	summary_free(all);
	return rc;
}

enum rc
result_write(struct job *j, struct part *t, struct err *e)
{
	struct sheet s = { .j = j, .t = t };
	enum rc rc = RC_OK;

	if (t->p->windowed && t->p->fill && !t->p->live)	/* fold/live.h fills its own */
		rc = fill_sheet(&s, e);
	if (rc != RC_OK)
		return rc;
	group_end(&t->table);
	s.n = t->table.ncell;
	s.cell = group_sort(&t->table);
	if (t->p->top == 0)
		write_cells(&s);
	return summary_wanted(t->p) ? write_summary(&s, e) : RC_OK;
}
