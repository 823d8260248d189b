/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/offsets.h"

#include <inttypes.h>
#include <stdlib.h>

bool
offsets_same(const struct offsets_slice *a, const struct offsets_slice *b)
{
	return a->partition == b->partition && sv_eq(a->topic, b->topic);
}

/* The slice of its partition; NULL: there is none. */
static struct offsets_slice *
slice_of(struct offsets *o, const struct offsets_slice *s)
{
	if (o->last < o->n && offsets_same(&o->slice[o->last], s))
		return &o->slice[o->last];
	for (o->last = 0; o->last < o->n; o->last++)
		if (offsets_same(&o->slice[o->last], s))
			return &o->slice[o->last];
	return NULL;
}

void
offsets_put(struct offsets *o, const struct offsets_slice *s, struct arena *a)
{
	if (o->n == o->cap) {
		size_t cap = o->cap != 0 ? 2 * o->cap : 8;

		o->slice = arena_grow(a, o->slice, o->cap * sizeof(*s), cap * sizeof(*s));
		o->cap = cap;
	}
	o->slice[o->n] = *s;
	o->slice[o->n++].topic = arena_sv(a, s->topic);
}

void
offsets_add(struct offsets *o, const struct offsets_slice *s, struct arena *a)
{
	struct offsets_slice *at = slice_of(o, s);

	if (at == NULL) {
		offsets_put(o, s, a);
		return;
	}
	at->from = s->from < at->from ? s->from : at->from;
	at->to = s->to > at->to ? s->to : at->to;
	at->records += s->records;
}

void
offsets_join(struct offsets *o, const struct offsets *more, struct arena *a)
{
	for (size_t i = 0; i < more->n; i++)
		offsets_add(o, &more->slice[i], a);
	o->lost += more->lost;
}

static int
cmp_slices(const void *a, const void *b)
{
	const struct offsets_slice *x = a, *y = b;
	int cmp = sv_cmp(x->topic, y->topic);

	if (cmp == 0)
		cmp = (x->partition > y->partition) - (x->partition < y->partition);
	if (cmp == 0)
		cmp = (x->from > y->from) - (x->from < y->from);
	return cmp != 0 ? cmp : (x->to > y->to) - (x->to < y->to);
}

void
offsets_settle(struct offsets *o)
{
	size_t n = 0;

	if (o->n == 0)
		return;
	qsort(o->slice, o->n, sizeof(*o->slice), cmp_slices);
	for (size_t i = 1; i < o->n; i++) {
		struct offsets_slice *at = &o->slice[n];
		const struct offsets_slice *s = &o->slice[i];

		if (offsets_same(at, s) && at->to == s->from) {
			at->to = s->to;
			at->records += s->records;
		} else {
			o->slice[++n] = *s;
		}
	}
	o->n = n + 1;
}

enum rc
offsets_check(const struct offsets *o, struct err *e)
{
	if (o->lost > 0)
		return rc_err(e, RC_SYNTAX, "--offsets: %" PRIu64 " records have no topic, "
		    "partition and offset: what was read of the log cannot be said", o->lost);
	for (size_t i = 0; i < o->n; i++) {
		const struct offsets_slice *s = &o->slice[i];

		if (s->records > (uint64_t)(s->to - s->from))
			return rc_err(e, RC_SYNTAX, "--offsets: %" PRIu64 " records of %.*s [%"
			    PRId64 "] between offsets %" PRId64 " and %" PRId64 ": some were "
			    "read twice", s->records, SV_SHOW(s->topic), s->partition, s->from,
			    s->to - 1);
	}
	return RC_OK;
}
