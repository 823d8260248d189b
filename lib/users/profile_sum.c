/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a profile comes to: days counted from visits, purchases of a day taken together.
 */
#include "base/mem.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "users/profile.h"
#include "users/profile_parts.h"

#include <stdlib.h>

enum {
	GAPS_MIN = 3,		/* for their median to say something */
	YEAR_DAYS = 365,
	DAYS_NEAR = 16		/* most users have no more: no heap for them */
};

#define DAY_US INT64_C(86400000000)

/* Days by their number since 1970, of the zone's wall clock. */

struct clock {			/* a day that was looked up: mostly the next time is in it, too */
	const struct profile_cfg *cfg;
	struct twindow_span       span;
	int64_t                   no;
};

static int64_t
floor_days(int64_t us)
{
	return us / DAY_US - (us % DAY_US < 0);
}

/* The day of a time whose zone has one offset all day: all such days are of one length. */
static bool
is_plain(const struct tzone_span *steady, int64_t at_us)
{
	return at_us >= num_add_clamped(steady->from_us, 2 * DAY_US) &&
	    at_us < num_add_clamped(steady->to_us, -2 * DAY_US);
}

static int64_t
day_of(struct clock *c, int64_t at_us)
{
	const struct twindow *day = &c->cfg->day;

	if (at_us >= c->span.from_us && at_us < c->span.to_us)
		return c->no;
	if (is_plain(&c->cfg->steady, at_us)) {
		const int64_t off_us = c->cfg->steady.offset_s * RFC3339_SEC_US;

		c->no = floor_days(at_us + off_us);
		c->span.from_us = c->no * DAY_US - off_us;
		c->span.to_us = c->span.from_us + DAY_US;
	} else {
		c->span = twindow_at(day, at_us);
		c->no = floor_days(tzone_local(day->zone, c->span.from_us));
	}
	return c->no;
}

/* ---- days the user was there ---- */

struct days {
	int64_t *no;		/* ascending, each once */
	size_t   n, cap;
	int64_t  near[DAYS_NEAR];
};

static void
add_day(struct days *d, int64_t no)
{
	if (d->n > 0 && d->no[d->n - 1] == no)
		return;
	if (d->n == d->cap) {
		int64_t *more = mem_array(NULL, 2 * d->cap, sizeof(*more));

		for (size_t i = 0; i < d->n; i++)
			more[i] = d->no[i];
		if (d->no != d->near)
			mem_free(d->no);
		d->no = more;
		d->cap *= 2;
	}
	d->no[d->n++] = no;
}

static void
list_days(struct days *d, const struct profile *p, struct clock *c)
{
	const struct profile_span *v = profile_spans(p);

	for (size_t i = 0; i < p->nspan; i++) {
		add_day(d, day_of(c, v[i].first_us));
		while (c->span.to_us <= v[i].last_us)
			add_day(d, day_of(c, c->span.to_us));
	}
}

static int
cmp_days(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The days become the gaps between them. */
static int64_t
median_gap(struct days *d)
{
	size_t n = d->n - 1;

	if (d->n <= GAPS_MIN)
		return -1;
	for (size_t i = 0; i < n; i++)
		d->no[i] = d->no[i + 1] - d->no[i];
	qsort(d->no, n, sizeof(*d->no), cmp_days);
	return d->no[(n + 1) / 2 - 1];
}

static void
sum_days(const struct profile *p, struct clock *c, int64_t today, struct profile_sum *out)
{
	struct days d = { .cap = DAYS_NEAR };

	d.no = d.near;
	list_days(&d, p, c);
	out->active_days = d.n;
	for (size_t i = d.n; i > 0 && d.no[i - 1] > today - YEAR_DAYS; i--)
		out->active_days_365++;
	out->gap_days = median_gap(&d);
	if (d.no != d.near)
		mem_free(d.no);
}

/* ---- days of orders ---- */

struct bought {			/* an order, or all of a day */
	int64_t  day;
	num_i128 units;
};

static int
cmp_bought(const void *a, const void *b)
{
	const struct bought *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/*
 * The refunds at @o, all of one transaction, from an order of @units: what is left of it.  With
 * no order they are of one that is not known, and what they pay back is all there is.
 */
static num_i128
pay_back(const struct profile_order *o, size_t n, num_i128 units, bool known)
{
	for (size_t i = 0; i < n; i++) {
		if (o[i].units != PROFILE_WHOLE)
			units += o[i].units;
		else if (known)
			return 0;
	}
	return units;
}

/* How many orders from @o on are refunds of the transaction @id. */
static size_t
count_refunds(const struct profile_order *o, size_t n, uint64_t id)
{
	size_t k = 0;

	while (k < n && o[k].id == (id | PROFILE_REFUND))
		k++;
	return k;
}

/* The orders of a settled profile as @b, with what is left of each; the rest into out->value. */
static size_t
list_bought(const struct profile_orders *all, struct bought *b, struct clock *c,
    struct profile_sum *out)
{
	size_t n = 0, i = 0;

	while (i < all->n) {
		const struct profile_order *o = &all->at[i];
		bool known = (o->id & PROFILE_REFUND) == 0;
		num_i128 left = known ? o->units : 0;
		size_t k = 0;

		i += known;
		if (!known || profile_has(o->id))
			k = count_refunds(all->at + i, all->n - i, o->id);
		left = pay_back(all->at + i, k, left, known);
		i += k;
		out->value += left;
		if (!known)
			continue;
		if (n == 0 || o->at_us < out->first_order_us)
			out->first_order_us = o->at_us;
		if (n == 0 || o->at_us > out->last_order_us)
			out->last_order_us = o->at_us;
		b[n++] = (struct bought){ day_of(c, o->at_us), left };
	}
	return n;
}

static void
sum_orders(const struct profile_orders *all, struct clock *c, int64_t today,
    struct profile_sum *out)
{
	struct bought near[DAYS_NEAR], *b = near;

	if (all->n > DAYS_NEAR)
		b = mem_array(NULL, all->n, sizeof(*b));
	out->orders = list_bought(all, b, c, out);
	qsort(b, out->orders, sizeof(*b), cmp_bought);
	for (size_t i = 1; i < out->orders; i++) {
		out->x += b[i].day != b[i - 1].day;
		if (b[i].day != b[0].day)
			out->repeat += b[i].units;
	}
	if (out->orders > 0) {
		out->t_x = b[out->orders - 1].day - b[0].day;
		out->T = today - b[0].day;
	}
	if (b != near)
		mem_free(b);
}

void
profile_sum_up(const struct profile *p, const struct profile_cfg *cfg, int64_t now_us,
    struct profile_sum *out)
{
	struct clock c = { .cfg = cfg };
	int64_t today = day_of(&c, now_us);

	*out = (struct profile_sum){
		.first_us = profile_spans(p)[0].first_us,
		.last_us = profile_last(p),
		.sessions = p->nspan,
	};
	sum_days(p, &c, today, out);
	if (p->orders != NULL)
		sum_orders(p->orders, &c, today, out);
}
