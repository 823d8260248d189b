/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assign - draws over many units: nobody moves when coverage grows, shares are as the weights
 * say with every hash, draws are independent and uniform
 *
 * Statistics fail below P_LEAST, which all tests of a run together see once in some million.
 */
#include "../t.h"

#include "assign/config.h"
#include "base/rng.h"
#include "stats/pvalue.h"
#include "stats/quiet.h"

#include <math.h>

#define P_LEAST 1e-8

enum { UNITS = 20000, CONFIG_MAX = 2000 };

static struct rng r;
static struct arena arena;

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

static void
read_config(struct config *c, const char *text)
{
	struct err e = { 0 };

	if (!T_QUIET(config_parse(c, "c", sv_of(text), NULL, &arena, 1, &e) == RC_OK, "%s: %s", text,
	    e.msg))
		exit(1);
}

static struct flag_result
draw(const struct flag *f, unsigned salt, unsigned i)
{
	char text[32];
	struct unit u = { UNIT_TEXT, { text, (size_t)snprintf(text, sizeof(text), "%u-%u", salt,
	    i) } };
	struct arena tmp;
	struct flag_result res;

	arena_init(&tmp);
	flag_assign(f, &u, 1, &tmp, &res);
	arena_free(&tmp);
	return res;
}

/* ---- coverage ---- */

static const char *const steps[] = { "0", "0.000001", "1%", "5%", "33.3%", "0.5", "100%" };

enum { STEPS = sizeof(steps) / sizeof(steps[0]) };

static const char *const ramps[] = { "native", "growthbook2", "growthbook1", "unleash",
	"unleash-node", "posthog" };

static void
test_ramp(const char *hash, bool feature)
{
	const unsigned salt = below(1000000), a = 1 + below(8), b = 10 - a;
	const char *tenths = strncmp(hash, "growthbook", 10) == 0 ? "0." : "";
	struct config c[STEPS];
	char text[CONFIG_MAX];
	unsigned moved = 0, left = 0;

	for (size_t k = 0; k < STEPS; k++) {
		snprintf(text, sizeof(text), "%s: {x: {hash: %s, key: k%u, weights: {a: %s%u, b: "
		    "%s%u}, coverage: %s}}", feature ? "flags" : "experiments", hash, salt, tenths,
		    a, tenths, b, steps[k]);
		read_config(&c[k], text);
	}
	for (unsigned i = 0; i < UNITS / 4; i++) {
		struct flag_result was = draw(&c[0].x[0].flag, salt, i);

		for (size_t k = 1; k < STEPS; k++) {
			struct flag_result now = draw(&c[k].x[0].flag, salt, i);

			left += was.in && !now.in;
			moved += was.in && now.in && was.arm != now.arm;
			was = now;
		}
	}
	T_OK(moved == 0 && left == 0, "nobody moves: %s (%u, %u)", text, moved, left);
	for (size_t k = 0; k < STEPS; k++)
		config_free(&c[k]);
}

/* ---- shares ---- */

/* Pearson's test of counts against what is expected. */
static void
check_counts(const double *n, const double *expected, size_t cells, const char *what)
{
	double chi = 0;

	for (size_t i = 0; i < cells; i++)
		chi += (n[i] - expected[i]) * (n[i] - expected[i]) / expected[i];
	T_OK(pvalue_chisq(chi, (double)cells - 1).p > P_LEAST, "%s: chi-squared %.1f of %zu", what,
	    chi, cells);
}

/* What a product calls a hundredth. */
static double
hundredth(const struct flag_hash *hash)
{
	if (strncmp(hash->name, "growthbook", 10) == 0)
		return 0.01;
	if (strncmp(hash->name, "launchdarkly", 12) == 0)
		return 1000;
	return (hash->keys & (FLAG_KEY_SHARDS | FLAG_KEY_MUTEX)) != 0 ? 100 : 1;
}

static void
test_shares(const struct flag_hash *hash)
{
	const double unit = hundredth(hash);
	const unsigned salt = below(1000000), first = 10 + below(40), second = 10 + below(30);
	const unsigned percent[3] = { first, second, 100 - first - second };
	double n[4] = { 0 }, expected[3];
	struct config c;
	char text[CONFIG_MAX];

	if ((hash->keys & FLAG_KEY_RULE) != 0)
		return;		/* a gate has one arm */
	snprintf(text, sizeof(text), "experiments: {x%u: {hash: %s, weights: {a: %.10g, b: %.10g, "
	    "c: %.10g}}}", salt, hash->name, percent[0] * unit, percent[1] * unit,
	    percent[2] * unit);
	read_config(&c, text);
	for (unsigned i = 0; i < UNITS; i++)
		n[draw(&c.x[0].flag, salt, i).arm]++;
	for (size_t i = 0; i < 3; i++)
		expected[i] = percent[i] / 100.0 * (double)UNITS;
	T_OK(n[3] == 0, "%s leaves nobody out (%g)", hash->name, n[3]);
	check_counts(n, expected, 3, hash->name);
	config_free(&c);
}

/* Weights at the end of what may be asked: nobody falls out, nothing overflows. */
static void
test_large(const struct flag_hash *hash)
{
	struct config c;
	char text[CONFIG_MAX];
	unsigned wrong = 0;

	if ((hash->keys & (FLAG_KEY_RULE | FLAG_KEY_GROWTHBOOK)) != 0)
		return;
	snprintf(text, sizeof(text), "experiments: {x: {hash: %s, weights: {a: 0, b: 2147483647}}}",
	    hash->name);
	read_config(&c, text);
	for (unsigned i = 0; i < UNITS / 100; i++) {
		struct flag_result res = draw(&c.x[0].flag, 0, i);

		wrong += res.in && res.arm == 0;
	}
	T_OK(wrong == 0, "%s: a weight of 0 beside the largest one (%u)", hash->name, wrong);
	config_free(&c);
}

static void
test_gate(const struct flag_hash *hash)
{
	const unsigned salt = below(1000000), percent = 10 + below(80);
	const double units = UNITS;
	double n[2] = { 0 };
	double expected[2] = { percent / 100.0 * units, (100 - percent) / 100.0 * units };
	struct config c;
	char text[CONFIG_MAX];

	if ((hash->keys & FLAG_KEY_COVERAGE) == 0)
		return;
	snprintf(text, sizeof(text), "flags: {x%u: {hash: %s, coverage: %u%%}}", salt, hash->name,
	    percent);
	read_config(&c, text);
	for (unsigned i = 0; i < UNITS; i++)
		n[draw(&c.x[0].flag, salt, i).in ? 0 : 1]++;
	check_counts(n, expected, 2, text);
	config_free(&c);
}

/* ---- our own draw ---- */

static const char four[] = "{holdouts: {h%u: 50%%}, experiments: {"
    "variant: {salt: s%u, weights: {a: 3, b: 7}}, "
    "coverage: {salt: s%u, weights: {a: 1, b: 1}, coverage: 40%%}, "
    "layer: {salt: s%u, weights: {a: 1}, layer: {name: l%u, from: 20%%, to: 70%%}}, "
    "holdout: {salt: s%u, weights: {a: 1}, holdout: h%u}, "
    "other: {salt: t%u, weights: {a: 1, b: 1}}}}";

static unsigned
side(const struct experiment *x, const struct flag_result *res)
{
	return x->flag.narm > 1 && !x->flag.coverage.given ? res->arm != 0 : res->in;
}

/* Every two of holdout, layer, coverage, variant and another experiment's, as a table. */
static void
test_independent(void)
{
	const unsigned salt = below(1000000);
	double cell[5][5][4] = { { { 0 } } };
	struct config c;
	char text[CONFIG_MAX];

	snprintf(text, sizeof(text), four, salt, salt, salt, salt, salt, salt, salt, salt);
	read_config(&c, text);
	for (unsigned i = 0; i < UNITS; i++) {
		unsigned s[5];

		for (size_t k = 0; k < 5; k++) {
			struct flag_result res = draw(&c.x[k].flag, salt, i);

			s[k] = side(&c.x[k], &res);
		}
		for (size_t a = 0; a < 5; a++)
			for (size_t b = 0; b < 5; b++)
				cell[a][b][2 * s[a] + s[b]]++;
	}
	for (size_t a = 0; a < 5; a++)
		for (size_t b = a + 1; b < 5; b++) {
			const double *n = cell[a][b];
			const double row = n[2] + n[3], column = n[1] + n[3], units = UNITS;
			const double both = n[3] * units;
			const double off = both - row * column;
			double chi = off * off * units / (row * (units - row) * column *
			    (units - column));

			T_OK(pvalue_chisq(chi, 1).p > P_LEAST, "%.*s and %.*s are independent: %.1f",
			    SV_SHOW(c.x[a].name), SV_SHOW(c.x[b].name), chi);
		}
	config_free(&c);
}

/* The numbers drawn fill their range alike; scaled weights and numbers are the same draw. */
static void
test_uniform(void)
{
	enum { CELLS = 50 };
	const unsigned salt = below(1000000), times = 1 + below(1000);
	double n[CELLS] = { 0 }, expected[CELLS];
	struct config c, scaled;
	char text[CONFIG_MAX];
	unsigned differ = 0;

	snprintf(text, sizeof(text), "experiments: {x: {salt: s%u, weights: {a: 20, b: 30}}}", salt);
	read_config(&c, text);
	snprintf(text, sizeof(text), "experiments: {x: {salt: s%u, weights: {a: %u, b: %u}}}", salt,
	    20 * times, 30 * times);
	read_config(&scaled, text);
	for (unsigned i = 0; i < UNITS; i++) {
		struct flag_result res = draw(&c.x[0].flag, salt, i);

		n[(size_t)res.bucket]++;
		differ += draw(&scaled.x[0].flag, salt, i).arm != res.arm;
	}
	for (size_t i = 0; i < CELLS; i++)
		expected[i] = (double)UNITS / (double)CELLS;
	check_counts(n, expected, CELLS, "numbers drawn");
	T_OK(differ == 0, "weights %u times as large draw the same (%u differ)", times, differ);
	config_free(&c);
	config_free(&scaled);
}

/* Parts of one layer have no unit in common, and all of them have every unit. */
static void
test_layer(void)
{
	const unsigned salt = below(1000000), first = 1 + below(50), second = first + 1 + below(40);
	struct config c;
	char text[CONFIG_MAX];
	unsigned wrong = 0;

	snprintf(text, sizeof(text), "flags: {a: {layer: {name: l%u, from: 0%%, to: %u%%}}, "
	    "b: {layer: {name: l%u, from: %u%%, to: %u%%}}, "
	    "c: {layer: {name: l%u, from: %u%%, to: 100%%}}}", salt, first, salt, first, second,
	    salt, second);
	read_config(&c, text);
	for (unsigned i = 0; i < UNITS; i++) {
		unsigned in = 0;

		for (size_t k = 0; k < 3; k++)
			in += draw(&c.x[k].flag, salt, i).in;
		wrong += in != 1;
	}
	T_OK(wrong == 0, "a layer shares its units out: %u are in none or two parts", wrong);
	config_free(&c);
}

/* The shortest decimal is what languages print, so it reads back; Unleash's engine is a bit off. */
static void
test_texts(void)
{
	unsigned wrong = 0;

	for (unsigned i = 0; i < UNITS; i++) {
		const double d = (rng_unit(&r) - 0.5) * pow(10, (double)below(60) - 30);
		char text[64];
		struct unit u = { UNIT_FLOAT, { text, (size_t)snprintf(text, sizeof(text), "%.17e",
		    d) } };

		for (unsigned how = UNIT_TEXT_JS; how < UNIT_TEXT_JAVA; how++) {
			struct sv s = unit_text(&u, (enum unit_text)how, &arena);
			char copy[512];

			if (how == UNIT_TEXT_RUST)
				continue;
			snprintf(copy, sizeof(copy), "%.*s", (int)s.n, s.p);
			wrong += strtod(copy, NULL) < d || strtod(copy, NULL) > d;
		}
		arena_reset(&arena);
	}
	T_OK(wrong == 0, "texts of numbers read back (%u do not)", wrong);
}

int
main(void)
{
	quiet_gsl();
	arena_init(&arena);
	rng_init(&r, t_seed());
	for (size_t i = 0; i < sizeof(ramps) / sizeof(ramps[0]); i++)
		for (int feature = 0; feature < 2; feature++)
			test_ramp(ramps[i], feature == 1);
	for (size_t i = 0; registry_row(&flag_registry, i) != NULL; i++) {
		test_shares(registry_row(&flag_registry, i));
		test_gate(registry_row(&flag_registry, i));
		test_large(registry_row(&flag_registry, i));
		arena_reset(&arena);
	}
	for (int i = 0; i < 3; i++) {
		test_independent();
		test_uniform();
		test_layer();
		arena_reset(&arena);
	}
	test_texts();
	arena_free(&arena);
	return t_done();
}
