/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * saved sketches say what their headers say: read back here by the documented
 * form alone, against a recount of the values; 2,000 values in at most 4 kB
 */
#include "base/hash.h"
#include "base/rng.h"
#include "json/jread.h"
#include "sketch/distinct_state.h"
#include "sketch/quant_state.h"
#include "sketch/xsum_state.h"

#include "../t.h"

#include <gmp.h>

#include <math.h>

enum { N = 2000, SIZE_MAX_KB = 4000, BIN_RANGE = 40000, REGS = 1 << DISTINCT_P };

struct bin_counts {
	uint64_t n[2 * BIN_RANGE];	/* bin -BIN_RANGE at 0 */
};

struct got {			/* members of a saved sketch */
	double            n, min, max, zero;
	struct bin_counts pos, neg;
};

static double
normal(struct rng *r)
{
	return sqrt(-2 * log(1 - rng_unit(r))) * cos(6.283185307179586 * rng_unit(r));
}

static const char *const kinds[] = {
	"uniform", "log-normal", "heavy tail", "ties", "both signs and zeros", "two humps",
	"one value", "18 decades evenly", "36 decades evenly, both signs", "any double",
	"a bin each", "every second bin, both signs", "integers"
};

static double
draw(struct rng *r, const struct ddmap *map, unsigned kind, int i)
{
	double u = rng_unit(r);

	switch (kind) {
	case 0:
		return 1000 * u;
	case 1:
		return exp(4 + 1.2 * normal(r));
	case 2:
		return 1 / (1 - u) / (1 - u);
	case 3:
		return (double)rng_below(r, 12);
	case 4:
		return u < 0.1 ? 0 : u < 0.2 ? 1e-10 * normal(r) : 50 * normal(r);
	case 5:
		return u < 0.5 ? 1e-3 * (1 + u) : 1e7 * (1 + u);
	case 6:
		return 42.5;
	case 7:
		return pow(10, 18 * u - 9);
	case 8:
		return (i % 2 != 0 ? -1 : 1) * pow(10, 18 * u - 9);
	case 9:
		return ldexp(u + 0.5, (int)rng_below(r, 2000) - 1000) * (u < 0.5 ? -1 : 1);
	case 10:
		return ddmap_value(map, i - N / 2);
	case 11:
		return ddmap_value(map, i - N / 2) * (i % 4 < 2 ? -1 : 1);
	default:
		return (double)rng_below(r, 30000);
	}
}

/* As drawn in sketch/runs.h. */
static bool
read_bins(const char *text, struct bin_counts *out)
{
	int at, used = 0;
	const char *p;

	if (sscanf(text, "[%d,\"%n", &at, &used) != 1 || used == 0)
		return false;
	for (p = text + used;;) {
		uint64_t k = 1;

		if (*p >= '0' && *p <= '9')
			k = strtoull(p, (char **)(uintptr_t)&p, 10);
		if (at < -BIN_RANGE || at >= BIN_RANGE)
			return false;
		out->n[at + BIN_RANGE] = k;
		if (*p < 'a' || *p > 'z')
			return strncmp(p, "\"]", 2) == 0;
		at += *p++ - 'a' + 1;
	}
}

static bool
read_sketch(const char *text, struct got *g)
{
	const char *pos = strstr(text, "\"pos\":"), *neg = strstr(text, "\"neg\":");
	const char *zero = strstr(text, "\"zero\":");

	memset(g, 0, sizeof(*g));
	if (sscanf(text, "{\"n\":%lf,\"min\":%lf,\"max\":%lf", &g->n, &g->min, &g->max) != 3)
		return false;
	if (zero != NULL && sscanf(zero, "\"zero\":%lf", &g->zero) != 1)
		return false;
	return (pos == NULL || read_bins(pos + 6, &g->pos)) &&
	    (neg == NULL || read_bins(neg + 6, &g->neg));
}

/* Bins counted plainly, then what lies more than BINS_MAX below the top moved up. */
static void
collapse(struct bin_counts *b)
{
	int top = 2 * BIN_RANGE - 1;

	while (top > 0 && b->n[top] == 0)
		top--;
	for (int i = 0; i < top - (BINS_MAX - 1); i++) {
		b->n[top - (BINS_MAX - 1)] += b->n[i];
		b->n[i] = 0;
	}
}

static void
recount(const double *x, int n, const struct ddmap *map, struct got *g)
{
	memset(g, 0, sizeof(*g));
	g->n = n;
	g->min = g->max = x[0];
	for (int i = 0; i < n; i++) {
		g->min = fmin(g->min, x[i]);
		g->max = fmax(g->max, x[i]);
		if (fabs(x[i]) < 1e-9)
			g->zero++;
		else if (x[i] > 0)
			g->pos.n[ddmap_bin(map, x[i]) + BIN_RANGE]++;
		else
			g->neg.n[ddmap_bin(map, -x[i]) + BIN_RANGE]++;
	}
	collapse(&g->pos);
	collapse(&g->neg);
}

static void
quantiles(struct rng *r)
{
	static struct got want, got;
	double x[N];
	struct quant_cfg c;
	struct ddmap map;
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	quant_cfg_init(&c, 0.01, false);
	ddmap_init(&map, 0.01);
	for (unsigned kind = 0; kind < sizeof(kinds) / sizeof(*kinds); kind++) {
		struct quant q = { 0 };
		size_t size;

		for (int i = 0; i < N; i++) {
			x[i] = draw(r, &map, kind, i);
			quant_add(&q, &c, x[i]);
		}
		buf_clear(&b);
		jwrite_init(&w, &b);
		quant_state_save(&q, &w);
		size = b.n;
		buf_c(&b, '\0');
		recount(x, N, &map, &want);
		T_OK(read_sketch(b.p, &got) && memcmp(&got, &want, sizeof(got)) == 0,
		    "%s: the saved sketch is a recount of %d values", kinds[kind], N);
		T_OK(size <= SIZE_MAX_KB, "... in %zu bytes", size);
		quant_free(&q);
	}
	buf_free(&b);
}

/* As drawn in sketch/distinct_state.h. */
static bool
read_registers(const char *text, uint8_t *reg)
{
	static const char symbols[] = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+";
	const char *p = text + strlen("{\"registers\":\"");
	size_t n = 0;

	if (strncmp(text, "{\"registers\":\"", (size_t)(p - text)) != 0)
		return false;
	while (*p != '"') {
		const char *at = strchr(symbols, *p++);
		uint64_t k = 1;

		if (*p >= '0' && *p <= '9')
			k = strtoull(p, (char **)(uintptr_t)&p, 10);
		for (; at != NULL && k > 0 && n < REGS; k--)
			reg[n++] = (uint8_t)(at - symbols);
	}
	return n == REGS;
}

static void
different(struct rng *r)
{
	static const int counts[] = { 513, 600, N, 20000, 300000 };
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t k = 0; k < sizeof(counts) / sizeof(*counts); k++) {
		uint8_t want[REGS] = { 0 }, got[REGS] = { 0 };
		struct distinct d = { 0 };
		size_t size;

		for (int i = 0; i < counts[k]; i++) {
			uint64_t value = rng_u64(r), hash;
			struct sv s = { (const char *)&value, sizeof(value) };
			uint8_t rank = 1;

			distinct_add(&d, s);
			hash = hash_sv(s, 0);
			for (int bit = 63 - DISTINCT_P; bit >= 0 && (hash >> bit & 1) == 0; bit--)
				rank++;
			if (want[hash >> (64 - DISTINCT_P)] < rank)
				want[hash >> (64 - DISTINCT_P)] = rank;
		}
		buf_clear(&b);
		jwrite_init(&w, &b);
		distinct_state_save(&d, &w);
		size = b.n;
		buf_c(&b, '\0');
		T_OK(read_registers(b.p, got) && memcmp(got, want, sizeof(got)) == 0,
		    "registers of %d values are saved as they are", counts[k]);
		T_OK(size <= 4112 && (counts[k] > N || size <= SIZE_MAX_KB), "... in %zu bytes", size);
		distinct_free(&d);
	}
	buf_free(&b);
}

/* The text of a binary sum, or of units: times 10^-@dec. */
static void
add_text(mpq_t to, const char *text, const char *name, unsigned long dec)
{
	char key[16], digits[2000];
	const char *at;
	long exp = 0;
	bool minus;
	size_t n;
	mpq_t q;

	snprintf(key, sizeof(key), "\"%s\":\"", name);
	at = strstr(text, key);
	if (at == NULL)
		return;
	at += strlen(key);
	minus = *at == '-';
	at += minus;
	mpq_init(q);
	n = strspn(at, "0123456789abcdefx");
	memcpy(digits, at, n);
	digits[n] = '\0';
	mpz_set_str(mpq_numref(q), digits, strncmp(digits, "0x", 2) == 0 ? 16 : 10);
	if (strncmp(digits, "0x", 2) == 0)
		mpz_set_str(mpq_numref(q), digits + 2, 16);
	if (at[n] == 'p')
		exp = strtol(at + n + 1, NULL, 10);
	if (exp >= 0)
		mpq_mul_2exp(q, q, (mp_bitcnt_t)exp);
	else
		mpq_div_2exp(q, q, (mp_bitcnt_t)-exp);
	if (minus)
		mpq_neg(q, q);
	for (; dec > 0; dec--) {
		mpq_t ten;

		mpq_init(ten);
		mpq_set_ui(ten, 10, 1);
		mpq_div(q, q, ten);
		mpq_clear(ten);
	}
	mpq_add(to, to, q);
	mpq_clear(q);
}

/* A value as text, and exactly what it counts as. */
static void
number(struct rng *r, char *text, size_t max, mpq_t exact)
{
	double d;

	if (rng_below(r, 2) != 0) {
		int64_t milli = (int64_t)rng_below(r, 2000000) - 1000000;

		snprintf(text, max, "%" PRId64 "e-3", milli);
		mpq_set_si(exact, (long)milli, 1000);
		mpq_canonicalize(exact);
		return;
	}
	d = (0.5 + rng_unit(r) / 2) * (rng_below(r, 2) != 0 ? 1 : -1);
	switch (rng_below(r, 9)) {	/* all with more than 9 decimals, or from 1e18 on */
	case 0:
		d = ldexp(d, -(int)rng_below(r, 1060));
		break;
	case 1:
		d = ldexp(d, 62 + (int)rng_below(r, 960));
	}
	snprintf(text, max, "%.17g", d);
	mpq_set_d(exact, d);
	if (fabs(d) >= 1e18 && fabs(d) < 1e38) {	/* an integer: as it is written */
		mpz_set_ui(mpq_numref(exact), 0);
		snprintf(text, max, "%.0f", d);
		for (char *at = text; *at != '\0'; at++)
			*at = *at != '-' && rng_below(r, 3) == 0 ? '7' : *at;
		mpq_set_str(exact, text, 10);
	}
}

static void
sums(struct rng *r)
{
	mpq_t x, y, sum, prod, cube, got;
	bool ok = true;
	struct buf b;

	mpq_inits(x, y, sum, prod, cube, got, (mpq_ptr)NULL);
	buf_init(&b, SIZE_MAX);
	for (int round = 0; round < 200 && ok; round++) {
		struct xsum s = { 0 };
		struct xsum_prod p = { 0 };
		struct xsum_cube q = { 0 };
		struct jwrite w;

		mpq_set_ui(cube, 0, 1);
		mpq_set_ui(sum, 0, 1);
		mpq_set_ui(prod, 0, 1);
		for (int i = (int)rng_below(r, 50); i >= 0; i--) {
			struct val v = { .kind = VAL_NUMBER };
			struct xsum_num a, c;
			char text[64];

			number(r, text, sizeof(text), x);
			v.text = sv_of(text);
			ok = xsum_num_of(&v, &a) && ok;
			xsum_add(&s, &a);
			xsum_cube_add(&q, &a);
			mpq_add(sum, sum, x);
			mpq_mul(y, x, x);
			mpq_mul(y, y, x);
			mpq_add(cube, cube, y);
			number(r, text, sizeof(text), y);
			v.text = sv_of(text);
			ok = xsum_num_of(&v, &c) && ok;
			xsum_prod_add(&p, &a, &c);
			mpq_mul(x, x, y);
			mpq_add(prod, prod, x);
		}
		buf_clear(&b);
		jwrite_init(&w, &b);
		xsum_state_save(&s, &w);
		buf_c(&b, '\0');
		mpq_set_ui(got, 0, 1);
		add_text(got, b.p, "units", 9);
		add_text(got, b.p, "binary", 0);
		ok = T_QUIET(mpq_equal(got, sum), "%.100s is the sum", b.p) && ok;
		buf_clear(&b);
		jwrite_init(&w, &b);
		xsum_state_save_prod(&p, &w);
		buf_c(&b, '\0');
		mpq_set_ui(got, 0, 1);
		add_text(got, b.p, "units", 18);
		add_text(got, b.p, "mixed", 9);
		add_text(got, b.p, "binary", 0);
		ok = T_QUIET(mpq_equal(got, prod), "%.100s is the sum of products", b.p) && ok;
		buf_clear(&b);
		jwrite_init(&w, &b);
		xsum_state_save_cube(&q, &w);
		buf_c(&b, '\0');
		mpq_set_ui(got, 0, 1);
		add_text(got, b.p, "units", 27);
		add_text(got, b.p, "binary", 0);
		ok = T_QUIET(mpq_equal(got, cube), "%.100s is the sum of cubes", b.p) && ok;
		xsum_cube_free(&q);
		xsum_free(&s);
		xsum_prod_free(&p);
	}
	T_OK(ok, "saved sums are the rational sums");
	mpq_clears(x, y, sum, prod, cube, got, (mpq_ptr)NULL);
	buf_free(&b);
}

int
main(void)
{
	struct rng r;

	rng_init(&r, t_seed());
	quantiles(&r);
	different(&r);
	sums(&r);
	return t_done();
}
