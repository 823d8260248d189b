/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_write.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "key/scan_key.h"
#include "record/time_member.h"
#include "retention/lifecycle.h"
#include "retention/retain_count.h"
#include "retention/retain_record.h"
#include "retention/retain_survival.h"
#include "users/figure.h"

#include <math.h>

enum { PERIODS_MAX = 1000000 };

/* ---- records ---- */

static void
put_period(const struct retain_run *r, struct jwrite *w, const char *name, int64_t n)
{
	time_member_write(w, name, r->p->rule.period.zone, tperiod_start(&r->p->rule.period, n));
}

static void
put_flag(struct jwrite *w, const char *name, bool yes)
{
	jwrite_key(w, sv_of(name));
	jwrite_bool(w, yes);
}

/* @k of @n as a rate with its interval. */
static void
put_rate(const struct retain_run *r, struct jwrite *w, uint64_t k, uint64_t n)
{
	jwrite_put_u64(w, "n", k);
	figure_share_or_null(w, "rate", k, n, r->p->conf);
}

/* Of what is not complete there is a count so far, and no rate. */
static void
put_cell(const struct retain_run *r, struct jwrite *w, uint64_t k, uint64_t n, bool complete)
{
	put_rate(r, w, k, complete ? n : 0);
	put_flag(w, "complete", complete);
}

static double
quotient(double a, double b)
{
	return b > 0 ? a / b : (double)NAN;
}

/* ---- cohorts ---- */

static void
put_column(const struct retain_run *r, struct jwrite *w, const struct retention_column *c)
{
	jwrite_put_u64(w, "k", (uint64_t)c->from);
	if (!r->p->bracketed)
		return;
	jwrite_key(w, SV("k_end"));
	if (c->to == RETENTION_OPEN)
		jwrite_null(w);
	else
		jwrite_i64(w, c->to);
}

static void
write_cohort(struct retain_run *r, const struct cohort_row *row)
{
	const struct retain_plan *p = r->p;
	const uint64_t *hit = row->n + (p->all ? p->ncol : 1);
	struct jwrite w;

	for (size_t i = 0; i < p->ncol; i++) {
		uint64_t size = p->all ? row->n[i] : row->n[0];

		if (p->all ? size == 0
		    : !retention_begun(&p->rule, row->at, &p->col[i], &r->now))
			continue;
		retain_record_open(r, &w, "retention", row->group);
		if (!p->all)
			put_period(r, &w, "cohort", row->at);
		jwrite_put_u64(&w, "size", size);
		put_column(r, &w, &p->col[i]);
		put_cell(r, &w, hit[i], size, p->all ||
		    retention_complete(&p->rule, row->at, &p->col[i], &r->now));
		retain_record_shut(r, &w);
	}
}

static void
write_activation(struct retain_run *r, const struct cohort_row *row)
{
	const struct retain_plan *p = r->p;
	struct jwrite w;

	retain_record_open(r, &w, "activation", row->group);
	if (!p->all)
		put_period(r, &w, "cohort", row->at);
	jwrite_put_u64(&w, "size", row->n[0]);
	put_cell(r, &w, row->n[1], row->n[0], p->all ||
	    tperiod_start(&p->rule.period, row->at + 1) <= r->now.now_us - p->within_us);
	retain_record_shut(r, &w);
}

/* ---- periods ---- */

static const uint64_t *
row_or_none(const struct retain_run *r, uint32_t group, int64_t at)
{
	static const uint64_t none[LIFECYCLE_WIDTH];
	const uint64_t *n = cohort_find(&r->t, group, at);

	return n != NULL ? n : none;
}

static uint64_t
active_in(const uint64_t *n)
{
	return n[LIFECYCLE_NEW] + n[LIFECYCLE_RETURNING] + n[LIFECYCLE_RESURRECTING];
}

static void
write_lifecycle(struct retain_run *r, uint32_t group, int64_t at)
{
	const uint64_t *n = row_or_none(r, group, at);
	uint64_t gained = n[LIFECYCLE_NEW] + n[LIFECYCLE_RESURRECTING];
	bool complete = at < r->now.done;
	struct jwrite w;

	retain_record_open(r, &w, "lifecycle", group);
	put_period(r, &w, "period", at);
	jwrite_put_u64(&w, "active", active_in(n));
	jwrite_put_u64(&w, "new", n[LIFECYCLE_NEW]);
	jwrite_put_u64(&w, "returning", n[LIFECYCLE_RETURNING]);
	jwrite_put_u64(&w, "resurrecting", n[LIFECYCLE_RESURRECTING]);
	jwrite_key(&w, SV("dormant"));
	jwrite_i64(&w, -(int64_t)n[LIFECYCLE_DORMANT]);
	jwrite_put_double(&w, "pulse", complete ?
	    quotient((double)gained, (double)n[LIFECYCLE_DORMANT]) : (double)NAN);
	put_flag(&w, "complete", complete);
	retain_record_shut(r, &w);
}

static void
write_churn(struct retain_run *r, uint32_t group, int64_t at)
{
	uint64_t active = active_in(row_or_none(r, group, at));
	struct jwrite w;

	if (at == r->now.begun)
		return;	/* its next has not begun */
	retain_record_open(r, &w, "churn", group);
	put_period(r, &w, "period", at);
	jwrite_put_u64(&w, "active", active);
	put_cell(r, &w, row_or_none(r, group, at + 1)[LIFECYCLE_DORMANT], active,
	    at + 1 < r->now.done);
	retain_record_shut(r, &w);
}

/* Numbers of the days behind one another: sums of what changes. */
struct days {
	uint64_t week, month;
	uint64_t day[LIFECYCLE_MONTH];	/* of the last days, by their number */
};

static double
sum_of(const uint64_t *n, size_t len)
{
	double sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += (double)n[i];
	return sum;
}

static void
put_known(struct jwrite *w, const char *name, uint64_t n, bool known)
{
	jwrite_key(w, sv_of(name));
	if (known)
		jwrite_u64(w, n);
	else
		jwrite_null(w);
}

static void
write_day(struct retain_run *r, struct days *d, uint32_t group, int64_t at)
{
	const uint64_t *n = row_or_none(r, group, at);
	bool week = at - r->first + 1 >= LIFECYCLE_WEEK;
	bool month = at - r->first + 1 >= LIFECYCLE_MONTH, complete = at < r->now.done;
	struct jwrite w;
	double last7 = 0;

	d->week += n[ACTIVE_WEEK];
	d->month += n[ACTIVE_MONTH];
	d->day[(at - r->first) % LIFECYCLE_MONTH] = n[ACTIVE_DAY];
	for (int64_t i = 0; i < LIFECYCLE_WEEK && week; i++)
		last7 += (double)d->day[(at - r->first - i) % LIFECYCLE_MONTH];
	if (r->p->periods != 0 && at <= r->now.begun - (int64_t)r->p->periods)
		return;
	retain_record_open(r, &w, "active", group);
	put_period(r, &w, "day", at);
	jwrite_put_u64(&w, "dau", n[ACTIVE_DAY]);
	put_known(&w, "wau", d->week, week);
	put_known(&w, "mau", d->month, month);
	jwrite_put_double(&w, "dau_wau", week && complete ?
	    quotient(last7 / (double)LIFECYCLE_WEEK, (double)d->week) : (double)NAN);
	jwrite_put_double(&w, "dau_mau", month && complete ?
	    quotient(sum_of(d->day, LIFECYCLE_MONTH) / (double)LIFECYCLE_MONTH,
	    (double)d->month)
	    : (double)NAN);
	put_flag(&w, "complete", complete);
	retain_record_shut(r, &w);
}

/* Every period of a group from its first on, those without anybody too. */
static void
write_group(struct retain_run *r, uint32_t group, int64_t from)
{
	struct days d = { 0 };
	int64_t first = r->now.begun - (int64_t)r->p->periods + 1;

	if (r->p->ask == RETAIN_ACTIVE)
		from = r->first;
	else if (r->p->periods != 0 && first > from)
		from = first;
	for (int64_t at = from; at <= r->now.begun; at++) {
		if (r->p->ask == RETAIN_ACTIVE)
			write_day(r, &d, group, at);
		else if (r->p->ask == RETAIN_CHURN)
			write_churn(r, group, at);
		else
			write_lifecycle(r, group, at);
	}
}

static enum rc
write_periods(struct retain_run *r, const struct cohort_row *const *row, size_t n, struct err *e)
{
	if (n > 0 && r->now.begun - r->first >= PERIODS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d periods: choose longer ones, or less time",
		    (int)PERIODS_MAX);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || row[i]->group != row[i - 1]->group)
			write_group(r, row[i]->group, row[i]->at);
	return RC_OK;
}

/* ---- stickiness ---- */

static void
write_sticky(struct retain_run *r, uint32_t group, int64_t of)
{
	uint64_t all = 0, left;
	struct jwrite w;

	for (int64_t i = 1; i <= of; i++)
		all += row_or_none(r, group, i)[0];
	left = all;
	for (int64_t i = 1; i <= of; i++) {
		uint64_t n = row_or_none(r, group, i)[0];

		retain_record_open(r, &w, "stickiness", group);
		jwrite_put_u64(&w, "periods", (uint64_t)i);
		jwrite_put_u64(&w, "of", (uint64_t)of);
		jwrite_put_u64(&w, "size", all);
		put_rate(r, &w, n, all);
		jwrite_put_u64(&w, "at_least", left);
		retain_record_shut(r, &w);
		left -= n;
	}
}

static enum rc
write_stickiness(struct retain_run *r, const struct cohort_row *const *row, size_t n,
    struct err *e)
{
	int64_t of = r->p->periods != 0 ? (int64_t)r->p->periods : r->now.done - r->first;

	if (n > 0 && of > PERIODS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d periods: choose longer ones, or less time",
		    (int)PERIODS_MAX);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || row[i]->group != row[i - 1]->group)
			write_sticky(r, row[i]->group, of);
	return RC_OK;
}

enum rc
retain_write(struct retain_run *r, struct err *e)
{
	size_t n;
	const struct cohort_row *const *row = cohort_order(&r->t, r->p->nby, &n);

	switch (r->p->ask) {
	case RETAIN_RETENTION:
	case RETAIN_ACTIVATION:
		for (size_t i = 0; i < n; i++) {
			if (r->p->ask == RETAIN_ACTIVATION)
				write_activation(r, row[i]);
			else
				write_cohort(r, row[i]);
		}
		return RC_OK;
	case RETAIN_SURVIVAL:
		retain_survival_write(r, row, n);
		return RC_OK;
	case RETAIN_STICKINESS:
		return write_stickiness(r, row, n, e);
	default:
		return write_periods(r, row, n, e);
	}
}
