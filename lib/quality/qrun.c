/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qrun - see qrun.h
 */
#include "quality/qrun.h"

#include "base/bug.h"
#include "base/mem.h"
#include "json/jread.h"
#include "json/jwrite.h"

#include <string.h>

enum { NOTE_FAULT = 'f', NOTE_ROWS = 'r' };	/* first byte of a note */

struct step {			/* one record on its way */
	struct qrun             *q;
	struct qrun_part        *p;
	const struct record     *r;
	struct stream_out       *out;
	struct sv                event;
	bool                     bad;	/* and so set aside */
};

/* The value as JSON text; a long one is cut, and is a string then. */
static struct sv
shown_value(struct qrun_part *p, const struct val *v)
{
	struct jwrite w;
	struct sv head;

	buf_clear(&p->value);
	if (v->kind == VAL_NONE)
		return (struct sv){ "", 0 };
	jwrite_init(&w, &p->value);
	if (v->text.n <= QRUN_SAMPLE_MAX) {
		jwrite_val(&w, v);
		return buf_view(&p->value);
	}
	arena_reset(&p->tmp);
	head = qfault_cut(v->kind == VAL_STRING ? val_text(v, &p->tmp) : v->text,
	    QRUN_SAMPLE_MAX);
	buf_clear(&p->more);
	buf_sv(&p->more, head);
	buf_add(&p->more, "\xE2\x80\xA6", 3);
	jwrite_str(&w, buf_view(&p->more));
	return buf_view(&p->value);
}

/* The members that a reject record has of its own; @keyword: of the schema, NULL for a check. */
static struct sv
reject_members(const struct step *s, const struct qfault *f, const char *keyword, struct sv value)
{
	struct jwrite w;

	buf_clear(&s->p->more);
	jwrite_init(&w, &s->p->more);
	jwrite_open(&w, '{');
	if (f->event.n != 0)
		jwrite_put_text(&w, "event", f->event);
	jwrite_put_text(&w, "path", f->path);
	jwrite_put_text(&w, "schema_path", f->where);
	if (keyword != NULL)
		jwrite_put_text(&w, "keyword", sv_of(keyword));
	if (value.n != 0) {
		jwrite_key(&w, SV("value"));
		jwrite_raw(&w, value);
	}
	jwrite_shut(&w, '}');
	return buf_view(&s->p->more);
}

/* Note a fault of the event; one that is an error sets the event aside. */
static void
note_fault(struct step *s, const struct qfault *f, const struct val *v, const char *keyword,
    struct sv message)
{
	struct sv value = shown_value(s->p, v);

	buf_c(&s->out->note, NOTE_FAULT);
	qfault_note(f, s->r->line_no, s->q->redact ? (struct sv){ "", 0 } : value, &s->out->note);
	if (f->severity != QPLAN_ERROR)
		return;
	s->bad = true;
	stream_reject(s->out, s->r, qfault_code(s->q->plan, f->reason),
	    reject_members(s, f, keyword, value), "%.*s%s%.*s",
	    SV_SHOW(f->path), f->path.n != 0 ? ": " : "",
	    (int)message.n, message.p);
}

static void
schema_fault(void *ctx, const struct valid_fault *v)
{
	static const struct val missing = { .kind = VAL_NONE };
	struct step *s = ctx;
	const struct qfault f = { .severity = QPLAN_ERROR,
		.reason = (enum qfault_reason)((int)QFAULT_SCHEMA + (int)v->code),
		.event = s->event, .path = v->path, .shape = v->shape, .where = v->schema_path };

	note_fault(s, &f, v->value != NULL ? v->value : &missing, v->keyword, v->message);
}

/* Judge an event that the plan does not know, or that does not say which it is. */
static void
judge_unplanned(struct step *s, const struct val *key)
{
	const struct qplan *p = s->q->plan;
	struct qfault f = { .reason = val_null(key) ? QFAULT_UNNAMED : QFAULT_UNPLANNED,
		.severity = p->unplanned == QPLAN_REJECT ? QPLAN_ERROR : QPLAN_WARNING,
		.event = s->event, .path = p->key_path, .shape = p->key_path,
		.where = sv_of(p->doc->file) };

	s->p->unplanned++;
	if (p->unplanned == QPLAN_ALLOW)
		return;
	s->p->invalid += p->unplanned == QPLAN_REJECT;
	note_fault(s, &f, key, NULL, sv_of(qfault_message(p, f.reason)));
}

/* The record is what valid checks from now on. */
static void
take_record(struct step *s)
{
	struct qrun_part *p = s->p;
	struct sv text = record_line(s->r);
	struct jread_line line;
	const char *at;
	uint64_t lines = 0;
	enum rc rc;

	if (!s->q->flat) {
		valid_record(p->valid, text, s->r->member, s->r->nmember);
		return;
	}
	buf_clear(&p->line);
	buf_sv(&p->line, text);
	buf_c(&p->line, '\n');
	buf_add(&p->line, (const char[IN_PAD]){ 0 }, IN_PAD);
	at = p->line.p;
	rc = jread_next(p->members, &at, at + text.n + 1, &lines, NULL, &line, NULL);
	BUG_IF(rc != RC_OK, "a record's line is no record");
	valid_record(p->valid, line.text, line.member, line.nmember);
}

/* The fields of the record say that it fits the schemas for it; @i: those of its event. */
static bool
fits_flat(const struct step *s, uint32_t i)
{
	const struct qrun *q = s->q;

	return q->flat && (q->common == NULL || flat_ok(s->p->valid, q->common, s->r)) &&
	    (i == RULE_NONE || flat_ok(s->p->valid, q->event[i], s->r));
}

/* Find the event's name and its counters, and judge it by its schemas. */
static enum rc
judge_schemas(struct step *s, struct expr_eval *ev, struct qrun_event **count, struct err *e)
{
	const struct qplan *p = s->q->plan;
	uint32_t i = RULE_NONE;
	struct val key;
	bool ok = true;
	enum rc rc;

	*count = &s->p->event[p->event.n];
	if (p->key != NULL) {
		rc = expr_value(p->key, s->r, ev, &key, e);
		if (rc != RC_OK)
			return rc;
		if (!val_null(&key)) {
			s->event = val_text(&key, expr_eval_arena(ev));
			i = rule_keys_find(&p->event, s->event);
		}
		if (i != RULE_NONE)
			*count = &s->p->event[i];
		else if (p->event.n != 0)
			judge_unplanned(s, &key);
	}
	if ((p->common == NULL && i == RULE_NONE) || fits_flat(s, i))
		return RC_OK;
	take_record(s);
	if (p->common != NULL)
		ok = valid_check(s->p->valid, p->common, schema_fault, s);
	if (i != RULE_NONE)
		ok = valid_check(s->p->valid, p->rule[i], schema_fault, s) && ok;
	s->p->invalid += !ok && !(i == RULE_NONE && p->event.n != 0 && p->unplanned ==
	    QPLAN_REJECT);
	return RC_OK;
}

static enum rc
judge_checks(struct step *s, struct expr_eval *ev, struct err *e)
{
	const struct qplan *p = s->q->plan;
	struct qlook look = { .clock = &s->q->clock, .r = s->r, .ev = ev };

	for (unsigned i = 0; i < p->ncheck; i++) {
		const struct qplan_check *c = &p->check[i];
		struct qfault f;
		enum rc rc;

		look.c = c;
		rc = qcheck_step(&s->p->tally[i], &look, e);
		if (rc != RC_OK)
			return rc;
		if (look.answer != QLOOK_BAD)
			continue;
		f = (struct qfault){ .reason = QFAULT_CHECK + i, .severity = c->severity,
			.event = s->event, .path = look.path.n > 0 ? look.path : c->path,
			.where = c->where_text };
		f.shape = f.path;
		note_fault(s, &f, &look.x, NULL, sv_of(qfault_message(p, f.reason)));
	}
	return RC_OK;
}

/* ---- rows ---- */

static void
row_left(void *ctx, enum qtable_left why, const struct qtable *t, const struct qtable_column *c,
    const struct val *v)
{
	struct step *s = ctx;
	struct qfault f = { .event = s->event, .path = c->path, .shape = c->path,
		.where = c->where };

	(void)t;
	f.reason = why == QTABLE_UNFIT ? QFAULT_COLUMN : QFAULT_NO_KEY;
	f.severity = why == QTABLE_UNFIT ? QPLAN_ERROR : QPLAN_WARNING;
	note_fault(s, &f, v, NULL, sv_of(qfault_message(s->q->plan, f.reason)));
}

/* Note that an event gives no row of any table. */
static void
note_homeless(struct step *s)
{
	static const struct val nothing = { .kind = VAL_NONE };
	const struct qfault f = { .reason = QFAULT_NO_TABLE, .severity = QPLAN_INFO,
		.event = s->event, .where = sv_of(s->q->plan->doc->file) };

	s->p->no_table++;
	note_fault(s, &f, &nothing, NULL, sv_of(qfault_message(s->q->plan, f.reason)));
}

/* Find the rows of an event that is good so far. */
static enum rc
make_rows(struct step *s, struct expr_eval *ev, struct err *e)
{
	struct qtable_rows *rows = &s->p->rows;
	uint64_t n;
	enum rc rc;

	rows->ctx = s;
	rc = qtable_rows_of(rows, s->r, s->event, ev, e);
	if (rc != RC_OK)
		return rc;
	if (s->bad) {
		s->p->unfit++;
		return RC_OK;
	}
	if (rows->n == 0) {
		note_homeless(s);
		return RC_OK;
	}
	n = rows->text.n;
	buf_c(&s->out->note, NOTE_ROWS);
	buf_add(&s->out->note, (const char *)&n, sizeof(n));
	buf_sv(&s->out->note, buf_view(&rows->text));
	return RC_OK;
}

/* A map_fn: an event that is set aside is judged, and so RC_OK. */
static enum rc
judge_event(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	struct qrun_part *p = in->part;
	struct step s = { (struct qrun *)(uintptr_t)in->ctx, p, r, out, { "", 0 }, false };
	struct qrun_event *count;
	enum rc rc = judge_schemas(&s, in->ev, &count, e);

	if (rc == RC_OK)
		rc = judge_checks(&s, in->ev, e);
	if (rc == RC_OK && s.q->tables != NULL && !s.bad)
		rc = make_rows(&s, in->ev, e);
	if (rc != RC_OK)
		return rc;
	p->total.n++;
	count->n++;
	if (s.bad) {
		p->total.bad++;
		count->bad++;
	} else if (!s.q->mute) {
		buf_sv(&out->o, record_line(r));
		buf_c(&out->o, '\n');
	}
	return RC_OK;
}

static enum rc
add_notes(void *state, const struct stream_at *at, struct sv text, struct err *e)
{
	struct qrun *q = state;
	enum rc rc = RC_OK;

	while (rc == RC_OK && text.n != 0) {
		char what = *text.p;
		struct sv rows;
		uint64_t n;

		text = (struct sv){ text.p + 1, text.n - 1 };
		if (what == NOTE_FAULT) {
			qfault_groups_add(&q->groups, at, &text);
			continue;
		}
		memcpy(&n, text.p, sizeof(n));
		rows = (struct sv){ text.p + sizeof(n), (size_t)n };
		text = (struct sv){ rows.p + n, text.n - sizeof(n) - (size_t)n };
		rc = qtable_out_add(q->tables, rows, e);
	}
	return rc;
}

/* ---- the run ---- */

static void *
new_part(void *state, unsigned i)
{
	struct qrun *q = state;
	struct qrun_part *p = mem_zalloc(sizeof(*p));

	arena_init(&p->arena);
	arena_init(&p->tmp);
	buf_init(&p->more, SIZE_MAX);
	buf_init(&p->value, SIZE_MAX);
	p->valid = valid_new(q->plan->schemas);
	buf_init(&p->line, SIZE_MAX);
	if (q->flat)
		p->members = jread_new(NULL, 0, true);
	p->rows = (struct qtable_rows){ .plan = q->plan, .input = q->job->query.input,
		.nslot = q->job->query.proj.n, .left = row_left };
	buf_init(&p->rows.text, SIZE_MAX);
	buf_init(&p->rows.key, SIZE_MAX);
	p->event = mem_zalloc((q->plan->event.n + 1) * sizeof(*p->event));
	p->tally = mem_zalloc((q->plan->ncheck + 1) * sizeof(*p->tally));
	for (size_t k = 0; k < q->plan->ncheck; k++)
		qcheck_init(&p->tally[k], &q->plan->check[k], &p->arena, q->job->seed);
	q->part[i] = p;
	q->nparts = i + 1 > q->nparts ? i + 1 : q->nparts;
	return p;
}

/* All schemas are flat, and so are the lines: NDJSON, whose fields have their own names. */
static bool
find_flat(struct qrun *q)
{
	const struct qplan *p = q->plan;
	struct job *j = q->job;
	bool flat = j->given.nmap == 0 &&
	    (j->given.format == NULL || strcmp(j->given.format, "ndjson") == 0);

	q->event = arena_zalloc(&j->arena, (p->event.n + 1) * sizeof(*q->event));
	if (flat && p->common != NULL) {
		q->common = flat_new(p->schemas, p->common, &j->query.proj, &j->arena);
		flat = q->common != NULL;
	}
	for (uint32_t i = 0; flat && i < p->event.n; i++) {
		q->event[i] = flat_new(p->schemas, p->rule[i], &j->query.proj, &j->arena);
		flat = q->event[i] != NULL;
	}
	return flat;
}

enum rc
qrun_init(struct qrun *q, const struct qplan *p, struct job *j, struct err *e)
{
	*q = (struct qrun){ .plan = p, .job = j };
	q->clock.now_us = INT64_MIN;
	q->clock.input = j->query.input;
	qfault_groups_init(&q->groups, j->seed);
	q->flat = find_flat(q);
	j->query.proj.members = !q->flat && (p->common != NULL || p->event.n != 0 || p->members);
	return job_now(j, &q->clock.now_us, e);
}

static void
merge_part(struct qrun_part *to, const struct qrun_part *from, const struct qplan *p)
{
	to->total.n += from->total.n;
	to->total.bad += from->total.bad;
	to->invalid += from->invalid;
	to->unplanned += from->unplanned;
	to->unfit += from->unfit;
	to->no_table += from->no_table;
	for (size_t i = 0; i <= p->event.n; i++) {
		to->event[i].n += from->event[i].n;
		to->event[i].bad += from->event[i].bad;
	}
	for (size_t i = 0; i < p->ncheck; i++)
		qcheck_merge(&to->tally[i], &from->tally[i], &p->check[i]);
}

enum rc
qrun_go(struct qrun *q, bool input, struct err *e)
{
	const struct map_plan plan = { .fn = judge_event, .ctx = q, .serial = q->plan->serial,
		.state = q, .part = new_part, .note = add_notes };
	enum rc rc = input ? map_run(q->job, &plan, e) : RC_OK;
	struct qrun_part *sum;

	if (q->nparts == 0)
		(void)new_part(q, 0);
	sum = q->part[0];
	for (unsigned i = 1; i < q->nparts; i++)
		if (q->part[i] != NULL)
			merge_part(sum, q->part[i], q->plan);
	for (size_t i = 0; i < q->plan->ncheck; i++)
		qcheck_end(&sum->tally[i], &q->plan->check[i], &q->clock);
	return rc;
}

void
qrun_free(struct qrun *q)
{
	for (unsigned i = 0; i < q->nparts; i++) {
		struct qrun_part *p = q->part[i];

		if (p == NULL)
			continue;
		for (size_t k = 0; k < q->plan->ncheck; k++)
			qcheck_free(&p->tally[k], &q->plan->check[k]);
		valid_free(p->valid);
		jread_free(p->members);
		buf_free(&p->line);
		arena_free(&p->arena);
		arena_free(&p->tmp);
		buf_free(&p->more);
		buf_free(&p->value);
		buf_free(&p->rows.text);
		buf_free(&p->rows.key);
		mem_free(p->event);
		mem_free(p->tally);
		mem_free(p);
	}
	qfault_groups_free(&q->groups);
}
