/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/best_hour.h"

#include "stats/tails.h"

#include <math.h>

#define SURE 1e-6	/* shares drawn towards are held off 0 and 1 by it */
#define M_MIN 1.0	/* messages that what is drawn towards counts for, at least and at most */
#define M_MAX 1e6

struct moments {		/* squared distances of shares from what they are drawn towards */
	double excess;		/* in units of the binomial variance, beyond chance */
	double spare;		/* sum of sent - 1 */
};

static double
held(double p)
{
	return fmin(fmax(p, SURE), 1 - SURE);
}

/*
 * A share of one message says nothing of differences.  @blur: how far p itself is uncertain,
 * as a correlation; of that no difference is to be made.
 */
static void
add(struct moments *t, double answered, double sent, double p, double blur)
{
	double off = answered - sent * p;

	if (sent < 2)
		return;
	t->excess += off * off / (sent * p * (1 - p)) - 1 - (sent - 1) * blur;
	t->spare += sent - 1;
}

/* Of the correlation within a unit, rho: m = 1 / rho - 1. */
static double
strength(const struct moments *t)
{
	double rho = t->spare > 0 ? t->excess / t->spare : 0;

	return rho > 0 ? fmin(fmax(1 / rho - 1, M_MIN), M_MAX) : M_MAX;
}

static double
drawn(double answered, double sent, double p, double m)
{
	return (answered + m * p) / (sent + m);
}

static void
fit_hours(struct best_hour_prior *p, const struct best_hour_user *user, size_t n)
{
	double answered[BEST_HOUR_HOURS] = { 0 }, all = 0, sent = 0;
	struct moments t = { 0 };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < user[i].n; k++) {
			const struct best_hour_cell *c = &user[i].cell[k];

			p->sent[c->hour] += c->sent;
			answered[c->hour] += c->answered;
			all += c->answered;
			sent += c->sent;
		}
	p->share = (all + 1) / (sent + 2);
	p->messages = sent;
	for (int h = 0; h < BEST_HOUR_HOURS; h++)
		if (p->sent[h] > 0)
			add(&t, answered[h], (double)p->sent[h], p->share, 0);
	t.excess += 1;	/* the share was chosen to fit */
	p->m_hour = strength(&t);
	for (int h = 0; h < BEST_HOUR_HOURS; h++)
		p->hour[h] = held(drawn(answered[h], (double)p->sent[h], p->share, p->m_hour));
}

struct own {			/* of a user, at the hours at which he was sent something */
	double sent;
	double answered;
	double expected;	/* answers, of anybody */
};

static struct own
own_of(const struct best_hour_prior *p, const struct best_hour_user *user)
{
	struct own o = { 0 };

	for (size_t k = 0; k < user->n; k++) {
		o.sent += user->cell[k].sent;
		o.answered += user->cell[k].answered;
		o.expected += user->cell[k].sent * p->hour[user->cell[k].hour];
	}
	return o;
}

static double
odds(double p)
{
	return p / (1 - p);
}

/* The odds of a user, in units of those to be expected of anybody; *usual is his share. */
static double
factor(const struct best_hour_prior *p, const struct own *o, double *usual)
{
	double anybody = held(o->expected / o->sent);

	*usual = held(drawn(o->answered, o->sent, anybody, p->m_user));
	return odds(*usual) / odds(anybody);
}

static double
times_odds(double p, double f)
{
	double o = f * odds(p);

	return held(o / (1 + o));
}

/* How far an hour of a user is from what the others of his hours let expect. */
static void
add_cell(struct moments *t, const struct best_hour_prior *p, const struct own *all,
    const struct best_hour_cell *c)
{
	struct own others = { all->sent - c->sent, all->answered - c->answered,
		all->expected - c->sent * p->hour[c->hour] };
	double usual, f = others.sent > 0 ? factor(p, &others, &usual) : 1;

	add(t, c->answered, c->sent, times_odds(p->hour[c->hour], f),
	    1 / (others.sent + p->m_user + 1));
}

void
best_hour_fit(struct best_hour_prior *p, const struct best_hour_user *user, size_t n)
{
	struct moments users = { 0 }, cells = { 0 };

	*p = (struct best_hour_prior){ .share = 0 };
	fit_hours(p, user, n);
	for (size_t i = 0; i < n; i++) {
		struct own o = own_of(p, &user[i]);

		add(&users, o.answered, o.sent, held(o.expected / o.sent), 0);
	}
	p->m_user = strength(&users);
	for (size_t i = 0; i < n; i++) {
		struct own o = own_of(p, &user[i]);

		for (size_t k = 0; k < user[i].n; k++)
			add_cell(&cells, p, &o, &user[i].cell[k]);
	}
	p->m_cell = strength(&cells);
}

void
best_hour_of(struct best_hour *b, const struct best_hour_prior *p,
    const struct best_hour_user *user, double conf)
{
	struct best_hour_cell own[BEST_HOUR_HOURS] = { { 0 } };
	struct own o = own_of(p, user);
	double f = factor(p, &o, &b->usual), m, up, down;

	for (size_t k = 0; k < user->n; k++)
		own[user->cell[k].hour] = user->cell[k];
	b->rate = -1;
	for (unsigned h = 0; h < BEST_HOUR_HOURS; h++) {
		double rate = drawn(own[h].answered, own[h].sent, times_odds(p->hour[h], f),
		    p->m_cell);

		/* Hours that are equal but for rounding are: the first one is chosen. */
		if (p->sent[h] == 0 || rate <= b->rate * (1 + 1e-9))
			continue;
		b->hour = h;
		b->rate = rate;
	}
	b->sent = own[b->hour].sent;
	b->answered = own[b->hour].answered;
	/* What it is drawn towards is no surer than the messages it comes from. */
	m = 1 / (1 / p->m_cell + 1 / (o.sent + p->m_user) + 1 / p->messages);
	up = b->rate * (b->sent + m);
	down = (1 - b->rate) * (b->sent + m);
	b->in.lo = tails_beta_inv(up, down, (1 - conf) / 2, false);
	b->in.hi = tails_beta_inv(up, down, (1 - conf) / 2, true);
}
