/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cpu - which vector instructions the kernels use
 *
 * Every kernel has a plain C form and gives the same bytes in each of them.
 * CX_SIMD=scalar, sse2, avx2 or neon forces one; a name that is not known, or
 * that the machine has not got, is as if it were not there.
 */
#ifndef CX_BASE_CPU_H
#define CX_BASE_CPU_H

#include <stdbool.h>

enum cpu_simd { CPU_SCALAR, CPU_SSE2, CPU_AVX2, CPU_NEON };

enum { CPU_SIMD_N = CPU_NEON + 1 };

#if defined(__x86_64__) && defined(__GNUC__)
#define CPU_X86 1
#define CPU_ARM 0
#elif defined(__aarch64__) && defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define CPU_X86 0
#define CPU_ARM 1
#else
#define CPU_X86 0
#define CPU_ARM 0
#endif

/** cpu_simd_usable - this machine and this build have it */
bool cpu_simd_usable(enum cpu_simd simd);

/** cpu_avx512 - this machine has AVX-512 with BW, VL and VBMI2, for kernels of 64 bytes */
bool cpu_avx512(void);

/** cpu_simd - what kernels are to use: what CX_SIMD forces, else the best that is usable */
enum cpu_simd cpu_simd(void);

/** cpu_simd_name - "scalar", "sse2", "avx2", "neon" */
const char *cpu_simd_name(enum cpu_simd simd);

#endif
