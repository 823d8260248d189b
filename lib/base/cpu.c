/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cpu - see cpu.h
 */
#include "base/cpu.h"

#include <stdlib.h>
#include <string.h>

static const char *const name_of[CPU_SIMD_N] = {
	[CPU_SCALAR] = "scalar", [CPU_SSE2] = "sse2", [CPU_AVX2] = "avx2", [CPU_NEON] = "neon"
};

bool
cpu_simd_usable(enum cpu_simd simd)
{
	switch (simd) {
	case CPU_SCALAR:
		return true;
	case CPU_SSE2:
		return CPU_X86;
	case CPU_AVX2:
#if CPU_X86
		return __builtin_cpu_supports("avx2") != 0 &&
		    __builtin_cpu_supports("bmi") != 0 &&
		    __builtin_cpu_supports("popcnt") != 0;
#else
		return false;
#endif
	case CPU_NEON:
		return CPU_ARM;
	}
	return false;
}

enum cpu_simd
cpu_simd(void)
{
	static const enum cpu_simd best_first[] = { CPU_AVX2, CPU_SSE2, CPU_NEON, CPU_SCALAR };
	const char *forced = getenv("CX_SIMD");
	size_t i;

	for (i = 0; forced != NULL && i < CPU_SIMD_N; i++)
		if (strcmp(forced, name_of[i]) == 0 && cpu_simd_usable((enum cpu_simd)i))
			return (enum cpu_simd)i;
	for (i = 0; !cpu_simd_usable(best_first[i]); i++)
		;
	return best_first[i];
}

const char *
cpu_simd_name(enum cpu_simd simd)
{
	return name_of[simd];
}
