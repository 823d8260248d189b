/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "join/table.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/varint.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_ITEMS = 1024,
	AHEAD = 16		/* slots that are fetched while others are filled */
};

void
table_init(struct table *t, const struct table_cfg *cfg)
{
	*t = (struct table){ .cfg = *cfg };
	arena_init(&t->arena);
	buf_init(&t->scratch, SIZE_MAX);
	netset_init(&t->nets);
}

void
table_free(struct table *t)
{
	arena_free(&t->arena);
	buf_free(&t->scratch);
	netset_free(&t->nets);
	mem_free(t->slot);
	mem_free(t->moment);
	mem_free(t->item);
	mem_free(t->at_us);
	*t = (struct table){ 0 };
}

uint64_t
table_hash(const struct table *t, struct sv key)
{
	return hash_sv(key, t->cfg.seed);
}

struct table_row
table_read(const char *row)
{
	struct table_row r;

	r.key.n = (size_t)varint_get(&row);
	r.key.p = row;
	row += r.key.n;
	r.line = varint_get(&row);
	r.body = (struct sv){ row, 0 };
	return r;
}

/* The bytes of a row; they stay where they are. */
static const char *
keep_row(struct table *t, const struct table_row *r)
{
	struct buf *b = &t->scratch;
	char n[VARINT_MAX];

	buf_clear(b);
	buf_add(b, n, varint_put(n, r->key.n));
	buf_sv(b, r->key);
	buf_add(b, n, varint_put(n, r->line));
	buf_sv(b, r->body);
	return arena_bytes(&t->arena, b->p, b->n);
}

static enum rc
count_row(struct table *t, struct err *e)
{
	if (t->nrow++ < t->cfg.max)
		return RC_OK;
	return rc_err(e, RC_LIMIT, "the table has more than %" PRIu64 " rows: --max-rows allows "
	    "more", t->cfg.max);
}

/* ---- keys ---- */

enum rc
table_add(struct table *t, const struct table_row *r, int64_t at_us, struct err *e)
{
	size_t i = t->nrow;
	enum rc rc = count_row(t, e);

	if (rc != RC_OK)
		return rc;
	if (i == t->cap) {
		t->cap = t->cap == 0 ? FIRST_ITEMS : 2 * t->cap;
		t->item = mem_array(t->item, t->cap, sizeof(*t->item));
		if (t->cfg.timed)
			t->at_us = mem_array(t->at_us, t->cap, sizeof(*t->at_us));
	}
	t->item[i] = (struct table_item){ table_hash(t, r->key), keep_row(t, r) };
	if (t->cfg.timed)
		t->at_us[i] = at_us;
	return RC_OK;
}

static bool
is_free(const struct table *t, const struct table_slot *s)
{
	return t->cfg.timed ? s->n == 0 : s->row == NULL;
}

static bool
has_key(const char *row, struct sv key)
{
	size_t n = (size_t)varint_get(&row);

	return n == key.n && (n == 0 || sv_same(row, key.p, n));
}

/* The slot of a key, or the free one that is to be it. */
static struct table_slot *
find_slot(const struct table *t, struct sv key, uint64_t hash)
{
	size_t at = hash & (t->nslot - 1);

	for (;; at = (at + 1) & (t->nslot - 1)) {
		struct table_slot *s = &t->slot[at];

		if (is_free(t, s) || (s->hash == hash && has_key(t->cfg.timed ?
		    t->moment[s->first].row : s->row, key)))
			return s;
	}
}

const char *
table_find(const struct table *t, struct sv key, uint64_t hash)
{
	return t->nslot == 0 ? NULL : find_slot(t, key, hash)->row;
}

static enum rc
refuse_twice(struct err *e, const char *what, const char *first, const char *second)
{
	enum rc rc = rc_err(e, RC_SYNTAX, "the %s of line %" PRIu64 " again: --duplicates last or "
	    "first takes one of the rows", what, table_read(first).line);

	e->line = table_read(second).line;
	return rc;
}

/* Room for all items: at most 3/4 of the slots are used. */
static void
make_slots(struct table *t)
{
	for (t->nslot = FIRST_ITEMS; 3 * t->nslot < 4 * t->nrow; t->nslot *= 2)
		;
	t->slot = mem_huge_alloc(t->nslot * sizeof(*t->slot));
	memset(t->slot, 0, t->nslot * sizeof(*t->slot));
}

/* The slot of the @i-th item; the one of a later one is on its way. */
static struct table_slot *
slot_of(const struct table *t, size_t i)
{
	if (i + AHEAD < t->nrow)
		__builtin_prefetch(&t->slot[t->item[i + AHEAD].hash & (t->nslot - 1)], 1);
	return find_slot(t, table_read(t->item[i].row).key, t->item[i].hash);
}

static enum rc
seal_rows(struct table *t, struct err *e)
{
	for (size_t i = 0; i < t->nrow; i++) {
		struct table_slot *s = slot_of(t, i);

		s->hash = t->item[i].hash;
		if (s->row == NULL || t->cfg.twice == TABLE_TWICE_LAST)
			s->row = t->item[i].row;
		else if (t->cfg.twice == TABLE_TWICE_ERROR)
			return refuse_twice(e, "key", s->row, t->item[i].row);
	}
	return RC_OK;
}

/* ---- keys and times ---- */

/* Of one time the row that came first is first: lines only grow. */
static int
cmp_moment(const void *a, const void *b)
{
	const struct table_moment *x = a, *y = b;
	uint64_t m, n;

	if (x->at_us != y->at_us)
		return x->at_us < y->at_us ? -1 : 1;
	m = table_read(x->row).line;
	n = table_read(y->row).line;
	return (m > n) - (m < n);
}

/* The moments of one key in order, one for each time. */
static enum rc
sort_key(const struct table *t, struct table_slot *s, struct err *e)
{
	struct table_moment *m = t->moment + s->first;
	uint32_t n = 0;
	bool sorted = true;
	enum rc rc = RC_OK;

	for (uint32_t i = 1; i < s->n && sorted; i++)
		sorted = m[i - 1].at_us <= m[i].at_us;
	if (!sorted)
		qsort(m, s->n, sizeof(*m), cmp_moment);
	for (uint32_t i = 0; i < s->n; i++) {
		struct err why;

		if (n == 0 || m[n - 1].at_us != m[i].at_us) {
			m[n++] = m[i];
		} else if (t->cfg.twice == TABLE_TWICE_LAST) {
			m[n - 1] = m[i];
		} else if (t->cfg.twice == TABLE_TWICE_ERROR) {
			rc = refuse_twice(&why, "key and time", m[n - 1].row, m[i].row);
			if (e->line == 0 || why.line < e->line)
				*e = why;
		}
	}
	s->n = n;
	return rc;
}

/*
 * The slot of each item is found while moments are still in the order of items, so that the
 * first of a key says where it is; then they are moved, those of a key together.
 */
static void
group_moments(struct table *t)
{
	struct table_moment *to = mem_array(NULL, t->nrow + 1, sizeof(*to));
	uint32_t *first = mem_array(NULL, t->nrow + 1, sizeof(*first));
	uint32_t *place = mem_zalloc((t->nrow + 1) * sizeof(*place));
	uint32_t at = 0;

	for (size_t i = 0; i < t->nrow; i++) {
		struct table_slot *s = slot_of(t, i);

		s->hash = t->item[i].hash;
		if (s->n++ == 0)
			s->first = (uint32_t)i;
		first[i] = s->first;
		place[s->first]++;
	}
	for (size_t i = 0; i < t->nrow; i++) {	/* each group begins where its first was met */
		uint32_t n = place[i];

		place[i] = at;
		at += n;
	}
	for (size_t i = 0; i < t->nslot; i++)
		if (t->slot[i].n != 0)
			t->slot[i].first = place[t->slot[i].first];
	for (size_t i = 0; i < t->nrow; i++)
		to[place[first[i]]++] = t->moment[i];
	mem_free(place);
	mem_free(first);
	mem_free(t->moment);
	t->moment = to;
}

/* What is refused is the first line that repeats one: slots have no order. */
static enum rc
seal_moments(struct table *t, struct err *e)
{
	enum rc rc = RC_OK;

	t->moment = mem_array(NULL, t->nrow + 1, sizeof(*t->moment));
	for (size_t i = 0; i < t->nrow; i++)
		t->moment[i] = (struct table_moment){ t->at_us[i], t->item[i].row };
	group_moments(t);
	e->line = 0;
	for (size_t i = 0; i < t->nslot; i++)
		if (t->slot[i].n != 0 && sort_key(t, &t->slot[i], e) != RC_OK)
			rc = RC_SYNTAX;
	return rc;
}

const char *
table_at(const struct table *t, struct sv key, uint64_t hash, int64_t from_us, int64_t at_us)
{
	const struct table_slot *s = t->nslot == 0 ? NULL : find_slot(t, key, hash);
	const struct table_moment *m;
	size_t from = 0, to;

	if (s == NULL || s->n == 0)
		return NULL;
	m = t->moment + s->first;
	for (to = s->n; from < to;) {
		size_t mid = from + (to - from) / 2;

		if (m[mid].at_us <= at_us)
			from = mid + 1;
		else
			to = mid;
	}
	return from != 0 && m[from - 1].at_us >= from_us ? m[from - 1].row : NULL;
}

/* ---- networks ---- */

enum rc
table_add_network(struct table *t, const struct network *net, const struct table_row *r,
    struct err *e)
{
	enum rc rc = count_row(t, e);

	if (rc == RC_OK)
		netset_add(&t->nets, net, keep_row(t, r));
	return rc;
}

struct same {
	enum table_twice twice;
	struct err      *e;
	enum rc          rc;
};

static const void *
same_network(void *ctx, const void *a, const void *b)
{
	struct same *s = ctx;
	struct err why;

	if (s->twice != TABLE_TWICE_ERROR)
		return s->twice == TABLE_TWICE_FIRST ? a : b;
	(void)refuse_twice(&why, "network", a, b);
	if (s->rc == RC_OK || why.line < s->e->line)
		*s->e = why;
	s->rc = RC_SYNTAX;
	return a;
}

const char *
table_network(const struct table *t, const struct address *a)
{
	return netset_find(&t->nets, a);
}

enum rc
table_seal(struct table *t, struct err *e)
{
	struct same same = { t->cfg.twice, e, RC_OK };
	enum rc rc;

	buf_free(&t->scratch);
	if (t->item == NULL) {
		netset_seal(&t->nets, same_network, &same);
		return same.rc;
	}
	make_slots(t);
	rc = t->cfg.timed ? seal_moments(t, e) : seal_rows(t, e);
	mem_free(t->item);
	mem_free(t->at_us);
	t->item = NULL;
	t->at_us = NULL;
	return rc;
}
