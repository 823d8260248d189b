/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lparse - lines of logs inside of texts, for parse() of the expressions
 *
 * A format that reads each line by itself, without header and pieces, is given one line a call.
 * Memory: a decoder and a line, for each thread and parse().
 */
#ifndef CX_LOG_LPARSE_H
#define CX_LOG_LPARSE_H

#include "expr/expr.h"

extern const struct expr_parser lparse_lines;

#endif
