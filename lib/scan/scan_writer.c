/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_writer.h"

#include "base/mem.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "key/scan_key.h"
#include "scan/scan_sink.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	GATHER = 64 * 1024,	/* output gathered before it is handed on */
	LINE_FACTS = 1 << 20	/* bytes of facts in one line of states */
};

void
scan_writer_begin(struct scan_writer *w, struct job *j, const struct scan_plan *p,
    const struct scan_dict **dict, struct state_writer *states)
{
	*w = (struct scan_writer){ .j = j, .p = p, .dict = dict, .states = states,
		.gather = GATHER };
	w->key = mem_array(NULL, p->nkey + 1, sizeof(*w->key));
	arena_init(&w->tmp);
	buf_init(&w->text, SIZE_MAX);
	buf_init(&w->fact[0], SIZE_MAX);
	buf_init(&w->fact[1], SIZE_MAX);
}

/* The i-th fact as JSON; empty behind the last. */
static struct sv
fact_text(struct scan_writer *w, const struct scan_seq *s, size_t i)
{
	struct buf *b = &w->fact[i % 2];

	buf_clear(b);
	if (i < s->n)
		fact_read_all(&s->frame, &s->fact[i], b);
	return buf_view(b);
}

/* [[time,fact],...], in lines that no reader's --max-line minds. */
static void
save_key(struct scan_writer *w, const struct scan_seq *s)
{
	struct sv text = fact_text(w, s, 0);

	for (size_t i = 0; i < s->n;) {
		struct jwrite *jw = state_writer_open(w->states, s->key, NULL,
		    (struct twindow_span){ 0, 0 });
		size_t room = LINE_FACTS;

		jwrite_open(jw, '[');
		do {
			jwrite_open(jw, '[');
			jwrite_i64(jw, s->fact[i].at_us);
			jwrite_raw(jw, text);
			jwrite_shut(jw, ']');
			room = text.n < room ? room - text.n : 0;
			text = fact_text(w, s, ++i);
		} while (i < s->n && room > text.n);
		jwrite_shut(jw, ']');
		state_writer_shut(w->states);
	}
}

enum rc
scan_writer_key(struct scan_writer *w, struct sv key, struct buf *o, struct err *e)
{
	struct scan_seq s = { .key = w->key, .tmp = &w->tmp, .latest_us = w->latest_us,
		.sum = w->sum, .writer = w };
	enum rc rc = RC_OK;

	s.frame = (struct fact_frame){ w->dict, key_bytes_string(key, w->p->nkey), &w->clock,
		&w->tmp, NULL };
	group_key_read(key, w->p->nkey, w->key);
	buf_clear(&w->text);
	scan_key_text(&w->text, w->key, w->p->nkey, &w->tmp);
	s.text = buf_view(&w->text);
	scan_list_sort(&w->facts, &s.frame);
	s.fact = w->facts.fact;
	s.n = w->facts.n;
	if (w->states != NULL)
		save_key(w, &s);
	else
		rc = w->p->ops->each(w->p->ctx, &s, o, e);
	arena_reset(&w->tmp);
	w->facts.n = 0;
	scan_push(&s, o);
	if (rc == RC_OK && w->rc != RC_OK) {
		rc = w->rc;
		*e = w->e;
	}
	return rc;
}

void
scan_writer_push(struct scan_writer *w, struct buf *o)
{
	if (w->sink != NULL) {
		if (w->rc == RC_OK)
			w->rc = scan_sink_feed(w->sink, o, &w->e);
		buf_clear(o);
		return;
	}
	if (w->slice != NULL) {
		team_push(w->slice);
		return;
	}
	out_sv(w->j->run.out, buf_view(o));
	buf_clear(o);
}

void
scan_writer_end(struct scan_writer *w)
{
	scan_list_release(&w->facts);
	buf_free(&w->text);
	buf_free(&w->fact[0]);
	buf_free(&w->fact[1]);
	arena_free(&w->tmp);
	mem_free(w->key);
}

/* ---- all keys ---- */

struct writing {
	struct job              *j;
	const struct scan_plan  *p;
	const struct scan_walk  *walk;
	int64_t                  latest_us;
	struct state_writer     *states;
	struct scan_sink        *sink[JOB_THREADS_MAX];	/* of each thread that wrote */
	void                    *sum[JOB_THREADS_MAX];	/* likewise */

	pthread_mutex_t          lock;
	size_t                   failed;	/* the first slice that did; SIZE_MAX none */
	enum rc                  rc;
	struct err               e;
};

struct scribe {			/* of one thread */
	struct scan_writer          w;
	const struct scan_walk_ops *ops;
	void                       *cursor;
};

static void
note_failure(struct writing *x, size_t k, enum rc rc, const struct err *e)
{
	pthread_mutex_lock(&x->lock);
	if (k < x->failed) {
		x->failed = k;
		x->rc = rc;
		x->e = *e;
	}
	pthread_mutex_unlock(&x->lock);
}

static enum rc
write_keys(struct scribe *s, struct team_slice *t, struct err *e)
{
	struct sv key;
	enum rc rc = s->ops->slice(s->cursor, t->k, e);

	while (rc == RC_OK) {
		rc = s->ops->next(s->cursor, &key, &s->w.facts, e);
		if (rc == RC_OK)
			rc = scan_writer_key(&s->w, key, &t->o, e);
	}
	s->w.facts.n = 0;	/* some of a key that could not be read whole */
	return rc == RC_END ? RC_OK : rc;
}

static void
write_slice(void *ctx, void *own, struct team_slice *t)
{
	struct writing *x = ctx;
	struct scribe *s = own;
	struct err e = { 0 };
	enum rc rc;

	s->w.slice = t;
	rc = write_keys(s, t, &e);
	if (s->w.sink != NULL)
		scan_writer_push(&s->w, &t->o);
	if (rc == RC_OK && s->w.rc != RC_OK) {
		rc = s->w.rc;
		e = s->w.e;
	}
	if (rc != RC_OK)
		note_failure(x, t->k, rc, &e);
}

static void *
new_scribe(void *ctx, unsigned i)
{
	struct writing *x = ctx;
	struct scribe *s = mem_zalloc(sizeof(*s));

	scan_writer_begin(&s->w, x->j, x->p, x->walk->dict, x->states);
	s->w.latest_us = x->latest_us;
	s->w.gather = x->walk->gather;
	s->ops = x->walk->ops;
	s->cursor = s->ops->begin(x->walk);
	if (x->p->into != NULL && x->states == NULL)
		s->w.sink = x->sink[i] = scan_sink_new(x->p->into);
	if (x->p->sum != NULL && x->states == NULL)
		s->w.sum = x->sum[i] = x->p->sum->begin(x->p->ctx);
	return s;
}

static void
free_scribe(void *ctx, void *own)
{
	struct scribe *s = own;

	(void)ctx;
	scan_writer_end(&s->w);
	s->ops->end(s->cursor);
	mem_free(s);
}

static const struct team_text text = { new_scribe, free_scribe, write_slice };

/* What the threads have folded. */
static void
write_folded(struct writing *x)
{
	unsigned n = 0;

	for (unsigned i = 0; i < JOB_THREADS_MAX; i++)
		if (x->sink[i] != NULL)
			x->sink[n++] = x->sink[i];
	if (n > 0 && x->rc == RC_OK)
		x->rc = scan_sink_write(x->j, x->p->into, x->sink, n, &x->e);
	for (unsigned i = 0; i < n; i++)
		scan_sink_free(x->sink[i]);
}

/* What the threads have summed up; of no keys at all, too. */
static void
write_sums(struct writing *x)
{
	const struct scan_sum *ops = x->p->sum;
	void *sum = ops->begin(x->p->ctx);

	for (unsigned i = 0; i < JOB_THREADS_MAX; i++) {
		if (x->sum[i] == NULL)
			continue;
		if (x->rc == RC_OK)
			x->rc = ops->merge(x->p->ctx, sum, x->sum[i], &x->e);
		ops->free(x->sum[i]);
	}
	if (x->rc == RC_OK)
		x->rc = ops->write(x->p->ctx, sum, x->j, &x->e);
	ops->free(sum);
}

enum rc
scan_writer_save(struct job *j, const struct scan_plan *p, const struct scan_walk *walk,
    const struct scan_saving *as, struct err *e)
{
	struct state_writer states;
	struct writing x = { .j = j, .p = p, .walk = walk, .failed = SIZE_MAX, .states = &states };

	pthread_mutex_init(&x.lock, NULL);
	state_writer_begin(&states, as->to, j, as->head);
	states.sum = as->sum;
	team_write(1, &text, &x, walk->nslice, as->to);	/* their writer is one */
	if (x.rc == RC_OK)
		state_writer_end(&states);
	else
		state_writer_abort(&states);
	pthread_mutex_destroy(&x.lock);
	if (x.rc != RC_OK)
		*e = x.e;
	return x.rc;
}

enum rc
scan_writer_all(struct job *j, const struct scan_plan *p, const struct scan_walk *walk,
    int64_t latest_us, struct err *e)
{
	struct writing x = { .j = j, .p = p, .walk = walk, .latest_us = latest_us,
		.failed = SIZE_MAX };

	if (p->partial != NULL)
		return scan_writer_save(j, p, walk,
		    &(struct scan_saving){ p->partial, NULL, j->run.out }, e);
	pthread_mutex_init(&x.lock, NULL);
	team_write(job_threads(j), &text, &x, walk->nslice, j->run.out);
	write_folded(&x);
	if (p->sum != NULL)
		write_sums(&x);
	pthread_mutex_destroy(&x.lock);
	if (x.rc != RC_OK)
		*e = x.e;
	return x.rc;
}
