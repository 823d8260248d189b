/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/result.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "fold/toplist.h"
#include "json/jwrite.h"
#include "key/group_key.h"
#include "metric/agg_memo.h"
#include "record/time_member.h"
#include "run/team.h"

enum {
	RESULT_SLICE = 512,		/* results that one thread makes at a time */
	RESULT_AHEAD = 8,		/* what is that far on is on its way into the cache */
	RESULT_ALONE = 1024,		/* for fewer a second thread is not called */
	RESULT_MANY = 64,		/* for so many it pays to remember intervals */
	RESULT_FILL_MAX = 10000000	/* records --fill may make */
};

struct result_pen {
	const struct fold_plan *p;
	struct val      *key;		/* of the result at hand */
	struct buf      *name;		/* of each key, as it is written */
	struct buf       head;		/* how results of the window at hand begin, */
	int64_t          from_us;	/* ... which begins then */
	struct agg_memo *memo;
};

struct sheet {			/* all results */
	struct job         *j;
	struct part        *t;
	struct group_cell **cell;	/* sorted, or chosen */
	size_t              n;
	bool               *spent;	/* of each slice: its states are freed; NULL: they stay */
};

/* The keys of a group, canonical bytes; NULL: of `other`, which names itself by the first. */
static void
put_keys(struct jwrite *w, const struct result_pen *f, const struct sv *key)
{
	const struct fold_plan *p = f->p;

	if (key != NULL)
		group_key_read(*key, p->nkey, f->key);
	for (size_t i = 0; i < p->nkey; i++) {
		jwrite_raw(w, buf_view(&f->name[i]));
		w->comma = false;
		if (key != NULL)
			jwrite_val(w, &f->key[i]);
		else if (i == 0)
			jwrite_str(w, SV("other"));
		else
			jwrite_null(w);
	}
	if (key == NULL) {
		jwrite_key(w, SV("truncated"));
		jwrite_bool(w, true);
	}
}

/* What all results of a window begin with, {"kind":"stat","window":...: made once. */
static void
begin_record(struct result_pen *f, struct jwrite *w, const struct twindow_span *window, bool total,
    struct buf *o)
{
	const struct fold_plan *p = f->p;

	if (f->head.n == 0 || (window != NULL && window->from_us != f->from_us)) {
		buf_clear(&f->head);
		jwrite_init(w, &f->head);
		jwrite_open(w, '{');
		jwrite_key(w, SV("kind"));
		jwrite_str(w, sv_of(p->kind));
		if (total) {
			jwrite_key(w, SV("total"));
			jwrite_bool(w, true);
		} else if (p->windowed) {
			time_member_write(w, "window", p->window.zone, window->from_us);
			time_member_write(w, "window_end", p->window.zone, window->to_us);
		}
		f->from_us = window != NULL ? window->from_us : 0;
	}
	buf_sv(o, buf_view(&f->head));
	*w = (struct jwrite){ .b = o, .comma = true };
}

/* @window: NULL for the result over everything; @key: NULL for it, and for `other`. */
static inline void
emit_record(struct result_pen *f, const struct twindow_span *window, const struct sv *key,
    const void *st, struct buf *o)
{
	const struct fold_plan *p = f->p;
	struct agg_span span = { .windowed = p->windowed && window != NULL, .memo = f->memo };
	struct jwrite w;

	begin_record(f, &w, window, window == NULL, o);
	if (span.windowed)
		span.window = *window;
	if (window != NULL)
		put_keys(&w, f, key);
	p->ops->emit(p->ctx, st, &span, &w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static void
emit_cell(struct result_pen *f, const struct group_table *t, struct group_cell *c, struct buf *o)
{
	const struct group_slot *s = group_slot_of(t, c);
	const struct sv key = group_bytes(s);

	emit_record(f, &group_window_of(t, c)->span, s != t->other ? &key : NULL, group_state(c),
	    o);
}

struct result_pen *
result_pen_new(const struct fold_plan *p)
{
	struct result_pen *f = mem_zalloc(sizeof(*f));
	struct jwrite w;

	f->p = p;
	f->key = mem_zalloc((p->nkey + 1) * sizeof(*f->key));
	f->name = mem_zalloc((p->nkey + 1) * sizeof(*f->name));
	for (size_t k = 0; k < p->nkey; k++) {
		buf_init(&f->name[k], SIZE_MAX);
		jwrite_init(&w, &f->name[k]);
		jwrite_key(&w, p->key[k].name);
	}
	buf_init(&f->head, SIZE_MAX);
	return f;
}

void
result_pen_many(struct result_pen *f, size_t n)
{
	if (f->memo == NULL && n >= RESULT_MANY)
		f->memo = agg_memo_new();
}

void
result_pen_put(struct result_pen *f, struct twindow_span window, struct sv key, const void *st,
    struct buf *o)
{
	emit_record(f, &window, &key, st, o);
}

void
result_pen_free(struct result_pen *f)
{
	agg_memo_free(f->memo);
	buf_free(&f->head);
	for (size_t k = 0; k < f->p->nkey; k++)
		buf_free(&f->name[k]);
	mem_free(f->name);
	mem_free(f->key);
	mem_free(f);
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

static enum rc
add_total(struct sheet *f, struct err *e)
{
	const struct fold_plan *p = f->t->p;
	struct group_table *t = &f->t->table;
	void *all = arena_zalloc(&t->arena, p->state_size);
	enum rc rc = p->ops->init(p->ctx, all, e);

	for (size_t i = 0; rc == RC_OK && i < f->n; i++)
		rc = p->ops->merge(p->ctx, all, group_state(f->cell[i]), e);
	if (rc == RC_OK) {
		struct result_pen *own = new_pen(f, 0);
		struct buf o;

		buf_init(&o, SIZE_MAX);
		emit_record(own, NULL, NULL, all, &o);
		out_sv(f->j->run.out, buf_view(&o));
		buf_free(&o);
		result_pen_free(own);
	}
	p->ops->free(p->ctx, all);
	return rc;
}

enum rc
result_write(struct job *j, struct part *t, struct err *e)
{
	static const struct team_text text = { new_pen, free_pen, write_slice };
	struct sheet s = { .j = j, .t = t };
	struct group_cell **picked = NULL;
	size_t slices;
	enum rc rc = RC_OK;

	if (t->p->windowed && t->p->fill && !t->p->live)	/* fold/live.h fills its own */
		rc = fill_sheet(&s, e);
	if (rc != RC_OK)
		return rc;
	group_end(&t->table);
	s.n = t->table.ncell;
	s.cell = group_sort(&t->table);
	if (t->p->top != 0) {
		rc = toplist_pick(t, s.cell, &s.n, &picked, e);
		s.cell = picked;
	}
	slices = (s.n + RESULT_SLICE - 1) / RESULT_SLICE;
	if (t->p->top == 0 && !t->p->totals)
		s.spent = mem_zalloc(slices * sizeof(*s.spent));
	if (rc == RC_OK)
		team_write(s.n < RESULT_ALONE ? 1 : job_threads(j), &text, &s, slices, j->run.out);
	if (s.spent != NULL)
		free_rest(&s);
	if (rc == RC_OK && t->p->totals)
		rc = add_total(&s, e);
	mem_free(picked);
	return rc;
}
