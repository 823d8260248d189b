/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help - see help.h
 */
#include "tool/help.h"

#include "base/sv.h"
#include "base/utf8.h"
#include "json/jwrite.h"
#include "log/log.h"

#include <string.h>

enum { COLUMN = 26, WIDTH = 79 };

static void
spaces(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_c(b, ' ');
}

/* Words of @text from column @col on, continued at COLUMN; ends the line. */
static void
wrapped(struct buf *b, struct sv text, size_t col)
{
	if (col + 2 > COLUMN) {
		buf_c(b, '\n');
		col = 0;
	}
	spaces(b, COLUMN - col);
	col = COLUMN;
	while (text.n > 0) {
		size_t n = sv_find(text, ' ');
		struct sv word = { text.p, n };
		size_t w = utf8_width(word);

		if (col > COLUMN && col + 1 + w > WIDTH) {
			buf_c(b, '\n');
			spaces(b, COLUMN);
			col = COLUMN;
		} else if (col > COLUMN) {
			buf_c(b, ' ');
			col++;
		}
		buf_sv(b, word);
		col += w;
		n += n < text.n;
		text = (struct sv){ text.p + n, text.n - n };
	}
	buf_c(b, '\n');
}

static void
option(struct buf *b, const struct opt *o)
{
	size_t from = b->n;
	struct buf help;

	if (o->letter != 0 && o->name != NULL)
		buf_printf(b, "  -%c, --%s", o->letter, o->name);
	else if (o->letter != 0)
		buf_printf(b, "  -%c", o->letter);
	else
		buf_printf(b, "      --%s", o->name);
	if (o->arg != NULL)
		buf_printf(b, " %s", o->arg);
	buf_init(&help, SIZE_MAX);
	buf_printf(&help, "%s%s", o->help, o->kind == OPT_KIND_LIST ? "; may be repeated" : "");
	wrapped(b, buf_view(&help), b->n - from);
	buf_free(&help);
}

static bool
has_formats(const struct opt *o)
{
	return o->shared && o->name != NULL && strcmp(o->name, "format") == 0;
}

static void
formats(struct buf *b)
{
	const struct log_format *f;

	buf_sv(b, SV("\nFormats\n"));
	for (f = log_formats(); f->name != NULL; f++) {
		size_t from = b->n;

		buf_printf(b, "  %s", f->name);
		wrapped(b, sv_of(f->summary), b->n - from);
	}
}

/* Breaks only between operands, before a bracket or a quote. */
static void
usage(struct buf *b, const struct tool *t)
{
	struct sv left = sv_of(t->usage);
	size_t indent, col;

	buf_printf(b, "usage: %s", t->name);
	col = indent = utf8_width(buf_view(b));
	while (left.n > 0) {
		size_t n = 1;

		while (n < left.n && !(left.p[n - 1] == ' ' && strchr("['", left.p[n]) != NULL))
			n++;
		if (col > indent && col + n > WIDTH) {
			buf_c(b, '\n');
			spaces(b, indent);
			col = indent;
		}
		buf_c(b, ' ');
		buf_sv(b, sv_trim((struct sv){ left.p, n }));
		col += n + 1;
		left = (struct sv){ left.p + n, left.n - n };
	}
	buf_c(b, '\n');
}

void
help_text(struct buf *b, const struct tool *t, bool full)
{
	const struct opt *o;
	bool listed = false;

	usage(b, t);
	buf_printf(b, "%s\n", t->summary);
	if (t->opts->kind != OPT_KIND_HEAD)
		buf_sv(b, SV("\nOptions\n"));
	for (o = t->opts; o->kind != OPT_KIND_END; o++) {
		if (o->kind == OPT_KIND_HEAD)
			buf_printf(b, "\n%s\n", o->help);
		else
			option(b, o);
		listed |= has_formats(o);
	}
	if (!full)
		return;
	if (listed)
		formats(b);
	if (t->notes != NULL)
		buf_printf(b, "\n%s", t->notes);
	if (t->examples != NULL)
		buf_printf(b, "\nExamples\n%s", t->examples);
	buf_printf(b, "\nMore: man %s, man cxutils, man cx-expr, man cx-events\n", t->name);
}

void
help_version(struct buf *b, const struct tool *t)
{
	buf_printf(b, "%s (cxutils) %s\n"
	    "Licence GPL-3.0-or-later: free software, without warranty.\n", t->name, CX_VERSION);
}

static void
values(struct jwrite *w, const struct opt *o)
{
	struct sv left = o->kind == OPT_KIND_CHOICE ? sv_of(o->arg) : SV("");
	const struct log_format *f;

	jwrite_key(w, SV("values"));
	jwrite_open(w, '[');
	while (left.n > 0) {
		size_t bar = sv_find(left, '|');

		jwrite_str(w, (struct sv){ left.p, bar });
		bar += bar < left.n;
		left = (struct sv){ left.p + bar, left.n - bar };
	}
	if (has_formats(o))
		for (f = log_formats(); f->name != NULL; f++)
			jwrite_str(w, sv_of(f->name));
	jwrite_shut(w, ']');
}

static const char *
kind_name(enum opt_kind kind)
{
	static const char *const name[] = {
		[OPT_KIND_FLAG] = "flag", [OPT_KIND_TEXT] = "text", [OPT_KIND_LIST] = "list",
		[OPT_KIND_CHOICE] = "choice", [OPT_KIND_U64] = "integer",
		[OPT_KIND_I64] = "integer", [OPT_KIND_DOUBLE] = "number", [OPT_KIND_ASK] = "ask",
	};

	return name[kind];
}

static void
dump_option(struct jwrite *w, const struct opt *o)
{
	char letter[2] = { o->letter, '\0' };

	jwrite_open(w, '{');
	jwrite_put_text(w, "short", sv_of(letter));
	jwrite_put_text(w, "long", sv_of(o->name));
	jwrite_put_text(w, "kind", sv_of(kind_name(o->kind)));
	jwrite_put_text(w, "arg", sv_of(o->arg));
	jwrite_key(w, SV("shared"));
	jwrite_bool(w, o->shared);
	values(w, o);
	jwrite_put_text(w, "help", sv_of(o->help));
	jwrite_shut(w, '}');
	buf_c(w->b, '\n');
}

void
help_dump(struct buf *b, const struct tool *t)
{
	const struct opt *o;
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "name", sv_of(t->name));
	jwrite_put_text(&w, "version", sv_of(CX_VERSION));
	jwrite_put_text(&w, "usage", sv_of(t->usage));
	jwrite_put_text(&w, "summary", sv_of(t->summary));
	jwrite_put_text(&w, "program", sv_of(t->program));
	jwrite_key(&w, SV("options"));
	jwrite_open(&w, '[');
	buf_c(b, '\n');
	for (o = t->opts; o->kind != OPT_KIND_END; o++)
		if (o->kind != OPT_KIND_HEAD)
			dump_option(&w, o);
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}
