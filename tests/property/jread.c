/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread against jansson on generated, mutated and real lines; and the same
 * results however the lines are cut into blocks
 */
#include "base/rng.h"

#include "../draw_json.h"
#include "../oracle.h"
#include "../t.h"

#include <zlib.h>

enum { DOCS = 12000, MUTANTS = 3, REAL_LINES = 1200, ROWS_MAX = 64 };

static void
gen_doc(struct rng *r, struct draw_json *t)
{
	t->n = 0;
	draw_json_space(r, t);
	if (rng_below(r, 400) == 0) {
		uint64_t i, n = 505 + rng_below(r, 12);
		bool object = rng_below(r, 2) == 0;

		draw_json_text(t, "{\"a\":");
		for (i = 0; i < n; i++)
			draw_json_text(t, object ? "{\"a\":" : "[");
		draw_json_text(t, "1");
		for (i = 0; i < n; i++)
			draw_json_text(t, object ? "}" : "]");
		draw_json_text(t, "}");
	} else if (rng_below(r, 10) == 0) {
		draw_json_value(r, t, 1);
	} else {
		draw_json_container(r, t, 0, true);
	}
	draw_json_space(r, t);
}

static bool
check(struct oracle *o, const struct draw_json *t)
{
	size_t i;

	if (T_QUIET(oracle_check(o, t->p, t->n), "%s", o->why))
		return true;
	printf("# ");
	for (i = 0; i < t->n && i < 3000; i++)
		printf(t->p[i] >= ' ' && t->p[i] < 0x7f ? "%c" : "\\x%02x", (unsigned char)t->p[i]);
	printf("\n");
	return false;
}

static void
one_line(struct draw_json *t)
{
	for (size_t i = 0; i < t->n; i++)
		t->p[i] = t->p[i] == '\n' ? '\v' : t->p[i];
}

static void
put_row(const struct jread_row *row, enum rc rc, const struct val *v, const struct err *e, FILE *to)
{
	fprintf(to, "%d %" PRIu64 " %zu ", rc, row->line, row->text.n);
	if (rc == RC_BAD)
		fprintf(to, "%" PRIu64 " %s", e->col, e->msg);
	for (size_t i = 0; rc == RC_OK && i < ORACLE_PATHS; i++) {
		fprintf(to, "%d.%d ", v[i].kind, v[i].flags);
		if (v[i].kind != VAL_NONE)
			fwrite(v[i].text.p, 1, v[i].text.n, to);
	}
	putc('\n', to);
}

/* Results of a block, as text; @rows at a time, 0: by jread_next. */
static void
run_block(struct jread *r, struct sv text, size_t rows, uint64_t *lines, FILE *to)
{
	char *block = malloc(text.n + ORACLE_PAD);
	const char *at = block, *end = block + text.n;
	struct val v[ROWS_MAX * ORACLE_PATHS];
	struct jread_row row[ROWS_MAX];
	struct jread_line line;
	struct err e;
	size_t got;

	memcpy(block, text.p, text.n);
	memset(block + text.n, 0, ORACLE_PAD);
	for (;;) {
		enum rc rc = rows != 0 ?
		    jread_rows(r, &at, end, lines, v, row, rows, &got, &e) :
		    jread_next(r, &at, end, lines, v, &line, &e);

		if (rc == RC_END)
			break;
		if (rows == 0)
			row[0] = (struct jread_row){ line.text, *lines };
		if (rows == 0 || rc == RC_BAD)
			got = 1;
		for (size_t i = 0; i < got; i++)
			put_row(&row[i], rc, &v[i * ORACLE_PATHS], &e, to);
	}
	free(block);
}

/* Lines in @t, cut into blocks of about @mean lines; @fresh: a reader for each. */
static char *
run_cut(const struct draw_json *t, struct rng *r, size_t mean, bool fresh, bool rows)
{
	struct jread *reader = jread_new(oracle_path, ORACLE_PATHS, false);
	char *out = NULL;
	size_t len, from = 0, i;
	uint64_t lines = 0;
	FILE *f = open_memstream(&out, &len);

	for (i = 0; i < t->n; i++) {
		if (t->p[i] != '\n' || (mean != 0 && rng_below(r, mean) != 0 && i + 1 != t->n))
			continue;
		run_block(reader, (struct sv){ t->p + from, i + 1 - from },
		    rows ? 1 + rng_below(r, ROWS_MAX) : 0, &lines, f);
		from = i + 1;
		if (fresh) {
			jread_free(reader);
			reader = jread_new(oracle_path, ORACLE_PATHS, false);
		}
	}
	fclose(f);
	jread_free(reader);
	return out;
}

static void
test_generated(struct rng *r, struct draw_json *all)
{
	struct oracle o;
	struct draw_json t = { malloc(DRAW_JSON_MAX), 0 };
	size_t i, m, failed = 0;

	oracle_init(&o);
	for (i = 0; i < DOCS && failed < 5; i++) {
		gen_doc(r, &t);
		failed += !check(&o, &t);
		for (m = 0; m < MUTANTS && failed < 5; m++) {
			draw_json_damage(r, &t);
			one_line(&t);
			failed += !check(&o, &t);
			if (all->n + t.n + 1 < (size_t)4 << 20) {
				memcpy(all->p + all->n, t.p, t.n);
				all->n += t.n;
				all->p[all->n++] = '\n';
			}
		}
	}
	T_OK(failed == 0, "%zu texts as jansson: %zu accepted, %zu objects, %zu slots found",
	    i * (MUTANTS + 1), o.accepted, o.objects, o.present);
	T_OK(o.objects > i / 2 && o.objects < i * 3, "some of each");
	oracle_free(&o);
	free(t.p);
}

static void
test_real(const char *path, size_t want)
{
	gzFile f = gzopen(path, "rb");
	struct oracle o;
	struct draw_json t = { malloc(DRAW_JSON_MAX), 0 };
	size_t n = 0, failed = 0;

	if (!T_OK(f != NULL, "open %s", path))
		return;
	oracle_init(&o);
	while (n < REAL_LINES && gzgets(f, t.p, DRAW_JSON_MAX) != NULL) {
		t.n = strcspn(t.p, "\n");
		failed += !check(&o, &t);
		n++;
	}
	T_OK(failed == 0 && o.objects == want, "%s: %zu lines as jansson, %zu objects", path, n,
	    o.objects);
	gzclose(f);
	oracle_free(&o);
	free(t.p);
}

int
main(void)
{
	uint64_t seed = t_seed();
	struct draw_json all = { malloc((size_t)4 << 20), 0 };
	struct rng r;
	char *one, *cut;
	size_t i;

	rng_init(&r, seed);
	test_generated(&r, &all);
	one = run_cut(&all, &r, 1, true, false);
	for (i = 1; i < 9; i++) {
		size_t mean = i / 2 * (i / 2) * (i / 2);

		cut = run_cut(&all, &r, mean, false, i % 2 != 0);
		T_OK(strcmp(one, cut) == 0, "blocks of about %zu lines, %s: the same results", mean,
		    i % 2 != 0 ? "some rows at a time" : "row by row");
		free(cut);
	}
	free(one);
	free(all.p);
	test_real("tests/data/logs/nested_events.ndjson", 50);
	test_real("tests/data/logs/zeek_dns.ndjson.gz", REAL_LINES);
	test_real("tests/data/logs/lnav_logfile_ecs_log.json", 5);
	test_real("tests/data/logs/lnav_logfile_bunyan.0", 10);
	return t_done();
}
