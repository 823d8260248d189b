/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lint_say - what the parts of the lint share: its rules by number, and how they speak
 */
#ifndef CX_MESSAGE_LINT_SAY_H
#define CX_MESSAGE_LINT_SAY_H

#include "message/lint.h"

enum lint_say {
	LINT_SUBJECT_LENGTH, LINT_TITLE_LENGTH, LINT_BODY_LENGTH, LINT_PAYLOAD, LINT_SHOUTING,
	LINT_TEXT_PART, LINT_ALT, LINT_CONTRAST, LINT_DARK, LINT_LANGUAGE, LINT_DIRECTION,
	    LINT_ACTION,
	LINT_LINK_TEXT, LINT_UNSUBSCRIBE, LINT_SIZE, LINT_PHONE
};

struct lint {
	const struct lint_message *m;
	lint_fn                   *say;
	void                      *ctx;
};

/** lint_say - a rule is not kept in @part, at byte @off of its source; SIZE_MAX: all of it */
void lint_say(const struct lint *l, enum lint_say rule, enum lint_part part, size_t off,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/** lint_html - look at the HTML part, which is there */
void lint_html(const struct lint *l);

#endif
