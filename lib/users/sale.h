/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sale - which events are orders and refunds, and what they are worth
 *
 * The same options and defaults in every filter that speaks of value.
 */
#ifndef CX_USERS_SALE_H
#define CX_USERS_SALE_H

#include "base/num.h"
#include "expr/expr.h"
#include "query/option.h"
#include "run/job.h"

enum { SALE_CURRENCY_MAX = 16 };	/* bytes of a currency */

struct sale_query {		/* options as given; NULL: the default */
	const char *order;	/* EXPR */
	const char *refund;	/* EXPR */
	const char *value;	/* EXPR */
};

#define SALE_ORDER "event_name == \"purchase\""
#define SALE_REFUND "event_name == \"refund\""
#define SALE_VALUE "value"

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SALE_OPTIONS(s, q)	SALE_OPTIONS_OF(s, q, .needs = NULL)

/* Likewise, with what else is to be said of each row. */
#define SALE_OPTIONS_OF(s, q, ...) \
	OPT_TEXT(0, "order", s, q.order, "EXPR", \
	    "orders: EXPR, or the name of an event (default purchase)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, __VA_ARGS__), \
	OPT_TEXT(0, "refund", s, q.refund, "EXPR", \
	    "what pays back an order: EXPR, or the name of an event (default refund)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, __VA_ARGS__), \
	OPT_TEXT(0, "value", s, q.value, "EXPR", \
	    "what an order is worth, or a refund pays back (default value)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, __VA_ARGS__)

struct sale_plan {
	const struct expr *order;
	const struct expr *refund;
	const struct expr *value;
	const struct expr *id;		/* transaction_id */
	const struct expr *currency;
};

struct sale {			/* an order or a refund */
	struct sv id;		/* of its transaction; empty: it has none */
	bool      refund;	/* also an order of less than nothing */
	bool      valued;	/* it has a value; a refund without one is of all of its order */
	num_i128  units;	/* value, exact, in units of 1e-9: below 1e18; as it was given */
	struct sv currency;	/* letters, digits, - and _; empty: not known */
};

/**
 * sale_compile - compile the options for a job
 *
 * Fields of the defaults are not missed where no record has them.
 * Returns: RC_OK; RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc sale_compile(struct sale_plan *p, const struct sale_query *q, struct job *j,
    struct err *e);

/** sale_save - the inverse: the options that @p is, in their one form */
void sale_save(struct sale_query *q, const struct sale_plan *p, struct job *j);

/**
 * sale_read - what a record that is an order or a refund says
 * @refund: p->refund is true of it
 *
 * A value of more than 9 decimals is rounded to 9, as are those that a program has added up
 * in doubles.
 * Returns: RC_OK, texts in the record or in @ev until it is reset; RC_BAD for a value that is
 *          no number below 1e18, or a currency that is none.
 */
MUST_USE enum rc sale_read(const struct sale_plan *p, const struct record *r, bool refund,
    struct expr_eval *ev, struct sale *s, struct err *e);

/** sale_value - its value for a fact: null where it has none, digits in @a */
struct val sale_value(const struct sale *s, struct arena *a);

#endif
