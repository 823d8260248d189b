/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv - tables drawn at random, written by RFC 4180, read back in any blocks; and plain rows
 *       by the short way against libcsv
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"

#include <stdlib.h>

enum { TABLES = 300, ROWS = 12, COLUMNS = 6, PLAIN_TABLES = 400, PLAIN_ROWS = 150 };

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

/* Values as logs have them, most of which need no more than a look, and some that do. */
static void
draw_value(struct rng *rng, char delim, bool is_time, struct buf *b)
{
	static const char *const plain[] = { "GET", "/a/b", "", "200", "-1.5", "0", "007", "1e5", "1.",
		"-", "true", "a b", " x ", "2026-01-02T03:04:05.250Z", "2026-01-02 03:04:05", "1767225600",
		"20260102", "10.0.0.7", "99", "a~b", "1.5s", "PT1S", "text that is longer than a step of 32",
		"12345678901234567890", ".5", "+3" };
	static const char *const odd[] = { "caf\xc3\xa9", "\xff", "\\", "\"q\"", "\"a\"\"b\"", "\x01",
		"1,5", "2001:db8::7", "unknown", "10.0.0.7:80", "1.234,56", "x\ty", "\"two\nlines\"" };
	static const char *const times[] = { "2026-01-02T03:04:05.250Z", "2026-01-02T03:04:59Z",
		"2026-01-02 03:04:05", "1767225600", "20260102", "2026-01-02T03:05:00.000001Z", "" };
	bool is_odd = rng_below(rng, 60) == 0;
	const char *v = is_time && rng_below(rng, 30) != 0 ?
	    times[rng_below(rng, sizeof(times) / sizeof(times[0]))] : is_odd ? odd[rng_below(rng, sizeof(odd) / sizeof(odd[0]))] :
	    plain[rng_below(rng, sizeof(plain) / sizeof(plain[0]))];

	if (strchr(v, delim) == NULL)
		buf_printf(b, "%s", v);
}

static void
draw_plain(struct rng *rng, char delim, struct buf *b)
{
	enum { TIMES = 3 };	/* first names */
	static const char *const name[] = { "timestamp", "ts", "time", "client_ip", "user_id", "path",
		"status", "duration_ms", "n", "amount", "a \"b\"", "a name of more than thirty-two bytes",
		"" };
	const size_t names = sizeof(name) / sizeof(name[0]);
	size_t columns = 1 + (size_t)rng_below(rng, 8), first = (size_t)rng_below(rng, names);
	const char *end = rng_below(rng, 2) != 0 ? "\r\n" : "\n";
	size_t column[8];

	buf_clear(b);
	for (size_t i = 0; i < columns; i++) {
		const char *s = name[column[i] = (first + i * (1 + i % 2)) % names];

		if (i > 0)
			buf_c(b, delim);
		if (strchr(s, '"') != NULL)
			buf_printf(b, "\"a \"\"b\"\"\"");
		else
			buf_printf(b, "%s", s);
	}
	for (uint64_t r = rng_below(rng, PLAIN_ROWS) + 1; r > 0; r--) {
		size_t n = rng_below(rng, 40) == 0 ? columns + 1 : columns;

		buf_printf(b, "%s", end);
		for (size_t i = 0; i < n; i++) {
			if (i > 0)
				buf_c(b, delim);
			draw_value(rng, delim, i < columns && column[i] < TIMES, b);
		}
	}
	if (rng_below(rng, 4) != 0)
		buf_printf(b, "%s", end);
}

/*
 * Records that write themselves, for which plain rows go the short way, against those whose
 * members are listed, which libcsv reads all; likewise the slots of fields.
 */
static void
short_way(struct rng *rng)
{
	static const char delims[] = { ',', ';', '|', '\t', ':' };
	static const char *const fields[] = { "timestamp n", "status client_ip ts", "duration_ms user_id",
		"path amount nothing", "time" };
	unsigned good = 0;
	struct buf csv;

	buf_init(&csv, SIZE_MAX);
	for (int i = 0; i < PLAIN_TABLES; i++) {
		char delim = delims[rng_below(rng, sizeof(delims))];
		const char *field = fields[rng_below(rng, sizeof(fields) / sizeof(fields[0]))];
		struct logrun slow, fast, few;
		char *want;

		draw_plain(rng, delim, &csv);
		logrun_init(&slow, "csv");
		slow.cfg.table.delim = delim;
		fast = few = slow;
		fast.text = true;
		fast.batch = 1 + (size_t)rng_below(rng, BATCH_ROWS);
		fast.cut = (size_t)rng_below(rng, 3) * (size_t)rng_below(rng, 4000);
		slow.numbered = fast.numbered = few.numbered = fast.cut == 0;
		buf_init(&fast.out, SIZE_MAX);
		(void)logrun(&slow, buf_view(&csv));
		good += T_QUIET(slow.out.n > 0 && strcmp(logrun(&fast, buf_view(&csv)), slow.out.p) == 0,
		    "cut at %zu, batches of %zu:\n%.*s\n# got:\n%s# want:\n%s", fast.cut, fast.batch,
		    (int)csv.n, csv.p, fast.out.p, slow.out.p);
		/* One by one against batches, of the same fields. */
		few.fields = field;
		buf_init(&few.out, SIZE_MAX);
		(void)logrun(&few, buf_view(&csv));
		want = mem_dup(few.out.p, few.out.n);
		few.batch = fast.batch;
		few.cut = fast.cut;
		good += T_QUIET(strcmp(logrun(&few, buf_view(&csv)), want) == 0,
		    "fields %s of:\n%.*s\n# got:\n%s# want:\n%s", field, (int)csv.n, csv.p, few.out.p,
		    want);
		mem_free(want);
		buf_free(&slow.out);
		buf_free(&fast.out);
		buf_free(&few.out);
	}
	T_OK(good == 2 * PLAIN_TABLES, "%u of %d tables by the short way", good, 2 * PLAIN_TABLES);
	buf_free(&csv);
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
	short_way(&rng);
	buf_free(&csv);
	buf_free(&want);
	return t_done();
}
