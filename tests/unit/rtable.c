/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable - results as rows and columns; CSV and Prometheus text out of them
 */
#include "../t.h"

#include "json/jread.h"
#include "report/rcsv.h"
#include "report/rprom.h"
#include "report/rtable.h"

enum { TEXTS = 8, MEMBERS_MAX = 32 };

static const struct rcell_style plain = { 0 };

struct members {
	struct jread_member m[MEMBERS_MAX];
	size_t              n;
};

static bool
member(void *ctx, struct sv key, const struct val *v)
{
	struct members *ms = ctx;

	ms->m[ms->n++] = (struct jread_member){ key, sv_find(key, '\\') < key.n, *v };
	return ms->n < MEMBERS_MAX;
}

/* A table of these objects, linked. */
static void
fill(struct rtable *t, const char *const *row, size_t n)
{
	rtable_init(t);
	for (size_t i = 0; i < n; i++) {
		struct members ms = { .n = 0 };
		struct val v;

		if (jread_value(sv_of(row[i]), &v, NULL) != RC_OK)
			abort();
		jread_each(&v, member, &ms);
		rtable_add(t, ms.m, ms.n);
	}
	rtable_link(t);
}

#define FILL(t, ...) \
	fill((t), (const char *[]){ __VA_ARGS__ }, \
	    sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *))

static const char *
keep(const struct buf *b)
{
	static char text[TEXTS][4096];
	static unsigned turn;
	char *s = text[turn++ % TEXTS];

	snprintf(s, sizeof(text[0]), "%.*s", (int)b->n, b->n > 0 ? b->p : "");
	return s;
}

static const char *
csv(const struct rtable *t)
{
	const char *s;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	T_QUIET(rcsv_csv(t, &plain, &b, NULL) == RC_OK, "as CSV");
	s = keep(&b);
	buf_free(&b);
	return s;
}

/* As Prometheus text without its comments, or why not. */
static const char *
prom(const struct rtable *t)
{
	struct err e = { 0 };
	struct buf b, out;
	const char *s;
	char *line, *save;

	buf_init(&b, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	if (rprom_write(t, &plain, &b, &e) != RC_OK) {
		buf_printf(&out, "<%s>", e.msg);
	} else {
		buf_c(&b, '\0');
		for (line = b.p; *line != '\0'; line = save) {
			save = strchr(line, '\n') + 1;
			if (*line != '#')
				buf_add(&out, line, (size_t)(save - line));
		}
	}
	s = keep(&out);
	buf_free(&b);
	buf_free(&out);
	return s;
}

static size_t
col(const struct rtable *t, const char *name)
{
	return rtable_col_find(t, sv_of(name));
}

static void
check_cells(void)
{
	struct rtable t;

	FILL(&t, "{\"a\":1,\"b\":\"\\u0078\"}", "{\"c\":null,\"\\u0061\":2}", "{}", "{\"a\":3,\"a\":4}");
	T_OK(t.nrow == 4 && t.ncol == 3, "4 rows, 3 columns");
	T_OK(col(&t, "a") == 0 && col(&t, "b") == 1 && col(&t, "c") == 2 && col(&t, "d") == 3,
	    "columns in order of appearance");
	T_STR(csv(&t), "a,b,c\n1,x,\n2,,\n,,\n4,,\n", "absent and null are empty, of two the last counts");
	T_OK(rtable_cell(&t, 0, 2)->kind == VAL_NONE && rtable_cell(&t, 1, 2)->kind == VAL_NULL,
	    "absent is not null");
	T_OK(rtable_numeric(&t, 0) && !rtable_numeric(&t, 1) && !rtable_numeric(&t, 2),
	    "numbers, text, and nothing but null");
	T_OK(rtable_varies(&t, 0) && rtable_varies(&t, 1), "different values, or absent");
	rtable_free(&t);

	FILL(&t, "{\"a\":1,\"b\":1.0,\"c\":1}", "{\"a\":2,\"b\":2,\"c\":3}", "{\"b\":7}");
	T_OK(rtable_equal(&t, 0, 1) && !rtable_equal(&t, 0, 2), "equal where the first has a value");
	rtable_free(&t);
}

static void
check_links(void)
{
	struct rtable t;

	FILL(&t, "{\"x\":1,\"x_lo\":0,\"x_hi\":2,\"x_n\":9,\"x_method\":\"exact\",\"y\":1,\"y_lo\":0,\"n\":5}");
	T_OK(t.col[0].lo == 1 && t.col[0].hi == 2 && t.col[0].n == 3 && t.col[0].method == 4,
	    "what belongs to x");
	T_OK(t.col[1].of == 0 && t.col[2].of == 0 && t.col[0].of == SIZE_MAX, "and back");
	T_OK(t.col[5].lo == SIZE_MAX && t.col[5].hi == SIZE_MAX, "half an interval is none");
	rtable_free(&t);

	FILL(&t, "{\"x\":1,\"x_n\":9,\"y\":2,\"y_n\":9}", "{\"x\":1,\"x_n\":8,\"y\":2,\"y_n\":8}");
	T_OK(rtable_count(&t) == 1, "one count for both");
	rtable_free(&t);
	FILL(&t, "{\"x\":1,\"x_n\":9,\"y\":2,\"y_n\":7}");
	T_OK(rtable_count(&t) == t.ncol, "none when they differ");
	rtable_free(&t);
}

static void
check_choose(void)
{
	struct err e = { 0 };
	struct rtable t;

	FILL(&t, "{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":5,\"c\":6}");
	T_OK(rtable_choose(&t, "c, a", &e) == RC_OK, "two of three");
	T_STR(csv(&t), "c,a\n3,1\n6,\n", "in the order asked for");
	rtable_free(&t);

	FILL(&t, "{\"x\":1,\"x_lo\":0,\"x_hi\":2,\"k\":\"a\"}");
	T_OK(rtable_choose(&t, "k,x", &e) == RC_OK, "a value");
	rtable_link(&t);
	T_STR(csv(&t), "k,x,x_lo,x_hi\na,1,0,2\n", "comes with its interval");
	rtable_free(&t);

	FILL(&t, "{\"alpha\":1}");
	T_OK(rtable_choose(&t, "alhpa", &e) == RC_USAGE, "no such column");
	T_STR(e.msg, "--fields: no record has a field 'alhpa' (did you mean 'alpha'?)", "but a near one");
	rtable_free(&t);
}

static void
check_sort(void)
{
	static const struct {
		const char *by, *want;
	} c[] = {
		{ "n", "k,n\nb,9\nd,9.0\na,10\nc,\n" },
		{ "-n", "k,n\na,10\nb,9\nd,9.0\nc,\n" },
		{ "k", "k,n\na,10\nb,9\nc,\nd,9.0\n" },
		{ "-k", "k,n\nd,9.0\nc,\nb,9\na,10\n" },
		{ "n,-k", "k,n\nd,9.0\nb,9\na,10\nc,\n" },
	};
	struct err e = { 0 };
	struct rtable t;

	for (size_t i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		FILL(&t, "{\"k\":\"b\",\"n\":9}", "{\"k\":\"a\",\"n\":10}", "{\"k\":\"c\",\"n\":null}",
		    "{\"k\":\"d\",\"n\":9.0}");
		T_OK(rtable_sort(&t, c[i].by, &e) == RC_OK, "sort by %s", c[i].by);
		T_STR(csv(&t), c[i].want, "ties as they were, null last");
		rtable_free(&t);
	}
	FILL(&t, "{\"w\":\"2026-01-01T02:00:00+02:00\"}", "{\"w\":\"2026-01-01T01:00:00Z\"}",
	    "{\"w\":\"2025-12-31T23:30:00-01:00\"}");
	T_OK(rtable_sort(&t, "w", &e) == RC_OK, "sort by time");
	T_STR(csv(&t), "w\n2026-01-01T02:00:00+02:00\n2025-12-31T23:30:00-01:00\n2026-01-01T01:00:00Z\n",
	    "by what it means");
	rtable_free(&t);
}

static void
check_csv(void)
{
	struct rtable t;

	FILL(&t, "{\"a\":\"x,y\",\"b\":\"q\\\"\"}", "{\"a\":\"l\\nf\",\"b\":\"=1\"}",
	    "{\"a\":\"-1\",\"b\":\"-x\"}", "{\"a\":\" =1\",\"b\":\"\\u001b[0m\"}", "{\"a\":[1,\"x\"]}");
	T_STR(csv(&t), "a,b\n\"x,y\",\"q\"\"\"\n\"l\nf\",\"'=1\"\n-1,\"'-x\"\n =1,\\x1b[0m\n\"[1,\"\"x\"\"]\",\n",
	    "quoted, and nothing a spreadsheet would run");
	rtable_free(&t);
}

static void
check_prom(void)
{
	struct err e = { 0 };
	struct rtable t;

	FILL(&t, "{\"kind\":\"stat\",\"r\":\"/a\\\"\\\\\\n\",\"n\":1,\"e\":0.5}",
	    "{\"kind\":\"stat\",\"r\":\"/b\",\"n\":2,\"e\":null}");
	T_STR(prom(&t), "cx_n{r=\"/a\\\"\\\\\\n\"} 1\ncx_n{r=\"/b\"} 2\ncx_e{r=\"/a\\\"\\\\\\n\"} 0.5\n",
	    "numbers are samples, text is labels, null is nothing");
	rtable_free(&t);

	FILL(&t, "{\"window\":\"2026-01-01T02:00:00+02:00\",\"n\":1}", "{\"window\":\"2026-01-01T01:00:00Z\",\"n\":2}",
	    "{\"window\":\"2025-12-31T00:00:00Z\",\"n\":3}");
	T_STR(prom(&t), "cx_n 2\n", "of windows the latest");
	rtable_free(&t);

	FILL(&t, "{\"status\":200,\"n\":1}", "{\"status\":404,\"n\":2}");
	T_OK(prom(&t)[0] == '<', "two samples of one name are refused");
	T_OK(rtable_label(&t, "status", &e) == RC_OK, "--label status");
	T_STR(prom(&t), "cx_n{status=\"200\"} 1\ncx_n{status=\"404\"} 2\n", "tells them apart");
	rtable_free(&t);

	FILL(&t, "{\"a.b\":1,\"a-b\":2}");
	T_OK(prom(&t)[0] == '<', "two metrics of one name are refused");
	rtable_free(&t);
}

int
main(void)
{
	check_cells();
	check_links();
	check_choose();
	check_sort();
	check_csv();
	check_prom();
	return t_done();
}
