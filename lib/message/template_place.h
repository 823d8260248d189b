/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template_place - where in a document a value would stand: what follows from the text before it
 *
 * HTML is followed as its tokenizer reads it (WHATWG, 13.2.5), as far as values are
 * concerned: text, tags, attributes and their quotes, comments, and elements whose content is no
 * markup.
 */
#ifndef CX_MESSAGE_TEMPLATE_PLACE_H
#define CX_MESSAGE_TEMPLATE_PLACE_H

#include "base/rc.h"
#include "base/sv.h"
#include "message/template.h"
#include "message/template_escape.h"

#include <stdbool.h>
#include <stdint.h>

enum { TEMPLATE_PLACE_NAME = 40 };	/* bytes kept of a name: none that matters is longer */

enum template_state {
	TEMPLATE_IN_TEXT, TEMPLATE_AT_TAG, TEMPLATE_AT_BANG, TEMPLATE_IN_BANG, TEMPLATE_IN_COMMENT,
	TEMPLATE_IN_NAME, TEMPLATE_IN_TAG, TEMPLATE_IN_ATTRIBUTE, TEMPLATE_AFTER_ATTRIBUTE,
	TEMPLATE_BEFORE_VALUE, TEMPLATE_IN_DOUBLE, TEMPLATE_IN_SINGLE, TEMPLATE_IN_BARE
};

struct template_place {
	enum template_context context;
	/* HTML */
	enum template_state   state;
	char    tag[TEMPLATE_PLACE_NAME + 1];	/* the element, in small letters */
	char    attribute[TEMPLATE_PLACE_NAME + 1];
	char    scheme[TEMPLATE_PLACE_NAME + 1];	/* of the link so far */
	char    raw[TEMPLATE_PLACE_NAME + 1];	/* the element whose content is no markup */
	uint8_t ntag, nattribute, nscheme;	/* bytes seen, up to one over */
	uint8_t dashes;			/* at the end of what was read of a comment */
	bool    closing;		/* it is an end tag */
	bool    schemed;		/* the scheme has ended: no ':' that follows makes one */
	/* a link, in HTML or of its own */
	bool    begun;
};

/** template_place_init - the beginning of a text */
void template_place_init(struct template_place *p, enum template_context context);

/** template_place_feed - the text goes on with @s; false, and where, at a byte it may not have */
bool template_place_feed(struct template_place *p, struct sv s, size_t *bad);

/**
 * template_place_value - a value stands here: how it is escaped
 *
 * Returns: RC_OK; RC_SYNTAX none may, with the reason.
 */
MUST_USE enum rc template_place_value(struct template_place *p, enum template_escape *how,
    struct err *e);

/** template_place_same - what follows is read alike in both: branches must end so */
bool template_place_same(const struct template_place *a, const struct template_place *b);

#endif
