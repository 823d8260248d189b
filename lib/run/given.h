/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * given - values of options, compiled for a job
 *
 * @opt is the option as a message names it: "--order".
 */
#ifndef CX_RUN_GIVEN_H
#define CX_RUN_GIVEN_H

#include "run/job.h"

/** given_expr - an expression; RC_OK; RC_SYNTAX with the option and the column */
MUST_USE enum rc given_expr(const struct expr **x, const char *opt, const char *text,
    struct job *j, struct err *e);

/**
 * given_expr_or - likewise, or when @text is NULL @otherwise, whose fields nobody asked for:
 *                 they are not missed where there are none
 */
MUST_USE enum rc given_expr_or(const struct expr **x, const char *opt, const char *text,
    const char *otherwise, struct job *j, struct err *e);

/** given_word - @s can be an event's name as it is: no literal, no member of an object */
bool given_word(struct sv s);

/**
 * given_event - given_expr_or of a condition on events: a word is event_name == "word"
 *
 * A field that is true or false goes by `field == true`.
 */
MUST_USE enum rc given_event(const struct expr **x, const char *opt, const char *text,
    const char *otherwise, struct job *j, struct err *e);

/** given_text - the inverse: an expression's text in its one form, in @a; NULL for none */
const char *given_text(const struct expr *x, struct arena *a);

/**
 * given_duration - a length of time of at least @least microseconds
 * @such: one, for the message: "30m"
 *
 * Returns: RC_OK; RC_USAGE for what is none, or is shorter.
 */
MUST_USE enum rc given_duration(int64_t *us, const char *opt, const char *text, int64_t least,
    const char *such, struct err *e);

/** given_size - bytes, at least 1: 200M, with K, M and G as powers of 1024; RC_OK; RC_USAGE */
MUST_USE enum rc given_size(uint64_t *bytes, const char *opt, const char *text, struct err *e);

enum {
	GIVEN_WEIGHT_MAX = 1000000000,	/* events that a record may stand for, */
	GIVEN_SAMPLED_MAX = 100000	/* ... and may be drawn out of: squares are added up */
};

/**
 * given_weight - --weight: from now on a record of @j stands for as many events as it says
 * @text: EXPR, or "sampled:EXPR"; becomes its one form, in the job's arena; NULL: one
 *
 * Returns: RC_OK; RC_SYNTAX with the column.
 */
MUST_USE enum rc given_weight(const char **text, struct job *j, struct err *e);

#endif
