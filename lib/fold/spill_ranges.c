/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill_ranges.h"

#include "base/mem.h"
#include "fold/part.h"
#include "fold/result.h"
#include "fold/served.h"
#include "fold/spill_state.h"
#include "key/group_key.h"
#include "run/team.h"
#include "state/state.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	RANGE_BYTES = 1024 * 1024,	/* of the table of a range, about */
	RANGE_OVER = 64,		/* bytes of a group beside its state */
	RANGES_MAX = 1024,		/* that are loaded at a time, */
	LOAD_MAX = 64 * 1024 * 1024,	/* and bytes, but of each run */
	LOAD_RUN = 32 * 1024,		/* so many */
	LINES_AHEAD = 4			/* of the cache, of what comes next */
};

struct bound {			/* where a range may begin: a mark of a run */
	int64_t   from_us;
	uint64_t  number;	/* of the key */
	struct sv key;
	size_t    nkey;
	uint64_t  bytes;	/* up to the next mark of its run, */
	uint64_t  states;	/* and how many */
};

struct range_run {			/* a run */
	const struct spill_run *run;
	size_t   mark;		/* the first one behind what is loaded */
	uint64_t at;		/* in its file: what was not yet used, */
	uint64_t to;		/* up to here loaded, */
	size_t   off;		/* into these bytes */
};

struct ranges {
	struct job             *j;
	const struct fold_plan *p;
	const struct spill_to  *to;
	struct range_run          *src;
	size_t                  nsrc;
	struct group_key_place  place;	/* where keys begin to differ, */
	struct sv               sample;	/* as this one */
	struct bound           *bound;	/* range i from bound i on, to the next */
	size_t                  n;
	uint64_t                room;	/* bytes to load at a time */
	size_t                  first;	/* of the ranges that are loaded, */
	size_t                  some;	/* how many */
	char                   *b;
	size_t                  cap;
	size_t                 *cut;	/* of each range: where in b those of each run begin */
	unsigned                threads;
	struct served           served;
	pthread_mutex_t         lock;	/* of what follows, and served */
	enum rc                 rc;
	struct err              e;
};

struct worker {			/* of one thread */
	struct ranges     *m;
	struct part       *t;
	struct result_pen *pen;
	void              *st;		/* room for a state */
	struct served      served;
};

/* ---- bounds ---- */

static int
cmp_bounds(const void *a, const void *b)
{
	const struct bound *x = a, *y = b;

	if (x->from_us != y->from_us)
		return x->from_us < y->from_us ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return group_key_cmp(x->key, y->key, x->nkey);
}

static void
take_marks(struct ranges *m, const struct spill_run *run)
{
	const struct spill_mark *mark = spill_file_marks(run);
	const size_t nkey = m->p->nkey;

	for (size_t i = 0; i < run->nmark; i++) {
		const bool last = i + 1 == run->nmark;

		if (m->n == 0) {
			m->sample = mark[i].key;
			m->place = group_key_place(m->sample, nkey);
		}
		group_key_meet(&m->place, m->sample, mark[i].key, nkey);
		m->bound[m->n++] = (struct bound){ mark[i].from_us, 0, mark[i].key, nkey,
			(last ? run->to : mark[i + 1].at) - mark[i].at,
			(last ? run->n : mark[i + 1].before) - mark[i].before };
	}
}

/* Of all marks those stay that are so far apart as a range is to be. */
static void
choose_bounds(struct ranges *m)
{
	const uint64_t states = RANGE_BYTES / (m->p->state_size + RANGE_OVER) + 1;
	const uint64_t bytes = m->room / 4 / m->threads + 1;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		m->bound[i].number = group_key_number(m->bound[i].key, m->p->nkey, m->place,
		    m->sample);
	qsort(m->bound, m->n, sizeof(*m->bound), cmp_bounds);
	for (size_t i = 0; i < m->n; i++) {
		struct bound *last = &m->bound[n > 0 ? n - 1 : 0];

		if (n == 0 || ((last->states >= states || last->bytes >= bytes) &&
		    cmp_bounds(last, &m->bound[i]) != 0)) {
			m->bound[n++] = m->bound[i];
		} else {
			last->states += m->bound[i].states;
			last->bytes += m->bound[i].bytes;
		}
	}
	m->n = n;
}

static void
make_bounds(struct ranges *m, const struct spill_run *run, size_t n)
{
	size_t marks = 0;

	for (size_t i = 0; i < n; i++)
		marks += run[i].nmark;
	m->bound = mem_array(NULL, marks, sizeof(*m->bound));
	m->src = mem_array(NULL, n, sizeof(*m->src));
	for (size_t i = 0; i < n; i++) {
		take_marks(m, &run[i]);
		m->src[i] = (struct range_run){ .run = &run[i], .at = run[i].from };
	}
	m->nsrc = n;
	choose_bounds(m);
}

static bool
is_below(const struct ranges *m, int64_t from_us, struct sv key, const struct bound *to)
{
	uint64_t number;

	if (from_us != to->from_us)
		return from_us < to->from_us;
	number = group_key_number(key, m->p->nkey, m->place, m->sample);
	if (number != to->number)
		return number < to->number;
	return group_key_cmp(key, to->key, m->p->nkey) < 0;
}

/* ---- loading ---- */

/* How far each source is to be read for the ranges before @end. */
static size_t
plan_load(struct ranges *m, size_t end)
{
	size_t sum = 0;

	for (size_t i = 0; i < m->nsrc; i++) {
		struct range_run *s = &m->src[i];
		const struct spill_mark *mark = spill_file_marks(s->run);

		while (s->mark < s->run->nmark && (end == m->n || is_below(m,
		    mark[s->mark].from_us, mark[s->mark].key, &m->bound[end])))
			s->mark++;
		s->to = s->mark < s->run->nmark ? mark[s->mark].at : s->run->to;
		s->off = sum;
		sum += (size_t)(s->to - s->at);
	}
	return sum;
}

/* Where the ranges begin in what was loaded of a source. */
static void
cut_source(struct ranges *m, size_t i)
{
	struct range_run *s = &m->src[i];
	const size_t size = (size_t)(s->to - s->at);
	const char *p = m->b + s->off, *end = p + size;
	size_t *cut = m->cut + i, k = 1;

	cut[0] = s->off;
	while (p < end && m->first + k < m->n && k <= m->some) {
		const char *next = p;
		struct spill_one one;

		spill_file_take(&next, m->p->windowed, &one);
		while (k <= m->some && m->first + k < m->n &&
		    !is_below(m, one.span.from_us, one.key, &m->bound[m->first + k]))
			cut[k++ * m->nsrc] = (size_t)(p - m->b);
		p = next;
	}
	while (k <= m->some)
		cut[k++ * m->nsrc] = s->off + size;
	s->at += cut[m->some * m->nsrc] - s->off;
}

static void
fail(struct ranges *m, enum rc rc, const struct err *e)
{
	pthread_mutex_lock(&m->lock);
	if (m->rc == RC_OK) {
		m->rc = rc;
		m->e = *e;
	}
	pthread_mutex_unlock(&m->lock);
}

static bool
has_failed(struct ranges *m)
{
	bool failed;

	pthread_mutex_lock(&m->lock);
	failed = m->rc != RC_OK;
	pthread_mutex_unlock(&m->lock);
	return failed;
}

static void
load_sources(void *ctx, unsigned thread)
{
	struct ranges *m = ctx;
	struct err e = { 0 };

	for (size_t i = thread; i < m->nsrc; i += m->threads) {
		struct range_run *s = &m->src[i];
		enum rc rc = spill_file_load(s->run, s->at, (size_t)(s->to - s->at),
		    m->b + s->off, &e);

		if (rc != RC_OK) {
			fail(m, rc, &e);
			return;
		}
		cut_source(m, i);
	}
}

/* The next ranges, as many as there is room for, or one. */
static enum rc
load_some(struct ranges *m)
{
	uint64_t bytes = 0;
	size_t end = m->first, size;

	do
		bytes += m->bound[end++].bytes;
	while (end < m->n && end - m->first < RANGES_MAX && bytes + m->bound[end].bytes <= m->room);
	m->some = end - m->first;
	size = plan_load(m, end) + SPILL_STATE_SLACK;
	if (size > m->cap) {
		mem_free(m->b);
		m->b = mem_alloc(size);
		m->cap = size;
	}
	m->cut = mem_array(m->cut, m->nsrc * (m->some + 1), sizeof(*m->cut));
	team_run(m->threads, load_sources, m);
	return m->rc;
}

/* ---- ranges ---- */

static enum rc
add_one(struct worker *w, const struct spill_one *one, struct err *e)
{
	const struct fold_plan *p = w->m->p;
	struct group_table *t = &w->t->table;
	struct group_cell *cell;
	bool fresh;
	enum rc rc;

	cell = group_cell_in(t, group_slot_for(t, one->key), group_window_at(t, one->span),
	    &fresh);
	if (fresh)
		return spill_state_load(p, group_state(cell), one, e);
	memset(w->st, 0, p->state_size);
	rc = spill_state_load(p, w->st, one, e);
	if (rc == RC_OK)
		rc = p->ops->merge(p->ctx, group_state(cell), w->st, e);
	p->ops->free(p->ctx, w->st);
	return rc;
}

/* The first bytes there are on their way into the cache; the others come by themselves. */
static void
look_at(const char *p)
{
	for (size_t i = 0; i < LINES_AHEAD; i++)
		__builtin_prefetch(p + i * GROUP_LINE);
}

/* All that is in a range, into w->t. */
static enum rc
gather(struct worker *w, size_t k, struct err *e)
{
	const struct ranges *m = w->m;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->nsrc && rc == RC_OK; i++) {
		const size_t *from = m->cut + k * m->nsrc + i;
		const char *p = m->b + from[0], *end = m->b + from[m->nsrc];

		if (i + 1 < m->nsrc)
			look_at(m->b + from[1]);
		while (p < end && rc == RC_OK) {
			struct spill_one one;

			spill_file_take(&p, m->p->windowed, &one);
			rc = add_one(w, &one, e);
		}
	}
	if (rc == RC_OK && m->p->ops->settle != NULL)
		part_settle(w->t, m->p->ops->settle);
	if (rc == RC_OK && m->to->run == NULL)
		served_add(&w->served, w->t);
	return rc;
}

static void *
new_worker(void *ctx, unsigned i)
{
	struct ranges *m = ctx;
	struct worker *w = mem_zalloc(sizeof(*w));

	(void)i;	/* they are all the same */
	w->m = m;
	w->t = part_new(m->p, m->j->seed);
	w->pen = result_pen_new(w->t);
	w->st = mem_zalloc(m->p->state_size + 1);
	return w;
}

static void
free_worker(void *ctx, void *own)
{
	struct ranges *m = ctx;
	struct worker *w = own;

	pthread_mutex_lock(&m->lock);
	served_join(&m->served, &w->served);
	pthread_mutex_unlock(&m->lock);
	served_free(&w->served);
	result_pen_free(w->pen);
	mem_free(w->st);
	part_free(w->t);
	mem_free(w);
}

static void
write_range(void *ctx, void *own, struct team_slice *s)
{
	struct ranges *m = ctx;
	struct worker *w = own;
	struct err e = { 0 };
	enum rc rc;

	if (has_failed(m))
		return;
	rc = gather(w, s->k, &e);
	if (rc != RC_OK)
		fail(m, rc, &e);
	else
		result_pen_put(w->pen, part_sort(w->t), &s->o);
	part_clear(w->t);
}

/* To where one thread writes. */
static enum rc
write_alone(struct ranges *m, struct worker *w, size_t k, struct err *e)
{
	const struct fold_whole *whole = m->p->whole;
	enum rc rc = gather(w, k, e);

	if (rc != RC_OK)
		return rc;
	if (m->to->run != NULL)
		spill_state_put(m->to->run, w->t);
	else if (m->to->states != NULL)
		part_save_some(m->to->states, w->t, part_sort(w->t));
	else
		rc = whole->write(whole->ctx, w->t, e);
	part_clear(w->t);
	return rc;
}

static bool
is_alone(const struct ranges *m)
{
	return m->to->run != NULL || m->to->states != NULL ||
	    (m->p->whole != NULL && m->p->whole->write != NULL);
}

static void
write_some(struct ranges *m)
{
	static const struct team_text text = { new_worker, free_worker, write_range };
	struct worker *w;
	struct err e = { 0 };

	if (!is_alone(m)) {
		team_write(m->threads, &text, m, m->some, m->j->run.out);
		return;
	}
	w = new_worker(m, 0);
	for (size_t k = 0; k < m->some && m->rc == RC_OK && !out_failed(m->j->run.out); k++) {
		enum rc rc = write_alone(m, w, k, &e);

		if (rc != RC_OK)
			fail(m, rc, &e);
	}
	free_worker(m, w);
}

enum rc
spill_ranges(struct job *j, const struct fold_plan *p, const struct spill_run *run, size_t n,
    const struct spill_to *to, struct err *e)
{
	struct ranges m = { .j = j, .p = p, .to = to, .threads = job_threads(j) };

	pthread_mutex_init(&m.lock, NULL);
	m.room = LOAD_MAX > n * LOAD_RUN ? LOAD_MAX : n * LOAD_RUN;
	if (m.room > p->spill.bytes / 2)
		m.room = p->spill.bytes / 2;
	make_bounds(&m, run, n);
	for (m.first = 0; m.first < m.n && !out_failed(j->run.out); m.first += m.some) {
		if (load_some(&m) == RC_OK)
			write_some(&m);
		if (m.rc != RC_OK)
			break;
	}
	if (m.rc == RC_OK && to->run == NULL && !out_failed(j->run.out))
		served_say(&m.served, j);
	if (m.rc != RC_OK)
		*e = m.e;
	served_free(&m.served);
	mem_free(m.bound);
	mem_free(m.src);
	mem_free(m.cut);
	mem_free(m.b);
	pthread_mutex_destroy(&m.lock);
	return m.rc;
}
