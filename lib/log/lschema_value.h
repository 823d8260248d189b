/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_value - a value of an export as the value of a field
 *
 * Results are slices of the record when nothing had to change, else they lie in the
 * scratch memory, which is cleared for each event.
 */
#ifndef CX_LOG_LSCHEMA_VALUE_H
#define CX_LOG_LSCHEMA_VALUE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "log/lfind.h"
#include "log/lschema.h"
#include "time/tstamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lschema_word {		/* a text, and what it reads as; empty: as nothing */
	struct sv from;
	struct sv to;
};

struct lschema_read {		/* how a value is read */
	enum lschema_how           how;		/* never LSCHEMA_NAMED */
	const struct lschema_word *word;
	size_t                     nword;
	struct sv                  behind;	/* what the value begins with; empty: nothing */
};

struct lschema_scratch {	/* of one decoder */
	struct arena             tmp;
	struct buf               text;
	const struct tstamp_cfg *time;
	bool                     run;		/* it is known when the run has started: */
	int64_t                  run_us;
	const struct sv         *unknown;	/* texts that mean nothing is known */
	size_t                   nunknown;
};

/** lschema_value_how - how the values of a field are read when its rule does not say */
enum lschema_how lschema_value_how(struct sv name);

/**
 * lschema_value - what a path has found, read
 * @f:   at the rule's path
 * @g:   at its second one, of LSCHEMA_SPAN_NS alone; else NULL
 * @out: set on RC_OK
 *
 * Returns: RC_OK; RC_EMPTY nothing is known: the next rule may know; RC_BAD it is no time.
 */
enum rc lschema_value(struct lschema_scratch *c, const struct lschema_read *r,
    const struct lfind_found *f, const struct lfind_found *g, struct val *out);

#endif
