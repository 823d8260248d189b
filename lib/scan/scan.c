/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts are made of records in parallel.  Unsorted, each thread keeps them in a part of
 * its own, and the parts, or what went to disk of them, are read side by side at the end.
 * Sorted, they travel with their block (scan_wire) and are taken in input order, one key at a
 * time.  Live, one thread makes them and hands them to scan_live.
 */
#include "scan/scan.h"

#include "base/mem.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "key/scan_key.h"
#include "run/stream.h"
#include "scan/scan_live.h"
#include "scan/scan_part.h"
#include "scan/scan_resume.h"
#include "scan/scan_sorted.h"
#include "scan/scan_spill.h"
#include "scan/scan_wire.h"
#include "scan/scan_writer.h"
#include "state/saved.h"

#include <string.h>

struct scan_worker {		/* of one thread */
	const struct scan_plan *p;
	struct scan_spill      *spill;	/* of the run; NULL */
	unsigned                i;
	struct scan_part       *part;	/* unsorted, not live */
	struct scan_live       *live;	/* of the run; NULL */
	struct fact_writer      fact;
	struct val             *key;
	struct buf              key_bytes;
	int64_t                 latest_us;
};

struct scan_state {
	struct job             *j;
	const struct scan_plan *p;
	struct scan_worker      worker[JOB_THREADS_MAX];
	unsigned                n;
	struct scan_live       *live;	/* with p->live */
	struct scan_part       *before;	/* with p->kept */
	struct scan_spill      *spill;	/* with p->spill; NULL: parts stay in memory */
	struct scan_sorted     *sorted;	/* with p->sorted */
};

static void *
new_worker(void *ctx, unsigned i)
{
	struct scan_state *s = ctx;
	struct scan_worker *w = &s->worker[i];

	w->p = s->p;
	w->spill = s->spill;
	w->i = i;
	w->latest_us = INT64_MIN;
	w->key = mem_zalloc((s->p->nkey + 1) * sizeof(*w->key));
	buf_init(&w->key_bytes, SIZE_MAX);
	w->live = s->live;
	if (!s->p->sorted && s->live == NULL)
		w->part = scan_part_new(s->p->max_facts, s->j->seed);
	fact_writer_init(&w->fact, w->part != NULL ? w->part->dict : NULL);
	s->n = i + 1;
	return w;
}

static void
free_workers(struct scan_state *s)
{
	for (unsigned i = 0; i < s->n; i++) {
		mem_free(s->worker[i].key);
		buf_free(&s->worker[i].key_bytes);
		fact_writer_free(&s->worker[i].fact);
		scan_part_free(s->worker[i].part);
	}
}

static enum rc
scan_record(struct scan_worker *w, const struct record *r, int64_t at_us, struct expr_eval *ev,
    struct stream_out *out, struct err *e)
{
	struct scan_wire wire;
	struct sv key;
	enum rc rc;

	for (size_t i = 0; i < w->p->nkey; i++) {
		rc = expr_value(w->p->key[i].x, r, ev, &w->key[i], e);
		if (rc != RC_OK)
			return rc;
	}
	key_bytes_put(&w->key_bytes, w->key, w->p->nkey, expr_eval_arena(ev));
	key = buf_view(&w->key_bytes);
	fact_writer_begin(&w->fact, at_us, key_bytes_string(key, w->p->nkey));
	rc = w->p->ops->fact(w->p->ctx, w->key, r, ev, &w->fact, e);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	if (w->part != NULL)
		return scan_part_add(w->part, key, at_us, buf_view(&w->fact.b), e);
	if (w->live != NULL)
		return scan_live_add(w->live, key, at_us, buf_view(&w->fact.b), e);
	wire = (struct scan_wire){ r->line_no, at_us, key, buf_view(&w->fact.b) };
	scan_wire_put(&out->note, &wire);
	return RC_OK;
}

/* The records up to one that cannot be judged, for which it then is RC_BAD. */
static enum rc
choose_rows(const struct scan_plan *p, const struct rows *rows, struct expr_eval *ev,
    uint64_t *mark, size_t *n, struct err *e)
{
	struct expr_rows r = { .rec = rows->rec, .n = rows->n, .ev = ev, .e = e };

	for (size_t i = 0; i < rows->n; i++)
		mark[i] = 1;
	if (p->ops->choose != NULL)
		p->ops->choose(p->ctx, &r, mark);
	*n = r.n;
	return r.rc;
}

static enum rc
scan_rows(void *part, const struct rows *rows, struct expr_eval *ev, struct stream_out *out,
    size_t *done, struct err *e)
{
	struct scan_worker *w = part;
	uint64_t mark[BATCH_ROWS];
	struct err later = { 0 };
	size_t n;
	enum rc rc = RC_OK, bad = choose_rows(w->p, rows, ev, mark, &n, &later);

	for (*done = 0; *done < n && rc == RC_OK; ++*done) {
		size_t i = *done;

		w->fact.mark = mark[i];
		if (mark[i] != 0)
			rc = scan_record(w, rows->rec[i], rows->at_us[i], ev, out, e);
		if (rc == RC_OK && rows->at_us[i] > w->latest_us)
			w->latest_us = rows->at_us[i];
		if (rc == RC_OK && w->live != NULL)
			scan_live_heard(w->live, rows->at_us[i]);
	}
	if (rc == RC_OK && w->spill != NULL)
		rc = scan_spill_part(w->spill, w->i, w->part, e);
	if (rc == RC_OK && bad != RC_OK) {
		*e = later;
		++*done;
		return bad;
	}
	return rc;
}

/* ---- unsorted ---- */

/* What was read before is saved, too; then all of it is written. */
static enum rc
write_parts(struct scan_state *s, struct scan_part **part, unsigned n, int64_t latest_us,
    bool broken, struct err *e)
{
	struct scan_walk *walk;
	enum rc rc = RC_OK;

	if (scan_spill_some(s->spill))
		rc = scan_spill_walk(s->spill, part, n, &walk, e);
	else
		walk = scan_walk_parts(part, n, s->p->nkey);
	if (rc == RC_OK && s->before != NULL && !broken)
		rc = scan_resume_save(s->j, s->p, walk, &latest_us, e);
	if (rc == RC_OK)
		rc = scan_writer_all(s->j, s->p, walk, latest_us, e);
	scan_walk_free(walk);
	return rc;
}

static enum rc
finish_unsorted(struct scan_state *s, bool broken, struct err *e)
{
	struct scan_part *part[JOB_THREADS_MAX + 1];
	unsigned n = 0;
	uint64_t facts = 0;
	int64_t latest_us = INT64_MIN;

	for (unsigned i = 0; i < s->n; i++) {
		part[n++] = s->worker[i].part;
		if (s->worker[i].latest_us > latest_us)
			latest_us = s->worker[i].latest_us;
	}
	if (s->before != NULL)
		part[n++] = s->before;
	for (unsigned i = 0; i < n; i++) {
		if (part[i]->n > s->p->max_facts - facts)
			return scan_part_limit(s->p->max_facts, e);
		facts += part[i]->n;
	}
	return write_parts(s, part, n, latest_us, broken, e);
}

/* ---- sorted ---- */

static enum rc
scan_commit(void *ctx, const struct stream_at *where, struct stream_out *out, struct err *e)
{
	struct scan_state *s = ctx;
	struct sv rest = buf_view(&out->note);
	struct scan_wire w;
	enum rc rc = RC_OK;

	(void)where;	/* the stream adds it to errors */
	scan_sorted_begin(s->sorted);
	while (rc == RC_OK && scan_wire_take(&rest, &w))
		rc = scan_sorted_take(s->sorted, &w, e);
	scan_sorted_push(s->sorted);
	return rc == RC_OK && out_failed(s->j->run.out) ? RC_END : rc;
}

static int
scan_idle(void *ctx)
{
	const struct scan_state *s = ctx;

	out_flush(s->j->run.out);
	if (s->j->run.rejects != NULL)
		out_flush(s->j->run.rejects);
	return -1;
}

/* ---- live ---- */

static enum rc
commit_live(void *ctx, const struct stream_at *where, struct stream_out *out, struct err *e)
{
	struct scan_state *s = ctx;

	(void)where;	/* of the block: its facts wait */
	(void)out;	/* what a record gives comes in the order of times */
	return scan_live_go(s->live, e);
}

static int
idle_live(void *ctx)
{
	struct scan_state *s = ctx;

	return scan_live_idle(s->live);
}

void
scan_mark_two(const struct expr *a, const struct expr *b, struct expr_rows *r, uint64_t *mark)
{
	uint8_t is_a[BATCH_ROWS], is_b[BATCH_ROWS];

	expr_test_rows(a, r, is_a);
	expr_test_rows(b, r, is_b);
	for (size_t i = 0; i < r->n; i++)
		mark[i] = (is_a[i] == EXPR_TRUE ? 1U : 0U) | (is_b[i] == EXPR_TRUE ? 2U : 0U);
}

void
scan_push(const struct scan_seq *s, struct buf *o)
{
	if (s->writer != NULL && o->n >= s->writer->gather)
		scan_writer_push(s->writer, o);
}

/* What the records come to, when all are read, or all up to where the input broke off. */
static enum rc
finish_run(struct scan_state *s, bool broken, struct err *e)
{
	if (s->live != NULL)
		return scan_live_end(s->live, e);
	return s->sorted != NULL ? scan_sorted_finish(s->sorted, e) : finish_unsorted(s, broken, e);
}

static struct stream
stream_of(struct scan_state *s)
{
	struct stream st = { .ctx = s, .part = new_worker, .rows = scan_rows };

	if (s->live != NULL) {
		st.commit = commit_live;
		st.idle = idle_live;
		st.serial = true;
	} else if (s->p->sorted) {
		st.commit = scan_commit;
		st.idle = scan_idle;
	}
	return st;
}

static enum rc
run_scan(struct scan_state *s, struct err *e)
{
	struct stream st = stream_of(s);
	struct err later = { 0 };
	enum rc rc, last = RC_OK;

	if (s->p->partial != NULL)
		saved_read(s->j);
	rc = stream_run(s->j, &st, e);
	/* It may have failed before there was an output. */
	if ((rc == RC_OK || (rc == RC_IO && s->j->run.out != NULL)) &&
	    (s->n > 0 || s->before != NULL) && !scan_spill_failed(s->spill))
		last = finish_run(s, rc == RC_IO, &later);
	if (last != RC_OK && rc == RC_OK) {
		rc = last;
		*e = later;
	}
	return rc;
}

enum rc
scan_run(struct job *j, const struct scan_plan *p, struct err *e)
{
	struct scan_state *s = mem_zalloc(sizeof(*s));
	enum rc rc = RC_OK;

	s->j = j;
	s->p = p;
	if (p->sorted)
		s->sorted = scan_sorted_new(j, p);
	if (p->live != NULL)
		s->live = scan_live_new(j, p);
	if (p->spill.bytes != 0)
		s->spill = scan_spill_new(j, p, job_threads(j));
	if (p->kept != NULL)
		rc = scan_resume_load(j, p, &s->before, e);
	if (rc == RC_OK)
		rc = run_scan(s, e);
	scan_sorted_end(s->sorted, rc != RC_OK && rc != RC_IO);
	free_workers(s);
	scan_part_free(s->before);
	scan_spill_free(s->spill);
	scan_live_free(s->live);
	mem_free(s);
	return rc;
}
