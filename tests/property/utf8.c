/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * utf8 against utf8proc's decoder and a byte-at-a-time automaton
 */
#include "../t.h"

#include "base/rng.h"
#include "base/utf8.h"

#include <utf8proc.h>

enum { ROUNDS = 200000, MAX = 48 };

/* RFC 3629's grammar, one state for each way on; the offset where it stops. */
static size_t
automaton(const unsigned char *p, size_t n)
{
	size_t start = 0;
	int need = 0;
	unsigned char lo = 0x80, hi = 0xbf;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = p[i];

		if (need > 0) {
			if (c < lo || c > hi)
				return start;
			lo = 0x80;
			hi = 0xbf;
			need--;
			continue;
		}
		start = i;
		if (c < 0x80)
			continue;
		if (c >= 0xc2 && c <= 0xdf)
			need = 1;
		else if (c >= 0xe0 && c <= 0xef)
			need = 2;
		else if (c >= 0xf0 && c <= 0xf4)
			need = 3;
		else
			return start;
		lo = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
		hi = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	}
	return need == 0 ? n : start;
}

static size_t
draw(struct rng *r, char *s)
{
	static const unsigned char edge[] = { 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1,
		0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5,
		0xff };
	size_t n = 0, len = (size_t)rng_below(r, MAX - 4);
	uint64_t dirt = rng_below(r, 12);

	while (n < len) {
		uint64_t kind = rng_below(r, 12);

		if (kind < dirt / 3)
			s[n++] = (char)edge[rng_below(r, sizeof edge)];
		else if (kind < 8)
			s[n++] = (char)rng_below(r, 0x80);
		else
			n += utf8_put(
			    (uint32_t)rng_below(r, UINT64_C(1) << (7 + rng_below(r, 15))), s + n);
	}
	return n;
}

/* By every instruction set, at every offset from where its vectors begin. */
static void
check_vectors(struct rng *r, const char *s, size_t n)
{
	char text[MAX + 4 + 160];
	size_t front = 0, len, good;

	for (uint64_t k = rng_below(r, 40); k > 0; k--)
		front += utf8_put((uint32_t)rng_below(r, UINT64_C(1) << (7 + rng_below(r, 15))),
		    text + front);
	memcpy(text + front, s, n);
	len = front + n;
	good = utf8_valid((struct sv){ text, len });
	for (int i = 0; i < CPU_SIMD_N; i++)
		if (cpu_simd_usable((enum cpu_simd)i))
			T_QUIET(utf8_valid_by((struct sv){ text, len }, (enum cpu_simd)i) == good,
			    "%s: %zu of %zu", cpu_simd_name((enum cpu_simd)i), good, len);
}

int
main(void)
{
	struct rng r;
	struct arena a;
	char s[MAX + 4];
	unsigned whole = 0;

	rng_init(&r, t_seed());
	arena_init(&a);
	for (int i = 0; i < ROUNDS; i++) {
		size_t n = draw(&r, s), good = utf8_valid((struct sv){ s, n }), at = 0, width = 0,
		       cut;
		struct sv safe;

		whole += good == n;
		T_QUIET(good == automaton((const unsigned char *)s, n),
		    "automaton agrees on %zu of %zu", good, n);
		check_vectors(&r, s, n);
		while (at < good) {
			utf8proc_int32_t cp;
			utf8proc_ssize_t len = utf8proc_iterate(
			    (const utf8proc_uint8_t *)s + at, (utf8proc_ssize_t)(n - at), &cp);
			size_t mine = at;

			if (!T_QUIET(len > 0 &&
					 utf8_next((struct sv){ s, n }, &mine) == (uint32_t)cp &&
					 mine == at + (size_t)len,
				"character at %zu", at))
				break;
			width += (size_t)utf8proc_charwidth(cp);
			at = mine;
		}
		if (good < n) {
			utf8proc_int32_t cp;

			T_QUIET(utf8proc_iterate((const utf8proc_uint8_t *)s + good,
				    (utf8proc_ssize_t)(n - good), &cp) < 0,
			    "none at %zu of %zu", good, n);
		}
		T_QUIET(utf8_width((struct sv){ s, good }) == width, "width %zu", width);
		cut = (size_t)rng_below(&r, width + 2);
		at = utf8_cut((struct sv){ s, good }, cut).n;
		T_QUIET(utf8_width((struct sv){ s, at }) <= cut &&
			    utf8_valid((struct sv){ s, at }) == at,
		    "cut to %zu", cut);
		safe = utf8_safe((struct sv){ s, n }, &a);
		T_QUIET(utf8_valid(safe) == safe.n && utf8_safe(safe, &a).p == safe.p, "safe text");
		arena_reset(&a);
	}
	T_OK(whole > ROUNDS / 10 && whole < ROUNDS, "%u of %d texts valid", whole, ROUNDS);
	arena_free(&a);
	return t_done();
}
