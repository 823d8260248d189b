/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ecma - regular expressions of JSON Schema (ECMA-262, flag u) in PCRE2's words
 *
 * Where the two differ, the text is translated: $ is the very end, a dot stops
 * at four line ends, \s has Unicode's spaces, [^] is any character, \uXXXX and
 * \p{Letter} have other names.  What ECMA-262 does not have (\A, (?i), possessive
 * quantifiers ...) is refused rather than matched by chance.
 */
#ifndef CX_SCHEMA_ECMA_H
#define CX_SCHEMA_ECMA_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

/**
 * ecma_pcre - translate
 * @out: in @a
 *
 * Returns: RC_OK; RC_SYNTAX with e->col, a byte of @text.
 */
MUST_USE enum rc ecma_pcre(struct sv *out, struct sv text, struct arena *a, struct err *e);

#endif
