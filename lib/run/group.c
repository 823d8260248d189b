/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/group.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void
group_init(struct group_table *t, size_t nkey, size_t state_size, uint64_t seed)
{
	memset(t, 0, sizeof(*t));
	arena_init(&t->arena);
	map_init(&t->raw, &t->arena, sizeof(struct group_slot *), seed);
	map_init(&t->canon, &t->arena, sizeof(struct group_slot *), seed);
	buf_init(&t->scratch, SIZE_MAX);
	t->nkey = nkey;
	t->state_size = state_size;
}

/* One value of a key: kind, flags, length, bytes; unambiguous when strung together. */
static void
put_key(struct buf *b, const struct val *v)
{
	struct sv s = v->text;
	uint64_t n;

	if (v->kind == VAL_TIME || (v->flags & VAL_DOUBLE))
		s = (struct sv){ (const char *)&v->num, sizeof(v->num) };
	n = v->kind >= VAL_NUMBER ? s.n : 0;
	buf_c(b, (char)(v->kind == VAL_NONE ? VAL_NULL : v->kind));
	buf_c(b, (char)v->flags);
	buf_add(b, (const char *)&n, sizeof(n));
	buf_add(b, s.p, (size_t)n);
}

enum { PLAIN_MIN = -7, PLAIN_MAX = 40, EXPONENT_MAX = 1000000000 };

/* The exponent behind the 'e' at @s, which may be empty; beyond EXPONENT_MAX all are one. */
static int64_t
exponent(struct sv s)
{
	bool neg = s.n > 1 && s.p[1] == '-';
	int64_t x = 0;

	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9' && x < EXPONENT_MAX)
			x = 10 * x + (s.p[i] - '0');
	return neg ? -x : x;
}

/* @n digits, the first of which counts 10^@exp, in the shortest fitting notation. */
static void
put_digits(struct buf *b, const char *digit, int64_t n, int64_t exp)
{
	int64_t i;

	if (exp < PLAIN_MIN || exp > PLAIN_MAX) {
		buf_add(b, digit, 1);
		if (n > 1)
			buf_c(b, '.');
		buf_add(b, digit + 1, (size_t)n - 1);
		buf_printf(b, "e%lld", (long long)exp);
		return;
	}
	if (exp < 0)
		buf_sv(b, SV("0."));
	for (i = exp + 1; i < 0; i++)
		buf_c(b, '0');
	for (i = 0; i < n || i <= exp; i++) {
		buf_c(b, i < n ? digit[i] : '0');
		if (i == exp && i + 1 < n)
			buf_c(b, '.');
	}
}

/* The one text of a number that is no count of 1e-9: same value, same bytes. */
static struct sv
number_text(struct sv s, struct arena *a)
{
	char *digit = arena_alloc(a, s.n + 1);
	int64_t n = 0, whole = 0;
	bool point = false;
	struct sv text;
	struct buf b;
	size_t i;

	for (i = 0; i < s.n && s.p[i] != 'e' && s.p[i] != 'E'; i++) {
		point = point || s.p[i] == '.';
		if (s.p[i] < '0' || s.p[i] > '9')
			continue;
		if (n > 0 || s.p[i] != '0')
			digit[n++] = s.p[i];
		whole += !point && n > 0;
		whole -= point && n == 0;
	}
	while (n > 0 && digit[n - 1] == '0')
		n--;
	buf_init(&b, SIZE_MAX);
	if (n == 0) {
		buf_c(&b, '0');
	} else {
		if (s.p[0] == '-')
			buf_c(&b, '-');
		put_digits(&b, digit, n, whole - 1 + exponent((struct sv){ s.p + i, s.n - i }));
	}
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

/* The one form of all spellings of a value; its text lies in @a. */
static struct val
canonical(const struct val *v, struct arena *a)
{
	struct val c = *v;
	char text[NUM_TEXT_MAX];
	num_i128 units;

	switch (v->kind) {
	case VAL_NONE:
		c.kind = VAL_NULL;
		break;
	case VAL_NUMBER:
		if (val_units(v, &units))
			c.text = arena_sv(a, (struct sv){ text, num_units_text(units, text) });
		else
			c.text = number_text(val_text(v, a), a);
		break;
	case VAL_STRING:
		c.text = arena_sv(a, val_text(v, a));
		break;
	case VAL_OBJECT:
	case VAL_ARRAY:
		c.text = arena_sv(a, v->text);
		break;
	case VAL_TIME:
		c.text = (struct sv){ NULL, 0 };
		break;
	}
	c.flags = 0;
	return c;
}

static struct group_slot *
new_slot(struct group_table *t, const struct val *key)
{
	struct group_slot *s = arena_zalloc(&t->arena, sizeof(*s));

	s->key = arena_alloc(&t->arena, (t->nkey + 1) * sizeof(*s->key));
	for (size_t i = 0; i < t->nkey; i++)
		s->key[i] = canonical(&key[i], &t->arena);
	if (t->nslot == t->capslot) {
		t->capslot = t->capslot != 0 ? 2 * t->capslot : 64;
		t->slot = mem_array(t->slot, t->capslot, sizeof(struct group_slot *));
	}
	t->slot[t->nslot++] = s;
	return s;
}

static struct group_slot *
find_canonical(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot **s;
	bool fresh;

	buf_clear(&t->scratch);
	for (size_t i = 0; i < t->nkey; i++) {
		struct val c = canonical(&key[i], tmp);

		put_key(&t->scratch, &c);
	}
	s = map_put(&t->canon, buf_view(&t->scratch), &fresh);
	if (fresh)
		*s = new_slot(t, key);
	return *s;
}

struct group_slot *
group_find(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot **s;
	bool fresh;

	if (t->nkey == 0)
		return t->nslot != 0 ? t->slot[0] : new_slot(t, key);
	buf_clear(&t->scratch);
	for (size_t i = 0; i < t->nkey; i++)
		put_key(&t->scratch, &key[i]);
	s = map_put(&t->raw, buf_view(&t->scratch), &fresh);
	if (fresh)
		*s = find_canonical(t, key, tmp);
	return *s;
}

/* Index of the first cell at or after @from_us. */
static size_t
lower_bound(const struct group_slot *s, int64_t from_us)
{
	size_t lo = 0, hi = s->n;

	if (s->n > 0 && s->cell[s->n - 1]->span.from_us < from_us)
		return s->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->cell[mid]->span.from_us < from_us)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct group_cell *
group_cell_at(struct group_table *t, struct group_slot *s, struct twindow_span span, bool *fresh)
{
	struct group_cell *c;
	size_t at;

	*fresh = false;
	if (s->last != NULL && s->last->span.from_us == span.from_us)
		return s->last;
	at = lower_bound(s, span.from_us);
	if (at < s->n && s->cell[at]->span.from_us == span.from_us)
		return s->last = s->cell[at];
	if (s->n == s->cap) {
		size_t cap = s->cap != 0 ? 2 * s->cap : 2;
		struct group_cell **cell = arena_alloc(&t->arena, cap * sizeof(struct group_cell *));

		if (s->n > 0)
			memcpy(cell, s->cell, s->n * sizeof(struct group_cell *));
		s->cell = cell;
		s->cap = cap;
	}
	memmove(s->cell + at + 1, s->cell + at, (s->n - at) * sizeof(struct group_cell *));
	c = arena_alloc(&t->arena, sizeof(*c));
	*c = (struct group_cell){ span, s, arena_zalloc(&t->arena, t->state_size) };
	s->cell[at] = c;
	s->n++;
	t->ncell++;
	*fresh = true;
	return s->last = c;
}

/* For qsort: a slot with what its comparison needs. */
struct ordered {
	struct group_slot *slot;
	struct arena      *tmp;
	size_t             nkey;
};

static int
cmp_slots(const void *pa, const void *pb)
{
	const struct ordered *a = pa, *b = pb;
	int cmp = 0;

	for (size_t i = 0; i < a->nkey && cmp == 0; i++)
		cmp = val_cmp(&a->slot->key[i], &b->slot->key[i], a->tmp);
	return cmp;
}

static int
cmp_cells(const void *pa, const void *pb)
{
	const struct group_cell *a = *(struct group_cell *const *)pa;
	const struct group_cell *b = *(struct group_cell *const *)pb;

	if (a->span.from_us != b->span.from_us)
		return a->span.from_us < b->span.from_us ? -1 : 1;
	return (a->slot->rank > b->slot->rank) - (a->slot->rank < b->slot->rank);
}

struct group_cell **
group_sort(struct group_table *t)
{
	struct ordered *o = mem_array(NULL, t->nslot + 1, sizeof(*o));
	struct group_cell **cell = arena_alloc(&t->arena, (t->ncell + 1) * sizeof(struct group_cell *));
	size_t i, n = 0;

	for (i = 0; i < t->nslot; i++)
		o[i] = (struct ordered){ t->slot[i], &t->arena, t->nkey };
	qsort(o, t->nslot, sizeof(*o), cmp_slots);
	for (i = 0; i < t->nslot; i++)
		o[i].slot->rank = i;
	for (i = 0; i < t->nslot; i++) {
		struct group_slot *s = o[i].slot;

		if (s->n > 0)
			memcpy(cell + n, s->cell, s->n * sizeof(struct group_cell *));
		n += s->n;
	}
	qsort(cell, n, sizeof(struct group_cell *), cmp_cells);
	mem_free(o);
	return cell;
}

void
group_free(struct group_table *t)
{
	map_free(&t->raw);
	map_free(&t->canon);
	buf_free(&t->scratch);
	mem_free(t->slot);
	arena_free(&t->arena);
}
