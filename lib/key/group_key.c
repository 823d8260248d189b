/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key/group_key.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/varint.h"

#include <math.h>
#include <string.h>

enum {
	FLAGS_AT = 4,		/* of the first byte: kind below, flags above */
	PLAIN_MIN = -7,
	PLAIN_MAX = 40,
	LENGTH_MAX = 10,	/* bytes of a length */
	DEPTH_MAX = 48,		/* chunks of 7 bytes that are sorted as numbers */
	AHEAD = 16,		/* keys on their way into the cache */
	SAMPLES = 32,		/* keys that tell what all have in common */
	FEW = 64		/* whose bits are not worth a look */
};

#define GROUP_EXP_MAX INT64_C(100000000000000000)

/* ---- one text for all spellings ---- */

/* The exponent behind the 'e' at @s, which may be empty; beyond GROUP_EXP_MAX all are one. */
static int64_t
read_exponent(struct sv s)
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
		whole += read_exponent((struct sv){ s.p + i, s.n - i });
		put_digits(&b, digit, n, whole - 1);
	}
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

struct val
group_key_canonical(const struct val *v, struct arena *a)
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

/* ---- bytes ---- */

static size_t
put_length(char *p, size_t n)
{
	size_t at = 0;

	for (; n >= 0x80; n >>= 7)
		p[at++] = (char)(n | 0x80);
	p[at++] = (char)n;
	return at;
}

static inline bool
add_value(struct buf *b, const struct val *v, bool last)
{
	struct sv s = v->text;
	char *p;

	if (v->kind == VAL_TIME || (v->flags & VAL_DOUBLE) != 0)
		s = (struct sv){ (const char *)&v->num, sizeof(v->num) };
	else if (v->kind < VAL_NUMBER)
		s.n = 0;
	if (!buf_room(b, s.n + 1 + LENGTH_MAX))
		return false;
	p = b->p + b->n;
	*p++ = (char)((v->kind == VAL_NONE ? VAL_NULL : v->kind) | val_form(v) << FLAGS_AT);
	if (v->kind >= VAL_NUMBER && !last)
		p += put_length(p, s.n);
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	b->n = (size_t)(p - b->p) + s.n;
	return val_form(v) == 0;
}

bool
group_key_add(struct buf *b, const struct val *v, bool last)
{
	return add_value(b, v, last);
}

bool
group_key_put(struct buf *b, const struct val *key, size_t n)
{
	bool plain = true;

	buf_clear(b);
	for (size_t i = 0; i < n; i++)
		plain &= add_value(b, &key[i], i + 1 == n);
	return plain;
}

struct piece {			/* a value within a key */
	uint8_t   kind;
	struct sv text;		/* its bytes; of a time the number's */
};

/* The value at @rest, the last one when @last; @rest moves behind it. */
static inline struct piece
take_piece(struct sv *rest, bool last)
{
	const char *p = rest->p + 1, *end = rest->p + rest->n;
	struct piece v = { (uint8_t)rest->p[0], { p, 0 } };

	if (v.kind >= VAL_NUMBER && last)
		v.text.n = (size_t)(end - p);
	else if (v.kind >= VAL_NUMBER)
		v.text.n = (size_t)varint_get(&v.text.p);
	p = v.text.p + v.text.n;
	*rest = (struct sv){ p, (size_t)(end - p) };
	return v;
}

static inline void
to_val(const struct piece *from, struct val *v)
{
	*v = (struct val){ .kind = from->kind };
	if (from->kind == VAL_TIME)
		memcpy(&v->at_us, from->text.p, sizeof(v->at_us));
	else if (from->kind >= VAL_NUMBER)
		v->text = from->text;
}

void
group_key_read(struct sv bytes, size_t n, struct val *key)
{
	for (size_t i = 0; i < n; i++) {
		struct piece v = take_piece(&bytes, i + 1 == n);

		to_val(&v, &key[i]);
	}
}

static int
cmp_pieces(const struct piece *a, const struct piece *b)
{
	struct val x, y;
	int cmp;

	if (a->kind == VAL_STRING && b->kind == VAL_STRING)
		return sv_cmp(a->text, b->text);
	to_val(a, &x);
	to_val(b, &y);
	cmp = val_cmp(&x, &y, NULL);	/* nothing to decode: they are canonical */
	return cmp == 0 && x.kind == y.kind ? sv_cmp(x.text, y.text) : cmp;
}

int
group_key_cmp(struct sv a, struct sv b, size_t n)
{
	int cmp = 0;

	if (n == 1 && a.p[0] == VAL_STRING && b.p[0] == VAL_STRING)	/* as most keys are */
		return sv_cmp((struct sv){ a.p + 1, a.n - 1 }, (struct sv){ b.p + 1, b.n - 1 });
	for (size_t i = 0; i < n && cmp == 0; i++) {
		struct piece x = take_piece(&a, i + 1 == n), y = take_piece(&b, i + 1 == n);

		cmp = cmp_pieces(&x, &y);
	}
	return cmp;
}

/* ---- order ---- */

/*
 * What a value, or the rest of one, sorts by:
 *
 *     63   61 60                              5 4      0
 *     | rank | seven bytes of text               | left |	strings, raw JSON
 *     | rank | the upper bits of the double or the time |	others
 *
 * `left` is how many bytes there still are, at most 8: then more than these seven.
 */
enum { RANK_AT = 61, TEXT_AT = 5, CHUNK = 7 };

/* Four bytes, the first one the highest. */
static inline uint32_t
load_big_4(const char *p)
{
	uint32_t w = sv_load_4(p);

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	w = __builtin_bswap32(w);
#endif
	return w;
}

static inline uint64_t
text_chunk(struct sv s)
{
	size_t n = s.n < CHUNK ? s.n : CHUNK;
	uint64_t x = 0;

	if (s.n > CHUNK) {
		x = sv_load_8(s.p);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		x = __builtin_bswap64(x);
#endif
		return x >> 8 << TEXT_AT | (CHUNK + 1);
	}
	if (n >= 4)		/* by two words, which may overlap */
		x = (uint64_t)load_big_4(s.p) << 24 | (uint64_t)load_big_4(s.p + n - 4) <<
		    (8 * (CHUNK - n));
	for (size_t i = 0; i < n && n < 4; i++)
		x |= (uint64_t)(unsigned char)s.p[i] << (8 * (CHUNK - 1 - i));
	return x << TEXT_AT | s.n;
}

static uint64_t
number_bits(const struct piece *of)
{
	struct val v;
	double d;
	uint64_t bits;

	to_val(of, &v);
	if (!val_number(&v, &d))
		d = of->text.n != 0 && of->text.p[0] == '-' ? -(double)INFINITY : (double)INFINITY;
	memcpy(&bits, &d, sizeof(bits));
	return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static uint64_t
time_bits(const struct piece *v)
{
	int64_t at_us;

	memcpy(&at_us, v->text.p, sizeof(at_us));
	return (uint64_t)at_us ^ UINT64_C(1) << 63;
}

/* The order of val_cmp as a number; @skip bytes of a text are known to agree. */
static inline uint64_t
piece_number(const struct piece *v, size_t skip)
{
	uint64_t low = 0, rank = 0;

	switch (v->kind) {
	case VAL_NUMBER:
		rank = 3;
		low = number_bits(v) >> (64 - RANK_AT);
		break;
	case VAL_TIME:
		rank = 4;
		low = time_bits(v) >> (64 - RANK_AT);
		break;
	case VAL_STRING:
	case VAL_OBJECT:
	case VAL_ARRAY:
		rank = v->kind == VAL_STRING ? 5 : 6;
		low = text_chunk((struct sv){ v->text.p + skip, v->text.n - skip });
		break;
	default:
		rank = v->kind == VAL_TRUE ? 2 : v->kind == VAL_FALSE ? 1 : 0;
	}
	return rank << RANK_AT | low;
}

static bool
is_text(const struct piece *v)
{
	return v->kind == VAL_STRING || v->kind == VAL_OBJECT || v->kind == VAL_ARRAY;
}

/* The value at a place, the last one of @nkey or not. */
static inline struct piece
piece_at(struct sv key, size_t nkey, struct group_key_place p)
{
	struct sv rest = { key.p + p.at, key.n - p.at };

	return take_piece(&rest, p.value + 1 == nkey);
}

struct group_key_place
group_key_place(struct sv key, size_t nkey)
{
	struct group_key_place p = { 0, 0, 0 };
	struct sv rest = key;
	struct piece v;

	if (nkey == 0)
		return p;
	for (; p.value + 1 < nkey; p.value++)
		(void)take_piece(&rest, false);
	p.at = key.n - rest.n;
	v = take_piece(&rest, true);
	p.skip = is_text(&v) ? v.text.n : 0;
	return p;
}

/* Bytes in which the texts of two values agree, @most of them; 0 where they are no texts alike. */
static size_t
alike(const struct piece *a, const struct piece *b, size_t most)
{
	size_t n = 0;

	if (a->kind != b->kind || !is_text(a))
		return 0;
	if (most > a->text.n)
		most = a->text.n;
	if (most > b->text.n)
		most = b->text.n;
	if (sv_same(a->text.p, b->text.p, most))
		return most;
	while (a->text.p[n] == b->text.p[n])
		n++;
	return n;
}

/* Does a key agree with the sample in the values before the one at *p? */
static bool
agrees_before(struct sv key, struct group_key_place p, struct sv sample)
{
	return p.at == 0 || (key.n > p.at && sv_same(key.p, sample.p, p.at));
}

void
group_key_meet(struct group_key_place *p, struct sv sample, struct sv key, size_t nkey)
{
	struct piece a, b;

	if (nkey == 0)
		return;
	if (!agrees_before(key, *p, sample)) {
		struct sv x = sample, y = key, before = sample;

		for (p->value = 0;; p->value++) {
			before = x;
			a = take_piece(&x, p->value + 1 == nkey);
			b = take_piece(&y, p->value + 1 == nkey);
			if (sample.n - x.n != key.n - y.n ||
			    !sv_same(sample.p, key.p, sample.n - x.n))
				break;
		}
		*p = (struct group_key_place){ sample.n - before.n, p->value, SIZE_MAX };
	}
	a = piece_at(sample, nkey, *p);
	b = piece_at(key, nkey, *p);
	p->skip = alike(&a, &b, p->skip);
}

/* The number of a key; false where it does not agree with the sample before the place. */
static inline bool
number_in(struct sv key, size_t nkey, struct group_key_place p, struct sv sample, uint64_t *x)
{
	struct piece a, b;

	if (!agrees_before(key, p, sample))
		return false;
	a = piece_at(key, nkey, p);
	if (p.skip != 0) {
		b = piece_at(sample, nkey, p);
		if (a.kind != b.kind || a.text.n < p.skip ||
		    !sv_same(a.text.p, b.text.p, p.skip))
			return false;
	}
	*x = piece_number(&a, p.skip);
	return true;
}

uint64_t
group_key_number(struct sv key, size_t nkey, struct group_key_place p, struct sv sample)
{
	uint64_t x = 0;

	if (nkey == 0 || number_in(key, nkey, p, sample, &x))
		return x;
	return group_key_cmp(key, sample, nkey) < 0 ? 0 : UINT64_MAX;
}

struct sorting {
	size_t        nkey;
	group_key_of *of;
};

struct place {			/* what is compared next, the same in all keys that agree so far */
	struct group_key_place in;
	int                    depth;
};

/* Keys by comparing them, few or strange ones: insertion below, then merging. */
static void
merge_sort(const struct sorting *c, struct ksort_item *s, size_t n, struct ksort_item *tmp)
{
	size_t half = n / 2, i = 0, k = half, at = 0;

	if (n < 2)
		return;
	merge_sort(c, s, half, tmp);
	merge_sort(c, s + half, n - half, tmp);
	memcpy(tmp, s, half * sizeof(*s));
	for (; i < half && k < n; at++)
		if (group_key_cmp(c->of(s[k].item), c->of(tmp[i].item), c->nkey) < 0)
			s[at] = s[k++];
		else
			s[at] = tmp[i++];
	memcpy(s + at, tmp + i, (half - i) * sizeof(*s));
}

static void
sort_by_cmp(const struct sorting *c, struct ksort_item *s, size_t n)
{
	struct ksort_item few[16], *tmp = n / 2 <= 16 ? few : NULL;

	if (tmp == NULL)
		tmp = mem_array(NULL, n / 2, sizeof(*tmp));
	merge_sort(c, s, n, tmp);
	if (tmp != few)
		mem_free(tmp);
}

static void sort_from(const struct sorting *c, struct ksort_item *s, size_t n, struct place p);

/* Items whose keys agree in all that has been looked at. */
static void
sort_alike(const struct sorting *c, struct ksort_item *s, size_t n, struct place p)
{
	struct sv key = c->of(s[0].item), rest = { key.p + p.in.at, key.n - p.in.at };
	struct piece v = take_piece(&rest, p.in.value + 1 == c->nkey);

	p.depth++;
	if (v.kind == VAL_NUMBER || v.kind == VAL_TIME || p.depth > DEPTH_MAX) {
		sort_by_cmp(c, s, n);
	} else if (is_text(&v) && v.text.n - p.in.skip > CHUNK) {
		p.in.skip += CHUNK;
		sort_from(c, s, n, p);
	} else if (p.in.value + 1 < c->nkey) {
		p.in.at = (size_t)(rest.p - key.p);
		p.in.value++;
		p.in.skip = 0;
		sort_from(c, s, n, p);
	}
}

/* Items have their numbers. */
static void
sort_numbers(const struct sorting *c, struct ksort_item *s, size_t n, struct place p)
{
	size_t from, to;

	if (n > FEW)
		ksort_pack(s, n);
	ksort_run(s, n);
	for (from = 0; from < n; from = to) {
		for (to = from + 1; to < n && s[to].key == s[from].key; to++)
			;
		if (to - from > 1)
			sort_alike(c, s + from, to - from, p);
	}
}

static void
sort_from(const struct sorting *c, struct ksort_item *s, size_t n, struct place p)
{
	for (size_t i = 0; i < n; i++) {
		struct piece v;

		if (i + AHEAD < n)
			__builtin_prefetch(s[i + AHEAD].item);
		v = piece_at(c->of(s[i].item), c->nkey, p.in);
		s[i].key = piece_number(&v, p.in.skip);
	}
	sort_numbers(c, s, n, p);
}

/* The numbers of all items, from where on they differ: a guess by some, until it holds. */
static struct group_key_place
number_items(const struct sorting *c, struct ksort_item *s, size_t n)
{
	const struct sv sample = c->of(s[0].item);
	struct group_key_place p = group_key_place(sample, c->nkey);
	uint64_t x;

	for (size_t i = 1; i < SAMPLES; i++)
		group_key_meet(&p, sample, c->of(s[n * i / SAMPLES].item), c->nkey);
	for (size_t i = 0; i < n; i++) {
		struct sv key;

		if (i + AHEAD < n)
			__builtin_prefetch(s[i + AHEAD].item);
		key = c->of(s[i].item);
		if (number_in(key, c->nkey, p, sample, &x)) {
			s[i].key = x;
		} else {
			group_key_meet(&p, sample, key, c->nkey);
			i = SIZE_MAX;	/* again from the first on */
		}
	}
	return p;
}

void
group_key_sort(struct ksort_item *s, size_t n, size_t nkey, group_key_of *of)
{
	const struct sorting c = { nkey, of };
	struct place p = { { 0, 0, 0 }, 0 };

	if (n < 2 || nkey == 0)
		return;
	p.in = number_items(&c, s, n);
	sort_numbers(&c, s, n, p);
}
