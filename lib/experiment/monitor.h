/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * monitor - when an experiment may be looked at, and what a look has to show
 *
 *     fixed   obf   pocock   power:2   hsd:-4   anytime
 *
 * Each is a row of a registry, and each becomes the same thing: a bound of |z| for every look
 * (stats/group_seq.h), which is also the multiplier of the interval that may be read there.
 */
#ifndef CX_EXPERIMENT_MONITOR_H
#define CX_EXPERIMENT_MONITOR_H

#include "base/registry.h"
#include "stats/group_seq.h"

#include <stdbool.h>
#include <stddef.h>

enum monitor_way { MONITOR_FIXED, MONITOR_SPEND, MONITOR_ANYTIME };

struct monitor_kind {
	const char          *name;
	const char          *summary;
	enum monitor_way     way;
	enum group_seq_spend spend;	/* MONITOR_SPEND */
	const char          *param;	/* behind the colon: "RHO"; NULL: nothing */
	double               lo, hi;	/* of the parameter */
	double               usual;	/* where monitors are compared */
};

/** monitor_registry - the kinds */
extern const struct registry monitor_registry;

struct monitor {
	const struct monitor_kind *kind;	/* NULL: not chosen */
	double                     param;
};

enum { MONITOR_TEXT_MAX = 80 };

/** monitor_parse - "obf", "power:2"; RC_SYNTAX with what was expected and the nearest name */
MUST_USE enum rc monitor_parse(struct monitor *m, struct sv text, struct err *e);

/** monitor_text - the same back, in @text of MONITOR_TEXT_MAX bytes */
struct sv monitor_text(const struct monitor *m, char *text);

struct monitor_design {
	double   alpha;		/* of all sides together */
	unsigned sides;		/* 1 or 2 */
	double   info_max;	/* planned, in the unit of the looks' information */
	double   units;		/* of both arms together at info_max: anytime counts in these */
	double   n_star;	/* units at which anytime's interval is narrowest */
	bool     final;		/* the last look is the last one ever */
};

/**
 * monitor_bounds - fill bounds, fractions and alpha spent of looks whose information is known
 * @g: g->look[].info is read, in time order: as in group_seq_bounds, also when it goes down
 *
 * fixed has a bound at the look that reaches info_max, or is final, alone.  anytime has one
 * at each look, n being units * info / info_max, and spends nothing that could run out:
 * spent is 0.
 */
void monitor_bounds(const struct monitor *m, const struct monitor_design *d,
    struct group_seq *g);

#endif
