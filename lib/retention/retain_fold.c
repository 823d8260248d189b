/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_fold.h"

#include "base/mem.h"
#include "key/scan_key.h"
#include "record/record.h"
#include "retention/retain_state.h"

#include <string.h>

/* ---- states ---- */

static size_t
size_without_by(const struct retain_plan *p)
{
	return p->marks ? sizeof(struct retain_state) : sizeof(struct pset);
}

size_t
retain_fold_size(const struct retain_plan *p)
{
	return size_without_by(p) + (p->nby > 0 ? sizeof(struct retain_first *) : 0);
}

static struct retain_first **
place_of_first(const struct retain_plan *p, void *st)
{
	return (struct retain_first **)(void *)((char *)st + size_without_by(p));
}

struct retain_first *
retain_fold_first(const struct retain_plan *p, const void *st)
{
	struct retain_first *f;

	if (p->nby == 0)
		return NULL;
	memcpy(&f, (const char *)st + size_without_by(p), sizeof(f));
	return f;
}

static enum rc
init_state(const void *ctx, void *st, struct err *e)
{
	const struct retain_plan *p = ctx;
	struct retain_state *s = st;

	(void)e;	/* nothing can fail; all is zero */
	if (p->marks)
		s->last_us = INT64_MIN;
	else
		pset_init(&s->set);
	return RC_OK;
}

static void
free_state(const void *ctx, void *st)
{
	const struct retain_plan *p = ctx;
	struct retain_state *s = st;
	struct retain_first *f = retain_fold_first(p, st);

	if (p->marks)
		marks_free(&s->marks);
	else
		pset_free(&s->set);
	for (size_t i = 0; f != NULL && i < p->nby; i++)
		mem_free(f[i].text);
	mem_free(f);
}

void
retain_fold_see(const struct retain_plan *p, void *st, size_t i, int64_t at_us,
    struct sv text)
{
	struct retain_first **place = place_of_first(p, st), *f = *place;
	size_t n;
	int order;

	if (f == NULL)
		f = *place = mem_zalloc(p->nby * sizeof(*f));
	f += i;
	n = text.n < f->n ? text.n : f->n;
	order = f->text == NULL ? -1 : memcmp(text.p, f->text, n);
	if (f->text != NULL && (at_us > f->at_us || (at_us == f->at_us &&
	    (order > 0 || (order == 0 && text.n >= f->n)))))
		return;
	mem_free(f->text);
	*f = (struct retain_first){ at_us, mem_dup(text.p, text.n), text.n };
}

static enum rc
merge_state(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct retain_plan *p = ctx;
	struct retain_state *d = dst;
	const struct retain_state *s = src;
	const struct retain_first *f = retain_fold_first(p, src);

	(void)e;	/* nothing can fail */
	for (size_t i = 0; f != NULL && i < p->nby; i++)
		if (f[i].text != NULL)
			retain_fold_see(p, dst, i, f[i].at_us,
			    (struct sv){ f[i].text, f[i].n });
	if (!p->marks) {
		pset_merge(&d->set, &s->set);
		return RC_OK;
	}
	marks_merge(&d->marks, &s->marks, &p->keep);
	if (s->last_us > d->last_us)
		d->last_us = s->last_us;
	return RC_OK;
}

/* ---- records ---- */

struct stepping {		/* a batch, and which of its records are what */
	const struct retain_plan *p;
	void *const              *st;
	const struct rows        *rows;
	struct expr_rows          judged;
	uint8_t                   start[BATCH_ROWS];
	uint8_t                   ret[BATCH_ROWS];
};

static void
judge(struct stepping *s, const struct expr *x, uint8_t *tri)
{
	if (x != NULL)
		expr_test_rows(x, &s->judged, tri);
	else
		memset(tri, EXPR_TRUE, BATCH_ROWS);
}

/* --now is the end of time: what is later has not happened. */
static bool
is_later(const struct retain_plan *p, int64_t at_us)
{
	return p->now_us != INT64_MIN && at_us > p->now_us;
}

static void
take_sets(struct stepping *s)
{
	struct twindow_span span = { 0, 0 };
	int64_t n = 0;

	for (size_t i = 0; i < s->judged.n; i++) {
		int64_t at_us = s->rows->at_us[i];
		struct pset *set = s->st[i];

		if (is_later(s->p, at_us))
			continue;
		if (at_us < span.from_us || at_us >= span.to_us)
			n = tperiod_at(&s->p->rule.period, at_us, &span);
		pset_hear(set, (int32_t)n);
		if (s->ret[i] == EXPR_TRUE)
			pset_add(set, (int32_t)n);
	}
}

/* A start is activity, too; where both are one condition, spans begin with the first of them. */
static void
take_span(struct stepping *s, struct retain_state *st, size_t i)
{
	const struct retain_plan *p = s->p;
	bool start = s->start[i] == EXPR_TRUE, active = s->ret[i] == EXPR_TRUE;
	int64_t at_us = s->rows->at_us[i];

	if (start && !p->rule.same)
		marks_add(&st->marks, &p->keep, at_us, SPAN_BEGIN);
	if (start || active)
		marks_add(&st->marks, &p->keep, at_us, MARK_BOTH);
}

static void
take_marks(struct stepping *s)
{
	const struct retain_plan *p = s->p;

	for (size_t i = 0; i < s->judged.n; i++) {
		struct retain_state *st = s->st[i];
		int64_t at_us = s->rows->at_us[i];
		unsigned kind = (s->start[i] == EXPR_TRUE ? (unsigned)MARK_START : 0) |
		    (s->ret[i] == EXPR_TRUE ? (unsigned)MARK_RETURN : 0);

		if (is_later(p, at_us))
			continue;
		if (at_us > st->last_us)
			st->last_us = at_us;
		if (p->keep.keep == MARKS_SPANS)
			take_span(s, st, i);
		else if (kind != 0)
			marks_add(&st->marks, &p->keep, at_us, kind);
	}
}

/* Records up to one that is further from 1970 than marks can say: RC_BAD of that. */
static void
check_times(struct stepping *s)
{
	for (size_t i = 0; i < s->judged.n; i++) {
		int64_t at_us = s->rows->at_us[i];

		if (at_us > -MARKS_TIME_MAX && at_us < MARKS_TIME_MAX)
			continue;
		s->judged.n = i;
		s->judged.rc = rc_bad(s->judged.e, "time", "a time thousands of years away");
	}
}

/* What no earlier record said.  RC_BAD: a value of row @i cannot be computed. */
static enum rc
take_first(const struct stepping *s, size_t i, struct buf *text)
{
	const struct retain_plan *p = s->p;
	const struct retain_first *f = retain_fold_first(p, s->st[i]);
	struct arena *tmp = expr_eval_arena(s->judged.ev);
	int64_t at_us = s->rows->at_us[i];
	struct val *v = arena_zalloc(tmp, p->nby * sizeof(*v));

	for (size_t k = 0; k < p->nby && !is_later(p, at_us); k++) {
		enum rc rc = RC_OK;

		if (f == NULL || f[k].text == NULL || at_us <= f[k].at_us)
			rc = expr_value(p->by[k].x, s->rows->rec[i], s->judged.ev, &v[k],
			    s->judged.e);
		if (rc != RC_OK)
			return rc;
	}
	for (size_t k = 0; k < p->nby; k++) {
		if (val_null(&v[k]))
			continue;
		buf_clear(text);
		scan_key_text(text, &v[k], 1, tmp);
		retain_fold_see(p, s->st[i], k, at_us, buf_view(text));
	}
	return RC_OK;
}

static void
take_firsts(struct stepping *s)
{
	struct buf text;

	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < s->judged.n; i++) {
		enum rc rc = take_first(s, i, &text);

		if (rc == RC_OK)
			continue;
		s->judged.n = i;
		s->judged.rc = rc;
	}
	buf_free(&text);
}

static enum rc
take_rows(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	const struct retain_plan *p = ctx;
	struct stepping s = { .p = p, .st = st, .rows = rows,
		.judged = { .rec = rows->rec, .n = rows->n, .ev = ev, .e = e } };

	judge(&s, p->ret, s.ret);
	if (p->marks) {
		judge(&s, p->start, s.start);
		check_times(&s);
	}
	if (p->nby > 0)
		take_firsts(&s);
	if (p->marks)
		take_marks(&s);
	else
		take_sets(&s);
	*done = s.judged.n + (s.judged.rc != RC_OK);
	return s.judged.rc;
}

static size_t
heap_of(const void *ctx, const void *st)
{
	const struct retain_plan *p = ctx;
	const struct retain_state *s = st;
	const struct retain_first *f = retain_fold_first(p, st);
	size_t n = p->marks ? marks_heap(&s->marks) : pset_heap(&s->set);

	for (size_t i = 0; f != NULL && i < p->nby; i++)
		n += sizeof(*f) + f[i].n;
	return n;
}

/* The state's own bytes, what they point to, then the first values. */
static void
pack_state(const void *ctx, const void *st, struct buf *b)
{
	const struct retain_plan *p = ctx;
	const struct retain_state *s = st;
	const struct retain_first *f = retain_fold_first(p, st);

	buf_add(b, st, retain_fold_size(p));
	if (p->marks)
		marks_pack(&s->marks, b);
	else
		pset_pack(&s->set, b);
	if (f == NULL)
		return;
	buf_add(b, (const char *)f, p->nby * sizeof(*f));
	for (size_t i = 0; i < p->nby; i++)
		if (f[i].text != NULL)
			buf_add(b, f[i].text, f[i].n);
}

static enum rc
unpack_state(const void *ctx, void *st, struct sv bytes, struct err *e)
{
	const struct retain_plan *p = ctx;
	struct retain_state *s = st;
	const char *at = bytes.p + retain_fold_size(p);
	struct retain_first *f;

	(void)e;	/* they are our own bytes */
	memcpy(st, bytes.p, retain_fold_size(p));
	if (p->marks)
		marks_unpack(&s->marks, &at);
	else
		pset_unpack(&s->set, &at);
	if (retain_fold_first(p, st) == NULL)
		return RC_OK;
	*place_of_first(p, st) = f = mem_array(NULL, p->nby, sizeof(*f));
	memcpy(f, at, p->nby * sizeof(*f));
	at += p->nby * sizeof(*f);
	for (size_t i = 0; i < p->nby; i++)
		if (f[i].text != NULL) {
			f[i].text = mem_dup(at, f[i].n);
			at += f[i].n;
		}
	return RC_OK;
}

static enum rc
check_key(const void *ctx, const struct val *const *key, struct err *e)
{
	const struct retain_plan *p = ctx;

	return user_key_check(&p->user, key[0], e);
}

/* Nothing to emit: tables need all users together. */
const struct fold_ops retain_fold_ops = {
	.key = check_key,
	.init = init_state,
	.rows = take_rows,
	.merge = merge_state,
	.heap = heap_of,
	.free = free_state,
	.pack = pack_state,
	.unpack = unpack_state,
	.save = retain_state_save,
	.load = retain_state_load,
};
