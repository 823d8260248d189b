/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread against jansson on generated, mutated and real lines; and the same
 * results however the lines are cut into blocks
 */
#include "base/rng.h"

#include "../oracle.h"
#include "../t.h"

#include <zlib.h>

enum { DOCS = 12000, MUTANTS = 3, DOC_MAX = 1 << 16, REAL_LINES = 1200 };

struct text {
	char  *p;
	size_t n;
};

static void
put(struct text *t, const char *s, size_t n)
{
	if (t->n + n < DOC_MAX) {
		memcpy(t->p + t->n, s, n);
		t->n += n;
	}
}

static void
puts_(struct text *t, const char *s)
{
	put(t, s, strlen(s));
}

static const char *
pick(struct rng *r, const char *const *list, size_t n)
{
	return list[rng_below(r, n)];
}

#define PICK(r, list) pick((r), (list), sizeof(list) / sizeof((list)[0]))

static void
gen_space(struct rng *r, struct text *t)
{
	static const char *const space[] = { " ", " ", "  ", "\t", "\r", " \t \r  " };

	if (rng_below(r, 6) == 0)
		puts_(t, PICK(r, space));
}

static void
gen_string(struct rng *r, struct text *t)
{
	static const char *const piece[] = {
		"x", "ab", " ", "/", "0123456", "01234567", "plain text of some length, 35 bytes",
		"\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0041", "\\u00e9",
		"\\uD83D\\uDE00", "\\ud800", "\\udfff", "\\udbff\\ue000", "\\ud800\\u0041",
		"\\ud800\\ud800\\udc00", "\\u0000", "\\uFFFF",
		"\xC3\xA9", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x9F\x98\x80",
		"\xF4\x8F\xBF\xBF", "\x7f", "{", "}", "[", "]", ",", ":", "'",
	};
	uint64_t n = rng_below(r, 7);

	puts_(t, "\"");
	while (n-- > 0)
		puts_(t, PICK(r, piece));
	puts_(t, "\"");
}

static void
gen_number(struct rng *r, struct text *t)
{
	static const char *const odd[] = {
		"0", "-0", "-0.0", "1e400", "-1E+400", "1e-400", "9007199254740993", "1E5", "0e0",
		"123456789012345678901234567890", "18446744073709551616", "0.1", "1.7976931348623157e308",
		"5e-324", "12345678", "123456789", "1234567.12345678", "-1.5e+07", "2.2250738585072011e-308",
	};
	char text[40];

	if (rng_below(r, 3) == 0)
		puts_(t, PICK(r, odd));
	else if (rng_below(r, 2) == 0)
		put(t, text, (size_t)snprintf(text, sizeof(text), "%" PRId64,
		    (int64_t)rng_u64(r) >> rng_below(r, 64)));
	else
		put(t, text, (size_t)snprintf(text, sizeof(text), "%.*g", (int)rng_below(r, 17) + 1,
		    (rng_unit(r) - 0.5) * 1e4));
}

static void gen_value(struct rng *r, struct text *t, int depth);

static void
gen_container(struct rng *r, struct text *t, int depth, bool object)
{
	static const char *const key[] = {
		"\"a\"", "\"a\"", "\"a\"", "\"b\"", "\"b\"", "\"c\"", "\"\"", "\"a.b\"", "\"a.b.c\"",
		"\"long_key_name_one\"", "\"long_key_name_two\"", "\"long_key_name_\"", "\"\xC3\xA9\"",
		"\"\\u0061\"", "\"\\u00e9\"", "\"\\u0062\"", "\"A\"", "\"long_ke\"", "\"long_key\"",
		"\"long_key_name_two.\xC3\xA9\"",
	};
	uint64_t i, n = rng_below(r, depth == 0 ? 9 : 5);

	puts_(t, object ? "{" : "[");
	for (i = 0; i < n; i++) {
		if (i != 0)
			puts_(t, ",");
		gen_space(r, t);
		if (object) {
			if (rng_below(r, 20) == 0)
				gen_string(r, t);
			else
				puts_(t, PICK(r, key));
			gen_space(r, t);
			puts_(t, ":");
			gen_space(r, t);
		}
		gen_value(r, t, depth + 1);
		gen_space(r, t);
	}
	if (n == 0)
		gen_space(r, t);
	puts_(t, object ? "}" : "]");
}

static void
gen_value(struct rng *r, struct text *t, int depth)
{
	static const char *const word[] = { "true", "false", "null" };
	uint64_t kind = rng_below(r, depth > 6 ? 3 : 8);

	if (kind == 0)
		puts_(t, PICK(r, word));
	else if (kind == 1)
		gen_number(r, t);
	else if (kind == 2)
		gen_string(r, t);
	else if (kind < 7)
		gen_container(r, t, depth, true);
	else
		gen_container(r, t, depth, false);
}

static void
gen_doc(struct rng *r, struct text *t)
{
	t->n = 0;
	gen_space(r, t);
	if (rng_below(r, 400) == 0) {
		uint64_t i, n = 505 + rng_below(r, 12);
		bool object = rng_below(r, 2) == 0;

		puts_(t, "{\"a\":");
		for (i = 0; i < n; i++)
			puts_(t, object ? "{\"a\":" : "[");
		puts_(t, "1");
		for (i = 0; i < n; i++)
			puts_(t, object ? "}" : "]");
		puts_(t, "}");
	} else if (rng_below(r, 10) == 0) {
		gen_value(r, t, 1);
	} else {
		gen_container(r, t, 0, true);
	}
	gen_space(r, t);
}

/* One small damage, anywhere. */
static void
mutate(struct rng *r, struct text *t)
{
	static const char bytes[] = "\0\x01\x1f \t\r\"\\/,:{}[]-+.0123eEtfnul\x7f\x80\xBF\xC0\xC3\xED\xF0\xF5\xFF";
	size_t at = (size_t)rng_below(r, t->n + 1), len, to;

	switch (rng_below(r, 6)) {
	case 0:
		if (at < t->n)
			t->p[at] = bytes[rng_below(r, sizeof(bytes) - 1)];
		break;
	case 1:
		if (t->n + 1 < DOC_MAX) {
			memmove(t->p + at + 1, t->p + at, t->n - at);
			t->p[at] = bytes[rng_below(r, sizeof(bytes) - 1)];
			t->n++;
		}
		break;
	case 2:
		if (at < t->n) {
			memmove(t->p + at, t->p + at + 1, t->n - at - 1);
			t->n--;
		}
		break;
	case 3:
		t->n = at;
		break;
	case 4:
		if (at < t->n)
			t->p[at] = (char)(t->p[at] ^ (1 << rng_below(r, 8)));
		break;
	default:
		len = (size_t)rng_below(r, 12);
		to = (size_t)rng_below(r, t->n + 1);
		if (at + len <= t->n && to + len <= t->n)
			memmove(t->p + to, t->p + at, len);
		break;
	}
	for (at = 0; at < t->n; at++)	/* stays one line */
		t->p[at] = t->p[at] == '\n' ? '\v' : t->p[at];
}

static bool
check(struct oracle *o, const struct text *t)
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

/* Results of a block, as text. */
static void
run_block(struct jread *r, const char *p, size_t n, FILE *to)
{
	char *block = malloc(n + ORACLE_PAD);
	const char *at = block;
	struct val v[ORACLE_PATHS];
	struct jread_line line;
	struct err e;
	uint64_t lines = 0;
	enum rc rc;
	size_t i;

	memcpy(block, p, n);
	memset(block + n, 0, ORACLE_PAD);
	while ((rc = jread_next(r, &at, block + n, &lines, v, &line, &e)) != RC_END) {
		fprintf(to, "%d %zu ", rc, line.text.n);
		if (rc == RC_BAD)
			fprintf(to, "%" PRIu64 " %s", e.col, e.msg);
		for (i = 0; rc == RC_OK && i < ORACLE_PATHS; i++) {
			fprintf(to, "%d.%d ", v[i].kind, v[i].flags);
			if (v[i].kind != VAL_NONE)
				fwrite(v[i].text.p, 1, v[i].text.n, to);
		}
		putc('\n', to);
	}
	free(block);
}

/* @n lines in @t, cut into blocks of about @mean lines; @fresh: a reader for each. */
static char *
run_cut(const struct text *t, struct rng *r, size_t mean, bool fresh)
{
	struct jread *reader = jread_new(oracle_path, ORACLE_PATHS, false);
	char *out = NULL;
	size_t len, from = 0, i;
	FILE *f = open_memstream(&out, &len);

	for (i = 0; i < t->n; i++) {
		if (t->p[i] != '\n' || (mean != 0 && rng_below(r, mean) != 0 && i + 1 != t->n))
			continue;
		run_block(reader, t->p + from, i + 1 - from, f);
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
test_generated(struct rng *r, struct text *all)
{
	struct oracle o;
	struct text t = { malloc(DOC_MAX), 0 };
	size_t i, m, failed = 0;

	oracle_init(&o);
	for (i = 0; i < DOCS && failed < 5; i++) {
		gen_doc(r, &t);
		failed += !check(&o, &t);
		for (m = 0; m < MUTANTS && failed < 5; m++) {
			mutate(r, &t);
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
	struct text t = { malloc(DOC_MAX), 0 };
	size_t n = 0, failed = 0;

	if (!T_OK(f != NULL, "open %s", path))
		return;
	oracle_init(&o);
	while (n < REAL_LINES && gzgets(f, t.p, DOC_MAX) != NULL) {
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
	struct text all = { malloc((size_t)4 << 20), 0 };
	struct rng r;
	char *one, *cut;
	size_t i;

	rng_init(&r, seed);
	test_generated(&r, &all);
	one = run_cut(&all, &r, 0, true);
	for (i = 1; i < 5; i++) {
		cut = run_cut(&all, &r, i * i * i * i, false);
		T_OK(strcmp(one, cut) == 0, "blocks of about %zu lines: the same results", i * i * i * i);
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
