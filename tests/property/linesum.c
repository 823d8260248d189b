/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * linesum by its definition, by every instruction set and in any order and portions; and
 * inputs that are nearly the same
 *
 * Where inputs are compared, each 32 bits of their sums are as rarely equal as random ones
 * would be: what cancels in some bits, or by way of some products, would show.
 */
#include "../t.h"

#include "base/linesum.h"
#include "base/rng.h"

enum { MAX = 3000, ROWS = 200, FIELDS = 6, FIELD = 31, LINE = FIELDS * FIELD, LOG_ROWS = 3 };

enum { FAMILY = 24000 };

static struct linesum_key key;

/* ---- the definition ---- */

static uint32_t
word_at(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t
mixed(uint64_t v, uint64_t k)
{
	uint32_t low = (uint32_t)v + (uint32_t)k;
	uint32_t high = (uint32_t)(v >> 32) + (uint32_t)(k >> 32);
	uint64_t p = (uint64_t)low * high;

	return (p << 32 | p >> 32) + ((uint64_t)high << 32 | low);
}

static void
add_line(struct linesum *sum, const char *text, size_t n)
{
	uint64_t a = 0, b = 0;

	for (size_t at = 0; at < n; at += LINESUM_PART) {
		unsigned char part[LINESUM_PART] = { 0 };
		size_t len = n - at < LINESUM_PART ? n - at : LINESUM_PART;
		size_t m = (len + 31) / 32;
		uint64_t sa = 0, sb = 0;

		memcpy(part, text + at, len);
		for (size_t j = 0; j < 4; j++) {
			uint32_t x = (uint32_t)key.before[j];

			for (size_t i = 0; i < m; i++) {
				size_t from = 32 * i + 32 <= len || len < 32 ? 32 * i : len - 32;
				uint64_t k = key.pair[4 * i + j];
				uint32_t y = word_at(part + from + 8 * j + 4) + (uint32_t)(k >> 32);

				sb += (uint64_t)x * y;
				x = word_at(part + from + 8 * j) + (uint32_t)k;
				sa += (uint64_t)x * y;
			}
			sb += (uint64_t)x * (uint32_t)key.behind[j];
		}
		a = (a ^ sa) + len;
		b ^= sb;
		for (int i = 0; i < 4; i += 2) {
			b ^= mixed(a, key.round[i]);
			a ^= mixed(b, key.round[i + 1]);
		}
	}
	sum->high += a;
	sum->low += b;
}

/* What another program has made of the same definition. */
static void
test_known(void)
{
	static const struct {
		size_t   n;
		uint64_t high, low;
	} known[] = {
		{ 1, 0x5f21c57614673d98, 0x510b45d2d9e1a017 },
		{ 31, 0xb6dea7c30e7c135d, 0x1fb4a45cece6acb8 },
		{ 32, 0xc0273371089501db, 0xf21d71a62419ab96 },
		{ 33, 0xbc532a1ed2858986, 0x5f3df8fea06842c4 },
		{ 64, 0x87dd843add424d70, 0x52f44a0ffea2651e },
		{ 360, 0x3040311740c61e0a, 0x6eab74c1ace0d3b6 },
		{ 1023, 0x003d242c08364fda, 0x3dd230ea9361058e },
		{ 1024, 0x4da54448180eae0d, 0xa0bc85c40e9ffd3c },
		{ 1025, 0x386527d04cab56c5, 0x61b3050afb5a7128 },
		{ 2048, 0x8afb513c3e7658d2, 0x4b82f32bd71cd53f },
		{ 2500, 0xe3ead731e7ba7329, 0xcaa0d8704177c27d },
	};
	struct linesum sum = { 0, 0 };
	char text[MAX];

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t n = known[i].n;
		struct sv line = { text, n };

		for (size_t k = 0; k < n; k++)
			text[k] = (char)('a' + (7 * k + n) % 26);
		sum = (struct linesum){ 0, 0 };
		linesum_rows(&key, &line, 1, &sum);
		T_OK(sum.high == known[i].high && sum.low == known[i].low,
		    "%zu letters: %016" PRIx64 "%016" PRIx64, n, sum.high, sum.low);
	}
	sum = (struct linesum){ 0, 0 };
	linesum_text(&key, SV("one\r\n\n\r\ntwo\nthree"), &sum);
	T_OK(sum.high == 0x3333e4a633918a78 && sum.low == 0x0cbb6a701ea6b45d,
	    "three lines, one of them with a CR, and empty ones");
}

/* Lines of any length, mostly of about one, as one text; how many. */
static size_t
draw_lines(struct rng *r, char *text, struct sv *line, size_t *n)
{
	static const char *const end[] = { "\n", "\r\n", "\n\n", "\n\r\n" };
	size_t rows = 1 + (size_t)rng_below(r, ROWS), usual = 1 + (size_t)rng_below(r, 500);

	*n = 0;
	for (size_t i = 0; i < rows; i++) {
		size_t len = 1 + (size_t)rng_below(r, rng_below(r, 20) > 0 ? usual : MAX);

		line[i] = (struct sv){ text + *n, len };
		for (size_t k = 0; k < len; k++)
			text[(*n)++] = (char)(1 + rng_below(r, 8) * 31);
		text[*n - 1] = 'x';	/* a CR in the middle is one, the last would not be */
		*n += (size_t)sprintf(text + *n, "%s", end[rng_below(r, 4)]);
	}
	return rows;
}

static void
test_definition(struct rng *r)
{
	static char text[ROWS * (MAX + 4)];
	static struct sv line[ROWS], other[ROWS];
	struct linesum_key k = key;
	bool ok = true;

	for (int round = 0; round < 200 && ok; round++) {
		struct linesum want = { 0, 0 };
		size_t n, rows = draw_lines(r, text, line, &n);

		for (size_t i = 0; i < rows; i++)
			add_line(&want, line[i].p, line[i].n);
		for (int simd = 0; simd < CPU_SIMD_N; simd++) {
			struct linesum got = { 0, 0 }, parts = { 0, 0 };
			size_t cut = (size_t)rng_below(r, rows + 1);

			if (!cpu_simd_usable((enum cpu_simd)simd))
				continue;
			k.simd = (enum cpu_simd)simd;
			linesum_text(&k, (struct sv){ text, n }, &got);
			for (size_t i = 0; i < rows; i++) {
				size_t to = (size_t)rng_below(r, i + 1);

				other[i] = other[to];
				other[to] = line[i];
			}
			linesum_rows(&k, other, cut, &parts);
			linesum_rows(&k, other + cut, rows - cut, &parts);
			ok = T_QUIET(linesum_cmp(&got, &want) == 0 &&
			    linesum_cmp(&parts, &want) == 0, "round %d, %zu lines, %s", round,
			    rows, cpu_simd_name((enum cpu_simd)simd));
		}
	}
	T_OK(ok, "by its definition, in any order and portions");
}

/* ---- nearly the same ---- */

struct family {
	struct linesum sum[FAMILY];
	uint32_t       window[FAMILY];
	size_t         n;
};

static int
cmp_window(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * Of n sums n^2 / 2^33 pairs have 32 given bits in common: 0.05 of a whole family; more than
 * four in any of four windows once in 10^8 runs.
 */
static void
check_family(struct family *f, const char *name)
{
	size_t most = 0, pairs;

	for (int w = 0; w < 4; w++) {
		for (size_t i = 0; i < f->n; i++)
			f->window[i] = (uint32_t)((w < 2 ? f->sum[i].high : f->sum[i].low) >>
			    w % 2 * 32);
		qsort(f->window, f->n, sizeof(f->window[0]), cmp_window);
		pairs = 0;
		for (size_t i = 1; i < f->n; i++)
			pairs += f->window[i] == f->window[i - 1];
		most = pairs > most ? pairs : most;
	}
	T_OK(f->n > 1000 && most <= 4, "%s: %zu inputs, %zu pairs with equal 32 bits", name, f->n,
	    most);
	f->n = 0;
}

static void
put_input(struct family *f, const char *text, size_t n)
{
	struct linesum *sum = &f->sum[f->n];

	if (f->n == FAMILY)
		return;
	*sum = (struct linesum){ 0, 0 };
	linesum_text(&key, (struct sv){ text, n }, sum);
	f->n++;
}

/* A log of @rows lines, and a NUL; fields of digits stand at the same places.  Its length. */
static size_t
draw_log(struct rng *r, char *text, size_t rows)
{
	size_t n = 0;

	for (size_t i = 0; i < rows; i++) {
		for (int k = 0; k < FIELDS; k++)
			n += (size_t)sprintf(text + n, "{\"name_%d\":\"2026-%012" PRIu64 "\"},", k,
			    rng_below(r, UINT64_C(900000000000)));
		text[n - 1] = '\n';
	}
	return n;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of any two digits one more and one less, or both in the place of the other. */
static void
test_digits(struct family *f, struct rng *r, bool exchange)
{
	char text[LOG_ROWS * LINE + 1];
	size_t n = draw_log(r, text, LOG_ROWS);

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			char a = text[i], b = text[j];

			if (!is_digit(a) || !is_digit(b) || i == j || (exchange && (i < j || a == b)) ||
			    (!exchange && (a == '9' || b == '0')))
				continue;
			text[i] = exchange ? b : (char)(a + 1);
			text[j] = exchange ? a : (char)(b - 1);
			put_input(f, text, n);
			text[i] = a;
			text[j] = b;
		}
	}
	check_family(f, exchange ? "two digits exchanged" : "one digit up, one down");
}

/* Fields of @a for which @from has a bit, the others of @b. */
static void
mix_line(char *to, const char *a, const char *b, unsigned from)
{
	for (unsigned k = 0; k < FIELDS; k++)
		memcpy(to + k * FIELD, (from >> k & 1 ? a : b) + k * FIELD, FIELD);
}

/* Of any two lines any fields exchanged, but one, lest the same lines come out twice. */
static void
test_fields(struct family *f, struct rng *r)
{
	enum { SOME = 36 };
	char text[SOME * LINE], was[SOME * LINE + 1];
	size_t n = draw_log(r, was, SOME);

	memcpy(text, was, n);
	for (size_t i = 0; i < SOME; i++) {
		for (size_t j = 0; j < i; j++) {
			for (unsigned from = 1; from < 1U << (FIELDS - 1); from++) {
				mix_line(text + i * LINE, was + j * LINE, was + i * LINE, from);
				mix_line(text + j * LINE, was + i * LINE, was + j * LINE, from);
				put_input(f, text, n);
			}
			memcpy(text + j * LINE, was + j * LINE, LINE);
		}
		memcpy(text + i * LINE, was + i * LINE, LINE);
	}
	check_family(f, "fields exchanged between two lines");
}

/*
 * All lines that are of one of two in each of some fields, with an even number from the first;
 * and those with an odd one: no sum over fewer fields can tell them apart.
 */
static void
test_parity(struct family *f, struct rng *r)
{
	char two[2 * LINE + 1], text[(1 << FIELDS) * LINE];

	for (int draw = 0; draw < 60; draw++) {
		draw_log(r, two, 2);
		for (unsigned some = 1; some < 1U << FIELDS; some++) {
			size_t n[2] = { 0, 0 };

			if ((some & (some - 1)) == 0)
				continue;
			for (unsigned odd = 0; odd < 2; odd++) {
				for (unsigned from = some;; from = (from - 1) & some) {
					unsigned bits = (unsigned)__builtin_popcount(from);

					if (bits % 2 == odd)
						mix_line(text + LINE * n[odd]++, two, two + LINE,
						    from);
					if (from == 0)
						break;
				}
				put_input(f, text, n[odd] * LINE);
			}
		}
	}
	check_family(f, "as many of each field, other lines");
}

/* Each bit of a line, and each place to cut it into two. */
static void
test_bytes(struct family *f, struct rng *r)
{
	char text[8 * LINE + 1];
	size_t n = draw_log(r, text, 8);

	for (size_t i = 0; i < n; i++)
		text[i] = text[i] == '\n' ? ' ' : text[i];
	for (size_t i = 1; i < n - 1; i++) {
		char c = text[i];

		text[i] = '\n';
		put_input(f, text, n);
		for (unsigned bit = 0; bit < 8; bit++) {
			text[i] = (char)(c ^ 1 << bit);
			if (text[i] != '\n' && text[i] != '\r')
				put_input(f, text, n);
		}
		text[i] = c;
	}
	check_family(f, "one byte another, or a line end");
}

/* One byte so many times in a line, and a line so many times. */
static void
test_repeated(struct family *f)
{
	static char text[2 * MAX];
	static const char byte[] = { '\0', ' ', 'a' };

	for (size_t k = 0; k < sizeof(byte); k++) {
		memset(text, byte[k], MAX);
		for (size_t n = 1; n <= MAX; n++)
			put_input(f, text, n);
	}
	for (size_t i = 0; i < MAX; i++)
		memcpy(text + 2 * i, "a\n", 2);
	for (size_t n = 2; n <= MAX; n++)
		put_input(f, text, 2 * n);
	for (size_t i = 0; i + 1 < MAX; i++) {
		text[2 * i] = 'b';
		put_input(f, text, 2 * MAX);
	}
	check_family(f, "repeated bytes and lines");
}

int
main(void)
{
	static struct family f;
	struct rng r;

	rng_init(&r, t_seed());
	linesum_init(&key);
	test_known();
	test_definition(&r);
	test_digits(&f, &r, false);
	test_digits(&f, &r, true);
	test_fields(&f, &r);
	test_parity(&f, &r);
	test_bytes(&f, &r);
	test_repeated(&f);
	return t_done();
}
