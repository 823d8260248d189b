/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * join - many keys in order, and the parts of threads made one
 *
 * Sorting by pieces of keys must give what qsort gives with val_cmp, and keys as JSON text
 * must have the order of keys as bytes; joining sorted parts must give what merging them one by
 * one gives: the same keys and windows in the same order, the same states, each released
 * once, also when merging fails.
 */
#include "../t.h"

#include "base/hmap.h"
#include "base/ksort.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "key/group_key.h"
#include "key/scan_key.h"
#include "fold/part.h"

#include <stdlib.h>

enum { KEYS_MAX = 3, PARTS_MAX = 5, TEXT_MAX = 64, HOUR = 3600 };

static struct rng r;
static long alive;	/* states that own something; counted by one thread at a time */
static uint64_t weight_max;

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

/* ---- numbers ---- */

static int
cmp_item(const void *a, const void *b)
{
	const struct ksort_item *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static void
numbers(void)
{
	enum { SOME = 5000, N = 70000 /* more than are sorted beside a second array */ };
	static struct ksort_item got[N], want[N];

	for (int round = 0; round < 60; round++) {
		size_t n = round < 50 ? below(200) : round < 57 ? SOME : N;
		unsigned shift = below(64), bits = 1 + below(64);
		uint64_t sum = 0;

		for (size_t i = 0; i < n; i++) {
			got[i].key = rng_u64(&r) >> (64 - bits) << (bits + shift <= 64 ? shift : 0);
			got[i].item = &got[got[i].key % N];	/* so that pairs stay pairs */
			sum += got[i].key;
		}
		memcpy(want, got, sizeof(got));
		qsort(want, n, sizeof(*want), cmp_item);
		ksort_run(got, n);
		for (size_t i = 0; i < n; i++) {
			T_QUIET(got[i].key == want[i].key && got[i].item == &got[got[i].key % N],
			    "item %zu of %zu", i, n);
			sum -= got[i].key;
		}
		T_QUIET(sum == 0, "the same items");
	}
}

/* ---- keys ---- */

struct key {
	struct val v[KEYS_MAX];
	size_t     nkey;
	struct sv  bytes;
};

static struct sv
some_text(struct arena *a)
{
	static const char *const shared[] = { "", "user-", "/api/v1/users/000", "aaaaaaa", "\xc3\xa9" };
	const char *p = shared[below(5)];
	char text[TEXT_MAX];
	size_t n = strlen(p);

	memcpy(text, p, n);
	for (unsigned i = below(12); i > 0; i--)
		text[n++] = below(3) == 0 ? '\0' : (char)below(below(2) ? 3 : 256);
	return arena_sv(a, (struct sv){ text, n });
}

static struct val
some_value(struct arena *a)
{
	static const char *const number[] = { "0", "1e400", "-1e400", "1e401", "9007199254740993",
		"9007199254740992", "18446744073709551615", "18446744073709551616", "-0.1", "0.1",
		"0.10000000000000000001", "123456789012345678901234567890" };
	struct val v = { .kind = VAL_NULL }, c;
	char text[32];

	switch (below(8)) {
	case 0:
		v.kind = (uint8_t)(VAL_NULL + below(3));
		break;
	case 1:
		v = val_of_time((int64_t)rng_u64(&r) >> below(64));
		break;
	case 2:
		v.kind = VAL_NUMBER;
		v.text = sv_of(number[below(12)]);
		break;
	case 3:
		v.kind = VAL_NUMBER;
		snprintf(text, sizeof(text), "%d", (int)below(2000) - 1000);
		v.text = sv_of(text);
		break;
	case 4:
		v.kind = below(2) ? VAL_ARRAY : VAL_OBJECT;
		snprintf(text, sizeof(text), v.kind == VAL_ARRAY ? "[1234567%u]" : "{\"a\":%u}", below(50));
		v.text = sv_of(text);
		break;
	default:
		v = val_of_text(some_text(a));
	}
	c = group_key_canonical(&v, a);
	return c;
}

static int
cmp_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int c = 0;

	for (size_t i = 0; i < x->nkey && c == 0; i++)
		c = val_cmp(&x->v[i], &y->v[i], NULL);
	return c;
}

static struct sv
bytes_of(const void *item)
{
	return ((const struct key *)item)->bytes;
}

static void
keys(struct arena *a)
{
	enum { N = 3000 };
	static struct key key[N];
	static struct ksort_item s[N];
	size_t nkey = 1 + below(KEYS_MAX), n = 0;
	struct group_table t;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	group_init(&t, &(struct group_shape){ nkey, 1, true }, rng_u64(&r));
	for (size_t i = 0; i < N; i++) {
		struct key *k = &key[n];
		size_t known = t.nslot;

		k->nkey = nkey;
		for (size_t v = 0; v < nkey; v++)
			k->v[v] = some_value(a);
		T_QUIET(group_key_put(&b, k->v, nkey), "canonical values have no flags");
		k->bytes = arena_sv(a, buf_view(&b));
		group_find(&t, k->v, a);
		n += t.nslot > known;
	}
	for (size_t i = 0; i < n; i++) {
		struct val v[KEYS_MAX];

		s[i].item = &key[i];
		group_key_read(key[i].bytes, nkey, v);
		for (size_t k = 0; k < nkey; k++)
			T_QUIET(v[k].kind == key[i].v[k].kind && val_cmp(&v[k], &key[i].v[k], NULL) == 0,
			    "value %zu is read as it was", k);
	}
	group_key_sort(s, n, nkey, bytes_of);
	for (size_t i = 1; i < n; i++) {
		T_QUIET(cmp_key(s[i - 1].item, s[i].item) < 0, "keys %zu and %zu of %zu", i - 1, i, n);
		T_QUIET(group_key_cmp(bytes_of(s[i - 1].item), bytes_of(s[i].item), nkey) < 0 &&
		    group_key_cmp(bytes_of(s[i].item), bytes_of(s[i - 1].item), nkey) > 0,
		    "their bytes, compared");
	}
	group_free(&t);
	buf_free(&b);
	arena_reset(a);
}

/* ---- keys as JSON text ---- */

struct text_key {
	struct sv text;
	struct sv bytes;
};

/* A value that JSON can say and give back: no time, no NUL, and UTF-8. */
static struct val
some_json(struct arena *a)
{
	struct val v = some_value(a);

	while (v.kind == VAL_TIME)
		v = some_value(a);
	if (v.kind == VAL_STRING)
		v.text.n = sv_find((struct sv){ v.text.p, utf8_valid(v.text) }, '\0');
	return v;
}

static int
sign(int cmp)
{
	return (cmp > 0) - (cmp < 0);
}

static void
text_keys(struct arena *a)
{
	enum { N = 2000 };
	static struct text_key key[N];
	static struct scan_key_place place[N];
	size_t nkey = 1 + below(KEYS_MAX), n = 0;
	struct val v[KEYS_MAX], back[KEYS_MAX];
	struct arena tmp;
	struct hmap seen;
	struct buf b;
	bool fresh;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	hmap_init(&seen, a, 1, rng_u64(&r));
	for (size_t i = 0; i < N; i++) {
		struct text_key *k = &key[n];

		for (size_t c = 0; c < nkey; c++)
			v[c] = some_json(a);
		group_key_put(&b, v, nkey);
		k->bytes = arena_sv(a, buf_view(&b));
		buf_clear(&b);
		scan_key_text(&b, v, nkey, &tmp);
		k->text = arena_sv(a, buf_view(&b));
		scan_key_read(k->text, back, nkey);
		for (size_t c = 0; c < nkey; c++)
			back[c] = group_key_canonical(&back[c], a);
		group_key_put(&b, back, nkey);
		T_QUIET(sv_eq(k->bytes, buf_view(&b)), "the text says the same as the bytes");
		hmap_put(&seen, k->text, &fresh);
		n += fresh;
	}
	for (size_t i = 0; i < n; i++) {
		const struct text_key *x = &key[i], *y = &key[below((unsigned)n)];

		place[i] = (struct scan_key_place){ x->text, i };
		T_QUIET(sign(scan_key_cmp(x->text, y->text, nkey, &tmp)) ==
		    sign(group_key_cmp(x->bytes, y->bytes, nkey)), "one order: %.*s, %.*s",
		    (int)x->text.n, x->text.p, (int)y->text.n, y->text.p);
	}
	scan_key_sort(place, n, nkey);
	for (size_t i = 0; i < n; i++) {
		T_QUIET(sv_eq(place[i].text, key[place[i].at].text), "a text stays with its place");
		T_QUIET(i == 0 || scan_key_cmp(place[i - 1].text, place[i].text, nkey, &tmp) < 0,
		    "texts %zu and %zu of %zu", i - 1, i, n);
	}
	hmap_free(&seen);
	buf_free(&b);
	arena_free(&tmp);
	arena_reset(a);
}

/* ---- parts ---- */

struct sum {			/* the state: owns heap, so that leaks and double frees show */
	uint64_t *n;
	uint64_t  weight;
};

static enum rc
init(const void *ctx, void *st, struct err *e)
{
	struct sum *s = st;

	(void)ctx;
	(void)e;
	s->n = calloc(1, sizeof(*s->n));
	__atomic_add_fetch(&alive, 1, __ATOMIC_RELAXED);
	return RC_OK;
}

static enum rc
merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	struct sum *d = dst;
	const struct sum *s = src;

	(void)ctx;
	if (d->weight + s->weight > weight_max)
		return rc_err(e, RC_LIMIT, "too heavy");
	*d->n += *s->n;
	d->weight += s->weight;
	return RC_OK;
}

static void
release(const void *ctx, void *st)
{
	struct sum *s = st;

	(void)ctx;
	free(s->n);
	__atomic_sub_fetch(&alive, 1, __ATOMIC_RELAXED);
}

static const struct fold_ops ops = { .init = init, .merge = merge, .free = release };

static void
add(struct part *t, const struct val *key, unsigned window, struct arena *tmp)
{
	struct twindow_span span = { 0, 0 };
	struct group_slot *slot;
	struct group_cell *cell;
	struct err e = { 0 };
	struct sum *s;

	if (t->p->windowed)
		span = (struct twindow_span){ (int64_t)window * HOUR, (int64_t)(window + 1) * HOUR };
	if (!T_QUIET(part_slot(t, key, tmp, &slot, &e) == RC_OK &&
	    part_cell(t, slot, span, &cell, &e) == RC_OK, "%s", e.msg))
		return;
	s = group_state(cell);
	++*s->n;
	s->weight += window + 1;
}

static int64_t
begin_of(const struct part *t, struct group_cell *c)
{
	return group_window_of(&t->table, c)->span.from_us;
}

static struct sv
key_of(const struct part *t, struct group_cell *c)
{
	return group_bytes(group_slot_of(&t->table, c));
}

static void
same(struct part *a, struct part *b)
{
	struct group_cell **x, **y;

	if (!T_QUIET(a->table.ncell == b->table.ncell && a->table.nslot == b->table.nslot,
	    "%zu cells of %zu keys, want %zu of %zu", a->table.ncell, a->table.nslot,
	    b->table.ncell, b->table.nslot))
		return;
	x = group_sort(&a->table);
	y = group_sort(&b->table);
	for (size_t i = 0; i < a->table.ncell; i++) {
		const struct sum *s = group_state(x[i]), *want = group_state(y[i]);

		T_QUIET(begin_of(a, x[i]) == begin_of(b, y[i]) && sv_eq(key_of(a, x[i]), key_of(b, y[i])),
		    "place of cell %zu", i);
		T_QUIET(*s->n == *want->n && s->weight == want->weight, "state of cell %zu", i);
		T_QUIET(i == 0 || begin_of(a, x[i - 1]) != begin_of(a, x[i]) ||
		    group_key_cmp(key_of(a, x[i - 1]), key_of(a, x[i]), a->p->nkey) < 0,
		    "order of cell %zu", i);
	}
}

static void
join(struct arena *a, bool fails)
{
	size_t nkey = 1 + below(2);
	bool windowed = below(2), few = windowed && !fails && below(2);	/* of keys, or windows */
	unsigned parts = 2 + below(PARTS_MAX - 1);
	unsigned windows = few ? 200 + below(800) : windowed ? 1 + below(8) : 1;
	unsigned range = few ? 1 + below(20) : 500 + below(8000);
	struct fold_plan p = { .ops = &ops, .state_size = sizeof(struct sum), .nkey = nkey,
		.windowed = windowed, .unordered = below(4) != 0,
		.max_groups = below(4) == 0 ? 20000 : 1000000 };
	uint64_t seed = rng_u64(&r);
	struct part *part[PARTS_MAX], *all = part_new(&p, seed);
	struct err e = { 0 };
	enum rc rc;

	weight_max = UINT64_MAX;
	for (unsigned i = 0; i < parts; i++)
		part[i] = part_new(&p, below(8) == 0 ? rng_u64(&r) : seed);
	for (unsigned n = 0; n < 12000; n++) {
		struct val v[2];
		char text[2][32];
		unsigned window = below(windows);

		for (size_t k = 0; k < nkey; k++) {
			snprintf(text[k], sizeof(text[k]), below(8) == 0 ? "%u" : "u%06u",
			    below(k == 0 ? range : 3));
			v[k] = text[k][0] == 'u' ? val_of_text(sv_of(text[k])) :
			    (struct val){ .kind = VAL_NUMBER, .text = sv_of(text[k]) };
		}
		add(part[below(parts) * below(2)], v, window, a);
		arena_reset(a);
	}
	for (unsigned i = 0; i < parts; i++)
		T_QUIET(part_merge(all, part[i], &e) == RC_OK, "%s", e.msg);
	weight_max = fails ? 9 : UINT64_MAX;
	rc = part_join(part, parts, &e);
	if (!fails && T_QUIET(rc == RC_OK, "%s", e.msg))
		same(part[0], all);
	T_QUIET(!fails || windows < 5 || rc == RC_LIMIT, "a merge fails");
	for (unsigned i = 0; i < parts; i++)
		part_free(part[i]);
	part_free(all);
	T_QUIET(alive == 0, "%ld states left behind", alive);
}

int
main(void)
{
	struct arena a;

	rng_init(&r, t_seed());
	arena_init(&a);
	numbers();
	for (int i = 0; i < 20; i++)
		keys(&a);
	for (int i = 0; i < 20; i++)
		text_keys(&a);
	for (int i = 0; i < 30; i++)
		join(&a, i % 5 == 4);
	arena_free(&a);
	T_OK(t_failed == 0, "numbers, keys and parts");
	return t_done();
}
