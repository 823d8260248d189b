/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv - tables drawn at random, written by RFC 4180, read back in any blocks
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"

enum { TABLES = 300, ROWS = 12, COLUMNS = 6 };

/* One field: written to @csv, and as a JSON member to @json when it is not empty. */
static void
draw_field(struct rng *rng, size_t column, struct buf *csv, struct jwrite *json)
{
	static const char *const part[] = { "a", "bc", " ", ",", "\"", "\n", "\r\n", "\xc3\xa9", "x9",
		"\t", "'", "\\" };
	struct buf v;
	char name[24];
	bool quote = rng_below(rng, 3) == 0;

	buf_init(&v, SIZE_MAX);
	for (uint64_t n = rng_below(rng, 6); n > 0; n--)
		buf_printf(&v, "%s", part[rng_below(rng, sizeof(part) / sizeof(part[0]))]);
	for (size_t i = 0; i < v.n; i++)
		quote = quote || strchr(",\"\r\n", v.p[i]) != NULL;
	if (quote)
		buf_c(csv, '"');
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '"')
			buf_c(csv, '"');
		buf_c(csv, v.p[i]);
	}
	if (quote)
		buf_c(csv, '"');
	if (v.n > 0) {
		snprintf(name, sizeof(name), "c%zu", column);
		jwrite_key(json, sv_of(name));
		jwrite_str(json, buf_view(&v));
	}
	buf_free(&v);
}

static void
draw_table(struct rng *rng, struct buf *csv, struct buf *want)
{
	size_t columns = 2 + (size_t)rng_below(rng, COLUMNS - 1);

	buf_clear(csv);
	buf_clear(want);
	for (size_t i = 0; i < columns; i++)
		buf_printf(csv, "%sc%zu", i > 0 ? "," : "", i);
	for (size_t r = 0; r < ROWS; r++) {
		struct jwrite w;

		buf_printf(csv, "%s", rng_below(rng, 2) != 0 ? "\r\n" : "\n");
		jwrite_init(&w, want);
		jwrite_open(&w, '{');
		for (size_t i = 0; i < columns; i++) {
			if (i > 0)
				buf_c(csv, ',');
			draw_field(rng, i, csv, &w);
		}
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
	}
	buf_c(csv, '\n');
	buf_c(want, '\0');
}

int
main(void)
{
	struct buf csv, want;
	struct rng rng;
	unsigned good = 0;

	rng_init(&rng, t_seed());
	buf_init(&csv, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	for (int i = 0; i < TABLES; i++) {
		struct logrun r;

		draw_table(&rng, &csv, &want);
		logrun_init(&r, "csv");
		r.cut = (size_t)rng_below(&rng, 3) * (size_t)rng_below(&rng, 50);
		good += T_QUIET(strcmp(logrun(&r, buf_view(&csv)), want.p) == 0,
		    "cut at %zu:\n%.*s# got:\n%s# want:\n%s", r.cut, (int)csv.n, csv.p, r.out.p, want.p);
		buf_free(&r.out);
	}
	T_OK(good == TABLES, "%u tables read back whole", good);
	buf_free(&csv);
	buf_free(&want);
	return t_done();
}
