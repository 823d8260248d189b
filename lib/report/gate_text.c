/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/gate_text.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

enum gate_face
gate_text_face(const struct gate_report *r, const struct gate_case *c)
{
	switch (c->state) {
	case GATE_PASS:
		return GATE_FACE_PASS;
	case GATE_FAIL:
		return c->advisory ? GATE_FACE_ADVICE : GATE_FACE_FAIL;
	case GATE_INCONCLUSIVE:
		return r->inconclusive_fails && !c->advisory ? GATE_FACE_ERROR : GATE_FACE_SKIP;
	case GATE_ERROR:
		break;
	}
	return GATE_FACE_ERROR;
}

const char *
gate_text_state(enum gate_state s)
{
	static const char *const name[] = { "pass", "fail", "inconclusive", "error" };

	return name[s];
}

size_t *
gate_text_order(const struct gate_report *r)
{
	size_t *at = mem_array(NULL, r->n + 1, sizeof(*at));
	size_t n = 0;

	for (int face = GATE_FACES - 1; face >= 0; face--)
		for (size_t i = 0; i < r->n; i++)
			if ((int)gate_text_face(r, &r->c[i]) == face)
				at[n++] = i;
	return at;
}

void
gate_text_count(const struct gate_report *r, struct buf *o)
{
	static const enum gate_state order[] = { GATE_PASS, GATE_FAIL, GATE_INCONCLUSIVE,
		GATE_ERROR };
	bool any = false;

	for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++) {
		size_t n = 0;

		for (size_t i = 0; i < r->n; i++)
			n += r->c[i].state == order[k];
		if (n == 0)
			continue;
		buf_printf(o, "%s%zu %s", any ? ", " : "", n, gate_text_state(order[k]));
		any = true;
	}
	if (!any)
		buf_printf(o, "no %ss", r->words.name);
}

/* Controls, non-characters, and what turns the direction of text around. */
static bool
is_unsafe(uint32_t cp)
{
	if (cp == '\t' || cp == '\n' || cp == '\r')
		return false;
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffe || cp == 0xffff ||
	    (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x2028 ||
	    cp == 0x2029 || cp == 0x200e || cp == 0x200f || cp == 0x61c;
}

void
gate_text_put(struct buf *o, struct sv s, gate_text_fn *put)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t cp = utf8_next(s, &i);

		put(o, is_unsafe(cp) ? REPLACEMENT : cp);
	}
}

void
gate_text_cp(struct buf *o, uint32_t cp)
{
	char text[4];

	buf_add(o, text, utf8_put(cp, text));
}

void
gate_text_line(struct buf *o, uint32_t cp)
{
	gate_text_cp(o, cp == '\t' || cp == '\n' || cp == '\r' ? ' ' : cp);
}

static void
put_markdown(struct buf *o, uint32_t cp)
{
	if (cp == '<' || cp == '>' || cp == '&' || cp == '@' || cp == ':')
		buf_printf(o, "&#%d;", (int)cp);
	else if (cp < 0x80 && cp != 0 && strchr("\\`*_{}[]#+!|~$^", (int)cp) != NULL)
		buf_printf(o, "\\%c", (char)cp);
	else
		gate_text_line(o, cp);
}

void
gate_text_markdown(struct buf *o, struct sv s, gate_text_plain *plain)
{
	size_t from = 0;

	for (size_t at = 0; at < s.n; at++) {
		if (!plain(s, at))
			continue;
		gate_text_put(o, (struct sv){ s.p + from, at - from }, put_markdown);
		buf_c(o, s.p[at]);
		from = at + 1;
	}
	gate_text_put(o, (struct sv){ s.p + from, s.n - from }, put_markdown);
}
