/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/merge_team.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/thread.h"

#include <pthread.h>
#include <string.h>

struct worker {
	struct merge_team *team;
	struct part       *part;
	struct merge_load *load;
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

/* ---- a thread ---- */

static void
work_off(struct worker *w, const struct merge_batch *b)
{
	size_t done;

	if (w->rc != RC_OK)
		return;
	w->rc = merge_load_batch(w->load, w->part, b, &done, &w->e);
	if (w->rc != RC_OK)
		w->failed = b->first + done;
}

static void *
work(void *ctx)
{
	struct worker *w = ctx;
	struct merge_team *t = w->team;

	pthread_mutex_lock(&t->lock);
	for (;;) {
		while (w->emptied == w->filled && !t->end)
			pthread_cond_wait(&w->moved, &t->lock);
		if (w->emptied == w->filled)
			break;
		pthread_mutex_unlock(&t->lock);
		work_off(w, &w->batch[w->emptied % MERGE_TEAM_AHEAD]);
		pthread_mutex_lock(&t->lock);
		w->emptied++;
		t->broken |= w->rc != RC_OK;
		pthread_cond_broadcast(&w->moved);
	}
	pthread_mutex_unlock(&t->lock);
	return NULL;
}

/* ---- who hands out ---- */

static bool
hire(struct merge_team *t, uint64_t seed)
{
	struct worker *w = &t->worker[t->n];

	*w = (struct worker){ .team = t, .failed = UINT64_MAX };
	w->part = part_new(t->p, seed);
	w->load = merge_load_new(t->p);
	pthread_cond_init(&w->moved, NULL);
	for (size_t i = 0; i < MERGE_TEAM_AHEAD; i++)
		merge_batch_init(&w->batch[i]);
	if (thread_start(&w->thread, work, w) == 0) {
		t->n++;
		return true;
	}
	part_free(w->part);
	merge_load_free(w->load);
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

	pthread_mutex_lock(&t->lock);
	w->filled++;
	pthread_cond_broadcast(&w->moved);
	while (w->filled - w->emptied == MERGE_TEAM_AHEAD)
		pthread_cond_wait(&w->moved, &t->lock);
	pthread_mutex_unlock(&t->lock);
	merge_batch_clear(&w->batch[w->filled % MERGE_TEAM_AHEAD]);
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
	bool broken;

	if (b->n == 0)
		b->first = t->seq;
	t->seq++;
	merge_batch_add(b, one, t->p->nkey);
	if (b->n < MERGE_BATCH)
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
			merge_batch_free(&w->batch[k]);
		merge_load_free(w->load);
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
