/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qrun - a stream against a plan: good events pass, bad ones are set aside, faults add up
 *
 *     record ──► schemas (valid) ──► checks (qcheck) ──► the line, or rejects
 *                    └── faults: notes in input order ──► groups (qfault.h)
 *     good events ──► rows: notes in input order ──► segments (qtable_out.h)
 *
 * Memory: the groups, and what checks remember.  What is printed does not depend on -j.
 */
#ifndef CX_QUALITY_QRUN_H
#define CX_QUALITY_QRUN_H

#include "quality/qcheck.h"
#include "quality/qfault.h"
#include "quality/qplan.h"
#include "quality/qtable_out.h"
#include "quality/qtable_row.h"
#include "run/job.h"
#include "run/map.h"
#include "schema/flat.h"
#include "schema/valid.h"

enum {
	QRUN_SAMPLE_MAX = 120	/* bytes of a value shown */
};

struct qrun_event {
	uint64_t n;
	uint64_t bad;
};

struct qrun_part {		/* of one thread */
	struct valid        *valid;
	struct jread        *members;	/* of a line that its fields do not let pass; NULL */
	struct buf           line;
	struct qkind_tally   *tally;	/* by check */
	struct qrun_event    *event;	/* by event; [n]: all others */
	struct qrun_event     total;
	uint64_t              invalid;	/* events that do not fit, or have no schema */
	uint64_t              unplanned;
	struct arena          arena;
	struct arena          tmp;	/* of one value */
	struct buf            more, value;
	struct qtable_rows    rows;		/* of the event at hand */
	uint64_t              unfit;		/* events with a value that no column can hold */
	uint64_t              no_table;		/* events that are good and give no row */
};

struct qrun {
	const struct qplan   *plan;
	bool                  flat;		/* records come without their members: */
	const struct flat    *common;		/* the plan's common schema; NULL: none */
	const struct flat   **event;		/* its schemas, by event */
	struct job           *job;
	struct qlook_clock    clock;
	bool                  mute;		/* good events are not written */
	bool                  redact;		/* samples have no values */
	struct qrun_part     *part[JOB_THREADS_MAX];
	unsigned              nparts;
	struct qfault_groups  groups;
	struct qtable_out    *tables;		/* NULL: no rows are written */
};

/** qrun_init - ready to run; the plan is compiled, the job not open */
MUST_USE enum rc qrun_init(struct qrun *q, const struct qplan *p, struct job *j, struct err *e);

/**
 * qrun_go - run the job's input through the plan
 * @input: there is one; else what is found of none
 *
 * Events set aside do not count for --max-bad, which is about input that cannot be read: the
 * plan has targets for them.  Parts are added up in part[0].
 * Returns: as map_run.
 */
MUST_USE enum rc qrun_go(struct qrun *q, bool input, struct err *e);

/** qrun_free - give everything back */
void qrun_free(struct qrun *q);

#endif
