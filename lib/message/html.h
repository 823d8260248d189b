/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * html - tags, attributes and texts of a document, one by one, for who looks and changes nothing
 *
 * As a browser's tokenizer sees them; tags of templates are bytes like others, and their quotes
 * and brackets are none of HTML.  Comments and declarations are passed over; what is in
 * <style> and <script> comes as one text.
 */
#ifndef CX_MESSAGE_HTML_H
#define CX_MESSAGE_HTML_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

enum { HTML_ATTRIBUTES_MAX = 32 };	/* of a tag that are kept */

enum html_kind { HTML_TEXT, HTML_OPEN, HTML_CLOSE };

struct html_attribute {
	struct sv name;		/* as written */
	struct sv value;	/* between the quotes, entities as written; empty without one */
};

struct html_token {
	enum html_kind        kind;
	size_t                off;	/* where it begins */
	struct sv             text;	/* HTML_TEXT; else the element's name, as written */
	struct html_attribute attribute[HTML_ATTRIBUTES_MAX];
	size_t                n;
};

struct html {
	struct sv   s;
	size_t      at;
	const char *raw;	/* the element whose end alone is a tag; NULL: none */
};

/** html_init - the beginning of a document, which outlives @h and its tokens */
void html_init(struct html *h, struct sv document);

/** html_next - the next token; false: there is none */
bool html_next(struct html *h, struct html_token *t);

/** html_is - it is a tag of the element @name, in small letters */
bool html_is(const struct html_token *t, const char *name);

/** html_has - whether a tag has the attribute @name; *value, unless NULL, is that of the first */
bool html_has(const struct html_token *t, const char *name, struct sv *value);

/** html_style - value of a property in the attribute style, the last one; empty: none */
struct sv html_style(const struct html_token *t, const char *property);

/** html_same - @a is @b, which is in small letters, capitals or not */
bool html_same(struct sv a, const char *b);

/** html_void - elements of this name have no end tag */
bool html_void(const struct html_token *t);

#endif
