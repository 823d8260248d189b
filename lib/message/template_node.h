/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template_node - what a template is once it was parsed: a tree of texts, values and blocks
 */
#ifndef CX_MESSAGE_TEMPLATE_NODE_H
#define CX_MESSAGE_TEMPLATE_NODE_H

#include "message/template.h"
#include "message/template_escape.h"

enum template_kind { TEMPLATE_FIXED, TEMPLATE_VALUE, TEMPLATE_IF, TEMPLATE_EACH };

enum template_special {		/* a name that is no member */
	TEMPLATE_MEMBER, TEMPLATE_SELF, TEMPLATE_NUMBER, TEMPLATE_FIRST, TEMPLATE_LAST
};

struct template_node {
	enum template_kind    kind;
	enum template_special special;
	enum template_escape  escape;	/* TEMPLATE_VALUE */
	bool                  encode;	/* a filter comes before it: */
	enum template_escape  filter;
	struct sv             text;	/* TEMPLATE_FIXED; TEMPLATE_VALUE: default, p NULL: none */
	struct sv             name;	/* as written, for messages */
	const struct sv      *path;	/* of a member, its components */
	size_t                npath;
	uint32_t              line;	/* of the tag; 0: nobody knows */
	uint32_t              col;	/* 0: nobody knows */
	struct template_node *first;	/* of a block: what it holds */
	struct template_node *other;	/* behind {{else}} */
	struct template_node *next;
};

struct template {
	enum template_context context;
	const char           *file;	/* NULL: not said */
	uint32_t              line;	/* where the text begins; 0: not said */
	uint32_t              col;
	struct template_node *first;
};

#endif
