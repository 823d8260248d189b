/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/explain.h"

#include "anomaly/fields.h"
#include "base/mem.h"
#include "key/scan_key.h"
#include "run/given.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- options ---- */

/* FUNCTION(NAME): @text becomes NAME. */
static bool
is_call(struct sv *text, const char *function)
{
	size_t n = strlen(function);

	if (text->n < n + 3 || memcmp(text->p, function, n) != 0 || text->p[n] != '(' ||
	    text->p[text->n - 1] != ')')
		return false;
	*text = (struct sv){ text->p + n + 1, text->n - n - 2 };
	return true;
}

static enum rc
add_metric(void *plan, struct sv text, struct job *j, struct err *e)
{
	struct explain_plan *p = plan;
	struct explain_metric *m = &p->metric[p->nmetric];
	struct sv name = text;
	enum rc rc;

	if (p->nmetric == EXPLAIN_METRICS_MAX)
		return rc_err(e, RC_USAGE, "--explain-by: at most %d metrics", EXPLAIN_METRICS_MAX);
	m->name = text;
	m->total = is_call(&name, "sum");
	m->count = !m->total && is_call(&name, "count");
	rc = proj_add(&j->query.proj, name, &m->slot, e);
	if (rc == RC_OK)
		rc = fields_beside(j, m->slot, "_n", &m->slot_n, e);
	if (rc == RC_OK)
		rc = fields_beside(j, m->slot, "_n_eff", &m->slot_eff, e);
	if (rc == RC_OK)
		rc = fields_beside(j, m->slot, "_lo", &m->slot_lo, e);
	if (rc == RC_OK)
		rc = fields_beside(j, m->slot, "_hi", &m->slot_hi, e);
	p->nmetric += rc == RC_OK;
	return rc;
}

static enum rc
windows(struct explain_plan *p, const struct explain_query *q, const struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	p->at_us = p->against_us = INT64_MIN;
	if (q->at != NULL)
		rc = job_time(j, "--at", q->at, &p->at_us, e);
	if (rc != RC_OK || q->against == NULL)
		return rc;
	if (tstamp_duration(sv_of(q->against), &p->ago_us) && p->ago_us > 0)
		return RC_OK;
	p->ago_us = 0;
	return job_time(j, "--against", q->against, &p->against_us, e);
}

enum rc
explain_compile(struct explain_plan *p, const struct explain_query *q, struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct explain_plan){ .max_groups = q->max_groups,
		.zone = j->given.tz != NULL ? j->query.zone : NULL };
	rc = windows(p, q, j, e);
	if (rc == RC_OK)
		rc = fields_each(q->metrics, add_metric, p, j, e);
	if (rc == RC_OK)
		rc = key_list_parse(&p->key, &p->nkey, q->by, &j->query.env, e);
	if (rc == RC_OK && (p->nkey == 0 || p->nkey > EXPLAIN_KEYS_MAX))
		rc = rc_err(e, RC_USAGE, "--explain-by: expected 1 to %d keys", EXPLAIN_KEYS_MAX);
	if (rc == RC_OK)
		rc = fields_optional(j, SV("total"), &p->total_slot, e);
	if (rc == RC_OK)
		rc = fields_optional(j, SV("kind"), &p->kind_slot, e);
	return rc == RC_OK ? job_need_time(j, false, e) : rc;
}

/* ---- results ---- */

void
explain_init(struct explain *x, const struct explain_plan *p, uint64_t seed)
{
	*x = (struct explain){ .plan = p };
	arena_init(&x->arena);
	arena_init(&x->tmp);
	buf_init(&x->text, SIZE_MAX);
	for (size_t k = 0; k < p->nkey; k++)
		hmap_init(&x->value[k], &x->arena, sizeof(uint32_t), seed);
}

static enum rc
cell_of(const struct explain_metric *m, const struct record *r, struct explain_cell *c,
    struct err *e)
{
	const struct val *v = &r->slot[m->slot];
	double lo, hi, rows, events;

	*c = (struct explain_cell){ .x = NAN, .each = 1, .half = NAN };
	if (!val_null(v) && (!val_number(v, &c->x) || !(fabs(c->x) <= 1e290)))
		return rc_bad(e, "value", "expected a number up to 1e290 in '%.*s'",
		    SV_SHOW(m->name));
	if (!val_number(&r->slot[m->slot_n], &c->n) || !(c->n > 0 && c->n < 0x1p53))
		c->n = 0;
	events = c->n > 0 ? c->n : c->x;
	if (val_number(&r->slot[m->slot_eff], &rows) && rows > 0 && events > rows)
		c->each = events / rows;
	if (val_number(&r->slot[m->slot_lo], &lo) && val_number(&r->slot[m->slot_hi], &hi) &&
	    hi >= lo)
		c->half = fmin(hi - c->x, c->x - lo);	/* Student's, of a mean: the nearer end */
	return RC_OK;
}

static void
room(struct explain *x)
{
	const struct explain_plan *p = x->plan;

	if (x->n < x->cap)
		return;
	x->cap = x->cap != 0 ? 2 * x->cap : 256;
	x->window = mem_array(x->window, x->cap, sizeof(*x->window));
	x->id = mem_array(x->id, x->cap, p->nkey * sizeof(*x->id));
	x->cell = mem_array(x->cell, x->cap, p->nmetric * sizeof(*x->cell));
}

/* The number of a key's value, in the order in which they came. */
static uint32_t
number_of(struct explain *x, size_t key, const struct val *v)
{
	struct hmap *map = &x->value[key];
	uint32_t *id;
	bool fresh;

	buf_clear(&x->text);
	scan_key_text(&x->text, v, 1, &x->tmp);
	id = hmap_put(map, buf_view(&x->text), &fresh);
	if (fresh)
		*id = (uint32_t)(map->n - 1);
	return *id;
}

enum rc
explain_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	struct explain *x = in->part;
	const struct explain_plan *p = x->plan;
	struct val v[EXPLAIN_KEYS_MAX];
	enum rc rc = RC_OK;

	(void)out;	/* all that is written comes at the end */
	if (r->slot[p->total_slot].kind == VAL_TRUE)
		return RC_OK;
	if (r->slot[p->kind_slot].kind == VAL_STRING &&
	    sv_is(r->slot[p->kind_slot].text, "states"))
		return rc_err(e, RC_USAGE, "these are saved states: cxstat --merge makes results "
		    "of them");
	if (!in->timed)
		return rc_bad(e, "time", "expected a time: what changed is told from window to "
		    "window (cxstat -w)");
	if (x->n >= p->max_groups || x->n >= UINT32_MAX)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " results: take fewer windows "
		    "(--from), or raise --max-groups", p->max_groups);
	room(x);
	arena_reset(&x->tmp);
	for (size_t m = 0; rc == RC_OK && m < p->nmetric; m++)
		rc = cell_of(&p->metric[m], r, &x->cell[x->n * p->nmetric + m], e);
	for (size_t k = 0; rc == RC_OK && k < p->nkey; k++)
		rc = expr_value(p->key[k].x, r, in->ev, &v[k], e);
	for (size_t k = 0; rc == RC_OK && k < p->nkey; k++)
		x->id[x->n * p->nkey + k] = number_of(x, k, &v[k]);
	if (rc == RC_OK)
		x->window[x->n++] = in->at_us;
	return rc;
}

void
explain_free(struct explain *x)
{
	for (size_t k = 0; k < x->plan->nkey; k++)
		hmap_free(&x->value[k]);
	mem_free(x->window);
	mem_free(x->id);
	mem_free(x->cell);
	buf_free(&x->text);
	arena_free(&x->arena);
	arena_free(&x->tmp);
}
