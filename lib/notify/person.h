/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * person - what a decision asks about one person: filled by people, read by decide
 *
 * His own words (preferences), his profile, facts laid over it, and his consents; and all of
 * it in the policy's terms: channels are bits, zones are loaded.
 */
#ifndef CX_NOTIFY_PERSON_H
#define CX_NOTIFY_PERSON_H

#include "notify/store.h"

#include <stdbool.h>
#include <stdint.h>

enum person_consent { PERSON_UNASKED, PERSON_GRANTED, PERSON_WITHDRAWN };

struct person {
	uint32_t   number;	/* small, the same as long as the process lives */
	struct sv  id;
	bool       known;	/* he has a profile */
	bool       erased;
	uint64_t   suppressed;	/* bits of channels: complaint, dead address, lost permission */
	uint64_t   reachable;	/* ... that he has an address for, and facts do not call dead */
	const uint8_t *prefer;	/* channels in his own order; those not named come behind */
	size_t     nprefer;
	const struct tzone *home;	/* his clock, or what stands for it: policy/policy_zone.h */
	const struct tzone *const *zone;	/* his clock; those of his country when only that is
						 * known; the policy's fallback when nothing is */
	size_t     nzone;	/* at least 1 */
	bool       zone_known;	/* zone[0] is his own */
	struct sv  tz, country, language;	/* as they are known; empty */
	int32_t    quiet_from_min, quiet_to_min;	/* hours he named himself; from -1:
						 * none */
	uint32_t   max_per_day, max_per_week;	/* his own, else the policy's; 0: no limit */
	bool       nothing;	/* a limit he named is 0: no marketing at all */
	int        best_hour;	/* 0..23 of his clock; -1: unknown */
};

#endif
