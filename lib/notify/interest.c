/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * interest - who has an item in his cart, and who looked at it lately
 *
 * A pair of a user and an item stands in an array, in a hash table, and in two chains: of the
 * item, to find who holds it, and of the user, to empty his cart.  When the array is full the
 * pairs that no question can reach any more are dropped, and the chains made anew; if many are
 * left, it doubles.
 */
#include "notify/interest.h"

#include "base/arena.h"
#include "base/hmap.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRS_MIN = 1024, USERS_MIN = 1024, CHANGED_MAX = 4096 };

#define NEVER INT64_MIN

struct pair {
	int64_t  view_us;	/* NEVER: he did not look */
	int64_t  cart_us;	/* of the last word on the cart; NEVER: none */
	uint32_t user;
	uint32_t item;
	uint32_t next_of_item;	/* 1 + index; 0: the last */
	uint32_t next_of_user;	/* likewise */
};

struct holder {
	int64_t  cleared_us;	/* his cart was emptied last; NEVER */
	uint32_t first;		/* 1 + index of a pair */
};

struct changed {		/* a pair, which may be dropped meanwhile */
	uint32_t user;
	uint32_t item;
};

struct interest {
	int64_t        within_us;
	int64_t        last_us;	/* the latest instant met */
	uint64_t       seed;
	struct arena   arena;
	struct hmap    item;	/* to uint32_t: its number */
	uint32_t      *first;	/* of each item, 1 + index of a pair */
	size_t         capitem;
	struct holder *user;	/* by number */
	size_t         nuser;
	struct pair   *pair;
	bool          *in_cart;	/* of each pair */
	size_t         n;
	size_t         cap;
	uint32_t      *slot;	/* 2 * cap, a power of two: 1 + index */
	uint32_t      *found;
	size_t         capfound;
	bool          *touched;	/* NULL: changes are not noted */
	struct changed *changed;
	size_t         nchanged;
	size_t         capchanged;
};

struct interest *
interest_new(int64_t within_us, uint64_t seed)
{
	struct interest *in = mem_zalloc(sizeof(*in));

	in->within_us = within_us;
	in->last_us = NEVER;
	in->seed = seed;
	arena_init(&in->arena);
	hmap_init(&in->item, &in->arena, sizeof(uint32_t), seed);
	return in;
}

void
interest_free(struct interest *in)
{
	if (in == NULL)
		return;
	hmap_free(&in->item);
	arena_free(&in->arena);
	mem_free(in->first);
	mem_free(in->user);
	mem_free(in->pair);
	mem_free(in->in_cart);
	mem_free(in->slot);
	mem_free(in->found);
	mem_free(in->changed);
	mem_free(in);
}

/* ---- pairs ---- */

static size_t
place_of(const struct interest *in, uint32_t user, uint32_t item)
{
	uint64_t h = ((uint64_t)user << 32 | item) + in->seed;

	/* The finaliser of MurmurHash3: every bit of both numbers moves every bit. */
	h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return (size_t)(h ^ h >> 33) & (2 * in->cap - 1);
}

/* The slot of a pair, or the free one where it would be. */
static uint32_t *
find_slot(const struct interest *in, uint32_t user, uint32_t item)
{
	size_t i = place_of(in, user, item);

	for (; in->slot[i] != 0; i = (i + 1) & (2 * in->cap - 1)) {
		const struct pair *p = &in->pair[in->slot[i] - 1];

		if (p->user == user && p->item == item)
			break;
	}
	return &in->slot[i];
}

static void
link_pair(struct interest *in, size_t i)
{
	struct pair *p = &in->pair[i];

	*find_slot(in, p->user, p->item) = (uint32_t)i + 1;
	p->next_of_item = in->first[p->item];
	in->first[p->item] = (uint32_t)i + 1;
	p->next_of_user = in->user[p->user].first;
	in->user[p->user].first = (uint32_t)i + 1;
}

/* What lies so far back that nobody asks for it. */
static bool
is_old(const struct interest *in, int64_t at_us)
{
	return at_us == NEVER || at_us < in->last_us - in->within_us;
}

static void
drop_old(struct interest *in)
{
	size_t n = 0;

	for (size_t i = 0; i < in->n; i++) {
		const struct pair *p = &in->pair[i];

		if (is_old(in, p->view_us) && is_old(in, p->cart_us))
			continue;
		in->in_cart[n] = in->in_cart[i];
		in->pair[n++] = *p;
	}
	in->n = n;
}

static void
make_room(struct interest *in)
{
	drop_old(in);
	if (in->cap == 0 || in->n > in->cap / 4 * 3) {
		in->cap = in->cap != 0 ? 2 * in->cap : PAIRS_MIN;
		in->pair = mem_array(in->pair, in->cap, sizeof(*in->pair));
		in->in_cart = mem_array(in->in_cart, in->cap, sizeof(*in->in_cart));
		in->slot = mem_array(in->slot, 2 * in->cap, sizeof(*in->slot));
	}
	memset(in->slot, 0, 2 * in->cap * sizeof(*in->slot));
	memset(in->first, 0, in->capitem * sizeof(*in->first));
	for (size_t i = 0; i < in->nuser; i++)
		in->user[i].first = 0;
	for (size_t i = 0; i < in->n; i++)
		link_pair(in, i);
}

static struct holder *
holder_of(struct interest *in, uint32_t user)
{
	size_t n = in->nuser;

	if (user >= n) {
		n = 2 * (size_t)user + USERS_MIN;
		in->user = mem_array(in->user, n, sizeof(*in->user));
		for (size_t i = in->nuser; i < n; i++)
			in->user[i] = (struct holder){ NEVER, 0 };
		in->nuser = n;
	}
	return &in->user[user];
}

static uint32_t
item_of(struct interest *in, struct sv text)
{
	bool fresh;
	uint32_t *number = hmap_put(&in->item, text, &fresh);

	if (!fresh)
		return *number;
	*number = (uint32_t)(in->item.n - 1);
	if (*number >= in->capitem) {
		size_t n = 2 * in->capitem + PAIRS_MIN;

		in->first = mem_array(in->first, n, sizeof(*in->first));
		memset(in->first + in->capitem, 0, (n - in->capitem) * sizeof(*in->first));
		in->capitem = n;
	}
	return *number;
}

/* The index of a pair, which is made when there is none. */
static size_t
pair_of(struct interest *in, uint32_t user, struct sv text, int64_t at_us)
{
	const uint32_t item = item_of(in, text);
	const struct holder *h = holder_of(in, user);
	uint32_t slot;

	if (at_us > in->last_us)
		in->last_us = at_us;
	if (in->n == in->cap)
		make_room(in);
	slot = *find_slot(in, user, item);
	if (slot != 0)
		return slot - 1;
	in->pair[in->n] = (struct pair){ .view_us = NEVER, .cart_us = h->cleared_us, .user = user,
		.item = item };
	in->in_cart[in->n] = false;
	link_pair(in, in->n);
	return in->n++;
}

/* ---- words ---- */

void
interest_track(struct interest *in, bool *touched)
{
	in->touched = touched;
	in->nchanged = 0;
}

static void
note(struct interest *in, size_t i)
{
	if (in->touched == NULL)
		return;
	if (in->nchanged == in->capchanged) {
		in->capchanged = in->capchanged != 0 ? 2 * in->capchanged : CHANGED_MAX;
		in->changed = mem_array(in->changed, in->capchanged, sizeof(*in->changed));
	}
	in->changed[in->nchanged++] = (struct changed){ in->pair[i].user, in->pair[i].item };
	*in->touched |= in->nchanged >= CHANGED_MAX;
}

void
interest_flush(struct interest *in, void (*fn)(void *ctx, const struct interest_pair *p), void *ctx)
{
	for (size_t k = 0; k < in->nchanged; k++) {
		const struct changed *c = &in->changed[k];
		const uint32_t slot = *find_slot(in, c->user, c->item);
		const struct pair *p = slot != 0 ? &in->pair[slot - 1] : NULL;

		if (p != NULL && (p->view_us != NEVER || p->cart_us != NEVER))
			fn(ctx, &(struct interest_pair){ c->user, in->item.entry[c->item].key,
			    p->view_us, p->cart_us, in->in_cart[slot - 1] });
	}
	in->nchanged = 0;
}

void
interest_view(struct interest *in, uint32_t user, struct sv item, int64_t at_us)
{
	const size_t i = pair_of(in, user, item, at_us);	/* in->pair may have moved */

	if (at_us <= in->pair[i].view_us)
		return;
	in->pair[i].view_us = at_us;
	note(in, i);
}

static void
set_cart(struct interest *in, size_t i, int64_t at_us, bool is_in)
{
	if (at_us < in->pair[i].cart_us)
		return;
	in->pair[i].cart_us = at_us;
	in->in_cart[i] = is_in;
	note(in, i);
}

void
interest_recall(struct interest *in, const struct interest_pair *p)
{
	const int64_t at_us = p->view_us > p->cart_us ? p->view_us : p->cart_us;
	const size_t i = pair_of(in, p->user, p->item, at_us);

	if (p->view_us > in->pair[i].view_us)
		in->pair[i].view_us = p->view_us;
	if (p->cart_us <= in->pair[i].cart_us)
		return;
	in->pair[i].cart_us = p->cart_us;
	in->in_cart[i] = p->in_cart;
}

void
interest_add(struct interest *in, uint32_t user, struct sv item, int64_t at_us)
{
	set_cart(in, pair_of(in, user, item, at_us), at_us, true);
}

void
interest_remove(struct interest *in, uint32_t user, struct sv item, int64_t at_us)
{
	set_cart(in, pair_of(in, user, item, at_us), at_us, false);
}

void
interest_clear(struct interest *in, uint32_t user, int64_t at_us)
{
	struct holder *h = holder_of(in, user);

	if (at_us > in->last_us)
		in->last_us = at_us;
	if (at_us < h->cleared_us)
		return;
	h->cleared_us = at_us;
	for (uint32_t i = h->first; i != 0; i = in->pair[i - 1].next_of_user)
		set_cart(in, i - 1, at_us, false);
}

void
interest_forget(struct interest *in, uint32_t user)
{
	struct holder *h = holder_of(in, user);

	for (uint32_t i = h->first; i != 0; i = in->pair[i - 1].next_of_user) {
		in->pair[i - 1].view_us = in->pair[i - 1].cart_us = NEVER;
		in->in_cart[i - 1] = false;
	}
	h->cleared_us = NEVER;
}

/* ---- questions ---- */

static bool
within(const struct interest_ask *ask, int64_t at_us)
{
	return at_us != NEVER && at_us >= ask->from_us && at_us <= ask->to_us;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

size_t
interest_holders(struct interest *in, struct sv item, const struct interest_ask *ask,
    const uint32_t **user)
{
	const uint32_t *number = hmap_get(&in->item, item);
	size_t n = 0;

	for (uint32_t i = number != NULL ? in->first[*number] : 0; i != 0;
	    i = in->pair[i - 1].next_of_item) {
		const struct pair *p = &in->pair[i - 1];

		if (!(ask->cart && in->in_cart[i - 1] && within(ask, p->cart_us)) &&
		    !(ask->viewed && within(ask, p->view_us)))
			continue;
		if (n == in->capfound) {
			in->capfound = 2 * in->capfound + PAIRS_MIN;
			in->found = mem_array(in->found, in->capfound, sizeof(*in->found));
		}
		in->found[n++] = p->user;
	}
	if (n != 0)
		qsort(in->found, n, sizeof(*in->found), by_number);
	*user = in->found;
	return n;
}
