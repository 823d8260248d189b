/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rng - seeded random numbers, the same on every machine (xoshiro256**)
 */
#ifndef CX_BASE_RNG_H
#define CX_BASE_RNG_H

#include <stdint.h>

struct rng {
	uint64_t s[4];
};

/** rng_init - state from @seed by splitmix64 */
void rng_init(struct rng *r, uint64_t seed);

/** rng_u64 - 64 random bits */
uint64_t rng_u64(struct rng *r);

/** rng_below - uniform in [0, @n), unbiased; @n > 0 */
uint64_t rng_below(struct rng *r, uint64_t n);

/** rng_unit - uniform in [0, 1), 53 bits */
double rng_unit(struct rng *r);

#endif
