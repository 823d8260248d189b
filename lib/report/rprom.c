/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rprom.h"

#include "base/hash.h"
#include "base/map.h"
#include "report/rcell.h"
#include "time/tstamp.h"
#include <string.h>

struct prom {
	const struct rtable *t;
	struct arena         a;
	struct sv           *labels;	/* per row: {a="b",...} */
	bool                *stale;	/* per row: a later window of the series follows */
	bool                *numeric;	/* per column */
};

/* Letters, digits and '_': what a name may be made of. */
static void
put_name(struct buf *o, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
		    (i > 0 && c >= '0' && c <= '9');

		buf_c(o, fine ? c : '_');
	}
}

static void
put_label(struct buf *o, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			buf_sv(o, SV("\\n"));
			continue;
		}
		if (s.p[i] == '\\' || s.p[i] == '"')
			buf_c(o, '\\');
		buf_c(o, s.p[i]);
	}
}

static bool
is_label(const struct prom *p, size_t col, const struct val *v)
{
	struct sv name = p->t->col[col].name;

	if (p->numeric[col] || val_null(v) || v->kind == VAL_ARRAY || v->kind == VAL_OBJECT)
		return false;
	return !sv_is(name, "kind") && !sv_is(name, "window") && !sv_is(name, "window_end") &&
	    !(name.n > 7 && memcmp(name.p + name.n - 7, "_method", 7) == 0);
}

static struct sv
labels_of(struct prom *p, size_t row)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	for (size_t c = 0; c < p->t->ncol; c++) {
		const struct val *v = rtable_cell(p->t, row, c);

		if (!is_label(p, c, v))
			continue;
		buf_c(&b, b.n == 0 ? '{' : ',');
		put_name(&b, p->t->col[c].name);
		buf_sv(&b, SV("=\""));
		put_label(&b, rcell_safe(val_text(v, &p->a), "\n", &p->a));
		buf_c(&b, '"');
	}
	if (b.n > 0)
		buf_c(&b, '}');
	s = arena_sv(&p->a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* The window of row @a starts after that of row @b. */
static bool
starts_after(const struct prom *p, size_t window, size_t a, size_t b)
{
	static const struct tstamp_cfg utc = { .now_us = INT64_MIN };
	int64_t from_a, from_b;

	return tstamp_auto(rtable_cell(p->t, a, window), &utc, &from_a) &&
	    tstamp_auto(rtable_cell(p->t, b, window), &utc, &from_b) && from_a > from_b;
}

/* Of rows with the same labels the last window stays, ties to the later row. */
static void
mark_stale(struct prom *p)
{
	size_t window = rtable_col_find(p->t, SV("window"));
	struct map last;

	map_init(&last, &p->a, sizeof(size_t), hash_seed());
	for (size_t r = 0; r < p->t->nrow; r++) {
		bool fresh;
		size_t *at = map_put(&last, p->labels[r], &fresh);

		if (!fresh && starts_after(p, window, *at, r)) {
			p->stale[r] = true;
			continue;
		}
		if (!fresh)
			p->stale[*at] = true;
		*at = r;
	}
	map_free(&last);
}

static void
put_column(const struct prom *p, size_t col, struct buf *o)
{
	struct sv name = p->t->col[col].name;
	struct arena a;
	double x;

	arena_init(&a);
	buf_sv(o, SV("# HELP cx_"));
	put_name(o, name);
	buf_sv(o, SV(" cxutils result "));
	put_label(o, rcell_safe(name, "\n", &a));
	buf_sv(o, SV("\n# TYPE cx_"));
	put_name(o, name);
	buf_sv(o, SV(" gauge\n"));
	for (size_t r = 0; r < p->t->nrow; r++) {
		const struct val *v = rtable_cell(p->t, r, col);

		if (p->stale[r] || !val_number(v, &x))
			continue;
		buf_sv(o, SV("cx_"));
		put_name(o, name);
		buf_sv(o, p->labels[r]);
		buf_c(o, ' ');
		buf_sv(o, val_text(v, &a));
		buf_c(o, '\n');
	}
	arena_free(&a);
}

void
rprom_write(const struct rtable *t, struct buf *o)
{
	struct prom p = { .t = t };
	size_t i;

	arena_init(&p.a);
	p.labels = arena_alloc(&p.a, (t->nrow + 1) * sizeof(*p.labels));
	p.stale = arena_zalloc(&p.a, t->nrow + 1);
	p.numeric = arena_zalloc(&p.a, t->ncol + 1);
	for (i = 0; i < t->ncol; i++)
		p.numeric[i] = rtable_numeric(t, i);
	for (i = 0; i < t->nrow; i++)
		p.labels[i] = labels_of(&p, i);
	mark_stale(&p);
	for (i = 0; i < t->ncol; i++)
		if (p.numeric[i])
			put_column(&p, i, o);
	arena_free(&p.a);
}
