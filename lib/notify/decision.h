/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decision - what was decided about one message, and why: records of kind plan and drop
 */
#ifndef CX_NOTIFY_DECISION_H
#define CX_NOTIFY_DECISION_H

#include "base/buf.h"
#include "notify/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum decision_reason {
	DECISION_PLAN,		/* none: it is planned */
	DECISION_NO_CONSENT, DECISION_WITHDRAWN, DECISION_SUPPRESSED, DECISION_ERASED,
	DECISION_DUP, DECISION_CAPPED, DECISION_PREEMPTED, DECISION_QUIET_EXPIRED,
	DECISION_EXPIRED, DECISION_CANCELLED, DECISION_HOLDOUT, DECISION_NO_CHANNEL,
	DECISION_NO_PROFILE, DECISION_AUDIENCE, DECISION_RENDER_ERROR, DECISION_BAD_INPUT,
	DECISION_NO_MATCH
};
enum { DECISION_REASONS = DECISION_NO_MATCH + 1, DECISION_WHYS = 32 };

/** decision_reasons - their names, in the order of the enum, ended by NULL; that of a plan is "" */
extern const char *const decision_reasons[];

struct decision_why {		/* a rule that had its say */
	const char *rule;	/* delay quiet cap digest ... */
	struct sv   text;	/* which one; empty */
	int64_t     span_us;	/* the text is this length of time; 0: it is not */
	uint32_t    line;	/* of the policy; 0: none */
	int64_t     until_us;	/* what it moved the message to; INT64_MIN: nothing */
};

struct decision {
	enum decision_reason    reason;
	int64_t                 ts_us;	/* of the event that it was decided at */
	struct sv               user;	/* pseudonym, or id */
	struct sv               scenario;	/* empty: of none */
	const struct store_row *row;	/* NULL: it got none; then of a drop */
	const struct store_key *message;	/* ... its message_id; NULL: none either */
	bool                    held_out;	/* at_us of the row is when it would have gone */
	bool                    moved;	/* a plan that was there already */
	struct sv               experiment, variant;	/* empty: none */
	struct decision_why     by;	/* of a drop; rule NULL: nothing more to say */
	int64_t                 next_ok_us;	/* INT64_MIN: not known, or never */
	const struct decision_why *why;	/* of a plan */
	size_t                  nwhy;
	struct sv               detail;	/* for people; empty: none */
	struct sv               parts;	/* of a rendered plan: members "subject":"...", empty */
};

/**
 * decision_write - append a record
 * @tzdata: version of the time zones; empty: unknown
 */
void decision_write(const struct decision *x, const struct policy *p, struct sv tzdata,
    struct buf *o);

#endif
