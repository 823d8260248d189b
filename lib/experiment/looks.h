/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * looks - when an experiment was looked at, what was seen then, and what alpha it cost
 *
 * A file of one "ab_look" record a line, which state/memory.h locks, reads before the run and
 * puts in the place of the old one behind it:
 *
 *     {"kind":"ab_look","experiment":...,"metric":...,"variant":...,"look":2,"data":...,
 *      "at":...,"n":...,"information":...,"fraction":...,"bound":...,"stat":...,
 *      "alpha_spent":...,"effect":...,"effect_se":...,"chain":"16 hex digits"}
 *
 * A look is known by the identity of the data it was made of: the same day's run again is the
 * same look, adds none and spends nothing.  chain is XXH3 of the line up to it, seeded with the
 * chain of the line before: a line that was changed, dropped or put elsewhere by accident is
 * found.  It is no signature.
 */
#ifndef CX_EXPERIMENT_LOOKS_H
#define CX_EXPERIMENT_LOOKS_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "experiment/monitor.h"
#include "json/jwrite.h"
#include "state/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOOKS_MAX = 1000000 };	/* lines of a file */

struct looks_key {		/* one comparison */
	struct sv experiment;	/* empty: none named */
	struct sv metric;
	struct sv variant;
};

struct look {
	struct looks_key key;
	uint64_t  look;		/* of this comparison, from 1 */
	struct sv data;		/* identity of what was read: any text that is not empty */
	int64_t   at_us;	/* end of the data; 0: it has no times */
	uint64_t  n;		/* units of both sides */
	double    information;	/* 1 / se^2 */
	double    fraction;	/* of what is planned; NAN: nothing is */
	double    bound;	/* that |stat| must reach; NAN where the monitor has none */
	double    stat;
	double    alpha_spent;	/* so far */
	double    effect;
	double    effect_se;
};

struct looks {
	struct arena a;
	struct look *look;	/* as they stand in the file, then those added */
	struct sv   *line;	/* their text, without its end */
	size_t       n;
	uint64_t     chain;	/* of the last line */
};

/** looks_init - none; looks_free when it is done */
void looks_init(struct looks *l);

/** looks_free - all memory */
void looks_free(struct looks *l);

/** looks_memory_ops - load and save of a struct looks, for memory_init */
extern const struct memory_ops looks_memory_ops;

/**
 * looks_next - the looks of a comparison, in order
 * @at: 0 for the first; moved
 *
 * Returns: NULL behind the last.  A look is good until looks_add.
 */
const struct look *looks_next(const struct looks *l, const struct looks_key *key, size_t *at);

/** looks_seen - the look of a comparison that was made of this data; NULL none */
const struct look *looks_seen(const struct looks *l, const struct looks_key *key, struct sv data);

struct looks_past {		/* of one comparison, seen from one of its looks */
	const struct look **before;	/* those before it, in order */
	size_t              n;
	const struct look  *seen;	/* itself, if its data was looked at; NULL: it is new */
};

/**
 * looks_past_of - what was seen of a comparison before its data was @data
 * @l: NULL: nobody records the looks, and this one is the first
 *
 * Memory: in @a; the looks are good until looks_add.
 */
void looks_past_of(struct looks_past *p, const struct looks *l, const struct looks_key *key,
    struct sv data, struct arena *a);

/**
 * looks_judge - the bound of this look, given those before it
 * @now: information is read; look, fraction, bound and alpha_spent are filled: of data that
 *       was seen they are what they were
 *
 * Returns: RC_OK; RC_LIMIT more looks than a bound can be computed for.
 * Cost: as monitor_bounds.  Memory: scratch in @a.
 */
MUST_USE enum rc looks_judge(const struct looks_past *p, const struct monitor *m,
    const struct monitor_design *d, struct look *now, struct arena *a, struct err *e);

/**
 * looks_add - the next look of a comparison; its number is set, its texts are copied
 *
 * Its data has not been seen (looks_seen).
 * Returns: RC_OK; RC_LIMIT more than LOOKS_MAX lines.
 */
MUST_USE enum rc looks_add(struct looks *l, const struct look *look, struct err *e);

/** looks_put - the members of a look, without kind, chain and end, as a record has them */
void looks_put(const struct look *look, struct jwrite *w);

#endif
