/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/ranking.h"

#include <math.h>
#include <stdbool.h>

#define SURE 1e-15	/* chances are held off 0 and 1 by it, as scikit-learn does */

struct tie {			/* rows of one score */
	double score;
	double negative, positive;
	size_t end;		/* the next row */
};

static bool
next_tie(const struct rowset *rows, struct tie *t)
{
	if (t->end == rows->n)
		return false;
	t->score = rowset_row(rows, t->end)[0];
	t->negative = t->positive = 0;
	for (; t->end < rows->n; t->end++) {
		const double *row = rowset_row(rows, t->end);

		if (row[0] > t->score)
			break;
		if (row[1] > 0)
			t->positive += rows->weight[t->end];
		else
			t->negative += rows->weight[t->end];
	}
	return true;
}

/*
 * The components of DeLong: of each positive the share of negatives below it, of each
 * negative the share of positives above; their means are the area, of their variances that
 * of the area is made.
 */
static void
area(struct ranking *r, const struct rowset *rows, double conf)
{
	double pos = (double)r->positives, neg = (double)(r->n - r->positives);
	double below_neg = 0, below_pos = 0, sum = 0, v10 = 0, v01 = 0, se;
	struct tie t = { .end = 0 };

	r->auc = NAN;
	r->auc_in = (struct interval){ NAN, NAN };
	if (r->positives == 0 || r->positives == r->n)
		return;
	while (next_tie(rows, &t)) {
		sum += t.positive * (below_neg + t.negative / 2);
		below_neg += t.negative;
	}
	r->auc = sum / (pos * neg);
	if (r->positives < 2 || r->n - r->positives < 2)
		return;
	below_neg = 0;
	t.end = 0;
	while (next_tie(rows, &t)) {
		double right = (below_neg + t.negative / 2) / neg - r->auc;
		double left = (pos - below_pos - t.positive / 2) / pos - r->auc;

		v10 += t.positive * right * right;
		v01 += t.negative * left * left;
		below_neg += t.negative;
		below_pos += t.positive;
	}
	se = sqrt(v10 / (pos - 1) / pos + v01 / (neg - 1) / neg);
	r->auc_in.lo = fmax(0, r->auc - interval_z(conf) * se);
	r->auc_in.hi = fmin(1, r->auc + interval_z(conf) * se);
}

static void
losses(struct ranking *r, const struct rowset *rows)
{
	double log_loss = 0, brier = 0;

	for (size_t i = 0; i < rows->n; i++) {
		const double *row = rowset_row(rows, i);
		double p = fmin(fmax(row[0], SURE), 1 - SURE);

		log_loss -= rows->weight[i] * (row[1] > 0 ? log(p) : log1p(-p));
		brier += rows->weight[i] * (row[0] - row[1]) * (row[0] - row[1]);
	}
	r->log_loss = log_loss / (double)r->n;
	r->brier = brier / (double)r->n;
}

static void
deciles(struct ranking *r, const struct rowset *rows)
{
	double above = (double)r->n, n = (double)r->n;
	struct tie t = { .end = 0 };

	for (int i = 0; i < RANKING_DECILES; i++)
		r->decile[i].lowest = NAN;
	while (next_tie(rows, &t)) {
		double size = t.negative + t.positive, middle;
		struct ranking_decile *d;

		above -= size;
		middle = (above + size / 2) / n;
		d = &r->decile[(int)(middle * (double)RANKING_DECILES)];
		if (isnan(d->lowest))
			d->lowest = t.score;
		d->n += (uint64_t)size;
		d->positives += (uint64_t)t.positive;
		d->scores += size * t.score;
	}
}

void
ranking_of(struct ranking *r, const struct rowset *rows, double conf)
{
	double n = 0, positives = 0;

	*r = (struct ranking){ .n = 0 };
	for (size_t i = 0; i < rows->n; i++) {
		n += rows->weight[i];
		positives += rowset_row(rows, i)[1] > 0 ? rows->weight[i] : 0;
	}
	r->n = (uint64_t)n;
	r->positives = (uint64_t)positives;
	area(r, rows, conf);
	losses(r, rows);
	deciles(r, rows);
}
