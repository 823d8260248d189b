/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qrun - a stream against a plan: good events pass, bad ones are set aside, faults add up
 *
 *     record ──► schemas (valid) ──► checks (qcheck) ──► the line, or rejects
 *                    └── faults: notes in input order ──► groups (event, path, code)
 *
 * Memory: a group for each event, path and code with faults, at most QRUN_GROUPS_MAX;
 * what checks remember (qcheck.h).  What is printed does not depend on -j.
 */
#ifndef CX_QUALITY_QRUN_H
#define CX_QUALITY_QRUN_H

#include "quality/qcheck.h"
#include "quality/qplan.h"
#include "run/job.h"
#include "run/map.h"
#include "schema/valid.h"

enum {
	QRUN_GROUPS_MAX = 10000,
	QRUN_SAMPLES = 5,
	QRUN_SAMPLE_MAX = 120,	/* bytes of a value shown */
	QRUN_NAME_MAX = 400	/* bytes of an event's name, or of a path, that are told apart */
};

struct qrun_sample {
	uint64_t  line;
	struct sv value;	/* JSON text, maybe cut; empty: what is missing, redacted */
};

struct qrun_group {		/* faults of one kind at one place */
	struct sv            event;	/* empty: not of a named event */
	struct sv            path;	/* JSON pointer, * for indices; empty: the record */
	const char          *code;
	struct sv            schema_path;
	const char          *severity;
	uint64_t             count;	/* events */
	uint64_t             first, last;	/* lines */
	struct sv            first_file, last_file;
	uint32_t             last_no;	/* number of that file */
	struct qrun_sample   sample[QRUN_SAMPLES];
	unsigned             nsample;
};

struct qrun_event {
	uint64_t n;
	uint64_t bad;
};

struct qrun_part {		/* of one thread */
	struct valid        *valid;
	struct qkind_tally   *tally;	/* by check */
	struct qrun_event    *event;	/* by event; [n]: all others */
	struct qrun_event     total;
	uint64_t              invalid;	/* events that do not fit, or have no schema */
	uint64_t              unplanned;
	struct arena          arena;
	struct arena          tmp;	/* of one value */
	struct buf            more, value;
};

struct qrun {
	const struct qplan   *plan;
	struct job           *job;
	struct qlook_clock    clock;
	bool                  mute;		/* good events are not written */
	bool                  redact;		/* samples have no values */
	struct qrun_part     *part[256];
	unsigned              nparts;
	/* of the groups: */
	struct arena          arena;
	struct hmap            groups;	/* payload struct qrun_group */
	struct sv             file;	/* name of the file that notes are of ... */
	uint32_t              file_no;	/* ... and its number */
	struct qrun_group     rest;	/* faults of kinds beyond QRUN_GROUPS_MAX */
};

/** qrun_init - ready to run; the plan is compiled, the job not open */
MUST_USE enum rc qrun_init(struct qrun *q, const struct qplan *p, struct job *j, struct err *e);

/**
 * qrun_go - run the job's input through the plan
 *
 * Events set aside do not count for --max-bad, which is about input that cannot be read: the
 * plan has targets for them.  Parts are added up in part[0].
 * Returns: as map_run.
 */
MUST_USE enum rc qrun_go(struct qrun *q, struct err *e);

/** qrun_free - give everything back */
void qrun_free(struct qrun *q);

#endif
