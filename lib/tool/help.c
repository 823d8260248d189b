/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help - see help.h
 */
#include "tool/help.h"

#include "base/sv.h"
#include "base/utf8.h"
#include "json/jwrite.h"
#include "query/relation.h"

#include <string.h>

enum { COLUMN = 26, WIDTH = 79 };

static void
put_spaces(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_c(b, ' ');
}

/* Words of @text from column @col on, continued at COLUMN; ends the line. */
static void
put_wrapped(struct buf *b, struct sv text, size_t col)
{
	if (col + 2 > COLUMN) {
		buf_c(b, '\n');
		col = 0;
	}
	put_spaces(b, COLUMN - col);
	col = COLUMN;
	while (text.n > 0) {
		size_t n = sv_find(text, ' ');
		struct sv word = { text.p, n };
		size_t w = utf8_width(word);

		if (col > COLUMN && col + 1 + w > WIDTH) {
			buf_c(b, '\n');
			put_spaces(b, COLUMN);
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

/* "; needs --window or --merge" */
static void
put_relations(struct buf *b, const char *what, const char *between, const char *names)
{
	const char *before = what;
	struct sv name;

	while (relation_next(&names, &name)) {
		char label[64] = "";

		relation_label(label, sizeof(label), name);
		buf_printf(b, "%s %s", before, label);
		before = between;
	}
}

/* What an option is for, with the names of the rows that its values are. */
static void
put_help(struct buf *b, const struct opt *o)
{
	const char *names = o->of != NULL ? strstr(o->help, "%s") : NULL;

	if (names == NULL) {
		buf_sv(b, sv_of(o->help));
		return;
	}
	buf_add(b, o->help, (size_t)(names - o->help));
	registry_list(o->of, "|", b);
	buf_sv(b, sv_of(names + 2));
}

static void
put_option(struct buf *b, const struct opt *o)
{
	size_t from = b->n;
	struct buf help;

	if (o->letter != 0 && o->name != NULL)
		buf_printf(b, "  -%c, --%s", o->letter, o->name);
	else if (o->letter != 0)
		buf_printf(b, "  -%c", o->letter);
	else
		buf_printf(b, "      --%s", o->name);
	if (o->kind == OPT_KIND_FORM) {
		buf_printf(b, "[=%s]", o->arg);
	} else if (o->arg != NULL) {
		buf_c(b, ' ');
		opt_arg(o, b);
	}
	buf_init(&help, SIZE_MAX);
	put_help(&help, o);
	buf_sv(&help, o->kind == OPT_KIND_LIST ? SV("; may be repeated") : SV(""));
	put_relations(&help, "; needs", " or", o->needs);
	put_relations(&help, "; not with", ",", o->not_with);
	put_wrapped(b, buf_view(&help), b->n - from);
	buf_free(&help);
}

/* The @i-th of the registries that the help lists: of the options, then of the filter. */
static const struct registry *
list_at(const struct tool *t, size_t i)
{
	const struct opt *o;
	size_t n = 0;

	for (size_t k = 0; (o = opt_at(t->opts, k)) != NULL; k++)
		if (o->of != NULL && n++ == i)
			return o->of;
	return t->lists != NULL && i >= n ? t->lists[i - n] : NULL;
}

static void
put_rows(struct buf *b, const struct registry *r)
{
	const void *row;

	buf_printf(b, "\n%s\n", r->title);
	for (size_t i = 0; (row = registry_row(r, i)) != NULL; i++) {
		const char *args = registry_args(r, row);
		size_t from = b->n;

		buf_printf(b, args != NULL ? "  %s(%s)" : "  %s", registry_name(r, row), args);
		put_wrapped(b, sv_of(registry_summary(r, row)), b->n - from);
	}
}

/* Breaks only between operands, before a bracket or a quote. */
static void
put_usage(struct buf *b, const struct tool *t)
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
			put_spaces(b, indent);
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
	const struct registry *r;
	const struct opt *o;

	put_usage(b, t);
	buf_printf(b, "%s\n", t->summary);
	if (t->opts->kind != OPT_KIND_HEAD)
		buf_sv(b, SV("\nOptions\n"));
	for (size_t i = 0; (o = opt_at(t->opts, i)) != NULL; i++) {
		if (o->kind == OPT_KIND_HEAD)
			buf_printf(b, "\n%s\n", o->help);
		else if (o->kind != OPT_KIND_SAVED)
			put_option(b, o);
	}
	if (!full)
		return;
	for (size_t i = 0; (r = list_at(t, i)) != NULL; i++)
		put_rows(b, r);
	if (t->notes != NULL)
		buf_printf(b, "\n%s", t->notes);
	if (t->example != NULL)
		buf_printf(b, "\nExample\n%s", t->example);
	buf_printf(b, "\nMore: man %s, man cxutils, man cx-expr, man cx-events\n", t->name);
}

void
help_version(struct buf *b, const struct tool *t)
{
	buf_printf(b, "%s (cxutils) %s\n"
	    "Licence GPL-3.0-or-later: free software, without warranty.\n", t->name, CX_VERSION);
}

static void
dump_values(struct jwrite *w, const struct opt *o)
{
	bool words = o->kind == OPT_KIND_FORM || (o->kind == OPT_KIND_CHOICE && o->of == NULL);
	struct sv left = words ? sv_of(o->arg) : SV("");
	const void *row;

	jwrite_key(w, SV("values"));
	jwrite_open(w, '[');
	while (left.n > 0) {
		size_t bar = sv_find(left, '|');

		jwrite_str(w, (struct sv){ left.p, bar });
		bar += bar < left.n;
		left = (struct sv){ left.p + bar, left.n - bar };
	}
	for (size_t i = 0; o->of != NULL && (row = registry_row(o->of, i)) != NULL; i++)
		jwrite_str(w, sv_of(registry_name(o->of, row)));
	jwrite_shut(w, ']');
}

static const char *
kind_name(enum opt_kind kind)
{
	static const char *const name[] = {
		[OPT_KIND_FLAG] = "flag", [OPT_KIND_FORM] = "form", [OPT_KIND_TEXT] = "text",
		[OPT_KIND_LIST] = "list", [OPT_KIND_CHOICE] = "choice", [OPT_KIND_U64] = "integer",
		[OPT_KIND_I64] = "integer", [OPT_KIND_DOUBLE] = "number", [OPT_KIND_ASK] = "ask",
	};

	return name[kind];
}

static void
dump_option(struct jwrite *w, const struct opt *o)
{
	char letter[2] = { o->letter, '\0' };
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_open(w, '{');
	jwrite_put_text(w, "short", sv_of(letter));
	jwrite_put_text(w, "long", sv_of(o->name));
	jwrite_put_text(w, "kind", sv_of(kind_name(o->kind)));
	opt_arg(o, &b);
	jwrite_put_text(w, "arg", buf_view(&b));
	jwrite_key(w, SV("shared"));
	jwrite_bool(w, o->shared);
	dump_values(w, o);
	jwrite_put_text(w, "file", sv_of(o->file != 0 ? place_use_name(o->file) : NULL));
	jwrite_put_text(w, "needs", sv_of(o->needs));
	jwrite_put_text(w, "not_with", sv_of(o->not_with));
	buf_clear(&b);
	put_help(&b, o);
	jwrite_put_text(w, "help", buf_view(&b));
	jwrite_shut(w, '}');
	buf_c(w->b, '\n');
	buf_free(&b);
}

static void
dump_list(struct jwrite *w, const struct registry *r)
{
	const void *row;

	jwrite_open(w, '{');
	jwrite_put_text(w, "rows_of", sv_of(r->what));
	jwrite_key(w, SV("names"));
	jwrite_open(w, '[');
	for (size_t i = 0; (row = registry_row(r, i)) != NULL; i++)
		jwrite_str(w, sv_of(registry_name(r, row)));
	jwrite_shut(w, ']');
	jwrite_shut(w, '}');
	buf_c(w->b, '\n');
}

void
help_dump(struct buf *b, const struct tool *t)
{
	const struct registry *r;
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
	for (size_t i = 0; (o = opt_at(t->opts, i)) != NULL; i++)
		if (o->kind != OPT_KIND_HEAD && o->kind != OPT_KIND_SAVED)
			dump_option(&w, o);
	jwrite_shut(&w, ']');
	jwrite_key(&w, SV("lists"));
	jwrite_open(&w, '[');
	buf_c(b, '\n');
	for (size_t i = 0; (r = list_at(t, i)) != NULL; i++)
		dump_list(&w, r);
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}
