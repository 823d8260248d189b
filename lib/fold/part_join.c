/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of several threads become one without a look-up.  Each part's slots are
 * sorted, all at once; then the keys are cut into as many ranges as there are parts,
 * and each range is merged by a thread of its own:
 *
 *     part 0   a a | b b b | c c
 *     part 1   a | b b | c c c c        slots and cells that only one part has go
 *              ↓     ↓      ↓           over as they are, states of both are merged
 *              a a a b b b b c c c c c
 *
 * The order that results need falls out of it.
 */
#include "base/bug.h"
#include "base/mem.h"
#include "fold/part.h"
#include "key/group_key.h"
#include "run/team.h"

#include <string.h>

enum {
	JOIN_CELLS_MIN = 4096,	/* for fewer, threads are not worth their start */
	JOIN_PARTS_MAX = 64
};

struct list {			/* of slots, by key */
	struct group_slot **slot;
	size_t              n;
	bool                owned;
};

struct range {			/* the work of one thread */
	struct list list[JOIN_PARTS_MAX];	/* of each part; in the end the first is all */
	size_t      merged;			/* cells that are no more */
	enum rc     rc;
	struct err  e;
};

struct join {
	struct part **part;
	unsigned      n;
	struct range *range;
};

/* A thread that had no record has no slots. */
static struct list
slice_of(const struct list *l, size_t from, size_t to)
{
	return (struct list){ to > from ? l->slot + from : NULL, to - from, false };
}

static struct list
slots_of(const struct part *p)
{
	struct list all = { p->table.slot, p->table.nslot, false };

	return slice_of(&all, p->table.other != NULL, all.n);
}

static bool
worth_it(struct part *const *part, unsigned n)
{
	const struct fold_plan *p = part[0]->p;
	uint64_t slots = 0, cells = 0;

	for (unsigned i = 0; i < n; i++) {
		slots += part[i]->table.nslot;
		cells += part[i]->table.ncell;
		if (part[i]->table.other != NULL)
			return false;
	}
	return n > 1 && n <= JOIN_PARTS_MAX && p->nkey != 0 && cells >= JOIN_CELLS_MIN &&
	    slots <= p->max_groups && cells <= PART_STATES_MAX;
}

/* Keys in any order, which have one hash in all parts. */
static bool
may_pool(struct part *const *part, unsigned n)
{
	bool same = part[0]->p->unordered && !part[0]->p->windowed;

	for (unsigned i = 1; i < n; i++)
		same = same && part[i]->table.seed == part[0]->table.seed;
	return same;
}

static void
order_part(void *ctx, unsigned i)
{
	const struct join *j = ctx;

	group_order(&j->part[i]->table);
}

/* The first of @l that is not before @key. */
static size_t
lower_bound(const struct list *l, struct sv key, size_t nkey)
{
	size_t lo = 0, hi = l->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (group_key_cmp(group_bytes(l->slot[mid]), key, nkey) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Cut the keys into ranges, such that those of the largest part are cut evenly. */
static void
cut_ranges(struct join *j)
{
	struct list all[JOIN_PARTS_MAX];
	size_t from[JOIN_PARTS_MAX] = { 0 }, most = 0;

	for (unsigned i = 0; i < j->n; i++) {
		all[i] = slots_of(j->part[i]);
		most = all[i].n > all[most].n ? i : most;
	}
	for (unsigned r = 0; r < j->n; r++)
		for (unsigned i = 0; i < j->n; i++) {
			const struct list *l = &all[most];
			size_t to = all[i].n;

			if (r + 1 < j->n)
				to = lower_bound(&all[i],
				    group_bytes(l->slot[l->n / j->n * (r + 1)]),
				    j->part[0]->p->nkey);
			j->range[r].list[i] = slice_of(&all[i], from[i], to);
			from[i] = to;
		}
}

/* The first @k cells of a slot are no longer its. */
static void
leave_cells(const struct group_table *t, struct group_slot *s, uint32_t k)
{
	struct group_cell *last = s->n > 0 ? group_cell_nth(t, s, s->n - 1) : NULL;

	s->n -= k;
	if (t->windows && s->n == 1)
		group_list_of(s)->one = last;
	else if (t->windows && s->n > 1)
		group_list_of(s)->many += k;
}

/* The cells of @from go over to @to, the same key's; on failure the rest stays behind. */
static void
join_cells(struct join *j, unsigned r, struct group_slot *to, struct group_slot *from)
{
	const struct fold_plan *p = j->part[0]->p;
	struct group_table *t = &j->part[r]->table;
	struct range *range = &j->range[r];
	uint32_t i;

	for (i = 0; i < from->n && range->rc == RC_OK; i++) {
		struct group_cell *c = group_cell_nth(t, from, i), *there = group_adopt(t, to, c);

		if (there == NULL)
			continue;
		range->rc = p->ops->merge(p->ctx, group_state(there), group_state(c), &range->e);
		p->ops->free(p->ctx, group_state(c));
		range->merged++;
	}
	leave_cells(t, from, i);
}

/* Two slots of a key: *a stays; a slot without a cell is not the one. */
static void
join_slots(struct join *j, unsigned r, struct group_slot **a, struct group_slot **b)
{
	if ((*a)->n == 0) {
		struct group_slot *s = *a;

		*a = *b;
		*b = s;
	}
	join_cells(j, r, *a, *b);
}

static struct list
join_lists(struct join *j, unsigned r, struct list a, struct list b)
{
	const struct group_table *t = &j->part[r]->table;
	size_t nkey = t->nkey, i = 0, k = 0;
	struct list all = { mem_array(NULL, a.n + b.n + 1, sizeof(*all.slot)), 0, true };

	while (i < a.n && k < b.n) {
		int cmp;

		group_ahead(t, a.slot, a.n, i);
		group_ahead(t, b.slot, b.n, k);
		cmp = group_key_cmp(group_bytes(a.slot[i]), group_bytes(b.slot[k]), nkey);
		if (cmp == 0)
			join_slots(j, r, &a.slot[i], &b.slot[k]);
		if (cmp != 0 || b.slot[k]->n != 0)
			all.slot[all.n++] = cmp < 0 ? a.slot[i++] : b.slot[k++];
		else
			k++;
	}
	while (i < a.n)
		all.slot[all.n++] = a.slot[i++];
	while (k < b.n)
		all.slot[all.n++] = b.slot[k++];
	if (a.owned)
		mem_free(a.slot);
	if (b.owned)
		mem_free(b.slot);
	return all;
}

/* Pairs of lists, then pairs of those, until there is one. */
static void
join_range(void *ctx, unsigned r)
{
	struct join *j = ctx;
	const struct group_table *t = &j->part[r]->table;
	struct list *l = j->range[r].list;
	unsigned n = j->n;

	for (unsigned i = 1; i < n; i++)
		for (size_t k = 0; k < l[i].n && t->windows; k++) {
			struct group_slot *s = l[i].slot[k];

			group_ahead(t, l[i].slot, l[i].n, k);
			for (uint32_t w = 0; w < s->n; w++) {
				struct group_head *h = group_head_of(group_cell_nth(t, s, w));

				h->window = h->window->same;
			}
		}
	for (; n > 1; n = (n + 1) / 2) {
		for (unsigned i = 0; i < n / 2; i++)
			l[i] = join_lists(j, r, l[2 * i], l[2 * i + 1]);
		if (n % 2 != 0)
			l[n / 2] = l[n - 1];
	}
}

/* What the ranges hold becomes part 0, and the other parts hold nothing. */
static enum rc
gather_ranges(struct join *j, struct err *e)
{
	struct group_table *t = &j->part[0]->table;
	struct group_slot **slot;
	size_t n = 0, ncell = 0;
	enum rc rc = RC_OK;

	for (unsigned r = 0; r < j->n; r++) {
		n += j->range[r].list[0].n;
		ncell += j->part[r]->table.ncell - j->range[r].merged;
	}
	slot = mem_array(NULL, n + 1, sizeof(*slot));
	n = 0;
	for (unsigned r = 0; r < j->n; r++) {
		struct range *range = &j->range[r];

		if (range->list[0].n > 0)
			memcpy(slot + n, range->list[0].slot, range->list[0].n * sizeof(*slot));
		n += range->list[0].n;
		if (range->list[0].owned)
			mem_free(range->list[0].slot);
		if (rc == RC_OK && range->rc != RC_OK) {
			rc = range->rc;
			*e = range->e;
		}
		group_hand_over(&j->part[r]->table);
	}
	group_take_over(t, slot, n, ncell, true);
	return rc;
}

enum rc
part_join(struct part **part, unsigned n, struct err *e)
{
	struct join j = { .part = part, .n = n };
	enum rc rc = RC_OK;

	BUG_IF(n == 0, "no part to join");
	if (!worth_it(part, n)) {
		for (unsigned i = 1; rc == RC_OK && i < n; i++)
			rc = part_merge(part[0], part[i], e);
		return rc;
	}
	if (may_pool(part, n))
		return part_pool(part, n, e);
	j.range = mem_zalloc(n * sizeof(*j.range));
	team_run(n, order_part, &j);
	for (unsigned i = 1; i < n; i++)
		group_adopt_windows(&part[0]->table, &part[i]->table);
	cut_ranges(&j);
	team_run(n, join_range, &j);
	rc = gather_ranges(&j, e);
	mem_free(j.range);
	return rc;
}
