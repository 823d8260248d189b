/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable_pick - columns chosen and rows sorted, row by row; tables with many holes
 */
#include "../rlines.h"

/* The rows as "1,-,x|..." */
static const char *
grid(const struct rtable *t, struct buf *o)
{
	struct arena a;

	arena_init(&a);
	buf_clear(o);
	for (size_t r = 0; r < t->nrow; r++) {
		buf_sv(o, r > 0 ? SV("|") : SV(""));
		for (size_t c = 0; c < t->ncol; c++) {
			const struct val *v = rtable_cell(t, r, c);

			buf_sv(o, c > 0 ? SV(",") : SV(""));
			buf_sv(o, v->kind == VAL_NONE ? SV("-") :
			    v->kind == VAL_NULL ? SV("null") : val_text(v, &a));
		}
	}
	arena_free(&a);
	return rlines_text(o);
}

static void
reading(struct buf *o)
{
	struct rtable t;

	rlines(&t, "{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2}\n{\"c\":3}\n{\"c\":4,\"a\":null,\"c\":5}\n{}\n");
	T_STR(grid(&t, o), "1,x,-|2,y,-|-,-,3|null,-,5|-,-,-", "any order, absent, the last of twins");
	T_OK(rtable_varies(&t, 2) && rtable_equal(&t, 2, 2), "varies, equal");
	T_OK(!rtable_equal(&t, 0, 2), "not equal");
	rtable_free(&t);
	rlines(&t, "{\"\\u0061\":\"\\u00e9\\n\"}\n{\"a\":\"x\"}\n");
	T_OK(strcmp(grid(&t, o), "\u00e9\n|x") == 0, "escaped names are names, text is decoded");
	rtable_free(&t);
	rlines(&t, "{\"x\":1,\"x_n\":5,\"y\":2,\"y_n\":6}\n");
	T_OK(rtable_count(&t) == t.ncol, "two counts that differ");
	rtable_free(&t);
}

/* Records that share no field: memory grows with what they hold, not with rows times columns. */
static void
sparse(void)
{
	struct buf text;
	struct rtable t;
	size_t right = 0;

	buf_init(&text, SIZE_MAX);
	for (int i = 0; i < 2000; i++)
		buf_printf(&text, "{\"k%d\":%d,\"k%d\":%d}\n", i, i, (i * 7919) % 2000, i);
	rlines(&t, rlines_text(&text));
	T_OK(t.nrow == 2000 && t.ncol == 2000, "2000 rows, 2000 columns");
	T_OK(t.arena.used < 1000000, "%zu bytes", t.arena.used);
	for (size_t r = 0; r < t.nrow; r++) {
		char name[16];
		int n = snprintf(name, sizeof(name), "k%zu", r);
		double x;

		right += val_number(rtable_cell(&t, r,
		    rtable_col_find(&t, (struct sv){ name, (size_t)n })), &x) && x == (double)r;
	}
	T_OK(right == 2000, "every cell is found: %zu", right);
	rtable_free(&t);
	buf_free(&text);
}

static const char *
names(const struct rtable *t, struct buf *o)
{
	buf_clear(o);
	for (size_t i = 0; i < t->ncol; i++) {
		buf_sv(o, i > 0 ? SV(" ") : SV(""));
		buf_sv(o, t->col[i].carried ? SV("+") : SV(""));
		buf_sv(o, t->col[i].name);
	}
	return rlines_text(o);
}

static void
choosing(struct buf *o)
{
	static const char *const lines =
	    "{\"window\":\"w\",\"window_end\":\"e\",\"x\":1,\"x_lo\":0,\"x_hi\":2,\"x_n\":5,"
	    "\"x_method\":\"hll\",\"y\":2}\n";
	static const struct { const char *fields, *want; } cases[] = {
		{ "y,x", "y x x_lo x_hi +x_method +window_end" },
		{ " x , window", "x x_lo x_hi window +x_method +window_end" },
		{ "x,x_lo", "x x_lo +x_method +window_end" },
		{ "x_hi", "x_hi +window_end" },
		{ "x_method,x", "x_method x x_lo x_hi +window_end" },
		{ "y,y,window_end", "y window_end" },
		{ "n", "x_n +window_end" },
	};
	struct rtable t;
	struct err e;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		rlines(&t, lines);
		T_QUIET(rtable_choose(&t, cases[i].fields, &e) == RC_OK, "%s", e.msg);
		T_STR(names(&t, o), cases[i].want, cases[i].fields);
		rtable_free(&t);
	}
	rlines(&t, lines);
	T_OK(rtable_choose(&t, "x,windw", &e) == RC_USAGE, "unknown");
	T_STR(e.msg, "--fields: no record has a field 'windw' (did you mean 'window'?)", "message");
	T_OK(rtable_label(&t, "", &e) == RC_USAGE, "no name at all");
	rtable_free(&t);
}

static void
sorting(struct buf *o)
{
	static const struct { const char *lines, *by, *want; } cases[] = {
		{ "{\"a\":2}\n{\"a\":null}\n{\"a\":10}\n{}\n{\"a\":-1e0}\n", "a", "-1e0|2|10|null|-" },
		{ "{\"a\":2}\n{\"a\":null}\n{\"a\":10}\n{}\n{\"a\":-1e0}\n", "-a", "10|2|-1e0|null|-" },
		{ "{\"a\":\"10\"}\n{\"a\":9}\n{\"a\":\"x\"}\n{\"a\":\"9.5\"}\n", "a", "9|9.5|10|x" },
		{ "{\"a\":\"2026-10-25T02:00:00+01:00\"}\n{\"a\":\"2026-10-25T02:30:00+02:00\"}\n"
		  "{\"a\":\"2026-10-25T01:00:00Z\"}\n{\"a\":\"2026-10-25T00:30:00Z\"}\n", "a",
		  "2026-10-25T02:30:00+02:00|2026-10-25T00:30:00Z|2026-10-25T02:00:00+01:00|"
		  "2026-10-25T01:00:00Z" },
		{ "{\"a\":1,\"b\":1}\n{\"a\":2,\"b\":1}\n{\"a\":1,\"b\":2}\n", "b,-a", "2,1|1,1|1,2" },
		{ "{\"-a\":2,\"a\":1}\n{\"-a\":1,\"a\":2}\n", "-a", "1,2|2,1" },
		{ "{\"x\":1,\"x_n\":3}\n{\"x\":2,\"x_n\":2}\n", "n", "2,2|1,3" },
	};
	struct rtable t;
	struct err e;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		rlines(&t, cases[i].lines);
		T_QUIET(rtable_sort(&t, cases[i].by, &e) == RC_OK, "%s", e.msg);
		T_STR(grid(&t, o), cases[i].want, cases[i].by);
		rtable_free(&t);
	}
}

int
main(void)
{
	struct buf o;

	buf_init(&o, SIZE_MAX);
	reading(&o);
	sparse();
	choosing(&o);
	sorting(&o);
	buf_free(&o);
	return t_done();
}
