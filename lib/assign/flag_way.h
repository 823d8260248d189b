/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flag_way - the algorithms of products, which rows of flag_registry name
 *
 * Each is written from what the SDKs do and checked against their answers: tests/unit/assign.c.
 */
#ifndef CX_ASSIGN_FLAG_WAY_H
#define CX_ASSIGN_FLAG_WAY_H

#include "assign/flag.h"

typedef void flag_prepare_fn(struct flag *f, struct arena *a);
typedef void flag_assign_fn(const struct flag *f, const struct unit *u, size_t n,
    struct arena *tmp, struct flag_result *r);

enum flag_quirk {		/* where the languages of one product part */
	FLAG_V1 = 1,		/* GrowthBook's first hash */
	FLAG_TRUE = 2,		/* GrowthBook: true is a unit */
	FLAG_CBOR = 4,		/* flagd: hashes CBOR, of any kind of value */
	FLAG_UTF16 = 8,		/* flagd, Unleash: UTF-16 units, or their low bytes */
	FLAG_SIGNED = 16,	/* flagd 0.11 for Java: a signed hash in float32 */
	FLAG_BLANK = 32,	/* flagd, Eppo, Unleash: a blank or empty unit is none */
	FLAG_SINGLE = 64,	/* LaunchDarkly: float32 */
	FLAG_SEED_0 = 128,	/* LaunchDarkly: a seed of 0 is none */
	FLAG_INT32 = 256,	/* LaunchDarkly: whole numbers beyond int32 get bucket 0 */
	FLAG_INT64 = 512,	/* likewise beyond int64 */
	FLAG_WHOLE = 1024,	/* likewise all that are written as floats */
	FLAG_SHORT = 2048,	/* PlanOut: 13 digits of the hash, not 15 */
	FLAG_ASCII = 4096	/* PlanOut: other texts are an error */
};

/** flag_native - own draws for holdout, layer, coverage and variant */
flag_assign_fn flag_native;
/** flag_native_heads - "salt \\0 purpose \\0" of each */
flag_prepare_fn flag_native_heads;

/** flag_fnv_growthbook - FNV-1a 32 of UTF-16 units; coverage narrows ranges from their start */
flag_assign_fn flag_fnv_growthbook;
/** flag_fnv_growthbook_heads - the seed of the namespace */
flag_prepare_fn flag_fnv_growthbook_heads;
/** flag_fnv_goff - FNV-1a 32 of the flag and the key, ranges from the last name to the first */
flag_assign_fn flag_fnv_goff;
/** flag_fnv_goff_heads - the flag */
flag_prepare_fn flag_fnv_goff_heads;

/** flag_murmur_flagd - MurmurHash3 of the flag and the key, scaled to the sum of the weights */
flag_assign_fn flag_murmur_flagd;
/** flag_murmur_flagd_heads - the flag, or its CBOR */
flag_prepare_fn flag_murmur_flagd_heads;
/** flag_murmur_unleash - rollout and variant by MurmurHash3, each under its own seed */
flag_assign_fn flag_murmur_unleash;
/** flag_murmur_unleash_heads - "group:", "feature:" */
flag_prepare_fn flag_murmur_unleash_heads;
/** flag_murmur_optimizely - MurmurHash3, seed 1, of the unit and the group's or experiment's id */
flag_assign_fn flag_murmur_optimizely;

/** flag_sha_launchdarkly - 15 hexadecimal digits of SHA-1 as a share */
flag_assign_fn flag_sha_launchdarkly;
/** flag_sha_launchdarkly_heads - "flag.salt." or "seed." */
flag_prepare_fn flag_sha_launchdarkly_heads;
/** flag_sha_planout - SHA-1 of "experiment.parameter.units" */
flag_assign_fn flag_sha_planout;
/** flag_sha_planout_heads - "experiment.parameter." */
flag_prepare_fn flag_sha_planout_heads;
/** flag_sha_statsig - SHA-256, in 1/10000; a user bucket before it in 1/1000 */
flag_assign_fn flag_sha_statsig;
/** flag_sha_statsig_heads - "salt.rule.", and the bucket's "salt." */
flag_prepare_fn flag_sha_statsig_heads;
/** flag_sha_posthog - SHA-1 of "key.unit" for the rollout, with "variant" behind it for the arm */
flag_assign_fn flag_sha_posthog;
/** flag_sha_posthog_heads - "key." */
flag_prepare_fn flag_sha_posthog_heads;
/** flag_sha_eppo - MD5 of "salt-unit" modulo the shards; traffic by another salt before it */
flag_assign_fn flag_sha_eppo;
/** flag_sha_eppo_heads - "salt-", "traffic-" */
flag_prepare_fn flag_sha_eppo_heads;
/** flag_sha_configcat - seven hexadecimal digits of SHA-1 of the key and the unit, modulo 100 */
flag_assign_fn flag_sha_configcat;
/** flag_sha_configcat_heads - the key */
flag_prepare_fn flag_sha_configcat_heads;

#endif
