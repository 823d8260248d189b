/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * func_text - the functions that take texts apart; private to lib/expr, rows in func.c
 */
#ifndef CX_EXPR_FUNC_TEXT_H
#define CX_EXPR_FUNC_TEXT_H

#include "expr/func.h"

/** func_text_trim - trim(s) */
struct val func_text_trim(const struct func_call *c);

/** func_text_split - split(s, t, n) */
struct val func_text_split(const struct func_call *c);

/** func_text_substr - substr(s, from [, n]) */
struct val func_text_substr(const struct func_call *c);

/** func_text_segment - segment(path, n) */
struct val func_text_segment(const struct func_call *c);

/** func_text_url - url_decode(s) */
struct val func_text_url(const struct func_call *c);

/** func_text_cidr - cidr(address, network) */
struct val func_text_cidr(const struct func_call *c);

/** func_text_duration - duration_ms(x) */
struct val func_text_duration(const struct func_call *c);

/** func_text_json - json(s) */
struct val func_text_json(const struct func_call *c);

/** func_text_format - format(x, form) */
struct val func_text_format(const struct func_call *c);

/**
 * func_text_check - a constant argument that is wrong for every record
 * @v: argument @i of @f, from 0
 *
 * Returns: what is wrong, of static storage; NULL: it may be right.
 */
const char *func_text_check(const struct func *f, size_t i, const struct val *v);

#endif
