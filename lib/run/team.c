/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that cannot be had is done without: its share is the caller's, after its own.
 */
#include "run/team.h"

#include "base/mem.h"
#include "base/thread.h"

#include <pthread.h>
#include <stdbool.h>

struct mate {
	void    (*fn)(void *ctx, unsigned i);
	void     *ctx;
	unsigned  i;
	bool      started;
	pthread_t thread;
};

static void *
mate_main(void *ctx)
{
	struct mate *m = ctx;

	m->fn(m->ctx, m->i);
	return NULL;
}

void
team_run(unsigned n, void (*fn)(void *ctx, unsigned i), void *ctx)
{
	struct mate *m = mem_zalloc((n + 1) * sizeof(*m));

	for (unsigned i = 1; i < n; i++) {
		m[i] = (struct mate){ .fn = fn, .ctx = ctx, .i = i };
		m[i].started = thread_start(&m[i].thread, mate_main, &m[i]) == 0;
	}
	fn(ctx, 0);
	for (unsigned i = 1; i < n; i++) {
		if (m[i].started)
			pthread_join(m[i].thread, NULL);
		else
			fn(ctx, i);
	}
	mem_free(m);
}

struct desk {			/* where slices are handed out and in */
	const struct team_text *text;
	void                   *ctx;
	size_t                  slices;
	struct out             *out;
	pthread_mutex_t         lock;
	pthread_cond_t          moved;
	size_t                  taken;
	size_t                  written;
};

/* A slice to make, in order; false when there are none, or no point. */
static bool
take_slice(struct desk *d, size_t *k)
{
	bool more;

	pthread_mutex_lock(&d->lock);
	more = d->taken < d->slices && !out_failed(d->out);
	if (more)
		*k = d->taken++;
	pthread_mutex_unlock(&d->lock);
	return more;
}

void
team_push(struct team_slice *s)
{
	struct desk *d = s->desk;

	pthread_mutex_lock(&d->lock);
	while (d->written != s->k)
		pthread_cond_wait(&d->moved, &d->lock);
	out_sv(d->out, buf_view(&s->o));
	pthread_mutex_unlock(&d->lock);
	buf_clear(&s->o);
}

static void
hand_in(struct team_slice *s)
{
	struct desk *d = s->desk;

	team_push(s);
	pthread_mutex_lock(&d->lock);
	d->written++;
	pthread_cond_broadcast(&d->moved);
	pthread_mutex_unlock(&d->lock);
}

static void
make_slices(void *ctx, unsigned i)
{
	struct desk *d = ctx;
	void *own = d->text->begin(d->ctx, i);
	struct team_slice s = { .desk = d };

	buf_init(&s.o, SIZE_MAX);
	while (take_slice(d, &s.k)) {
		d->text->slice(d->ctx, own, &s);
		hand_in(&s);
	}
	buf_free(&s.o);
	d->text->end(d->ctx, own);
}

void
team_write(unsigned n, const struct team_text *text, void *ctx, size_t slices, struct out *out)
{
	struct desk d = { .text = text, .ctx = ctx, .slices = slices, .out = out };

	pthread_mutex_init(&d.lock, NULL);
	pthread_cond_init(&d.moved, NULL);
	team_run(n < slices ? n : slices > 0 ? (unsigned)slices : 1, make_slices, &d);
	pthread_cond_destroy(&d.moved);
	pthread_mutex_destroy(&d.lock);
}
