/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtext - tables as they stand on a terminal: what is done to fit its width
 */
#include "../rlines.h"
#include "base/utf8.h"
#include "report/rtext.h"

static const char *
table(const char *lines, struct rcell_style style, struct buf *o)
{
	struct rtable t;

	buf_clear(o);
	rlines(&t, lines);
	T_QUIET(rtext_table(&t, &style, o, NULL) == RC_OK, "as a table");
	rtable_free(&t);
	return rlines_text(o);
}

static void
widths(struct buf *o)
{
	static const char *const wide =
	    "{\"route\":\"/a/long/path/to/some/thing\",\"n\":10,\"x\":0.5,\"x_lo\":0.25,\"x_hi\":0.75,"
	    "\"y\":123456}\n{\"route\":\"/b\",\"n\":5,\"x\":0.25,\"x_lo\":0.125,\"x_hi\":0.5,\"y\":1}\n";
	static const struct { size_t width; const char *name, *want; } cases[] = {
		{ 0, "any width",
		  "route                        n                  x                  y\n"
		  "/a/long/path/to/some/thing  10  0.50 [0.25, 0.75] ##########  123456\n"
		  "/b                           5  0.25 [0.12, 0.50] #####            1\n" },
		{ 57, "bars go first",
		  "route                        n                  x       y\n"
		  "/a/long/path/to/some/thing  10  0.50 [0.25, 0.75]  123456\n"
		  "/b                           5  0.25 [0.12, 0.50]       1\n" },
		{ 55, "then text is cut",
		  "route                      n                  x       y\n"
		  "/a/long/path/to/some/th~  10  0.50 [0.25, 0.75]  123456\n"
		  "/b                         5  0.25 [0.12, 0.50]       1\n" },
		{ 47, "then the table is broken",
		  "route                     n                  x\n"
		  "/a/long/path/to/some/t~  10  0.50 [0.25, 0.75]\n"
		  "/b                        5  0.25 [0.12, 0.50]\n"
		  "\n"
		  "route                         y\n"
		  "/a/long/path/to/some/t~  123456\n"
		  "/b                            1\n" },
		{ 20, "and a column follows its keys, however wide",
		  "route      n\n"
		  "/a/long~  10\n"
		  "/b         5\n"
		  "\n"
		  "route                     x\n"
		  "/a/long~  0.50 [0.25, 0.75]\n"
		  "/b        0.25 [0.12, 0.50]\n"
		  "\n"
		  "route          y\n"
		  "/a/long~  123456\n"
		  "/b             1\n" },
	};
	struct rcell_style style = { .ascii = true, .plots = true };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		style.width = cases[i].width;
		T_STR(table(wide, style, o), cases[i].want, cases[i].name);
	}
	T_STR(table("{\"a\":\"日本\",\"b\":1}\n{\"a\":\"e\u0301\",\"b\":22}\n{\"a\":\"\u00e9\",\"b\":3}\n",
	    style, o), "a      b\n日本   1\ne\u0301     22\n\u00e9      3\n", "columns of characters");
	style.width = 19;
	T_STR(table("{\"a\":\"日本語日本語\",\"b\":\"日本語日本語\"}\n", style, o),
	    "a          b\n日本語日~  日本語~\n", "cut between characters");
}

/* Whatever the width, lines of text and small numbers keep to it and lose no column. */
static void
any_width(struct buf *o)
{
	struct rcell_style style = { 0 };
	size_t over = 0, lost = 0;

	for (style.width = 40; style.width < 120; style.width++) {
		const char *text = table("{\"one\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\","
		    "\"two\":\"日本語日本語日本語日本語日本語日本語\",\"k1\":1,\"k2\":2.5,\"three\":\"b\","
		    "\"k3\":0.25,\"k3_lo\":0.125,\"k3_hi\":0.5}\n", style, o);
		static const char *const name[] = { "one", "two", "k1", "k2", "three", "k3" };

		for (size_t i = 0; i < 6; i++)
			lost += strstr(text, name[i]) == NULL;
		for (struct sv rest = buf_view(o); rest.n > 0;) {
			size_t nl = sv_find(rest, '\n');

			over += utf8_width((struct sv){ rest.p, nl }) > style.width;
			rest = (struct sv){ rest.p + nl + 1, rest.n - nl - 1 };
		}
	}
	T_OK(over == 0 && lost == 0, "widths 40 to 119: %zu lines too long, %zu columns lost", over, lost);
}

/* One huge cell must not pad the others to its width. */
static void
huge(struct buf *o)
{
	static const struct rcell_style style = { 0 };
	struct buf lines;

	buf_init(&lines, SIZE_MAX);
	buf_sv(&lines, SV("{\"a\":\""));
	for (int i = 0; i < 100000; i++)
		buf_c(&lines, 'x');
	buf_sv(&lines, SV("\",\"b\":1}\n"));
	for (int i = 0; i < 100; i++)
		buf_sv(&lines, SV("{\"a\":\"y\",\"b\":2}\n"));
	table(rlines_text(&lines), style, o);
	T_OK(o->n > 100000 && o->n < 150000, "%zu bytes", o->n);
	buf_free(&lines);
}

int
main(void)
{
	struct buf o;

	buf_init(&o, SIZE_MAX);
	widths(&o);
	any_width(&o);
	huge(&o);
	buf_free(&o);
	return t_done();
}
