/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group - random keys and windows against a plain list
 *
 * A key is drawn as what it means, then spelled at random: escapes, leading and
 * trailing zeros, exponents, computed doubles, null for absent.  The list knows
 * only meanings: it says which group a record belongs to, how often each group
 * and window was met, and in which order they come out.  Keys of many records at once get
 * the slots that they get one by one, few keys and many, also in a table that is full.
 * What keys come to as numbers is in their order.
 */
#include "../t.h"

#include "base/num.h"
#include "base/rng.h"
#include "fold/group_rows.h"
#include "key/group_key.h"

enum {
	ROUNDS = 12, RECORDS = 4000, KEYS_MAX = 3, TEXT_MAX = 24, CELLS_MAX = 4096,
	ROWS_ROUNDS = 40, ROWS_KEYS = 1500, LONG_MAX = 200
};

enum meaning { NOTHING, FALSE, TRUE, NUMBER, TIME, STRING, JSON };

struct key {			/* what a key means; order of the fields is order of output */
	enum meaning is;
	int          neg;		/* numbers: sign, exponent of the first digit, digits */
	int          exp;
	char         text[TEXT_MAX];	/* digits, or bytes of a string or of raw JSON */
	size_t       n;
	int64_t      at_us;
};

struct seen {
	struct key key[KEYS_MAX];
	int64_t    from_us;
	uint64_t   count;
};

static struct rng r;
static struct seen list[CELLS_MAX];
static size_t nlist;

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

static int
cmp_magnitude(const struct key *a, const struct key *b)
{
	size_t n = a->n < b->n ? a->n : b->n;
	int c;

	if (a->n == 0 || b->n == 0)
		return (a->n > 0) - (b->n > 0);
	if (a->exp != b->exp)
		return a->exp < b->exp ? -1 : 1;
	c = memcmp(a->text, b->text, n);
	return c != 0 ? c : (a->n > b->n) - (a->n < b->n);
}

static int
cmp_key(const struct key *a, const struct key *b)
{
	size_t n = a->n < b->n ? a->n : b->n;
	int c;

	if (a->is != b->is)
		return a->is < b->is ? -1 : 1;
	switch (a->is) {
	case NUMBER:
		if (a->neg != b->neg)
			return a->neg ? -1 : 1;
		return a->neg ? cmp_magnitude(b, a) : cmp_magnitude(a, b);
	case TIME:
		return (a->at_us > b->at_us) - (a->at_us < b->at_us);
	case STRING:
	case JSON:
		c = memcmp(a->text, b->text, n);
		return c != 0 ? c : (a->n > b->n) - (a->n < b->n);
	default:
		return 0;
	}
}

static int
cmp_seen(const struct seen *a, const struct seen *b, size_t nkey)
{
	int c = 0;

	if (a->from_us != b->from_us)
		return a->from_us < b->from_us ? -1 : 1;
	for (size_t i = 0; i < nkey && c == 0; i++)
		c = cmp_key(&a->key[i], &b->key[i]);
	return c;
}

/* A number of few digits: often a count of 1e-9, now and then far from it. */
static void
draw_number(struct key *k)
{
	static const int far[] = { -400, -40, -12, 17, 25, 60, 400 };

	k->is = NUMBER;
	k->n = below(4);
	for (size_t i = 0; i < k->n; i++)
		k->text[i] = (char)('0' + below(3));
	while (k->n > 0 && k->text[k->n - 1] == '0')
		k->n--;
	while (k->n > 0 && k->text[0] == '0')
		memmove(k->text, k->text + 1, --k->n);
	k->exp = below(4) != 0 ? (int)below(5) - 2 : far[below(7)] + (int)below(2);
	if (k->n == 0)
		k->exp = 0;
	k->neg = k->n > 0 && below(3) == 0;
}

static void
draw_string(struct key *k)
{
	static const char *const piece[] = { "a", "b", "\xc3\xa9", "\xf0\x9f\x98\x80", "\"", "\\",
		"/", "\n", "1", "\x01", "\xef\xbf\xbd" };

	k->is = STRING;
	for (unsigned i = below(4); i > 0; i--) {
		const char *p = piece[below(sizeof(piece) / sizeof(piece[0]))];

		memcpy(k->text + k->n, p, strlen(p));
		k->n += strlen(p);
	}
}

static struct key
draw(void)
{
	static const char *const json[] = { "[]", "[1]", "[1, 1]", "{}", "{\"a\":1}" };
	struct key k;
	const char *p;

	memset(&k, 0, sizeof(k));
	switch (below(10)) {
	case 0:
		k.is = (enum meaning)below(3);
		break;
	case 1:
		k.is = TIME;
		k.at_us = (int64_t)below(3) * 1000 - 1000;
		break;
	case 2:
		p = json[below(5)];
		k.is = JSON;
		k.n = strlen(p);
		memcpy(k.text, p, k.n);
		break;
	case 3:
	case 4:
	case 5:
	case 6:
		draw_number(&k);
		break;
	default:
		draw_string(&k);
	}
	return k;
}

static void
put(char *out, size_t *n, const char *text)
{
	memcpy(out + *n, text, strlen(text));
	*n += strlen(text);
}

static void
zeros(char *out, size_t *n, int count)
{
	while (count-- > 0)
		out[(*n)++] = '0';
}

/* digits x 10^exp, the point anywhere, superfluous zeros, an exponent to make up for it. */
static void
spell_number(struct val *v, const struct key *k, struct arena *a)
{
	char *out = arena_alloc(a, 1200), e[16];
	size_t n = 0;
	bool plain = abs(k->exp) < 30 && below(2) == 0;
	int lead = plain ? k->exp + 1 : (int)below(5) - 1, i;	/* digits before the point */

	if (k->n == 0 && lead > 1)
		lead = 1;	/* 00 is no number */
	if (k->neg || (k->n == 0 && below(4) == 0))
		out[n++] = '-';
	if (lead <= 0)
		out[n++] = '0';
	for (i = 0; i < lead; i++)
		out[n++] = i < (int)k->n ? k->text[i] : '0';
	if (lead < (int)k->n || below(2) == 0) {
		out[n++] = '.';
		zeros(out, &n, -lead);
		for (i = lead > 0 ? lead : 0; i < (int)k->n; i++)
			out[n++] = k->text[i];
		zeros(out, &n, 1 + (int)below(2));
	}
	if (!plain || below(3) == 0) {
		int exp = plain ? 0 : k->exp + 1 - lead;

		out[n++] = below(2) ? 'e' : 'E';
		if (below(2))
			snprintf(e, sizeof(e), "%d", exp);
		else
			snprintf(e, sizeof(e), "%+04d", exp);
		put(out, &n, e);
	}
	v->kind = VAL_NUMBER;
	v->text = (struct sv){ out, n };
	if (below(4) == 0 && num_double(v->text, &v->num) == RC_OK && abs(k->exp) < 300)
		v->flags = VAL_DOUBLE;
}

static void
spell_string(struct val *v, const struct key *k, struct arena *a)
{
	char *out = arena_alloc(a, 12 * (k->n + 1)), u[16];
	size_t n = 0;
	bool escape = below(2) == 0;

	v->kind = VAL_STRING;
	for (size_t i = 0; i < k->n; i++) {
		unsigned char c = (unsigned char)k->text[i];
		bool must = c == '"' || c == '\\' || c < 0x20;

		if (!escape) {
			out[n++] = (char)c;	/* text of a log: no escapes at all */
		} else if (memcmp(k->text + i, "\xf0\x9f\x98\x80", 4) == 0 && below(2)) {
			put(out, &n, below(2) ? "\\ud83d\\ude00" : "\\uD83D\\uDE00");
			i += 3;
		} else if (memcmp(k->text + i, "\xc3\xa9", 2) == 0 && below(2)) {
			put(out, &n, "\\u00e9");
			i += 1;
		} else if (memcmp(k->text + i, "\xef\xbf\xbd", 3) == 0 && below(2)) {
			put(out, &n, below(2) ? "\\ud800" : "\\ufffd");	/* a lone surrogate reads so */
			i += 2;
		} else if (c < 0x80 && (must || below(4) == 0)) {
			snprintf(u, sizeof(u), "\\u%04x", c);
			put(out, &n, c == '"' && below(2) ? "\\\"" : c == '\\' && below(2) ? "\\\\" :
			    c == '\n' && below(2) ? "\\n" : c == '/' && below(2) ? "\\/" : u);
		} else {
			out[n++] = (char)c;
		}
	}
	v->text = (struct sv){ out, n };
	v->flags = escape ? VAL_ESC : 0;
}

static struct val
spell(const struct key *k, struct arena *a)
{
	struct val v = { 0 };

	switch (k->is) {
	case NOTHING:
		v.kind = below(2) ? VAL_NONE : VAL_NULL;
		break;
	case FALSE:
		v.kind = VAL_FALSE;
		break;
	case TRUE:
		v.kind = VAL_TRUE;
		break;
	case TIME:
		v.kind = VAL_TIME;
		v.at_us = k->at_us;
		v.text = below(2) ? SV("as it was read") : (struct sv){ NULL, 0 };
		break;
	case NUMBER:
		spell_number(&v, k, a);
		break;
	case STRING:
		spell_string(&v, k, a);
		break;
	case JSON:
		v.kind = k->text[0] == '[' ? VAL_ARRAY : VAL_OBJECT;
		v.text = (struct sv){ k->text, k->n };
		break;
	}
	return v;
}

/* One record into the list; its new count. */
static uint64_t
note(const struct seen *s, size_t nkey)
{
	size_t i = 0;

	while (i < nlist && cmp_seen(&list[i], s, nkey) != 0)
		i++;
	if (i == nlist)
		list[nlist++] = *s;
	return ++list[i].count;
}

static void
sort_list(size_t nkey)
{
	for (size_t i = 1; i < nlist; i++) {
		struct seen s = list[i];
		size_t k = i;

		for (; k > 0 && cmp_seen(&list[k - 1], &s, nkey) > 0; k--)
			list[k] = list[k - 1];
		list[k] = s;
	}
}

/* The key as the table keeps it says what it means. */
static bool
means(const struct val *v, const struct key *k, struct arena *a)
{
	struct val again = spell(k, a);
	struct sv text = val_text(v, a);

	if (k->is == STRING)
		return v->kind == VAL_STRING && v->flags == 0 &&
		    sv_eq(text, (struct sv){ k->text, k->n });
	if (k->is == NUMBER)
		return v->kind == VAL_NUMBER && num_is(text) && val_cmp(v, &again, a) == 0;
	return val_cmp(v, &again, a) == 0;
}

static void
one_round(struct arena *tmp)
{
	size_t nkey = below(KEYS_MAX + 1), i;
	unsigned windows = below(2) ? 1 : 1 + below(6), range = 1 + below(40);
	struct key pool[40][KEYS_MAX];
	struct group_table t;
	struct group_cell **cell;

	nlist = 0;
	memset(list, 0, sizeof(list));
	group_init(&t, &(struct group_shape){ nkey, sizeof(uint64_t), windows > 1 || below(2) },
	    rng_u64(&r));
	for (i = 0; i < range; i++)
		for (size_t k = 0; k < KEYS_MAX; k++)
			pool[i][k] = draw();
	for (int n = 0; n < RECORDS && nlist < CELLS_MAX; n++) {
		const struct key *k = pool[below(range)];
		int64_t from = ((int64_t)below(windows) - 2) * 3600;
		struct seen s = { .from_us = from };
		struct val v[KEYS_MAX + 1];
		struct group_cell *c;
		bool fresh;
		uint64_t want;

		memcpy(s.key, k, nkey * sizeof(*k));
		for (i = 0; i < nkey; i++)
			v[i] = spell(&k[i], tmp);
		c = group_cell_at(&t, group_find(&t, v, tmp),
		    (struct twindow_span){ from, from + 3600 }, &fresh);
		want = note(&s, nkey);
		T_QUIET(fresh == (want == 1), "a cell is fresh when its group and window are");
		T_QUIET(++*(uint64_t *)group_state(c) == want, "the state of this group and window");
		arena_reset(tmp);
	}
	sort_list(nkey);
	cell = group_sort(&t);
	T_OK(t.ncell == nlist, "%zu keys, %u windows: %zu cells in both", nkey, windows, nlist);
	for (i = 0; i < nlist && t.ncell == nlist; i++) {
		struct val v[KEYS_MAX + 1];

		group_values(&t, group_slot_of(&t, cell[i]), v);
		T_QUIET(group_window_of(&t, cell[i])->span.from_us == list[i].from_us &&
		    *(uint64_t *)group_state(cell[i]) == list[i].count, "cell %zu in output order", i);
		for (size_t k = 0; k < nkey; k++)
			T_QUIET(means(&v[k], &list[i].key[k], tmp),
			    "key %zu of cell %zu, '%.*s', kind %d", k, i,
			    (int)v[k].text.n, v[k].text.p, list[i].key[k].is);
		arena_reset(tmp);
	}
	group_free(&t);
}

/* Texts that share their ends and differ somewhere, of any length. */
static struct val
draw_long(struct arena *a)
{
	size_t n = below(LONG_MAX);
	char *text = arena_alloc(a, n + 1);

	memset(text, 'x', n);
	for (unsigned i = below(3); n > 0 && i > 0; i--)
		text[below((unsigned)n)] = (char)('a' + below(4));
	return val_of_text((struct sv){ text, n });
}

/* The values of a key: what it means, spelled anew, or a long text. */
static void
spell_key(struct val *v, const struct key *k, const struct val *plain, size_t nkey,
    struct arena *tmp)
{
	for (size_t i = 0; i < nkey; i++)
		v[i] = plain[i].kind == VAL_STRING ? plain[i] : spell(&k[i], tmp);
}

/* The slot of @v in the table that is asked one by one, which makes room as the other one did. */
static struct group_slot *
twin_slot(struct group_table *t, const struct val *v, struct arena *tmp)
{
	struct group_slot *s = group_find(t, v, tmp), *gone;

	if (s != NULL)
		return s;
	gone = group_evict(t, v, tmp);
	if (gone == NULL)
		return t->other;
	group_reuse(t, gone);
	return group_find(t, v, tmp);
}

static bool
same_slot(const struct group_table *a, const struct group_slot *x, const struct group_table *b,
    const struct group_slot *y)
{
	if (x == a->other || y == b->other)
		return x == a->other && y == b->other;
	return sv_eq(group_bytes(x), group_bytes(y));
}

/* A batch of @rows through @t, row by row through @twin. */
static void
one_batch(struct group_table *t, struct group_table *twin, struct group_rows *rows,
    struct arena *tmp)
{
	size_t at = 0;

	group_rows_read(t, rows);
	while (at < rows->n) {
		size_t to = group_rows_find(t, rows, at, tmp);

		for (; at <= to && at < rows->n; at++) {
			struct val v[KEYS_MAX + 1];

			for (size_t k = 0; k < t->nkey; k++)
				v[k] = *rows->key[k * BATCH_ROWS + at];
			if (at == to)
				rows->slot[at] = twin_slot(t, v, tmp);
			T_QUIET(same_slot(t, rows->slot[at], twin, twin_slot(twin, v, tmp)),
			    "row %zu of %zu has the slot of its key", at, rows->n);
		}
	}
}

static void
rows_round(bool many, struct arena *tmp)
{
	static struct key pool[ROWS_KEYS][KEYS_MAX];
	static struct val plain[ROWS_KEYS][KEYS_MAX];
	size_t nkey = below(KEYS_MAX + 1);
	unsigned range = 1 + below(many ? ROWS_KEYS : 60);
	struct group_table t, twin;
	struct arena texts;

	arena_init(&texts);
	group_init(&t, &(struct group_shape){ nkey, sizeof(uint64_t), below(2) }, rng_u64(&r));
	group_init(&twin, &(struct group_shape){ nkey, sizeof(uint64_t), true }, rng_u64(&r));
	if (below(3) == 0)
		t.max = twin.max = 1 + below(range);
	for (unsigned i = 0; i < range; i++)
		for (size_t k = 0; k < KEYS_MAX; k++) {
			pool[i][k] = draw();
			plain[i][k] = below(many ? 8 : 2) != 0 ? draw_long(&texts) : (struct val){ 0 };
		}
	for (int left = 3 * ROWS_KEYS; left > 0;) {
		struct val v[BATCH_ROWS][KEYS_MAX + 1];
		const struct val *key[KEYS_MAX * BATCH_ROWS];
		struct group_rows rows = { .key = key, .n = 1 + below(BATCH_ROWS) };
		unsigned x = below(range);

		for (size_t i = 0; i < rows.n; i++) {
			x = below(4) == 0 ? x : below(range);	/* neighbours may be equal */
			spell_key(v[i], pool[x], plain[x], nkey, tmp);
			for (size_t k = 0; k < nkey; k++)
				key[k * BATCH_ROWS + i] = &v[i][k];
		}
		one_batch(&t, &twin, &rows, tmp);
		left -= (int)rows.n;
		arena_reset(tmp);
	}
	T_QUIET(t.nslot == twin.nslot, "%zu slots, one by one %zu", t.nslot, twin.nslot);
	group_free(&t);
	group_free(&twin);
	arena_free(&texts);
}

/* The bytes of a key whose values before the last ones are the same for all of @head. */
static struct sv
draw_bytes(size_t nkey, size_t head, struct arena *tmp)
{
	struct val *v = arena_alloc(tmp, nkey * sizeof(*v));
	struct buf b;
	struct sv bytes;

	for (size_t i = 0; i < nkey; i++) {
		struct key k = draw();

		v[i] = i < head ? val_of_text(SV("alike")) :
		    below(3) == 0 ? draw_long(tmp) : spell(&k, tmp);
		v[i] = group_key_canonical(&v[i], tmp);
	}
	buf_init(&b, SIZE_MAX);
	group_key_put(&b, v, nkey);
	bytes = arena_sv(tmp, buf_view(&b));
	buf_free(&b);
	return bytes;
}

/* Numbers are in the order of keys, also of those that the place was not made of. */
static void
numbers_round(struct arena *tmp)
{
	struct sv key[64];
	const size_t nkey = 1 + below(KEYS_MAX), head = below((unsigned)nkey + 1);
	struct group_key_place p;

	for (size_t i = 0; i < 64; i++)
		key[i] = draw_bytes(nkey, below(8) == 0 ? 0 : head, tmp);
	p = group_key_place(key[0], nkey);
	for (size_t i = 1; i < 16; i++)
		group_key_meet(&p, key[0], key[i], nkey);
	for (size_t i = 0; i < 64; i++)
		for (size_t k = 0; k < 64; k++) {
			const uint64_t a = group_key_number(key[i], nkey, p, key[0]);
			const uint64_t b = group_key_number(key[k], nkey, p, key[0]);
			const int cmp = group_key_cmp(key[i], key[k], nkey);

			T_QUIET(a == b || (a < b) == (cmp < 0), "keys %zu and %zu: %d", i, k, cmp);
			T_QUIET(cmp != 0 || a == b, "equal keys %zu and %zu", i, k);
		}
	arena_reset(tmp);
}

int
main(void)
{
	struct arena tmp;

	rng_init(&r, t_seed());
	arena_init(&tmp);
	for (int i = 0; i < ROUNDS; i++)
		one_round(&tmp);
	for (int i = 0; i < ROWS_ROUNDS; i++)
		rows_round(i % 2 == 0, &tmp);
	T_OK(t_failed == 0, "keys by the batch, %d rounds", (int)ROWS_ROUNDS);
	for (int i = 0; i < ROWS_ROUNDS; i++)
		numbers_round(&tmp);
	T_OK(t_failed == 0, "numbers of keys, %d rounds", (int)ROWS_ROUNDS);
	arena_free(&tmp);
	return t_done();
}
