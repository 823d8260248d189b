/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ddmap - positive doubles to logarithmic bins, the same on every machine
 *
 * DDSketch's mapping with cubic interpolation of log2 between powers of two:
 * +1 % bins against a true logarithm, no libm in the way of a value.  Only
 * IEEE +, -, *, / and bits are used (built with -ffp-contract=off), so that
 * two machines put a value into the same bin.
 * Source: Masson, Rim, Lee, DDSketch, PVLDB 12(12):2195-2205, 2019, and the
 *         CubicallyInterpolatedMapping of its authors.
 */
#ifndef CX_SKETCH_DDMAP_H
#define CX_SKETCH_DDMAP_H

#include <float.h>
#include <stdint.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0
#error "bins need doubles evaluated as doubles (x86: -mfpmath=sse)"
#endif

#define DDMAP_ACCURACY_MIN 1e-6	/* bins are int32_t */
#define DDMAP_ACCURACY_MAX 0.1

enum { DDMAP_SMALL = 1024 };	/* whole numbers below it may be looked up */

struct ddmap {
	double accuracy;	/* relative error of ddmap_value */
	double mult;		/* bins per unit of the interpolated log2 */
};

/** ddmap_init - @accuracy is moved into [DDMAP_ACCURACY_MIN, DDMAP_ACCURACY_MAX] */
void ddmap_init(struct ddmap *m, double accuracy);

/**
 * ddmap_value - the value that stands for a bin
 *
 * Accuracy: within accuracy * x of every x of the bin; infinity when the bin's
 *           middle is beyond the doubles.
 */
double ddmap_value(const struct ddmap *m, int32_t bin);

/** ddmap_edge - the lower edge of a bin; that of the next one is its upper edge */
double ddmap_edge(const struct ddmap *m, int32_t bin);

/** ddmap_bin - the bin of a finite, normal @x > 0; rises with x */
static inline int32_t
ddmap_bin(const struct ddmap *m, double x)
{
	const double a = 6.0 / 35.0, b = -3.0 / 5.0, c = 10.0 / 7.0;
	uint64_t bits, one;
	double s, l;
	int32_t i;

	memcpy(&bits, &x, sizeof bits);
	one = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
	memcpy(&s, &one, sizeof s);
	s -= 1.0;
	l = (double)((int32_t)(bits >> 52) - 1023) + ((a * s + b) * s + c) * s;
	l *= m->mult;
	i = (int32_t)l;
	return i - (l < (double)i);
}

struct ddmap_small {		/* ddmap_bin of 1, 2, ... */
	int32_t bin[DDMAP_SMALL];
};

/** ddmap_small_init - @accuracy as for ddmap_init */
void ddmap_small_init(struct ddmap_small *t, double accuracy);

#endif
