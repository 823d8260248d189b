/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lgrok - grok patterns, as Logstash and others have them, as regular expressions
 *
 *     %{IPORHOST:client_ip} %{NUMBER:duration_ms:float} (?<rest>.*)
 *
 * %{NAME} stands for the pattern called NAME, %{NAME:field} makes what it takes a field, and
 * %{NAME:field:type} one of a type: int, float, string, boolean.  [a][b] is the field a.b.
 * Patterns of the usual names are built in; a file may define others, or the same ones anew:
 * a line each, NAME, a space and the expression; # begins a comment line.
 *
 * Compiled once; the result is an expression of PCRE2 whose groups are fields.
 */
#ifndef CX_LOG_LGROK_H
#define CX_LOG_LGROK_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stddef.h>

enum lgrok_type { LGROK_ANY, LGROK_INT, LGROK_FLOAT, LGROK_TEXT, LGROK_BOOL };

enum {
	LGROK_DEPTH = 32,		/* patterns within patterns */
	LGROK_FILE_MAX = 1 << 20,	/* bytes of a file of patterns */
	LGROK_REGEX_MAX = 1 << 18	/* bytes of the expression that comes out */
};

struct lgrok_field {
	struct sv       group;	/* its name in the expression */
	struct sv       name;	/* of the field */
	enum lgrok_type type;
};

struct lgrok {
	struct sv           regex;
	struct lgrok_field *field;	/* of %{NAME:field}, in the order of the expression */
	size_t              n;
};

/**
 * lgrok_compile - what @given comes to
 * @given: a pattern; or @FILE, whose only pattern is meant, or @FILE:NAME
 *
 * Returns: RC_OK; RC_SYNTAX with the column in @given, or of a pattern of a file with its
 *          name in the message; RC_USAGE which pattern of the file is not said; RC_IO;
 *          RC_LIMIT patterns that hold themselves, or are too long.
 * Memory:  in @a.
 */
MUST_USE enum rc lgrok_compile(struct lgrok *g, struct sv given, struct arena *a, struct err *e);

#endif
