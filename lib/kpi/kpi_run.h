/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_run - results in, a tree of KPIs out
 *
 *     record ──► whose value is it? ──► kpi_series ──┐
 *        └────► verdict or anomaly? ──► kpi_evidence ┴─► kpi_view ──► records of each kind
 */
#ifndef CX_KPI_KPI_RUN_H
#define CX_KPI_KPI_RUN_H

#include "kpi/kpi_tree.h"
#include "run/job.h"

#include <stdbool.h>
#include <stdint.h>

struct kpi_run {
	struct kpi_tree tree;
	const char     *only;		/* write this kind alone; NULL: all */
	uint64_t        against;	/* periods to look back */
	bool            gate;
	size_t          kind_slot;	/* of members that our other filters write */
	size_t          total_slot;
	size_t          end_slot;	/* window_end */
	size_t          slot[14];
};

/**
 * kpi_run_compile - read the tree, and ask the job for its fields
 *
 * Returns: RC_OK; RC_SYNTAX, RC_IO as kpi_tree_load; RC_USAGE.
 */
MUST_USE enum rc kpi_run_compile(struct kpi_run *r, const char *path, struct job *j,
    struct err *e);

/**
 * kpi_run_records - run the job, write what comes out
 *
 * Returns: RC_OK; with gate RC_NO a key result is missed or behind, RC_NOVERDICT one has no
 *          data; as stream_run and kpi_series_close.
 */
MUST_USE enum rc kpi_run_records(const struct kpi_run *r, struct job *j, struct err *e);

#endif
