/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv - the row reader, line by line
 */
#include "../t.h"

#include "csv/csvread.h"

static bool
row_is(const struct csvread *c, size_t n, const char *const *want)
{
	const struct sv *field;
	bool ok = csvread_row(c, &field) == n;

	for (size_t i = 0; ok && i < n; i++)
		ok = sv_is(field[i], want[i]);
	return ok;
}

static void
rows(void)
{
	struct csvread *c = csvread_new(',');
	struct err e = { 0 };

	T_OK(csvread_line(c, SV("a,\"b,\"\"c\"\"\",, d \r\n"), &e) == RC_OK &&
	    row_is(c, 4, (const char *const[]){ "a", "b,\"c\"", "", " d " }), "quotes, spaces, CR");
	T_OK(csvread_line(c, SV("\n"), &e) == RC_EMPTY && !csvread_open(c), "a blank line");
	T_OK(csvread_line(c, SV("x,\"1\r\n"), &e) == RC_EMPTY && csvread_open(c), "a row goes on");
	T_OK(csvread_line(c, SV("2\",y\n"), &e) == RC_OK &&
	    row_is(c, 3, (const char *const[]){ "x", "1\r\n2", "y" }), "and ends in the next line");
	T_OK(csvread_line(c, SV("a\"b,c\n"), &e) == RC_SYNTAX && e.col == 2 && !csvread_open(c),
	    "a stray quote: %s", e.msg);
	T_OK(csvread_line(c, SV("\"a\"b,c\n"), &e) == RC_SYNTAX && e.col == 4, "text behind one: %s",
	    e.msg);
	T_OK(csvread_line(c, SV("\"open\n"), &e) == RC_EMPTY && csvread_open(c), "an open quote");
	csvread_drop(c);
	T_OK(csvread_line(c, SV("1,2\n"), &e) == RC_OK &&
	    row_is(c, 2, (const char *const[]){ "1", "2" }), "is dropped without trace");
	csvread_free(c);
	csvread_free(NULL);
}

static void
tabs(void)
{
	struct csvread *c = csvread_new('\t');
	struct err e = { 0 };

	T_OK(csvread_line(c, SV("5\" disk\t\"a\tb\"\t\n"), &e) == RC_OK &&
	    row_is(c, 3, (const char *const[]){ "5\" disk", "a\tb", "" }), "TSV takes quotes lightly");
	csvread_free(c);
}

int
main(void)
{
	rows();
	tabs();
	return t_done();
}
