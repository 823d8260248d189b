/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/audit_check.h"

#include "json/jwrite.h"
#include "stats/mismatch.h"
#include "stats/pvalue.h"
#include "stats/quiet.h"

#include <inttypes.h>
#include <math.h>

enum { CELL_USERS = 5 };	/* expected in a cell, lest chi-squared is none */

struct check {			/* one record; NAN and NULL: without that member */
	const char     *name;
	const char     *status;
	const struct sv *variant;
	const struct sv *other;		/* experiment */
	double          n;
	double          value;
	double          expected;
	double          limit;
	double          df;
	double          stat;
	struct pvalue   p;
	double          log10_p_anytime;
};

struct writer {
	struct out *out;
	struct buf  b;
	uint64_t    failed;
};

static struct check
check_of(const char *name, double n)
{
	return (struct check){ .name = name, .status = "pass", .n = n, .value = NAN,
		.expected = NAN, .limit = NAN, .df = NAN, .stat = NAN, .p = { NAN, NAN },
		.log10_p_anytime = NAN };
}

static void
put(struct jwrite *w, const char *key, double v)
{
	if (!isnan(v))
		jwrite_put_double(w, key, num_digits(v, 9));
}

static void
write_check(struct writer *wr, const struct experiment *x, const struct check *c)
{
	struct jwrite w;

	buf_clear(&wr->b);
	jwrite_init(&w, &wr->b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("ab_audit"));
	jwrite_put_text(&w, "experiment", x->name);
	jwrite_put_text(&w, "check", sv_of(c->name));
	jwrite_put_text(&w, "status", sv_of(c->status));
	if (c->variant != NULL)
		jwrite_put_text(&w, "variant", *c->variant);
	if (c->other != NULL)
		jwrite_put_text(&w, "other", *c->other);
	put(&w, "n", c->n);
	put(&w, "value", c->value);
	put(&w, "expected", c->expected);
	if (!isnan(c->value) && c->n > 0)
		put(&w, "share", c->value / c->n);
	put(&w, "limit", c->limit);
	put(&w, "stat", c->stat);
	put(&w, "df", c->df);
	put(&w, "p", c->p.p);
	put(&w, "log10_p", c->p.log10_p);
	if (!isnan(c->log10_p_anytime))
		put(&w, "p_anytime", pow(10, c->log10_p_anytime));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	out_sv(wr->out, buf_view(&wr->b));
	wr->failed += sv_is(sv_of(c->status), "fail");
}

/* ---- arms ---- */

double
audit_check_weight(const struct flag *f, size_t arm)
{
	double sum = 0;

	if (f->ranged) {
		for (size_t i = 0; i < f->arm[arm].at.n; i++)
			sum += f->arm[arm].at.range[i].hi - f->arm[arm].at.range[i].lo;
		return sum;
	}
	if (f->equal || f->draw == FLAG_UNIFORM)
		return 1;
	return f->arm[arm].weight > 0 ? f->arm[arm].weight : 0;
}

static void
check_arms(struct writer *wr, const struct experiment *x, const struct audit_counts *n)
{
	const struct flag *f = &x->flag;
	struct check balance = check_of("balance", (double)n->n);
	double weight[FLAG_ARMS_MAX], users[FLAG_ARMS_MAX], sum = 0;
	struct mismatch m;
	bool tested;

	for (size_t i = 0; i < f->narm; i++) {
		users[i] = (double)n->users[i];
		sum += weight[i] = audit_check_weight(f, i);
	}
	for (size_t i = 0; i < f->narm; i++) {
		struct check arm = check_of("arm", (double)n->n);

		arm.variant = &f->arm[i].name;
		arm.value = users[i];
		arm.expected = weight[i] / sum * (double)n->n;
		write_check(wr, x, &arm);
	}
	tested = mismatch_fixed(&m, users, weight, f->narm);
	balance.limit = AUDIT_CHECK_P;
	if (tested && m.least >= (double)CELL_USERS) {
		balance.stat = m.stat;
		balance.df = m.df;
		balance.p = (struct pvalue){ m.p, m.log10_p };
		balance.log10_p_anytime = fmin(0, -mismatch_log_evidence(users, weight, f->narm,
		    MISMATCH_CONCENTRATION) / log(10));
		balance.status = m.p < AUDIT_CHECK_P ? "fail" : "pass";
	} else if (f->narm > 1) {
		balance.status = "unknown";
	}
	if (f->narm > 1)
		write_check(wr, x, &balance);
	if (m.leak > 0) {
		struct check leak = check_of("leak", (double)n->n);

		leak.value = m.leak;
		leak.status = "fail";
		write_check(wr, x, &leak);
	}
}

/* ---- users ---- */

/* Of @n users @value are not as they should be: some are a warning, many a failure. */
static void
check_share(struct writer *wr, const struct experiment *x, const char *name, uint64_t value,
    uint64_t n)
{
	struct check c = check_of(name, (double)n);

	c.value = (double)value;
	c.limit = AUDIT_CHECK_SHARE;
	if (value > AUDIT_CHECK_USERS && c.value > AUDIT_CHECK_SHARE * c.n)
		c.status = "fail";
	else if (value != 0)
		c.status = "warn";
	write_check(wr, x, &c);
}

static void
check_one(struct writer *wr, const struct experiment *x, const struct audit_counts *n,
    bool previous)
{
	check_arms(wr, x, n);
	check_share(wr, x, "two_arms", n->two_arms, n->n + n->two_arms);
	check_share(wr, x, "differs", n->differs, n->seen);
	if (n->unknown != 0) {
		struct check unknown = check_of("unknown", NAN);

		unknown.value = (double)n->unknown;
		unknown.status = "fail";
		write_check(wr, x, &unknown);
	}
	if (n->no_unit != 0) {
		struct check no_unit = check_of("no_unit", NAN);

		no_unit.value = (double)n->no_unit;
		no_unit.status = "warn";
		write_check(wr, x, &no_unit);
	}
	if (previous)
		check_share(wr, x, "moved", n->moved, n->both);
}

/* ---- two experiments ---- */

static void
check_pair(struct writer *wr, const struct audit_part *p, const struct config *c, size_t a,
    size_t b, double limit)
{
	const size_t rows = c->x[a].flag.narm, columns = c->x[b].flag.narm;
	uint64_t cell[FLAG_ARMS_MAX * FLAG_ARMS_MAX];
	double row[FLAG_ARMS_MAX] = { 0 }, column[FLAG_ARMS_MAX] = { 0 }, n = 0, chi = 0;
	double least = INFINITY, r = 0, k = 0;
	struct check check = check_of("independence", 0);

	audit_users_cross(p, c, a, b, cell);
	for (size_t i = 0; i < rows * columns; i++) {
		row[i / columns] += (double)cell[i];
		column[i % columns] += (double)cell[i];
		n += (double)cell[i];
	}
	for (size_t i = 0; i < rows * columns; i++) {
		const double expected = row[i / columns] * column[i % columns] / n;

		if (expected > 0) {
			const double off = (double)cell[i] - expected;

			chi += off * off / expected;
			least = fmin(least, expected);
		}
	}
	for (size_t i = 0; i < rows; i++)
		r += row[i] > 0;
	for (size_t i = 0; i < columns; i++)
		k += column[i] > 0;
	check.n = n;
	check.other = &c->x[b].name;
	check.limit = limit;
	if (r > 1 && k > 1 && least >= (double)CELL_USERS) {
		check.stat = chi;
		check.df = (r - 1) * (k - 1);
		check.p = pvalue_chisq(chi, check.df);
		check.status = check.p.p < limit ? "fail" : "pass";
	} else {
		check.status = "unknown";
	}
	write_check(wr, &c->x[a], &check);
}

enum rc
audit_check_write(struct audit_part *p, const struct config *c, bool previous, struct job *j,
    struct err *e)
{
	struct writer wr = { .out = j->run.out };
	double pairs = 0;

	quiet_gsl();
	buf_init(&wr.b, SIZE_MAX);
	audit_users_count(p, c, &p->arena);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = i + 1; k < c->n; k++)
			pairs += c->x[i].set == c->x[k].set;
	for (size_t i = 0; i < c->n; i++) {
		check_one(&wr, &c->x[i], &p->count[i], previous);
		for (size_t k = i + 1; k < c->n; k++)
			if (c->x[i].set == c->x[k].set && c->x[i].flag.narm > 1 &&
			    c->x[k].flag.narm > 1)
				check_pair(&wr, p, c, i, k, AUDIT_CHECK_P / pairs);
	}
	buf_free(&wr.b);
	if (wr.failed == 0)
		return RC_OK;
	return rc_err(e, RC_NO, "%" PRIu64 " check%s of the assignments failed", wr.failed,
	    wr.failed == 1 ? "" : "s");
}
