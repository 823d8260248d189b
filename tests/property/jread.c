/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread against jansson on generated, mutated and real lines; and the same
 * results however the lines are cut into blocks, and read many at a time
 */
#include "base/rng.h"

#include "../draw_json.h"
#include "../oracle.h"
#include "../t.h"

#include <zlib.h>

enum {
	DOCS = T_ROUNDS(12000), MUTANTS = 3, REAL_LINES = 1200, ROWS_MAX = 64, SHAPED = T_ROUNDS(300)
};

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
put_row(const struct jread_row *row, enum rc rc, const struct val *v, size_t paths,
    const struct err *e, FILE *to)
{
	fprintf(to, "%d %" PRIu64 " %zu ", rc, row->line, row->text.n);
	fwrite(row->text.p, 1, row->text.n, to);
	if (rc == RC_BAD)
		fprintf(to, " %" PRIu64 " %s", e->col, e->msg);
	for (size_t i = 0; rc == RC_OK && i < paths; i++) {
		uint32_t small = 0;
		bool is = v[i].kind == VAL_NUMBER && val_small(&v[i], &small);

		fprintf(to, "%d.%d.%d.%" PRIu32 " ", v[i].kind, val_form(&v[i]), is, small);
		if (v[i].kind != VAL_NONE)
			fwrite(v[i].text.p, 1, v[i].text.n, to);
	}
	putc('\n', to);
}

struct reading {
	struct jread *reader;
	size_t        paths;
	uint64_t      lines;
	FILE         *to;	/* what came of them, as text */
};

/* The lines of a block; @rows at a time, 0: by jread_next. */
static void
run_block(struct reading *x, struct sv text, size_t rows)
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
		    jread_rows(x->reader, &at, end, &x->lines, v, row, rows, &got, &e) :
		    jread_next(x->reader, &at, end, &x->lines, v, &line, &e);

		if (rc == RC_END)
			break;
		if (rows == 0)
			row[0] = (struct jread_row){ line.text, x->lines };
		if (rows == 0 || rc == RC_BAD)
			got = 1;
		for (size_t i = 0; i < got; i++)
			put_row(&row[i], rc, &v[i * x->paths], x->paths, &e, x->to);
	}
	free(block);
}

struct cutting {
	enum cpu_simd simd;
	size_t        mean;	/* lines of a block, about */
	bool          fresh;	/* a reader for each */
	bool          rows;	/* some at a time */
	bool          plain;	/* no path is of several components */
};

static const struct sv plain_key[] = {
	ORACLE_SV("a"), ORACLE_SV("status"), ORACLE_SV("a.b"), ORACLE_SV("path"), ORACLE_SV("a"),
};

enum { PLAIN_PATHS = sizeof(plain_key) / sizeof(plain_key[0]) };

/* Results of the lines in @t. */
static char *
run_cut(const struct draw_json *t, struct rng *r, const struct cutting *how)
{
	struct jread_path path[PLAIN_PATHS];
	struct reading x = { .paths = how->plain ? PLAIN_PATHS : ORACLE_PATHS };
	char *out = NULL;
	size_t len, from = 0, i;

	for (i = 0; i < PLAIN_PATHS; i++)
		path[i] = (struct jread_path){ &plain_key[i], 1 };
	x.reader = jread_new(how->plain ? path : oracle_path, x.paths, false);
	x.to = open_memstream(&out, &len);
	if (!jread_simd(x.reader, how->simd))
		T_OK(false, "%s", cpu_simd_name(how->simd));
	for (i = 0; i < t->n; i++) {
		if (t->p[i] != '\n' || (rng_below(r, how->mean) != 0 && i + 1 != t->n))
			continue;
		run_block(&x, (struct sv){ t->p + from, i + 1 - from },
		    how->rows ? 1 + rng_below(r, ROWS_MAX) : 0);
		from = i + 1;
		if (how->fresh && !jread_simd(x.reader, how->simd))
			T_OK(false, "%s", cpu_simd_name(how->simd));
	}
	fclose(x.to);
	jread_free(x.reader);
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

/* What may stand in a string, or not: most of it breaks the line, or moves what is behind it. */
static const char *const piece[] = {
	"x", "GET", "/a/b?c=d", "0", " ", ",", ":", "}", ", ", "\\\"", "\\\\", "\\n", "\\u00e9",
	",\\\"b\\\":", "\xC3\xA9", "\xE2\x82\xAC", "a value of more than thirty-two bytes, yes",
	"\"", ",\"", "\",\"b\":\"", "\",\"b\":1,\"a\":\"", "\\", "\\u00", "\\x", "\t", "\x01", "\xC3",
	"\xFF", "{", "\":", "\",", "\"}\n{\"", "\n", "\r", "\\\",\"", "\"\\",
};

/* Values in no quotes, of which some are none. */
static const char *const bare[] = {
	"1", "200", "12345678", "1234567890123456", "12345678901234567", "0", "-1", "1.5", "0.25",
	"1e5", "true", "false", "null", "{}", "[1,2]", "{\"b\":\"c\"}", "[\"x\",\"y\"]",
	"01", "-", "1.", "1e", "tru", "nul", "+1", "", " 7", "7 ", "1,2", "\"", "x",
};

enum { GOOD_PIECES = 17, GOOD_BARE = 17, SHAPES = 9, SHAPE_KEYS = 24 };

/* A text of lines of a few shapes. */
struct shapes {
	const char *key[SHAPES][SHAPE_KEYS];
	bool        is_bare[SHAPES][SHAPE_KEYS];
	size_t      nkey[SHAPES];
	size_t      n;
	const char *comma;
	const char *colon;
	const char *eol;
	uint64_t    odd;	/* one value in so many is not a plain one */
	uint64_t    bad;	/* ... and of these may be wrong */
};

static void
draw_shapes(struct rng *r, struct shapes *s)
{
	static const char *const key[] = {
		"a", "b", "a.b", "a.b.c", "long_key_name_one", "long_key_name_two", "status", "path",
		"duration_ms", "ts", "user_agent", "\xC3\xA9", "\\u0061",
		"a_key_that_is_as_long_as_no_other_of_them_is",
	};
	static const char *const comma[] = { ",", ",", ",", ", ", " , ", ",  " };
	static const char *const colon[] = { ":", ":", ":", ": ", " : " };
	static const char *const eol[] = { "\n", "\n", "\n", "\r\n", " \n", "\t\r\n" };
	bool nice = rng_below(r, 4) != 0, spaced = rng_below(r, 3) == 0;

	s->n = 1 + rng_below(r, SHAPES - 1);
	s->comma = nice ? spaced ? ", " : "," : DRAW_JSON_PICK(r, comma);
	s->colon = nice ? spaced ? ": " : ":" : DRAW_JSON_PICK(r, colon);
	s->eol = DRAW_JSON_PICK(r, eol);
	s->odd = UINT64_C(1) << rng_below(r, 12);
	s->bad = UINT64_C(1) << rng_below(r, 8);
	for (size_t i = 0; i < s->n; i++) {
		s->nkey[i] = rng_below(r, 20) != 0 ? 1 + rng_below(r, 14) : rng_below(r, SHAPE_KEYS);
		for (size_t k = 0; k < s->nkey[i]; k++) {
			s->key[i][k] = key[rng_below(r, nice ? 11 : sizeof(key) / sizeof(key[0]))];
			s->is_bare[i][k] = rng_below(r, 3) == 0;
		}
	}
}

static void
draw_shaped(struct rng *r, const struct shapes *s, struct draw_json *t)
{
	size_t i = rng_below(r, s->n), k;

	draw_json_text(t, rng_below(r, 200) == 0 ? " {" : "{");
	for (k = 0; k < s->nkey[i]; k++) {
		bool odd = rng_below(r, s->odd) == 0;
		bool bad = odd && rng_below(r, s->bad) == 0;
		char text[24];

		if (k != 0)
			draw_json_text(t, s->comma);
		draw_json_text(t, "\"");
		draw_json_text(t, s->key[i][k]);
		draw_json_text(t, "\"");
		draw_json_text(t, s->colon);
		if (s->is_bare[i][k] && odd)
			draw_json_text(t, bare[rng_below(r,
			    bad ? sizeof(bare) / sizeof(bare[0]) : GOOD_BARE)]);
		else if (s->is_bare[i][k])
			draw_json_put(t, text, (size_t)snprintf(text, sizeof(text), "%u",
			    1 + (unsigned)rng_below(r, 100000)));
		if (s->is_bare[i][k])
			continue;
		draw_json_text(t, "\"");
		for (uint64_t n = odd ? rng_below(r, 4) : 1; n > 0; n--)
			draw_json_text(t, piece[rng_below(r, !odd ? 9 : !bad ? GOOD_PIECES :
			    sizeof(piece) / sizeof(piece[0]))]);
		draw_json_text(t, "\"");
	}
	draw_json_text(t, "}");
	draw_json_text(t, rng_below(r, 500) == 0 ? "\n\n" : s->eol);
}

/* Lines by jread_rows as by jread_next, with each kernel. */
static void
test_shapes(struct rng *r)
{
	struct draw_json t = { malloc(DRAW_JSON_MAX + 2), 0 };
	size_t failed = 0, texts;

	for (texts = 0; texts < SHAPED && failed == 0; texts++) {
		struct shapes s;
		size_t lines = 1 + rng_below(r, 300);
		bool plain = rng_below(r, 4) != 0;
		char *one, *cut;

		t.n = 0;
		draw_shapes(r, &s);
		while (lines-- > 0)
			draw_shaped(r, &s, &t);
		if (rng_below(r, 3) == 0)
			draw_json_damage(r, &t);
		if (t.p[t.n - 1] != '\n')
			t.p[t.n++] = '\n';
		one = run_cut(&t, r, &(struct cutting){ .simd = CPU_SCALAR, .mean = 1,
		    .plain = plain });
		/* AVX2 again as it is asked for by name: without what wider machines add. */
		for (int k = 0; k <= CPU_SIMD_N; k++) {
			struct cutting how = { .rows = true, .simd = k < CPU_SIMD_N ?
				(enum cpu_simd)k : CPU_AVX2, .plain = plain,
				.mean = 1 + rng_below(r, 400) };

			if (!cpu_simd_usable(how.simd))
				continue;
			if (k == CPU_SIMD_N)
				setenv("CX_SIMD", "avx2", 1);
			cut = run_cut(&t, r, &how);
			unsetenv("CX_SIMD");
			failed += !T_QUIET(strcmp(one, cut) == 0, "%s: text %zu, blocks of about %zu",
			    cpu_simd_name(how.simd), texts, how.mean);
			free(cut);
		}
		free(one);
	}
	T_OK(failed == 0, "%zu texts of a few shapes: rows as row by row", texts);
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
	one = run_cut(&all, &r, &(struct cutting){ cpu_simd(), 1, true, false, false });
	for (i = 1; i < 9; i++) {
		size_t mean = 1 + i / 2 * (i / 2) * (i / 2);

		cut = run_cut(&all, &r, &(struct cutting){ cpu_simd(), mean, false, i % 2 != 0, false });
		T_OK(strcmp(one, cut) == 0, "blocks of about %zu lines, %s: the same results", mean,
		    i % 2 != 0 ? "some rows at a time" : "row by row");
		free(cut);
	}
	free(one);
	free(all.p);
	test_shapes(&r);
	test_real("tests/data/logs/nested_events.ndjson", 50);
	test_real("tests/data/logs/zeek_dns.ndjson.gz", REAL_LINES);
	test_real("tests/data/logs/lnav_logfile_ecs_log.json", 5);
	test_real("tests/data/logs/lnav_logfile_bunyan.0", 10);
	return t_done();
}
