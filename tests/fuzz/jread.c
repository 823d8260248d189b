/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread beside jansson: accept and reject alike, find the same values, with
 * every kernel; the whole input as one text, and each of its lines
 *
 * And jread_rows beside jread_next: the same rows, lines, values and messages,
 * however many rows are asked for and however blocks are cut.  The text is read
 * several times, since what one pass has taught decides on the next.
 */
#include "../oracle.h"
#include "base/hash.h"
#include "pick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(struct oracle *o, const char *p, size_t n, enum cpu_simd simd)
{
	if (!oracle_check(o, p, n)) {
		fprintf(stderr, "%s differs: %s\n", cpu_simd_name(simd), o->why);
		abort();
	}
}

enum { PATHS = 6, ROWS = 64, PAD = 64, PASSES = 3 };

static const struct sv key[][2] = {
	{ { "a", 1 } }, { { "status", 6 } }, { { "b", 1 } }, { { "a", 1 }, { "b", 1 } },
	{ { "path", 4 } }, { { "a", 1 } },
};

/* With nested ones and one that is asked for twice, or only plain ones. */
static struct jread *
reader(bool plain)
{
	struct jread_path path[PATHS];

	for (size_t i = 0; i < PATHS; i++)
		path[i] = (struct jread_path){ key[i], i == 3 ? 2 : 1 };
	return jread_new(path, plain ? 3 : PATHS, false);
}

static void
fail(const char *what, size_t at)
{
	fprintf(stderr, "%s differs at byte %zu\n", what, at);
	abort();
}

static bool
same_text(struct sv a, struct sv b)
{
	return a.p == b.p && a.n == b.n;
}

/* What jread_next says of the block, held against @n rows of values. */
struct expected {
	struct jread     *one;
	const char       *block;
	const char       *at;
	const char       *end;
	uint64_t          lines;
	struct val        v[PATHS];
	struct jread_line line;
	struct err        e;
};

static enum rc
next(struct expected *x)
{
	return jread_next(x->one, &x->at, x->end, &x->lines, x->v, &x->line, &x->e);
}

/* The same value, and the same number where one is read already. */
static bool
same_value(const struct val *a, const struct val *b)
{
	uint32_t x = 0, y = 0;

	return a->kind == b->kind && val_form(a) == val_form(b) &&
	    (a->kind == VAL_NONE || same_text(a->text, b->text)) &&
	    (a->kind != VAL_NUMBER || (val_small(a, &x) == val_small(b, &y) && x == y));
}

static void
check_row(struct expected *x, const struct jread_row *row, const struct val *v, size_t paths)
{
	size_t at = (size_t)(x->at - x->block);

	if (next(x) != RC_OK)
		fail("a record", at);
	if (!same_text(row->text, x->line.text) || row->line != x->lines)
		fail("a line", at);
	for (size_t i = 0; i < paths; i++)
		if (!same_value(&v[i], &x->v[i]))
			fail("a value", at);
}

/* A block by both readers; @max rows at a time. */
static void
check_block(struct jread *many, struct expected *x, size_t paths, size_t max)
{
	struct jread_row row[ROWS];
	struct val v[ROWS * PATHS];
	uint64_t lines = x->lines;
	const char *at = x->block;

	for (;;) {
		struct err e = { .rc = RC_OK };
		size_t got = SIZE_MAX;
		enum rc rc = jread_rows(many, &at, x->end, &lines, v, row, max, &got, &e);

		if (rc == RC_OK && (got == 0 || got > max))
			fail("the number of rows", (size_t)(at - x->block));
		for (size_t i = 0; rc == RC_OK && i < got; i++)
			check_row(x, &row[i], v + i * paths, paths);
		if (rc == RC_OK)
			continue;
		if (next(x) != rc)
			fail("the result", (size_t)(at - x->block));
		if (rc == RC_END)
			break;
		if (got != 0 || !same_text(row[0].text, x->line.text) || row[0].line != x->lines ||
		    e.col != x->e.col || strcmp(e.msg, x->e.msg) != 0 || at != x->at)
			fail("a bad line", (size_t)(at - x->block));
	}
	if (at != x->end || x->at != x->end || lines != x->lines)
		fail("the end", (size_t)(at - x->block));
}

/* The text cut before byte @cut, or not at all, behind the line that ends there. */
static void
check_text(struct jread *many, struct expected *x, struct sv text, size_t cut, unsigned how)
{
	size_t paths = (how & 1) != 0 ? 3 : PATHS, from = 0, end;

	do {
		char *block;

		end = from < cut ? cut : text.n;
		while (end < text.n && text.p[end - 1] != '\n')
			end++;
		block = malloc(end - from + 1 + PAD);
		if (block == NULL)
			abort();
		if (end != from)
			memcpy(block, text.p + from, end - from);
		block[end - from] = '\n';
		memset(block + end - from + 1, "\0\"{\n"[how >> 2 & 3], PAD);
		x->block = x->at = block;
		x->end = block + end - from + 1;
		check_block(many, x, paths, 1 + (how >> 8) % ROWS);
		free(block);
		from = end;
	} while (from < text.n);
}

static size_t
usable_kernels(void)
{
	size_t n = 0;

	for (int i = 0; i < CPU_SIMD_N; i++)
		n += cpu_simd_usable((enum cpu_simd)i);
	return n;
}

/* By jread_rows and by jread_next; the first two bytes say how many rows at a time and so on. */
static void
check_rows(struct sv text)
{
	/* Made once; jread_simd makes them forget. */
	static struct jread *one[2], *many[2];
	unsigned how, plain;

	if (text.n < 2)
		return;
	how = (unsigned char)text.p[0] | (unsigned)(unsigned char)text.p[1] << 8;
	plain = how & 1;
	text = (struct sv){ text.p + 2, text.n - 2 };
	if (one[plain] == NULL) {
		one[plain] = reader(plain);
		many[plain] = reader(plain);
	}
	for (int k = 0; k < CPU_SIMD_N; k++) {
		struct expected x = { .one = one[plain] };

		/* The others read row by row. */
		if ((k != CPU_AVX2 && k != CPU_NEON) || !cpu_simd_usable((enum cpu_simd)k))
			continue;
		if (!jread_simd(one[plain], (enum cpu_simd)k) ||
		    !jread_simd(many[plain], (enum cpu_simd)k))
			abort();
		for (int i = 0; i < PASSES; i++)
			check_text(many[plain], &x, text, (how & 2) != 0 ? text.n / 2 : 0, how);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* Kept: what one input has taught must not decide on the next. */
	static struct oracle o[CPU_SIMD_N];
	const char *p = (const char *)data, *end = p + n;
	const uint64_t hash = hash_sv((struct sv){ p, n }, 0);
	size_t kernel = 0;

	check_rows((struct sv){ p, n });
	for (int i = 0; i < CPU_SIMD_N; i++) {
		enum cpu_simd simd = (enum cpu_simd)i;

		if (!cpu_simd_usable(simd) || !pick(hash, usable_kernels(), kernel++))
			continue;
		if (o[i].slots == NULL) {
			oracle_init(&o[i]);
			if (!jread_simd(o[i].slots, simd) || !jread_simd(o[i].listing, simd))
				abort();
		}
		check(&o[i], p, n, simd);
		for (const char *at = p; n != 0 && at < end;) {
			const char *nl = memchr(at, '\n', (size_t)(end - at));
			const char *to = nl != NULL ? nl : end;

			check(&o[i], at, (size_t)(to - at), simd);
			at = to + 1;
		}
	}
	return 0;
}
