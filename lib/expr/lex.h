/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lex - tokens of expressions and metrics
 *
 * Names are letters, digits, _ @ $ and bytes from 0x80 on, not starting with a
 * digit; components joined by dots without space: a.b, a.0.c.  A component of
 * anything else stands in backquotes, a backquote doubled: `user-agent`,
 * a.`odd name`.  (`a-b` without them is a minus b.)
 */
#ifndef CX_EXPR_LEX_H
#define CX_EXPR_LEX_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

enum lex_kind {
	LEX_END,
	LEX_NAME,	/* field or function: a.b, `odd`; also true false null in where */
	LEX_NUMBER,	/* JSON number */
	LEX_DURATION,	/* 250ms, 5m, 1h30m */
	LEX_STRING,	/* '...' or "...", JSON escapes; text is decoded */
	LEX_OP		/* || && ! == != <= >= < > =~ !~ + - * / % ( ) [ ] , = . */
};

struct lex_token {
	enum lex_kind kind;
	struct sv     text;	/* decoded for strings; as written otherwise */
	size_t        col;	/* 1-based byte column in the whole text */
	size_t        end;	/* offset behind the token */
};

struct lex {
	struct sv        text;
	struct arena    *arena;
	struct lex_token tok;	/* the token looked at */
	struct lex_token prev;	/* the one before it */
};

/** lex_init - start on @text, first token in l->tok; RC_SYNTAX for a bad one and for bad UTF-8 */
MUST_USE enum rc lex_init(struct lex *l, struct sv text, struct arena *a, struct err *e);

/** lex_next - move on by one token */
MUST_USE enum rc lex_next(struct lex *l, struct err *e);

/** lex_is - the token is the operator or the bare word @s */
bool lex_is(const struct lex *l, const char *s);

/** lex_accept - move on when the token is @s; *yes tells */
MUST_USE enum rc lex_accept(struct lex *l, const char *s, bool *yes, struct err *e);

/** lex_expect - move on past @s, or RC_SYNTAX "expected '@s', found ..." */
MUST_USE enum rc lex_expect(struct lex *l, const char *s, struct err *e);

/** lex_fail - RC_SYNTAX at the present token: "expected @what, found 'tok'" */
enum rc lex_fail(const struct lex *l, const char *what, struct err *e);

/** lex_raw - a token as written, quotes included */
struct sv lex_raw(const struct lex *l, const struct lex_token *t);

/** lex_string_col - 1-based column of byte @off of a string token's decoded text */
size_t lex_string_col(const struct lex *l, const struct lex_token *t, size_t off);

#endif
