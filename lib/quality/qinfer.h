/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qinfer - a plan drafted from a stream: types, what is always there, values, formats
 *
 * A draft to be read, not a truth: it says what was seen.  Memory: the properties
 * seen, at most QINFER_NAMES_MAX an object, and a few values of each.
 */
#ifndef CX_QUALITY_QINFER_H
#define CX_QUALITY_QINFER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/val.h"
#include "quality/jitem.h"
#include "quality/qset.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	QINFER_NAMES_MAX = 500,		/* more: the object's names are data */
	QINFER_EVENTS_MAX = 1000,
	QINFER_DEPTH_MAX = 6,
	QINFER_VALUES = 12		/* an enumeration has no more */
};

struct qinfer {
	struct arena  arena;
	struct jitems items;
	uint64_t      n;
	uint64_t      unnamed;	/* events without a name */
	struct map    event;	/* by name: payload struct qinfer_object */
	bool          many;	/* more names than QINFER_EVENTS_MAX */
	uint64_t      seed;
};

/** qinfer_init - nothing seen */
void qinfer_init(struct qinfer *q, uint64_t seed);

/** qinfer_add - one event, and its name's value */
void qinfer_add(struct qinfer *q, struct sv line, const struct jread_member *m, size_t n,
    const struct val *name);

/** qinfer_write - the plan, YAML; @key is the expression that names events */
void qinfer_write(struct qinfer *q, struct sv key, struct buf *o);

/** qinfer_free - give everything back */
void qinfer_free(struct qinfer *q);

#endif
