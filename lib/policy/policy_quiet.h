/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_quiet - quiet hours: whether an instant is quiet, and when it is over
 *
 * An instant is quiet when some wall clock of the recipient shows a minute within some of the
 * windows.  That is the whole definition; there is no arithmetic on local times, which goes
 * wrong where clocks jump: a window whose end the clock skips is over at the jump, and a
 * minute shown twice is quiet, or is not, both times.
 *
 * Who lives in a country of several zones and named none has the clocks of all of them
 * (policy/policy_zone.h), where a rule is strict.
 *
 * Pure functions, no memory.  The begin of a local day, week or month: time/twindow.h.
 */
#ifndef CX_POLICY_POLICY_QUIET_H
#define CX_POLICY_POLICY_QUIET_H

#include "policy/policy.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	POLICY_QUIET_DAY_MIN = 1440,	/* minutes of a local day */
	POLICY_QUIET_EVERY_DAY = 0x7f
};

struct policy_quiet {		/* one window: [from, to) as the wall clock shows them */
	uint16_t from_min;	/* 0..1439 since local midnight */
	uint16_t to_min;	/* 0..1440, not from_min; below it: the next day's */
	uint8_t  days;		/* on which it begins: bit 0 Monday ... bit 6 Sunday; not 0 */
	bool     strict;	/* quiet where any of all the clocks shows it, not the one alone */
	const struct policy_quiet_rule *rule;	/* NULL: a user's own */
};

struct policy_quiet_set {	/* what is asked of one recipient and channel */
	const struct policy_quiet  *window;	/* quiet where any of them is; none: never */
	size_t                      nwindow;
	const struct policy_quiet  *own;	/* one more; NULL: none */
	const struct tzone         *home;	/* the recipient's clock, or what stands for it */
	const struct tzone *const  *zone;	/* all that may be his: strict ones; none: home */
	size_t                      nzone;
};

#define POLICY_QUIET_HORIZON_US (INT64_C(400) * 86400 * 1000000)	/* over a year of zones */

/**
 * policy_quiet_windows - those of a policy's rules that hold for a channel, in their order
 * @channel: its index
 *
 * Memory: in @a; *n of them.
 */
struct policy_quiet *policy_quiet_windows(const struct policy *p, size_t channel, size_t *n,
    struct arena *a);

/** policy_quiet_minute - "22:05", from 00:00 to 24:00, as minutes of the day; -1: it is none */
int policy_quiet_minute(struct sv text);

/**
 * policy_quiet_own - the hours that a person named himself, as a preference or a ledger's note
 *                    has them
 * @wish: a JSON object with quiet_from and quiet_to
 *
 * Returns: false when it names none, or is no such text.
 */
bool policy_quiet_own(struct sv wish, struct policy_quiet *own);

/**
 * policy_quiet_at - the first of the windows that @at_us is in
 *
 * Returns: NULL when the instant is not quiet.
 * Cost:    O(windows * zones), some 20 ns each.
 */
const struct policy_quiet *policy_quiet_at(const struct policy_quiet_set *q, int64_t at_us);

/**
 * policy_quiet_open - the first instant from @at_us on that is not quiet
 * @last: gets the window that ended last; NULL: not wanted.  Unchanged when @at_us itself is
 *        not quiet
 *
 * Returns: @at_us when that is not quiet; else a minute's begin on some clock, or a jump of
 *          one; INT64_MAX when there is none within POLICY_QUIET_HORIZON_US.
 */
int64_t policy_quiet_open(const struct policy_quiet_set *q, int64_t at_us,
    const struct policy_quiet **last);

/**
 * policy_quiet_shut - the first instant from @at_us on that is quiet
 *
 * Returns: @at_us when that is quiet; INT64_MAX: none within POLICY_QUIET_HORIZON_US.
 */
int64_t policy_quiet_shut(const struct policy_quiet_set *q, int64_t at_us);

/**
 * policy_quiet_release - when what may go from @at_us on is let go
 * @hash: of the message's key: the same message always waits the same
 * @last: as for policy_quiet_open
 *
 * What need not wait goes at @at_us; what waited goes within the spread of the rule that held
 * it longest, on a whole second and before the next quiet minute, so that not everything goes
 * at 08:00:00.
 * Returns: as policy_quiet_open.
 */
int64_t policy_quiet_release(const struct policy_quiet_set *q, int64_t at_us, uint64_t hash,
    const struct policy_quiet **last);

/**
 * policy_quiet_clock - the first instant from @at_us on at which a day's clock reaches a minute
 * @min: 0..1439 since local midnight; what the clock skips is reached at the jump, what it
 *       shows twice the first time
 *
 * Once a local day: for digests at a local time.
 */
int64_t policy_quiet_clock(const struct tzone *zone, unsigned min, int64_t at_us);

/**
 * policy_quiet_hour - the first instant from @at_us on within a local hour of the day
 * @hour: 0..23, the hour in which a recipient answers best
 *
 * Returns: @at_us when it is in that hour; else as policy_quiet_clock.
 */
int64_t policy_quiet_hour(const struct tzone *zone, unsigned hour, int64_t at_us);

#endif
