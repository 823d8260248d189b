/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread beside jansson: accept and reject alike, find the same values, with
 * every kernel; the whole input as one text, and each of its lines
 */
#include "../oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(struct oracle *o, const char *p, size_t n, enum cpu_simd simd)
{
	if (!oracle_check(o, p, n)) {
		fprintf(stderr, "%s differs: %s\n", cpu_simd_name(simd), o->why);
		abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* Kept: what one input has taught must not decide on the next. */
	static struct oracle o[CPU_SIMD_N];
	const char *p = (const char *)data, *end = p + n;

	for (int i = 0; i < CPU_SIMD_N; i++) {
		enum cpu_simd simd = (enum cpu_simd)i;

		if (!cpu_simd_usable(simd))
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
