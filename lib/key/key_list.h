/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * key_list - what -b and -u name: expressions whose values tell groups or users apart
 */
#ifndef CX_KEY_KEY_LIST_H
#define CX_KEY_KEY_LIST_H

#include "base/rc.h"
#include "base/sv.h"
#include "expr/expr.h"

#include <stddef.h>

struct key_expr {
	struct sv          name;
	const struct expr *x;
};

/**
 * key_list_parse - parse -b: `name = expr` or `expr`, comma separated; none when empty
 * @key: the keys, in @env's arena
 *
 * An unnamed key is named as metrics are: route(path) is route_path.
 * Returns: RC_OK; RC_SYNTAX with the column in @text.
 */
MUST_USE enum rc key_list_parse(const struct key_expr **key, size_t *n, const char *text,
    const struct expr_env *env, struct err *e);

/**
 * key_list_name - a key's name as such a list has it, in @a
 *
 * In backquotes where a bare one would be read as a number or a difference.
 */
struct sv key_list_name(struct sv name, struct arena *a);

#endif
