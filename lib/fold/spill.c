/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill.h"

#include "base/bug.h"
#include "base/mem.h"
#include "fold/part.h"
#include "fold/result.h"
#include "fold/served.h"
#include "json/jread.h"
#include "key/group_key.h"
#include "run/stream.h"
#include "state/saved.h"
#include "state/spill_file.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	READ_MIN = 4096,		/* bytes of a run that are read at a time */
	READ_MAX = 256 * 1024,
	WRITE_MAX = 8 * 1024 * 1024,	/* bytes of groups that are written at a time */
	ROW_GROWS = 256			/* bytes that states own, for a record more */
};

struct runs {
	struct spill_run *run;
	size_t            n, cap;
};

struct spiller {		/* of one thread */
	struct spill      *spill;
	struct part       *t;
	struct spill_file *file;	/* NULL: all is in memory */
	struct runs        runs;
	uint64_t           mean;	/* bytes that a state owns, as counted last */
	uint64_t           due;		/* records until they are counted again */
	bool               failed;
};

struct spill {
	struct job             *j;
	const struct fold_plan *p;
	uint64_t                share;	/* bytes of a thread's part */
	struct spiller          by[JOB_THREADS_MAX];
	unsigned                n;
	pthread_mutex_t         lock;	/* of p->whole, while threads read */
};

/* ---- parts become runs ---- */

static void
add_run(struct runs *r, const struct spill_run *run)
{
	if (r->n == r->cap) {
		r->cap = r->cap != 0 ? 2 * r->cap : SPILL_WAYS;
		r->run = mem_array(r->run, r->cap, sizeof(*r->run));
	}
	r->run[r->n++] = *run;
}

/* States that own nothing as they are; else as they are saved, in brackets. */
static void
put_cells(struct spill_file *f, struct part *t)
{
	const struct fold_plan *p = t->p;
	struct group_cell **cell = group_sort(&t->table);
	struct buf text;
	struct jwrite w;

	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < t->table.ncell; i++) {
		const void *st = group_state(cell[i]);
		struct spill_one one = {
			.key = group_bytes(group_slot_of(&t->table, cell[i])),
			.span = group_window_of(&t->table, cell[i])->span
		};

		one.plain = p->ops->heap(p->ctx, st) == 0;
		one.state = (struct sv){ st, p->state_size };
		if (!one.plain) {
			buf_clear(&text);
			jwrite_init(&w, &text);
			p->ops->save(p->ctx, st, &w);
			one.state = buf_view(&text);
		}
		spill_file_put(f, &one);
	}
	buf_free(&text);
}

static void
look_at(struct spill *s, const struct part *t)
{
	const struct fold_whole *whole = s->p->whole;

	if (whole == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	whole->look(whole->ctx, t);
	pthread_mutex_unlock(&s->lock);
}

/* What a thread has becomes a run, and it has nothing. */
static enum rc
spill_part(struct spiller *s, struct err *e)
{
	const struct fold_plan *p = s->spill->p;
	struct spill_run run;
	enum rc rc = RC_OK;

	if (p->ops->settle != NULL)
		part_settle(s->t, p->ops->settle);
	look_at(s->spill, s->t);
	if (s->file == NULL)
		rc = spill_file_new(&s->file, p->spill.tmp, p->windowed, e);
	if (rc != RC_OK)
		return rc;
	put_cells(s->file, s->t);
	rc = spill_file_end(s->file, &run, e);
	if (rc != RC_OK)
		return rc;
	add_run(&s->runs, &run);
	part_clear(s->t);
	s->due = 0;
	return RC_OK;
}

static size_t
owned_by(const struct part *t)
{
	const struct group_table *g = &t->table;
	size_t sum = 0;

	for (size_t i = 0; i < g->nslot; i++) {
		group_ahead(g, g->slot, g->nslot, i);
		for (uint32_t k = 0; k < g->slot[i]->n; k++)
			sum += t->p->ops->heap(t->p->ctx,
			    group_state(group_cell_nth(g, g->slot[i], k)));
	}
	return sum;
}

/*
 * Counting what states own is a walk over all of them: about once for as many records, and
 * before a part is taken for full.  Between, new states are as large as those counted last.
 */
static bool
is_full(struct spiller *s, size_t records)
{
	const uint64_t share = s->spill->share;
	const uint64_t heap = part_heap(s->t), n = s->t->table.ncell;

	if (heap > share)
		return true;
	if (s->due > records && heap + s->mean * n <= share) {
		s->due -= records;
		return false;
	}
	if (n > 0)
		s->mean = (owned_by(s->t) + n - 1) / n;
	if (heap + s->mean * n > share)
		return true;
	s->due = (share - heap - s->mean * n) / ROW_GROWS;
	s->due = s->due < n ? n : s->due;
	return false;
}

static void *
new_spiller(void *ctx, unsigned i)
{
	struct spill *spill = ctx;
	struct spiller *s = &spill->by[i];

	*s = (struct spiller){ .spill = spill, .t = part_new(spill->p, spill->j->seed) };
	spill->n = i + 1;
	return s;
}

static enum rc
step_rows(void *ctx, const struct rows *rows, struct expr_eval *ev, struct stream_out *out,
    size_t *done, struct err *e)
{
	struct spiller *s = ctx;
	struct err later = { 0 };
	enum rc rc = part_rows(s->t, rows, ev, done, e);

	(void)out;	/* a fold writes at the end */
	if ((rc != RC_OK && rc != RC_BAD) || !is_full(s, *done))
		return rc;
	if (spill_part(s, &later) == RC_OK)
		return rc;
	s->failed = true;
	*e = later;
	return RC_IO;
}

/* ---- runs become results ---- */

struct merging {
	struct spill        *s;
	struct spill_file   *to;	/* another run; NULL: results, or states */
	struct state_writer *states;	/* ... these; NULL: results */
	struct served       *served;
	struct spilled       *src[SPILL_WAYS];	/* a heap, the first group on top */
	size_t               n;
	struct part         *t;		/* groups that are whole, and the last one */
	size_t               most;	/* bytes of it */
	size_t               owned;	/* by the states of those that are whole */
	struct group_cell   *cell;	/* the last one; NULL: none */
	void                *loaded;	/* room for a state */
};

struct spilled {			/* a run that is being read */
	struct spill_reader *r;
	struct spill_one     one;
};

static bool
comes_before(const struct merging *m, const struct spilled *a, const struct spilled *b)
{
	if (a->one.span.from_us != b->one.span.from_us)
		return a->one.span.from_us < b->one.span.from_us;
	return group_key_cmp(a->one.key, b->one.key, m->s->p->nkey) < 0;
}

static void
sift_down(struct merging *m, size_t i)
{
	struct spilled *it = m->src[i];
	size_t k;

	for (; (k = 2 * i + 1) < m->n; i = k) {
		if (k + 1 < m->n && comes_before(m, m->src[k + 1], m->src[k]))
			k++;
		if (!comes_before(m, m->src[k], it))
			break;
		m->src[i] = m->src[k];
	}
	m->src[i] = it;
}

/* The groups in m->t are whole. */
static enum rc
write_groups(struct merging *m, struct err *e)
{
	const struct fold_plan *p = m->s->p;
	const struct out *out = m->s->j->run.out;
	enum rc rc = RC_OK;

	if (p->ops->settle != NULL)
		part_settle(m->t, p->ops->settle);
	if (m->to != NULL) {
		put_cells(m->to, m->t);
	} else {
		served_add(m->served, m->t);
		if (m->states != NULL)
			part_save_some(m->states, m->t, part_sort(m->t));
		else if (p->whole != NULL && p->whole->write != NULL)
			rc = p->whole->write(p->whole->ctx, m->t, e);
		else
			rc = result_write(m->s->j, m->t, e);
		if (rc == RC_OK && out_failed(out))
			rc = RC_END;
	}
	part_clear(m->t);
	m->owned = 0;
	m->cell = NULL;
	return rc;
}

/* A state of a run, into one that is zeroed. */
static enum rc
load_state(const struct merging *m, void *st, const struct spill_one *one, struct err *e)
{
	const struct fold_plan *p = m->s->p;
	struct val v;
	enum rc rc;

	if (one->plain) {
		memcpy(st, one->state.p, p->state_size);
		return RC_OK;
	}
	rc = p->ops->init(p->ctx, st, e);
	if (rc == RC_OK)
		rc = jread_value(one->state, &v, e);
	return rc == RC_OK ? p->ops->load(p->ctx, st, &v, e) : rc;
}

static enum rc
merge_state(const struct merging *m, const struct spill_one *one, struct err *e)
{
	const struct fold_plan *p = m->s->p;
	enum rc rc;

	memset(m->loaded, 0, p->state_size);
	rc = load_state(m, m->loaded, one, e);
	if (rc == RC_OK)
		rc = p->ops->merge(p->ctx, group_state(m->cell), m->loaded, e);
	p->ops->free(p->ctx, m->loaded);
	return rc;
}

static bool
is_last(const struct merging *m, const struct spill_one *one)
{
	const struct group_table *t = &m->t->table;

	return m->cell != NULL &&
	    group_window_of(t, m->cell)->span.from_us == one->span.from_us &&
	    sv_eq(group_bytes(group_slot_of(t, m->cell)), one->key);
}

static enum rc
take_one(struct merging *m, const struct spill_one *one, struct err *e)
{
	const struct fold_plan *p = m->s->p;
	struct group_table *t;
	bool fresh;
	enum rc rc = RC_OK;

	if (is_last(m, one))
		return merge_state(m, one, e);
	if (m->cell != NULL) {
		m->owned += p->ops->heap(p->ctx, group_state(m->cell));
		if (part_heap(m->t) + m->owned > m->most)
			rc = write_groups(m, e);
	}
	if (rc != RC_OK)
		return rc;
	t = &m->t->table;
	m->cell = group_cell_in(t, group_append(t, one->key), group_window_at(t, one->span),
	    &fresh);
	return load_state(m, group_state(m->cell), one, e);
}

/* The top of the heap has gone. */
static enum rc
go_on(struct merging *m, struct err *e)
{
	enum rc rc = spill_file_next(m->src[0]->r, &m->src[0]->one, e);

	if (rc == RC_END) {
		spill_file_shut(m->src[0]->r);
		mem_free(m->src[0]);
		m->src[0] = m->src[--m->n];
		rc = RC_OK;
	}
	if (rc == RC_OK && m->n > 0)
		sift_down(m, 0);
	return rc;
}

static enum rc
open_runs(struct merging *m, const struct spill_run *run, size_t n, struct err *e)
{
	uint64_t size = m->s->p->spill.bytes / 4 / n;
	enum rc rc = RC_OK;

	size = size < READ_MIN ? READ_MIN : size > READ_MAX ? READ_MAX : size;
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		struct spilled *s = mem_zalloc(sizeof(*s));

		s->r = spill_file_read(&run[i], (size_t)size);
		m->src[m->n++] = s;
		rc = spill_file_next(s->r, &s->one, e);
		BUG_IF(rc == RC_END, "a run of nothing");
	}
	for (size_t i = m->n / 2; i-- > 0 && rc == RC_OK;)
		sift_down(m, i);
	return rc;
}

/* @n runs, SPILL_WAYS at most, to where @m says. */
static enum rc
merge_runs(struct merging *m, const struct spill_run *run, size_t n, struct err *e)
{
	const struct fold_plan *p = m->s->p;
	enum rc rc;

	m->n = 0;
	m->owned = 0;
	m->cell = NULL;
	m->most = p->spill.bytes / 4 < WRITE_MAX ? (size_t)p->spill.bytes / 4 : WRITE_MAX;
	if (m->most < SPILL_LEAST)
		m->most = SPILL_LEAST;
	m->t = part_new(p, m->s->j->seed);
	m->loaded = mem_zalloc(p->state_size + 1);
	rc = open_runs(m, run, n, e);
	while (rc == RC_OK && m->n > 0) {
		rc = take_one(m, &m->src[0]->one, e);
		if (rc == RC_OK)
			rc = go_on(m, e);
	}
	if (rc == RC_OK)
		rc = write_groups(m, e);
	while (m->n > 0) {
		spill_file_shut(m->src[--m->n]->r);
		mem_free(m->src[m->n]);
	}
	mem_free(m->loaded);
	part_free(m->t);
	return rc;
}

/* Runs of @all become fewer and longer ones, in a file of their own. */
static enum rc
merge_some(struct spill *s, struct runs *all, struct spill_file **file, struct err *e)
{
	struct merging m = { .s = s };
	struct runs fewer = { NULL, 0, 0 };
	struct spill_run run;
	enum rc rc = spill_file_new(file, s->p->spill.tmp, s->p->windowed, e);

	m.to = *file;
	for (size_t i = 0; i < all->n && rc == RC_OK; i += SPILL_WAYS) {
		size_t n = all->n - i;

		rc = merge_runs(&m, all->run + i, n < SPILL_WAYS ? n : SPILL_WAYS, e);
		if (rc == RC_OK)
			rc = spill_file_end(*file, &run, e);
		if (rc == RC_OK)
			add_run(&fewer, &run);
	}
	mem_free(all->run);
	*all = fewer;
	return rc;
}

/* At most SPILL_WAYS runs to the output. */
static enum rc
write_runs(struct spill *s, const struct runs *all, struct err *e)
{
	const struct fold_whole *whole = s->p->whole;
	struct served served = { 0 };
	struct state_writer states;
	struct merging m = { .s = s, .served = &served };
	enum rc rc = whole != NULL ? whole->begin(whole->ctx, e) : RC_OK;

	if (rc != RC_OK)
		return rc;
	if (s->p->partial != NULL) {
		state_writer_begin(&states, s->j->run.out, s->j, s->p->partial);
		m.states = &states;
	}
	rc = merge_runs(&m, all->run, all->n, e);
	if (rc == RC_END)
		rc = RC_OK;	/* the output has failed, and tells itself */
	if (rc == RC_OK)
		served_say(&served, s->j);
	if (m.states != NULL && rc == RC_OK)
		state_writer_end(m.states);
	else if (m.states != NULL)
		state_writer_abort(m.states);
	served_free(&served);
	if (rc == RC_OK && whole != NULL && whole->end != NULL)
		rc = whole->end(whole->ctx, e);
	return rc;
}

static void
free_files(struct spill *s)
{
	for (unsigned i = 0; i < s->n; i++) {
		spill_file_free(s->by[i].file);
		s->by[i].file = NULL;
	}
}

/* Some parts went to disk: so does what is left. */
static enum rc
write_spilled(struct spill *s, struct err *e)
{
	struct spill_file *file = NULL, *next = NULL;
	struct runs all = { NULL, 0, 0 };
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < s->n && rc == RC_OK; i++) {
		struct spiller *by = &s->by[i];

		if (by->t->table.ncell > 0)
			rc = spill_part(by, e);
		for (size_t k = 0; k < by->runs.n; k++)
			add_run(&all, &by->runs.run[k]);
		part_free(by->t);
		by->t = NULL;
	}
	while (rc == RC_OK && all.n > SPILL_WAYS) {
		rc = merge_some(s, &all, &next, e);
		free_files(s);
		spill_file_free(file);
		file = next;
		next = NULL;
	}
	if (rc == RC_OK)
		rc = write_runs(s, &all, e);
	spill_file_free(file);
	mem_free(all.run);
	return rc;
}

static enum rc
write_part(struct spill *s, struct part *t, struct err *e)
{
	const struct fold_whole *whole = s->p->whole;
	enum rc rc;

	if (whole == NULL)
		return fold_write(s->j, t, e);
	look_at(s, t);
	rc = whole->begin(whole->ctx, e);
	if (rc == RC_OK && whole->write != NULL)
		rc = whole->write(whole->ctx, t, e);
	else if (rc == RC_OK)
		rc = fold_write(s->j, t, e);
	return rc == RC_OK && whole->end != NULL ? whole->end(whole->ctx, e) : rc;
}

/* All is in memory. */
static enum rc
write_whole(struct spill *s, struct err *e)
{
	struct fold_parts parts = { .n = s->n };
	enum rc rc;

	for (unsigned i = 0; i < s->n; i++) {
		parts.part[i] = s->by[i].t;
		s->by[i].t = NULL;
	}
	rc = fold_join(&parts, RC_OK, e);
	if (rc == RC_OK)
		rc = write_part(s, parts.whole, e);
	fold_parts_free(&parts);
	return rc;
}

static enum rc
write_all(struct spill *s, struct err *e)
{
	for (unsigned i = 0; i < s->n; i++)
		if (s->by[i].runs.n > 0)
			return write_spilled(s, e);
	return write_whole(s, e);
}

static bool
has_failed(const struct spill *s)
{
	for (unsigned i = 0; i < s->n; i++)
		if (s->by[i].failed)
			return true;
	return false;
}

enum rc
spill_compile(struct fold_plan *p, const struct spill_given *given, struct err *e)
{
	if (given->max_memory != NULL)
		p->max_groups = UINT64_MAX;	/* the disk says how many */
	return spill_given_read(&p->spill, given, e);
}

enum rc
spill_fold(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct spill *s = mem_zalloc(sizeof(*s));
	struct stream stream = { .ctx = s, .part = new_spiller, .rows = step_rows };
	struct err later = { 0 };
	enum rc rc, wrc = RC_OK;

	s->j = j;
	s->p = p;
	pthread_mutex_init(&s->lock, NULL);
	s->share = p->spill.bytes / job_threads(j);
	if (s->share < SPILL_LEAST)
		s->share = SPILL_LEAST;
	if (p->partial != NULL)
		saved_read(j);
	rc = stream_run(j, &stream, e);
	if ((rc == RC_OK || rc == RC_IO) && s->n > 0 && j->run.out != NULL && !has_failed(s))
		wrc = write_all(s, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	free_files(s);
	for (unsigned i = 0; i < s->n; i++) {
		part_free(s->by[i].t);
		mem_free(s->by[i].runs.run);
	}
	pthread_mutex_destroy(&s->lock);
	mem_free(s);
	return rc;
}
