/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template - texts with places to fill in, and no logic
 *
 *     {{first_name|default:"Hi"}}, you left {{items}} things.
 *     {{#each lines}}- {{name}}{{#if sold_out}} (sold out){{/if}}
 *     {{else}}Nothing at all.
 *     {{/each}}{{! seen by nobody }}
 *
 * {{a.b}} is a member of a member.  In {{#each}} the members of the element are found first, then
 * those around it; {{.}} is the element, {{@number}} counts from 1, {{@first}} and {{@last}} are
 * true there.  {{#if}} holds for what is there and is not null, false, 0, "", [] or {}.
 * default: stands for what is missing, null or "".  \{{ is two braces.  A line that has nothing
 * but tags of {{#}}, {{else}}, {{/}} or {{!}} is no line of the text.
 *
 * A value is escaped by where it stands: in HTML that is text, a quoted attribute or a link, found
 * while parsing; elsewhere the context of the whole.  Values are never parsed as templates, and
 * cannot begin a tag, a header or another link.  |url, |json and |slack encode first: as a part of
 * a link, as the inside of a JSON string, as what Slack takes for text.
 *
 * What is missing is an error, not an empty place.  Parsed once, rendered by any thread.
 */
#ifndef CX_MESSAGE_TEMPLATE_H
#define CX_MESSAGE_TEMPLATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TEMPLATE_TEXT_MAX = 1 << 20,	/* bytes of a template */
	TEMPLATE_OUT_MAX = 4 << 20,	/* bytes that it may become */
	TEMPLATE_DEPTH_MAX = 8,		/* blocks in blocks */
	TEMPLATE_ROUNDS_MAX = 2000,	/* elements that all {{#each}} of one rendering may walk */
	TEMPLATE_VARIABLES_MAX = 1 << 20,	/* bytes of what it is filled with */
	TEMPLATE_NODES_MAX = 20000
};

enum template_context {
	TEMPLATE_TEXT,		/* text/plain: control characters become blanks */
	TEMPLATE_HTML,		/* by the place in it; scripts, styles, bare attributes take none */
	TEMPLATE_HEADER,	/* one line: line ends and control characters become one blank */
	TEMPLATE_URL		/* percent-encoded; all of it: http, https, mailto, tel, sms */
};

struct template_origin {	/* where a text was written, for messages */
	const char *file;	/* outlives the template */
	uint32_t    line;	/* where it begins */
	uint32_t    col;	/* 0: it was quoted or folded, and places in it cannot be counted */
};

struct template;

/**
 * template_parse - read a template
 * @text: UTF-8, outlives @t
 * @o:    NULL, or where it is from
 * @a:    the template's memory
 *
 * A line end at the very end of a header or a URL does not count.
 * Returns: RC_OK; RC_SYNTAX: with o->col, "FILE:LINE:COL: ..."; else the reason alone, and
 *          e->col the byte of @text, from 1, as doc_fail_in wants it.  RC_LIMIT likewise.
 */
MUST_USE enum rc template_parse(struct template **t, struct sv text,
    enum template_context context, const struct template_origin *o, struct arena *a,
    struct err *e);

/**
 * template_render - append the text with its places filled in
 * @variables: a JSON object, as text
 *
 * Returns: RC_OK; RC_BAD "FILE:LINE:COL: variable 'first_name' is missing" (without COL or all of
 *          it as the origin was), it is an object or a list, a link has another scheme; RC_LIMIT
 *          one of the above.  @out is then as it was.
 * Memory:  what is decoded, until it returns; @variables is read in place.
 */
MUST_USE enum rc template_render(const struct template *t, struct sv variables, struct buf *out,
    struct err *e);

/** template_from - where a text was written; file NULL: nobody has said */
struct template_origin template_from(const struct template *t);

/** template_columns - how wide the text is at least, on its widest way, without its values */
size_t template_columns(const struct template *t);

/**
 * template_sample - append a JSON object with something for every variable
 *
 * Members are named as what is asked for: "first name"; links are of example.org; lists have two
 * elements; what has a default has none.  @t: @n templates of one message; NULL ones are passed.
 */
void template_sample(const struct template *const *t, size_t n, struct buf *out);

#endif
