/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill.h"

#include "base/mem.h"
#include "fold/part.h"
#include "fold/spill_deal.h"
#include "fold/spill_ranges.h"
#include "fold/spill_rows.h"
#include "fold/spill_state.h"
#include "run/stream.h"
#include "state/saved.h"

#include <pthread.h>

enum {
	ROW_GROWS = 256,		/* bytes that states own, for a record more; */
	SMALL_GROWS = 32,		/* in a small part, which may become some MB larger */
	FEW_AGAIN = 2,			/* records of a group: with less, parts become small */
	SMALL_PART = 4 * 1024 * 1024,	/* fits the cache, */
	SMALL_ROWS = SMALL_PART / 2,	/* ... the nearer one */
	PROBE_AT = 4,			/* the part of a share that says how few come again */
	MARK_MIN = 2048,		/* bytes of a run between marks */
	MARK_MAX = 16 * 1024
};

struct spiller {		/* of one thread */
	struct spill      *spill;
	struct part       *t;
	struct spill_rows *rows;	/* NULL: records go to the part */
	struct spill_deal *deal;	/* where what does not fit goes; NULL: into runs */
	struct spill_file *file;	/* NULL: all is in memory */
	struct spill_runs  runs;
	uint64_t           share;	/* bytes of the part, or the rows, at most */
	uint64_t           records;	/* in it */
	bool               probed;	/* is_vain was asked */
	uint64_t           mean;	/* bytes that a state owns, as counted last */
	uint64_t           due;		/* records until they are counted again */
	bool               failed;
};

struct spill {
	struct job             *j;
	const struct fold_plan *p;
	uint64_t                share;	/* bytes of a thread */
	size_t                  apart;	/* bytes between marks */
	struct spiller          by[JOB_THREADS_MAX];	/* of states: all; then the run at hand */
	unsigned                n;
	bool                    states;		/* come, not records */
	pthread_mutex_t         lock;	/* of p->whole, while threads read */
};

/* ---- parts become runs ---- */

static enum rc
new_file(const struct spill *s, struct spill_file **f, struct err *e)
{
	enum rc rc = spill_file_new(f, s->p->spill.tmp, s->p->windowed, e);

	if (rc == RC_OK)
		spill_file_mark(*f, s->apart);
	return rc;
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

/*
 * The part of @s is on disk.  Where a group has few records in one of all the memory, it would
 * have hardly more in one of much less, which is faster: it fits the cache; or in none.
 * @plain: no state owns anything
 */
static void
empty_part(struct spiller *s, bool plain)
{
	const struct fold_plan *p = s->spill->p;
	const bool few = s->records < FEW_AGAIN * s->t->table.ncell;

	if (few && plain && (s->deal != NULL || (!s->spill->states && spill_rows_will_do(p))))
		s->rows = spill_rows_new(p, s->deal, &s->spill->lock);
	if (few && (s->share > SMALL_PART || s->rows != NULL)) {
		const uint64_t small = s->rows != NULL ? SMALL_ROWS : SMALL_PART;

		part_free(s->t);
		s->t = part_new(p, s->spill->j->seed);
		s->share = s->share < small ? s->share : small;
	} else if (plain) {
		part_drop(s->t);
	} else {
		part_clear(s->t);
	}
	s->due = s->records = 0;
}

/* From here on records go to a part. */
static void
end_rows(struct spiller *s)
{
	spill_rows_free(s->rows);
	s->rows = NULL;
	s->share = s->spill->share - (s->deal != NULL ? spill_deal_room(s->deal) : 0);
	s->records = s->due = 0;
}

/* Where states are dealt out: the same as spill_rows and spill_part. */
static enum rc
deal_rows(struct spiller *s, struct err *e)
{
	const bool again = spill_deal_again(s->deal, FEW_AGAIN);
	enum rc rc = spill_deal_put(s->deal, e);

	if (again) {
		spill_deal_rest(s->deal);
		end_rows(s);
	}
	return rc;
}

static enum rc
deal_part(struct spiller *s, struct err *e)
{
	bool plain;
	enum rc rc;

	look_at(s->spill, s->t);
	rc = spill_deal_part(s->deal, s->t, &plain, e);
	if (rc == RC_OK)
		rc = spill_deal_put(s->deal, e);
	if (rc == RC_OK)
		empty_part(s, plain);
	if (s->rows == NULL)
		spill_deal_rest(s->deal);
	return rc;
}

/* The records of @s that went to no part are on disk: so do the next ones, or not. */
static enum rc
spill_rows(struct spiller *s, struct err *e)
{
	const size_t records = spill_rows_n(s->rows);
	size_t groups;
	bool plain;
	enum rc rc = spill_rows_put(s->rows, s->file, &groups, &plain, e);

	if (rc == RC_OK)
		rc = spill_file_end(s->file, &s->runs, e);
	if (!plain || records >= FEW_AGAIN * groups)
		end_rows(s);
	return rc;
}

/* What a thread has becomes a run, and it has nothing. */
static enum rc
spill_part(struct spiller *s, struct err *e)
{
	const struct fold_plan *p = s->spill->p;
	enum rc rc = RC_OK;
	bool plain;

	if (s->rows != NULL)
		return s->deal != NULL ? deal_rows(s, e) : spill_rows(s, e);
	if (s->deal != NULL)
		return deal_part(s, e);
	if (p->ops->settle != NULL)
		part_settle(s->t, p->ops->settle);
	if (s->t->table.ncell == 0) {	/* there was nothing in what there was */
		empty_part(s, false);
		return RC_OK;
	}
	look_at(s->spill, s->t);
	if (s->file == NULL)
		rc = new_file(s->spill, &s->file, e);
	if (rc != RC_OK)
		return rc;
	plain = spill_state_put(s->file, s->t);
	rc = spill_file_end(s->file, &s->runs, e);
	if (rc == RC_OK)
		empty_part(s, plain);
	return rc;
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

/* In a part that begins to be large most records have a group of their own: so will others. */
static bool
is_vain(struct spiller *s, uint64_t heap)
{
	if (s->probed || s->share <= SMALL_PART || heap < s->share / PROBE_AT)
		return false;
	s->probed = true;
	return s->records < s->t->table.ncell + s->t->table.ncell / 4;
}

/*
 * Counting what states own is a walk over all of them: about once for as many records, and
 * before a part is taken for full.  Between, new states are as large as those counted last.
 */
static bool
is_full(struct spiller *s, size_t records)
{
	const uint64_t share = s->share;
	const uint64_t heap = part_heap(s->t), n = s->t->table.ncell;

	if (s->rows != NULL)
		return s->deal != NULL ? spill_deal_full(s->deal) :
		    spill_rows_heap(s->rows) > share;
	if (heap > share || is_vain(s, heap))
		return true;
	if (s->due > records && heap + s->mean * n <= share) {
		s->due -= records;
		return false;
	}
	if (n > 0)
		s->mean = (owned_by(s->t) + n - 1) / n;
	if (heap + s->mean * n > share)
		return true;
	s->due = (share - heap - s->mean * n) / (share > SMALL_PART ? ROW_GROWS : SMALL_GROWS);
	s->due = s->due < n ? n : s->due;
	return false;
}

static void *
new_spiller(void *ctx, unsigned i)
{
	struct spill *spill = ctx;
	struct spiller *s = &spill->by[i];

	*s = (struct spiller){ .spill = spill, .t = part_new(spill->p, spill->j->seed) };
	if (!spill->states && spill_deal_will_do(spill->p))
		s->deal = spill_deal_new(spill->p, spill->share, spill->j->seed);
	s->share = spill->share - (s->deal != NULL ? spill_deal_room(s->deal) : 0);
	spill->n = i + 1;
	return s;
}

static enum rc
step_rows(void *ctx, const struct rows *rows, struct expr_eval *ev, struct stream_out *out,
    size_t *done, struct err *e)
{
	struct spiller *s = ctx;
	struct err later = { 0 };
	enum rc rc;

	(void)out;	/* a fold writes at the end */
	if (s->rows != NULL)
		rc = spill_rows_add(s->rows, rows, ev, done, e);
	else
		rc = part_rows(s->t, rows, ev, done, e);
	s->records += *done;
	if ((rc != RC_OK && rc != RC_BAD) || !is_full(s, *done))
		return rc;
	if (spill_part(s, &later) == RC_OK)
		return rc;
	part_clear(s->t);	/* there may be records of one more block before the run ends */
	s->failed = true;
	*e = later;
	return RC_IO;
}

/* ---- runs become results ---- */

/* How many are read at a time: of each there is what lies between two marks. */
static size_t
runs_at_once(const struct spill *s)
{
	const uint64_t n = spill_ranges_room(s->j, s->p) / 2 / s->apart;

	return n < SPILL_WAYS ? SPILL_WAYS : (size_t)n;
}

/* Runs of @all become fewer and longer ones, in a file of their own. */
static enum rc
merge_some(struct spill *s, struct spill_runs *all, struct spill_file **file, struct err *e)
{
	const size_t most = runs_at_once(s);
	struct spill_runs fewer = { NULL, 0, 0 };
	enum rc rc = new_file(s, file, e);

	for (size_t i = 0; i < all->n && rc == RC_OK; i += most) {
		const struct spill_to to = { .run = *file };
		size_t n = all->n - i;

		rc = spill_ranges(s->j, s->p, all->run + i, n < most ? n : most, &to, e);
		if (rc == RC_OK)
			rc = spill_file_end(*file, &fewer, e);
	}
	mem_free(all->run);
	*all = fewer;
	return rc;
}

static enum rc
write_runs(struct spill *s, const struct spill_runs *all, struct err *e)
{
	const struct fold_whole *whole = s->p->whole;
	struct state_writer states;
	struct spill_to to = { NULL, NULL };
	enum rc rc = whole != NULL ? whole->begin(whole->ctx, e) : RC_OK;

	if (rc != RC_OK)
		return rc;
	if (s->p->partial != NULL) {
		state_writer_begin(&states, s->j->run.out, s->j, s->p->partial);
		to.states = &states;
	}
	rc = spill_ranges(s->j, s->p, all->run, all->n, &to, e);
	if (to.states != NULL && rc == RC_OK)
		state_writer_end(&states);
	else if (to.states != NULL)
		state_writer_abort(&states);
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

/* A part, or records in none, that are not on disk. */
static bool
has_more(const struct spiller *s)
{
	if (s->rows != NULL)
		return s->deal != NULL ? spill_deal_n(s->deal) > 0 : spill_rows_n(s->rows) > 0;
	return s->t->table.ncell > 0;
}

/* What is dealt out needs no runs. */
static enum rc
write_dealt(struct spill *s, struct err *e)
{
	const struct fold_whole *whole = s->p->whole;
	struct spill_deal *deal[JOB_THREADS_MAX];
	enum rc rc = whole->begin(whole->ctx, e);

	for (unsigned i = 0; i < s->n; i++) {
		deal[i] = s->by[i].deal;
		spill_deal_rest(deal[i]);
	}
	if (rc == RC_OK)
		rc = spill_deal_write(s->j, s->p, deal, s->n, e);
	return rc == RC_OK && whole->end != NULL ? whole->end(whole->ctx, e) : rc;
}

/* Some parts went to disk: so does what is left. */
static enum rc
write_spilled(struct spill *s, struct err *e)
{
	struct spill_file *file = NULL, *next = NULL;
	struct spill_runs all = { NULL, 0, 0 };
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < s->n && rc == RC_OK; i++) {
		struct spiller *by = &s->by[i];

		if (has_more(by))
			rc = spill_part(by, e);
		spill_file_list(&all, &by->runs);
		part_free(by->t);
		by->t = NULL;
		spill_rows_free(by->rows);
		by->rows = NULL;
	}
	if (rc == RC_OK && s->by[0].deal != NULL)
		return write_dealt(s, e);
	while (rc == RC_OK && all.n > runs_at_once(s)) {
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

static bool
is_dealt(const struct spiller *s)
{
	return s->deal != NULL && spill_deal_any(s->deal);
}

static enum rc
write_all(struct spill *s, struct err *e)
{
	for (unsigned i = 0; i < s->n; i++)
		if (s->by[i].runs.n > 0 || is_dealt(&s->by[i]))
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

/* @parts: of how many shares there is at a time, at most */
static struct spill *
new_spill(struct job *j, const struct fold_plan *p, unsigned parts)
{
	struct spill *s = mem_zalloc(sizeof(*s));

	s->j = j;
	s->p = p;
	pthread_mutex_init(&s->lock, NULL);
	s->share = spill_given_share(&p->spill, parts);
	s->apart = (size_t)(p->spill.bytes / 1024);
	s->apart = s->apart < MARK_MIN ? MARK_MIN : s->apart > MARK_MAX ? MARK_MAX : s->apart;
	return s;
}

static void
free_spill(struct spill *s)
{
	free_files(s);
	for (unsigned i = 0; i < s->n; i++) {
		part_free(s->by[i].t);
		spill_rows_free(s->by[i].rows);
		spill_deal_free(s->by[i].deal);
		mem_free(s->by[i].runs.run);
	}
	pthread_mutex_destroy(&s->lock);
	mem_free(s);
}

enum rc
spill_fold(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct spill *s = new_spill(j, p, job_threads(j));
	struct stream stream = { .ctx = s, .part = new_spiller, .rows = step_rows };
	struct err later = { 0 };
	enum rc rc, wrc = RC_OK;

	if (p->partial != NULL)
		saved_read(j);
	rc = stream_run(j, &stream, e);
	if ((rc == RC_OK || rc == RC_IO) && s->n > 0 && j->run.out != NULL && !has_failed(s))
		wrc = write_all(s, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	free_spill(s);
	return rc;
}

/* ---- states instead of records ---- */

struct spill *
spill_merge_new(struct job *j, const struct fold_plan *p, bool apart)
{
	/* What a run comes to is in both, until it is known that it counts. */
	struct spill *s = new_spill(j, p, apart ? 3 : 1);

	s->states = true;
	new_spiller(s, 0);
	if (apart)
		new_spiller(s, 1);
	return s;
}

struct part *
spill_merge_part(const struct spill *s)
{
	return s->by[s->n - 1].t;
}

static enum rc
add_states(struct spiller *s, size_t n, struct err *e)
{
	s->records += n;
	return is_full(s, n) ? spill_part(s, e) : RC_OK;
}

enum rc
spill_merge_added(struct spill *s, size_t n, struct err *e)
{
	return add_states(&s->by[s->n - 1], n, e);
}

/*
 * The run at hand is kept apart: what is on disk of it stays there, and counts or does not.  The
 * next one has a new part: many runs are of one state, and the table of this one may be large.
 */
enum rc
spill_merge_ended(struct spill *s, bool drop, struct err *e)
{
	struct spiller *all = &s->by[0], *run = &s->by[1];
	size_t n;
	enum rc rc = RC_OK;

	if (s->n == 1)
		return RC_OK;
	n = run->t->table.ncell;
	if (!drop) {
		rc = part_merge(all->t, run->t, e);
		spill_file_list(&all->runs, &run->runs);
	}
	run->runs.n = 0;
	part_free(run->t);
	run->t = part_new(s->p, s->j->seed);
	run->due = run->records = 0;
	return rc == RC_OK && !drop ? add_states(all, n, e) : rc;
}

enum rc
spill_merge_write(struct spill *s, struct err *e)
{
	return write_all(s, e);
}

void
spill_merge_free(struct spill *s)
{
	if (s != NULL)
		free_spill(s);
}
