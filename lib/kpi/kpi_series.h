/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_series - what records say of each KPI, period by period
 *
 *     kpi_series_add, by record ──► kpi_series_close ──► columns: x[node][period]
 *
 * Records come in any order, and what comes out does not depend on it.
 * Memory: some 100 bytes a measured KPI and period, then 32 bytes a KPI and period.
 */
#ifndef CX_KPI_KPI_SERIES_H
#define CX_KPI_KPI_SERIES_H

#include "base/hmap.h"
#include "kpi/kpi_tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KPI_CELLS_MAX = 20000000 };	/* KPIs times periods */

struct kpi_column {		/* of one KPI: NAN is what is not known */
	double *x;
	double *lo;
	double *hi;
	double *n;
};

struct kpi_series {
	const struct kpi_tree *t;
	struct arena           arena;
	struct hmap           *point;	/* of each node: number of the period -> what it has */
	int64_t                first;	/* numbers of the periods; first > last: there are none */
	int64_t                last;
	int64_t                end_us;	/* the latest end of what a record is of */
	struct kpi_column     *column;	/* of each node, over nperiod; by kpi_series_close */
	size_t                 nperiod;
};

struct kpi_measure {		/* what one record says of one KPI */
	int64_t           at_us;
	int64_t           end_us;	/* of the window it is of */
	const struct val *x;
	double            number;	/* the same as a number, finite */
	double            lo;		/* NAN: not said */
	double            hi;
	double            n;
};

/** kpi_series_init - no records yet; @seed as job->seed */
void kpi_series_init(struct kpi_series *s, const struct kpi_tree *t, uint64_t seed);

/** kpi_series_add - one record's value of a measured KPI */
void kpi_series_add(struct kpi_series *s, size_t node, const struct kpi_measure *m);

/**
 * kpi_series_close - the columns, of computed KPIs too
 * @conf: of the interval of a share (Wilson)
 *
 * Returns: RC_OK; RC_USAGE several records in one period and no fold; RC_LIMIT.
 */
MUST_USE enum rc kpi_series_close(struct kpi_series *s, double conf, struct err *e);

/** kpi_series_span - when the period at an index begins and ends */
struct twindow_span kpi_series_span(const struct kpi_series *s, size_t i);

/** kpi_series_at - the index of the period that holds @at_us, of a series that has one; may be
 * below 0, or nperiod on */
int64_t kpi_series_at(const struct kpi_series *s, int64_t at_us);

/** kpi_series_free - give everything back */
void kpi_series_free(struct kpi_series *s);

#endif
