/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/assign.h"

#include "assign/audit.h"
#include "assign/by_option.h"
#include "assign/ramp.h"
#include "assign/reshuffle.h"
#include "assign/sticky.h"
#include "assign/unit_set.h"
#include "json/jwrite.h"
#include "run/append.h"
#include "run/edit.h"
#include "state/memory.h"

#include <math.h>
#include <string.h>

static const char *const members[] = { "experiment", "variant", "in", "bucket", "reason" };

enum { MEMBERS = sizeof(members) / sizeof(members[0]), INTEGERS = 1 << 30 };

struct heads {			/* of an experiment: its members up to the bucket's value */
	struct sv *in;		/* of each arm, and of a flag without variants */
	struct sv  out;
};

struct plan {
	const struct assign_query *q;
	struct config              c;
	struct unit_sets           sets;
	struct heads              *head;
	size_t                     slot[MEMBERS];
	const struct edit         *edit;
};

/* ---- records ---- */

static struct sv
head_text(const struct experiment *x, const struct sv *variant, bool in, struct arena *a)
{
	struct sv text;
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "experiment", x->name);
	jwrite_key(&w, SV("variant"));
	if (variant != NULL && variant->n != 0)
		jwrite_str(&w, *variant);
	else
		jwrite_null(&w);
	jwrite_key(&w, SV("in"));
	jwrite_bool(&w, in);
	buf_sv(&b, SV(",\"bucket\":"));
	text = arena_sv(a, (struct sv){ b.p + 1, b.n - 1 });
	buf_free(&b);
	return text;
}

static void
make_heads(struct plan *p, struct arena *a)
{
	p->head = arena_alloc(a, (p->c.n + 1) * sizeof(*p->head));
	for (size_t i = 0; i < p->c.n; i++) {
		const struct experiment *x = &p->c.x[i];
		struct heads *h = &p->head[i];

		h->in = arena_alloc(a, (x->flag.narm + 1) * sizeof(*h->in));
		for (size_t k = 0; k < x->flag.narm; k++)
			h->in[k] = head_text(x, &x->flag.arm[k].name, true, a);
		h->in[x->flag.narm] = head_text(x, NULL, true, a);
		h->out = head_text(x, &x->off, false, a);
	}
}

static void
put_bucket(double bucket, struct buf *o)
{
	char text[NUM_TEXT_MAX], *at = text + sizeof(text);

	if (isnan(bucket)) {
		buf_sv(o, SV("null"));
		return;
	}
	if (bucket < 0 || bucket >= (double)INTEGERS || bucket != floor(bucket)) {
		buf_add(o, text, num_text(bucket, text));
		return;
	}
	for (uint32_t n = (uint32_t)bucket; n > 0 || at == text + sizeof(text); n /= 10)
		*--at = (char)('0' + n % 10);
	buf_add(o, at, (size_t)(text + sizeof(text) - at));
}

/* Members of the record that ours take the place of. */
static void
write_rest(const struct record *r, struct arena *tmp, struct buf *o)
{
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	for (size_t i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];
		struct sv key = m->key_esc ? val_unescape(m->key, tmp) : m->key;
		size_t k;

		for (k = 0; k < MEMBERS && !sv_is(key, members[k]); k++)
			;
		if (k < MEMBERS)
			continue;
		jwrite_key_raw(&w, m->key);
		jwrite_val(&w, &m->val);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static enum rc
write_assigned(const struct plan *p, const struct map_in *in, const struct record *r,
    bool replace, const struct flag_result *res, const struct heads *h, struct buf *o,
    struct err *e)
{
	enum rc rc = RC_OK;

	if (replace)
		write_rest(r, expr_eval_arena(in->ev), o);
	else
		rc = edit_write(p->edit, r, in->ev, in->framing, o, e);
	if (rc != RC_OK)
		return rc;
	if (append_open(o))
		buf_c(o, ',');
	buf_sv(o, res->in ? h->in[res->arm] : h->out);
	put_bucket(res->bucket, o);
	buf_sv(o, SV(",\"reason\":\""));
	buf_sv(o, sv_of(flag_why_name(res->why)));
	buf_sv(o, SV("\"}\n"));
	return RC_OK;
}

/* Our own draw takes text and whole numbers: a float is one unit today, another tomorrow. */
static enum rc
refuse_unit(const struct unit_found *found, const struct experiment *x, struct err *e)
{
	static const char *const kinds[] = { "nothing", "a text", "a whole number", "a float",
		"true", "false", "an object or a list" };

	return rc_bad(e, "unit", "%s: expected a text or a whole number, found %s%s%.*s", x->unit,
	    kinds[found->u[0].kind], found->u[0].text.n != 0 ? " " : "",
	    SV_SHOW(found->u[0].text));
}

static enum rc
assign_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct plan *p = in->ctx;
	struct arena *tmp = expr_eval_arena(in->ev);
	struct unit_found *found = arena_zalloc(tmp, (p->sets.n + 1) * sizeof(*found));
	const size_t before = out->o.n;
	size_t both = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->sets.n && rc == RC_OK; i++)
		rc = unit_set_find(&p->sets.set[i], r, in->ev, &found[i], e);
	while (both < MEMBERS && r->slot[p->slot[both]].kind == VAL_NONE)
		both++;
	if (rc == RC_OK && both < MEMBERS && !p->q->overwrite)
		return rc_bad(e, "name", "the record has a field '%s': --overwrite", members[both]);
	for (size_t i = 0; i < p->c.n && rc == RC_OK; i++) {
		const struct experiment *x = &p->c.x[i];
		struct flag_result res;

		unit_set_assign(x, &found[x->set], tmp, &res);
		if (res.why == FLAG_REFUSED && (x->flag.hash->keys & FLAG_KEY_LAYER) != 0)
			rc = refuse_unit(&found[x->set], x, e);
		else
			rc = write_assigned(p, in, r, both < MEMBERS, &res, &p->head[i], &out->o,
			    e);
	}
	if (rc != RC_OK)
		out->o.n = before;
	return rc;
}

/* ---- the plan ---- */

/* The experiments that there are, by the file or by options. */
static enum rc
read_config(struct plan *p, struct job *j, struct err *e)
{
	const struct assign_query *q = p->q;
	struct experiment *x;
	enum rc rc;

	if (q->config == NULL)
		return by_option_config(&p->c, q, &j->arena, j->seed, e);
	rc = config_read(&p->c, q->config, q->user, &j->arena, j->seed, e);
	if (rc != RC_OK || q->experiment == NULL)
		return rc;
	x = config_find(&p->c, sv_of(q->experiment));
	if (x == NULL)
		return rc_err(e, RC_USAGE, "--experiment: '%s' has no '%s'", q->config,
		    q->experiment);
	p->c.x = x;
	p->c.n = 1;
	return RC_OK;
}

/* A product takes other weights than those that are given. */
static void
say_equal(const struct config *c, const struct job *j)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct flag *f = &c->x[i].flag;
		struct err say;
		bool same = true;

		for (size_t k = 1; k < f->narm; k++)
			same &= f->arm[k].weight <= f->arm[0].weight &&
			    f->arm[k].weight >= f->arm[0].weight;
		if (!f->equal || same)
			continue;
		rc_err(&say, RC_OK, "%.*s: the sum of the weights is %g, not 1: %s takes equal "
		    "ones", SV_SHOW(c->x[i].name), f->sum, f->hash->name);
		job_say(j, say.msg);
	}
}

/* The record's own members of our names: asked for, but not missed. */
static enum rc
find_fields(struct plan *p, struct job *j, struct err *e)
{
	struct proj *proj = &j->query.proj;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < MEMBERS && rc == RC_OK; i++) {
		const size_t n = proj->n;

		rc = proj_add(proj, sv_of(members[i]), &p->slot[i], e);
		if (proj->n != n)
			proj->field[n].derived = true;
	}
	return rc;
}

static enum rc
run_assign(struct plan *p, struct job *j, struct err *e)
{
	enum rc rc = edit_compile(&p->edit, &(struct edit_cfg){ 0 }, j, e);

	if (rc != RC_OK)
		return rc;
	if (p->q->overwrite) {
		j->query.proj.members = true;	/* to be written but for some */
		j->query.proj.text = false;
	}
	make_heads(p, &j->arena);
	return memory_map(j, &(struct map_plan){ .fn = assign_record, .ctx = p, .edit = p->edit },
	    e);
}

static enum rc
run_plan(struct plan *p, struct config *previous, struct job *j, struct err *e)
{
	const struct assign_query *q = p->q;
	enum rc rc = read_config(p, j, e);

	if (rc == RC_OK)
		say_equal(&p->c, j);
	if (rc == RC_OK && q->ramp != NULL)
		rc = ramp_apply(&p->c, q->ramp, j, e);
	if (rc == RC_OK && q->previous != NULL)
		rc = config_read(previous, q->previous, q->user, &j->arena, j->seed, e);
	if (rc == RC_OK && q->previous != NULL && !q->audit)
		rc = reshuffle_check(&p->c, previous, q->allow_reshuffle, j, e);
	if (rc == RC_OK && q->sticky != NULL)
		rc = sticky_read(&p->c, q->sticky, j, e);
	if (rc == RC_OK)
		rc = unit_sets_compile(&p->sets, &p->c, j, e);
	if (rc == RC_OK)
		rc = find_fields(p, j, e);
	if (rc != RC_OK)
		return rc;
	return q->audit ? audit_run(j, &(struct audit_cfg){ .c = &p->c, .sets = &p->sets,
	    .previous = q->previous != NULL ? previous : NULL,
	    .experiment = p->slot[0], .variant = p->slot[1], .in = p->slot[2] }, e) :
	    run_assign(p, j, e);
}

enum rc
assign_run(struct job *j, const struct assign_query *q, struct err *e)
{
	struct plan *p = arena_zalloc(&j->arena, sizeof(*p));
	struct config previous = { 0 };
	enum rc rc;

	p->q = q;
	rc = run_plan(p, &previous, j, e);
	config_free(&p->c);
	config_free(&previous);
	return rc;
}
