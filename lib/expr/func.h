/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * func - the functions of the expression language
 *
 * Adding one: a row in func.c, its few lines there, a line in cx-expr(7).
 * Functions do not fail: what cannot be computed is null.
 */
#ifndef CX_EXPR_FUNC_H
#define CX_EXPR_FUNC_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/registry.h"
#include "base/sv.h"
#include "base/val.h"
#include "expr/rules.h"
#include "time/tstamp.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	FUNC_ARGS_MAX = 3,
	FUNC_ANY = 255,
	FUNC_FORWARDED_MAX = 1000	/* addresses that client() counts to */
};

enum func_form {
	FUNC_PLAIN,	/* arguments first, then fn */
	FUNC_EXISTS,	/* these three look at their arguments one by one */
	FUNC_COALESCE,
	FUNC_IF,
	FUNC_CASE,	/* condition and value by turns, the last alone */
	FUNC_MATCH,	/* these two have a pattern, as a literal text, for argument 2 */
	FUNC_REPLACE,
	FUNC_PARSE	/* a format, likewise */
};

struct func;

struct func_call {
	const struct func  *func;	/* that is called */
	const struct val   *arg;	/* FUNC_ARGS_MAX, VAL_NONE where there is none */
	const struct tstamp_cfg *arg_time;	/* how argument 0 is read as a time */
	const struct tstamp_cfg *here;	/* likewise the others; its zone is that of answers */
	struct arena       *arena;
	struct rules_cache *cache;	/* NULL: none */
	const struct rules_channels *channels;	/* of the user; NULL: none */
};

struct func {
	const char     *name;
	unsigned        min;		/* arguments */
	unsigned        max;		/* FUNC_ANY: no end */
	enum func_form  form;
	struct val    (*fn)(const struct func_call *c);
	bool            cached;		/* wants the cache of user agents */
	const char     *args;		/* as the manual shows them */
	const char     *summary;
};

/** func_registry - the functions, by name */
extern const struct registry func_registry;

/** func_at - the @i-th function; NULL behind the last */
const struct func *func_at(size_t i);

/** func_find - by name or NULL */
const struct func *func_find(struct sv name);

/** func_near - what someone who typed @name may have meant, other languages' names too; or NULL */
const struct func *func_near(struct sv name);

/** func_text - text of a value that is not null; false when it is */
bool func_text(const struct val *v, struct arena *a, struct sv *s);

#endif
