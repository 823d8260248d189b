/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/stream.h"

#include "base/mem.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 64 };

/* What one thread of work needs. */
struct work {
	struct job        *j;
	const struct stream *f;
	struct decoder    *d;
	struct expr_eval  *ev;
	struct tstamp_cfg  tcfg;
	uint64_t           line_base;	/* lines of this file before the block */
	const char        *file;
};

/* The record's time; false when it must be set aside. */
static bool
read_time(const struct work *w, const struct record *r, struct fold_in *in)
{
	const struct job *j = w->j;

	in->timed = tstamp_auto(&r->slot[j->time_slot], &w->tcfg, &in->at_us);
	return in->timed || !j->time_required;
}

static enum rc
bad_time(struct work *w, const struct record *r, struct reject *rej)
{
	const struct val *v = &r->slot[w->j->time_slot];
	struct sv name = w->j->proj.field[w->j->time_slot].name;
	struct sv text = val_text(v, expr_eval_arena(w->ev));

	if (val_null(v))
		return source_reject(rej, "time", r->line_no, 0, r->line,
		    "no time: the record has no field '%.*s' (see --time)", (int)name.n, name.p);
	return source_reject(rej, "time", r->line_no, 0, r->line,
	    "expected a time in '%.*s', found '%.*s'", (int)name.n, name.p,
	    (int)(text.n < 64 ? text.n : 64), text.p);
}

/* One decoded record through time, --where and the shape.  RC_BAD fills rej. */
static enum rc
take(struct work *w, const struct record *r, struct reject *rej, struct err *e)
{
	struct fold_in in = { 0 };
	enum expr_tri yes = EXPR_TRUE;
	enum rc rc = RC_OK;

	expr_eval_reset(w->ev);
	if (w->j->timed && !read_time(w, r, &in))
		return bad_time(w, r, rej);
	if (w->j->where != NULL)
		rc = expr_test(w->j->where, r, w->ev, &yes, e);
	if (rc == RC_OK && yes == EXPR_TRUE &&
	    !(in.timed && (in.at_us < w->j->from_us || in.at_us >= w->j->to_us)))
		rc = w->f->record(w->f->ctx, r, w->ev, &in, e);
	if (rc == RC_BAD)
		return source_reject(rej, "value", r->line_no, 0, r->line, "%s", e->msg);
	return rc;
}

static enum rc
do_block(struct work *w, const struct block *b, struct err *e)
{
	const struct source_ops *ops = w->j->source->ops;
	struct reject rej;
	struct record r;
	enum rc rc;

	ops->begin(w->d, b);
	while ((rc = ops->next(w->d, &r, &rej)) != RC_END) {
		if (rc == RC_OK) {
			r.pos = ((uint64_t)b->file << 48) + b->off + (uint64_t)(r.line.p - b->p);
			rc = take(w, &r, &rej, e);
			w->j->count.records += rc != RC_BAD;
		}
		if (rc == RC_BAD)
			rc = job_reject(w->j, &rej, w->file, w->line_base + rej.line_no, e);
		if (rc != RC_OK)
			return rc;
	}
	w->line_base += ops->lines(w->d);
	return w->f->block != NULL ? w->f->block(w->f->ctx, e) : RC_OK;
}

/* A field that no record had is likely a slip: say so, with the nearest name. */
static void
say_unseen(const struct work *w)
{
	const struct job *j = w->j;
	struct sv name[NAMES_MAX];
	char msg[ERR_MSG_MAX];
	size_t i, n, near;

	if (j->count.records == 0)
		return;
	n = j->source->ops->names(w->d, name, NAMES_MAX);
	for (i = 0; i < j->proj.n; i++) {
		struct sv f = j->proj.field[i].name;

		if (w->d->seen[i] || j->proj.field[i].derived)
			continue;
		near = sv_near(f, name, n);
		snprintf(msg, sizeof(msg), "no record had a field '%.*s'%s%.*s%s", (int)f.n, f.p,
		    near < n ? ", did you mean '" : "", near < n ? (int)name[near].n : 0,
		    near < n ? name[near].p : "", near < n ? "'?" : "");
		j->say(j->name, msg);
	}
}

static enum rc
all_blocks(struct work *w, struct err *e)
{
	struct block b = { 0 };
	enum rc rc, broken = RC_OK;
	struct err ioerr = { 0 };

	while ((rc = in_next(w->j->in, &b, &ioerr)) != RC_END) {
		if (rc != RC_OK) {
			if (broken != RC_OK)
				w->j->say(w->j->name, e->msg);
			*e = ioerr;
			broken = rc;
			continue;
		}
		if (b.flags & BLOCK_FIRST)
			w->line_base = 0;
		w->file = in_name(w->j->in, b.file);
		rc = do_block(w, &b, e);
		if (rc != RC_OK)
			break;
	}
	in_block_free(&b);
	return rc == RC_END ? broken : rc;
}

enum rc
stream_run(struct job *j, const struct stream *f, struct err *e)
{
	struct work w = {
		.j = j,
		.f = f,
		.d = j->source->ops->decoder_new(j->source),
		.ev = expr_eval_new(),
		.tcfg = { .zone = j->input_zone, .now_us = INT64_MIN },
	};
	enum rc rc = all_blocks(&w, e);

	if (rc == RC_OK || rc == RC_IO)
		say_unseen(&w);
	j->source->ops->decoder_free(w.d);
	expr_eval_free(w.ev);
	return rc;
}
