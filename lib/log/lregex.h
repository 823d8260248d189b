/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lregex - the regex source: named groups are fields (PCRE2, JIT)
 *
 * The expression is matched anywhere in the line, byte-wise unless it begins
 * with (*UTF); lines without a match are rejected with code "log".  Match limits
 * are set, so that a hostile expression or line ends in a rejected line.  A group
 * that is empty or "-" is absent; one named `request` is split as a request line.
 * Values are typed by their field's name (line/lname.h), or as a grok pattern says.  In records
 * over lines a point matches line ends too.
 */
#ifndef CX_LOG_LREGEX_H
#define CX_LOG_LREGEX_H

#include "record/source.h"

/**
 * lregex_open - compile cfg->regex
 *
 * Returns: RC_OK; RC_USAGE no --regex, or no named group; RC_SYNTAX with the column.
 */
MUST_USE enum rc lregex_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/**
 * lregex_grok - likewise, cfg->grok
 *
 * Returns: RC_OK; as lgrok_compile; RC_USAGE no --grok, no field in it, or what PCRE2 does
 *          not take.
 */
MUST_USE enum rc lregex_grok(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
