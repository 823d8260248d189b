/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rcsv - what a spreadsheet reads, cell by cell
 */
#include "../rlines.h"
#include "report/rcsv.h"

static const char *
written(const char *lines, char sep, struct buf *o)
{
	static const struct rcell_style plain = { 0 };
	enum rc rc;
	struct rtable t;

	buf_clear(o);
	rlines(&t, lines);
	rc = sep == ',' ? rcsv_csv(&t, &plain, o, NULL) : rcsv_tsv(&t, &plain, o, NULL);
	T_QUIET(rc == RC_OK, "written");
	rtable_free(&t);
	return rlines_text(o);
}

int
main(void)
{
	static const struct { const char *name, *lines, *csv, *tsv; } cases[] = {
		{ "no records", "", "", "" },
		{ "no columns", "{}\n", "", "" },
		{ "numbers, nulls, absent", "{\"a\":1.50,\"b\":null}\n{\"c\":true}\n", "a,b,c\n1.50,,\n,,true\n",
		  "a\tb\tc\n1.50\t\t\n\t\ttrue\n" },
		{ "quotes", "{\"a\":\"x,y\"}\n{\"a\":\"\\\"q\\\"\"}\n{\"a\":\"l\\nm\\r\"}\n",
		  "a\n\"x,y\"\n\"\"\"q\"\"\"\n\"l\nm\r\"\n", "a\nx,y\n\"q\"\nl\\nm\\r\n" },
		{ "tab and backslash", "{\"a\":\"t\\tb\\\\\"}\n", "a\nt\tb\\\n", "a\nt\\tb\\\\\n" },
		{ "formulas", "{\"=a\":\"=1\"}\n{\"=a\":\"-1\"}\n{\"=a\":\"-1e\"}\n{\"=a\":\"@x\"}\n{\"=a\":\"\\n=1\"}\n",
		  "\"'=a\"\n\"'=1\"\n-1\n\"'-1e\"\n\"'@x\"\n\"'\n=1\"\n",
		  "'=a\n'=1\n-1\n'-1e\n'@x\n'\\n=1\n" },
		{ "a single column", "{\"a\":null}\n{\"a\":\"\"}\n{\"a\":0}\n", "a\n\"\"\n\"\"\n0\n", "a\n\n\n0\n" },
		{ "lists", "{\"a\":[1,\"x\"],\"b\":{\"c\":2}}\n", "a,b\n\"[1,\"\"x\"\"]\",\"{\"\"c\"\":2}\"\n",
		  "a\tb\n[1,\"x\"]\t{\"c\":2}\n" },
		{ "control characters", "{\"a\":\"\\u0000\\u001b\\u202e\"}\n", "a\n\xef\xbf\xbd\\x1b\\u{202e}\n",
		  "a\n\xef\xbf\xbd\\\\x1b\\\\u{202e}\n" },
	};
	struct buf o;

	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_STR(written(cases[i].lines, ',', &o), cases[i].csv, cases[i].name);
		T_STR(written(cases[i].lines, '\t', &o), cases[i].tsv, cases[i].name);
	}
	buf_free(&o);
	return t_done();
}
