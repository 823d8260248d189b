/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ring of blocks: the reader fills [filled], the taker swaps its own against
 * [taken], so that no byte is copied.
 */
#include "run/ahead.h"

#include "base/mem.h"
#include "base/thread.h"

#include <pthread.h>
#include <stdbool.h>

struct slot {
	struct block block;
	enum rc      rc;	/* of in_next; after RC_END nothing follows */
	struct err   e;
};

struct ahead {
	struct in      *in;
	pthread_t       thread;
	pthread_mutex_t lock;
	pthread_cond_t  moved;
	struct slot     slot[AHEAD_BLOCKS];
	unsigned        filled;		/* slots filled so far */
	unsigned        taken;
	bool            stop;
};

/* The next slot to fill; NULL when the run is over. */
static struct slot *
empty_slot(struct ahead *a)
{
	struct slot *s = NULL;

	pthread_mutex_lock(&a->lock);
	while (a->filled - a->taken == AHEAD_BLOCKS && !a->stop)
		pthread_cond_wait(&a->moved, &a->lock);
	if (!a->stop)
		s = &a->slot[a->filled % AHEAD_BLOCKS];
	pthread_mutex_unlock(&a->lock);
	return s;
}

static void *
read_on(void *ctx)
{
	struct ahead *a = ctx;
	struct slot *s;
	bool more = true;

	while (more && (s = empty_slot(a)) != NULL) {
		s->rc = in_next(a->in, &s->block, &s->e);
		more = s->rc != RC_END;
		pthread_mutex_lock(&a->lock);
		a->filled++;
		pthread_cond_signal(&a->moved);
		pthread_mutex_unlock(&a->lock);
	}
	return NULL;
}

struct ahead *
ahead_start(struct in *in)
{
	struct ahead *a = mem_zalloc(sizeof(*a));

	a->in = in;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->moved, NULL);
	if (thread_start(&a->thread, read_on, a) == 0)
		return a;
	pthread_cond_destroy(&a->moved);
	pthread_mutex_destroy(&a->lock);
	mem_free(a);
	return NULL;
}

enum rc
ahead_next(struct ahead *a, struct block *b, struct err *e)
{
	struct slot *s;
	struct block mine = *b;
	enum rc rc;

	pthread_mutex_lock(&a->lock);
	while (a->filled == a->taken)
		pthread_cond_wait(&a->moved, &a->lock);
	s = &a->slot[a->taken % AHEAD_BLOCKS];
	rc = s->rc;
	if (rc != RC_END) {	/* the end stays where it is, for whoever asks again */
		*b = s->block;
		s->block = mine;
		*e = s->e;
		a->taken++;
		pthread_cond_signal(&a->moved);
	}
	pthread_mutex_unlock(&a->lock);
	return rc;
}

void
ahead_stop(struct ahead *a)
{
	if (a == NULL)
		return;
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->moved);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	for (unsigned i = 0; i < AHEAD_BLOCKS; i++)
		in_block_free(&a->slot[i].block);
	pthread_cond_destroy(&a->moved);
	pthread_mutex_destroy(&a->lock);
	mem_free(a);
}
