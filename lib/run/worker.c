/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/worker.h"

#include "base/mem.h"
#include "key/key_list.h"
#include "run/onward.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* CX_BATCH=1 to BATCH_ROWS: how many records a batch holds; the answer does not depend on it. */
static size_t
rows_wanted(void)
{
	const char *text = getenv("CX_BATCH");
	uint64_t n;

	if (text == NULL || num_u64((struct sv){ text, strlen(text) }, &n) != RC_OK || n == 0 ||
	    n > BATCH_ROWS)
		return BATCH_ROWS;
	return (size_t)n;
}

void
worker_init(struct worker *w, struct job *j, const struct stream *s, void *part)
{
	*w = (struct worker){
		.j = j,
		.s = s,
		.part = part,
		.d = j->run.source->ops->decoder_new(j->run.source),
		.ev = expr_eval_new(),
		.batch = { .max = rows_wanted() },
	};
	linesum_init(&w->key);
}

static enum rc
bad_time(struct worker *w, const struct record *r, struct reject *rej)
{
	const struct val *v = &r->slot[w->j->query.time_slot];
	struct sv name = w->j->query.proj.field[w->j->query.time_slot].name;
	struct sv text = val_text(v, expr_eval_arena(w->ev));
	const char *why = tstamp_why(v, &w->j->query.input);

	if (val_null(v))
		return source_reject(rej, "time", r->line_no, 0, record_line(r),
		    "no time: the record has no field '%.*s'%s", SV_SHOW(name),
		    w->j->beside == NULL ? " (see --time)" : "");
	return source_reject(rej, "time", r->line_no, 0, record_line(r),
	    "expected a time in '%.*s', found '%.*s'%s", SV_SHOW(name),
	    SV_SHOW(text), why);
}

/* RC_BAD: a step of ours cannot judge @r, for the reason in @e. */
static enum rc
bad_value(const struct record *r, struct reject *rej, const struct err *e)
{
	return source_reject(rej, e->code != NULL ? e->code : "value", r->line_no, 0,
	    record_line(r), "%s", e->msg);
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

static inline void
place(struct record *r, uint32_t file, uint64_t pos)
{
	r->pos = pos;
	r->file = file;
	r->file_line = 0;
}

/*
 * What the run knows of each record of a batch.  Its position is the same however the input
 * is cut: where the line is, or which record it is.
 */
static void
place_rows(struct worker *w)
{
	const unsigned flags = w->j->run.source->flags;
	const struct block *b = &w->block;
	const uint64_t file = (uint64_t)b->file << 48;
	const bool own = (flags & SOURCE_PLACES) != 0 || (b->flags & BLOCK_FRAMES) != 0;
	const uint64_t from = file + b->off - (uintptr_t)b->p;
	struct record *row = w->batch.row;
	const size_t n = w->batch.n;

	if (own)
		for (size_t i = 0; i < n; i++)
			place(&row[i], b->file, file + row[i].pos);
	else if ((flags & SOURCE_SERIAL) != 0)
		for (size_t i = 0; i < n; i++)
			place(&row[i], b->file, file + w->serial + i);
	else
		for (size_t i = 0; i < n; i++)
			place(&row[i], b->file, from + (uintptr_t)row[i].line.p);
	for (size_t i = 0; i < n && w->s->serial; i++)
		row[i].file_line = w->line_base + row[i].line_no;
	w->serial += n;
}

/* Where the records of the batch are: most decoders have them where those before were. */
static void
point_rows(struct worker *w)
{
	if (w->pointed != w->batch.row)
		w->npointed = 0;
	w->pointed = w->batch.row;
	for (; w->npointed < w->batch.n; w->npointed++)
		w->each[w->npointed] = &w->batch.row[w->npointed];
}

/* --offsets of record @i: false when it does not say all three. */
static bool
offset_of(const struct val *const *v, struct offsets_slice *s, struct arena *tmp)
{
	if (val_null(v[0]) || v[1]->kind != VAL_NUMBER || v[2]->kind != VAL_NUMBER ||
	    num_i64(val_text(v[1], tmp), &s->partition) != RC_OK || s->partition < 0 ||
	    num_i64(val_text(v[2], tmp), &s->from) != RC_OK || s->from < 0 ||
	    s->from == INT64_MAX)
		return false;
	s->topic = val_text(v[0], tmp);
	s->to = s->from + 1;
	s->records = 1;
	return true;
}

/* Where in their log the records of the batch stand, also those that will be set aside. */
static void
note_offsets(struct worker *w, struct worker_result *res)
{
	const struct val *at[3][BATCH_ROWS];
	struct val room[3][BATCH_ROWS];
	size_t n = w->batch.n;

	for (size_t k = 0; k < 3; k++) {
		struct expr_rows r = { .rec = w->each, .n = n, .ev = w->ev, .e = &res->e };

		expr_value_rows(w->j->query.offset[k].x, &r, room[k], at[k]);
		n = r.n;
	}
	res->offsets.lost += w->batch.n - n;
	for (size_t i = 0; i < n; i++) {
		const struct val *const v[] = { at[0][i], at[1][i], at[2][i] };
		struct offsets_slice s;

		if (offset_of(v, &s, expr_eval_arena(w->ev)))
			offsets_add(&res->offsets, &s, &res->out.arena);
		else
			res->offsets.lost++;
	}
}

/*
 * The records of the batch from @from to *end that --where lets through, rows->n in rows->rec;
 * *end becomes what is behind the last one that was judged, and *rc what the next one cannot be
 * judged for.
 */
static void
choose_where(struct worker *w, size_t from, size_t *end, struct rows *rows, enum rc *rc,
    struct err *e)
{
	const struct expr *where = w->j->query.where;
	struct expr_rows r = { .rec = w->each + from, .n = *end - from, .ev = w->ev, .e = e };
	uint8_t tri[BATCH_ROWS];
	size_t chosen = 0;

	rows->rec = r.rec;
	rows->n = r.n;
	if (where == NULL)
		return;
	expr_test_rows(where, &r, tri);
	*rc = r.rc;
	*end = from + r.n;
	for (size_t i = 0; i < r.n; i++)
		if (tri[i] == EXPR_TRUE)
			w->rec[chosen++] = r.rec[i];
	rows->rec = w->rec;
	rows->n = chosen;
}

/*
 * A time before 1990 or behind 2099: what a text says, and what a number may be in our own
 * format, where times of a simulation start at 0.  Elsewhere such a number is no time.
 */
static bool
is_odd_time(const struct worker *w, const struct record *r, int64_t at_us,
    struct worker_result *res)
{
	const struct val *v = &r->slot[w->j->query.time_slot];

	if (v->kind != VAL_NUMBER && (v->kind != VAL_STRING || !num_is(v->text))) {
		res->sound_times = true;
		return true;
	}
	if ((w->j->run.source->flags & SOURCE_EPOCHS) == 0)
		return false;
	if (res->odd_times++ == 0)
		res->odd_us = at_us;
	return true;
}

/*
 * Of the chosen records @rec, from @from to @to, which have times: those whose time is none are
 * without one now.  @to, or the first of these, if it needs one.
 */
static size_t
sound_rows(struct worker *w, const struct record *const *rec, size_t from, size_t to,
    struct worker_result *res)
{
	const int64_t *at_us = w->at_us;
	bool odd = false;

	for (size_t k = from; k < to; k++)
		odd |= !tstamp_plausible(at_us[k]);
	if (!odd) {
		res->sound_times |= from < to;
		return to;
	}
	for (size_t k = from; k < to; k++) {
		if (tstamp_plausible(w->at_us[k])) {
			res->sound_times = true;
		} else if (!is_odd_time(w, rec[k], w->at_us[k], res)) {
			if (w->j->query.time_required)
				return k;
			w->timed[k] = false;
			w->at_us[k] = 0;
		}
	}
	return to;
}

/* Of the chosen records those between --from and --to; up to one that needs a time and has none. */
static void
choose_times(struct worker *w, struct rows *rows, bool *timeless, struct worker_result *res)
{
	const struct job_query *q = &w->j->query;
	const bool any = q->from_us == INT64_MIN && q->to_us == INT64_MAX;
	const struct record *const *rec = rows->rec;
	const struct val *v[BATCH_ROWS];
	const size_t n = rows->n, slot = q->time_slot;
	size_t chosen = 0, i = 0;

	for (size_t k = 0; k < n; k++)
		v[k] = &rec[k]->slot[slot];
	memset(w->timed, true, n);
	for (*timeless = false; i < n && !*timeless; i++) {
		size_t from = i;

		i += tstamp_rows(v + i, n - i, &q->input, &w->minute, w->at_us + i);
		i = sound_rows(w, rec, from, i, res);
		if (i == n)
			break;
		w->timed[i] = false;
		w->at_us[i] = 0;
		*timeless = q->time_required;
	}
	rows->n = i - *timeless;
	if (any)
		return;
	for (size_t k = 0; k < rows->n; k++) {
		int64_t at_us = w->at_us[k];

		if (w->timed[k] && (at_us < q->from_us ||
		    (at_us >= q->to_us && q->to_us != INT64_MAX)))
			continue;
		w->rec[chosen] = rec[k];
		w->at_us[chosen] = at_us;
		w->timed[chosen++] = w->timed[k];
	}
	if (*timeless)
		w->rec[chosen] = rec[i - 1];
	rows->rec = w->rec;
	rows->n = chosen;
}

/* A whole number within what --weight takes. */
static bool
weight_of(const struct job_weight *q, const struct val *v, uint64_t *weight)
{
	num_i128 units;

	if (val_null(v) || !val_units(v, &units) || units < 0 || units % JOB_UNIT != 0 ||
	    units / JOB_UNIT < (num_i128)q->least || units / JOB_UNIT > (num_i128)q->most)
		return false;
	*weight = (uint64_t)(units / JOB_UNIT);
	return true;
}

static enum rc
bad_weight(struct worker *w, const struct record *r, const struct val *v, struct reject *rej)
{
	const struct job_weight *q = &w->j->query.weight;

	if (val_null(v))
		return source_reject(rej, "weight", r->line_no, 0, record_line(r),
		    "no weight: the record has no '%.*s' (see --weight)", SV_SHOW(q->text));
	return source_reject(rej, "weight", r->line_no, 0, record_line(r),
	    "expected a whole number from %" PRIu64 " to %" PRIu64 " in '%.*s', found '%.*s'",
	    q->least, q->most, SV_SHOW(q->text),
	    SV_SHOW(val_text(v, expr_eval_arena(w->ev))));
}

/*
 * The chosen records with how many events each stands for; those that stand for none are as
 * if they were not there.  Up to one that does not say it: RC_BAD, *end is that one and rej
 * says why.
 */
static enum rc
weigh_rows(struct worker *w, struct rows *rows, size_t *end, struct worker_result *res,
    struct reject *rej)
{
	struct expr_rows r = { .rec = rows->rec, .n = rows->n, .ev = w->ev, .e = &res->e };
	const struct record *bad = NULL;
	const struct val *v[BATCH_ROWS];
	struct val room[BATCH_ROWS];
	size_t n = 0, i;

	expr_value_rows(w->j->query.weight.x, &r, room, v);
	for (i = 0; i < r.n && weight_of(&w->j->query.weight, v[i], &w->weight[n]); i++) {
		w->rec[n] = r.rec[i];
		w->at_us[n] = w->at_us[i];
		w->timed[n] = w->timed[i];
		n += w->weight[n] > 0;
	}
	if (i < rows->n)
		bad = r.rec[i];
	rows->rec = w->rec;
	rows->n = n;
	rows->weight = w->weight;
	if (bad == NULL)
		return RC_OK;
	*end = (size_t)(bad - w->batch.row);
	return i < r.n ? bad_weight(w, bad, v[i], rej) : bad_value(bad, rej, &res->e);
}

/*
 * What of the batch from @from to *end goes to the shape, by --where, time and weight.  What
 * --where does not ask for needs no time: logs that mix kinds of lines have it in some of
 * them.  *end becomes what is behind the last one judged.  RC_BAD: *end cannot be used, rej
 * says why.
 */
static enum rc
choose_rows(struct worker *w, size_t from, size_t *end, struct rows *rows,
    struct worker_result *res, struct reject *rej)
{
	enum rc rc = RC_OK;
	bool timeless = false;
	const struct record *r = NULL;

	choose_where(w, from, end, rows, &rc, &res->e);
	if (w->j->query.timed) {
		choose_times(w, rows, &timeless, res);
	} else {
		memset(w->timed, 0, rows->n * sizeof(*w->timed));
		memset(w->at_us, 0, rows->n * sizeof(*w->at_us));
	}
	rows->at_us = w->at_us;
	rows->timed = w->timed;
	rows->weight = NULL;
	if (timeless)
		r = rows->rec[rows->n];
	if (w->j->query.weight.x != NULL &&
	    weigh_rows(w, rows, end, res, rej) != RC_OK)
		return RC_BAD;
	if (timeless) {
		*end = (size_t)(r - w->batch.row);
		return bad_time(w, r, rej);
	}
	return rc == RC_BAD ? bad_value(&w->batch.row[*end], rej, &res->e) : rc;
}

/* The shape takes one record after the other. */
static enum rc
each_record(struct worker *w, const struct rows *rows, struct stream_out *out, size_t *done,
    struct err *e)
{
	enum rc rc = RC_OK;

	for (*done = 0; *done < rows->n && rc == RC_OK && !out->refused;) {
		size_t i = (*done)++;
		struct agg_in in = { .at_us = rows->at_us[i], .timed = rows->timed[i],
			.again = rows->weight != NULL ? rows->weight[i] - 1 : 0 };

		expr_eval_reset(w->ev);
		rc = w->s->record(w->part, rows->rec[i], w->ev, &in, out, e);
	}
	return rc;
}

/* The lines of the block are whole ones: what was read is told by them, else by its records. */
static bool
has_lines(const struct worker *w)
{
	return (w->j->run.source->flags & SOURCE_PIECES) == 0 &&
	    (w->block.flags & BLOCK_FRAMES) == 0;
}

/* Records @from to @end of the batch are accepted. */
static void
accept_rows(struct worker *w, size_t from, size_t end, struct worker_result *res)
{
	const bool told = has_lines(w) || w->j->run.identity.brief;

	res->records += end - from;
	if (w->j->run.identity.wanted)
		identity_accept(&res->read, told ? NULL : &w->key, w->batch.row + from,
		    end - from);
}

/* Of records that were taken those that have a time; in registers until the last. */
static void
note_times(const struct rows *rows, size_t n, struct identity_source *s)
{
	struct identity_source read;

	identity_clear(&read);
	for (size_t i = 0; i < n; i++)
		if (rows->timed[i])
			identity_time(&read, rows->at_us[i]);
	identity_add(s, &read);
}

/*
 * The chosen records through the shape; those of the batch from *@from to @end are accounted
 * for.  False when the block ends here, with what ended it in *rc.
 */
static bool
take_rows(struct worker *w, size_t *from, size_t end, struct rows *rows, struct worker_result *res,
    enum rc *rc)
{
	struct stream_out *out = &res->out;
	struct reject rej;

	*rc = RC_OK;
	while (rows->n > 0) {
		size_t done = 0, last;

		*rc = w->s->rows != NULL ?
		    w->s->rows(w->part, rows, w->ev, out, &done, &res->e) :
		    each_record(w, rows, out, &done, &res->e);
		last = (size_t)(rows->rec[done - 1] - w->batch.row);
		accept_rows(w, *from, last + (*rc != RC_BAD), res);
		*from = last + 1;
		if (w->j->run.identity.wanted)
			note_times(rows, done - (*rc != RC_OK), &res->read);
		if (*rc == RC_BAD && !out->refused)
			bad_value(rows->rec[done - 1], &rej, &res->e);
		if ((*rc != RC_OK || out->refused) && !goes_on(w, res, *rc, &rej))
			return false;
		*rc = RC_OK;
		*rows = rows_part(rows, done, rows->n - done);
	}
	accept_rows(w, *from, end, res);
	*from = end;
	return true;
}

/*
 * The batch at hand; false when the block ends here, with what ended it in *rc.  Behind a
 * record that cannot be used few are judged at once, as what is behind the next one of that
 * kind is judged again.
 */
static bool
take_batch(struct worker *w, struct worker_result *res, enum rc *rc)
{
	struct reject rej;
	struct rows rows;
	size_t from = 0, some = BATCH_ROWS, end;

	place_rows(w);
	point_rows(w);
	if (w->text.at != w->text.end)
		identity_rows(&res->read, &w->key, &w->text, w->batch.row, w->batch.n);
	if (w->j->query.offset != NULL) {
		expr_eval_reset(w->ev);
		note_offsets(w, res);
	}
	while (from < w->batch.n) {
		enum rc judged;

		end = w->batch.n - from > some ? from + some : w->batch.n;
		expr_eval_reset(w->ev);
		judged = choose_rows(w, from, &end, &rows, res, &rej);
		if (!take_rows(w, &from, end, &rows, res, rc))
			return false;
		*rc = judged;
		if (judged != RC_OK && !goes_on(w, res, judged, &rej))
			return false;
		from += judged != RC_OK;
		some = judged != RC_OK ? 1 : 2 * some;
	}
	return true;
}

/* The block for the decoder, behind what it must know of the lines before. */
static enum rc
begin_block(struct worker *w, struct source_tail *tail, struct worker_result *out)
{
	const struct source_ops *ops = w->j->run.source->ops;
	const bool chain = (w->j->run.source->flags & SOURCE_CHAIN) != 0;
	struct block b = w->block;
	enum rc rc = RC_OK;

	if (chain)
		ops->join(w->d, tail);
	if (out->first)
		w->line_base = onward_lines(w->j, b.file);
	if (out->first && onward_noted(w->j, b.file)) {
		rc = onward_begin(w->j, w->d, b.file, &out->e);
		b.flags &= ~(unsigned)BLOCK_FIRST;
		if (!chain && ops->leave != NULL)
			ops->leave(w->d, tail = &out->tail);
	}
	w->d->waits = onward_waits(w->j, b.file);
	if (!chain && ops->join != NULL)
		ops->join(w->d, tail);
	ops->begin(w->d, &b);
	return rc;
}

/* The next block may begin, with what this one leaves to it. */
static void
pass_on(struct worker *w, struct source_tail *tail)
{
	w->j->run.source->ops->leave(w->d, tail);
	w->pass(w->pass_ctx);
}

/* What the decoder gives of the block through the shape. */
static enum rc
read_block(struct worker *w, struct worker_result *out)
{
	struct reject rej;
	enum rc rc;

	while ((rc = source_fill(w->d, &w->batch, &rej)) != RC_END) {
		if (rc == RC_USAGE)
			return rc_err(&out->e, rc, "%s: %s", in_name(w->j->run.in, w->block.file),
			    rej.msg);
		if (rc == RC_OK ? !take_batch(w, out, &rc) : !goes_on(w, out, rc, &rej))
			return rc;
	}
	return rc;
}

/* Where records are lines these are told with them, while they are at hand; else at once. */
static void
begin_identity(struct worker *w, struct worker_result *out)
{
	const struct job *j = w->j;
	bool tells = j->run.identity.wanted && !j->run.identity.brief && has_lines(w);

	w->text = (struct identity_text){ .at = NULL };
	if (!tells)
		return;
	w->text = (struct identity_text){ w->block.p, w->block.p + w->block.n };
	if ((j->run.source->flags & SOURCE_SERIAL) != 0)
		identity_rest(&out->read, &w->key, &w->text);
}

void
worker_block(struct worker *w, struct source_tail *tail, struct worker_result *out)
{
	const struct source_ops *ops = w->j->run.source->ops;
	const bool chain = (w->j->run.source->flags & SOURCE_CHAIN) != 0;
	const struct block *b = &w->block;
	bool passed = false;
	enum rc rc;

	worker_result_clear(out);
	out->out.keep = w->j->run.rejects != NULL;
	out->file = b->file;
	out->first = (b->flags & BLOCK_FIRST) != 0;
	out->last = (b->flags & BLOCK_LAST) != 0 && w->j->run.plan != NULL;
	begin_identity(w, out);
	out->rc = begin_block(w, tail, out);
	if (chain && (out->rc != RC_OK || ops->passes(w->d))) {
		pass_on(w, tail);
		passed = true;
	}
	if (out->rc != RC_OK)
		return;
	rc = read_block(w, out);
	if (w->text.at != w->text.end)
		identity_rest(&out->read, &w->key, &w->text);
	if (out->last && (w->j->run.source->flags & SOURCE_ONWARD) != 0) {
		ops->open(w->d, &out->open);
		buf_printf(&out->note, "%s\n", w->j->run.source->name);
		ops->note(w->d, &out->note);
	}
	if (chain && !passed)
		pass_on(w, tail);
	else if (!chain && ops->leave != NULL)
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
	buf_init(&r->note, SIZE_MAX);
	buf_init(&r->tail.text, SIZE_MAX);
	arena_init(&r->out.arena);
}

void
worker_result_clear(struct worker_result *r)
{
	buf_clear(&r->out.o);
	buf_clear(&r->out.note);
	buf_clear(&r->note);
	r->open = (struct source_open){ 0 };
	arena_reset(&r->out.arena);
	r->out.nreject = 0;
	r->out.refused = false;
	r->out.rejected = r->records = r->aside = r->lines = 0;
	identity_clear(&r->read);
	r->offsets = (struct offsets){ .n = 0 };
	r->rc = RC_OK;
	r->no_input = r->hole = r->sound_times = false;
	r->odd_times = 0;
	r->e = (struct err){ 0 };
}

void
worker_result_free(struct worker_result *r)
{
	buf_free(&r->out.o);
	buf_free(&r->out.note);
	buf_free(&r->note);
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
