/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc_json - a tree from RFC 8259 text
 *
 * json/jread.h validates all of it first; the walk below then trusts it.
 */
#include "json/jread.h"
#include "spec/doc_build.h"

#include <string.h>

struct walk {
	struct doc_build *b;
	const char       *p;
};

static void
space(struct walk *w)
{
	while (num_is_ws((unsigned char)*w->p))
		w->p++;
}

static struct doc_at
here(struct walk *w)
{
	return doc_build_place(w->b, (size_t)(w->p - w->b->source.p));
}

/* The decoded text of the string at the quote, behind which w->p then stands. */
static struct sv
string(struct walk *w)
{
	const char *from = w->p + 1;
	struct sv raw, text;

	for (w->p++; *w->p != '"'; w->p++)
		w->p += *w->p == '\\';
	raw = (struct sv){ from, (size_t)(w->p - from) };
	w->p++;
	text = memchr(raw.p, '\\', raw.n) != NULL ? val_unescape(raw, w->b->arena) : raw;
	return text.n != 0 ? text : SV("");
}

static enum rc
scalar(struct walk *w)
{
	struct doc_at at = here(w);
	struct node n = { .text = { "", 0 }, .line = at.line, .col = at.col, .off = at.off };
	const char *from = w->p, *end = w->b->source.p + w->b->source.n;

	if (*w->p == '"') {
		n.kind = NODE_STRING;
		n.quoted = true;
		n.text = string(w);
		return doc_build_add(w->b, n);
	}
	while (w->p < end && strchr(",]} \t\r\n", *w->p) == NULL)
		w->p++;
	n.text = (struct sv){ from, (size_t)(w->p - from) };
	n.kind = *from == 'n' ? NODE_NULL : *from == 't' || *from == 'f' ? NODE_BOOL : NODE_NUMBER;
	n.truth = *from == 't';
	return doc_build_add(w->b, n);
}

static enum rc value(struct walk *w);

static enum rc
container(struct walk *w)
{
	bool map = *w->p == '{';
	enum rc rc = doc_build_open(w->b, map ? NODE_MAP : NODE_LIST, here(w));

	w->p++;
	for (space(w); rc == RC_OK && *w->p != '}' && *w->p != ']'; space(w)) {
		if (*w->p == ',') {
			w->p++;
			space(w);
		}
		if (map) {
			struct doc_at at = here(w);

			doc_build_key(w->b, string(w), at);
			space(w);
			w->p++;		/* the colon */
		}
		rc = value(w);
	}
	w->p++;
	return rc == RC_OK ? doc_build_close(w->b, NULL) : rc;
}

static enum rc
value(struct walk *w)
{
	space(w);
	return *w->p == '{' || *w->p == '[' ? container(w) : scalar(w);
}

enum rc
doc_json(struct doc_build *b, struct docs *d, size_t *reached)
{
	struct walk w = { b, b->source.p };
	struct err inner = { 0 };
	struct val v;
	enum rc rc = jread_value(b->source, &v, &inner);

	*reached = b->source.n;
	if (rc != RC_OK) {
		*reached = inner.col != 0 ? (size_t)inner.col - 1 : 0;
		return doc_build_fail(b, RC_SYNTAX, doc_build_place(b, *reached), "%s", inner.msg);
	}
	rc = value(&w);
	if (rc == RC_OK)
		doc_build_done(b, d);
	return rc;
}
