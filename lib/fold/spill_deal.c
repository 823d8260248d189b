/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill_deal.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/ksort.h"
#include "base/mem.h"
#include "fold/part.h"
#include "fold/served.h"
#include "fold/spill_state.h"
#include "key/group_key.h"
#include "run/team.h"

#include <pthread.h>
#include <string.h>

enum {
	ROOM_PART = 8,			/* of the memory the piles are so small a part, */
	ROOM_MAX = 8 * 1024 * 1024,	/* and no more: a part of a pile is written at once */
	BITS_FEW = 4,			/* of the hash, that choose one of few piles, */
	BITS_MANY = 8,			/* or of many, */
	MANY_FROM = 1024 * 1024,	/* where there is room for them */
	HASH_BITS = 64,
	LOW_BITS = 32,			/* of the hash: a table places by them */
	SAMPLE = 4096,			/* states that tell whether groups come again, at most, */
	SAMPLE_LEAST = 256,		/* and at least */
	GROUPS_LEAST = 64,		/* of a pile that is dealt again */
	LARGE_PILE = 4,			/* one of so many times the usual size */
	AHEAD = 32			/* states at a time: their places are on their way into the
					 * cache; then the size of the part is looked at */
};

struct put {			/* piles that went to disk together */
	struct spill_run run;
	uint64_t        *from;	/* where each begins, and the last one ends */
};

struct spill_deal {
	const struct fold_plan *p;
	uint64_t                memory;
	uint64_t                seed;
	unsigned                used;	/* bits of the hash, from the highest on, all alike */
	unsigned                bits;	/* ... behind them: which pile */
	struct buf             *pile;
	size_t                  npile;
	size_t                  n;	/* states in them, */
	uint64_t                bytes;	/* their bytes, */
	uint64_t                cap;	/* and what they take */
	struct spill_file      *file;	/* NULL: nothing is on disk */
	struct put             *put;
	size_t                  nput, capput;
};

bool
spill_deal_will_do(const struct fold_plan *p)
{
	return p->unordered && p->nkey != 0 && !p->windowed && p->partial == NULL &&
	    p->whole != NULL && p->whole->write != NULL && p->whole->look_states != NULL &&
	    p->ops->settle == NULL;
}

static uint64_t
room_of(uint64_t memory)
{
	return memory / ROOM_PART < ROOM_MAX ? memory / ROOM_PART : ROOM_MAX;
}

struct spill_deal *
spill_deal_new(const struct fold_plan *p, uint64_t memory, uint64_t seed)
{
	struct spill_deal *d = mem_zalloc(sizeof(*d));

	d->p = p;
	d->memory = memory;
	d->seed = seed;
	d->bits = room_of(memory) < MANY_FROM ? BITS_FEW : BITS_MANY;
	d->npile = (size_t)1 << d->bits;
	d->pile = mem_array(NULL, d->npile, sizeof(*d->pile));
	for (size_t i = 0; i < d->npile; i++)
		buf_init(&d->pile[i], SIZE_MAX);
	return d;
}

void
spill_deal_rest(struct spill_deal *d)
{
	for (size_t i = 0; i < d->npile; i++)
		buf_free(&d->pile[i]);
	d->cap = 0;
}

void
spill_deal_free(struct spill_deal *d)
{
	if (d == NULL)
		return;
	spill_deal_rest(d);
	for (size_t i = 0; i < d->nput; i++)
		mem_free(d->put[i].from);
	mem_free(d->put);
	mem_free(d->pile);
	spill_file_free(d->file);
	mem_free(d);
}

/* ---- states ---- */

uint64_t
spill_deal_seed(const struct spill_deal *d)
{
	return d->seed;
}

static inline size_t
pile_of(const struct spill_deal *d, uint64_t hash)
{
	return hash << d->used >> (HASH_BITS - d->bits);
}

uint64_t
spill_deal_room(const struct spill_deal *d)
{
	return room_of(d->memory);
}

void
spill_deal_add(struct spill_deal *d, const struct spill_one *one, uint64_t hash)
{
	struct buf *b = &d->pile[pile_of(d, hash)];
	const size_t most = SPILL_FILE_HEAD + one->key.n + one->state.n + SPILL_STATE_SLACK;
	size_t n;

	if (b->cap - b->n < most) {
		d->cap -= b->cap;
		if (!buf_room(b, most))
			return;		/* of SIZE_MAX there is always room */
		d->cap += b->cap;
	}
	n = spill_file_lay(b->p + b->n, false, one);
	b->n += n;
	d->bytes += n;
	d->n++;
}

/* Room that piles have taken is twice what is in them, at most, but for what was there once. */
bool
spill_deal_full(const struct spill_deal *d)
{
	return d->bytes > room_of(d->memory) / 2;
}

size_t
spill_deal_n(const struct spill_deal *d)
{
	return d->n;
}

static size_t
different(const struct ksort_item *item, size_t n)
{
	size_t sum = n > 0;

	for (size_t i = 1; i < n; i++)
		sum += item[i].key != item[i - 1].key;
	return sum;
}

/* A pile is a sample: it has all states of its keys. */
bool
spill_deal_again(const struct spill_deal *d, size_t few)
{
	const struct buf *b = &d->pile[d->nput % d->npile];
	const char *p = b->p, *end = b->n > 0 ? p + b->n : p;	/* an empty one has no memory */
	struct ksort_item *item;
	size_t n = 0;
	bool again;

	for (size_t i = 0; i < d->npile; i++)
		if (d->pile[i].n > SAMPLE && d->pile[i].n > d->bytes / d->npile * LARGE_PILE)
			return true;
	item = mem_array(NULL, SAMPLE, sizeof(*item));
	while (p < end && n < SAMPLE) {
		struct spill_one one;

		spill_file_take(&p, false, &one);
		item[n++] = (struct ksort_item){ hash_sv(group_key_hashed(one.key), d->seed),
			NULL };
	}
	ksort_run(item, n);
	again = n >= SAMPLE_LEAST && n >= few * different(item, n);
	mem_free(item);
	return again;
}

/* ---- to disk ---- */

enum rc
spill_deal_put(struct spill_deal *d, struct err *e)
{
	struct spill_runs runs = { NULL, 0, 0 };
	struct put *put;
	enum rc rc = RC_OK;

	if (d->n == 0)
		return RC_OK;
	if (d->file == NULL)
		rc = spill_file_new(&d->file, d->p->spill.tmp, false, e);
	if (rc != RC_OK)
		return rc;
	if (d->nput == d->capput) {
		d->capput = d->capput != 0 ? 2 * d->capput : 16;
		d->put = mem_array(d->put, d->capput, sizeof(*d->put));
	}
	put = &d->put[d->nput++];
	put->from = mem_array(NULL, d->npile + 1, sizeof(*put->from));
	for (size_t i = 0; i < d->npile; i++) {
		put->from[i] = spill_file_block(d->file, buf_view(&d->pile[i]));
		buf_clear(&d->pile[i]);
	}
	put->from[d->npile] = spill_file_block(d->file, SV(""));
	rc = spill_file_end(d->file, &runs, e);
	if (rc == RC_OK)
		put->run = runs.run[0];
	mem_free(runs.run);
	d->n = 0;
	d->bytes = 0;
	if (d->cap > room_of(d->memory))
		spill_deal_rest(d);
	return rc;
}

enum rc
spill_deal_part(struct spill_deal *d, struct part *t, bool *plain, struct err *e)
{
	const struct group_table *g = &t->table;
	struct spill_packer *packer = spill_packer_new(d->p);
	enum rc rc = RC_OK;

	*plain = true;
	for (size_t i = 0; i < g->nslot && rc == RC_OK; i++) {
		struct spill_one one = { .key = group_bytes(g->slot[i]) };

		group_ahead(g, g->slot, g->nslot, i);
		spill_packer_pack(packer, group_state(group_cell_nth(g, g->slot[i], 0)), &one);
		*plain &= one.plain;
		spill_deal_add(d, &one, hash_sv(group_key_hashed(one.key), d->seed));
		if (spill_deal_full(d))
			rc = spill_deal_put(d, e);
	}
	spill_packer_free(packer);
	return rc;
}

bool
spill_deal_any(const struct spill_deal *d)
{
	return d->nput > 0;
}

/* ---- from disk ---- */

struct dealer {			/* all that is written */
	struct job              *j;
	const struct fold_plan  *p;
	struct spill_deal *const *d;
	unsigned                 n;
	uint64_t                 memory;	/* of a thread */
	pthread_mutex_t          lock;	/* of what follows, and of p->whole */
	size_t                   next;	/* pile */
	struct served            served;
	enum rc                  rc;
	struct err               e;
};

struct taker {			/* of one thread */
	struct dealer     *to;
	struct part       *t;
	struct spill_deal *again;	/* where a pile goes that is too large; NULL */
	uint64_t           owned;	/* by states of t */
	void              *more;	/* room for a state */
	char              *b;	/* of a pile what went to disk at once */
	size_t             cap;
};

struct pile {			/* of so many threads together */
	struct spill_deal *const *d;
	unsigned                 n;
	size_t                   i;
};

/* Part @w->t has no room for more groups, and there are bits to tell those that it has apart. */
static bool
is_full(const struct taker *w, const struct spill_deal *d)
{
	return w->t->table.ncell >= GROUPS_LEAST &&
	    part_heap(w->t) + w->owned > w->to->memory / 2 &&
	    d->used + 2 * d->bits <= HASH_BITS - LOW_BITS;
}

static enum rc
take_state(struct taker *w, const struct spill_one *one, uint64_t hash, struct err *e)
{
	const struct fold_plan *p = w->to->p;
	struct group_table *g = &w->t->table;
	bool fresh;
	void *st = group_state(group_cell_in(g, group_slot_hashed(g, one->key, (uint32_t)hash),
	    group_window_at(g, one->span), &fresh));
	size_t before;
	enum rc rc;

	if (fresh) {
		rc = spill_state_load(p, st, one, e);
		if (!one->plain)
			w->owned += p->ops->heap(p->ctx, st);
		return rc;
	}
	before = p->ops->heap(p->ctx, st);
	memset(w->more, 0, p->state_size);
	rc = spill_state_load(p, w->more, one, e);
	if (rc == RC_OK)
		rc = p->ops->merge(p->ctx, st, w->more, e);
	p->ops->free(p->ctx, w->more);
	w->owned += p->ops->heap(p->ctx, st) - before;
	return rc;
}

static void
clear_part(struct taker *w)
{
	part_clear(w->t);
	w->owned = 0;
}

/* What was taken of a pile, and is too much of it, is dealt by more bits: so is what comes. */
static enum rc
begin_again(struct taker *w, const struct spill_deal *d, struct err *e)
{
	bool plain;
	enum rc rc;

	w->again = spill_deal_new(w->to->p, w->to->memory / 2, d->seed);
	w->again->used = d->used + d->bits;
	rc = spill_deal_part(w->again, w->t, &plain, e);
	clear_part(w);
	return rc;
}

static enum rc
add_again(struct taker *w, const struct spill_one *one, uint64_t hash, struct err *e)
{
	spill_deal_add(w->again, one, hash);
	return spill_deal_full(w->again) ? spill_deal_put(w->again, e) : RC_OK;
}

/* The next states at *@p, some or all, which moves behind them. */
static enum rc
take_some(struct taker *w, const struct spill_deal *d, const char **p, const char *end,
    struct err *e)
{
	const struct group_table *g = &w->t->table;
	struct spill_one one[AHEAD];
	struct sv text[AHEAD];
	uint64_t hash[AHEAD];
	enum rc rc = RC_OK;
	size_t n = 0;

	for (; n < AHEAD && *p < end; n++) {
		spill_file_take(p, false, &one[n]);
		text[n] = group_key_hashed(one[n].key);
	}
	hash_rows(text, n, d->seed, hash);
	for (size_t i = 0; i < n && g->nindex != 0; i++)
		__builtin_prefetch(&g->index[(uint32_t)hash[i] & (g->nindex - 1)]);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = w->again != NULL ? add_again(w, &one[i], hash[i], e) :
		    take_state(w, &one[i], hash[i], e);
	return rc == RC_OK && w->again == NULL && is_full(w, d) ? begin_again(w, d, e) : rc;
}

/* Of pile @i what went to disk at once. */
static enum rc
take_put(struct taker *w, const struct spill_deal *d, const struct put *put, size_t i,
    struct err *e)
{
	const size_t size = (size_t)(put->from[i + 1] - put->from[i]);
	const char *p, *end;
	enum rc rc;

	if (size + SPILL_STATE_SLACK > w->cap) {
		mem_free(w->b);
		w->cap = size + SPILL_STATE_SLACK;
		w->b = mem_alloc(w->cap);
	}
	rc = spill_file_load(&put->run, put->from[i], size, w->b, e);
	for (p = w->b, end = p + size; p < end && rc == RC_OK;)
		rc = take_some(w, d, &p, end, e);
	return rc;
}

/* Whole groups. */
static enum rc
give(struct taker *w, struct err *e)
{
	struct dealer *to = w->to;
	enum rc rc = RC_OK;

	if (w->t->table.ncell > 0) {
		pthread_mutex_lock(&to->lock);
		served_add(&to->served, w->t);
		rc = to->p->whole->write(to->p->whole->ctx, w->t, e);
		pthread_mutex_unlock(&to->lock);
	}
	clear_part(w);
	return rc;
}

/* Goes as deep as there are bits. */
static enum rc
take_pile(struct taker *w, const struct pile *pile, struct err *e)
{
	struct spill_deal *again;
	enum rc rc = RC_OK;

	for (unsigned k = 0; k < pile->n; k++) {
		const struct spill_deal *d = pile->d[k];

		for (size_t i = 0; i < d->nput && rc == RC_OK; i++)
			rc = take_put(w, d, &d->put[i], pile->i, e);
	}
	again = w->again;
	w->again = NULL;
	if (again == NULL)
		return rc == RC_OK ? give(w, e) : rc;
	if (rc == RC_OK)
		rc = spill_deal_put(again, e);
	spill_deal_rest(again);
	for (size_t i = 0; i < again->npile && rc == RC_OK; i++)
		rc = take_pile(w, &(struct pile){ &again, 1, i }, e);
	spill_deal_free(again);
	return rc;
}

/* False: there is none, or all is in vain. */
static bool
next_pile(struct dealer *to, size_t *i)
{
	bool is;

	pthread_mutex_lock(&to->lock);
	is = to->rc == RC_OK && to->next < to->d[0]->npile;
	if (is)
		*i = to->next++;
	pthread_mutex_unlock(&to->lock);
	return is;
}

static void
take_piles(void *ctx, unsigned thread)
{
	struct dealer *to = ctx;
	struct taker w = { .to = to, .t = part_new(to->p, to->j->seed),
		.more = mem_zalloc(to->p->state_size + 1) };
	struct pile pile = { to->d, to->n, 0 };
	struct err e = { 0 };

	(void)thread;	/* all do the same */
	while (next_pile(to, &pile.i)) {
		enum rc rc = take_pile(&w, &pile, &e);

		if (rc == RC_OK)
			continue;
		pthread_mutex_lock(&to->lock);
		if (to->rc == RC_OK) {
			to->rc = rc;
			to->e = e;
		}
		pthread_mutex_unlock(&to->lock);
	}
	part_free(w.t);
	mem_free(w.more);
	mem_free(w.b);
}

enum rc
spill_deal_write(struct job *j, const struct fold_plan *p, struct spill_deal *const *d,
    unsigned n, struct err *e)
{
	const unsigned threads = job_threads(j);
	struct dealer to = { .j = j, .p = p, .d = d, .n = n,
		.memory = spill_given_share(&p->spill, threads) };

	pthread_mutex_init(&to.lock, NULL);
	team_run(threads, take_piles, &to);
	if (to.rc != RC_OK)
		*e = to.e;
	else
		served_say(&to.served, j);
	served_free(&to.served);
	pthread_mutex_destroy(&to.lock);
	return to.rc;
}
