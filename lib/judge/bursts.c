/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bursts - see bursts.h
 */
#include "judge/bursts.h"

#include "judge/tally.h"
#include "stats/binomial.h"

#include <math.h>

#define QUARTILE 0.25

enum { HISTORY_SCALES = 7 };	/* 1, 2, 4 ... 64 minutes */

const char *
bursts_name(enum bursts_from from)
{
	static const char *const name[] = { "assumed", "stated", "states", "data" };

	return name[from];
}

struct bursts
bursts_prior(const struct slo_objective *o)
{
	if (o->bursts > 0)
		return (struct bursts){ o->bursts, o->bursts_state != NULL ? BURSTS_FROM_STATES
		    : BURSTS_FROM_SPEC, 1 };
	return (struct bursts){ o->unit != NULL || tally_by_slices(o) ? 1 : BURSTS_ASSUMED,
		BURSTS_FROM_NOTHING, 1 };
}

static double
size_of(double phi)
{
	return phi > 1 ? (phi + 1) / 2 : 1;
}

double
bursts_phi(double size)
{
	return 2 * size - 1;
}

struct bursts
bursts_drawn(struct bursts b, double each)
{
	if (each > 1) {
		b.size += each - 1;
		b.least = each;
	}
	return b;
}

struct bursts
bursts_settle(struct bursts prior, struct slices_phi seen, double bad, double alpha)
{
	double size = size_of(seen.phi), few = bad / size;

	if (!(seen.phi >= 1) || !(bad > 0))
		return prior;
	if (size > prior.size)
		return seen.p <= alpha && 1 / binomial_upper(few, bad, alpha) > prior.size
		    ? (struct bursts){ size, BURSTS_FROM_DATA, prior.least } : prior;
	size = fmax(fmax(size, 1 / binomial_lower(few, bad, alpha)), prior.least);
	return size < prior.size ? (struct bursts){ size, BURSTS_FROM_DATA, prior.least } : prior;
}

struct runs {			/* of minutes with bad events, one after the other */
	double bad;		/* events */
	double minutes;		/* with events */
	double hit;		/* ... with bad ones */
	double n;
};

static struct runs
runs_of(const struct series *s)
{
	struct runs r = { 0, 0, 0, 0 };
	bool before = false;

	for (size_t i = 0; i < s->n; i++) {
		double loss = series_loss(&s->minute[i].c);

		if (s->minute[i].c.n == 0)
			continue;
		r.bad += loss;
		r.minutes++;
		r.hit += loss > 0;
		r.n += loss > 0 && !before;
		before = loss > 0;
	}
	return r;
}

/*
 * Runs are fewer than incidents where these meet by chance.  With a share q of the minutes hit
 * there are -ln(1 - q) incidents a minute, of which q (1 - q) begin a run.
 */
static double
incidents_of(const struct runs *r)
{
	double q = r->hit / r->minutes;

	return q < 1 ? r->n * -log1p(-q) / (q * (1 - q)) : (double)INFINITY;
}

void
bursts_count(struct bursts_seen *seen, const struct series *s)
{
	struct runs r = runs_of(s);
	double phi;

	if (!(r.bad > 0))
		return;
	phi = slices_phi(s, s->minute[0].minute * SLO_MINUTE_US,
	    (s->minute[s->n - 1].minute + 1) * SLO_MINUTE_US, SLO_MINUTE_US, HISTORY_SCALES).phi;
	seen->bad += r.bad;
	seen->incidents += fmin(fmin(r.bad / size_of(phi), incidents_of(&r)), r.bad);
}

double
bursts_known(const struct bursts_seen *seen)
{
	return seen->bad > 0 ? 1 / binomial_lower(seen->incidents, seen->bad, QUARTILE) : 0;
}
