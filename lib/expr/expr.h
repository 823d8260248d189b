/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr - the predicate and expression language (cx-expr(7))
 *
 *     status >= 500 && path =~ "^/api/" && !(method in ["GET", "HEAD"])
 *
 * Three-valued: a missing field is null, a comparison with null is unknown,
 * unknown is not true.  A wholly numeric string compares (with a number) and
 * adds as a number.  Compiled once against a projection; evaluated without
 * allocation in the steady state.  Expressions are constant and shared; each
 * thread has an eval.
 *
 * From loose to tight: ||, &&, ! (so that !a == b is !(a == b)), comparisons
 * (which do not chain), + and -, * / %, unary -, parentheses and calls.
 *
 * - Which values are equal and which is less: expr/cmp.h.  x in [a, b] is
 *   x == a || x == b.  A comparison with the literal null is refused.
 * - =~ and !~ look for a regular expression (expr/pattern.h), a literal string,
 *   in the text of any value.
 * - Arithmetic is in doubles on numbers and wholly numeric strings; everything
 *   else, a division by zero and an overflow give null.  % has the sign of its
 *   left side.
 * - Strings are '...' or "..." with JSON's escapes (and \'): a regular
 *   expression's \d is written \\d, or [0-9].
 * - Functions: the table in expr/func.c.  route(): expr/route.h.  is_bot(),
 *   device(), channel(): expr/rules.h.
 */
#ifndef CX_EXPR_EXPR_H
#define CX_EXPR_EXPR_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/val.h"
#include "expr/lex.h"
#include "record/proj.h"
#include "record/record.h"
#include "time/tstamp.h"

#include <stdbool.h>

enum expr_tri { EXPR_FALSE, EXPR_TRUE, EXPR_UNKNOWN };

struct expr;
struct rules_channels;	/* see expr/rules.h */
struct expr_eval;	/* per thread: scratch arena, match data, caches */

/* Formats of lines, of which nothing is known here: for parse(). */
struct expr_parser {
	/* A format by its name, in @a: RC_OK; an error when no line by itself is of it. */
	enum rc (*open)(const void **format, struct sv name, const struct tstamp_cfg *time,
	                struct arena *a, struct err *e);
	void   *(*begin)(const void *format);	/* what a thread reads lines with */
	/* A line as an object, its text in @a; false when it is not of the format. */
	bool    (*line)(void *reader, struct sv text, struct arena *a, struct sv *json);
	void    (*end)(void *reader);
};

struct expr_env {
	struct arena       *arena;	/* compiled expressions live here */
	struct proj        *proj;	/* gets the fields they read */
	const struct tzone *zone;	/* for hour(), weekday(), date(), and times written in the
					 * expression without an offset; NULL: UTC */
	struct tstamp_cfg   input;	/* how times in records are read */
	const struct rules_channels *channels;	/* of channel(), before ours; NULL: none */
	const struct expr_parser *parser;	/* of parse(); NULL: there is none */
};

/**
 * expr_compile - compile all of @text
 *
 * Returns: RC_OK; RC_SYNTAX with e->col and what was expected (unknown functions
 *          with the nearest name).  caret_draw() in lib/tool draws the caret.
 */
MUST_USE enum rc expr_compile(const struct expr **x, struct sv text, const struct expr_env *env,
    struct err *e);

/** expr_parse - one expression from a token stream; stops at the first token that cannot go on */
MUST_USE enum rc expr_parse(const struct expr **x, struct lex *l, const struct expr_env *env,
    struct err *e);

/**
 * expr_stray - the token that ends an expression is one that cannot stand there
 * @what: what could
 *
 * Returns: RC_SYNTAX at the token; `and`, `or`, `not` and other languages' words get their cure.
 */
enum rc expr_stray(const struct lex *l, const char *what, struct err *e);

struct expr_map {		/* what takes the place of a value */
	struct val (*fn)(const void *ctx, const struct val *v, struct arena *tmp);
	const void  *ctx;
};

/**
 * expr_mapped - @x, but of each value @m->fn of it
 * @m: copied; fn is called by many threads at once, its answer may lie in ctx or tmp
 *
 * Its text is that of @x: what is done to the values is the caller's to save.
 * Memory: in @a, where @x is.
 */
const struct expr *expr_mapped(const struct expr *x, const struct expr_map *m, struct arena *a);

/** expr_const - @x reads no field: its value in *out */
bool expr_const(const struct expr *x, struct val *out);

/** expr_field - @x is just a field: its slot in *slot */
bool expr_field(const struct expr *x, size_t *slot);

/** expr_same - equal after parsing (same tree) */
bool expr_same(const struct expr *a, const struct expr *b);

/** expr_text - canonical text of @x: what it was parsed from, white space folded, in @a */
struct sv expr_text(const struct expr *x, struct arena *a);

/**
 * expr_free - give back what @x has outside its arena: machine code
 *
 * For processes that go on without @x; the end of the process does as well.
 */
void expr_free(const struct expr *x);

/** expr_eval_new - scratch for one thread; expr_eval_free */
struct expr_eval *expr_eval_new(void);

/** expr_eval_free - NULL is fine */
void expr_eval_free(struct expr_eval *ev);

/** expr_eval_arena - scratch until expr_eval_reset: decoded text of this record lives here */
struct arena *expr_eval_arena(struct expr_eval *ev);

/** expr_eval_reset - forget the scratch of the last record */
void expr_eval_reset(struct expr_eval *ev);

/**
 * expr_value - evaluate
 * @out: slices into the record, the expression or the scratch arena
 *
 * Returns: RC_OK (null is a value); RC_BAD when the record cannot be judged: a regular
 *          expression ran into its match limit (e->msg says which).
 */
MUST_USE enum rc expr_value(const struct expr *x, const struct record *r, struct expr_eval *ev,
    struct val *out, struct err *e);

/** expr_test - evaluate as a predicate; non-boolean values are unknown */
MUST_USE enum rc expr_test(const struct expr *x, const struct record *r, struct expr_eval *ev,
    enum expr_tri *out, struct err *e);

struct expr_rows {		/* records that are judged together */
	const struct record *const *rec;
	size_t                      n;	/* at most BATCH_ROWS; where one cannot be judged, */
	enum rc                     rc;	/* ... for this and what e says, those before it */
	struct expr_eval           *ev;
	struct err                 *e;
};

/**
 * expr_test_rows - expr_test of many records
 * @r:   r->n is lowered and r->rc set where one cannot be judged
 * @tri: an enum expr_tri for each
 */
void expr_test_rows(const struct expr *x, struct expr_rows *r, uint8_t *tri);

/**
 * expr_value_rows - expr_value of many records
 * @r:    as expr_test_rows
 * @room: for as many values, of which those that are computed come to lie here
 * @at:   of each record, where its value is: in the record, in the expression or in @room
 */
void expr_value_rows(const struct expr *x, struct expr_rows *r, struct val *room,
    const struct val **at);

/** expr_member - @text as a member name, in @a: runs of punctuation as one '_', trimmed */
struct sv expr_member(struct sv text, struct arena *a);

#endif
