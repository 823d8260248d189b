/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template_escape - a value written such that it stays a value where it stands
 */
#ifndef CX_MESSAGE_TEMPLATE_ESCAPE_H
#define CX_MESSAGE_TEMPLATE_ESCAPE_H

#include "base/buf.h"
#include "base/sv.h"

#include <stdbool.h>

enum template_escape {
	TEMPLATE_ESCAPE_TEXT,	/* control characters but tab and line end become blanks */
	TEMPLATE_ESCAPE_HEADER,	/* each run of white space and control characters, one blank */
	TEMPLATE_ESCAPE_HTML,	/* & < > and quotes: text, attributes in quotes */
	TEMPLATE_ESCAPE_SLACK,	/* & < > */
	TEMPLATE_ESCAPE_JSON,	/* inside of a string */
	TEMPLATE_ESCAPE_LINK,	/* all of a link in a template of a link */
	TEMPLATE_ESCAPE_PART,	/* a part of one: all but letters, digits and - . _ ~ as %XX */
	TEMPLATE_ESCAPE_HREF,	/* all of a link, in HTML */
	TEMPLATE_ESCAPE_QUERY	/* a part of one, in HTML */
};

/**
 * template_escape_put - append a text, escaped
 *
 * Returns: false when it has to be a link and is none: http, https, mailto, tel, sms and nothing
 *          in it that a link may not have.
 */
bool template_escape_put(struct buf *out, enum template_escape how, struct sv text);

/** template_escape_scheme - what stands before the ':' of a link is one that a message may have */
bool template_escape_scheme(struct sv scheme);

#endif
