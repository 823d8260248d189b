/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/worker.h"

#include "base/mem.h"

#include <string.h>

void
worker_init(struct worker *w, struct job *j, const struct stream *s, void *part)
{
	*w = (struct worker){
		.j = j,
		.s = s,
		.part = part,
		.d = j->run.source->ops->decoder_new(j->run.source),
		.ev = expr_eval_new(),
		.tcfg = { .zone = j->query.input_zone, .now_us = INT64_MIN },
	};
}

static enum rc
bad_time(struct worker *w, const struct record *r, struct reject *rej)
{
	const struct val *v = &r->slot[w->j->query.time_slot];
	struct sv name = w->j->query.proj.field[w->j->query.time_slot].name;
	struct sv text = val_text(v, expr_eval_arena(w->ev));

	if (val_null(v))
		return source_reject(rej, "time", r->line_no, 0, r->line,
		    "no time: the record has no field '%.*s' (see --time)", SV_SHOW(name));
	return source_reject(rej, "time", r->line_no, 0, r->line,
	    "expected a time in '%.*s', found '%.*s'", SV_SHOW(name),
	    SV_SHOW(text));
}

/*
 * One decoded record through --where, time and the shape.  RC_BAD fills rej.  What --where
 * does not ask for needs no time: logs that mix kinds of lines have it in some of them.
 */
static enum rc
take_record(struct worker *w, const struct record *r, struct worker_result *res, struct reject *rej)
{
	struct stream_out *out = &res->out;
	struct err *e = &res->e;
	const struct job *j = w->j;
	struct agg_in in = { 0 };
	enum expr_tri yes = EXPR_TRUE;
	enum rc rc = RC_OK;

	expr_eval_reset(w->ev);
	if (j->query.where != NULL)
		rc = expr_test(j->query.where, r, w->ev, &yes, e);
	if (j->query.timed && rc == RC_OK && yes == EXPR_TRUE) {
		in.timed = tstamp_near(&r->slot[j->query.time_slot], &w->tcfg, &w->minute,
		    &in.at_us);
		if (!in.timed && j->query.time_required)
			return bad_time(w, r, rej);
	}
	if (rc == RC_OK && yes == EXPR_TRUE &&
	    !(in.timed && (in.at_us < j->query.from_us ||
	    (in.at_us >= j->query.to_us && j->query.to_us != INT64_MAX)))) {
		rc = w->s->record(w->part, r, w->ev, &in, out, e);
		if (in.timed && j->run.identity.wanted && rc == RC_OK)
			identity_time(&res->read, in.at_us);
	}
	if (rc == RC_BAD && !out->refused)
		return source_reject(rej, e->code != NULL ? e->code : "value", r->line_no, 0,
		    r->line, "%s", e->msg);
	return rc;
}

/* The same however the input is cut: where the line is, or which record it is. */
static uint64_t
position(struct worker *w, unsigned flags, const struct block *b, const struct record *r)
{
	uint64_t at = w->serial++;

	if ((flags & (SOURCE_PLACES | SOURCE_SERIAL)) == 0)
		at = b->off + (uint64_t)(r->line.p - b->p);
	else if ((flags & SOURCE_PLACES) != 0)
		at = r->pos;
	return ((uint64_t)b->file << 48) + at;
}

/* Behind a record that was set aside, judged or not: false when the block ends here. */
static bool
goes_on(const struct worker *w, struct worker_result *out, enum rc rc, const struct reject *rej)
{
	out->aside += rc == RC_OK;
	if (rc == RC_BAD)
		stream_reject_keep(&out->out, rej);
	out->out.refused = false;
	return (rc == RC_OK || rc == RC_BAD) && !w->j->given.strict;
}

void
worker_block(struct worker *w, struct source_tail *tail, struct worker_result *out)
{
	const struct source_ops *ops = w->j->run.source->ops;
	const struct block *b = &w->block;
	const bool wanted = w->j->run.identity.wanted, serial = w->s->serial;
	const unsigned flags = w->j->run.source->flags;
	const bool pieces = (flags & SOURCE_PIECES) != 0;
	struct reject rej;
	struct record r;
	enum rc rc;

	worker_result_clear(out);
	out->out.keep = w->j->run.rejects != NULL;
	out->file = b->file;
	out->first = (b->flags & BLOCK_FIRST) != 0;
	if (wanted && !pieces)	/* before the decoder, which may work in place */
		identity_lines(&out->read, b);
	if (out->first)
		w->line_base = 0;
	if (ops->join != NULL)
		ops->join(w->d, tail);
	ops->begin(w->d, b);
	while ((rc = ops->next(w->d, &r, &rej)) != RC_END) {
		if (rc == RC_OK) {
			r.pos = position(w, flags, b, &r);
			r.file = b->file;
			r.file_line = serial ? w->line_base + r.line_no : 0;
			rc = take_record(w, &r, out, &rej);
			out->records += rc != RC_BAD;
			if (wanted && rc != RC_BAD)
				identity_record(&out->read, r.line, pieces);
			if (rc == RC_OK && !out->out.refused)
				continue;
		} else if (rc == RC_USAGE) {
			rc = rc_err(&out->e, rc, "%s: %s", in_name(w->j->run.in, b->file), rej.msg);
			break;
		}
		if (!goes_on(w, out, rc, &rej))
			break;
	}
	if (ops->leave != NULL)
		ops->leave(w->d, &out->tail);
	out->lines = ops->lines(w->d);
	w->line_base += out->lines;
	out->rc = rc == RC_END || rc == RC_BAD ? RC_OK : rc;
}

void
worker_result_init(struct worker_result *r)
{
	memset(r, 0, sizeof(*r));
	buf_init(&r->out.o, SIZE_MAX);
	buf_init(&r->out.note, SIZE_MAX);
	buf_init(&r->tail.text, SIZE_MAX);
	arena_init(&r->out.arena);
}

void
worker_result_clear(struct worker_result *r)
{
	buf_clear(&r->out.o);
	buf_clear(&r->out.note);
	arena_reset(&r->out.arena);
	r->out.nreject = 0;
	r->out.refused = false;
	r->out.rejected = r->records = r->aside = r->lines = 0;
	identity_clear(&r->read);
	r->rc = RC_OK;
	r->no_input = r->hole = false;
	r->e = (struct err){ 0 };
}

void
worker_result_free(struct worker_result *r)
{
	buf_free(&r->out.o);
	buf_free(&r->out.note);
	buf_free(&r->tail.text);
	mem_free(r->out.reject);
	arena_free(&r->out.arena);
}

void
worker_free(struct worker *w)
{
	w->j->run.source->ops->decoder_free(w->d);
	expr_eval_free(w->ev);
	in_block_free(&w->block);
}
