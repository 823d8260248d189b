/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_form - what an output says of few values, but for some numbers
 *
 *     ,"p95": | 133 | ,"p95_lo": | 96 | ,"p95_hi":null,"p95_n":5,"p95_method":"nearest-rank"
 *     part 0          part 1            part 2
 *
 * Groups of few records differ in few numbers: the text between them is made once for each
 * output and count, and then copied.  Forms are remembered by a memo (metric/agg_memo.h).
 */
#ifndef CX_METRIC_AGG_FORM_H
#define CX_METRIC_AGG_FORM_H

#include "base/buf.h"
#include "json/jwrite.h"
#include "metric/agg_type.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	AGG_FORM_FEW = 64,	/* values, below which outputs have forms */
	AGG_FORM_NUMBERS = 3,
	AGG_FORM_TEXT = 384,	/* bytes of the parts together; longer ones have no form */
	AGG_FORM_STEP = 64	/* so many bytes are copied at a time */
};

struct agg_form {
	const char *name;	/* of the output; NULL: nobody's form yet */
	uint16_t    n;		/* values behind it, */
	uint16_t    k;		/* and of a share, how many of them */
	bool        ci;
	bool        fresh;	/* to be made */
	bool        none;	/* it would be too long */
	uint8_t     numbers;
	uint16_t    rank[AGG_FORM_NUMBERS];	/* of quantiles: which of the values they are */
	uint16_t    end[AGG_FORM_NUMBERS + 1];	/* of each part */
	char        text[AGG_FORM_TEXT + AGG_FORM_STEP];
};

struct agg_former {		/* a form being made */
	struct agg_form *form;
	struct jwrite    w;	/* takes the members, */
	struct buf       text;
};

/** agg_form_begin - what is written to f->w from now on is the form; free: agg_form_end */
void agg_form_begin(struct agg_former *f, struct agg_form *form);

/** agg_form_number - here, behind a key, is a number: the value at that rank */
void agg_form_number(struct agg_former *f, uint64_t rank);

/** agg_form_end - the form is made; it is none when it is too long */
void agg_form_end(struct agg_former *f);

#endif
