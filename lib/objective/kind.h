/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind - the kinds of objectives: what a specification says of each
 *
 *     objective/kind_ratio.c   its keys, how they are read		kind_ratio
 *     judge/ratio.c            how its events become a verdict		ratio_kind
 *     slo/slo_ratio.c          what is counted, records and words	slo_ratio
 *
 * A new kind is a name in enum slo_type, a file and a row in each of the three rooms it
 * passes, and a line in cx-spec(5).  Nobody else asks what kind an objective is: they ask
 * for the flag, or call the function, of its row.
 */
#ifndef CX_OBJECTIVE_KIND_H
#define CX_OBJECTIVE_KIND_H

#include "base/rc.h"
#include "base/registry.h"
#include "objective/objective.h"

#include <stdint.h>

enum kind_flags {
	KIND_COMPARES = 1,	/* two sides with each other: it has no target and no budget */
	KIND_MEMBERS = 2,	/* made of other objectives: it counts no events of its own */
	KIND_SLICES = 4,	/* a slice is good when it has enough events, whatever these are */
	KIND_PART = 8		/* others may be made of it */
};

struct shortform;

struct kind {
	enum slo_type type;
	const char *name;	/* of the key `type` */
	const char *summary;
	const char *tells;	/* keys that make `type` needless, in words; NULL: none */
	unsigned    flags;	/* enum kind_flags */
	uint64_t    keys;	/* it may have: SHORTFORM_KEY of each */
	uint64_t    signs;	/* of these, which tell the kind */
	/* What it has of its own, once shortform_common is through. */
	enum rc   (*parse)(struct shortform *r);
	/* When all objectives of a document are known; NULL: nothing to do then. */
	enum rc   (*finish)(struct shortform *r);
};

extern const struct kind kind_ratio, kind_percentile, kind_liveness;
extern const struct kind kind_baseline, kind_apdex, kind_composite;

/* All of them, in the order of enum slo_type. */
extern const struct registry kind_registry;

/** kind_row - the @i-th row of kind_registry; NULL behind the last */
const struct kind *kind_row(size_t i);

/** kind_of - the row of an objective */
const struct kind *kind_of(const struct slo_objective *o);

/**
 * kind_has_share - what is asked of @o is that a share of events, or slices, is good
 *
 * Not of what compares, which is asked for a ratio, and not of the burns of members.
 */
bool kind_has_share(const struct slo_objective *o);

#endif
