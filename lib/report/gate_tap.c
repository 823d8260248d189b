/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_tap - verdicts as TAP (testanything.org)
 *
 * What versions 13 and 14 both read; it says 13, as the prove of our day refuses what says
 * more.
 * Inconclusive is "ok # SKIP", or "not ok" when it fails; what failed and is no gate is
 * "not ok" with the directive that no harness counts.  '#' and '\' of names and reasons
 * are escaped.
 */
#include "json/jwrite.h"
#include "report/gate_text.h"

static void
put_tap(struct buf *o, uint32_t cp)
{
	if (cp == '#' || cp == '\\')
		buf_c(o, '\\');
	gate_text_line(o, cp);
}

static void
put_directive(struct buf *o, const char *word, const struct gate_case *c)
{
	buf_printf(o, " # %s %s%s", word, gate_text_state(c->state),
	    c->message.n > 0 ? ": " : "");
	gate_text_put(o, c->message, put_tap);
}

/* JSON's strings are YAML's. */
static void
put_member(struct buf *o, const char *name, struct sv text)
{
	struct jwrite w;
	struct buf safe;

	buf_init(&safe, SIZE_MAX);
	gate_text_put(&safe, text, gate_text_line);
	buf_printf(o, "  %s: ", name);
	jwrite_init(&w, o);
	jwrite_str(&w, buf_view(&safe));
	buf_c(o, '\n');
	buf_free(&safe);
}

static void
put_details(struct buf *o, const struct gate_case *c)
{
	buf_sv(o, SV("  ---\n"));
	put_member(o, "message", c->message);
	put_member(o, "severity", sv_of(gate_text_state(c->state)));
	if (c->file != NULL)
		put_member(o, "file", sv_of(c->file));
	if (c->file != NULL && c->line != 0)
		buf_printf(o, "  line: %u\n", (unsigned)c->line);
	buf_sv(o, SV("  ...\n"));
}

void
gate_tap(const struct gate_report *r, struct buf *o)
{
	buf_sv(o, SV("TAP version 13\n"));
	if (r->n > 0)
		buf_printf(o, "1..%zu\n", r->n);
	else
		buf_printf(o, "1..0 # SKIP no %ss\n", r->words.name);
	for (size_t i = 0; i < r->n; i++) {
		const struct gate_case *c = &r->c[i];
		enum gate_face face = gate_text_face(r, c);

		buf_printf(o, "%s %zu - ", face <= GATE_FACE_SKIP ? "ok" : "not ok", i + 1);
		gate_text_put(o, c->suite, put_tap);
		buf_sv(o, c->suite.n > 0 ? SV(": ") : SV(""));
		gate_text_put(o, c->name, put_tap);
		if (face == GATE_FACE_SKIP)
			put_directive(o, "SKIP", c);
		else if (face == GATE_FACE_ADVICE)
			put_directive(o, "TODO advisory", c);
		buf_c(o, '\n');
		if (face > GATE_FACE_SKIP)
			put_details(o, c);
	}
}
