/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doctree - a tree of a specification as compact JSON, for tests that compare trees
 */
#ifndef CX_TESTS_DOCTREE_H
#define CX_TESTS_DOCTREE_H

#include "base/buf.h"
#include "json/jwrite.h"
#include "spec/doc.h"

static inline void
doctree_string(struct buf *o, struct sv s)
{
	buf_c(o, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_printf(o, "\\%c", c);
		else if (c < 0x20)
			buf_printf(o, "\\u%04x", c);
		else
			buf_c(o, (char)c);
	}
	buf_c(o, '"');
}

static inline void
doctree_write(struct buf *o, const struct node *n)
{
	switch (n->kind) {
	case NODE_NULL:
		buf_sv(o, SV("null"));
		break;
	case NODE_BOOL:
		buf_sv(o, n->truth ? SV("true") : SV("false"));
		break;
	case NODE_NUMBER:
		buf_sv(o, n->text);
		break;
	case NODE_STRING:
		doctree_string(o, n->text);
		break;
	case NODE_LIST:
	case NODE_MAP:
		buf_c(o, n->kind == NODE_MAP ? '{' : '[');
		for (size_t i = 0; i < n->n; i++) {
			if (i != 0)
				buf_c(o, ',');
			if (n->kind == NODE_MAP) {
				doctree_string(o, n->item[i].key);
				buf_c(o, ':');
			}
			doctree_write(o, &n->item[i]);
		}
		buf_c(o, n->kind == NODE_MAP ? '}' : ']');
	}
}

/* All documents, one a line; NUL-terminated. */
static inline const char *
doctree_text(struct buf *o, const struct docs *d)
{
	buf_clear(o);
	for (size_t i = 0; i < d->n; i++) {
		doctree_write(o, d->doc[i].root);
		if (i + 1 < d->n)
			buf_c(o, '\n');
	}
	buf_c(o, '\0');
	return o->p;
}

#endif
