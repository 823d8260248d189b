/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_show.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const char *
slo_show_op(enum slo_op op)
{
	static const char *const name[] = { "<=", "<", ">=", ">" };

	return name[op];
}

void
slo_show_interval(struct jwrite *w, const char *key, double x, double lo, double hi)
{
	char name[40];
	size_t n = strlen(key);

	jwrite_put_double(w, key, x);
	memcpy(name, key, n);
	memcpy(name + n, "_lo", 4);
	jwrite_put_double(w, name, lo);
	memcpy(name + n, "_hi", 4);
	jwrite_put_double(w, name, hi);
}

void
slo_show_rate(struct jwrite *w, const struct slo_verdict *v)
{
	slo_show_interval(w, "rate", v->rate, v->lo, v->hi);
	jwrite_put_double(w, "allowed", v->objective->e0);
}

void
slo_show_share(struct buf *b, double x, double lo, double hi)
{
	if (isnan(x))
		return;
	buf_printf(b, "%.3g%%", 100 * x);
	if (!isnan(lo) && !isnan(hi))
		buf_printf(b, " [%.3g%%, %.3g%%]", 100 * lo, 100 * hi);
}

/* Never 1.2e+06 to a reader. */
static void
put_number(struct buf *b, int digits, double x)
{
	if (fabs(x) >= 1e4 && fabs(x) < 1e15)
		buf_printf(b, "%.0f", x);
	else
		buf_printf(b, "%.*g", digits, x);
}

void
slo_show_value(struct buf *b, int digits, double x, double lo, double hi)
{
	if (isnan(x)) {
		buf_sv(b, SV("unknown"));
		return;
	}
	put_number(b, digits, x);
	if (isnan(lo) && !isfinite(hi))
		return;
	buf_sv(b, SV(" ["));
	if (isnan(lo))
		buf_c(b, '-');
	else
		put_number(b, digits, lo);
	buf_sv(b, SV(", "));
	if (!isfinite(hi))
		buf_c(b, '-');
	else
		put_number(b, digits, hi);
	buf_c(b, ']');
}

void
slo_show_allowed(struct buf *b, const struct slo_objective *o)
{
	if (o->e0 > 0)
		buf_printf(b, ", allowed %.4g%%", 100 * o->e0);
}

void
slo_show_events(struct buf *b, const struct slo_verdict *v, const char *bad)
{
	buf_printf(b, "%s %" PRIu64 " of %" PRIu64, bad, v->c.bad, v->c.n);
	if (v->c.n > 0)
		buf_sv(b, SV(": "));
	slo_show_share(b, v->rate, v->lo, v->hi);
	slo_show_allowed(b, v->objective);
}

void
slo_show_q(struct buf *b, const struct agg_q *q)
{
	double p = 100 * (double)q->num;

	for (unsigned i = 0; i < q->dec; i++)
		p /= 10;
	buf_printf(b, "p%.9g", p);
}
