/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill_ranges.h"

#include "base/ksort.h"
#include "base/mem.h"
#include "fold/part.h"
#include "fold/result_pen.h"
#include "fold/served.h"
#include "fold/spill_sort.h"
#include "fold/spill_state.h"
#include "fold/summary.h"
#include "key/group_key.h"
#include "run/team.h"
#include "state/state.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	RANGE_BYTES = 512 * 1024,	/* of a range, about, and */
	RANGE_STATES = 16 * 1024,	/* states at most */
	RANGES_MAX = 1024,		/* that are loaded at a time, */
	LOAD_MAX = 64 * 1024 * 1024,	/* and bytes, but of each run */
	LOAD_RUN = 32 * 1024,		/* so many; */
	LOAD_LEAST = 1024 * 1024,	/* of less, disk and threads are called for nothing */
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

struct range_run {		/* a run */
	const struct spill_run *run;
	size_t   mark;		/* the first one behind what is loaded */
	uint64_t at;		/* in its file: what was not yet used, */
	uint64_t used;		/* states before that, */
	uint64_t to;		/* up to here loaded, */
	size_t   off;		/* into these bytes; */
	size_t   item;		/* of its states the first one's place */
};

struct ranges {
	struct job             *j;
	const struct fold_plan *p;
	const struct spill_to  *to;
	struct range_run       *src;
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
	struct ksort_item      *item;	/* of each state in b where it lies, by the number of */
	size_t                  capitem;	/* ... its key */
	size_t                 *cut;	/* of each range: the first item of each run */
	unsigned                threads;
	struct served           served;
	struct summary         *all;	/* of results, if it is wanted; NULL */
	pthread_mutex_t         lock;	/* of what follows, and of these two */
	enum rc                 rc;
	struct err              e;
};

struct worker {			/* of one thread */
	struct ranges       *m;
	struct ksort_item   *item;	/* of a range */
	size_t               cap;
	struct part         *t;		/* of who takes parts; NULL */
	struct result_pen   *pen;
	struct summary      *all;	/* of what it has met; NULL */
	struct spill_packer *packer;
	struct val          *key;	/* of the state at hand */
	struct buf          *o;		/* where results go */
	struct spill_sort    sort;
	void                *st;	/* room for a state */
	struct served        served;
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

/* What the states before the next bound take. */
static uint64_t
bytes_of(const struct bound *b)
{
	return b->bytes + b->states * sizeof(struct ksort_item);
}

/* Of all marks those stay that are so far apart as a range is to be. */
static void
choose_bounds(struct ranges *m)
{
	const uint64_t room = m->room / 4 / m->threads + 1;
	const uint64_t bytes = room < RANGE_BYTES ? room : RANGE_BYTES;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		m->bound[i].number = group_key_number(m->bound[i].key, m->p->nkey, m->place,
		    m->sample);
	qsort(m->bound, m->n, sizeof(*m->bound), cmp_bounds);
	for (size_t i = 0; i < m->n; i++) {
		struct bound *last = &m->bound[n > 0 ? n - 1 : 0];

		if (n == 0 || ((last->states >= RANGE_STATES || bytes_of(last) >= bytes) &&
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

static inline bool
is_below(const struct ranges *m, int64_t from_us, uint64_t number, struct sv key,
    const struct bound *to)
{
	if (from_us != to->from_us)
		return from_us < to->from_us;
	if (number != to->number)
		return number < to->number;
	return group_key_cmp(key, to->key, m->p->nkey) < 0;
}

/* ---- loading ---- */

static bool
is_mark_below(const struct ranges *m, const struct spill_mark *mark, const struct bound *to)
{
	return is_below(m, mark->from_us,
	    group_key_number(mark->key, m->p->nkey, m->place, m->sample), mark->key, to);
}

/* How far each source is to be read for the ranges before @end: bytes, and states. */
static size_t
plan_load(struct ranges *m, size_t end, size_t *states)
{
	size_t sum = 0;

	*states = 0;
	for (size_t i = 0; i < m->nsrc; i++) {
		struct range_run *s = &m->src[i];
		const struct spill_mark *mark = spill_file_marks(s->run);
		bool more;

		while (s->mark < s->run->nmark &&
		    (end == m->n || is_mark_below(m, &mark[s->mark], &m->bound[end])))
			s->mark++;
		more = s->mark < s->run->nmark;
		s->to = more ? mark[s->mark].at : s->run->to;
		s->off = sum;
		s->item = *states;
		sum += (size_t)(s->to - s->at);
		*states += (size_t)((more ? mark[s->mark].before : s->run->n) - s->used);
	}
	return sum;
}

/* The states that were loaded of a source, and where among them the ranges begin. */
static void
cut_source(struct ranges *m, size_t i)
{
	struct range_run *s = &m->src[i];
	const char *begin = m->b + s->off, *p = begin, *end = p + (s->to - s->at);
	size_t *cut = m->cut + i, k = 1, n = s->item;

	cut[0] = n;
	while (p < end) {
		const char *next = p;
		struct spill_one one;
		uint64_t number;

		spill_file_take(&next, m->p->windowed, &one);
		number = group_key_number(one.key, m->p->nkey, m->place, m->sample);
		while (k <= m->some && m->first + k < m->n && !is_below(m, one.span.from_us,
		    number, one.key, &m->bound[m->first + k]))
			cut[k++ * m->nsrc] = n;
		if (k > m->some)
			break;		/* what is left is of later ranges */
		memcpy(&m->item[n].item, &p, sizeof(p));
		m->item[n++].key = number;
		p = next;
	}
	while (k <= m->some)
		cut[k++ * m->nsrc] = n;
	s->at += (uint64_t)(p - begin);
	s->used += n - s->item;
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
	size_t end = m->first, size, states;

	do
		bytes += bytes_of(&m->bound[end++]);
	while (end < m->n && end - m->first < RANGES_MAX &&
	    bytes + bytes_of(&m->bound[end]) <= m->room);
	m->some = end - m->first;
	size = plan_load(m, end, &states) + SPILL_STATE_SLACK;
	if (size > m->cap) {
		mem_free(m->b);
		m->b = mem_huge_alloc(size);
		m->cap = size;
	}
	if (states > m->capitem) {
		mem_free(m->item);
		m->item = mem_huge_alloc(states * sizeof(*m->item));
		m->capitem = states;
	}
	m->cut = mem_array(m->cut, m->nsrc * (m->some + 1), sizeof(*m->cut));
	team_run(m->threads, load_sources, m);
	return m->rc;
}

/* ---- ranges ---- */

/* A whole group, to where it goes. */
static enum rc
put_state(struct worker *w, const struct spill_one *one, const void *st, struct err *e)
{
	const struct fold_plan *p = w->m->p;
	const struct spill_to *to = w->m->to;

	if (to->run != NULL) {
		struct spill_one whole = { .key = one->key, .span = one->span };

		spill_packer_pack(w->packer, st, &whole);
		spill_file_put(to->run, &whole);
		return RC_OK;
	}
	served_add_one(&w->served, p, st);
	if (to->states != NULL)
		part_save_one(to->states, p, w->key, one->key, one->span, st);
	else if (p->top == 0)
		result_pen_put(w->pen, one->span, &one->key, st, w->o);
	return w->all != NULL ? summary_add(w->all, one->span, &one->key, st, e) : RC_OK;
}

static enum rc
put_group(void *ctx, const struct spill_one *one, const struct ksort_item *item, size_t n,
    struct err *e)
{
	struct worker *w = ctx;
	const struct fold_plan *p = w->m->p;
	bool fresh;
	enum rc rc;

	if (w->t != NULL) {
		struct group_table *t = &w->t->table;

		return spill_sort_state(&w->sort, group_state(group_cell_in(t,
		    group_slot_for(t, one->key), group_window_at(t, one->span), &fresh)), one,
		    item, n, e);
	}
	memset(w->st, 0, p->state_size);
	rc = spill_sort_state(&w->sort, w->st, one, item, n, e);
	if (rc == RC_OK && (p->ops->settle == NULL || p->ops->settle(w->st)))
		rc = put_state(w, one, w->st, e);
	p->ops->free(p->ctx, w->st);
	return rc;
}

/* The first bytes there are on their way into the cache; the others come by themselves. */
static inline __attribute__((always_inline)) void	/* else gcc sees no effect in it */
look_at(const struct ksort_item *item)
{
	for (size_t i = 0; i < LINES_AHEAD; i++)
		__builtin_prefetch((const char *)item + i * GROUP_LINE);
}

/* Items of a range, one run's behind the other's, into w->item. */
static size_t
gather(struct worker *w, size_t k)
{
	const struct ranges *m = w->m;
	const size_t *from = m->cut + k * m->nsrc, *to = from + m->nsrc;
	size_t n = 0;

	for (size_t i = 0; i < m->nsrc; i++)
		n += to[i] - from[i];
	if (n > w->cap) {
		mem_free(w->item);
		w->item = mem_array(NULL, n, sizeof(*w->item));
		w->cap = n;
	}
	n = 0;
	for (size_t i = 0; i < m->nsrc; i++) {
		if (i + 1 < m->nsrc)
			look_at(m->item + from[i + 1]);
		for (size_t at = from[i]; at < to[i]; at++)
			w->item[n++] = m->item[at];
	}
	return n;
}

/* All that is in a range of those that are loaded. */
static enum rc
put_range(struct worker *w, size_t k, struct err *e)
{
	const struct ranges *m = w->m;
	const struct bound *b = &m->bound[m->first + k];
	const bool last = m->first + k + 1 == m->n;
	const size_t n = gather(w, k);

	if (w->pen != NULL)
		result_pen_many(w->pen, n);
	if (m->p->windowed && (last || b[0].from_us != b[1].from_us))
		return spill_sort_any(&w->sort, w->item, n, e);
	return spill_sort_numbered(&w->sort, w->item, n, e);
}

static bool
takes_parts(const struct ranges *m)
{
	return m->to->run == NULL && m->to->states == NULL && m->p->whole != NULL &&
	    m->p->whole->write != NULL;
}

static void *
new_worker(void *ctx, unsigned i)
{
	struct ranges *m = ctx;
	struct worker *w = mem_zalloc(sizeof(*w));
	struct err e = { 0 };
	enum rc rc = m->all != NULL ? summary_new(&w->all, m->p, &e) : RC_OK;

	(void)i;	/* they are all the same */
	if (rc != RC_OK)
		fail(m, rc, &e);
	w->m = m;
	if (takes_parts(m))
		w->t = part_new(m->p, m->j->seed);
	else if (m->to->run != NULL)
		w->packer = spill_packer_new(m->p);
	else
		w->pen = result_pen_new(m->p);
	w->key = mem_zalloc((m->p->nkey + 1) * sizeof(*w->key));
	w->st = mem_zalloc(m->p->state_size + 1);
	spill_sort_init(&w->sort, m->p, put_group, w);
	return w;
}

static void
free_worker(void *ctx, void *own)
{
	struct ranges *m = ctx;
	struct worker *w = own;
	struct err e = { 0 };
	enum rc rc = RC_OK;

	pthread_mutex_lock(&m->lock);
	served_join(&m->served, &w->served);
	if (w->all != NULL)
		rc = summary_join(m->all, w->all, &e);
	pthread_mutex_unlock(&m->lock);
	if (rc != RC_OK)
		fail(m, rc, &e);
	served_free(&w->served);
	if (w->pen != NULL)
		result_pen_free(w->pen);
	if (w->packer != NULL)
		spill_packer_free(w->packer);
	part_free(w->t);
	mem_free(w->key);
	mem_free(w->st);
	spill_sort_release(&w->sort);
	mem_free(w->item);
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
	w->o = &s->o;
	rc = put_range(w, s->k, &e);
	if (rc != RC_OK)
		fail(m, rc, &e);
}

/* To where one thread writes. */
static enum rc
write_alone(struct ranges *m, struct worker *w, size_t k, struct err *e)
{
	const struct fold_whole *whole = m->p->whole;
	enum rc rc = put_range(w, k, e);

	if (rc != RC_OK || w->t == NULL)
		return rc;
	if (m->p->ops->settle != NULL)
		part_settle(w->t, m->p->ops->settle);
	served_add(&w->served, w->t);
	rc = whole->write(whole->ctx, w->t, e);
	part_clear(w->t);
	return rc;
}

static bool
is_alone(const struct ranges *m)
{
	return m->to->run != NULL || m->to->states != NULL || takes_parts(m);
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

/* What is known of all groups whose ranges were loaded. */
static void
write_summary(struct ranges *m)
{
	const size_t next = m->first + m->some;

	m->rc = summary_write(m->all, next < m->n ? m->bound[next].from_us : SUMMARY_ALL,
	    m->j->run.out, &m->e);
}

uint64_t
spill_ranges_room(const struct job *j, const struct fold_plan *p)
{
	const uint64_t half = p->spill.bytes / 2, least = (uint64_t)LOAD_LEAST * job_threads(j);

	return half < least ? least : half;
}

enum rc
spill_ranges(struct job *j, const struct fold_plan *p, const struct spill_run *run, size_t n,
    const struct spill_to *to, struct err *e)
{
	struct ranges m = { .j = j, .p = p, .to = to, .threads = job_threads(j) };

	pthread_mutex_init(&m.lock, NULL);
	m.room = LOAD_MAX > n * LOAD_RUN ? LOAD_MAX : n * LOAD_RUN;
	if (m.room > spill_ranges_room(j, p))
		m.room = spill_ranges_room(j, p);
	make_bounds(&m, run, n);
	if (!is_alone(&m) && summary_wanted(p))
		m.rc = summary_new(&m.all, p, &m.e);
	for (m.first = 0; m.rc == RC_OK && m.first < m.n && !out_failed(j->run.out);
	    m.first += m.some) {
		if (load_some(&m) == RC_OK)
			write_some(&m);
		if (m.all != NULL && m.rc == RC_OK)
			write_summary(&m);
	}
	if (m.rc == RC_OK && to->run == NULL && !out_failed(j->run.out))
		served_say(&m.served, j);
	if (m.rc != RC_OK)
		*e = m.e;
	summary_free(m.all);
	served_free(&m.served);
	mem_free(m.bound);
	mem_free(m.src);
	mem_free(m.cut);
	mem_free(m.item);
	mem_free(m.b);
	pthread_mutex_destroy(&m.lock);
	return m.rc;
}
