/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/result.h"

#include "base/rfc3339.h"
#include "json/jwrite.h"
#include "metric/fold_memo.h"

enum {
	RESULT_FLUSH = 64 * 1024,	/* output gathered before it is handed on */
	RESULT_MANY = 64,		/* for so many it pays to remember intervals */
	RESULT_FILL_MAX = 10000000	/* records --fill may make */
};

struct writer {
	struct job                *j;
	struct part               *t;
	struct buf                 o;
	struct buf                 head;	/* how results of the window at hand begin */
	const struct group_window *window;
	struct fold_memo          *memo;
};

/* Windows read in the zone that cut them: a day starts at its own midnight. */
void
result_time(struct jwrite *w, const char *key, const struct tzone *zone, int64_t at_us)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, zone != NULL ? tzone_offset(zone, at_us) : 0, text);

	jwrite_key(w, sv_of(key));
	jwrite_str(w, (struct sv){ text, n });
}

/* The keys of a group; `other` names itself by the first. */
static void
keys(struct jwrite *w, struct part *t, const struct group_slot *s)
{
	bool other = s == t->table.other;

	if (!other)
		group_values(&t->table, s, t->key);
	for (size_t i = 0; i < t->p->nkey; i++) {
		jwrite_key(w, t->p->key[i].name);
		if (!other)
			jwrite_val(w, &t->key[i]);
		else if (i == 0)
			jwrite_str(w, SV("other"));
		else
			jwrite_null(w);
	}
	if (other) {
		jwrite_key(w, SV("truncated"));
		jwrite_bool(w, true);
	}
}

/* What all results of a window begin with, {"kind":"stat","window":...: made once. */
static void
begin(struct writer *f, struct jwrite *w, const struct group_window *window, bool total)
{
	const struct fold_plan *p = f->t->p;

	if (f->head.n == 0 || window != f->window) {
		buf_clear(&f->head);
		jwrite_init(w, &f->head);
		jwrite_open(w, '{');
		jwrite_key(w, SV("kind"));
		jwrite_str(w, sv_of(p->kind));
		if (total) {
			jwrite_key(w, SV("total"));
			jwrite_bool(w, true);
		} else if (p->windowed) {
			result_time(w, "window", p->window.zone, window->span.from_us);
			result_time(w, "window_end", p->window.zone, window->span.to_us);
		}
		f->window = window;
	}
	buf_sv(&f->o, buf_view(&f->head));
	*w = (struct jwrite){ .b = &f->o, .comma = true };
}

/* @c: NULL for the result over everything. */
static void
emit(struct writer *f, const struct group_cell *c, const void *st)
{
	const struct fold_plan *p = f->t->p;
	struct fold_span span = { .windowed = p->windowed && c != NULL, .memo = f->memo };
	struct jwrite w;

	begin(f, &w, c != NULL ? c->window : NULL, c == NULL);
	if (span.windowed)
		span.window = c->window->span;
	if (c != NULL)
		keys(&w, f->t, c->slot);
	p->ops->emit(p->ctx, st, &span, &w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	if (f->o.n >= RESULT_FLUSH) {
		out_sv(f->j->out, buf_view(&f->o));
		buf_clear(&f->o);
	}
}

/* First and last instant that --fill covers: --from and --to, else what was seen. */
static bool
fill_range(const struct writer *f, int64_t *from_us, int64_t *to_us)
{
	const struct group_table *t = &f->t->table;

	*from_us = INT64_MAX;
	*to_us = INT64_MIN;
	for (size_t i = 0; i < t->nslot; i++) {
		const struct group_slot *s = t->slot[i];
		struct group_cell *const *cell = group_cells(s);

		if (s->n == 0)
			continue;
		if (cell[0]->window->span.from_us < *from_us)
			*from_us = cell[0]->window->span.from_us;
		if (cell[s->n - 1]->window->span.to_us > *to_us)
			*to_us = cell[s->n - 1]->window->span.to_us;
	}
	if (f->j->from_us != INT64_MIN)
		*from_us = f->j->from_us;
	if (f->j->to_us != INT64_MAX)
		*to_us = f->j->to_us;
	return *from_us < *to_us;
}

/* Make the windows that no record fell into. */
static enum rc
fill(struct writer *f, struct err *e)
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
	for (at = from_us; at < to_us;) {
		struct twindow_span span = twindow_at(&f->t->p->window, at);

		for (size_t i = 0; i < part->table.nslot; i++) {
			if (part->table.ncell >= RESULT_FILL_MAX)
				return rc_err(e, RC_LIMIT, "--fill would make more than %d "
				    "records; choose wider windows or less time",
				    (int)RESULT_FILL_MAX);
			rc = part_cell(part, part->table.slot[i], span, &c, e);
			if (rc != RC_OK)
				return rc;
		}
		at = span.to_us;
	}
	return RC_OK;
}

static enum rc
total(struct writer *f, struct err *e)
{
	const struct fold_plan *p = f->t->p;
	struct group_table *t = &f->t->table;
	void *all = arena_zalloc(&t->arena, p->state_size);
	enum rc rc = p->ops->init(p->ctx, all, e);

	for (size_t i = 0; rc == RC_OK && i < t->nslot; i++) {
		struct group_cell *const *cell = group_cells(t->slot[i]);

		for (size_t k = 0; rc == RC_OK && k < t->slot[i]->n; k++)
			rc = p->ops->merge(p->ctx, all, group_state(cell[k]), e);
	}
	if (rc == RC_OK)
		emit(f, NULL, all);
	p->ops->free(p->ctx, all);
	return rc;
}

static enum rc
write_all(struct writer *f, struct err *e)
{
	struct part *part = f->t;
	struct group_cell **cell;
	enum rc rc = RC_OK;

	if (part->p->windowed && part->p->fill)
		rc = fill(f, e);
	if (rc != RC_OK)
		return rc;
	cell = group_sort(&part->table);
	for (size_t i = 0; i < part->table.ncell && !out_failed(f->j->out); i++)
		emit(f, cell[i], group_state(cell[i]));
	return part->p->totals ? total(f, e) : RC_OK;
}

enum rc
result_write(struct job *j, struct part *t, struct err *e)
{
	struct writer f = { .j = j, .t = t };
	enum rc rc;

	buf_init(&f.o, SIZE_MAX);
	buf_init(&f.head, SIZE_MAX);
	if (t->table.ncell >= RESULT_MANY)
		f.memo = fold_memo_new();
	rc = write_all(&f, e);
	out_sv(j->out, buf_view(&f.o));
	buf_free(&f.o);
	buf_free(&f.head);
	fold_memo_free(f.memo);
	return rc;
}
