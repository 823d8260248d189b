/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer_write - what is known of a stream as a tracking plan in YAML
 *
 * A draft is to accept the events it was drafted from, and tomorrow's: so
 * - required is what every event has;
 * - integer is what is written without point and exponent, else number;
 * - enum takes 2 to INFER_NODE_VALUES_MAX different texts, each seen INFER_WRITE_SEEN times;
 * - format is one that all texts have (hostname: when the name says host or domain, too:
 *   most words are one);
 * - maxLength is the first power of two of at least twice the longest text;
 * - minimum is 0 when none of INFER_WRITE_NUMBERS numbers or more is negative: then, with
 *   95 % confidence, less than 3 % are (the rule of three).  Other limits are comments;
 * - `common` has the members that all events have, of the same types in each kind of event;
 *   of what names events it takes any text: which names there are, `schemas` says;
 * - time is the first of them that is a date-time, `timestamp` before others.
 */
#ifndef CX_QUALITY_INFER_WRITE_H
#define CX_QUALITY_INFER_WRITE_H

#include "base/buf.h"
#include "base/sv.h"
#include "quality/infer_node.h"

#include <stddef.h>
#include <stdint.h>

enum {
	INFER_WRITE_SEEN = 10,
	INFER_WRITE_NUMBERS = 100
};

struct infer_write_event {
	struct sv                name;
	const struct infer_node *node;
};

struct infer_write {
	struct sv                       key;	/* expression */
	const struct infer_write_event *event;	/* ascending by name */
	size_t                          n;
	const struct infer_node        *unnamed;	/* events without a name */
};

/** infer_write_plan - append the plan */
void infer_write_plan(const struct infer_write *d, struct buf *o);

/** infer_write_scalar - append a text as YAML 1.2, on one line, fit for a key, too */
void infer_write_scalar(struct buf *o, struct sv s);

#endif
