/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ksort.h"
#include "base/mem.h"
#include "fold/group.h"
#include "key/group_key.h"

static struct sv
key_of(const void *item)
{
	return group_bytes(item);
}

void
group_order(struct group_table *t)
{
	size_t skip = t->other != NULL, n = t->nslot - skip;
	struct ksort_item *s;

	if (t->sorted)
		return;
	s = mem_array(NULL, n + 1, sizeof(*s));
	for (size_t i = 0; i < n; i++)
		s[i].item = t->slot[skip + i];
	group_key_sort(s, n, t->nkey, key_of);
	for (size_t i = 0; i < n; i++)
		t->slot[skip + i] = s[i].item;
	mem_free(s);
	t->heap = false;
	t->sorted = true;
}

/* The windows by time; window->at says where the cells of each begin. */
static void
order_windows(struct group_table *t)
{
	size_t n = t->by_from.n, sum = 0;
	struct ksort_item *w = mem_array(NULL, n + 1, sizeof(*w));

	for (size_t i = 0; i < n; i++) {
		struct group_window *at = t->by_from.entry[i].val;

		w[i].key = (uint64_t)at->span.from_us ^ UINT64_C(1) << 63;
		w[i].item = at;
	}
	ksort_run(w, n);
	for (size_t i = 0; i < n; i++) {
		struct group_window *at = w[i].item;
		size_t k = at->at;

		at->at = sum;
		sum += k;
	}
	mem_free(w);
}

/* The @i-th slot in output order. */
static struct group_slot *
slot_at(const struct group_table *t, size_t i)
{
	size_t skip = t->other != NULL;

	return t->slot[i + skip < t->nslot ? i + skip : 0];
}

/* Count the cells of each window when @cell is NULL, else put each where it belongs. */
static void
deal_cells(struct group_table *t, struct group_cell **cell)
{
	for (size_t i = 0; !t->windows && t->ncell == t->nslot && i < t->nslot; i++)
		cell[i] = group_cell_nth(t, slot_at(t, i), 0);	/* none is looked at */
	if (!t->windows && t->ncell == t->nslot)
		return;
	for (size_t i = 0; i < t->nslot; i++) {
		struct group_slot *s = slot_at(t, i);

		group_ahead(t, t->slot, t->nslot, i);
		for (uint32_t k = 0; k < s->n; k++) {
			struct group_cell *c = group_cell_nth(t, s, k);
			size_t at = group_window_of(t, c)->at++;

			if (cell != NULL)
				cell[at] = c;
		}
	}
}

struct group_cell **
group_sort(struct group_table *t)
{
	struct group_cell **cell = arena_alloc(&t->arena, (t->ncell + 1) * sizeof(*cell));

	group_order(t);
	for (size_t i = 0; i < t->by_from.n; i++) {
		struct group_window *w = t->by_from.entry[i].val;

		w->at = t->taken || t->by_from.n == 1 ? 0 : w->n;
	}
	if (t->taken && t->by_from.n > 1)
		deal_cells(t, NULL);
	if (t->by_from.n > 1)
		order_windows(t);
	deal_cells(t, cell);
	return cell;
}

void
group_hand_over(struct group_table *t)
{
	mem_free(t->index);
	mem_free(t->slot);
	t->index = NULL;
	t->slot = NULL;
	t->other = NULL;
	t->nindex = t->nslot = t->capslot = t->ncell = t->nfar = 0;
}

void
group_take_over(struct group_table *t, struct group_slot **slot, size_t n, size_t ncell,
    bool sorted)
{
	group_hand_over(t);
	t->slot = slot;
	t->nslot = t->capslot = n;
	t->ncell = ncell;
	t->sorted = sorted;
	t->taken = true;
}
