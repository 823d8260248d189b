/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/figure.h"

#include "stats/interval.h"

#include <math.h>
#include <stdio.h>

enum { NAME_ROOM = 80 };

static void
put_part(struct jwrite *w, const char *name, const char *suffix, double x)
{
	char full[NAME_ROOM];
	int n = snprintf(full, sizeof(full), "%s%s", name, suffix);

	jwrite_key(w, (struct sv){ full, (size_t)n });
	jwrite_double(w, x);
}

void
figure_share_or_null(struct jwrite *w, const char *name, uint64_t k, uint64_t n, double conf)
{
	struct interval i = { (double)NAN, (double)NAN };
	double share = (double)NAN;

	if (n > 0) {
		i = interval_wilson(k, n, conf);
		share = (double)k / (double)n;
	}
	put_part(w, name, "", share);
	put_part(w, name, "_lo", i.lo);
	put_part(w, name, "_hi", i.hi);
}

void
figure_share(struct jwrite *w, const char *name, uint64_t k, uint64_t n, double conf)
{
	if (n > 0)
		figure_share_or_null(w, name, k, n, conf);
}

/* The value of a rank; NaN, which is written as null, when there is no such rank. */
static double
value_at(const struct quant *q, const struct quant_cfg *c, uint64_t rank)
{
	double x;

	if (rank < 1 || rank > q->n || quant_at(q, c, rank, &x) != RC_OK)
		return (double)NAN;
	return x;
}

void
figure_quantile(struct jwrite *w, const char *name, const struct quant *q,
    const struct quant_cfg *c, unsigned percent, double conf)
{
	struct interval_ranks r;

	if (q->n == 0)
		return;
	r = interval_quantile(q->n, percent / 100.0, conf);
	put_part(w, name, "", value_at(q, c, quant_rank_of(percent, 2, q->n)));
	put_part(w, name, "_lo", value_at(q, c, r.lo));
	put_part(w, name, "_hi", value_at(q, c, r.hi));
}
