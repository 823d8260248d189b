/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qset - see qset.h
 *
 * Open addressing in 64 tables, so that one that grows copies a small part.  Hashes have
 * no seed of the process: when a table is full, and so what is forgotten and when, must be
 * the same in every run.  Places in the table are keyed, lest who chooses texts makes them
 * meet.
 *
 * A table is renewed when it is 3/4 full.  With a horizon the texts are dropped that are
 * older than it, as seen from the time that 1/16 of them are later than.  Times far ahead
 * of that are broken clocks or the stream has jumped: they stay once more (the last bit of
 * a is set); in a jump they are the bulk by the next time, else they go then.
 */
#include "quality/qset.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

void
qset_init(struct qset *s, int64_t within_us, size_t max, uint64_t seed)
{
	memset(s, 0, sizeof(*s));
	s->within_us = within_us;
	s->max = max;
	s->seed = seed;
	s->last_us = INT64_MIN;
}

void
qset_free(struct qset *s)
{
	for (size_t i = 0; i < QSET_SHARDS; i++)
		mem_free(s->shard[i].entry);
	memset(s->shard, 0, sizeof(s->shard));
	s->n = 0;
}

size_t
qset_size(const struct qset *s)
{
	size_t n = 0;

	for (size_t i = 0; i < QSET_SHARDS; i++)
		n += s->shard[i].size;
	return n;
}

struct qset_entry *
qset_place(const struct qset *s, const struct qset_shard *t, uint64_t a, uint64_t b)
{
	const uint64_t mixed = (((a | QSET_OLD) ^ s->seed) * (s->seed | 1)) ^ b;
	const uint64_t k = (mixed ^ mixed >> 32) * UINT64_C(0x9e3779b97f4a7c15);
	/* k as a fraction of 2^64, of the size. */
	__extension__ size_t i = (size_t)(((unsigned __int128)k * t->size) >> 64);

	while (t->entry[i].a != 0 && ((t->entry[i].a ^ a) > QSET_OLD || t->entry[i].b != b))
		i = i + 1 < t->size ? i + 1 : 0;
	return &t->entry[i];
}

static bool
are_apart(const struct qset *s, int64_t x, int64_t y)
{
	uint64_t d = x > y ? (uint64_t)x - (uint64_t)y : (uint64_t)y - (uint64_t)x;

	return s->within_us != 0 && d > (uint64_t)s->within_us;
}

/* Turn times into numbers without a sign of the same order. */
static uint64_t
rank_time(int64_t at_us)
{
	return (uint64_t)at_us ^ UINT64_C(1) << 63;
}

/*
 * The time that 1/16 of the texts are later than.  Its bytes are found one by one, from the
 * first in which any two times differ.
 */
static int64_t
present_time(const struct qset_shard *t)
{
	size_t left = t->n / 16 + 1;
	uint64_t head = 0, mask = 0, least = UINT64_MAX, most = 0;
	int shift = 56;

	for (size_t i = 0; i < t->size; i++)
		if (t->entry[i].a != 0) {
			uint64_t x = rank_time(t->entry[i].at_us);

			least = x < least ? x : least;
			most = x > most ? x : most;
		}
	for (; shift > 0 && (least ^ most) >> shift == 0; shift -= 8)
		mask |= UINT64_C(255) << shift;
	for (head = most & mask; shift >= 0; shift -= 8) {
		size_t count[256] = { 0 }, i;
		uint64_t byte = 255;

		for (i = 0; i < t->size; i++)
			if (t->entry[i].a != 0 &&
			    ((rank_time(t->entry[i].at_us) ^ head) & mask) == 0)
				count[rank_time(t->entry[i].at_us) >> shift & 255]++;
		while (byte != 0 && count[byte] < left)
			left -= count[byte--];
		head |= byte << shift;
		mask |= UINT64_C(255) << shift;
	}
	return (int64_t)(head ^ UINT64_C(1) << 63);
}

/* Drop what is too old: a = 0 marks it, as nothing is looked up before the rest is moved. */
static void
forget_old(const struct qset *s, struct qset_shard *t)
{
	int64_t now = present_time(t);

	for (size_t i = 0; i < t->size; i++) {
		struct qset_entry *e = &t->entry[i];

		if (e->a == 0 || !are_apart(s, e->at_us, now))
			continue;
		if (e->at_us > now && (e->a & QSET_OLD) == 0) {
			e->a |= QSET_OLD;
			continue;
		}
		e->a = 0;
		t->n--;
	}
}

/* Move a table to a new one that is half full, without what is too old. */
static void
renew_table(struct qset *s, struct qset_shard *t)
{
	struct qset_shard old = *t;

	if (s->within_us != 0 && t->n != 0)
		forget_old(s, t);
	s->n -= old.n - t->n;
	t->size = 2 * t->n < QSET_FIRST ? QSET_FIRST : 2 * t->n;
	t->entry = mem_zalloc(t->size * sizeof(*t->entry));
	for (size_t i = 0; i < old.size; i++)
		if (old.entry[i].a != 0)
			*qset_place(s, t, old.entry[i].a, old.entry[i].b) = old.entry[i];
	mem_free(old.entry);
}

/* Make room among all tables, as texts that are too old may be in any. */
static bool
make_room(struct qset *s)
{
	for (size_t i = 0; s->within_us != 0 && i < QSET_SHARDS; i++)
		if (s->shard[i].n != 0)
			renew_table(s, &s->shard[i]);
	/* With less room than 1/16 the next texts would each renew all tables again. */
	return s->n < s->max - s->max / 16;
}

bool
qset_add(struct qset *s, struct sv text, int64_t at_us, bool *again)
{
	uint64_t hash = hash_sv(text, 0), b = hash_sv(text, UINT64_MAX);
	uint64_t a = (hash | QSET_USED) & ~QSET_OLD;
	struct qset_shard *t = &s->shard[hash % QSET_SHARDS];
	struct qset_entry *e;

	s->last_us = at_us;
	if (4 * (t->n + 1) > 3 * t->size)
		renew_table(s, t);
	e = qset_place(s, t, a, b);
	*again = e->a != 0 && !are_apart(s, e->at_us, at_us);
	if (e->a == 0 && s->n >= s->max) {
		if (!make_room(s))
			return false;
		e = qset_place(s, t, a, b);
	}
	if (e->a == 0) {
		t->n++;
		s->n++;
		*e = (struct qset_entry){ a, b, at_us };
	} else if (at_us > e->at_us && !(*again && s->from_first)) {
		e->at_us = at_us;
		e->a &= ~QSET_OLD;
	}
	return true;
}
