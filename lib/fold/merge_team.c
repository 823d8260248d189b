/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/merge_team.h"

#include "base/hash.h"
#include "base/mem.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>

enum { BATCH = 256 };

struct merge_batch {
	struct merge_one one[BATCH];
	size_t           n;
	uint64_t         first;		/* the number of one[0] among all */
	struct arena     text;
};

struct worker {
	struct merge_team *team;
	struct part       *part;
	void              *loaded;
	pthread_t          thread;
	pthread_cond_t     moved;
	struct merge_batch       batch[MERGE_TEAM_AHEAD];
	unsigned           filled;	/* batches, since the start; the next one is being filled */
	unsigned           emptied;
	uint64_t           failed;	/* number of the state that did; UINT64_MAX: none */
	enum rc            rc;
	struct err         e;
};

struct merge_team {
	const struct fold_plan *p;
	pthread_mutex_t         lock;	/* of filled, emptied and end */
	bool                    end;
	bool                    broken;
	uint64_t                seq;
	unsigned                n;
	struct worker          *worker;
};

/* Into a cell that is new; else to what it has already. */
static enum rc
load(const struct fold_plan *p, void *st, const struct merge_one *one, struct err *e)
{
	struct err why = { 0 };

	if (p->ops->load(p->ctx, st, &one->state, &why) == RC_OK)
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": a state that cannot be: %s", one->file,
	    one->line, why.msg);
}

static enum rc
add(const struct fold_plan *p, void *st, void *loaded, const struct merge_one *one, struct err *e)
{
	enum rc rc;

	memset(loaded, 0, p->state_size);
	rc = p->ops->init(p->ctx, loaded, e);
	if (rc == RC_OK)
		rc = load(p, loaded, one, e);
	if (rc == RC_OK)
		rc = p->ops->merge(p->ctx, st, loaded, e);
	p->ops->free(p->ctx, loaded);
	return rc;
}

enum rc
merge_team_load(struct part *t, void *loaded, const struct merge_one *one, struct arena *tmp,
    struct err *e)
{
	struct group_slot *slot;
	struct group_cell *cell;
	size_t ncell = t->table.ncell;
	enum rc rc = part_slot(t, one->key, tmp, &slot, e);

	if (rc == RC_OK)
		rc = part_cell(t, slot, one->span, &cell, e);
	if (rc != RC_OK)
		return rc;
	return t->table.ncell > ncell ? load(t->p, group_state(cell), one, e) :
	    add(t->p, group_state(cell), loaded, one, e);
}

/* ---- a thread ---- */

static void
work_off(struct worker *w, const struct merge_batch *b, struct arena *tmp)
{
	for (size_t i = 0; i < b->n && w->rc == RC_OK; i++) {
		arena_reset(tmp);
		w->rc = merge_team_load(w->part, w->loaded, &b->one[i], tmp, &w->e);
		if (w->rc != RC_OK)
			w->failed = b->first + i;
	}
}

static void *
work(void *ctx)
{
	struct worker *w = ctx;
	struct merge_team *t = w->team;
	struct arena tmp;

	arena_init(&tmp);
	pthread_mutex_lock(&t->lock);
	for (;;) {
		while (w->emptied == w->filled && !t->end)
			pthread_cond_wait(&w->moved, &t->lock);
		if (w->emptied == w->filled)
			break;
		pthread_mutex_unlock(&t->lock);
		work_off(w, &w->batch[w->emptied % MERGE_TEAM_AHEAD], &tmp);
		pthread_mutex_lock(&t->lock);
		w->emptied++;
		t->broken |= w->rc != RC_OK;
		pthread_cond_broadcast(&w->moved);
	}
	pthread_mutex_unlock(&t->lock);
	arena_free(&tmp);
	return NULL;
}

/* ---- who hands out ---- */

static bool
hire(struct merge_team *t, uint64_t seed)
{
	struct worker *w = &t->worker[t->n];

	*w = (struct worker){ .team = t, .failed = UINT64_MAX };
	w->part = part_new(t->p, seed);
	w->loaded = mem_zalloc(t->p->state_size + 1);
	pthread_cond_init(&w->moved, NULL);
	for (size_t i = 0; i < MERGE_TEAM_AHEAD; i++)
		arena_init(&w->batch[i].text);
	if (pthread_create(&w->thread, NULL, work, w) == 0) {
		t->n++;
		return true;
	}
	part_free(w->part);
	mem_free(w->loaded);
	pthread_cond_destroy(&w->moved);
	return false;
}

struct merge_team *
merge_team_new(const struct fold_plan *p, uint64_t seed, unsigned n)
{
	struct merge_team *t = mem_zalloc(sizeof(*t));

	t->p = p;
	t->worker = mem_array(NULL, n, sizeof(*t->worker));
	pthread_mutex_init(&t->lock, NULL);
	while (t->n < n && hire(t, seed))
		;
	if (t->n > 0)
		return t;
	pthread_mutex_destroy(&t->lock);
	mem_free(t->worker);
	mem_free(t);
	return NULL;
}

/* The batch that is being filled is handed in; the next one is free then. */
static void
hand_in(struct worker *w)
{
	struct merge_team *t = w->team;
	struct merge_batch *next;

	pthread_mutex_lock(&t->lock);
	w->filled++;
	pthread_cond_broadcast(&w->moved);
	while (w->filled - w->emptied == MERGE_TEAM_AHEAD)
		pthread_cond_wait(&w->moved, &t->lock);
	pthread_mutex_unlock(&t->lock);
	next = &w->batch[w->filled % MERGE_TEAM_AHEAD];
	next->n = 0;
	arena_reset(&next->text);
}

/* Equal keys as they are mostly spelled go to one thread; if not, the parts are joined. */
static struct worker *
worker_of(struct merge_team *t, const struct merge_one *one)
{
	uint64_t h = hash_sv((struct sv){ (const char *)&one->span.from_us,
	    sizeof(one->span.from_us) }, 0);

	for (size_t i = 0; i < t->p->nkey; i++)
		h = hash_sv(one->key[i].text, h + one->key[i].kind);
	return &t->worker[h % t->n];
}

bool
merge_team_put(struct merge_team *t, const struct merge_one *one)
{
	struct worker *w = worker_of(t, one);
	struct merge_batch *b = &w->batch[w->filled % MERGE_TEAM_AHEAD];
	struct merge_one *to = &b->one[b->n];
	struct val *key = arena_alloc(&b->text, (t->p->nkey + 1) * sizeof(*key));
	bool broken;

	if (b->n == 0)
		b->first = t->seq;
	t->seq++;
	*to = *one;
	for (size_t i = 0; i < t->p->nkey; i++) {
		key[i] = one->key[i];
		key[i].text = arena_sv(&b->text, one->key[i].text);
	}
	to->key = key;
	to->state.text = arena_sv(&b->text, one->state.text);
	if (++b->n < BATCH)
		return true;
	hand_in(w);
	pthread_mutex_lock(&t->lock);
	broken = t->broken;
	pthread_mutex_unlock(&t->lock);
	return !broken;
}

static void
wait_for_all(struct merge_team *t)
{
	for (unsigned i = 0; i < t->n; i++)
		if (t->worker[i].batch[t->worker[i].filled % MERGE_TEAM_AHEAD].n > 0)
			hand_in(&t->worker[i]);
	pthread_mutex_lock(&t->lock);
	t->end = true;
	for (unsigned i = 0; i < t->n; i++)
		pthread_cond_broadcast(&t->worker[i].moved);
	pthread_mutex_unlock(&t->lock);
	for (unsigned i = 0; i < t->n; i++)
		pthread_join(t->worker[i].thread, NULL);
}

enum rc
merge_team_end(struct merge_team *t, struct part **part, unsigned *n, struct err *e)
{
	const struct worker *first = NULL;
	enum rc rc = RC_OK;

	wait_for_all(t);
	for (unsigned i = 0; i < t->n; i++) {
		struct worker *w = &t->worker[i];

		part[(*n)++] = w->part;
		if (w->rc != RC_OK && (first == NULL || w->failed < first->failed))
			first = w;
		for (size_t k = 0; k < MERGE_TEAM_AHEAD; k++)
			arena_free(&w->batch[k].text);
		mem_free(w->loaded);
		pthread_cond_destroy(&w->moved);
	}
	if (first != NULL) {
		rc = first->rc;
		*e = first->e;
	}
	pthread_mutex_destroy(&t->lock);
	mem_free(t->worker);
	mem_free(t);
	return rc;
}
