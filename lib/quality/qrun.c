/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qrun - see qrun.h
 */
#include "quality/qrun.h"

#include "base/mem.h"
#include "json/jwrite.h"

#include <stddef.h>
#include <string.h>

/* One fault, followed by its texts; from code on to the value's text it is its group's key. */
struct note {
	uint64_t    line;	/* of the block */
	size_t      value;	/* bytes */
	const char *code;
	const char *severity;
	size_t      event, path, where;	/* bytes */
};

struct step {			/* one record on its way */
	struct qrun             *q;
	struct qrun_part        *p;
	const struct record     *r;
	struct stream_out       *out;
	struct sv                event;
	bool                     bad;
};

/* What a fault says, of schemas and checks alike. */
struct fault {
	const char      *code;
	const char      *severity;
	const char      *keyword;
	struct sv        path, shape, where, message;
	const struct val *value;	/* NULL: missing */
	bool             sets_aside;
};

/* At most @max bytes of it, whole characters. */
static struct sv
cut(struct sv s, size_t max)
{
	size_t n = s.n < max ? s.n : max;

	while (n != 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return (struct sv){ s.p, n };
}

/* The value as JSON; what is long as a string, cut. */
static struct sv
shown(struct qrun_part *p, const struct val *v)
{
	struct jwrite w;
	struct sv head;

	buf_clear(&p->value);
	if (v == NULL || v->kind == VAL_NONE)
		return (struct sv){ "", 0 };
	jwrite_init(&w, &p->value);
	if (v->text.n <= QRUN_SAMPLE_MAX) {
		jwrite_val(&w, v);
		return buf_view(&p->value);
	}
	arena_reset(&p->tmp);
	head = cut(v->kind == VAL_STRING ? val_text(v, &p->tmp) : v->text, QRUN_SAMPLE_MAX);
	buf_clear(&p->more);
	buf_sv(&p->more, head);
	buf_add(&p->more, "\xE2\x80\xA6", 3);
	jwrite_str(&w, buf_view(&p->more));
	return buf_view(&p->value);
}

/* A reject record's own members. */
static struct sv
more(const struct step *s, const struct fault *f, struct sv value)
{
	struct jwrite w;

	buf_clear(&s->p->more);
	jwrite_init(&w, &s->p->more);
	jwrite_open(&w, '{');
	if (s->event.n != 0)
		jwrite_put_text(&w, "event", s->event);
	jwrite_put_text(&w, "path", f->path);
	jwrite_put_text(&w, "schema_path", f->where);
	if (f->keyword != NULL)
		jwrite_put_text(&w, "keyword", sv_of(f->keyword));
	if (value.n != 0) {
		jwrite_key(&w, SV("value"));
		jwrite_raw(&w, value);
	}
	jwrite_shut(&w, '}');
	return buf_view(&s->p->more);
}

static void
tell(struct step *s, const struct fault *f)
{
	struct sv value = shown(s->p, f->value), event = cut(s->event, QRUN_NAME_MAX);
	struct sv shape = cut(f->shape, QRUN_NAME_MAX);
	struct note n = { s->r->line_no, s->q->redact ? 0 : value.n, f->code, f->severity, event.n,
		shape.n, f->where.n };
	struct buf *b = &s->out->note;

	buf_add(b, (const char *)&n, sizeof(n));
	buf_sv(b, event);
	buf_sv(b, shape);
	buf_sv(b, f->where);
	buf_add(b, value.p, n.value);
	if (!f->sets_aside)
		return;
	s->bad = true;
	stream_reject(s->out, s->r, f->code, more(s, f, value), "%.*s%s%.*s",
	    (int)(f->path.n < 100 ? f->path.n : 100), f->path.p, f->path.n != 0 ? ": " : "",
	    (int)f->message.n, f->message.p);
}

static void
schema_fault(void *ctx, const struct valid_fault *f)
{
	const struct fault x = { .code = valid_code_name(f->code), .severity = "error",
		.keyword = f->keyword, .path = f->path, .shape = f->shape, .where = f->schema_path,
		.message = f->message, .value = f->value, .sets_aside = true };

	tell(ctx, &x);
}

/* An event that the plan does not know, or that does not say which it is. */
static void
unplanned(struct step *s, const struct val *key)
{
	const struct qplan *p = s->q->plan;
	struct fault f = { .code = "unplanned_event", .severity = "warn", .message =
	    SV("the plan has no such event"), .where = sv_of(p->doc->file), .value = key };

	s->p->unplanned++;
	if (p->unplanned == QPLAN_ALLOW)
		return;
	if (val_null(key)) {
		f.code = "no_schema";
		f.message = SV("the event has no name");
	}
	if (p->unplanned == QPLAN_REJECT) {
		f.severity = "error";
		f.sets_aside = true;
		s->p->invalid++;
	}
	f.path = f.shape = p->key_path;
	tell(s, &f);
}

/* The event's name, what is counted for it, its schemas. */
static enum rc
schemas(struct step *s, struct expr_eval *ev, struct qrun_event **count, struct err *e)
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
			unplanned(s, &key);
	}
	if (p->common == NULL && i == RULE_NONE)
		return RC_OK;
	valid_record(s->p->valid, s->r->line, s->r->member, s->r->nmember);
	if (p->common != NULL)
		ok = valid_check(s->p->valid, p->common, schema_fault, s);
	if (i != RULE_NONE)
		ok = valid_check(s->p->valid, p->rule[i], schema_fault, s) && ok;
	s->p->invalid += !ok && !(i == RULE_NONE && p->event.n != 0 && p->unplanned ==
	    QPLAN_REJECT);
	return RC_OK;
}

static enum rc
checks(struct step *s, struct expr_eval *ev, struct err *e)
{
	const struct qplan *p = s->q->plan;
	struct qlook look = { .clock = &s->q->clock, .r = s->r, .ev = ev };

	for (size_t i = 0; i < p->ncheck; i++) {
		const struct qplan_check *c = &p->check[i];
		struct fault f;
		enum rc rc;

		look.c = c;
		rc = qcheck_step(&s->p->tally[i], &look, e);
		if (rc != RC_OK)
			return rc;
		if (look.answer != QLOOK_BAD)
			continue;
		f = (struct fault){ .code = c->kind->code, .severity =
		    qplan_severity_name(c->severity), .path = c->path, .shape = c->path,
		    .where = c->where_text, .message = sv_of(c->kind->fault), .value = &look.x,
		    .sets_aside = c->severity == QPLAN_ERROR };
		tell(s, &f);
	}
	return RC_OK;
}

static enum rc
event(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	struct qrun_part *p = in->part;
	struct step s = { (struct qrun *)(uintptr_t)in->ctx, p, r, out, { "", 0 }, false };
	struct qrun_event *count;
	enum rc rc = schemas(&s, in->ev, &count, e);

	if (rc == RC_OK)
		rc = checks(&s, in->ev, e);
	if (rc != RC_OK)
		return rc;
	p->total.n++;
	count->n++;
	if (s.bad) {
		p->total.bad++;
		count->bad++;
		return RC_BAD;
	}
	if (!s.q->mute) {
		buf_sv(&out->o, r->line);
		buf_c(&out->o, '\n');
	}
	return RC_OK;
}

/* ---- faults by kind and place ---- */

static struct sv
take(struct sv *s, size_t n)
{
	struct sv head = { s->p, n };

	s->p += n;
	s->n -= n;
	return head;
}

/* @note: as it stands in the notes, texts included */
static struct qrun_group *
group_of(struct qrun *q, const struct note *n, const char *note)
{
	const size_t from = offsetof(struct note, code);
	struct sv key = { note + from, sizeof(*n) - from + n->event + n->path + n->where };
	struct qrun_group *g;
	bool fresh;

	if (q->groups.n >= QRUN_GROUPS_MAX && hmap_get(&q->groups, key) == NULL) {
		q->rest.code = "other";
		q->rest.severity = "error";
		q->rest.path = SV("*");
		return &q->rest;
	}
	g = hmap_put(&q->groups, key, &fresh);
	if (fresh) {
		struct sv kept = q->groups.entry[q->groups.n - 1].key;

		(void)take(&kept, sizeof(*n) - from);
		g->event = take(&kept, n->event);
		g->path = take(&kept, n->path);
		g->schema_path = take(&kept, n->where);
		g->code = n->code;
		g->severity = n->severity;
	}
	return g;
}

static void
add(struct qrun *q, const struct stream_at *at, const struct note *n, const char *note)
{
	struct qrun_group *g = group_of(q, n, note);
	uint64_t line = at->line_base + n->line;
	struct sv value = { note + sizeof(*n) + n->event + n->path + n->where, n->value };

	if (g->count != 0 && g->last == line && g->last_no == at->file)
		return;		/* of the same event */
	if (q->file.p == NULL || q->file_no != at->file) {
		q->file = arena_sv(&q->arena, sv_of(at->source));
		q->file_no = at->file;
	}
	if (g->count++ == 0) {
		g->first = line;
		g->first_file = q->file;
	}
	g->last = line;
	g->last_no = at->file;
	g->last_file = q->file;
	for (unsigned i = 0; i < g->nsample; i++)
		if (sv_eq(g->sample[i].value, value))
			return;
	if (g->nsample < QRUN_SAMPLES)
		g->sample[g->nsample++] = (struct qrun_sample){ line, arena_sv(&q->arena, value) };
}

static enum rc
notes(void *state, const struct stream_at *at, struct sv text, struct err *e)
{
	struct qrun *q = state;

	(void)e;
	while (text.n != 0) {
		const char *note = text.p;
		struct note n;

		memcpy(&n, note, sizeof(n));
		(void)take(&text, sizeof(n) + n.event + n.path + n.where + n.value);
		add(q, at, &n, note);
	}
	return RC_OK;
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
	p->event = mem_zalloc((q->plan->event.n + 1) * sizeof(*p->event));
	p->tally = mem_zalloc((q->plan->ncheck + 1) * sizeof(*p->tally));
	for (size_t k = 0; k < q->plan->ncheck; k++)
		qcheck_init(&p->tally[k], &q->plan->check[k], &p->arena, q->job->seed);
	q->part[i] = p;
	q->nparts = i + 1 > q->nparts ? i + 1 : q->nparts;
	return p;
}

enum rc
qrun_init(struct qrun *q, const struct qplan *p, struct job *j, struct err *e)
{
	*q = (struct qrun){ .plan = p, .job = j };
	q->clock.now_us = INT64_MIN;
	q->clock.input_zone = j->query.input_zone;
	arena_init(&q->arena);
	hmap_init(&q->groups, &q->arena, sizeof(struct qrun_group), j->seed);
	j->query.proj.members = p->common != NULL || p->event.n != 0;
	return job_now(j, &q->clock.now_us, e);
}

static void
merge(struct qrun_part *to, const struct qrun_part *from, const struct qplan *p)
{
	to->total.n += from->total.n;
	to->total.bad += from->total.bad;
	to->invalid += from->invalid;
	to->unplanned += from->unplanned;
	for (size_t i = 0; i <= p->event.n; i++) {
		to->event[i].n += from->event[i].n;
		to->event[i].bad += from->event[i].bad;
	}
	for (size_t i = 0; i < p->ncheck; i++)
		qcheck_merge(&to->tally[i], &from->tally[i], &p->check[i]);
}

enum rc
qrun_go(struct qrun *q, struct err *e)
{
	const struct map_plan plan = { .fn = event, .ctx = q, .serial = q->plan->serial,
		.state = q, .part = new_part, .note = notes };
	enum rc rc = map_run(q->job, &plan, e);
	struct qrun_part *sum;

	if (q->nparts == 0)
		(void)new_part(q, 0);
	sum = q->part[0];
	for (unsigned i = 1; i < q->nparts; i++)
		if (q->part[i] != NULL)
			merge(sum, q->part[i], q->plan);
	for (size_t i = 0; i < q->plan->ncheck; i++)
		qcheck_end(&sum->tally[i], &q->plan->check[i], &q->clock);
	if (q->job->run.count.rejected >= sum->total.bad) {
		q->job->run.count.rejected -= sum->total.bad;
		q->job->run.count.records += sum->total.bad;
	}
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
		arena_free(&p->arena);
		arena_free(&p->tmp);
		buf_free(&p->more);
		buf_free(&p->value);
		mem_free(p->event);
		mem_free(p->tally);
		mem_free(p);
	}
	hmap_free(&q->groups);
	arena_free(&q->arena);
}
