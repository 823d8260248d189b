/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/slices.h"

#include "base/num.h"
#include "json/jread.h"

#include <string.h>

void
slices_write(const struct offsets *o, struct jwrite *w)
{
	jwrite_open(w, '[');
	for (size_t i = 0; i < o->n; i++) {
		const struct offsets_slice *s = &o->slice[i];

		jwrite_open(w, '{');
		jwrite_put_text(w, "topic", s->topic);
		jwrite_put_u64(w, "partition", (uint64_t)s->partition);
		jwrite_put_u64(w, "from", (uint64_t)s->from);
		jwrite_put_u64(w, "to", (uint64_t)s->to);
		jwrite_put_u64(w, "records", s->records);
		jwrite_shut(w, '}');
	}
	jwrite_shut(w, ']');
}

struct reading {
	struct offsets      *to;
	struct offsets_slice at;
	unsigned             seen;	/* members, a bit each */
	bool                 bad;
	struct arena        *a;
};

static bool
read_member(void *ctx, struct sv key, const struct val *v)
{
	static const char *const name[] = { "topic", "partition", "from", "to", "records" };
	struct reading *r = ctx;
	uint64_t n = 0;
	size_t i = 0;

	while (i < 5 && !sv_is(key, name[i]))
		i++;
	if (i == 0)
		r->bad |= v->kind != VAL_STRING;
	else if (i < 5)
		r->bad |= v->kind != VAL_NUMBER || num_u64(v->text, &n) != RC_OK || n > INT64_MAX;
	r->bad |= i == 5 || (r->seen >> i & 1) != 0;
	r->seen |= 1U << i;
	switch (i) {
	case 0:
		r->at.topic = val_text(v, r->a);
		break;
	case 1:
		r->at.partition = (int64_t)n;
		break;
	case 2:
		r->at.from = (int64_t)n;
		break;
	case 3:
		r->at.to = (int64_t)n;
		break;
	default:
		r->at.records = n;
	}
	return !r->bad;
}

static bool
read_slice(void *ctx, struct sv key, const struct val *v)
{
	struct reading *r = ctx;

	(void)key;	/* arrays have none */
	r->seen = 0;
	r->bad = v->kind != VAL_OBJECT;
	if (!r->bad)
		jread_each(v, read_member, r);
	r->bad |= r->seen != 31 || r->at.from >= r->at.to;
	if (!r->bad)
		offsets_put(r->to, &r->at, r->a);
	return !r->bad;
}

enum rc
slices_read(struct offsets *o, const struct val *v, struct arena *a, struct err *e)
{
	struct reading r = { .to = o, .a = a, .bad = v->kind != VAL_ARRAY && !val_null(v) };

	if (v->kind == VAL_ARRAY)
		jread_each(v, read_slice, &r);
	return r.bad ? rc_err(e, RC_SYNTAX, "offsets that cannot be") : RC_OK;
}

/* Before, in, or behind: <0, 0, >0; those that share a number are one place. */
static int
place_of(const struct offsets_slice *a, const struct offsets_slice *b)
{
	int cmp = sv_cmp(a->topic, b->topic);

	if (cmp == 0)
		cmp = (a->partition > b->partition) - (a->partition < b->partition);
	if (cmp != 0)
		return cmp;
	return a->to <= b->from ? -1 : a->from >= b->to ? 1 : 0;
}

/* The first that is not before @slice. */
static size_t
find(const struct slices *s, const struct offsets_slice *slice)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (place_of(&s->one[mid].slice, slice) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct slices_one *
slices_meet(const struct slices *s, const struct offsets_slice *slice)
{
	size_t i = find(s, slice);

	return i < s->n && place_of(&s->one[i].slice, slice) == 0 ? &s->one[i] : NULL;
}

void
slices_add(struct slices *s, const struct offsets_slice *slice, struct sv where, struct arena *a)
{
	size_t i = find(s, slice);

	if (s->n == s->cap) {
		size_t cap = s->cap != 0 ? 2 * s->cap : 16;

		s->one = arena_grow(a, s->one, s->cap * sizeof(*s->one), cap * sizeof(*s->one));
		s->cap = cap;
	}
	memmove(s->one + i + 1, s->one + i, (s->n - i) * sizeof(*s->one));
	s->one[i] = (struct slices_one){ *slice, where };
	s->n++;
}

bool
slices_gap(const struct slices *s, size_t *i)
{
	for (; *i + 1 < s->n; ++*i) {
		const struct offsets_slice *a = &s->one[*i].slice, *b = &s->one[*i + 1].slice;

		if (offsets_same(a, b) && a->to < b->from)
			return true;
	}
	return false;
}
