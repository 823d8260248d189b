/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models of what users will do, against published figures:
 *
 * - CDNOW, 2,357 customers, 39 weeks: the parameters and likelihoods of Fader, Hardie, Lee,
 *   Marketing Science 24, 2005 (bgnbd; pnbd), of the R package BTYDplus 1.2.0 (mbgnbd), and of
 *   Fader, Hardie, The Gamma-Gamma Model, 2013, each to all the digits that are there;
 *   P(alive) and expected purchases by the same, for mbgnbd and pnbd by simulation;
 * - what 39 weeks later had come true, from the same data;
 * - scikit-learn 1.7: tests/oracle/logit.py.
 */
#include "../t.h"

#include "stats/quiet.h"
#include "predict/affinity.h"
#include "predict/best_hour.h"
#include "predict/gamma_gamma.h"
#include "predict/lifetime.h"
#include "predict/logit.h"
#include "predict/predict_model.h"
#include "predict/ranking.h"

#include <math.h>

#define ROWS "tests/data/users/cdnow_rows.csv"

struct cdnow {
	struct rowset customers;	/* x, t_x, T in weeks */
	struct rowset spends;		/* x, mean spend */
	struct rowset later;		/* x, t_x, T, purchases of the next 39 weeks */
	struct rowset target;		/* x, t_x, T in days, whether there was one */
};

static void
add_times(struct rowset *s, const double *row, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		rowset_add(s, row);
}

static void
read_rows(struct cdnow *d)
{
	FILE *f = fopen(ROWS, "r");
	unsigned x, t_x, T, cents, later, n, lines = 0;

	if (f == NULL)
		abort();
	rowset_init(&d->customers, 3);
	rowset_init(&d->spends, 2);
	rowset_init(&d->later, 4);
	rowset_init(&d->target, 4);
	(void)!fscanf(f, "%*[^\n]");
	while (fscanf(f, "%u,%u,%u,%u,%u,%u", &x, &t_x, &T, &cents, &later, &n) == 6) {
		double c[4] = { x, t_x / 7.0, T / 7.0, later };
		double days[4] = { x, t_x, T, later > 0 };

		add_times(&d->customers, c, n);
		add_times(&d->later, c, n);
		add_times(&d->target, days, n);
		if (x > 0 && cents > 0)
			add_times(&d->spends, (double[]){ x, cents / 100.0 / x }, n);
		lines++;
	}
	fclose(f);
	rowset_settle(&d->customers);
	rowset_settle(&d->spends);
	rowset_settle(&d->later);
	rowset_settle(&d->target);
	T_OK(lines == 1148 && d->customers.n == 1016, "%u lines, %zu different customers", lines,
	    d->customers.n);
}

static bool
near(double got, double want, double within)
{
	bool ok = fabs(got - want) <= within;

	if (!ok)
		printf("# got %.10g, want %.10g\n", got, want);
	return ok;
}

static void
parameters(const struct cdnow *d)
{
	static const struct {
		const char        *name;
		enum lifetime_kind kind;
		double             at[4], ll, se[4];
	} row[] = {
		{ "bgnbd", LIFETIME_BGNBD, { .24259, 4.41360, .79292, 2.42591 }, -9582.4292,
		  { .0126, .378, .186, .705 } },
		{ "mbgnbd", LIFETIME_MBGNBD, { .52484, 6.18309, .89136, 1.61400 }, -9582.1357,
		  { .0833, .696, .155, .537 } },
		{ "pnbd", LIFETIME_PNBD, { .55328, 10.57768, .60624, 11.66874 }, -9594.9762,
		  { .0476, .843, .187, 6.21 } },
	};

	for (size_t i = 0; i < 3; i++) {
		struct lifetime_fit fit;
		struct err e = { 0 };
		enum rc rc = lifetime_fit(&fit, row[i].kind, &d->customers, &e);

		T_OK(rc == RC_OK && fit.n == 2357 && fit.degenerate[0] == '\0', "%s: fitted",
		    row[i].name);
		T_OK(fit.agree == LIFETIME_STARTS, "%s: from %u starts", row[i].name, fit.agree);
		T_OK(near(fit.ll, row[i].ll, 5e-5), "%s: likelihood", row[i].name);
		for (int k = 0; k < 4; k++) {
			T_OK(near(fit.model.at[k], row[i].at[k], 5.001e-6), "%s: %s", row[i].name,
			    lifetime_names(row[i].kind)[k]);
			T_OK(near(fit.se[k], row[i].se[k], row[i].se[k] * 0.005),
			    "%s: its standard error", row[i].name);
		}
	}
}

static void
examples(void)
{
	static const struct lifetime bg = { LIFETIME_BGNBD, { .243, 4.414, .793, 2.426 } },
	    mbg = { LIFETIME_MBGNBD, { .525, 6.183, .891, 1.614 } },
	    pareto = { LIFETIME_PNBD, { .553, 10.578, .606, 11.669 } };
	static const struct {
		const struct lifetime *m;
		struct customer        c;
		double                 alive, expected, within;
	} row[] = {
		{ &bg, { 2, 30.43, 38.86 }, .72658, 1.22603, 6e-6 },
		{ &bg, { 1, 1.71, 38.86 }, .21210, .20319, 6e-6 },
		{ &bg, { 0, 0, 38.86 }, 1, .19510, 6e-6 },
		{ &bg, { 7, 29.43, 38.86 }, .64176, 3.33705, 6e-6 },
		{ &bg, { 26, 30.86, 31 }, .96892, 20.74973, 6e-6 },
		{ &mbg, { 2, 30.43, 38.86 }, .70620, 1.26296, 2e-5 },
		{ &mbg, { 7, 29.43, 38.86 }, .62272, 3.16757, 2e-5 },
		{ &mbg, { 0, 0, 38.86 }, .38973, .15401, 2e-5 },
		{ &pareto, { 2, 30.43, 38.86 }, .86917, 1.45512, 2e-5 },
		{ &pareto, { 7, 29.43, 38.86 }, .74950, 3.71225, 2e-5 },
		{ &pareto, { 0, 0, 38.86 }, .29529, .10708, 2e-5 },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		double alive = lifetime_alive(row[i].m, &row[i].c);
		double expected = alive * lifetime_if_alive(row[i].m, &row[i].c, 39);

		T_OK(near(alive, row[i].alive, row[i].within) &&
		    near(expected, row[i].expected, row[i].within), "customer %zu", i);
	}
}

/* 39 weeks later, by x: what was expected, what came. */
static void
held_out(const struct cdnow *d)
{
	static const double actual[8] = { .237, .697, 1.393, 1.560, 2.532, 2.947, 3.862, 6.359 },
	    model[8] = { .225, .523, 1.044, 1.520, 2.164, 2.654, 3.504, 6.157 };
	static const struct lifetime bg = { LIFETIME_BGNBD,
		{ .2425945, 4.413602, .792922, 2.4259068 } };
	double n[8] = { 0 }, was[8] = { 0 }, is[8] = { 0 }, all = 0, came = 0;

	for (size_t i = 0; i < d->later.n; i++) {
		const double *r = rowset_row(&d->later, i), w = d->later.weight[i];
		struct customer c = { r[0], r[1], r[2] };
		int k = r[0] < 7 ? (int)r[0] : 7;
		double e = lifetime_alive(&bg, &c) * lifetime_if_alive(&bg, &c, 39);

		n[k] += w;
		was[k] += w * r[3];
		is[k] += w * e;
		came += w * r[3];
		all += w * e;
	}
	T_OK(near(came, 1882, 0) && near(all, 1653.4, 0.05), "1,882 purchases, 1,653.4 expected");
	for (int k = 0; k < 8; k++)
		T_OK(near(was[k] / n[k], actual[k], 5e-4) && near(is[k] / n[k], model[k], 5e-4),
		    "of x = %d", k);
}

/* A look ahead where published formulas are 0 / 0, overflow, or hardly converge. */
static void
corners(void)
{
	static const struct customer often = { 2000, 50, 52 }, never = { 0, 0, 10 };
	double left, at, right;

	for (int kind = LIFETIME_BGNBD; kind <= LIFETIME_PNBD; kind++) {
		struct lifetime m = { (enum lifetime_kind)kind, { .5, 4, 1, 3 } };

		at = lifetime_if_alive(&m, &never, 20);
		m.at[2] = 1 - 1e-5;
		left = lifetime_if_alive(&m, &never, 20);
		m.at[2] = 1 + 1e-5;
		right = lifetime_if_alive(&m, &never, 20);
		T_OK(near(at, (left + right) / 2, 1e-9 * at), "%d: a or s of 1", kind);
		at = lifetime_if_alive(&m, &often, 13);
		T_OK(at > 300 && at < 500, "%d: 2,000 purchases: %.1f more", kind, at);
		at = lifetime_alive(&m, &often);
		T_OK(at > 0 && at < 0.01, "%d: who bought daily and stopped has left: %g", kind, at);
		T_OK(lifetime_if_alive(&m, &never, 1e7) > lifetime_if_alive(&m, &never, 1e6) &&
		    lifetime_if_alive(&m, &never, 1e-9) > 0, "%d: far and near", kind);
	}
}

static void
degenerate(void)
{
	struct rowset rows;
	struct lifetime_fit fit;
	struct err e = { 0 };

	/* Everyone buys each week up to the end: nobody leaves, and all buy alike. */
	rowset_init(&rows, 3);
	for (int i = 20; i < 60; i++)
		add_times(&rows, (double[]){ i, i, i + 0.5 }, 5);
	rowset_settle(&rows);
	for (int kind = LIFETIME_BGNBD; kind <= LIFETIME_PNBD; kind++) {
		enum rc rc = lifetime_fit(&fit, (enum lifetime_kind)kind, &rows, &e);

		T_OK(rc == RC_OK && strstr(fit.degenerate, "r->inf") != NULL &&
		    strstr(fit.degenerate, kind == LIFETIME_PNBD ? "s->0" : "a->0") != NULL,
		    "%d: named: %s", kind, fit.degenerate);
		T_OK(near(fit.model.at[0] / fit.model.at[1], 1, 0.05), "%d: one a week", kind);
	}
	rowset_free(&rows);
	rowset_init(&rows, 3);
	add_times(&rows, (double[]){ 0, 0, 10 }, 9);
	rowset_settle(&rows);
	T_OK(lifetime_fit(&fit, LIFETIME_BGNBD, &rows, &e) == RC_EMPTY, "nobody: %s", e.msg);
	rowset_free(&rows);
}

static void
money(const struct cdnow *d)
{
	static const struct gamma_gamma paper = { 6.25, 3.74, 15.44 };
	static const struct gamma_gamma wild = { 2, 0.9, 10 };
	struct gamma_gamma_fit fit;
	struct rowset same;
	struct err e = { 0 };

	T_OK(gamma_gamma_fit(&fit, &d->spends, &e) == RC_OK && fit.n == 946 &&
	    fit.degenerate[0] == '\0', "spend of 946 customers");
	T_OK(near(fit.model.p, 6.24957, 5.001e-6) && near(fit.model.q, 3.74422, 5.001e-6) &&
	    near(fit.model.v, 15.44352, 5.001e-6), "its parameters");
	T_OK(near(fit.ll, -4055.9177, 5e-5) && near(gamma_gamma_mean(&fit.model), 35.170, 5e-4),
	    "its likelihood and mean");
	T_OK(near(fit.corr, .1139, 5e-5), "spend hardly goes with frequency");
	T_OK(near(gamma_gamma_of(&paper, 2, 22.35), 24.6637, 5e-5) &&
	    near(gamma_gamma_of(&paper, 1, 11.77), 18.9169, 5e-5) &&
	    near(gamma_gamma_of(&paper, 0, 0), 35.2190, 5e-5), "drawn towards the mean");
	T_OK(isnan(gamma_gamma_mean(&wild)) && isnan(gamma_gamma_of(&wild, 1, 5)),
	    "q below 1: no mean instead of a negative one");
	rowset_init(&same, 2);
	for (int i = 1; i < 9; i++)
		add_times(&same, (double[]){ i, 20 }, 3);
	rowset_settle(&same);
	T_OK(gamma_gamma_fit(&fit, &same, &e) == RC_EMPTY, "%s", e.msg);
	rowset_free(&same);
}

static void
score_all(struct rowset *scored, const struct logit *m, const struct rowset *rows)
{
	rowset_init(scored, 2);
	for (size_t i = 0; i < rows->n; i++) {
		const double *r = rowset_row(rows, i);

		add_times(scored, (double[]){ logit_score(m, r), r[rows->k - 1] },
		    (unsigned)rows->weight[i]);
	}
	rowset_settle(scored);
}

static void
chances(const struct cdnow *d)
{
	static const struct {
		double ridge, b[4], se[4], ll, log_loss, brier, auc, auc_se;
	} row[] = {
		{ 1, { -1.034277667, .464067599, .793207890, -.230221818 },
		  { .053622091, .094102644, .068767032, .053104737 },
		  -1140.142415, .483726099, .155546848, .779688499, .011193234 },
		{ 0, { -1.034719643, .464736762, .795049631, -.231171685 },
		  { .053661033, .094732334, .069113872, .053212789 },
		  -1140.141420, .483725677, .155546140, .779681509, .011193499 },
	};
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < 2; i++) {
		double z = interval_z(0.95), n = 0;
		struct logit_fit fit;
		struct rowset scored;
		struct ranking r;
		struct err e = { 0 };
		enum rc rc = logit_fit(&fit, &d->target, row[i].ridge, &a, &e);

		T_OK(rc == RC_OK && fit.n == 2357 && !fit.separated && fit.constant == 0,
		    "ridge %g: fitted", row[i].ridge);
		T_OK(near(fit.model.intercept, row[i].b[0], 2e-8) &&
		    near(fit.intercept_se, row[i].se[0], 2e-8), "intercept");
		for (int k = 0; k < 3; k++)
			T_OK(near(fit.model.coef[k], row[i].b[k + 1], 2e-8) &&
			    near(fit.coef_se[k], row[i].se[k + 1], 2e-8), "coefficient %d", k);
		T_OK(near(fit.ll, row[i].ll, 1e-6), "likelihood");
		score_all(&scored, &fit.model, &d->target);
		ranking_of(&r, &scored, 0.95);
		T_OK(near(r.auc, row[i].auc, 2e-9) && near(r.auc_in.hi - r.auc, z * row[i].auc_se,
		    2e-8) && near(r.auc - r.auc_in.lo, z * row[i].auc_se, 2e-8), "area");
		T_OK(near(r.log_loss, row[i].log_loss, 2e-9) && near(r.brier, row[i].brier, 2e-9),
		    "losses");
		for (int k = 0; k < RANKING_DECILES; k++)
			n += (double)r.decile[k].n;
		T_OK(near(n, 2357, 0) && r.decile[0].positives * 2 > r.decile[0].n, "deciles");
		rowset_free(&scored);
	}
	arena_free(&a);
}

/* Classes that a line parts, one class, features that say the same, one that says nothing. */
static void
hopeless(void)
{
	struct logit_fit fit;
	struct arena a;
	struct err e = { 0 };
	struct rowset parted, twice, one;

	arena_init(&a);
	rowset_init(&parted, 3);
	rowset_init(&twice, 3);
	rowset_init(&one, 2);
	for (int i = 0; i < 40; i++) {
		rowset_add(&parted, (double[]){ i, 7, i >= 20 });
		rowset_add(&twice, (double[]){ i, 3 * i + 1, i % 3 == 0 });
		rowset_add(&one, (double[]){ i, 1 });
	}
	rowset_settle(&parted);
	rowset_settle(&twice);
	rowset_settle(&one);
	T_OK(logit_fit(&fit, &parted, 0, &a, &e) == RC_OK && fit.separated, "separated");
	T_OK(fit.constant == 1 && fit.model.coef[1] == 0 && isnan(fit.coef_se[1]), "constant");
	T_OK(logit_fit(&fit, &parted, 1, &a, &e) == RC_OK && !fit.separated &&
	    fit.model.coef[0] > 1 && fit.model.coef[0] < 10, "a ridge holds them together");
	T_OK(logit_fit(&fit, &twice, 0, &a, &e) == RC_RANGE, "%s", e.msg);
	T_OK(logit_fit(&fit, &twice, 1, &a, &e) == RC_OK &&
	    near(fit.model.coef[0], fit.model.coef[1], 1e-9), "with a ridge they share");
	T_OK(logit_fit(&fit, &one, 1, &a, &e) == RC_EMPTY, "%s", e.msg);
	rowset_free(&parted);
	rowset_free(&twice);
	rowset_free(&one);
	arena_free(&a);
}

static const char *
load(const char *text)
{
	static struct err e;
	struct predict_fit fit;
	struct arena a;
	enum rc rc;

	arena_init(&a);
	e = (struct err){ 0 };
	rc = predict_model_load(&fit, sv_of(text), &a, &e);
	arena_free(&a);
	return rc == RC_OK ? "fine" : e.msg;
}

#define GOOD "{\"kind\":\"fit\",\"model\":\"bgnbd\",\"version\":1,\"unit\":\"week\",\"r\":0.2," \
	"\"alpha\":4,\"a\":0.8,\"b\":2,\"features\":[\"x\",\"t_x\",\"T\"],\"features_hash\":"

static void
documents(void)
{
	char good[512];

	snprintf(good, sizeof(good), "%s\"b9d9ad2ccbe47fcf\"}", GOOD);
	T_STR(load(good), "fine", "a document");
	memcpy(strstr(good, "week"), "days", 4);
	T_OK(strcmp(load(good), "fine") != 0, "%s", load(good));
	snprintf(good, sizeof(good), "%s\"b9d9ad2ccbe47fcx\"}", GOOD);
	T_STR(load(good), "the model was not fitted on the features that it lists", "another hash");
	T_OK(strstr(load("{\"kind\":\"stat\"}"), "expected a model") != NULL, "no model");
	T_OK(strstr(load("{\"kind\":\"fit\",\"version\":2}"), "version 1") != NULL, "too new");
	T_OK(strstr(load("{\"kind\":\"fit\",\"version\":1,\"model\":\"x\"}"), "'x'") != NULL,
	    "unknown");
	T_OK(strstr(load("{\"kind\":\"fit\",\"version\":1,\"model\":\"bgnbd\",\"unit\":\"day\","
	    "\"r\":-1}"), "above 0") != NULL, "no parameter");
	T_STR(load("[1]"), "expected a model, as --fit writes it, found what is no JSON object",
	    "a list");
	T_STR(load(" \n"), "expected a model, as --fit writes it, found nothing", "nothing");
	T_STR(load("{\"kind\":\"user\"}\n{\"kind\":\"user\"}\n"),
	    "expected a model, as --fit writes it, found a record of kind 'user'", "records");
	T_STR(load("{}\n{}"), "expected a model, as --fit writes it, found a record without a "
	    "kind", "events");
	T_STR(load("{\"kind\":\"fit\"}\n{}"), "expected the end behind a model", "more");
}

/* 20 of 100 who saw the one took the other, which 50 of 1,000 took. */
static void
pairs(void)
{
	struct affinity_counts c = { .all = 1000, .saw = 100, .took = 50, .both = 20 };
	struct interval in = affinity_interval(&c, 0.95);

	T_OK(near(affinity_lift(&c), 4, 1e-12) && near(in.lo, 2.802379, 2e-6) &&
	    near(in.hi, 5.305683, 2e-6), "4 times as often");
	c = (struct affinity_counts){ 400, 100, 3, 3 };
	in = affinity_interval(&c, 0.95);
	T_OK(near(in.lo, 1.487646, 2e-6) && near(in.hi, 4.760114, 2e-6), "three who took it, all saw it");
	c = (struct affinity_counts){ 10, 10, 10, 10 };
	in = affinity_interval(&c, 0.95);
	T_OK(near(in.lo, 1, 0) && near(in.hi, 1, 0), "everybody everything");
}

/* Nothing tells hours or users apart: all is drawn to one share.  One user differs: he does. */
static void
clock_hours(void)
{
	static const struct best_hour_cell even[] = { { 50, 10, 9 }, { 50, 10, 20 } },
	    night[] = { { 50, 0, 9 }, { 50, 50, 20 } }, one[] = { { 1, 1, 9 } };
	struct best_hour_user users[40];
	struct best_hour_prior p;
	struct best_hour b;

	for (size_t i = 0; i < 40; i++)
		users[i] = (struct best_hour_user){ even, 2 };
	best_hour_fit(&p, users, 40);
	best_hour_of(&b, &p, &users[0], 0.95);
	T_OK(b.hour == 9 && near(b.rate, 0.2, 1e-3) && near(p.m_cell, 1e6, 0), "no hour is better");
	for (size_t i = 0; i < 40; i += 2)
		users[i] = (struct best_hour_user){ night, 2 };
	best_hour_fit(&p, users, 40);
	best_hour_of(&b, &p, &users[0], 0.95);
	T_OK(b.hour == 20 && b.rate > 0.9 && b.sent == 50 && b.answered == 50, "his own hour");
	best_hour_of(&b, &p, &(struct best_hour_user){ one, 1 }, 0.95);
	T_OK(b.hour == 20 && b.rate > 0.5 && b.sent == 0, "one answer at 9 is not enough: %g", b.rate);
}

int
main(void)
{
	struct cdnow d;

	quiet_gsl();
	read_rows(&d);
	parameters(&d);
	examples();
	held_out(&d);
	corners();
	degenerate();
	money(&d);
	chances(&d);
	hopeless();
	documents();
	pairs();
	clock_hours();
	rowset_free(&d.customers);
	rowset_free(&d.spends);
	rowset_free(&d.later);
	rowset_free(&d.target);
	return t_done();
}
