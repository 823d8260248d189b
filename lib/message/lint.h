/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lint - what a reader of a message would stumble over, found in its templates
 *
 * Lengths that mailers and phones cut, HTML that some cannot read (by WCAG 2.2, where it can be
 * told from the source), what a message of marketing owes its reader.  All are advice: nothing is
 * refused.  Colours are those of attributes: sheets in <style> are left to a look at the page.
 */
#ifndef CX_MESSAGE_LINT_H
#define CX_MESSAGE_LINT_H

#include "base/registry.h"
#include "base/sv.h"
#include "message/template.h"

#include <stdbool.h>

enum lint_part {
	LINT_SUBJECT, LINT_TEXT, LINT_HTML, LINT_TITLE, LINT_BODY, LINT_URL, LINT_PARTS
};

struct lint_message {		/* one template in one language */
	struct sv              language;	/* fr, pt-BR; empty: not said */
	bool                   mail;		/* it goes out by e-mail */
	bool                   push;		/* it goes out as notifications of browsers */
	bool                   marketing;
	struct sv              source[LINT_PARTS];	/* as written; p NULL: no such part */
	const struct template *part[LINT_PARTS];	/* compiled */
};

struct lint_rule {
	const char *name;
	const char *summary;	/* what is good */
	const char *source;	/* who says so, or has measured it */
};

/** lint_registry - the rules, struct lint_rule each */
extern const struct registry lint_registry;

/** lint_fn - @rule is not kept: "FILE:LINE:COL: why [rule]", as much of the place as is known */
typedef void lint_fn(void *ctx, const struct lint_rule *rule, const char *message);

/** lint_message - look at all parts, and say what is found, in their order */
void lint_message(const struct lint_message *m, lint_fn *say, void *ctx);

#endif
