/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cpu - see cpu.h
 */
#include "base/cpu.h"

#include <stdlib.h>
#include <string.h>

/*
 * Where the C library has asked the processor already it is asked in turn: on a virtual machine
 * the instruction goes out to its host, and takes longer there than all the rest of this file.
 */
#if CPU_X86 && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

#ifdef CPU_FEATURE_ACTIVE
/* As CPU_FEATURE_ACTIVE, which shifts 1 into the sign of an int for the last of 32. */
static bool
active(unsigned feature)
{
	const struct cpuid_feature *leaf = __x86_get_cpuid_feature_leaf(feature / 128);

	return (leaf->active_array[feature / 32 % 4] >> feature % 32 & 1) != 0;
}

#define HAS(known, name) active(x86_cpu_##known)
#else
#define HAS(known, name) (__builtin_cpu_supports(name) != 0)
#endif

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
		return HAS(AVX2, "avx2") && HAS(BMI1, "bmi") && HAS(POPCNT, "popcnt");
#else
		return false;
#endif
	case CPU_NEON:
		return CPU_ARM;
	}
	return false;
}

bool
cpu_avx512(void)
{
#if CPU_X86
	return HAS(AVX512F, "avx512f") && HAS(AVX512BW, "avx512bw") &&
	    HAS(AVX512VL, "avx512vl") && HAS(AVX512_VBMI2, "avx512vbmi2");
#else
	return false;
#endif
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
