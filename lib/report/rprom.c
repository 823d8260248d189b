/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rprom.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "report/prom_name.h"
#include "report/rcell.h"

#include <string.h>

enum use { USE_NONE, USE_GAUGE, USE_LABEL };

struct prom {
	const struct rtable *t;
	struct arena         a;
	enum use            *use;	/* per column */
	struct sv           *name;	/* per column: as Prometheus spells it */
	struct sv           *labels;	/* per row: {a="b",...} */
	bool                *stale;	/* per row: a later window of the series follows */
};

/* Label values escape the quote too; a HELP line that does is refused. */
static void
put_escaped(struct buf *o, struct sv s, bool quoted)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			buf_sv(o, SV("\\n"));
			continue;
		}
		if (s.p[i] == '\\' || (quoted && s.p[i] == '"'))
			buf_c(o, '\\');
		buf_c(o, s.p[i]);
	}
}

/* Text that makes a label; an empty one would be none to Prometheus. */
static struct sv
label_text(const struct rtable *t, size_t row, size_t col, struct arena *a)
{
	const struct val *v = rtable_cell(t, row, col);

	return v->kind == VAL_ARRAY || v->kind == VAL_OBJECT ? SV("") : val_text(v, a);
}

/* A number beside those that a kind of ours has by itself: it is a key of the record. */
static bool
is_key(const struct prom *p, size_t col)
{
	bool key = false;

	for (size_t r = 0; r < p->t->nrow; r++) {
		if (rtable_cell(p->t, r, col)->kind == VAL_NONE)
			continue;
		if (p->t->row[r].kind == NULL || p->t->row[r].kind->more != RKIND_KEYED ||
		    rkind_member(p->t->row[r].kind, p->t->col[col].name) != NULL)
			return false;
		key = true;
	}
	return key;
}

static enum use
use_of(const struct prom *p, size_t col)
{
	const struct rtable_col *c = &p->t->col[col];
	bool some = false;

	if (c->carried)
		return USE_NONE;
	if (rtable_numeric(p->t, col) && !is_key(p, col))
		return USE_GAUGE;
	if (sv_is(c->name, "window") || sv_is(c->name, "window_end") ||
	    (sv_is(c->name, "kind") && !rtable_varies(p->t, col)) ||
	    (c->of != SIZE_MAX && p->t->col[c->of].method == col))
		return USE_NONE;
	for (size_t r = 0; r < p->t->nrow && !some; r++)
		some = label_text(p->t, r, col, NULL).n > 0;
	return some ? USE_LABEL : USE_NONE;
}

/* Uses and names; two columns must not end up with one name. */
static enum rc
name_columns(struct prom *p, struct err *e)
{
	enum rc rc = RC_OK;
	struct hmap seen[2];

	hmap_init(&seen[0], &p->a, sizeof(size_t), hash_seed());
	hmap_init(&seen[1], &p->a, sizeof(size_t), hash_seed());
	for (size_t i = 0; i < p->t->ncol && rc == RC_OK; i++) {
		size_t *first;
		bool fresh;

		p->use[i] = use_of(p, i);
		if (p->use[i] == USE_NONE)
			continue;
		p->name[i] = p->use[i] == USE_LABEL ?
		    prom_name_label(p->t->col[i].name, &p->a) :
		    prom_name_metric(p->t->col[i].name, &p->a);
		first = hmap_put(&seen[p->use[i] == USE_LABEL], p->name[i], &fresh);
		if (fresh) {
			*first = i;
			continue;
		}
		rc = rc_err(e, RC_USAGE, "--as prom: '%.*s' and '%.*s' would both be the %s %.*s; "
		    "leave one out with --fields, or rename it with cxselect",
		    SV_SHOW(p->t->col[*first].name),
		    SV_SHOW(p->t->col[i].name),
		    p->use[i] == USE_LABEL ? "label" : "metric", SV_SHOW(p->name[i]));
	}
	hmap_free(&seen[0]);
	hmap_free(&seen[1]);
	return rc;
}

static struct sv
labels_of(struct prom *p, size_t row)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	for (size_t c = 0; c < p->t->ncol; c++) {
		struct sv text;

		if (p->use[c] != USE_LABEL)
			continue;
		text = label_text(p->t, row, c, &p->a);
		if (text.n == 0)
			continue;
		buf_c(&b, b.n == 0 ? '{' : ',');
		buf_sv(&b, p->name[c]);
		buf_sv(&b, SV("=\""));
		put_escaped(&b, rcell_safe(text, "\n", &p->a), true);
		buf_c(&b, '"');
	}
	if (b.n > 0)
		buf_c(&b, '}');
	s = arena_sv(&p->a, buf_view(&b));
	buf_free(&b);
	return s;
}

/*
 * The first column that looks like a key: its numbers tell the two rows apart, it has
 * no interval or count of its own, and there is something behind it to measure.
 */
static size_t
likely_key(const struct prom *p, size_t a, size_t b)
{
	size_t key = p->t->ncol;

	for (size_t i = 0; i < p->t->ncol; i++) {
		const struct rtable_col *c = &p->t->col[i];

		if (p->use[i] != USE_GAUGE)
			continue;
		if (key < p->t->ncol)
			return key;
		if (c->of == SIZE_MAX && c->lo == SIZE_MAX && c->n == SIZE_MAX &&
		    val_cmp(rtable_cell(p->t, a, i), rtable_cell(p->t, b, i), NULL) != 0)
			key = i;
	}
	return p->t->ncol;
}

static enum rc
same_labels(const struct prom *p, size_t a, size_t b, bool windowed, struct err *e)
{
	size_t key = likely_key(p, a, b);
	struct sv name = key < p->t->ncol ? p->t->col[key].name : SV("");

	rc_err(e, RC_USAGE, "--as prom: two rows%s have %s%.*s; "
	    "name the number columns that are keys with --label%s%.*s",
	    windowed ? " of one window" : "",
	    p->labels[b].n > 0 ? "the labels " : "no labels", SV_SHOW(p->labels[b]),
	    key < p->t->ncol ? ", perhaps --label " : "", SV_SHOW(name));
	return RC_USAGE;
}

/* Of windows that follow each other; others, such as those of objectives, differ in length. */
static bool
is_metric(const struct rtable *t, size_t row)
{
	return t->row[row].kind != NULL && strcmp(t->row[row].kind->name, "stat") == 0;
}

struct last {			/* the row of a series that stays */
	size_t  row;
	int64_t at_us;		/* start of its window, INT64_MIN for none */
};

/* The start of the last window of all metrics: what has none there has ended. */
static int64_t
newest_window(const struct prom *p, size_t window)
{
	int64_t newest = INT64_MIN, at_us;

	for (size_t r = 0; r < p->t->nrow; r++)
		if (is_metric(p->t, r) && rtable_time(p->t, r, window, &at_us) &&
		    at_us > newest)
			newest = at_us;
	return newest;
}

/* Of rows with the same labels the one of the last window stays. */
static enum rc
mark_stale(struct prom *p, struct err *e)
{
	size_t window = rtable_col_find(p->t, SV("window"));
	const int64_t newest = newest_window(p, window);
	enum rc rc = RC_OK;
	struct hmap last, seen;
	struct buf key;

	buf_init(&key, SIZE_MAX);
	hmap_init(&last, &p->a, sizeof(struct last), hash_seed());
	hmap_init(&seen, &p->a, sizeof(size_t), hash_seed());
	for (size_t r = 0; r < p->t->nrow && rc == RC_OK; r++) {
		int64_t at_us = INT64_MIN;
		struct last *l;
		size_t *twin;
		bool fresh;

		rtable_time(p->t, r, window, &at_us);
		buf_clear(&key);
		buf_sv(&key, p->labels[r]);
		buf_add(&key, (const char *)&at_us, sizeof(at_us));
		twin = hmap_put(&seen, buf_view(&key), &fresh);
		if (!fresh)
			rc = same_labels(p, *twin, r, at_us != INT64_MIN, e);
		*twin = r;
		l = hmap_put(&last, p->labels[r], &fresh);
		if (!fresh && (l->at_us == INT64_MIN) != (at_us == INT64_MIN))
			rc = same_labels(p, l->row, r, false, e);
		if (!fresh)
			p->stale[l->at_us < at_us ? l->row : r] = true;
		p->stale[r] |= at_us != INT64_MIN && at_us < newest && is_metric(p->t, r);
		if (fresh || l->at_us < at_us)
			*l = (struct last){ r, at_us };
	}
	hmap_free(&last);
	hmap_free(&seen);
	buf_free(&key);
	return rc;
}

static void
put_column(const struct prom *p, size_t col, struct buf *o)
{
	bool head = false;
	struct arena a;
	double x;

	arena_init(&a);
	for (size_t r = 0; r < p->t->nrow; r++) {
		const struct val *v = rtable_cell(p->t, r, col);

		if (p->stale[r] || !val_number(v, &x))
			continue;
		if (!head) {
			buf_sv(o, SV("# HELP "));
			buf_sv(o, p->name[col]);
			buf_sv(o, SV(" cxutils result "));
			put_escaped(o, rcell_safe(p->t->col[col].name, "\n", &a), false);
			buf_sv(o, SV("\n# TYPE "));
			buf_sv(o, p->name[col]);
			buf_sv(o, SV(" gauge\n"));
			head = true;
		}
		buf_sv(o, p->name[col]);
		buf_sv(o, p->labels[r]);
		buf_c(o, ' ');
		buf_sv(o, val_text(v, &a));
		buf_c(o, '\n');
	}
	arena_free(&a);
}

enum rc
rprom_write(const struct rtable *t, const struct rcell_style *style, struct buf *o, struct err *e)
{
	struct prom p = { .t = t };
	enum rc rc;
	size_t i;

	(void)style;
	arena_init(&p.a);
	p.use = arena_zalloc(&p.a, (t->ncol + 1) * sizeof(*p.use));
	p.name = arena_zalloc(&p.a, (t->ncol + 1) * sizeof(*p.name));
	p.labels = arena_alloc(&p.a, (t->nrow + 1) * sizeof(*p.labels));
	p.stale = arena_zalloc(&p.a, t->nrow + 1);
	rc = name_columns(&p, e);
	for (i = 0; rc == RC_OK && i < t->nrow; i++)
		p.labels[i] = labels_of(&p, i);
	if (rc == RC_OK)
		rc = mark_stale(&p, e);
	for (i = 0; rc == RC_OK && i < t->ncol; i++)
		if (p.use[i] == USE_GAUGE)
			put_column(&p, i, o);
	arena_free(&p.a);
	return rc;
}
