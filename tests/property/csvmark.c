/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvmark - where rows of tables end, by every instruction set against one byte at a time
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rng.h"
#include "csv/csvmark.h"

enum { MARKED = 400 };

/* What is told of the bytes [p, p + n), one at a time. */
static bool
marks_are(const struct csvmark *m, const char *p, size_t n, char delim)
{
	size_t npos = 0, nend = 0, all = m->nword * 64 < n ? m->nword * 64 : n;

	for (size_t i = 0; i < all; i++) {
		signed char c = (signed char)p[i];
		bool sep = c == (signed char)delim || c == '\n';
		bool odd = !sep && (c < 0x20 || c == '"' || c == '\\');

		/* A CR before a LF is plain; at the end of what was looked at nobody knows. */
		if (c == '\r' && !sep && i + 1 < all)
			odd = p[i + 1] != '\n';
		if (c == '\r' && i + 1 == all)
			continue;
		if (sep && (npos >= m->npos || m->pos[npos++] != i))
			return false;
		if (c == '\n' && (nend >= m->nend || m->end[nend++] != i))
			return false;
		if (((m->odd[i / 64] >> i % 64 & 1) != 0) != odd)
			return false;
	}
	return npos == m->npos && nend == m->nend && (all == n || m->nword == CSVMARK_WORDS ||
	    m->nend >= CSVMARK_LINES);
}

static void
marks(struct rng *rng)
{
	static const char bytes[] = "abc,;\t\n\r\"\\ 09\x01\x7f\x80\xff|";
	struct csvmark *m = mem_alloc(sizeof(*m));
	unsigned good = 0, tried = 0;

	for (int i = 0; i < MARKED; i++) {
		size_t n = (size_t)rng_below(rng, rng_below(rng, 4) == 0 ? 20000 : 300);
		char *p = mem_zalloc(n + CSVMARK_PAD + 1);
		uint64_t few = 1 + rng_below(rng, 40);

		for (size_t k = 0; k < n; k++)
			p[k] = rng_below(rng, few) == 0 ? bytes[rng_below(rng, sizeof(bytes) - 1)] : 'x';
		for (int simd = 0; simd < CPU_SIMD_N; simd++) {
			csvmark_fn *fn = csvmark_by((enum cpu_simd)simd);
			char delim = bytes[3 + rng_below(rng, 3)];

			if (fn == NULL)
				continue;
			fn(m, p, p + n, delim);
			tried++;
			good += T_QUIET(marks_are(m, p, n, delim), "%s: %zu bytes",
			    cpu_simd_name((enum cpu_simd)simd), n);
		}
		mem_free(p);
	}
	T_OK(good == tried, "%u texts marked", tried);
	mem_free(m);
}

int
main(void)
{
	struct rng rng;

	rng_init(&rng, t_seed());
	marks(&rng);
	return t_done();
}
