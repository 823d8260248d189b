/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rcell - digits of a column, cells that say what they are, plots
 */
#include "../rlines.h"
#include "report/rcell.h"

#include <math.h>

/* The cells of the first column, with their intervals: "1.0 [0.5, 1.5]|..." */
static const char *
cells(const char *lines, const struct rcell_style *style, struct buf *o)
{
	struct rcell_form f;
	struct rtable t;
	struct arena a;

	arena_init(&a);
	buf_clear(o);
	rlines(&t, lines);
	f = rcell_form(&t, 0);
	for (size_t r = 0; r < t.nrow; r++) {
		struct rcell x = rcell_text(&t, r, 0, &f, style, &a);

		buf_sv(o, r > 0 ? SV("|") : SV(""));
		buf_sv(o, x.main);
		if (x.extra.n > 0) {
			buf_c(o, ' ');
			buf_sv(o, x.extra);
		}
	}
	rtable_free(&t);
	arena_free(&a);
	return rlines_text(o);
}

static void
digits(struct buf *o)
{
	static const struct { const char *lines, *want, *name; } cases[] = {
		{ "{\"a\":1}\n{\"a\":20000}\n{\"a\":null}\n{\"a\":-0}\n", "1|20000|-|0", "whole" },
		{ "{\"a\":1e3}\n{\"a\":2.0}\n{\"a\":1.50e1}\n", "1000|2|15", "whole in other words" },
		{ "{\"a\":0.5}\n{\"a\":12.25}\n{\"a\":3}\n", "0.50|12.25|3.00", "prices" },
		{ "{\"a\":1234.5678}\n{\"a\":0.2512}\n", "1234.568|0.251", "three of the least" },
		{ "{\"a\":1234.5678}\n{\"a\":371.2512}\n", "1235|371", "three of the least, whole" },
		{ "{\"a\":0.00012345678}\n{\"a\":1}\n", "0.000123|1.000000", "at most six" },
		{ "{\"a\":0.00000031}\n{\"a\":0.25}\n{\"a\":0}\n{\"a\":-3e-12}\n",
		  "3.1e-7|0.250000|0.000000|-3.0e-12", "not 0, and says so" },
		{ "{\"a\":123456789.123}\n{\"a\":0.00123}\n",
		  "123,456,789.12|0.0012", "small beside large" },
		{ "{\"a\":0.9996}\n{\"a\":0.5}\n{\"a\":1}\n", "0.9996|0.5000|1.0000", "near 1" },
		{ "{\"a\":0.99999999}\n{\"a\":0.5}\n{\"a\":1}\n",
		  "0.99999999|0.500000|1.000000", "not 1, and says so" },
		{ "{\"a\":1.9996123}\n{\"a\":1.5}\n", "2.00|1.50", "2 is nothing special" },
		{ "{\"a\":999999}\n", "999999", "below a million" },
		{ "{\"a\":-1234567}\n{\"a\":12}\n{\"a\":123456}\n", "-1,234,567|12|123,456",
		  "thousands apart" },
		{ "{\"a\":12345678901234567890}\n{\"a\":1.5e300}\n{\"a\":1e400}\n",
		  "12,345,678,901,234,567,890|1.5e300|1e400", "all digits, all sizes" },
		{ "{\"a\":1.7e308}\n{\"a\":5e-324}\n", "1.7e308|4.9e-324", "the ends of double" },
	};
	static const struct rcell_style style = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		T_STR(cells(cases[i].lines, &style, o), cases[i].want, cases[i].name);
}

static void
intervals(struct buf *o)
{
	static const struct { const char *lines, *want, *name; } cases[] = {
		{ "{\"a\":0.9996,\"a_lo\":0.9978,\"a_hi\":0.99993}\n", "0.99960 [0.99780, 0.99993]",
		  "near 1" },
		{ "{\"a\":1,\"a_lo\":0.2065493143772375,\"a_hi\":1}\n", "1.00 [0.21, 1.00]",
		  "the ends decide too" },
		{ "{\"a\":0,\"a_lo\":0,\"a_hi\":0.002348134}\n", "0.0000 [0.0000, 0.0023]", "none yet" },
		{ "{\"a\":0.5001234,\"a_lo\":0.4999345,\"a_hi\":0.5003456}\n",
		  "0.50012 [0.49993, 0.50035]", "narrow" },
		{ "{\"a\":274.4812,\"a_lo\":261.1934,\"a_hi\":294.2011}\n", "274 [261, 294]", "wide" },
		{ "{\"a\":12.51,\"a_lo\":1e-19,\"a_hi\":30.123}\n", "13 [1.0e-19, 30]",
		  "an end next to nothing decides nothing" },
		{ "{\"a\":5,\"a_lo\":5,\"a_hi\":5}\n{\"a\":7,\"a_lo\":7,\"a_hi\":7}\n", "5|7",
		  "no width in the whole column" },
		{ "{\"a\":5,\"a_lo\":5,\"a_hi\":5}\n{\"a\":7,\"a_lo\":6,\"a_hi\":8}\n",
		  "5 [5, 5]|7 [6, 8]", "no width in one row" },
		{ "{\"a\":5,\"a_lo\":5,\"a_hi\":5,\"a_method\":\"exact\"}\n"
		  "{\"a\":700,\"a_lo\":690,\"a_hi\":710,\"a_method\":\"hll\"}\n",
		  "5|700 [690, 710]", "exact" },
		{ "{\"a\":7.123,\"a_lo\":null,\"a_hi\":null}\n{\"a\":null,\"a_lo\":null,\"a_hi\":null}\n",
		  "7.1 [-, -]|-", "nothing known" },
		{ "{\"a\":7.123,\"a_lo\":6.5,\"a_hi\":null}\n", "7.1 [6.5, -]", "one end known" },
		{ "{\"a\":1e308,\"a_lo\":-1.7e308,\"a_hi\":1.7e308}\n", "1e308 [-1.7e308, 1.7e308]",
		  "a width that overflows" },
	};
	static const struct rcell_style style = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		T_STR(cells(cases[i].lines, &style, o), cases[i].want, cases[i].name);
}

static void
lists(struct buf *o)
{
	static const struct rcell_style plain = { 0 }, plots = { .plots = true, .ascii = true };
	static const char *const hist =
	    "{\"a\":[{\"lo\":1,\"hi\":2,\"n\":1},{\"lo\":2,\"hi\":5,\"n\":8},{\"lo\":5,\"hi\":null,\"n\":4}]}\n";
	struct buf text;

	T_STR(cells("{\"a\":[1,2,3,4,5,6]}\n{\"a\":[]}\n", &plain, o), "1, 2, 3, 4, 5, ...|", "numbers");
	T_STR(cells("{\"a\":[{\"value\":\"\\u001b[1m\",\"n\":3,\"share\":1}]}\n", &plain, o),
	    "\\x1b[1m (3)", "top, safe");
	T_STR(cells("{\"a\":{\"b\":1}}\n{\"a\":[[1],{\"c\":2}]}\n", &plain, o),
	    "{\"b\":1}|[1], {\"c\":2}", "nested");
	T_STR(cells(hist, &plain, o), "1 (1), 2 (8), 5 (4)", "histogram in words");
	T_STR(cells(hist, &plots, o), ".#=", "histogram as a line, from 0");
	T_STR(cells("{\"a\":[{\"lo\":1,\"n\":-5},{\"lo\":2,\"n\":\"x\"},{\"lo\":3,\"n\":1e308}]}\n",
	    &plots, o), "_ #", "histogram of nonsense");
	buf_init(&text, SIZE_MAX);
	buf_sv(&text, SV("{\"a\":[{\"lo\":0,\"n\":1}"));
	for (int i = 1; i < 1000; i++)
		buf_printf(&text, ",{\"lo\":%d,\"n\":1}", i);
	buf_sv(&text, SV("]}\n"));
	T_OK(strlen(cells(rlines_text(&text), &plots, o)) == 1000, "histogram of 1000");
	buf_free(&text);
}

static void
plots(void)
{
	static const double v[] = { 0, 1, NAN, 2, 5, -9, 99 };
	struct arena a;
	struct buf o;

	arena_init(&a);
	buf_init(&o, SIZE_MAX);
	buf_sv(&o, rcell_spark(v, 7, 0, 2, true, &a));
	buf_c(&o, '|');
	buf_sv(&o, rcell_spark(v, 2, 1, 1, false, &a));
	buf_c(&o, '|');
	buf_sv(&o, rcell_bar(0.5, 4, false, &a));
	buf_c(&o, '|');
	buf_sv(&o, rcell_bar(0.4, 4, false, &a));
	buf_c(&o, '|');
	buf_sv(&o, rcell_bar(0.4, 4, true, &a));
	buf_c(&o, '|');
	buf_sv(&o, rcell_bar(NAN, 2, true, &a));
	buf_sv(&o, rcell_bar(7, 2, true, &a));
	T_STR(rlines_text(&o), "_= ##_#|▁▁|██  |█▋  |#   |  ##", "sparklines and bars");
	buf_free(&o);
	arena_free(&a);
}

int
main(void)
{
	struct buf o;

	buf_init(&o, SIZE_MAX);
	digits(&o);
	intervals(&o);
	lists(&o);
	plots();
	buf_free(&o);
	return t_done();
}
