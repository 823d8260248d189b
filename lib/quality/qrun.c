/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qrun - see qrun.h
 */
#include "quality/qrun.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "json/jwrite.h"

#include <string.h>
#include <time.h>

struct note {			/* one fault, followed by its texts */
	uint64_t    line;	/* of the block */
	const char *code;
	const char *severity;
	size_t      event, path, where, value;	/* bytes */
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

/* The value as JSON, cut at a character's edge when it is long. */
static struct sv
shown(struct qrun_part *p, const struct val *v)
{
	struct jwrite w;
	size_t n;

	buf_clear(&p->value);
	if (v == NULL || v->kind == VAL_NONE)
		return (struct sv){ "", 0 };
	jwrite_init(&w, &p->value);
	if (v->kind < VAL_OBJECT && v->text.n <= QRUN_SAMPLE_MAX) {
		jwrite_val(&w, v);
		return buf_view(&p->value);
	}
	n = v->text.n < QRUN_SAMPLE_MAX ? v->text.n : QRUN_SAMPLE_MAX;
	while (n != 0 && n < v->text.n && ((unsigned char)v->text.p[n] & 0xC0) == 0x80)
		n--;
	if (v->kind >= VAL_OBJECT && n == v->text.n) {
		jwrite_val(&w, v);
	} else {
		struct buf cut;

		buf_init(&cut, SIZE_MAX);
		buf_add(&cut, v->text.p, n);
		buf_add(&cut, "\xE2\x80\xA6", 3);
		jwrite_str(&w, buf_view(&cut));
		buf_free(&cut);
	}
	return buf_view(&p->value);
}

static void
more_text(struct jwrite *w, const char *key, struct sv s)
{
	jwrite_key(w, sv_of(key));
	jwrite_str(w, s);
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
		more_text(&w, "event", s->event);
	more_text(&w, "path", f->path);
	more_text(&w, "schema_path", f->where);
	if (f->keyword != NULL)
		more_text(&w, "keyword", sv_of(f->keyword));
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
	struct sv value = shown(s->p, f->value);
	struct note n = { s->r->line_no, f->code, f->severity, s->event.n, f->shape.n, f->where.n,
		value.n };
	struct buf *b = &s->out->note;

	buf_add(b, (const char *)&n, sizeof(n));
	buf_sv(b, s->event);
	buf_sv(b, f->shape);
	buf_sv(b, f->where);
	buf_sv(b, value);
	if (!f->sets_aside)
		return;
	s->bad = true;
	stream_reject(s->out, s->r, f->code, more(s, f, value), "%.*s%s%.*s",
	    (int)(f->path.n < 100 ? f->path.n : 100), f->path.p, f->path.n != 0 ? ": " : "",
	    (int)f->message.n, f->message.p);
}

static void
schema_fault(void *ctx, const struct jvalid_fault *f)
{
	const struct fault x = { .code = jvalid_code_name(f->code), .severity = "error",
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
	uint32_t i = JRULE_NONE;
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
			i = jrule_keys_find(&p->event, s->event);
		}
		if (i != JRULE_NONE)
			*count = &s->p->event[i];
		else if (p->event.n != 0)
			unplanned(s, &key);
	}
	if (p->common == NULL && i == JRULE_NONE)
		return RC_OK;
	jvalid_record(s->p->valid, s->r->line, s->r->member, s->r->nmember);
	if (p->common != NULL)
		ok = jvalid_check(s->p->valid, p->common, schema_fault, s);
	if (i != JRULE_NONE)
		ok = jvalid_check(s->p->valid, p->rule[i], schema_fault, s) && ok;
	s->p->invalid += !ok && !(i == JRULE_NONE && p->event.n != 0 && p->unplanned ==
	    QPLAN_REJECT);
	return RC_OK;
}

static struct sv
check_message(const struct qplan_check *c)
{
	static const char *const said[QPLAN_KINDS] = {
		[QPLAN_NOT_NULL] = "is missing or null", [QPLAN_UNIQUE] = "was seen before",
		[QPLAN_IN] = "is none of the values", [QPLAN_REF] = "is not in the file",
		[QPLAN_RULE] = "is not true", [QPLAN_LATE] = "came too late",
		[QPLAN_FUTURE] = "is ahead of its time", [QPLAN_SEQUENCE] = "is no whole number"
	};

	return sv_of(said[c->kind] != NULL ? said[c->kind] : "is bad");
}

static enum rc
checks(struct step *s, struct expr_eval *ev, struct err *e)
{
	const struct qplan *p = s->q->plan;

	for (size_t i = 0; i < p->ncheck; i++) {
		const struct qplan_check *c = &p->check[i];
		enum qcheck_answer answer;
		struct fault f;
		struct val x;
		enum rc rc = qcheck_step(&s->p->tally[i], c, &s->q->clock, s->r, ev, &answer, &x,
		    e);

		if (rc != RC_OK)
			return rc;
		if (answer != QCHECK_BAD)
			continue;
		f = (struct fault){ .code = qcheck_code(c->kind), .severity =
		    qplan_severity_name(c->severity), .path = c->path, .shape = c->path,
		    .where = c->where_text, .message = check_message(c), .value = &x,
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

/* The texts of a note are together, which makes them a key. */
static struct qrun_group *
group_of(struct qrun *q, const struct note *n, struct sv text)
{
	const size_t size = n->event + n->path + n->where;
	struct qrun_group *g;
	struct sv key = { text.p, size };
	bool fresh;

	/* The codes at one schema path are one, but checks share theirs with nothing. */
	if (q->groups.n >= QRUN_GROUPS_MAX && map_get(&q->groups, key) == NULL) {
		q->rest.code = "other";
		q->rest.severity = "error";
		q->rest.path = SV("*");
		return &q->rest;
	}
	g = map_put(&q->groups, key, &fresh);
	if (fresh) {
		struct sv kept = q->groups.entry[q->groups.n - 1].key;

		g->event = take(&kept, n->event);
		g->path = take(&kept, n->path);
		g->schema_path = take(&kept, n->where);
		g->code = n->code;
		g->severity = n->severity;
	}
	return g;
}

static void
add(struct qrun *q, const struct stream_at *at, const struct note *n, struct sv text)
{
	struct qrun_group *g = group_of(q, n, text);
	uint64_t line = at->line_base + n->line;
	struct sv value = { text.p + n->event + n->path + n->where, n->value };

	if (g->count != 0 && g->last == line && g->last_no == at->file)
		return;		/* of the same event */
	if (g->count++ == 0) {
		g->first = line;
		g->first_file = arena_sv(&q->arena, sv_of(at->source));
	}
	if (g->count == 1 || g->last_no != at->file)
		g->last_file = arena_sv(&q->arena, sv_of(at->source));
	g->last = line;
	g->last_no = at->file;
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
		struct note n;

		memcpy(&n, take(&text, sizeof(n)).p, sizeof(n));
		add(q, at, &n, take(&text, n.event + n.path + n.where + n.value));
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
	buf_init(&p->more, SIZE_MAX);
	buf_init(&p->value, SIZE_MAX);
	p->valid = jvalid_new(q->plan->schemas);
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
	q->clock.input_zone = j->input_zone;
	arena_init(&q->arena);
	map_init(&q->groups, &q->arena, sizeof(struct qrun_group), j->seed);
	j->proj.members = p->common != NULL || p->event.n != 0;
	if (p->clocked) {
		struct timespec ts;

		clock_gettime(CLOCK_REALTIME, &ts);
		q->clock.now_us = (int64_t)ts.tv_sec * RFC3339_SEC_US + ts.tv_nsec / 1000;
	}
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
		qcheck_merge(&to->tally[i], &from->tally[i]);
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
	if (q->job->count.rejected >= sum->total.bad) {
		q->job->count.rejected -= sum->total.bad;
		q->job->count.records += sum->total.bad;
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
			qcheck_free(&p->tally[k]);
		jvalid_free(p->valid);
		arena_free(&p->arena);
		buf_free(&p->more);
		buf_free(&p->value);
		mem_free(p->event);
		mem_free(p->tally);
		mem_free(p);
	}
	map_free(&q->groups);
	arena_free(&q->arena);
}
