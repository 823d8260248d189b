/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts are made of records in parallel.  Unsorted, each thread keeps them in a part
 * of its own; parts are joined at the end.  Sorted, they travel with their block and
 * are taken in input order, one key at a time:
 *
 *     | line 8 | time 8 | key length 8 | text length 8 | key | text | ...
 */
#include "scan/scan.h"

#include "base/mem.h"
#include "key/scan_key.h"
#include "run/stream.h"
#include "scan/scan_part.h"
#include "scan/scan_writer.h"

#include <string.h>

enum { SHOWN = 64 };		/* bytes of a key in a message */

struct scan_worker {		/* of one thread */
	const struct scan_plan *p;
	struct scan_part       *part;	/* unsorted */
	struct val             *key;
	struct buf              key_text;
	struct buf              fact;
};

struct scan_state {
	struct job             *j;
	const struct scan_plan *p;
	struct scan_worker      worker[JOB_THREADS_MAX];
	unsigned                n;

	/* sorted: the key at hand */
	struct scan_writer      w;
	bool                    writing;
	struct buf              key;
	struct arena            arena;	/* of its facts */
	struct scan_list        list;
};

struct wire {			/* before a key and a text, in the output of a block */
	uint64_t line;
	int64_t  at_us;
	uint64_t nkey;
	uint64_t ntext;
};

static void *
new_worker(void *ctx, unsigned i)
{
	struct scan_state *s = ctx;
	struct scan_worker *w = &s->worker[i];

	w->p = s->p;
	w->key = mem_zalloc((s->p->nkey + 1) * sizeof(*w->key));
	buf_init(&w->key_text, SIZE_MAX);
	buf_init(&w->fact, SIZE_MAX);
	if (!s->p->sorted)
		w->part = scan_part_new(s->p->max_facts, s->j->seed);
	s->n = i + 1;
	return w;
}

static void
free_workers(struct scan_state *s)
{
	for (unsigned i = 0; i < s->n; i++) {
		mem_free(s->worker[i].key);
		buf_free(&s->worker[i].key_text);
		buf_free(&s->worker[i].fact);
		scan_part_free(s->worker[i].part);
	}
}

static void
send(struct buf *o, uint64_t line, int64_t at_us, struct sv key, struct sv text)
{
	struct wire h = { line, at_us, key.n, text.n };

	buf_add(o, (const char *)&h, sizeof(h));
	buf_sv(o, key);
	buf_sv(o, text);
}

static enum rc
scan_record(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct scan_worker *w = part;
	enum rc rc;

	for (size_t i = 0; i < w->p->nkey; i++) {
		rc = expr_value(w->p->key[i].x, r, ev, &w->key[i], e);
		if (rc != RC_OK)
			return rc;
	}
	buf_clear(&w->fact);
	rc = w->p->ops->fact(w->p->ctx, w->key, r, ev, &w->fact, e);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	buf_clear(&w->key_text);
	scan_key_text(&w->key_text, w->key, w->p->nkey, expr_eval_arena(ev));
	if (w->part != NULL)
		return scan_part_add(w->part, buf_view(&w->key_text), in->at_us,
		    buf_view(&w->fact), e);
	send(&out->o, r->line_no, in->at_us, buf_view(&w->key_text), buf_view(&w->fact));
	return RC_OK;
}

/* ---- unsorted ---- */

static enum rc
finish(struct scan_state *s, struct err *e)
{
	struct scan_part *all = s->worker[0].part;
	enum rc rc = RC_OK;

	for (unsigned i = 1; rc == RC_OK && i < s->n; i++)
		rc = scan_part_merge(all, s->worker[i].part, e);
	return rc == RC_OK ? scan_writer_all(s->j, s->p, all, e) : rc;
}

/* ---- sorted ---- */

static enum rc
pass_one(struct scan_state *s, struct err *e)
{
	enum rc rc = RC_OK;

	if (s->list.n > 0)
		rc = scan_writer_key(&s->w, buf_view(&s->key), &s->list, e);
	memset(&s->list, 0, sizeof(s->list));
	arena_reset(&s->arena);
	return rc;
}

static enum rc
unsorted(const struct scan_state *s, struct sv key, uint64_t line, struct err *e)
{
	struct sv was = { s->key.p + 1, s->key.n - 2 }, is = { key.p + 1, key.n - 2 };
	enum rc rc = rc_err(e, RC_SYNTAX, "%.*s comes after %.*s: not sorted, do without --sorted",
	    (int)(is.n < SHOWN ? is.n : SHOWN), is.p, (int)(was.n < SHOWN ? was.n : SHOWN), was.p);

	e->line = line;
	return rc;
}

static enum rc
take(struct scan_state *s, const struct wire *h, struct sv key, struct sv text, struct err *e)
{
	enum rc rc = RC_OK;

	if (!sv_eq(key, buf_view(&s->key))) {
		if (s->key.n > 0 && scan_key_cmp(buf_view(&s->key), key, s->p->nkey,
		    &s->w.tmp) > 0)
			return unsorted(s, key, h->line, e);
		rc = pass_one(s, e);
		buf_clear(&s->key);
		buf_sv(&s->key, key);
	}
	if (rc == RC_OK && s->list.n >= s->p->max_facts)
		rc = scan_part_limit(s->p->max_facts, e);
	if (rc == RC_OK)
		scan_list_add(&s->list, &s->arena, h->at_us, text);
	return rc;
}

static void
begin_writing(struct scan_state *s)
{
	if (!s->writing)
		scan_writer_begin(&s->w, s->j, s->p);
	s->writing = true;
}

static enum rc
scan_commit(void *ctx, const struct stream_at *where, struct stream_out *out, struct err *e)
{
	struct scan_state *s = ctx;
	const struct buf *o = &out->o;
	enum rc rc = RC_OK;

	(void)where;	/* the stream adds it to errors */
	begin_writing(s);
	for (size_t at = 0; rc == RC_OK && at < o->n;) {
		struct wire h;
		struct sv key, text;

		memcpy(&h, o->p + at, sizeof(h));
		key = (struct sv){ o->p + at + sizeof(h), (size_t)h.nkey };
		text = (struct sv){ key.p + key.n, (size_t)h.ntext };
		rc = take(s, &h, key, text, e);
		at += sizeof(h) + key.n + text.n;
	}
	scan_writer_push(&s->w);
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

static enum rc
finish_sorted(struct scan_state *s, struct err *e)
{
	begin_writing(s);
	return pass_one(s, e);
}

enum rc
scan_run(struct job *j, const struct scan_plan *p, struct err *e)
{
	struct scan_state *s = mem_zalloc(sizeof(*s));
	struct stream st = { .ctx = s, .part = new_worker, .record = scan_record };
	struct err later = { 0 };
	enum rc rc, last = RC_OK;

	s->j = j;
	s->p = p;
	arena_init(&s->arena);
	buf_init(&s->key, SIZE_MAX);
	if (p->sorted) {
		st.commit = scan_commit;
		st.idle = scan_idle;
	}
	rc = stream_run(j, &st, e);
	if ((rc == RC_OK || rc == RC_IO) && s->n > 0)
		last = p->sorted ? finish_sorted(s, &later) : finish(s, &later);
	if (last != RC_OK && rc == RC_OK) {
		rc = last;
		*e = later;
	}
	if (s->writing)
		scan_writer_end(&s->w, rc != RC_OK && rc != RC_IO);
	free_workers(s);
	buf_free(&s->key);
	arena_free(&s->arena);
	mem_free(s);
	return rc;
}
