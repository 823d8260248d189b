/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest_parts - an envelope compiled; private to nest.c and nest_decode.c
 */
#ifndef CX_ENVELOPE_NEST_PARTS_H
#define CX_ENVELOPE_NEST_PARTS_H

#include "envelope/nest.h"
#include "expr/pattern.h"
#include "line/line.h"

struct nest_output {			/* a field of the envelope in the record */
	size_t    from;		/* index in nest_line.field, or that of the message */
	struct sv name;
	struct sv key;		/* as JSON */
	bool      key_esc;
	unsigned  rank;
	size_t    slot;		/* proj->n: none */
};

struct nest {
	struct line_source      base;
	const struct nest_type *type;
	const struct source    *inner;		/* NULL: the text is the message */
	struct tstamp_cfg       time;
	size_t                  max_line;
	size_t                  message;	/* number of the envelope's own fields */
	struct nest_output          *out;
	size_t                  nout;
	size_t                  nfirst;		/* of them stand before the inner members */
	bool                    slots;		/* some output has one */
	bool                    joins;		/* lines may belong to the one before them: */
	const struct pattern   *continues;	/* ... those that it matches; NULL: indented */
};

/** nest_ops - how its records are read */
extern const struct line_ops nest_ops;

#endif
