/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kaplan - against R's survival (tests/oracle/survival.tsv, made by survival.R), and worked
 * cases
 *
 * Runs in the top directory.
 */
#include "stats/kaplan.h"
#include "stats/quiet.h"

#include "../t.h"

#include <math.h>

#define GOLDEN "tests/oracle/survival.tsv"

enum { COUNTS_MAX = 400, GROUPS_MAX = 4, FIELDS_MAX = 16, LINE_BYTES = 512 };

struct sample {
	char                name[16];
	struct kaplan_count c[COUNTS_MAX];
	size_t              n;
};

static struct sample sample[16];
static size_t nsample;

static bool
near(double got, double want)
{
	return (isnan(got) && isnan(want)) || got == want ||
	    fabs(got - want) <= 1e-9 * fabs(want);
}

static struct sample *
sample_of(const char *name, int group)
{
	char text[16];

	snprintf(text, sizeof(text), "%s%d", name, group);
	for (size_t i = 0; i < nsample; i++)
		if (strcmp(sample[i].name, text) == 0)
			return &sample[i];
	memcpy(sample[nsample].name, text, sizeof(text));
	return &sample[nsample++];
}

static void
add(const char *name, int group, int64_t t, uint64_t events, uint64_t censored)
{
	struct sample *s = sample_of(name, group);

	s->c[s->n++] = (struct kaplan_count){ t, events, censored };
}

static double
number(const char *text)
{
	return strcmp(text, "NA") == 0 ? (double)NAN : strtod(text, NULL);
}

static size_t
split(char *line, char **f)
{
	size_t n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *p = line; p != NULL && n < FIELDS_MAX; n++) {
		char *tab = strchr(p, '\t');

		f[n] = p;
		if (tab != NULL)
			*tab++ = '\0';
		p = tab;
	}
	return n;
}

/* ---- what R says ---- */

static void
check_curve_row(char *const *f)
{
	struct kaplan_point p[COUNTS_MAX];
	char name[16];
	struct sample *s;
	size_t len = strlen(f[0]) - 1, i = 0;
	double at = number(f[2]);

	memcpy(name, f[0], len);
	name[len] = '\0';
	s = sample_of(name, f[0][len] - '0');
	s->n = kaplan_tally(s->c, s->n);
	kaplan_curve(p, s->c, s->n, number(f[1]));
	while (i < s->n && (double)p[i].t < at)
		i++;
	T_QUIET(i < s->n && (double)p[i].at_risk == number(f[3]) &&
	    (double)p[i].events == number(f[4]) && (double)p[i].censored == number(f[5]),
	    "%s at %s: the counts", f[0], f[2]);
	T_QUIET(near(p[i].s, number(f[6])), "%s at %s: S %.17g", f[0], f[2], p[i].s);
	T_QUIET(strcmp(f[7], "NA") == 0 ? p[i].s == 0 && p[i].se == 0 : near(p[i].se, number(f[7])),
	    "%s at %s: error %.17g", f[0], f[2], p[i].se);
	T_QUIET(near(p[i].lo, number(f[8])) && near(p[i].hi, number(f[9])),
	    "%s at %s: %.17g to %.17g", f[0], f[2], p[i].lo, p[i].hi);
}

static void
check_logrank_row(char *const *f, size_t n)
{
	struct kaplan_group g[GROUPS_MAX];
	struct kaplan_test t;
	size_t ngroup = (n - 5) / 2, first = strcmp(f[1], "ecog") == 0 ? 0 : 1;

	for (size_t k = 0; k < ngroup; k++) {
		struct sample *s = sample_of(f[1], (int)(k + first));

		s->n = kaplan_tally(s->c, s->n);
		g[k] = (struct kaplan_group){ .c = s->c, .n = s->n };
	}
	kaplan_logrank(&t, g, ngroup);
	T_OK(near(t.chisq, number(f[2])) && t.df == (unsigned)number(f[3]) &&
	    near(t.p, number(f[4])), "%s: chi-square %.17g on %u, p %.17g", f[1], t.chisq, t.df, t.p);
	for (size_t k = 0; k < ngroup; k++)
		T_QUIET((double)g[k].observed == number(f[5 + 2 * k]) &&
		    near(g[k].expected, number(f[6 + 2 * k])), "%s: group %zu expects %.17g", f[1],
		    k, g[k].expected);
}

static bool
is_at(int64_t t, const char *text)
{
	return strcmp(text, "NA") == 0 ? t == INT64_MAX : (double)t == number(text);
}

static void
check_median_row(char *const *f)
{
	struct kaplan_point p[COUNTS_MAX];
	struct sample *s = sample_of(f[1], f[2][0] - '0');
	struct kaplan_when w;

	s->n = kaplan_tally(s->c, s->n);
	kaplan_curve(p, s->c, s->n, 0.95);
	w = kaplan_quantile(p, s->n, 0.5);
	T_OK(is_at(w.t, f[3]) && is_at(w.lo, f[4]) && is_at(w.hi, f[5]),
	    "median of %s %s: %" PRId64, f[1], f[2], w.t);
}

/* The data first: aml as its curves count it, each count once. */
static void
read_data(char *const *f, size_t n)
{
	int64_t t;

	if (strcmp(f[0], "data") == 0) {
		uint64_t event = (uint64_t)number(f[2]);

		t = (int64_t)number(f[1]);
		add("ecog", f[3][0] - '0', t, event, 1 - event);
		add("sex", f[4][0] - '0', t, event, 1 - event);
	} else if (n == 10 && strncmp(f[0], "aml", 3) == 0 && number(f[1]) == 0.95) {
		add("aml", f[0][3] - '0', (int64_t)number(f[2]), (uint64_t)number(f[4]),
		    (uint64_t)number(f[5]));
	}
}

static unsigned
go_through(bool data)
{
	FILE *f = fopen(GOLDEN, "r");
	char line[LINE_BYTES], *field[FIELDS_MAX];
	unsigned rows = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		size_t n = split(line, field);

		if (data)
			read_data(field, n);
		else if (strcmp(field[0], "logrank") == 0)
			check_logrank_row(field, n);
		else if (strcmp(field[0], "median") == 0)
			check_median_row(field);
		else if (strcmp(field[0], "data") != 0)
			check_curve_row(field);
		rows++;
	}
	if (f != NULL)
		fclose(f);
	return rows;
}

/* ---- worked cases ---- */

static void
check_worked(void)
{
	struct kaplan_count c[] = { { 5, 1, 0 }, { 3, 1, 0 }, { 1, 1, 0 }, { 2, 0, 1 }, { 3, 1, 0 },
		{ 4, 0, 1 } };
	static const double s[] = { .833333, .833333, .416667, .416667, 0 };
	static const double se[] = { .152145, .152145, .221788, .221788, 0 };
	struct kaplan_point p[6];
	size_t n = kaplan_tally(c, 6);

	T_OK(n == 5 && c[2].t == 3 && c[2].events == 2, "times in order, each once");
	kaplan_curve(p, c, n, 0.95);
	for (size_t i = 0; i < n; i++)
		T_OK(fabs(p[i].s - s[i]) < 5e-7 && fabs(p[i].se - se[i]) < 5e-7, "at %" PRId64
		    ": S %f, error %f", p[i].t, p[i].s, p[i].se);
	T_OK(fabs(p[2].lo - .0560) < 5e-5 && fabs(p[2].hi - .7665) < 5e-5, "log-log interval");
	T_OK(kaplan_quantile(p, n, 0.9).t == 5, "all have had it in the end");
}

static void
check_edges(void)
{
	struct kaplan_count none[] = { { 7, 0, 3 } }, all[] = { { 7, 3, 0 } };
	struct kaplan_group g[] = { { .c = none, .n = 1 }, { .c = all, .n = 1 } };
	struct kaplan_point p[1];
	struct kaplan_test t;

	T_OK(kaplan_tally(none, 0) == 0, "nobody");
	kaplan_curve(p, none, 1, 0.95);
	T_OK(p[0].s == 1 && p[0].se == 0 && isnan(p[0].lo), "no event: no interval");
	T_OK(kaplan_quantile(p, 1, 0.5).t == INT64_MAX, "and no median");
	kaplan_curve(p, all, 1, 0.95);
	T_OK(p[0].s == 0 && p[0].se == 0 && isnan(p[0].hi), "all events at once");
	kaplan_logrank(&t, g, 1);
	T_OK(t.df == 0 && isnan(t.p), "one group is no comparison");
	kaplan_logrank(&t, g, 2);
	T_OK(t.df == 1 && t.p < 0.05, "three against none at the only time");
	g[1] = g[0];
	kaplan_logrank(&t, g, 2);
	T_OK(t.df == 0 && isnan(t.p), "no events, no comparison");
}

int
main(void)
{
	quiet_gsl();
	check_worked();
	check_edges();
	T_OK(go_through(true) > 400, "read " GOLDEN);
	go_through(false);
	return t_done();
}
