/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rc - result codes and error details
 *
 * Every function that can fail returns an enum rc; the detail, for a person,
 * goes to a struct err the caller may pass.  End of input, a bad record and an
 * error are three different results.  No heap, no file-scope state.
 */
#ifndef CX_BASE_RC_H
#define CX_BASE_RC_H

#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))

enum rc {
	RC_OK = 0,	/* done */
	RC_END,		/* no more input: not an error */
	RC_BAD,		/* this record is rejected, the stream goes on */
	RC_EMPTY,	/* no value yet */
	RC_NO,		/* the documented "no": exit 1 */
	RC_NOVERDICT,	/* no data or inconclusive: exit 3 */
	RC_USAGE,	/* wrong option or operand */
	RC_SYNTAX,	/* text that does not fit its grammar */
	RC_RANGE,	/* value outside its range */
	RC_LIMIT,	/* a stated ceiling was reached */
	RC_STOP,	/* a signal asked to finish before there was anything: exit 128+n */
	RC_IO		/* the system said no */
};

enum { ERR_MSG_MAX = 512 };

struct err {
	enum rc     rc;
	uint64_t    line;		/* 1-based; 0 unknown */
	uint64_t    col;		/* 1-based byte column; 0 unknown */
	const char *what;		/* option or operand that col counts in; NULL unknown */
	const char *text;		/* its text, borrowed, for the caret */
	const char *code;		/* of the reject that RC_BAD becomes: rc_bad; NULL none */
	char        msg[ERR_MSG_MAX];	/* NUL-terminated, lower case, no full stop */
};

/**
 * rc_err - record why something failed
 * @e:    where the detail goes; NULL drops it
 * @rc:   the code to record and return
 * @fmt:  printf format of the message; cut at ERR_MSG_MAX
 *
 * Returns: @rc, so that a function can end in `return rc_err(e, RC_IO, ...)`.
 */
enum rc rc_err(struct err *e, enum rc rc, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * rc_err_at - like rc_err, with the column of the fault
 * @col: 1-based byte column within the line or expression
 */
enum rc rc_err_at(struct err *e, enum rc rc, uint64_t col, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/**
 * rc_bad - record why a record is set aside
 * @code: of the reject record, one that cxutils(7) lists: a constant text
 *
 * Returns: RC_BAD.
 */
enum rc rc_bad(struct err *e, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * rc_hint - add to the message what may have been meant: " (did you mean 'X'?)"
 * @near: X; empty adds nothing
 *
 * Returns: @rc, so that it goes around what made the message.
 */
enum rc rc_hint(struct err *e, enum rc rc, struct sv near);

/** rc_near - rc_hint with the one of @n candidates that is nearest to @word, if one is (sv_near) */
enum rc rc_near(struct err *e, enum rc rc, struct sv word, const struct sv *cand, size_t n);

/** rc_in - say in which text e->col counts: @what names it, @text is borrowed; @e may be NULL */
void rc_in(struct err *e, const char *what, const char *text);

#endif
