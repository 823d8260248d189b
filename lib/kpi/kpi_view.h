/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_view - a tree and its series, looked at from one period, back at another
 */
#ifndef CX_KPI_KPI_VIEW_H
#define CX_KPI_KPI_VIEW_H

#include "json/jwrite.h"
#include "kpi/kpi_evidence.h"
#include "kpi/kpi_series.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kpi_change {		/* of one KPI, from the period before to this one */
	bool     known;		/* both values are */
	int      grid;		/* of value, before and part */
	int64_t  value;
	int64_t  before;
	int64_t *part;		/* of a computed KPI whose drivers are known: what each gave */
	int64_t *star;		/* ... and what of that the north star got, in units of its grid;
				 * NULL: it is not below it, that is not known, or it has more
				 * than KPI_DIGITS digits there */
};

struct kpi_view {
	const struct kpi_tree     *t;
	const struct kpi_series   *s;
	const struct kpi_evidence *evidence;
	const struct tzone        *zone;	/* of the times that are written */
	double                     conf;
	size_t                     now;		/* the latest period that is over; nperiod: none */
	size_t                     before;	/* what it is compared with; nperiod likewise */
	struct kpi_change         *change;	/* of each node */
	struct arena              *a;
};

/**
 * kpi_view_init - the latest period that is over, the one @against periods before, the changes
 * @v: t, s, evidence, zone, conf and a are set
 * @cut_us: a period that ends later is not over
 */
void kpi_view_init(struct kpi_view *v, int64_t cut_us, uint64_t against);

/** kpi_view_x - a KPI's value in a period; NAN beyond the ends */
double kpi_view_x(const struct kpi_view *v, size_t node, size_t period);

/**
 * kpi_view_trend - the last values of a KPI up to now, gaps left out
 * @at: periods since now, so never above 0; t->trend of each
 *
 * Returns: how many.
 */
size_t kpi_view_trend(const struct kpi_view *v, size_t node, double *at, double *x);

/** kpi_view_per_week - how many of the period that is looked at make a week */
double kpi_view_per_week(const struct kpi_view *v);

/*
 * Records of a kind, appended to @o.
 */

/** kpi_goal_write - kind kpi: each KPI, and the key results in its place */
void kpi_goal_write(const struct kpi_view *v, struct buf *o);

enum kpi_gate { KPI_GATE_PASS, KPI_GATE_FAIL, KPI_GATE_NO_DATA };

/** kpi_goal_gate - fail: a key result is missed or behind; no data: of one there is none */
enum kpi_gate kpi_goal_gate(const struct kpi_view *v);

/** kpi_part_write - kind kpi_part: what each driver gave to the change of what it drives */
void kpi_part_write(const struct kpi_view *v, struct buf *o);

/** kpi_lead_write - kind kpi_lead: each indicator before the north star */
void kpi_lead_write(const struct kpi_view *v, struct buf *o);

/** kpi_ship_write - kind kpi_ship: what was shipped, and what moved */
void kpi_ship_write(const struct kpi_view *v, struct buf *o);

/** kpi_stage_write - kind kpi_stage: what a point of each stage of the journey is worth */
void kpi_stage_write(const struct kpi_view *v, struct buf *o);

/**
 * kpi_view_pairs - two KPIs side by side, the first @lag periods earlier
 * @changes: differences to the period before instead of values
 * @x, @y: s->nperiod each
 *
 * Returns: in how many periods up to now both are known.
 */
size_t kpi_view_pairs(const struct kpi_view *v, const size_t node[2], size_t lag, bool changes,
    double *x, double *y);

/** kpi_view_open - a record begins: its kind, and the tree's name when it has one */
void kpi_view_open(const struct kpi_view *v, struct jwrite *w, struct buf *o, const char *kind);

/** kpi_view_put - a number that was computed, to 12 digits; null when it is NAN */
void kpi_view_put(struct jwrite *w, const char *key, double x);

/** kpi_view_put_interval - KEY, KEY_lo and KEY_hi, likewise */
void kpi_view_put_interval(struct jwrite *w, const char *key, double x, double lo, double hi);

/** kpi_view_put_text - a text; nothing when it is empty */
void kpi_view_put_text(struct jwrite *w, const char *key, struct sv text);

/** kpi_view_put_value - value, value_lo, value_hi, unit and n of a KPI now, as far as known */
void kpi_view_put_value(const struct kpi_view *v, struct jwrite *w, size_t node);

/** kpi_view_put_window - when a period begins, or null when there is none */
void kpi_view_put_window(const struct kpi_view *v, struct jwrite *w, const char *key,
    size_t period);

#endif
