/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel/funnel_tally.h"

#include "base/mem.h"
#include "fold/part.h"
#include "sketch/quant.h"
#include "sketch/xsum.h"
#include "stats/interval.h"
#include "stats/kaplan.h"
#include "stats/mover.h"
#include "stats/proportion.h"
#include "users/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	NAME_MAX_BYTES = 32,	/* "any 32" */
	LEADS = 3
};

#define ACCURACY 0.01		/* of lead times, beyond 256 of them */

struct tally_step {
	uint64_t     reached;
	uint64_t     open;	/* stand here, and may go on */
	struct quant lead;	/* from the step before, ms */
	struct quant total;	/* from the first */
};

struct tally {			/* of a group */
	uint64_t         entered;
	uint64_t         excluded;
	uint64_t         valued;	/* conversions with a value */
	struct xsum      value;
	struct xsum_prod square;
	struct quant     waiting;	/* how long those that may go on have been at it, ms */
	char            *currency;	/* as JSON; NULL: not known */
	struct tally_step step[];
};

static struct quant_cfg
quant_of(void)
{
	struct quant_cfg c;

	quant_cfg_init(&c, ACCURACY, false);
	return c;
}

/* ---- the fold ---- */

static enum rc
tally_init(const void *ctx, void *st, struct err *e)
{
	(void)ctx;	/* zeroed is empty */
	(void)st;
	(void)e;
	return RC_OK;
}

/* Money of two currencies does not add up; one that is not known is as good as any. */
static enum rc
same_currency(struct tally *t, struct sv currency, struct err *e)
{
	if (t->currency == NULL) {
		t->currency = mem_array(NULL, currency.n + 1, 1);
		memcpy(t->currency, currency.p, currency.n);
		t->currency[currency.n] = '\0';
	}
	if (sv_is(currency, t->currency))
		return RC_OK;
	return rc_err(e, RC_USAGE, "--value: values in %s and in %.*s do not add up: take one "
	    "(-e), or break down by it (-b money=currency)", t->currency, SV_SHOW(currency));
}

static enum rc
tally_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct funnel_plan *p = ctx;
	const struct tally *s = src;
	struct tally *d = dst;
	struct quant_cfg c = quant_of();

	d->entered += s->entered;
	d->excluded += s->excluded;
	d->valued += s->valued;
	xsum_merge(&d->value, &s->value);
	xsum_prod_merge(&d->square, &s->square);
	quant_merge(&d->waiting, &s->waiting, &c);
	for (unsigned i = 0; i < p->rule.nstep; i++) {
		d->step[i].reached += s->step[i].reached;
		d->step[i].open += s->step[i].open;
		quant_merge(&d->step[i].lead, &s->step[i].lead, &c);
		quant_merge(&d->step[i].total, &s->step[i].total, &c);
	}
	return s->currency != NULL ? same_currency(d, sv_of(s->currency), e) : RC_OK;
}

static void
tally_free(const void *ctx, void *st)
{
	const struct funnel_plan *p = ctx;
	struct tally *t = st;

	xsum_free(&t->value);
	xsum_prod_free(&t->square);
	quant_free(&t->waiting);
	mem_free(t->currency);
	for (unsigned i = 0; i < p->rule.nstep; i++) {
		quant_free(&t->step[i].lead);
		quant_free(&t->step[i].total);
	}
}

static const struct fold_ops tally_ops = {
	.init = tally_init, .merge = tally_merge, .free = tally_free
};

const struct fold_plan *
funnel_tally_plan(const struct funnel_plan *p, struct job *j)
{
	struct fold_plan *f = arena_zalloc(&j->arena, sizeof(*f));

	*f = (struct fold_plan){ .kind = "funnel", .ops = &tally_ops, .ctx = p,
		.state_size = sizeof(struct tally) + p->rule.nstep * sizeof(struct tally_step),
		.key = p->by, .nkey = p->nby, .max_groups = FOLD_MAX_GROUPS };
	return f;
}

/* ---- counting ---- */

static double
ms_between(int64_t from_us, int64_t to_us)
{
	return (double)(to_us - from_us) / 1000;
}

static void
add_times(const struct funnel_plan *p, struct tally *t, const struct funnel_told *x)
{
	const struct quant_cfg c = quant_of();
	const struct funnel_path *path = x->p;
	const int64_t start_us = x->ev[path->at[0]].at_us;

	for (unsigned s = 0; s < p->rule.nstep; s++) {
		int before;

		if (!funnel_on_path(path, s))
			continue;
		t->step[s].reached++;
		before = funnel_before(&p->rule, path, s);
		if (before < 0)
			continue;
		quant_add(&t->step[s].lead, &c, ms_between(x->ev[path->at[before]].at_us,
		    x->ev[path->at[s]].at_us));
		quant_add(&t->step[s].total, &c, ms_between(start_us, x->ev[path->at[s]].at_us));
	}
	if (!x->open)
		return;
	t->step[path->level - 1].open++;
	quant_add(&t->waiting, &c, ms_between(start_us, x->now_us));
}

static enum rc
add_value(struct tally *t, const struct funnel_told *x, struct err *e)
{
	struct xsum_num num;
	struct jwrite w;
	struct buf b;
	enum rc rc;

	if (!xsum_num_of(&x->value, &num))
		return RC_OK;
	t->valued++;
	xsum_add(&t->value, &num);
	xsum_prod_add(&t->square, &num, &num);
	if (val_null(&x->currency))
		return RC_OK;
	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_val(&w, &x->currency);
	rc = same_currency(t, buf_view(&b), e);
	buf_free(&b);
	return rc;
}

enum rc
funnel_tally_add(const struct funnel_plan *p, void *sum, const struct val *by,
    const struct funnel_told *x, struct arena *tmp, struct err *e)
{
	struct part *part = sum;
	struct group_slot *slot;
	struct group_cell *cell;
	struct tally *t;
	enum rc rc = part_slot(part, by, tmp, &slot, e);

	if (rc == RC_OK)
		rc = part_cell(part, slot, (struct twindow_span){ 0, 0 }, &cell, e);
	if (rc != RC_OK)
		return rc;
	t = group_state(cell);
	t->excluded += x->p->excluded;
	if (x->p->excluded && p->discard)
		return RC_OK;
	t->entered++;
	add_times(p, t, x);
	return add_value(t, x, e);
}

/* ---- numbers ---- */

static void
put_bounds(struct jwrite *w, const char *name, struct interval i)
{
	char key[64];

	snprintf(key, sizeof(key), "%s_lo", name);
	jwrite_put_double(w, key, i.lo);
	snprintf(key, sizeof(key), "%s_hi", name);
	jwrite_put_double(w, key, i.hi);
}

/* A share of nothing is null. */
static void
put_share(struct jwrite *w, const char *name, uint64_t k, uint64_t n, double conf)
{
	if (n > 0)
		figure_share(w, name, k, n, conf);
	else
		jwrite_put_double(w, name, (double)NAN);
}

/* The value of a rank; those of a sketch lie within its error of what they are. */
static double
value_at(const struct quant *q, uint64_t rank, double slack)
{
	struct quant_cfg c = quant_of();
	double x = 0;

	if (quant_at(q, &c, rank, &x) != RC_OK)
		return (double)NAN;
	return quant_sketched(q, &c) && rank > 1 && rank < q->n ? x * slack : x;
}

static void
put_quantiles(struct jwrite *w, const char *what, const struct quant *q, double conf)
{
	static const uint64_t percent[LEADS] = { 50, 90, 99 };

	for (size_t i = 0; i < LEADS && q->n > 0; i++) {
		struct interval_ranks r = interval_quantile(q->n, (double)percent[i] / 100, conf);
		char name[32];

		snprintf(name, sizeof(name), "%s_p%u_ms", what, (unsigned)percent[i]);
		jwrite_put_double(w, name, value_at(q, quant_rank_of(percent[i], 2, q->n), 1));
		if (r.lo < 1 || r.hi > q->n)
			continue;
		put_bounds(w, name, (struct interval){ value_at(q, r.lo, 1 / (1 + ACCURACY)),
			value_at(q, r.hi, 1 / (1 - ACCURACY)) });
	}
}

/* ---- how many will have converted, were all windows over ---- */

struct times {
	struct kaplan_count *c;
	size_t               n;
};

static void
add_time(struct times *t, double ms, uint64_t k, bool event)
{
	if (k > 0)
		t->c[t->n++] = (struct kaplan_count){ (int64_t)llround(ms * 1000),
			event ? k : 0, event ? 0 : k };
}

static size_t
times_in(const struct quant *q)
{
	struct quant_cfg c = quant_of();
	const struct bins *b;

	if (!quant_sketched(q, &c))
		return (size_t)q->n;
	b = &q->many.sketch->pos;
	return 1 + (b->total > 0 ? (size_t)(b->top - b->at) + 1 : 0);
}

static void
add_times_of(struct times *t, const struct quant *q, bool event)
{
	struct quant_cfg c = quant_of();
	const struct quant_sketch *s;

	if (!quant_sketched(q, &c)) {
		for (size_t i = 0; i < q->n; i++)
			add_time(t, quant_values(q)[i], 1, event);
		return;
	}
	s = q->many.sketch;
	add_time(t, 0, s->zero, event);
	for (int32_t bin = s->pos.at; s->pos.total > 0 && bin <= s->pos.top; bin++)
		add_time(t, ddmap_value(&s->map, bin), bins_at(&s->pos, bin), event);
}

static void
put_when(struct jwrite *w, const struct kaplan_when *x)
{
	if (x->t == INT64_MAX)
		return;
	jwrite_put_double(w, "km_p50_ms", (double)x->t / 1000);
	if (x->lo != INT64_MAX)
		jwrite_put_double(w, "km_p50_ms_lo", (double)x->lo / 1000);
	if (x->hi != INT64_MAX)
		jwrite_put_double(w, "km_p50_ms_hi", (double)x->hi / 1000);
}

static void
put_km(struct jwrite *w, const struct funnel_plan *p, const struct tally *t)
{
	const struct tally_step *last = &t->step[p->rule.nstep - 1];
	const uint64_t over = t->entered - last->reached - t->waiting.n;
	struct times x = { .n = 0 };
	struct kaplan_point *at;
	struct kaplan_when half;
	struct interval in = interval_wilson(last->reached, t->entered, p->conf);

	x.c = mem_array(NULL, times_in(&last->total) + times_in(&t->waiting) + 1, sizeof(*x.c));
	add_times_of(&x, &last->total, true);
	add_times_of(&x, &t->waiting, false);
	add_time(&x, (double)p->rule.within_us / 1000, over, false);
	x.n = kaplan_tally(x.c, x.n);
	at = mem_array(NULL, x.n, sizeof(*at));
	kaplan_curve(at, x.c, x.n, p->conf);
	jwrite_put_double(w, "km_rate", 1 - at[x.n - 1].s);
	if (!isnan(at[x.n - 1].lo))
		in = (struct interval){ 1 - at[x.n - 1].hi, 1 - at[x.n - 1].lo };
	put_bounds(w, "km_rate", in);
	half = kaplan_quantile(at, x.n, 0.5);
	put_when(w, &half);
	mem_free(at);
	mem_free(x.c);
}

/* ---- records ---- */

struct sheet {
	const struct funnel_plan *p;
	const struct tally       *control;	/* of --compare; NULL */
	struct val               *by;		/* of the group at hand */
	struct buf                o;
};

/* Zeroes for those who did not convert, or what they did was worth nothing known. */
static void
put_value(struct jwrite *w, const struct tally *t, double conf)
{
	struct xsum all = t->value;
	char text[XSUM_TEXT_MAX];
	double mean, half;

	jwrite_key(w, SV("value"));
	jwrite_raw(w, (struct sv){ text, xsum_text(&t->value, text) });
	if (t->currency != NULL) {
		jwrite_key(w, SV("currency"));
		jwrite_raw(w, sv_of(t->currency));
	}
	jwrite_put_u64(w, "valued", t->valued);
	if (t->entered == 0)
		return;
	all.n = t->entered;
	mean = xsum_mean(&all);
	jwrite_put_double(w, "value_per_entry", mean);
	if (t->entered < 2)
		return;
	half = interval_t(conf, (double)(t->entered - 1)) *
	    xsum_sd(&all, &t->square, (double)t->entered);
	put_bounds(w, "value_per_entry", (struct interval){ mean - half, mean + half });
}

static void
put_comparison(struct jwrite *w, const struct sheet *s, const struct tally *t, unsigned k)
{
	const struct tally *c = s->control;
	struct proportion_test x;

	if (c == NULL || c == t || c->entered == 0 || t->entered == 0)
		return;
	x = proportion_compare(t->step[k].reached, t->entered, c->step[k].reached, c->entered,
	    s->p->conf);
	jwrite_put_text(w, "compared_to", sv_of(s->p->compare));
	jwrite_put_double(w, "diff", x.diff);
	put_bounds(w, "diff", x.in);
	jwrite_put_double(w, "p_value", x.p);
}

/* What is known of a step behind the first, by the step that must come before it. */
static void
put_step(struct jwrite *w, const struct sheet *s, const struct tally *t, unsigned k)
{
	const struct funnel_rule *r = &s->p->rule;
	const struct tally_step *x = &t->step[k], *before;
	const bool optional = (r->optional >> k & 1) != 0;
	struct quant_cfg c = quant_of();
	unsigned b = k - 1;

	while ((r->optional >> b & 1) != 0)
		b--;
	before = &t->step[b];
	put_share(w, "step_rate", x->reached, before->reached, s->p->conf);
	if (!optional) {
		jwrite_put_u64(w, "dropped", before->reached - x->reached - before->open);
		jwrite_put_u64(w, "incomplete", before->open);
	}
	put_quantiles(w, "lead", &x->lead, s->p->conf);
	put_quantiles(w, "total", &x->total, s->p->conf);
	if (x->lead.n > 0)
		jwrite_put_text(w, "method", quant_sketched(&x->lead, &c) ?
		    SV("ddsketch(0.01)") : SV("nearest-rank"));
}

/* Whoever entered has reached the first step: nothing is estimated there. */
static void
put_whole(struct jwrite *w, const struct tally *t)
{
	jwrite_put_double(w, "rate", t->entered > 0 ? 1 : (double)NAN);
	if (t->entered > 0)
		put_bounds(w, "rate", (struct interval){ 1, 1 });
}

static void
put_keys(struct jwrite *w, const struct sheet *s)
{
	for (size_t i = 0; i < s->p->nby; i++) {
		jwrite_key(w, s->p->by[i].name);
		jwrite_val(w, &s->by[i]);
	}
}

static const char *
entry_name(const struct funnel_rule *r)
{
	static const char *const name[] = {
		[FUNNEL_LATEST] = "latest", [FUNNEL_FIRST] = "first", [FUNNEL_EVERY] = "every"
	};

	return name[r->entry];
}

static void
put_name(struct jwrite *w, const struct funnel_plan *p, unsigned k)
{
	char text[NAME_MAX_BYTES];

	if (p->rule.order != FUNNEL_ANY) {
		jwrite_put_text(w, "name", p->step[k].name);
		return;
	}
	snprintf(text, sizeof(text), "any %u", k + 1);
	jwrite_put_text(w, "name", sv_of(text));
}

static void
put_record(struct sheet *s, const struct tally *t, unsigned k)
{
	const struct funnel_plan *p = s->p;
	const bool last = k + 1 == p->rule.nstep;
	char text[NUM_TEXT_MAX];
	struct jwrite w;

	jwrite_init(&w, &s->o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("funnel"));
	put_keys(&w, s);
	jwrite_put_u64(&w, "step", k + 1);
	put_name(&w, p, k);
	if ((p->rule.optional >> k & 1) != 0) {
		jwrite_key(&w, SV("optional"));
		jwrite_bool(&w, true);
	}
	jwrite_put_u64(&w, "entered", t->entered);
	jwrite_put_u64(&w, "reached", t->step[k].reached);
	if (k == 0)
		put_whole(&w, t);
	else
		put_share(&w, "rate", t->step[k].reached, t->entered, p->conf);
	if (k > 0)
		put_step(&w, s, t, k);
	if (last && k > 0 && t->entered > 0)
		put_km(&w, p, t);
	if (last && p->value != NULL)
		put_value(&w, t, p->conf);
	if (k > 0)
		put_comparison(&w, s, t, k);
	jwrite_put_u64(&w, "excluded", t->excluded);
	jwrite_put_text(&w, "entry", sv_of(entry_name(&p->rule)));
	jwrite_key(&w, SV("within_s"));
	jwrite_raw(&w, (struct sv){ text, num_units_text((num_i128)p->rule.within_us * 1000,
	    text) });
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* ---- sums ---- */

static void *
sum_begin(const void *ctx)
{
	const struct funnel_plan *p = ctx;

	return part_new(p->tally, p->seed);
}

static enum rc
sum_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	(void)ctx;
	return part_merge(dst, src, e);
}

static void
sum_free(void *sum)
{
	part_free(sum);
}

static enum rc
find_control(struct sheet *s, const struct part *t, struct group_cell *const *cell, size_t n,
    struct err *e)
{
	struct arena tmp;

	if (s->p->compare == NULL)
		return RC_OK;
	arena_init(&tmp);
	for (size_t i = 0; i < n && s->control == NULL; i++) {
		group_values(&t->table, group_slot_of(&t->table, cell[i]), s->by);
		if (!val_null(&s->by[0]) && sv_is(val_text(&s->by[0], &tmp), s->p->compare))
			s->control = group_state(cell[i]);
	}
	arena_free(&tmp);
	if (s->control == NULL && n > 0)
		return rc_err(e, RC_USAGE, "--compare: no entry has '%s' for %.*s", s->p->compare,
		    SV_SHOW(s->p->by[0].name));
	return RC_OK;
}

static enum rc
sum_write(const void *ctx, void *sum, struct job *j, struct err *e)
{
	struct sheet s = { .p = ctx };
	struct part *t = sum;
	struct group_cell **cell;
	size_t n;
	enum rc rc = part_answer(t, e);

	if (rc != RC_OK)
		return rc;
	n = t->table.ncell;
	cell = group_sort(&t->table);
	s.by = mem_array(NULL, s.p->nby + 1, sizeof(*s.by));
	buf_init(&s.o, SIZE_MAX);
	rc = find_control(&s, t, cell, n, e);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		group_values(&t->table, group_slot_of(&t->table, cell[i]), s.by);
		for (unsigned k = 0; k < s.p->rule.nstep; k++)
			put_record(&s, group_state(cell[i]), k);
		out_sv(j->run.out, buf_view(&s.o));
		buf_clear(&s.o);
	}
	buf_free(&s.o);
	mem_free(s.by);
	return rc;
}

const struct scan_sum funnel_tally_sum = { sum_begin, sum_merge, sum_write, sum_free };
