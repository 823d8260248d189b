/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * table - rows by key, by key and time, by network, against lists that are looked through
 *
 * Keys and times are few, so that they meet and repeat; networks lie within each other.  What
 * is found is told by the line of the row.
 */
#include "../t.h"

#include "base/rng.h"
#include "join/table.h"

#include <inttypes.h>

enum { ROWS = 400, ASKED = 600, TEXT = 80 };

static struct rng r;

struct row {
	char           key[8];
	size_t         nkey;
	int64_t        at_us;
	struct network net;
};

static struct row rows[ROWS];
static size_t nrow;
static size_t refused;		/* the line that repeats another one first; 0 none */

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

/* ---- keys and times ---- */

static void
draw_key(struct row *row, unsigned range)
{
	row->nkey = below(4);
	for (size_t i = 0; i < row->nkey; i++)
		row->key[i] = (char)below(range);
}

static bool
same_key(const struct row *a, const struct row *b)
{
	return a->nkey == b->nkey && memcmp(a->key, b->key, a->nkey) == 0;
}

static bool
is_again(const struct row *a, const struct row *b, bool timed)
{
	return same_key(a, b) && (!timed || a->at_us == b->at_us);
}

/* The line that the list has for a key, at a time; 0 none. */
static size_t
look(const struct row *ask, bool timed, int64_t within_us, enum table_twice twice)
{
	size_t best = 0;

	for (size_t i = 0; i < nrow; i++) {
		const struct row *w = &rows[i];
		const struct row *b = best != 0 ? &rows[best - 1] : NULL;

		if (!same_key(w, ask) || (timed && (w->at_us > ask->at_us ||
		    ask->at_us - w->at_us > within_us)))
			continue;
		if (b == NULL || (timed && w->at_us > b->at_us) ||
		    ((!timed || w->at_us == b->at_us) && twice == TABLE_TWICE_LAST))
			best = i + 1;
	}
	return best;
}

/* Bytes that a body may hold, zeros and long ones too. */
static struct sv
body_of(size_t line, char *text)
{
	size_t n = line * 7 % TEXT;

	memset(text, (int)(line % 251), n);
	return (struct sv){ text, n };
}

static bool
is_row(const char *row, size_t line)
{
	char text[TEXT];
	struct sv body = body_of(line, text);
	struct table_row got;

	if (row == NULL || line == 0)
		return row == NULL && line == 0;
	got = table_read(row);
	return got.line == line && memcmp(got.body.p, body.p, body.n) == 0;
}

static void
try_keys(bool timed, enum table_twice twice)
{
	const unsigned range = 1 + below(6), times = 1 + below(40);
	struct err e = { 0 };
	struct table t;
	enum rc rc = RC_OK;

	table_init(&t, &(struct table_cfg){ .twice = twice, .timed = timed, .max = ROWS,
	    .seed = rng_u64(&r) });
	nrow = refused = 0;
	for (size_t n = below(ROWS); nrow < n && rc == RC_OK; ) {
		struct row *w = &rows[nrow];
		char text[TEXT];

		draw_key(w, range);
		w->at_us = (int64_t)below(times) - 5;
		for (size_t i = 0; refused == 0 && i < nrow; i++)
			refused = is_again(&rows[i], w, timed) ? nrow + 1 : 0;
		nrow++;
		rc = table_add(&t, &(struct table_row){ { w->key, w->nkey }, nrow,
		    body_of(nrow, text) }, w->at_us, &e);
	}
	if (rc == RC_OK)
		rc = table_seal(&t, &e);
	if (twice == TABLE_TWICE_ERROR) {
		T_QUIET((rc != RC_OK) == (refused != 0), "what repeats is refused");
		T_QUIET(rc == RC_OK || e.line == refused, "line %zu, got %" PRIu64, refused,
		    e.line);
	} else {
		T_QUIET(rc == RC_OK, "%s", e.msg);
	}
	for (int i = 0; rc == RC_OK && i < ASKED; i++) {
		const int64_t within = below(3) == 0 ? (int64_t)below(8) : INT64_MAX / 2;
		struct row ask;
		struct sv key;
		uint64_t hash;

		draw_key(&ask, range + 1);
		ask.at_us = (int64_t)below(times + 10) - 10;
		key = (struct sv){ ask.key, ask.nkey };
		hash = table_hash(&t, key);
		T_QUIET(is_row(timed ? table_at(&t, key, hash, ask.at_us - within, ask.at_us) :
		    table_find(&t, key, hash), look(&ask, timed, within, twice)),
		    "key of %zu bytes at %" PRId64, ask.nkey, ask.at_us);
	}
	table_free(&t);
}

/* ---- networks ---- */

/* Few bits differ, so that networks lie in each other and addresses in them. */
static void
draw_address(struct address *a)
{
	static const uint64_t few[] = { 0, 1, UINT64_C(1) << 63, UINT64_C(0x0a01) << 48,
		UINT64_MAX, UINT64_C(0x0a) << 56 };
	*a = (struct address){ .family = (uint8_t)below(2) };
	a->hi = few[below(6)] ^ (below(2) ? rng_u64(&r) >> below(64) : 0);
	a->lo = few[below(6)] ^ (below(2) ? rng_u64(&r) >> below(64) : 0);
	if (a->family == ADDRESS_V4) {
		a->hi &= UINT64_C(0xffffffff) << 32;
		a->lo = 0;
	}
}

static bool
bit_of(const struct address *a, unsigned i)
{
	return ((i < 64 ? a->hi >> (63 - i) : a->lo >> (127 - i)) & 1) != 0;
}

static bool
holds(const struct network *n, const struct address *a)
{
	bool same = n->first.family == a->family;

	for (unsigned i = 0; same && i < n->bits; i++)
		same = bit_of(&n->first, i) == bit_of(a, i);
	return same;
}

static void
draw_network(struct network *n)
{
	const unsigned most = 32;

	draw_address(&n->first);
	n->bits = (uint8_t)below((n->first.family == ADDRESS_V4 ? most : 128) + 1);
	for (unsigned i = n->bits; i < 128; i++) {
		if (i < 64)
			n->first.hi &= ~(UINT64_C(1) << (63 - i));
		else
			n->first.lo &= ~(UINT64_C(1) << (127 - i));
	}
}

static size_t
look_network(const struct address *a, enum table_twice twice)
{
	size_t best = 0;

	for (size_t i = 0; i < nrow; i++)
		if (holds(&rows[i].net, a) && (best == 0 ||
		    rows[i].net.bits > rows[best - 1].net.bits ||
		    (rows[i].net.bits == rows[best - 1].net.bits && twice == TABLE_TWICE_LAST)))
			best = i + 1;
	return best;
}

static void
try_networks(enum table_twice twice)
{
	struct err e = { 0 };
	struct table t;
	size_t again = 0;
	enum rc rc = RC_OK;

	table_init(&t, &(struct table_cfg){ .twice = twice, .max = ROWS });
	nrow = 0;
	for (size_t n = below(ROWS); nrow < n && rc == RC_OK; ) {
		struct network *w = &rows[nrow].net;
		char text[TEXT];

		draw_network(w);
		for (size_t i = 0; again == 0 && i < nrow; i++)
			again = rows[i].net.bits == w->bits && holds(&rows[i].net, &w->first) ?
			    nrow + 1 : 0;
		nrow++;
		rc = table_add_network(&t, w, &(struct table_row){ .line = nrow,
		    .body = body_of(nrow, text) }, &e);
	}
	if (rc == RC_OK)
		rc = table_seal(&t, &e);
	T_QUIET((rc != RC_OK) == (again != 0 && twice == TABLE_TWICE_ERROR), "networks: %s", e.msg);
	T_QUIET(rc == RC_OK || e.line == again, "line %zu, got %" PRIu64, again, e.line);
	for (int i = 0; rc == RC_OK && i < ASKED; i++) {
		struct address a;

		draw_address(&a);
		if (nrow != 0 && below(2)) {	/* inside of one, or right behind it */
			a = rows[below((unsigned)nrow)].net.first;
			a.lo += a.family == ADDRESS_V6 ? below(3) : 0;
			a.hi += a.family == ADDRESS_V4 ? (uint64_t)below(3) << 32 : 0;
		}
		T_QUIET(is_row(table_network(&t, &a), look_network(&a, twice)),
		    "family %d, %016" PRIx64 " %016" PRIx64, a.family, a.hi, a.lo);
	}
	table_free(&t);
}

int
main(void)
{
	struct table t;
	struct err e = { 0 };
	struct table_row row = { .line = 1 };

	rng_init(&r, t_seed());
	for (int round = 0; round < 60; round++) {
		try_keys(false, (enum table_twice)(round % 3));
		try_keys(true, (enum table_twice)(round % 3));
		try_networks((enum table_twice)(round % 3));
	}
	T_OK(t_count == 0, "%d questions to each of 60 tables of three kinds", ASKED);
	table_init(&t, &(struct table_cfg){ .twice = TABLE_TWICE_LAST, .max = 2 });
	T_OK(table_add(&t, &row, 0, &e) == RC_OK && table_add(&t, &row, 0, &e) == RC_OK &&
	    table_add(&t, &row, 0, &e) == RC_LIMIT, "the third of two rows: %s", e.msg);
	table_free(&t);
	return t_done();
}
