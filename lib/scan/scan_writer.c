/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each part is sorted by itself; then slices of the order are written at once.  A slice
 * begins at every SLICE-th key of the largest part and is looked for in the others, whose
 * keys in it are gone through side by side.
 */
#include "scan/scan_writer.h"

#include "base/mem.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "key/scan_key.h"
#include "scan/scan_sink.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	SLICE = 64,		/* keys of the largest part that one thread writes at a time */
	AHEAD = 4,		/* a key that far on is on its way into the cache */
	LINE_FACTS = 1 << 20	/* bytes of facts in one line of states */
};

void
scan_writer_begin(struct scan_writer *w, struct job *j, const struct scan_plan *p,
    const struct scan_dict **dict, struct state_writer *states)
{
	*w = (struct scan_writer){ .j = j, .p = p, .dict = dict, .states = states };
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
	struct scan_part       **part;
	const struct scan_dict **dict;
	unsigned                 n;
	unsigned                 largest;
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
	struct scan_writer w;
	size_t            *at;		/* of each part: the key that is next */
	size_t            *to;		/* ... and where the slice ends */
};

/* How many keys of a part come before a key. */
static size_t
keys_before(const struct writing *x, const struct scan_part *p, struct sv key)
{
	size_t from = 0, to = p->nkey;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (group_key_cmp(scan_part_key(p, mid), key, x->p->nkey) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Where slice @k begins in part @i. */
static size_t
slice_begin(const struct writing *x, size_t k, unsigned i)
{
	const struct scan_part *most = x->part[x->largest];

	if (k == 0)
		return 0;
	if (k * SLICE >= most->nkey)
		return x->part[i]->nkey;
	return i == x->largest ? k * SLICE :
	    keys_before(x, x->part[i], scan_part_key(most, k * SLICE));
}

/* The least of the keys that come next; false when the slice is done. */
static bool
next_key(const struct writing *x, const struct scribe *s, struct sv *least)
{
	bool any = false;

	for (unsigned i = 0; i < x->n; i++) {
		struct sv key;

		if (s->at[i] == s->to[i])
			continue;
		key = scan_part_key(x->part[i], s->at[i]);
		if (!any || group_key_cmp(key, *least, x->p->nkey) < 0)
			*least = key;
		any = true;
	}
	return any;
}

static void
take_facts(const struct writing *x, struct scribe *s, struct sv key)
{
	for (unsigned i = 0; i < x->n; i++) {
		const struct ksort_item *at = x->part[i]->order + s->at[i];
		const struct scan_entry *entry;

		if (s->at[i] == s->to[i])
			continue;
		if (s->to[i] - s->at[i] > AHEAD)
			__builtin_prefetch(at[AHEAD].item);
		entry = at->item;
		if (x->n > 1 && !sv_eq((struct sv){ entry->key, entry->nkey }, key))
			continue;
		scan_list_unpack(&entry->list, i, &s->w.facts);
		s->at[i]++;
	}
}

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

static void
write_slice(void *ctx, void *own, struct team_slice *t)
{
	struct writing *x = ctx;
	struct scribe *s = own;
	struct err e = { 0 };
	enum rc rc = RC_OK;
	struct sv key;

	s->w.slice = t;
	for (unsigned i = 0; i < x->n; i++) {
		s->at[i] = slice_begin(x, t->k, i);
		s->to[i] = slice_begin(x, t->k + 1, i);
	}
	while (rc == RC_OK && next_key(x, s, &key)) {
		take_facts(x, s, key);
		rc = scan_writer_key(&s->w, key, &t->o, &e);
	}
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

	scan_writer_begin(&s->w, x->j, x->p, x->dict, x->states);
	s->w.latest_us = x->latest_us;
	s->at = mem_array(NULL, x->n, sizeof(*s->at));
	s->to = mem_array(NULL, x->n, sizeof(*s->to));
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
	mem_free(s->at);
	mem_free(s->to);
	mem_free(s);
}

static void
sort_part(void *ctx, unsigned i)
{
	const struct writing *x = ctx;

	scan_part_sort(x->part[i], x->p->nkey);
}

static const struct team_text text = { new_scribe, free_scribe, write_slice };

static size_t
count_slices(const struct writing *x)
{
	return (x->part[x->largest]->nkey + SLICE - 1) / SLICE;
}

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

/* The parts side by side, and their dictionaries. */
static void
begin_all(struct writing *x)
{
	x->dict = mem_array(NULL, x->n, sizeof(*x->dict));
	team_run(x->n, sort_part, x);
	for (unsigned i = 0; i < x->n; i++) {
		x->dict[i] = x->part[i]->dict;
		if (x->part[i]->nkey > x->part[x->largest]->nkey)
			x->largest = i;
	}
	pthread_mutex_init(&x->lock, NULL);
}

static void
end_all(struct writing *x)
{
	pthread_mutex_destroy(&x->lock);
	mem_free(x->dict);
}

void
scan_writer_save(struct job *j, const struct scan_plan *p, struct scan_part **part, unsigned n,
    const struct state_head *h, const struct state_sum *sum, struct out *to)
{
	struct state_writer states;
	struct writing x = { .j = j, .p = p, .part = part, .n = n, .failed = SIZE_MAX,
		.states = &states };

	begin_all(&x);
	state_writer_begin(&states, to, j, h);
	states.sum = sum;
	team_write(1, &text, &x, count_slices(&x), to);	/* their writer is one */
	state_writer_end(&states);
	end_all(&x);
}

enum rc
scan_writer_all(struct job *j, const struct scan_plan *p, struct scan_part **part, unsigned n,
    int64_t latest_us, struct err *e)
{
	struct writing x = { .j = j, .p = p, .part = part, .n = n, .latest_us = latest_us,
		.failed = SIZE_MAX };

	if (p->partial != NULL) {
		scan_writer_save(j, p, part, n, p->partial, NULL, j->run.out);
		return RC_OK;
	}
	begin_all(&x);
	team_write(job_threads(j), &text, &x, count_slices(&x), j->run.out);
	write_folded(&x);
	if (p->sum != NULL)
		write_sums(&x);
	end_all(&x);
	if (x.rc != RC_OK)
		*e = x.e;
	return x.rc;
}
