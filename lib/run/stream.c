/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two locks.  That of in_claim is held while a block is read and numbered - of a regular
 * file only cut off and numbered, its bytes are read or decompressed outside; `order` while
 * results are committed.  Results wait in a ring, at most RING blocks ahead of the
 * one that is due, whose worker never waits: so there is no deadlock, and memory
 * is bounded.  `order` may be taken inside in_claim (to flush before a read that
 * blocks), never the other way round.  When the run is over while a thread sleeps
 * in a read, it is woken and its input ends.
 */
#include "run/stream.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "base/thread.h"
#include "io/stop.h"
#include "run/ahead.h"
#include "run/filewise.h"
#include "run/onward.h"
#include "run/progress.h"
#include "run/unseen.h"
#include "run/worker.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	RING = 16,			/* blocks that may be ahead of the one due */
	ALONE = 2,			/* blocks the first thread does before it calls others */
	APART = 128			/* bytes that keep two threads off one cache line */
};

struct seat {			/* of one thread */
	struct pool  *pool;
	struct worker w;
	pthread_t     thread;
	char          apart[APART];
};

struct pool {
	struct job           *j;
	const struct stream  *s;
	struct seat          *seat;
	unsigned              n;	/* threads that may work */
	unsigned              started;
	bool                  serial;	/* one takes the records */
	struct ahead         *ahead;	/* then this may read for it; NULL not */
	bool                  apart;	/* each thread reads files of its own */
	size_t                next_file;	/* that nobody reads yet */

	bool                  shared;	/* several threads read; set before the second one is */

	pthread_mutex_t       order;
	pthread_cond_t        moved;	/* ndone went on, or stop was set */
	struct worker_result *ring[RING];
	struct filewise       files;	/* with apart, in the place of the ring */
	uint64_t              bad_text;	/* ... and what was odd in files that are done: */
	uint64_t              holes;
	uint64_t              ndone;	/* blocks committed */
	bool                  waiting;	/* someone is in a read that may block */
	bool                  stop;	/* the run is over: commit nothing more */
	uint64_t              line_base;	/* lines of this file committed so far */
	struct source_tail    tail;	/* of the block committed last */
	struct source_tail    chain;	/* with SOURCE_CHAIN: from block to block, */
	uint64_t              passed;	/* ... and the one whose turn it is to have it */
	uint64_t              hole;	/* 1 + the file that lacks a piece; 0 none */
	struct progress       progress;
	enum rc               rc;
	enum rc               broken;	/* an input that broke off */
	struct err            e;
};

static void
commit_rejects(struct pool *p, struct worker_result *r)
{
	const char *file = in_name(p->j->run.in, r->file);
	const struct stream_out *out = &r->out;
	bool ended = false;

	if (out->nreject != 0 && p->j->run.count.told < JOB_SHOWN)
		progress_end(&p->progress, p->j);	/* the line makes room */
	for (size_t i = 0; i < out->nreject; i++) {
		const struct reject *rej = &out->reject[i];
		enum rc rc;

		if (ended && !rej->again)
			return;		/* all reasons of the one that ended the run are kept */
		rc = job_reject(p->j, rej, file, p->line_base + rej->line_no, &r->e);
		if (rc != RC_OK) {
			r->rc = rc;
			ended = true;
		}
	}
}

static void
swap_tails(struct source_tail *a, struct source_tail *b)
{
	struct source_tail t = *a;

	*a = *b;
	*b = t;
}

/* Only the last reason is told when the run has ended: a new one takes its place. */
static void
say_broken(struct pool *p)
{
	if (p->broken == RC_OK)
		return;
	progress_end(&p->progress, p->j);
	p->j->say(p->j->name, p->e.msg);
}

static void
count_times(struct job_counts *c, const struct worker_result *r)
{
	c->sound_times |= r->sound_times;
	if (c->odd_times == 0)
		c->odd_us = r->odd_us;
	c->odd_times += r->odd_times;
}

/* Numbers that are times, and all of them of another age: more likely something else. */
static void
say_odd_times(const struct job *j)
{
	const struct job_counts *c = &j->run.count;
	char text[RFC3339_MAX];
	struct err say;

	if (c->odd_times == 0 || c->sound_times)
		return;
	rfc3339_text(c->odd_us, 0, text);
	rc_err(&say, RC_OK, "the times in '%.*s' are numbers, none of them from 1990 to 2099; the "
	    "first is %s", SV_SHOW(j->query.proj.field[j->query.time_slot].name), text);
	job_say(j, say.msg);
}

/* One result, in its turn. */
static void
commit(struct pool *p, struct worker_result *r)
{
	uint64_t base;

	if (r->no_input) {
		say_broken(p);
		p->broken = RC_IO;
		p->e = r->e;
		in_after(&p->e, p->line_base);
		if (r->hole)
			p->hole = (uint64_t)r->file + 1;
		return;
	}
	if (p->hole == (uint64_t)r->file + 1)
		return;		/* nothing of a file is written behind what could not be read */
	if (r->first)
		p->line_base = onward_lines(p->j, r->file);
	swap_tails(&p->tail, &r->tail);
	base = p->line_base;
	commit_rejects(p, r);
	p->j->run.count.records += r->records;
	p->j->run.count.aside += r->aside;
	p->j->run.count.rejected += r->out.rejected;
	count_times(&p->j->run.count, r);
	if (p->j->run.identity.wanted)
		identity_add(&p->j->run.identity.source[r->file], &r->read);
	offsets_join(&p->j->run.offsets, &r->offsets, &p->j->arena);
	p->line_base += r->lines;
	if (r->rc == RC_OK && r->last)
		r->rc = onward_end(p->j, r->file, p->line_base, &r->open, &r->note,
		    &r->e);
	if (p->s->commit != NULL) {
		struct stream_at at = { in_name(p->j->run.in, r->file), r->file, base };
		enum rc rc = p->s->commit(p->s->ctx, &at, &r->out, &r->e);

		if (r->rc == RC_OK)
			r->rc = rc;
	}
	if (r->rc == RC_OK)
		return;
	p->stop = true;
	p->rc = r->rc;
	if (p->waiting)
		stop_wake();	/* the input may never say more */
	if (r->rc == RC_END)
		return;
	say_broken(p);
	p->e = r->e;
	if (r->e.line != 0)
		rc_err(&p->e, r->rc, "%s:%" PRIu64 ": %s", in_name(p->j->run.in, r->file),
		    base + r->e.line, r->e.msg);
}

/* Put a result in line and commit all that are due.  False when the run is over. */
static bool
hand_in(struct pool *p, struct worker_result **r, uint64_t number)
{
	struct worker_result *due;
	bool more;

	pthread_mutex_lock(&p->order);
	while (number >= p->ndone + RING && !p->stop)
		pthread_cond_wait(&p->moved, &p->order);
	if (p->stop) {
		pthread_mutex_unlock(&p->order);
		return false;
	}
	p->ring[number % RING] = *r;
	*r = NULL;
	while (!p->stop && (due = p->ring[p->ndone % RING]) != NULL) {
		p->ring[p->ndone % RING] = NULL;
		commit(p, due);
		progress_tick(&p->progress, p->j);
		p->ndone++;
		if (*r == NULL) {
			*r = due;
		} else {
			worker_result_free(due);
			mem_free(due);
		}
	}
	if (p->waiting && p->s->idle != NULL)
		(void)p->s->idle(p->s->ctx);
	more = !p->stop;
	pthread_cond_broadcast(&p->moved);
	pthread_mutex_unlock(&p->order);
	return more;
}

/* in_cfg.idle: everything committed so far goes out before the read blocks. */
static int
before_wait(void *ctx)
{
	struct pool *p = ctx;
	int ms = -1;

	pthread_mutex_lock(&p->order);
	p->waiting = true;
	progress_tick(&p->progress, p->j);
	if (p->stop)
		ms = IN_IDLE_END;
	else if (p->s->idle != NULL)
		ms = p->s->idle(p->s->ctx);
	pthread_mutex_unlock(&p->order);
	return ms;
}

/* in_cfg.ready: it blocks no more. */
static void
after_wait(void *ctx)
{
	struct pool *p = ctx;

	pthread_mutex_lock(&p->order);
	p->waiting = false;
	pthread_mutex_unlock(&p->order);
}

static enum rc
next_block(struct pool *p, struct worker *w, struct err *e)
{
	if (p->ahead != NULL)
		return ahead_next(p->ahead, &w->block, e);
	return p->shared ? in_claim(p->j->run.in, &w->block, e)
	                 : in_next(p->j->run.in, &w->block, e);
}

/*
 * What the block at hand is to be joined with: NULL when it stands alone.  False when the
 * run is over.  A block that does not stand alone waits for its turn.
 */
static bool
wait_tail(struct pool *p, const struct block *b, uint64_t number, struct source_tail **tail)
{
	const unsigned flags = p->j->run.source->flags;
	const bool chain = (flags & SOURCE_CHAIN) != 0;
	bool more;

	*tail = NULL;
	if (!chain && ((flags & SOURCE_PIECES) == 0 ||
	    (b->flags & (BLOCK_FIRST | BLOCK_BORDER)) != 0))
		return true;
	pthread_mutex_lock(&p->order);
	while ((chain ? p->passed : p->ndone) < number && !p->stop)
		pthread_cond_wait(&p->moved, &p->order);
	more = !p->stop;
	pthread_mutex_unlock(&p->order);
	*tail = chain ? &p->chain : &p->tail;
	return more;
}

/* The block whose turn it was to have the chain has no more need of it. */
static void
pass_chain(void *ctx)
{
	struct pool *p = ctx;

	pthread_mutex_lock(&p->order);
	p->passed++;
	pthread_cond_broadcast(&p->moved);
	pthread_mutex_unlock(&p->order);
}

/* Results of file @file, and those that became due by it.  False when the run is over. */
static bool
hand_in_file(struct pool *p, size_t file, struct worker_result **r)
{
	struct worker_result *due;
	bool more;

	pthread_mutex_lock(&p->order);
	if (*r != NULL)
		filewise_add(&p->files, file, r);
	else
		filewise_done(&p->files, file);
	while (!p->stop && (due = filewise_take(&p->files)) != NULL) {
		commit(p, due);
		progress_tick(&p->progress, p->j);
		worker_result_free(due);
		mem_free(due);
	}
	pthread_cond_broadcast(&p->moved);
	while (filewise_full(&p->files, file) && !p->stop)
		pthread_cond_wait(&p->moved, &p->order);
	more = !p->stop;
	pthread_mutex_unlock(&p->order);
	return more;
}

/* All blocks that @in has, of one file; @tail is what the block before has left. */
static void
work_file(struct pool *p, struct worker *w, struct in *in, size_t file, struct source_tail *tail)
{
	const bool pieces = (p->j->run.source->flags & SOURCE_PIECES) != 0;
	struct worker_result *r = NULL;
	bool more = true;

	while (more) {
		struct err e = { 0 };
		enum rc rc = in_next(in, &w->block, &e);

		if (rc == RC_END)
			break;
		if (r == NULL) {
			r = mem_alloc(sizeof(*r));
			worker_result_init(r);
		}
		if (rc == RC_OK) {
			const bool first = (w->block.flags & (BLOCK_FIRST | BLOCK_BORDER)) != 0;

			worker_block(w, pieces && !first ? tail : NULL, r);
			swap_tails(tail, &r->tail);
		} else {
			worker_result_clear(r);
			r->no_input = true;
			r->file = (uint32_t)file;
			r->e = e;
		}
		rc = r->rc;
		more = hand_in_file(p, file, &r) && rc == RC_OK;
	}
	if (r != NULL) {
		worker_result_free(r);
		mem_free(r);
	}
	r = NULL;
	(void)hand_in_file(p, file, &r);
}

/* A file that nobody reads yet; false when there is none, or the run is over. */
static bool
next_file(struct pool *p, size_t *file)
{
	bool more;

	pthread_mutex_lock(&p->order);
	more = !p->stop && p->next_file < p->files.n && stop_signal() == 0;
	if (more)
		*file = p->next_file++;
	pthread_mutex_unlock(&p->order);
	return more;
}

/* What is left of the file at hand, then files of its own, until there are no more. */
static void
work_files(struct pool *p, struct worker *w, struct in *at_hand)
{
	struct source_tail tail = { 0 };
	size_t file;

	buf_init(&tail.text, SIZE_MAX);
	if (at_hand != NULL) {
		swap_tails(&tail, &p->tail);
		work_file(p, w, at_hand, w->block.file, &tail);
	}
	while (next_file(p, &file)) {
		struct worker_result *none = NULL;
		struct err e = { 0 };
		struct in *in = NULL;

		if (in_other(p->j->run.in, file, &in, &e) != RC_OK) {
			none = mem_alloc(sizeof(*none));
			worker_result_init(none);
			none->no_input = true;
			none->file = (uint32_t)file;
			none->e = e;
			(void)hand_in_file(p, file, &none);
			(void)hand_in_file(p, file, &none);
			continue;
		}
		work_file(p, w, in, file, &tail);
		pthread_mutex_lock(&p->order);
		p->bad_text += in_bad_text(in);
		p->holes += in_holes(in);
		pthread_mutex_unlock(&p->order);
		in_count(p->j->run.in, in_bytes(in, NULL));
		in_close(in);
	}
	buf_free(&tail.text);
}

static void call_others(struct pool *p, uint64_t number);

static void
work(struct pool *p, struct worker *w)
{
	const bool chain = (p->j->run.source->flags & SOURCE_CHAIN) != 0;
	struct worker_result *r = NULL;
	bool more = true;

	while (more) {
		struct err e = { 0 };
		struct source_tail *tail;
		enum rc rc = next_block(p, w, &e);
		const uint64_t number = w->block.number;
		bool cut = rc == RC_OK && w->block.from != NULL;

		if (rc == RC_END)
			break;
		if (cut)
			rc = in_fetch(p->j->run.in, &w->block, &e);
		if (r == NULL) {
			r = mem_alloc(sizeof(*r));
			worker_result_init(r);
		}
		if ((rc == RC_OK || chain) && !wait_tail(p, &w->block, number, &tail))
			break;
		if (rc == RC_OK) {
			worker_block(w, tail, r);
		} else {
			if (chain)
				pass_chain(p);
			worker_result_clear(r);
			r->no_input = true;
			r->hole = cut;
			r->file = w->block.file;
			r->e = e;
		}
		more = hand_in(p, &r, number);
		if (more)
			call_others(p, number);
		if (p->apart) {
			work_files(p, w, p->j->run.in);
			more = false;
		}
	}
	if (r != NULL) {
		worker_result_free(r);
		mem_free(r);
	}
}

static void *
thread_main(void *ctx)
{
	struct seat *seat = ctx;

	if (seat->pool->apart)
		work_files(seat->pool, &seat->w, NULL);
	else
		work(seat->pool, &seat->w);
	return NULL;
}

static void
new_worker(struct pool *p, unsigned i)
{
	void *part = p->s->part != NULL ? p->s->part(p->s->ctx, i) : p->s->ctx;

	p->seat[i].pool = p;
	worker_init(&p->seat[i].w, p->j, p->s, part);
	p->seat[i].w.pass = pass_chain;
	p->seat[i].w.pass_ctx = p;
	p->started++;
}

/*
 * Whether threads have files of their own: the one at hand is compressed, there are more, none
 * of them may block, and what they give may come in any order but for counts and rejects.
 */
static bool
read_apart(struct pool *p)
{
	const struct job *j = p->j;
	uint64_t total;
	size_t n;

	(void)job_files(j, &n);
	in_bytes(j->run.in, &total);
	return p->s->commit == NULL && j->run.plan == NULL && total != 0 && n > 1 &&
	    in_coded(j->run.in) && (j->run.source->flags & (SOURCE_SERIAL | SOURCE_CHAIN)) == 0;
}

static void
start_others(struct pool *p)
{
	p->apart = read_apart(p);
	if (p->apart) {
		size_t n;

		(void)job_files(p->j, &n);
		p->next_file = in_alone(p->j->run.in);
		filewise_init(&p->files, p->next_file - 1, n,
		    !p->j->run.identity.wanted && p->j->query.offset == NULL);
	}
	if (!p->apart)
		in_share(p->j->run.in, p->n);
	p->shared = p->n > 1;
	for (unsigned i = 1; i < p->n; i++) {
		new_worker(p, i);
		if (thread_start(&p->seat[i].thread, thread_main, &p->seat[i]) != 0) {
			worker_free(&p->seat[i].w);
			p->started--;
			return;		/* fewer threads, same answer */
		}
	}
}

/*
 * After a block of its own a thread sees whether help is worth its cost.  Small input
 * ends before that.  What comes through a pipe has a core of its own at its other end,
 * unless it must be decompressed here; records that one thread must take are at least
 * decompressed by another, when that cannot keep anyone waiting.
 */
static void
call_others(struct pool *p, uint64_t number)
{
	uint64_t total;

	if (p->n == 1 || p->shared || p->ahead != NULL || number + 1 < ALONE)
		return;
	in_bytes(p->j->run.in, &total);
	if (!p->serial && (total != 0 || p->j->given.threads != 0 || in_coded(p->j->run.in)))
		start_others(p);
	else if (p->serial && total != 0 && in_coded(p->j->run.in))
		p->ahead = ahead_start(p->j->run.in);
}

static void
say_unseen(const struct pool *p)
{
	struct decoder **d = mem_array(NULL, p->started, sizeof(*d));

	for (unsigned i = 0; i < p->started; i++)
		d[i] = p->seat[i].w.d;
	unseen_doubts(p->j, d, p->started);
	unseen_say(p->j, d, p->started);
	mem_free(d);
}

static void
say_holes(const struct pool *p)
{
	const struct job *j = p->j;
	const uint64_t bad = in_bad_text(j->run.in) + p->bad_text;
	const uint64_t holes = in_holes(j->run.in) + p->holes;
	struct err say;

	if (bad != 0) {
		rc_err(&say, RC_OK, "no characters of the encoding in %" PRIu64 " places, read as "
		    "U+FFFD", bad);
		job_say(j, say.msg);
	}
	if (holes == 0)
		return;
	rc_err(&say, RC_OK, "%" PRIu64 " NUL bytes before a line left out, as where a log was "
	    "truncated while somebody wrote", holes);
	job_say(j, say.msg);
}

static enum rc
run_pool(struct pool *p, struct err *e)
{
	p->seat = mem_zalloc(p->n * sizeof(*p->seat));
	buf_init(&p->tail.text, SIZE_MAX);
	new_worker(p, 0);
	work(p, &p->seat[0].w);
	for (unsigned i = 1; i < p->started; i++)
		pthread_join(p->seat[i].thread, NULL);
	ahead_stop(p->ahead);
	if (p->rc == RC_OK || p->rc == RC_END) {
		progress_end(&p->progress, p->j);
		if (p->rc == RC_OK)
			say_unseen(p);
		if (p->rc == RC_OK)
			say_odd_times(p->j);
		say_holes(p);
		p->rc = p->broken;
	}
	if (p->rc != RC_OK)
		*e = p->e;
	for (unsigned i = 0; i < p->started; i++)
		worker_free(&p->seat[i].w);
	for (unsigned i = 0; i < RING; i++) {
		if (p->ring[i] == NULL)
			continue;
		worker_result_free(p->ring[i]);
		mem_free(p->ring[i]);
	}
	if (p->apart)
		filewise_free(&p->files);
	buf_free(&p->tail.text);
	if (p->chain.link != NULL)
		p->chain.free_link(p->chain.link);
	mem_free(p->seat);
	return p->rc;
}

enum rc
stream_run(struct job *j, const struct stream *s, struct err *e)
{
	struct pool p = { .j = j, .s = s };
	struct job_idle idle = { before_wait, after_wait, &p };
	enum rc rc = job_open(j, &idle, e);

	if (rc != RC_OK)
		return rc;
	p.n = job_threads(j);
	p.serial = s->serial ||
	    (j->run.source->flags & (SOURCE_SERIAL | SOURCE_CHAIN)) == SOURCE_SERIAL;
	progress_start(&p.progress);
	pthread_mutex_init(&p.order, NULL);
	pthread_cond_init(&p.moved, NULL);
	rc = run_pool(&p, e);
	progress_end(&p.progress, j);
	pthread_cond_destroy(&p.moved);
	pthread_mutex_destroy(&p.order);
	return rc == RC_OK ? offsets_check(&j->run.offsets, e) : rc;
}
