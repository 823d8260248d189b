/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_zone - the clocks of a recipient: of his zone, of his country, or the policy's own
 *
 *     his zone, when there is one of that name      that clock alone
 *     his country, in the policy's map              the first there; strict rules ask all of them
 *     his country, as tzdata has it                 its only one; of several the policy's own,
 *                                                   and strict rules ask all of them
 *     neither                                       the policy's own
 *
 * A zone that nobody knows is none, never UTC.
 *
 * One thread.  Memory: each zone and country that was met, once.
 */
#ifndef CX_POLICY_POLICY_ZONE_H
#define CX_POLICY_POLICY_ZONE_H

#include "base/sv.h"
#include "policy/policy.h"
#include "time/tzone.h"

#include <stddef.h>
#include <stdint.h>

enum { POLICY_ZONE_MAX = UINT16_MAX, POLICY_ZONE_DATA = 16 };

struct policy_zone;

struct policy_clocks {		/* for struct policy_quiet_set, and windows of caps */
	const struct tzone        *home;
	const struct tzone *const *zone;
	size_t                     nzone;	/* at least 1 */
};

/** policy_zone_new - none met yet; @of outlives it */
struct policy_zone *policy_zone_new(const struct policy_zones *of);

/**
 * policy_zone_number - the number of a zone by its name or offset, the same for as long as @z is
 *
 * Returns: 0 when there is no such zone, or it is not named at all.
 * Cost:    a file is read for each zone met first; later a look-up.
 */
uint16_t policy_zone_number(struct policy_zone *z, struct sv name);

/** policy_zone_name - the name of a number; 0 has an empty one */
struct sv policy_zone_name(const struct policy_zone *z, uint16_t number);

/**
 * policy_zone_clocks - the clocks of a recipient
 * @number:  of his zone; 0: unknown
 * @country: two letters, in any case; empty: unknown
 *
 * Memory: of @z, as long as it is.
 */
struct policy_clocks policy_zone_clocks(struct policy_zone *z, uint16_t number,
    struct sv country);

/**
 * policy_zone_failed - whether all that was asked could be read so far
 *
 * Returns: RC_OK; RC_IO a file of zones is there and could not be read: whose zone it has was
 *          taken for one whose zone is unknown, and nothing may come of that.
 */
MUST_USE enum rc policy_zone_failed(const struct policy_zone *z, struct err *e);

/**
 * policy_zone_data - the version of the system's zones: "2025b"
 * @text: POLICY_ZONE_DATA bytes; "unknown" when nothing says
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc policy_zone_data(char *text, struct err *e);

/** policy_zone_free - NULL is fine */
void policy_zone_free(struct policy_zone *z);

#endif
