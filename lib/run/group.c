/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/group.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { INDEX_SLACK = 1024 };	/* entries that may be dead before an index is made anew */

/* What the indexes hold: a slot, good as long as it has not been put to another use. */
struct ref {
	struct group_slot *slot;
	uint64_t           serial;
};

void
group_init(struct group_table *t, size_t nkey, size_t state_size, uint64_t seed)
{
	memset(t, 0, sizeof(*t));
	arena_init(&t->arena);
	arena_init(&t->keys);
	arena_init(&t->cache);
	map_init(&t->raw, &t->cache, sizeof(struct ref), seed);
	map_init(&t->canon, &t->keys, sizeof(struct ref), seed);
	buf_init(&t->scratch, SIZE_MAX);
	buf_init(&t->bytes, SIZE_MAX);
	t->nkey = nkey;
	t->max = SIZE_MAX;
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

enum { PLAIN_MIN = -7, PLAIN_MAX = 40 };

#define GROUP_EXP_MAX INT64_C(100000000000000000)

/* The exponent behind the 'e' at @s, which may be empty; beyond GROUP_EXP_MAX all are one. */
static int64_t
exponent(struct sv s)
{
	bool neg = s.n > 1 && s.p[1] == '-';
	int64_t x = 0;

	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9' && x < GROUP_EXP_MAX)
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

struct val
group_canonical(const struct val *v, struct arena *a)
{
	struct val c = *v;
	char text[NUM_TEXT_MAX];
	num_i128 units;

	switch (v->kind) {
	case VAL_NONE:
	case VAL_NULL:
		c.kind = VAL_NULL;
		c.text = (struct sv){ NULL, 0 };
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
	case VAL_FALSE:
	case VAL_TRUE:
	case VAL_TIME:
		c.text = (struct sv){ NULL, 0 };
		break;
	}
	c.flags = 0;
	return c;
}

/* The canonical form of a whole key, in @tmp. */
static const struct val *
canonical_key(const struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct val *c = arena_alloc(tmp, t->nkey * sizeof(*c));

	for (size_t i = 0; i < t->nkey; i++)
		c[i] = group_canonical(&key[i], tmp);
	return c;
}

static struct val *
copy_key(struct group_table *t, const struct val *key)
{
	struct val *c = arena_alloc(&t->keys, (t->nkey + 1) * sizeof(*c));

	for (size_t i = 0; i < t->nkey; i++) {
		c[i] = key[i];
		c[i].text = arena_sv(&t->keys, key[i].text);
	}
	return c;
}

static void
put_all(struct buf *b, const struct val *key, size_t n)
{
	buf_clear(b);
	for (size_t i = 0; i < n; i++)
		put_key(b, &key[i]);
}

/* Canonical keys in output order; 0 only for the same one. */
static int
cmp_keys(const struct val *a, const struct val *b, size_t n)
{
	int cmp = 0;

	for (size_t i = 0; i < n && cmp == 0; i++) {
		cmp = val_cmp(&a[i], &b[i], NULL);	/* nothing to decode: they are canonical */
		if (cmp == 0 && a[i].kind == b[i].kind)
			cmp = sv_cmp(a[i].text, b[i].text);
	}
	return cmp;
}

/* The keyed slots, which are the heap when there is one. */
static struct group_slot **
keyed(const struct group_table *t, size_t *n)
{
	size_t skip = t->other != NULL;

	*n = t->nslot - skip;
	return t->slot != NULL ? t->slot + skip : NULL;
}

static bool
above(const struct group_table *t, const struct group_slot *a, const struct group_slot *b)
{
	return cmp_keys(a->key, b->key, t->nkey) > 0;
}

static void
sift_up(const struct group_table *t, struct group_slot **s, size_t i)
{
	struct group_slot *it = s[i];

	for (; i > 0 && above(t, it, s[(i - 1) / 2]); i = (i - 1) / 2)
		s[i] = s[(i - 1) / 2];
	s[i] = it;
}

static void
sift_down(const struct group_table *t, struct group_slot **s, size_t n, size_t i)
{
	struct group_slot *it = s[i];
	size_t k;

	for (; (k = 2 * i + 1) < n; i = k) {
		if (k + 1 < n && above(t, s[k + 1], s[k]))
			k++;
		if (!above(t, s[k], it))
			break;
		s[i] = s[k];
	}
	s[i] = it;
}

static void
add_slot(struct group_table *t, struct group_slot *s)
{
	if (t->nslot == t->capslot) {
		t->capslot = t->capslot != 0 ? 2 * t->capslot : 64;
		t->slot = mem_array(t->slot, t->capslot, sizeof(struct group_slot *));
	}
	t->slot[t->nslot++] = s;
	s->serial = ++t->nserial;
}

/* @key is canonical; its text is copied. */
static struct group_slot *
new_slot(struct group_table *t, const struct val *key)
{
	struct group_slot *s = t->spare;
	struct group_slot **all;
	size_t n;

	if (s == NULL)
		s = arena_zalloc(&t->arena, sizeof(*s));
	t->spare = NULL;
	s->key = copy_key(t, key);
	add_slot(t, s);
	all = keyed(t, &n);
	if (t->heap)
		sift_up(t, all, n - 1);
	return s;
}

static struct group_slot *
look_up(const struct map *m, const struct buf *key)
{
	const struct ref *ref = map_get(m, buf_view(key));

	return ref != NULL && ref->serial == ref->slot->serial ? ref->slot : NULL;
}

static void
remember(struct map *m, const struct buf *key, struct group_slot *s)
{
	*(struct ref *)map_put(m, buf_view(key), NULL) = (struct ref){ s, s->serial };
}

/* An index with more dead entries than live ones is made anew, and the keys with it. */
static void
trim_keys(struct group_table *t)
{
	struct arena old = t->keys;
	struct group_slot **s;
	size_t n;

	s = keyed(t, &n);
	if (t->canon.n < 2 * n + INDEX_SLACK)
		return;
	arena_init(&t->keys);
	map_clear(&t->canon);
	for (size_t i = 0; i < n; i++) {
		s[i]->key = copy_key(t, s[i]->key);
		put_all(&t->bytes, s[i]->key, t->nkey);
		remember(&t->canon, &t->bytes, s[i]);
	}
	arena_free(&old);
}

/* The slot of @key, which is canonical and not known as it was read. */
static struct group_slot *
find_canonical(struct group_table *t, const struct val *key)
{
	struct group_slot *s;
	bool same;
	size_t n;

	put_all(&t->bytes, key, t->nkey);
	same = sv_eq(buf_view(&t->bytes), buf_view(&t->scratch));
	s = same ? NULL : look_up(&t->canon, &t->bytes);
	keyed(t, &n);
	if (s == NULL && n < t->max) {
		trim_keys(t);
		put_all(&t->bytes, key, t->nkey);
		s = new_slot(t, key);
		remember(&t->canon, &t->bytes, s);
	}
	if (s == NULL || same)
		return s;
	if (t->raw.n >= 2 * t->nslot + INDEX_SLACK) {
		map_clear(&t->raw);
		arena_reset(&t->cache);
	}
	remember(&t->raw, &t->scratch, s);
	return s;
}

/* The slot of a key; NULL when it is new and there is no room. */
static struct group_slot *
find_key(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot *s;

	put_all(&t->scratch, key, t->nkey);
	s = look_up(&t->canon, &t->scratch);
	if (s == NULL)
		s = look_up(&t->raw, &t->scratch);
	return s != NULL ? s : find_canonical(t, canonical_key(t, key, tmp));
}

/* A key of one plain string: where it was found before, if it was. */
static struct group_slot *
find_recent(const struct group_recent *at, uint64_t hash, const struct val *key)
{
	const struct val *k;

	if (at->hash != hash || at->slot == NULL || at->slot->serial == 0)
		return NULL;
	k = at->slot->key;
	return k->kind == VAL_STRING && sv_eq(k->text, key->text) ? at->slot : NULL;
}

struct group_slot *
group_find(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_recent *at;
	struct group_slot *s;
	uint64_t hash;

	if (t->nkey == 0)
		return t->nslot != 0 ? t->slot[0] : new_slot(t, key);
	if (t->nkey != 1 || key->kind != VAL_STRING || key->flags != 0)
		return find_key(t, key, tmp);
	hash = hash_sv(key->text, t->raw.seed);
	at = &t->recent[hash % GROUP_RECENT];
	s = find_recent(at, hash, key);
	if (s == NULL) {
		s = find_key(t, key, tmp);
		*at = (struct group_recent){ hash, s };
	}
	return s;
}

struct group_slot *
group_other(struct group_table *t)
{
	if (t->other == NULL) {
		struct group_slot *s = arena_zalloc(&t->arena, sizeof(*s));

		s->other = true;
		add_slot(t, s);
		t->slot[t->nslot - 1] = t->slot[0];
		t->slot[0] = s;
		t->other = s;
	}
	return t->other;
}

struct group_slot *
group_evict(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot **s, *gone;
	size_t n;

	group_other(t);
	s = keyed(t, &n);
	for (size_t i = n / 2; i-- > 0 && !t->heap;)
		sift_down(t, s, n, i);
	t->heap = true;
	gone = s[0];
	if (cmp_keys(canonical_key(t, key, tmp), gone->key, t->nkey) > 0)
		return NULL;
	s[0] = s[n - 1];
	t->nslot--;
	sift_down(t, s, n - 1, 0);
	gone->serial = 0;
	return gone;
}

void
group_reuse(struct group_table *t, struct group_slot *s)
{
	for (size_t i = 0; i < s->n; i++) {
		s->cell[i]->next = t->free_cell;
		t->free_cell = s->cell[i];
	}
	t->ncell -= s->n;
	s->n = 0;
	s->last = NULL;
	t->spare = s;
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

/* With a zeroed state. */
static struct group_cell *
new_cell(struct group_table *t)
{
	struct group_cell *c = t->free_cell;

	if (c == NULL) {
		c = arena_alloc(&t->arena, sizeof(*c));
		c->state = arena_zalloc(&t->arena, t->state_size);
	} else {
		t->free_cell = c->next;
		memset(c->state, 0, t->state_size);
	}
	return c;
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
		struct group_cell **cell = arena_alloc(&t->arena, cap * sizeof(*cell));

		if (s->n > 0)
			memcpy(cell, s->cell, s->n * sizeof(struct group_cell *));
		s->cell = cell;
		s->cap = cap;
	}
	memmove(s->cell + at + 1, s->cell + at, (s->n - at) * sizeof(struct group_cell *));
	c = new_cell(t);
	c->span = span;
	c->slot = s;
	s->cell[at] = c;
	s->n++;
	t->ncell++;
	*fresh = true;
	return s->last = c;
}

/* For qsort: a slot with what its comparison needs. */
struct ordered {
	struct group_slot *slot;
	size_t             nkey;
};

static int
cmp_slots(const void *pa, const void *pb)
{
	const struct ordered *a = pa, *b = pb;

	if (a->slot->other || b->slot->other)
		return (int)a->slot->other - (int)b->slot->other;
	return cmp_keys(a->slot->key, b->slot->key, a->nkey);
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
	struct group_cell **cell = arena_alloc(&t->arena, (t->ncell + 1) * sizeof(*cell));
	size_t i, n = 0;

	for (i = 0; i < t->nslot; i++)
		o[i] = (struct ordered){ t->slot[i], t->nkey };
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
	buf_free(&t->bytes);
	mem_free(t->slot);
	arena_free(&t->arena);
	arena_free(&t->keys);
	arena_free(&t->cache);
}
