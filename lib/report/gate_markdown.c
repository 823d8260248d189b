/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_markdown - verdicts as a table in GitHub's Markdown, the worst first
 *
 * Every ASCII punctuation that could begin or end markup is behind a backslash, '<', '&',
 * '@' and ':' are entities unless what follows makes them plain: a name makes no link, no
 * mention, no HTML and no column.  A job's summary over 1 MiB is dropped whole: rows beyond are
 * counted instead.
 */
#include "base/mem.h"
#include "report/gate_text.h"

enum { SIZE_WISE = 960 << 10 };

/* ": " begins no link and no :smile:, "< " and "<=" no tag. */
static bool
is_plain(struct sv s, size_t at)
{
	char next = at + 1 < s.n ? s.p[at + 1] : '\0';

	if (s.p[at] == ':')
		return next == ' ' || at + 1 == s.n;
	return (s.p[at] == '<' || s.p[at] == '>') && (next == ' ' || next == '=');
}

static void
put_text(struct buf *o, struct sv s)
{
	gate_text_markdown(o, s, is_plain);
}

static void
put_row(const struct gate_case *c, struct buf *o)
{
	const char *bold = c->state == GATE_FAIL || c->state == GATE_ERROR ? "**" : "";

	buf_printf(o, "| %s%s%s%s | ", bold, gate_text_state(c->state), bold,
	    c->advisory ? " (advisory)" : "");
	put_text(o, c->suite);
	buf_sv(o, SV(" | "));
	put_text(o, c->name);
	buf_sv(o, SV(" | "));
	put_text(o, c->message);
	buf_sv(o, SV(" |\n"));
}

void
gate_markdown(const struct gate_report *r, struct buf *o)
{
	size_t *order = gate_text_order(r);
	size_t i;

	buf_printf(o, "**%s**: ", r->tool);
	gate_text_count(r, o);
	buf_sv(o, SV("\n\n"));
	if (r->n > 0)
		buf_printf(o, "| verdict | %s | %s | |\n| --- | --- | --- | --- |\n",
		    r->words.title, r->words.name);
	for (i = 0; i < r->n && o->n < SIZE_WISE; i++)
		put_row(&r->c[order[i]], o);
	if (i < r->n)
		buf_printf(o, "\n%zu more are not shown.\n", r->n - i);
	mem_free(order);
}
