/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rcsv.h"

#include "base/num.h"
#include "report/rcell.h"

#include <string.h>

static bool
is_formula(struct sv s)
{
	return s.n > 0 && strchr("=+-@\t\r\n", s.p[0]) != NULL && s.p[0] != '\0' && !num_is(s);
}

static void
put_csv(struct buf *o, struct sv s)
{
	bool quote = is_formula(s);

	for (size_t i = 0; i < s.n && !quote; i++)
		quote = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r';
	if (!quote) {
		buf_sv(o, s);
		return;
	}
	buf_c(o, '"');
	if (is_formula(s))
		buf_c(o, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_c(o, '"');
		buf_c(o, s.p[i]);
	}
	buf_c(o, '"');
}

static void
put_tsv(struct buf *o, struct sv s)
{
	static const char plain[] = "\t\n\r\\", letter[] = "tnr\\";

	if (is_formula(s))
		buf_c(o, '\'');
	for (size_t i = 0; i < s.n; i++) {
		const char *at = s.p[i] != '\0' ? strchr(plain, s.p[i]) : NULL;

		if (at != NULL) {
			buf_c(o, '\\');
			buf_c(o, letter[at - plain]);
		} else {
			buf_c(o, s.p[i]);
		}
	}
}

static void
put_field(struct buf *o, struct sv s, char sep, struct arena *a)
{
	s = rcell_safe(s, "\t\n\r", a);
	if (sep == '\t')
		put_tsv(o, s);
	else
		put_csv(o, s);
}

/* The names, or the values of a row. */
static void
put_line(const struct rtable *t, size_t row, bool names, char sep, struct buf *o, struct arena *a)
{
	size_t start = o->n, n = 0;

	arena_reset(a);
	for (size_t c = 0; c < t->ncol; c++) {
		if (t->col[c].carried)
			continue;
		if (n++ > 0)
			buf_c(o, sep);
		put_field(o, names ? t->col[c].name : val_text(rtable_cell(t, row, c), a), sep, a);
	}
	/* Readers skip an empty line. */
	if (o->n == start && sep == ',')
		buf_sv(o, SV("\"\""));
	buf_c(o, '\n');
}

static void
put_table(const struct rtable *t, char sep, struct buf *o)
{
	struct arena a;

	if (t->nrow == 0 || t->ncol == 0)
		return;
	arena_init(&a);
	put_line(t, 0, true, sep, o, &a);
	for (size_t r = 0; r < t->nrow; r++)
		put_line(t, r, false, sep, o, &a);
	arena_free(&a);
}

enum rc
rcsv_csv(const struct rtable *t, const struct rcell_style *style, struct buf *o, struct err *e)
{
	(void)style;
	(void)e;
	put_table(t, ',', o);
	return RC_OK;
}

enum rc
rcsv_tsv(const struct rtable *t, const struct rcell_style *style, struct buf *o, struct err *e)
{
	(void)style;
	(void)e;
	put_table(t, '\t', o);
	return RC_OK;
}
