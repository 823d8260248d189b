/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of several threads become one where the order of keys is nothing to who takes
 * the states.  Keys are dealt to threads by their hash, which the index of a part has, so no
 * part is sorted; of each key the states are merged into those of the first part that has it:
 *
 *     index of part 0   h h h h h          thread 0: hashes of the lower half, of all parts
 *     index of part 1   h h h h            thread 1: of the upper half
 *                                          each: a small table, hash -> slot
 */
#include "base/mem.h"
#include "fold/part.h"
#include "run/team.h"

#include <string.h>

enum { POOL_AHEAD = 32 };	/* slots on their way into the cache */

struct share {			/* of one thread */
	struct group_slot **slot;	/* of different keys */
	size_t              n;
	struct group_ref   *ref;	/* names are places in slot, from 1; linear probing */
	size_t              nref;	/* power of two */
	size_t              merged;	/* cells that are no more */
	enum rc             rc;
	struct err          e;
};

struct pool {
	struct part **part;
	unsigned      n;
	struct share *share;
};

struct coming {			/* a slot, and where it may belong */
	uint32_t           hash;
	struct group_slot *slot;
};

static bool
is_mine(const struct pool *p, unsigned r, const struct group_ref *ref)
{
	return ref->name != 0 && (uint64_t)ref->hash * p->n >> 32 == r;
}

static void
make_room(const struct pool *p, unsigned r, struct share *s)
{
	size_t n = 0;

	for (unsigned i = 0; i < p->n; i++) {
		const struct group_table *t = &p->part[i]->table;

		for (size_t k = 0; k < t->nindex; k++)
			n += is_mine(p, r, &t->index[k]);
	}
	s->slot = mem_array(NULL, n + 1, sizeof(*s->slot));
	for (s->nref = 64; s->nref / 4 * 3 < n;)
		s->nref *= 2;
	s->ref = mem_zalloc(s->nref * sizeof(*s->ref));
	mem_huge(s->ref, s->nref * sizeof(*s->ref));
}

/* The states of @from go over to the slot at @to, of the same key; on failure they stay. */
static void
pool_slots(const struct pool *p, struct share *s, struct group_slot **to, struct group_slot *from)
{
	const struct group_table *t = &p->part[0]->table;
	const struct fold_plan *plan = p->part[0]->p;

	if (from->n == 0)
		return;
	if ((*to)->n == 0) {
		*to = from;
		return;
	}
	s->rc = plan->ops->merge(plan->ctx, group_state(group_cell_nth(t, *to, 0)),
	    group_state(group_cell_nth(t, from, 0)), &s->e);
	plan->ops->free(plan->ctx, group_state(group_cell_nth(t, from, 0)));
	s->merged++;
}

/* A slot of a part behind the first may have its key there already. */
static void
take_slot(const struct pool *p, struct share *s, const struct coming *c, bool first)
{
	size_t mask = s->nref - 1, at = c->hash & mask;

	for (; s->ref[at].name != 0; at = (at + 1) & mask) {
		struct group_slot **to = &s->slot[s->ref[at].name - 1];

		if (first || s->rc != RC_OK || s->ref[at].hash != c->hash ||
		    !sv_eq(group_bytes(*to), group_bytes(c->slot)))
			continue;
		pool_slots(p, s, to, c->slot);
		return;
	}
	s->slot[s->n++] = c->slot;
	s->ref[at] = (struct group_ref){ c->hash, (uint32_t)s->n };
}

/* What take_slot reads is on its way into the cache: the most likely slot of the same key. */
static void
take_coming(const struct pool *p, struct share *s, const struct coming *c, size_t n, bool first)
{
	const struct group_table *t = &p->part[0]->table;
	const size_t mask = s->nref - 1;

	for (size_t i = 0; i < n && !first; i++) {
		size_t at = c[i].hash & mask;

		while (s->ref[at].name != 0 && s->ref[at].hash != c[i].hash)
			at = (at + 1) & mask;
		if (s->ref[at].name == 0)
			continue;
		group_near(t, group_cell_nth(t, s->slot[s->ref[at].name - 1], 0));
		__builtin_prefetch(s->slot[s->ref[at].name - 1]->key);
	}
	for (size_t i = 0; i < n; i++)
		take_slot(p, s, &c[i], first);
}

static void
pool_part(const struct pool *p, unsigned r, struct share *s, unsigned i)
{
	const struct group_table *t = &p->part[i]->table;
	struct coming c[POOL_AHEAD];
	size_t n = 0;

	for (size_t k = 0; k < t->nindex; k++) {
		if (!is_mine(p, r, &t->index[k]))
			continue;
		c[n].hash = t->index[k].hash;
		c[n].slot = group_at(t, t->index[k].name);
		__builtin_prefetch(&s->ref[c[n].hash & (s->nref - 1)]);
		if (i > 0) {
			group_near(t, group_cell_nth(t, c[n].slot, 0));
			__builtin_prefetch(c[n].slot->key);
		}
		if (++n < POOL_AHEAD)
			continue;
		take_coming(p, s, c, n, i == 0);
		n = 0;
	}
	take_coming(p, s, c, n, i == 0);
}

static void
pool_share(void *ctx, unsigned r)
{
	const struct pool *p = ctx;
	struct share *s = &p->share[r];

	make_room(p, r, s);
	for (unsigned i = 0; i < p->n; i++)
		pool_part(p, r, s, i);
	mem_free(s->ref);
}

enum rc
part_pool(struct part **part, unsigned n, struct err *e)
{
	struct pool p = { part, n, mem_zalloc(n * sizeof(*p.share)) };
	struct group_table *t = &part[0]->table;
	struct group_slot **slot;
	size_t nslot = 0, ncell = 0;
	enum rc rc = RC_OK;

	team_run(n, pool_share, &p);
	for (unsigned i = 0; i < n; i++) {
		nslot += p.share[i].n;
		ncell += part[i]->table.ncell - p.share[i].merged;
		if (i > 0)
			group_adopt_windows(t, &part[i]->table);
		group_hand_over(&part[i]->table);
	}
	slot = mem_array(NULL, nslot + 1, sizeof(*slot));
	nslot = 0;
	for (unsigned i = 0; i < n; i++) {
		struct share *s = &p.share[i];

		if (s->n > 0)
			memcpy(slot + nslot, s->slot, s->n * sizeof(*slot));
		nslot += s->n;
		mem_free(s->slot);
		if (rc == RC_OK && s->rc != RC_OK) {
			rc = s->rc;
			*e = s->e;
		}
	}
	group_take_over(t, slot, nslot, ncell, false);
	mem_free(p.share);
	return rc;
}
