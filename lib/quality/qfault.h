/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qfault - what is wrong with events, and how often: groups by event, place and reason
 *
 *     fault ──► note, in the block's output ──► groups, in input order
 *
 * Notes are made by all threads and added by one after the other, so that first, last and
 * samples of a group are the same for any -j.
 *
 * Memory: a group for each event, place and reason with faults, at most QFAULT_GROUPS_MAX.
 */
#ifndef CX_QUALITY_QFAULT_H
#define CX_QUALITY_QFAULT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hmap.h"
#include "quality/qplan.h"
#include "run/stream.h"
#include "schema/valid.h"

#include <stdint.h>

enum {
	QFAULT_GROUPS_MAX = 10000,
	QFAULT_SAMPLES = 5,
	QFAULT_NAME_MAX = 400	/* bytes of an event's name, or of a path, that are told apart */
};

/* Why an event is bad; the first and the last stand for as many as there are. */
enum qfault_reason {
	QFAULT_SCHEMA,		/* plus an enum valid_code */
	QFAULT_UNPLANNED = QFAULT_SCHEMA + VALID_CODES,
	QFAULT_UNNAMED,
	QFAULT_COLUMN,		/* no column can hold the value: see qtable_row.h */
	QFAULT_NO_KEY,		/* a row would have none; no fault of the event */
	QFAULT_NO_TABLE,	/* it gives no row; likewise */
	QFAULT_OTHER,		/* of groups that there was no room for */
	QFAULT_CHECK		/* plus the number of the check in the plan */
};

struct qfault {
	unsigned            reason;	/* enum qfault_reason */
	enum qplan_severity severity;
	struct sv           event;	/* its name; empty: none */
	struct sv           path;	/* JSON pointer; empty: the record */
	struct sv           shape;	/* the same with * for indices */
	struct sv           where;	/* what asks for it: FILE#/pointer */
};

struct qfault_sample {
	uint64_t  line;
	struct sv value;	/* JSON text, maybe cut; empty: what is missing, redacted */
};

struct qfault_group {
	unsigned             reason;
	enum qplan_severity  severity;
	struct sv            event, shape, where;	/* as in struct qfault */
	uint64_t             count;	/* events */
	uint64_t             first, last;	/* lines */
	struct sv            first_file, last_file;
	uint32_t             last_no;	/* number of that file */
	struct qfault_sample sample[QFAULT_SAMPLES];
	unsigned             nsample;
};

struct qfault_groups {
	struct arena        arena;
	struct hmap         group;	/* payload struct qfault_group */
	struct qfault_group rest;	/* faults beyond QFAULT_GROUPS_MAX groups */
	struct sv           file;	/* name of the file that notes are of ... */
	uint32_t            file_no;	/* ... and its number */
};

/** qfault_code - of a reason, in reports and rejects; of static storage */
const char *qfault_code(const struct qplan *p, unsigned reason);

/** qfault_message - what is said of a reason that is no schema's */
const char *qfault_message(const struct qplan *p, unsigned reason);

/** qfault_cut - at most @max bytes of @s, whole characters */
struct sv qfault_cut(struct sv s, size_t max);

/** qfault_note - append a fault of the event on @line; @value: JSON text, empty: not shown */
void qfault_note(const struct qfault *f, uint64_t line, struct sv value, struct buf *note);

/** qfault_groups_init - none */
void qfault_groups_init(struct qfault_groups *g, uint64_t seed);

/**
 * qfault_groups_add - the first of the notes of a block; an event counts once in a group
 * @notes: go on behind it
 */
void qfault_groups_add(struct qfault_groups *g, const struct stream_at *at, struct sv *notes);

/** qfault_groups_free - give everything back */
void qfault_groups_free(struct qfault_groups *g);

#endif
