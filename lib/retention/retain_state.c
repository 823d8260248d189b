/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is guessed: what no run can have saved is refused.
 */
#include "retention/retain_state.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "key/scan_key.h"

#include <stdlib.h>
#include <string.h>

/* ---- saving ---- */

static void
save_periods(const struct pset *s, struct jwrite *w)
{
	size_t n = pset_count(s);
	int32_t *p = mem_array(NULL, n + 1, sizeof(*p));

	pset_list(s, p);
	jwrite_key(w, SV("periods"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++)
		jwrite_i64(w, i == 0 ? p[0] : (int64_t)p[i] - p[i - 1]);
	jwrite_shut(w, ']');
	mem_free(p);
}

static void
save_marks(const struct marks *from, const struct marks_rule *r, struct jwrite *w)
{
	struct marks m = { 0 };
	struct buf kinds;

	marks_merge(&m, from, r);
	marks_tidy(&m, r);
	buf_init(&kinds, SIZE_MAX);
	jwrite_key(w, SV("at"));
	jwrite_open(w, '[');
	for (uint32_t i = 0; i < m.n; i++) {
		int64_t at_us = marks_time(m.mark[i]);

		jwrite_i64(w, i == 0 ? at_us : at_us - marks_time(m.mark[i - 1]));
		buf_c(&kinds, (char)('0' + marks_kind(m.mark[i])));
	}
	jwrite_shut(w, ']');
	jwrite_put_text(w, "is", buf_view(&kinds));
	buf_free(&kinds);
	marks_free(&m);
}

static void
save_firsts(const struct retain_plan *p, const struct retain_first *f, struct jwrite *w)
{
	jwrite_key(w, SV("by"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < p->nby; i++) {
		if (f == NULL || f[i].text == NULL) {
			jwrite_null(w);
			continue;
		}
		jwrite_open(w, '[');
		jwrite_i64(w, f[i].at_us);
		jwrite_raw(w, (struct sv){ f[i].text, f[i].n });
		jwrite_shut(w, ']');
	}
	jwrite_shut(w, ']');
}

void
retain_state_save(const void *ctx, const void *st, struct jwrite *w)
{
	const struct retain_plan *p = ctx;
	const struct retain_state *s = st;
	int64_t last = p->marks ? s->last_us : s->set.last;

	jwrite_open(w, '{');
	if (last != (p->marks ? INT64_MIN : PSET_EMPTY)) {
		jwrite_key(w, SV("last"));
		jwrite_i64(w, last);
	}
	if (p->marks)
		save_marks(&s->marks, &p->keep, w);
	else
		save_periods(&s->set, w);
	if (p->nby > 0)
		save_firsts(p, retain_fold_first(p, st), w);
	jwrite_shut(w, '}');
}

/* ---- loading ---- */

struct loading {
	const struct retain_plan *p;
	struct retain_state      *s;
	int64_t                   last;		/* INT64_MIN: none */
	int64_t                   at;		/* period or time at hand */
	size_t                    n;		/* elements so far */
	struct sv                 kinds;
	struct err               *e;
	enum rc                   rc;
};

static bool
fail_load(struct loading *l, const char *why)
{
	l->rc = rc_err(l->e, RC_SYNTAX, "%s", why);
	return false;
}

/* The next of ascending numbers, which are within @max either way and not after last. */
static bool
load_number(struct loading *l, const struct val *v, int64_t max)
{
	int64_t d;

	if (v->kind != VAL_NUMBER || num_i64(v->text, &d) != RC_OK || d <= -max || d >= max ||
	    (l->n > 0 && d < 0))
		return fail_load(l, "'periods' and 'at' must be whole numbers that ascend");
	l->at = l->n == 0 ? d : l->at + d;
	if (l->at >= max || l->at > l->last)
		return fail_load(l, "a period or time after 'last'");
	return true;
}

static bool
load_period(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	int64_t before = l->at;

	(void)key;	/* arrays have none */
	if (!load_number(l, v, INT32_MAX))
		return false;
	if (l->n > 0 && l->at == before)
		return fail_load(l, "a period is there twice");
	pset_add(&l->s->set, (int32_t)l->at);
	l->n++;
	return true;
}

static bool
load_mark(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	char kind;

	(void)key;	/* arrays have none */
	if (!load_number(l, v, MARKS_TIME_MAX))
		return false;
	kind = l->n < l->kinds.n ? l->kinds.p[l->n] : 'x';
	if (kind < (l->p->keep.keep == MARKS_SPANS ? '0' : '1') || kind > '3')
		return fail_load(l, "'is' must have the kind of each mark");
	marks_add(&l->s->marks, &l->p->keep, l->at, (unsigned)(kind - '0'));
	l->n++;
	return true;
}

/* Spans open and shut in turn, so that none is without its other end; a start is activity, too. */
static bool
are_spans(struct sv kinds)
{
	bool open = false;

	for (size_t i = 0; i < kinds.n; i++) {
		unsigned kind = (unsigned)(kinds.p[i] - '0');

		if (kind == SPAN_BEGIN)
			continue;
		if (open != (kind == SPAN_SHUT))
			return false;
		open = kind == SPAN_OPEN;
	}
	return !open && (kinds.n == 0 || kinds.p[kinds.n - 1] != '0' + SPAN_BEGIN);
}

/* What was saved was tidy: being tidied it stays what it is. */
static bool
load_marks(struct loading *l, const struct val *at, const struct val *kinds)
{
	struct marks *m = &l->s->marks;
	struct buf text;
	struct jwrite w;
	bool same;

	if (kinds->kind != VAL_STRING || kinds->flags != 0)
		return fail_load(l, "'is' must be a text of digits");
	l->kinds = kinds->text;
	if (l->p->keep.keep == MARKS_SPANS && !are_spans(l->kinds))
		return fail_load(l, "spans must open and shut in turn, and starts "
		    "have theirs");
	marks_reserve(m, &l->p->keep, kinds->text.n);
	jread_each(at, load_mark, l);
	if (l->rc != RC_OK)
		return false;
	if (at->kind != VAL_ARRAY || l->n != l->kinds.n)
		return fail_load(l, "'at' must be an array as long as 'is'");
	buf_init(&text, SIZE_MAX);
	jwrite_init(&w, &text);
	save_marks(m, &l->p->keep, &w);
	same = text.n == sizeof("\"at\":,\"is\":\"\"") - 1 + at->text.n + kinds->text.n &&
	    memcmp(text.p + sizeof("\"at\":") - 1, at->text.p, at->text.n) == 0 &&
	    memcmp(text.p + text.n - 1 - kinds->text.n, kinds->text.p, kinds->text.n) == 0;
	buf_free(&text);
	return same || fail_load(l, "marks that are not kept so");
}

struct first {			/* [at, [value]] */
	struct val v[2];
	size_t     n;
};

static bool
take_part(void *ctx, struct sv key, const struct val *v)
{
	struct first *f = ctx;

	(void)key;	/* arrays have none */
	if (f->n < 2)
		f->v[f->n] = *v;
	return ++f->n <= 2;
}

static bool
take_only(void *ctx, struct sv key, const struct val *v)
{
	struct first *f = ctx;

	(void)key;	/* arrays have none */
	f->v[0] = *v;
	return ++f->n <= 1;
}

/* A value must be spelled as we spell it. */
static bool
is_canonical(struct sv text)
{
	struct arena tmp;
	struct val v;
	struct buf b;
	bool same;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	scan_key_read(text, &v, 1);
	scan_key_text(&b, &v, 1, &tmp);
	same = sv_eq(buf_view(&b), text) && !val_null(&v);
	buf_free(&b);
	arena_free(&tmp);
	return same;
}

static bool
load_first(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct first f = { .n = 0 }, only = { .n = 0 };
	int64_t at_us;

	(void)key;	/* arrays have none */
	if (l->n == l->p->nby)
		return fail_load(l, "'by' must be as long as --by");
	if (v->kind != VAL_NULL) {
		jread_each(v, take_part, &f);
		if (f.n == 2)
			jread_each(&f.v[1], take_only, &only);
		if (v->kind != VAL_ARRAY || f.n != 2 || f.v[0].kind != VAL_NUMBER ||
		    num_i64(f.v[0].text, &at_us) != RC_OK || f.v[1].kind != VAL_ARRAY ||
		    only.n != 1 || !is_canonical(f.v[1].text))
			return fail_load(l, "'by' must be arrays of a time and a value, or null");
		retain_fold_see(l->p, l->s, l->n, at_us, f.v[1].text);
	}
	l->n++;
	return true;
}

static bool
load_last(struct loading *l, const struct jfield *f)
{
	int64_t last;

	if (f->v.kind == VAL_NONE)
		return true;
	l->rc = jfields_i64(f, &last, l->e);
	if (l->rc != RC_OK)
		return false;
	l->last = last;
	if (l->p->marks) {
		l->s->last_us = last;
		return (last > -MARKS_TIME_MAX && last < MARKS_TIME_MAX) ||
		    fail_load(l, "'last' is thousands of years away");
	}
	l->s->set.last = (int32_t)last;
	return (last > -INT32_MAX && last < INT32_MAX) ||
	    fail_load(l, "'last' is thousands of years away");
}

enum rc
retain_state_load(const void *ctx, void *st, const struct val *v, struct err *e)
{
	const struct retain_plan *p = ctx;
	struct jfield f[] = { { .name = "last" },
		{ .name = p->marks ? "at" : "periods", .need = true },
		{ .name = p->marks ? "is" : "by", .need = p->marks || p->nby > 0 },
		{ .name = "by", .need = true } };
	struct loading l = { .p = p, .s = st, .last = INT64_MIN, .e = e };
	size_t n = 2 + (size_t)p->marks + (p->nby > 0);

	l.rc = jfields_read(v, f, n, e);
	if (l.rc != RC_OK || !load_last(&l, &f[0]))
		return l.rc;
	if (p->marks) {
		load_marks(&l, &f[1].v, &f[2].v);
	} else {
		jread_each(&f[1].v, load_period, &l);
		if (l.rc == RC_OK && f[1].v.kind != VAL_ARRAY)
			fail_load(&l, "'periods' must be an array");
	}
	if (l.rc != RC_OK || p->nby == 0)
		return l.rc;
	l.n = 0;
	jread_each(&f[n - 1].v, load_first, &l);
	if (l.rc == RC_OK && (f[n - 1].v.kind != VAL_ARRAY || l.n != p->nby))
		fail_load(&l, "'by' must be as long as --by");
	return l.rc;
}
