/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution - random paths: credits add up, however they are shared; Shapley values against
 * all coalitions, removal effects against another way to solve the chain
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rng.h"
#include "attribution/attribution_result.h"

#include <math.h>

enum { CASES = 60, PATHS_MAX = 80, TOUCHES_MAX = 8, CHANNELS = 6, PARTS_MAX = 4, STATES = 300 };

static const char models[] = "first,last,last-non-direct,linear,position:30,20,decay:2d,markov,"
    "markov:2,markov:3,shapley";

struct path {
	size_t   n;
	uint32_t channel[TOUCHES_MAX];
	int64_t  at_us[TOUCHES_MAX];
	bool     converts;
	num_i128 value;
	unsigned user;
};

struct world {
	struct rng  rng;
	struct path path[PATHS_MAX];
	size_t      n;
	struct attribution_sum_cfg cfg;
};

static void
make_world(struct world *w, uint32_t replicates)
{
	const size_t channels = 1 + rng_below(&w->rng, CHANNELS);

	w->n = rng_below(&w->rng, PATHS_MAX);
	for (size_t i = 0; i < w->n; i++) {
		struct path *p = &w->path[i];
		int64_t at_us = 0;

		p->n = rng_below(&w->rng, TOUCHES_MAX + 1);
		for (size_t k = 0; k < p->n; k++) {
			p->channel[k] = (uint32_t)rng_below(&w->rng, channels);
			p->at_us[k] = at_us += (int64_t)rng_below(&w->rng, UINT64_C(300000000000));
		}
		p->converts = p->n == 0 || rng_below(&w->rng, 3) == 0;
		p->value = (num_i128)rng_below(&w->rng, UINT64_C(1000000000000)) *
		    (rng_below(&w->rng, 9) == 0 ? -1 : 1);
		p->user = (unsigned)rng_below(&w->rng, 40);
	}
	w->cfg = (struct attribution_sum_cfg){ .rule.direct = SV("b"), .paths = true,
		.max_bytes = SIZE_MAX, .replicates = replicates, .seed = rng_below(&w->rng, 5) };
	T_QUIET(attribution_parse(w->cfg.model, ATTRIBUTION_SUM_MODELS, &w->cfg.nmodel, models,
	    NULL) == RC_OK, "models");
}

static void
shuffle(struct world *w)
{
	for (size_t i = w->n; i > 1; i--) {
		size_t k = rng_below(&w->rng, i);
		struct path p = w->path[i - 1];

		w->path[i - 1] = w->path[k];
		w->path[k] = p;
	}
}

static struct attribution_sum *
sum_range(const struct world *w, size_t from, size_t to)
{
	struct attribution_sum *s = attribution_sum_new(&w->cfg);

	for (size_t i = from; i < to; i++) {
		const struct path *p = &w->path[i];
		const struct attribution_path_order order = { .valued = true, .value = p->value };
		struct attribution_touch touch[TOUCHES_MAX];
		char user[16];
		int n = snprintf(user, sizeof(user), "[%u]", p->user);

		attribution_sum_user(s, (struct sv){ user, (size_t)n });
		for (size_t k = 0; k < p->n; k++) {
			const char name = (char)('a' + p->channel[k]);
			struct attribution_path_name c =
			    attribution_sum_channel(s, (struct sv){ &name, 1 });

			touch[k] = (struct attribution_touch){ p->at_us[k], c.number, c.is };
		}
		T_QUIET(attribution_sum_add(s, p->converts ? &order : NULL, touch, p->n, NULL) ==
		    RC_OK, "a path");
	}
	return s;
}

/* All that results have, as text. */
static void
put_results(const struct world *w, const struct attribution_sum *s, struct buf *o)
{
	struct attribution_result *r = attribution_result_new(s, 0.9);
	struct attribution_result_row row[CHANNELS];
	const struct attribution_result_path *path;
	char text[NUM_TEXT_MAX];
	size_t n;

	for (size_t m = 0; m < w->cfg.nmodel; m++) {
		T_QUIET(attribution_result_rows(r, m, row, NULL) == RC_OK, "rows");
		for (size_t i = 0; i < s->names.map.n; i++) {
			num_units_text(row[i].conversions, text);
			buf_printf(o, "%zu %.1s %s ", m, row[i].channel.p, text);
			num_units_text(row[i].value, text);
			buf_printf(o, "%s %" PRIu64 " %a %a\n", text, row[i].touches, row[i].share,
			    row[i].effect);
			if (s->ncol > 1)
				buf_printf(o, "%a %a %a %a\n", row[i].conversions_ci.lo,
				    row[i].value_ci.hi, row[i].share_ci.lo, row[i].effect_ci.hi);
		}
	}
	n = attribution_result_paths(r, &path);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < path[i].n; k++)
			buf_sv(o, attribution_result_name(r, path[i].rank[k]));
		num_units_text(path[i].count.value, text);
		buf_printf(o, " %" PRIu64 " %" PRIu64 " %s\n", path[i].count.n,
		    path[i].count.conversions, text);
	}
	attribution_result_free(r);
}

static void
check_merge(struct world *w)
{
	struct attribution_sum *whole = sum_range(w, 0, w->n), *sum = attribution_sum_new(&w->cfg);
	size_t parts = 1 + rng_below(&w->rng, PARTS_MAX), at = 0;
	struct buf want, got;

	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	put_results(w, whole, &want);
	shuffle(w);
	for (size_t i = 0; i < parts; i++) {
		size_t to = i + 1 == parts ? w->n : at + rng_below(&w->rng, w->n - at + 1);
		struct attribution_sum *part = sum_range(w, at, to);

		T_QUIET(attribution_sum_merge(sum, part, NULL) == RC_OK, "a merge");
		attribution_sum_free(part);
		at = to;
	}
	put_results(w, sum, &got);
	T_QUIET(sv_eq(buf_view(&want), buf_view(&got)), "%zu parts of %zu paths are the whole\n"
	    "# got:\n%.*s# want:\n%.*s", parts, w->n, (int)got.n, got.n > 0 ? got.p : "",
	    (int)want.n, want.n > 0 ? want.p : "");
	buf_free(&want);
	buf_free(&got);
	attribution_sum_free(whole);
	attribution_sum_free(sum);
}

/* To the last digit, of each model. */
static void
check_sums(const struct world *w, const struct attribution_sum *s)
{
	struct attribution_result *r = attribution_result_new(s, 0.9);
	struct attribution_result_row row[CHANNELS];
	num_i128 conversions = 0, value = 0;
	uint64_t touches = 0;

	for (size_t i = 0; i < w->n; i++) {
		touches += w->path[i].n;
		if (!w->path[i].converts || w->path[i].n == 0)
			continue;
		conversions += 1000000000;
		value += w->path[i].value;
	}
	for (size_t m = 0; m < w->cfg.nmodel; m++) {
		num_i128 c = 0, v = 0;
		uint64_t t = 0;

		T_QUIET(attribution_result_rows(r, m, row, NULL) == RC_OK, "rows");
		for (size_t i = 0; i < s->names.map.n; i++) {
			T_QUIET(row[i].conversions >= 0, "a credit is not negative");
			c += row[i].conversions;
			v += row[i].value;
			t += row[i].touches;
		}
		T_QUIET(c == conversions && v == value && t == touches, "%.*s: credits of %zu paths "
		    "add up", SV_SHOW(w->cfg.model[m].name), w->n);
	}
	attribution_result_free(r);
}

/* ---- Shapley values by all coalitions ---- */

static double
worth(const struct world *w, unsigned coalition)
{
	double v = 0;

	for (size_t i = 0; i < w->n; i++) {
		unsigned set = 0;

		for (size_t k = 0; k < w->path[i].n; k++)
			set |= 1U << w->path[i].channel[k];
		v += w->path[i].converts && set != 0 && (set & ~coalition) == 0;
	}
	return v;
}

static double
factorial(unsigned n)
{
	return n < 2 ? 1 : n * factorial(n - 1);
}

static double
shapley(const struct world *w, unsigned channel)
{
	double v = 0;

	for (unsigned c = 0; c < 1U << CHANNELS; c++) {
		unsigned size = 0;

		if ((c >> channel & 1) != 0)
			continue;
		for (unsigned i = 0; i < CHANNELS; i++)
			size += c >> i & 1;
		v += factorial(size) * factorial(CHANNELS - size - 1) / factorial(CHANNELS) *
		    (worth(w, c | 1U << channel) - worth(w, c));
	}
	return v;
}

static void
check_shapley(const struct world *w, const struct attribution_sum *s)
{
	struct attribution_result *r = attribution_result_new(s, 0.9);
	struct attribution_result_row row[CHANNELS];

	T_QUIET(attribution_result_rows(r, w->cfg.nmodel - 1, row, NULL) == RC_OK, "rows");
	for (size_t i = 0; i < s->names.map.n; i++) {
		double want = shapley(w, (unsigned)(row[i].channel.p[0] - 'a'));

		T_QUIET(fabs((double)row[i].conversions / 1e9 - want) < 1e-8, "%.1s: %.10f, by all "
		    "coalitions %.10f", row[i].channel.p, (double)row[i].conversions / 1e9, want);
	}
	attribution_result_free(r);
}

/* ---- chains by elimination with pivots ---- */

struct naive {			/* states are the latest channels of a path, as text */
	char   state[STATES][TOUCHES_MAX];
	size_t n;
	double to[STATES][STATES + 2];	/* behind the states: conversion, nothing */
};

static size_t
naive_state(struct naive *c, const char *name)
{
	size_t i = 0;

	while (i < c->n && strcmp(c->state[i], name) != 0)
		i++;
	if (i == c->n) {
		snprintf(c->state[i], sizeof(c->state[i]), "%s", name);
		c->n++;
	}
	return i;
}

static void
naive_walk(struct naive *c, const struct path *p, size_t order)
{
	char now[TOUCHES_MAX] = "";
	size_t from = naive_state(c, now);

	for (size_t i = 0; i < p->n; i++) {
		size_t n = strlen(now), to;

		if (i > 0 && p->channel[i] == p->channel[i - 1])
			continue;
		if (n == order)
			memmove(now, now + 1, n--);
		now[n] = (char)('a' + p->channel[i]);
		now[n + 1] = '\0';
		to = naive_state(c, now);
		c->to[from][to]++;
		from = to;
	}
	c->to[from][STATES + !p->converts]++;
}

/* The chance to convert from state 0 when visits of @gone end in nothing; '\0' for none. */
static double
naive_chance(const struct naive *c, char gone)
{
	static double a[STATES][STATES + 1];

	for (size_t i = 0; i < c->n; i++) {
		const size_t len = strlen(c->state[i]);
		const bool dead = len > 0 && c->state[i][len - 1] == gone;
		double all = c->to[i][STATES] + c->to[i][STATES + 1];

		for (size_t k = 0; k < c->n; k++)
			all += c->to[i][k];
		for (size_t k = 0; k < c->n; k++)
			a[i][k] = (i == k) - (dead || all == 0 ? 0 : c->to[i][k] / all);
		a[i][c->n] = dead || all == 0 ? 0 : c->to[i][STATES] / all;
	}
	for (size_t k = 0; k < c->n; k++) {
		size_t best = k;

		for (size_t i = k; i < c->n; i++)
			if (fabs(a[i][k]) > fabs(a[best][k]))
				best = i;
		for (size_t j = 0; j <= c->n; j++) {
			double t = a[k][j];

			a[k][j] = a[best][j];
			a[best][j] = t;
		}
		for (size_t i = 0; i < c->n; i++) {
			double f = i == k ? 0 : a[i][k] / a[k][k];

			for (size_t j = k; f != 0 && j <= c->n; j++)
				a[i][j] -= f * a[k][j];
		}
	}
	return a[0][c->n] / a[0][0];
}

static void
check_markov(const struct world *w, const struct attribution_sum *s)
{
	struct attribution_result *r = attribution_result_new(s, 0.9);
	struct attribution_result_row row[CHANNELS];
	struct naive *c = mem_zalloc(sizeof(*c));

	for (size_t m = 0; m < w->cfg.nmodel; m++) {
		double all;

		if (w->cfg.model[m].order == 0)
			continue;
		memset(c, 0, sizeof(*c));
		(void)naive_state(c, "");
		for (size_t i = 0; i < w->n; i++)
			if (w->path[i].n > 0)
				naive_walk(c, &w->path[i], w->cfg.model[m].order);
		all = naive_chance(c, '\0');
		T_QUIET(attribution_result_rows(r, m, row, NULL) == RC_OK, "rows");
		for (size_t i = 0; i < s->names.map.n; i++) {
			double want = all > 0 ? 1 - naive_chance(c, row[i].channel.p[0]) / all : 0;

			T_QUIET(fabs(row[i].effect - want) < 1e-12, "%.*s: effect of %.1s is %.15f, "
			    "not %.15f", SV_SHOW(w->cfg.model[m].name), row[i].channel.p,
			    row[i].effect, want);
		}
	}
	mem_free(c);
	attribution_result_free(r);
}

int
main(void)
{
	static struct world w;

	rng_init(&w.rng, t_seed());
	for (size_t i = 0; i < CASES; i++) {
		struct attribution_sum *s;

		make_world(&w, i % 4 == 0 ? 20 : 0);
		s = sum_range(&w, 0, w.n);
		check_sums(&w, s);
		check_shapley(&w, s);
		check_markov(&w, s);
		attribution_sum_free(s);
		check_merge(&w);
	}
	T_OK(t_failed == 0, "%d sets of paths", (int)CASES);
	return t_done();
}
