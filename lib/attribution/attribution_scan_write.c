/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures are written with nine decimals at most: those of counts and of money are exact
 * then, and the others the same on machines whose exponentials differ in a last bit.
 */
#include "attribution/attribution_result.h"
#include "attribution/attribution_scan.h"
#include "base/mem.h"
#include "json/jwrite.h"

#include <math.h>

enum { SCALE = 1000000000, GATHER = 64 * 1024 };

struct writing {
	const struct attribution_plan *p;
	struct attribution_sum        *s;
	struct out                    *out;
	struct buf                     o;
	struct jwrite                  w;
};

static void
put_units(struct writing *x, const char *key, num_i128 units)
{
	char text[NUM_TEXT_MAX];
	size_t n = num_units_text(units, text);

	jwrite_key(&x->w, sv_of(key));
	jwrite_raw(&x->w, (struct sv){ text, n });
}

static void
put_figure(struct writing *x, const char *key, double d)
{
	if (isfinite(d) && fabs(d) < 1e18)
		put_units(x, key, (num_i128)round(d * (double)SCALE));
}

static void
put_interval(struct writing *x, const char *lo, const char *hi, const struct interval *i)
{
	if (x->s->ncol == 1)
		return;
	put_figure(x, lo, i->lo);
	put_figure(x, hi, i->hi);
}

static void
put_value(struct writing *x, num_i128 value)
{
	if (x->s->valued)
		put_units(x, "value", value);
}

static void
put_currency(struct writing *x)
{
	if (x->s->valued && x->s->ncurrency > 0)
		jwrite_put_text(&x->w, "currency", x->s->currency[0]);
}

static void
begin_line(struct writing *x, const char *kind)
{
	jwrite_init(&x->w, &x->o);
	jwrite_open(&x->w, '{');
	jwrite_put_text(&x->w, "kind", sv_of(kind));
}

static void
end_line(struct writing *x)
{
	jwrite_shut(&x->w, '}');
	jwrite_nl(&x->w);
	if (x->o.n < GATHER)
		return;
	out_sv(x->out, buf_view(&x->o));
	buf_clear(&x->o);
}

/* What was spent and what it brought.  A bound of the costs of one is the other of its count. */
static void
put_cost(struct writing *x, const struct attribution_result_row *r)
{
	const bool ci = x->s->ncol > 1;
	num_i128 units;
	double cost;

	if (x->p->cost == NULL || !attribution_cost_of(x->p->cost, r->channel, &units))
		return;
	cost = (double)units / (double)SCALE;
	put_units(x, "cost", units);
	if (r->conversions > 0)
		put_figure(x, "cost_per_conversion", (double)units / (double)r->conversions);
	if (ci && r->conversions > 0 && r->conversions_ci.lo > 0) {
		put_figure(x, "cost_per_conversion_lo", cost / r->conversions_ci.hi);
		put_figure(x, "cost_per_conversion_hi", cost / r->conversions_ci.lo);
	}
	if (!x->s->valued || units == 0)
		return;
	put_figure(x, "roas", (double)r->value / (double)units);
	put_interval(x, "roas_lo", "roas_hi", &(struct interval){ r->value_ci.lo / cost,
		r->value_ci.hi / cost });
}

static void
put_row(struct writing *x, const struct attribution_model *m,
    const struct attribution_result_row *r)
{
	begin_line(x, "attribution");
	jwrite_put_text(&x->w, "model", m->name);
	jwrite_put_text(&x->w, "channel", r->channel);
	put_units(x, "conversions", r->conversions);
	put_interval(x, "conversions_lo", "conversions_hi", &r->conversions_ci);
	put_value(x, r->value);
	if (x->s->valued)
		put_interval(x, "value_lo", "value_hi", &r->value_ci);
	put_currency(x);
	put_figure(x, "share", r->share);
	put_interval(x, "share_lo", "share_hi", &r->share_ci);
	if (m->order > 0) {
		put_figure(x, "removal_effect", r->effect);
		put_interval(x, "removal_effect_lo", "removal_effect_hi", &r->effect_ci);
	}
	jwrite_put_u64(&x->w, "touches", r->touches);
	put_cost(x, r);
	end_line(x);
}

/* Conversions that nothing led to, and refunds of orders that are not there. */
static void
put_loose(struct writing *x, const struct attribution_model *m)
{
	const struct attribution_sum_cell *c = &x->s->loose;

	if (c->conversions == 0 && c->value == 0)
		return;
	begin_line(x, "attribution");
	jwrite_put_text(&x->w, "model", m->name);
	jwrite_key(&x->w, SV("unattributed"));
	jwrite_bool(&x->w, true);
	put_units(x, "conversions", c->conversions / ATTRIBUTION_ONE * SCALE);
	put_value(x, c->value / ((num_i128)1 << ATTRIBUTION_SUM_VALUE_BITS));
	put_currency(x);
	end_line(x);
}

static enum rc
write_models(struct writing *x, struct attribution_result *r, struct err *e)
{
	const struct attribution_sum_cfg *c = &x->p->sum;
	const size_t n = x->s->names.map.n;
	struct attribution_result_row *row = mem_array(NULL, n + 1, sizeof(*row));
	enum rc rc = RC_OK;

	for (size_t m = 0; rc == RC_OK && m < c->nmodel; m++) {
		rc = attribution_result_rows(r, m, row, e);
		for (size_t i = 0; rc == RC_OK && i < n; i++)
			put_row(x, &c->model[m], &row[i]);
		if (rc == RC_OK)
			put_loose(x, &c->model[m]);
	}
	mem_free(row);
	return rc;
}

static void
write_paths(struct writing *x, struct attribution_result *r)
{
	const struct attribution_result_path *path;
	size_t n = attribution_result_paths(r, &path);
	uint64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += path[i].count.n;
	for (size_t i = 0; i < n && i < x->p->paths; i++) {
		const struct attribution_sum_path *c = &path[i].count;
		struct interval rate = interval_wilson(c->conversions, c->n, x->p->conf);

		begin_line(x, "attribution_path");
		jwrite_key(&x->w, SV("path"));
		jwrite_open(&x->w, '[');
		for (size_t k = 0; k < path[i].n; k++)
			jwrite_str(&x->w, attribution_result_name(r, path[i].rank[k]));
		jwrite_shut(&x->w, ']');
		jwrite_put_u64(&x->w, "n", c->n);
		put_figure(x, "share", (double)c->n / (double)all);
		jwrite_put_u64(&x->w, "conversions", c->conversions);
		put_figure(x, "rate", (double)c->conversions / (double)c->n);
		put_figure(x, "rate_lo", rate.lo);
		put_figure(x, "rate_hi", rate.hi);
		put_value(x, c->value);
		put_currency(x);
		end_line(x);
	}
}

/* A channel that only costs has a row, too. */
static void
add_costs(struct writing *x)
{
	const struct attribution_cost *c = x->p->cost;

	for (size_t i = 0; c != NULL && i < c->map.n; i++)
		(void)attribution_sum_channel(x->s, c->map.entry[i].key);
}

enum rc
attribution_scan_write(const struct attribution_plan *p, struct attribution_sum *s,
    struct job *j, struct err *e)
{
	struct writing x = { .p = p, .s = s, .out = j->run.out };
	struct attribution_result *r;
	enum rc rc = attribution_sum_one_currency(s, e);

	if (rc != RC_OK)
		return rc;
	buf_init(&x.o, SIZE_MAX);
	add_costs(&x);
	r = attribution_result_new(s, p->conf);
	if (p->paths > 0)
		write_paths(&x, r);
	else
		rc = write_models(&x, r, e);
	if (rc == RC_OK)
		out_sv(x.out, buf_view(&x.o));
	attribution_result_free(r);
	buf_free(&x.o);
	return rc;
}
