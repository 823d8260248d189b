/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shared - what an input gives, read by one thread and by several
 */
#ifndef CX_TESTS_SHARED_H
#define CX_TESTS_SHARED_H

#include "base/buf.h"
#include "base/mem.h"
#include "io/in.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SHARED_THREADS = 4 };

struct shared {
	struct in      *in;
	pthread_mutex_t lock;
	struct buf     *part;	/* what call number i gave */
	size_t          n;
};

/* What one call gave, in words that do not depend on how lines were put in blocks. */
static inline void
shared_note(struct buf *o, enum rc rc, const struct block *b, const struct err *e)
{
	if (rc != RC_OK) {
		buf_printf(o, "!%s\n", e->msg);
		return;
	}
	if (b->flags & BLOCK_LONG)
		buf_c(o, 'L');
	if (b->n > 0)
		buf_add(o, b->p, b->n);
	if (b->flags & BLOCK_LAST)
		buf_printf(o, "%zu bytes\n", (size_t)b->off + b->n);
	for (size_t i = 0; i < IN_PAD; i++)
		if (b->p[b->n + i] != 0)
			abort();
}

/* Bytes of the whole lines before a message that its data is damaged; SIZE_MAX: there is none. */
static inline size_t
shared_sound(const struct buf *o)
{
	static const char why[] = "!stdin: damaged";
	size_t n = 0;

	while (n + sizeof(why) <= o->n && memcmp(o->p + n, why, sizeof(why) - 1) != 0)
		n++;
	if (n + sizeof(why) > o->n)
		return SIZE_MAX;
	for (int lines = 0; n > 0 && lines < 2; n--)
		lines += o->p[n - 1] == '\n';
	return n;
}

/*
 * Two of them are the same.  How much libraries make of a damaged member before they see it
 * depends on how many bytes they are given at once: there one has more lines than the other.
 */
static inline bool
shared_same(const struct buf *a, const struct buf *b)
{
	const size_t na = shared_sound(a), nb = shared_sound(b), n = na < nb ? na : nb;

	return na == SIZE_MAX || nb == SIZE_MAX ? sv_eq(buf_view(a), buf_view(b))
	                                        : memcmp(a->p, b->p, n) == 0;
}

/* All of @cfg, by the one who asks. */
static inline void
shared_alone(struct buf *o, const struct in_cfg *cfg)
{
	struct block b = { 0 };
	struct err e = { 0 };
	struct in *in;
	enum rc rc = in_open(&in, cfg, &e);

	buf_clear(o);
	if (rc != RC_OK) {
		buf_printf(o, "!%s\n", e.msg);
		return;
	}
	while ((rc = in_next(in, &b, &e)) != RC_END)
		shared_note(o, rc, &b, &e);
	in_block_free(&b);
	in_close(in);
}

static inline void *
shared_thread(void *ctx)
{
	struct shared *s = ctx;
	struct block b = { 0 };
	struct err e = { 0 };
	enum rc rc;

	while ((rc = in_claim(s->in, &b, &e)) != RC_END) {
		const size_t at = (size_t)b.number;

		if (rc == RC_OK && b.from != NULL)
			rc = in_fetch(s->in, &b, &e);
		pthread_mutex_lock(&s->lock);
		if (at >= s->n)
			s->part = mem_array(s->part, at + 1, sizeof(*s->part));
		for (; s->n <= at; s->n++)
			buf_init(&s->part[s->n], SIZE_MAX);
		shared_note(&s->part[at], rc, &b, &e);
		pthread_mutex_unlock(&s->lock);
	}
	in_block_free(&b);
	return NULL;
}

/* The same by @threads threads, after @first blocks that one has read. */
static inline void
shared_together(struct buf *o, const struct in_cfg *cfg, unsigned threads, unsigned first)
{
	pthread_t thread[SHARED_THREADS];
	struct shared s = { .n = 0 };
	struct block b = { 0 };
	struct err e = { 0 };
	enum rc rc = in_open(&s.in, cfg, &e);

	buf_clear(o);
	if (rc != RC_OK) {
		buf_printf(o, "!%s\n", e.msg);
		return;
	}
	for (; first > 0 && (rc = in_next(s.in, &b, &e)) != RC_END; first--)
		shared_note(o, rc, &b, &e);
	in_block_free(&b);
	in_share(s.in, threads);
	pthread_mutex_init(&s.lock, NULL);
	for (unsigned i = 1; i < threads; i++)
		if (pthread_create(&thread[i], NULL, shared_thread, &s) != 0)
			abort();
	(void)shared_thread(&s);
	for (unsigned i = 1; i < threads; i++)
		pthread_join(thread[i], NULL);
	for (size_t i = 0; i < s.n; i++) {
		buf_sv(o, buf_view(&s.part[i]));
		buf_free(&s.part[i]);
	}
	mem_free(s.part);
	pthread_mutex_destroy(&s.lock);
	in_close(s.in);
}

#endif
