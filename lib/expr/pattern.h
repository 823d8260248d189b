/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pattern - regular expressions of =~, by PCRE2 with its JIT
 *
 * Unanchored, in characters of UTF-8 (nothing matches across bytes that are
 * none), case as written: (?i) for both.  A match that backtracks more than
 * PATTERN_LIMIT times from one starting point, some milliseconds, is given up; in texts
 * beyond 4 kB fewer times, so that all starting points together take seconds, not days.
 */
#ifndef CX_EXPR_PATTERN_H
#define CX_EXPR_PATTERN_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

enum {
	PATTERN_LIMIT = 1000000,	/* match and backtracking steps, from one starting point */
	PATTERN_LIMIT_MIN = 1000,
	PATTERN_HEAP_KIB = 16384,	/* when there is no JIT */
	PATTERN_STACK = 8 << 20,	/* bytes of JIT stack, at most */
	PATTERN_TEXT_MAX = 65536,	/* bytes of a pattern */
	PATTERN_REPLACED_MAX = 64 << 20	/* bytes that a replacement may make */
};

struct pattern;
struct pattern_scratch;	/* per thread */

enum pattern_result {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_GAVE_UP,
	PATTERN_TOO_LONG	/* what a replacement would make */
};

/**
 * pattern_new - compile
 * @off: byte of @text where it went wrong
 *
 * Returns: RC_OK; RC_SYNTAX with PCRE2's words in e->msg (no column).
 * Memory:  in @a, machine code apart: see pattern_free.
 */
MUST_USE enum rc pattern_new(const struct pattern **p, struct sv text, struct arena *a, size_t *off,
    struct err *e);

/** pattern_text - what it was compiled from */
struct sv pattern_text(const struct pattern *p);

/** pattern_free - give back the machine code; call before the arena goes */
void pattern_free(const struct pattern *p);

/** pattern_scratch_new - match data and stack for one thread */
struct pattern_scratch *pattern_scratch_new(void);

/** pattern_scratch_free - NULL is fine */
void pattern_scratch_free(struct pattern_scratch *s);

/** pattern_limit - steps allowed from each starting point of a text of @n bytes */
uint32_t pattern_limit(size_t n);

/** pattern_test - @subject has a match; allocates nothing with the JIT */
enum pattern_result pattern_test(const struct pattern *p, struct sv subject,
    struct pattern_scratch *s);

/** pattern_groups - how many groups it captures */
uint32_t pattern_groups(const struct pattern *p);

/**
 * pattern_group - what a group took of the first match
 * @n:    0 for the whole match, up to pattern_groups
 * @out:  on PATTERN_YES a slice of @subject; out->p NULL when the group took no part
 */
enum pattern_result pattern_group(const struct pattern *p, struct sv subject, uint32_t n,
    struct pattern_scratch *s, struct sv *out);

/** pattern_check_replacement - @with is one: $1, ${name} and $$ are sound; RC_SYNTAX, no column */
MUST_USE enum rc pattern_check_replacement(const struct pattern *p, struct sv with,
    struct err *e);

/**
 * pattern_replace - every match that does not overlap one before it becomes @with
 * @with: text; $1 or ${1} is a group, ${name} a named one, empty where it took no part, $$ a $
 * @out:  on PATTERN_YES in @a, on PATTERN_NO @subject
 */
enum pattern_result pattern_replace(const struct pattern *p, struct sv subject, struct sv with,
    struct pattern_scratch *s, struct arena *a, struct sv *out);

#endif
