/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * permit - whether a message may still go, at the last moment: what was true when it was planned
 *          may have changed since
 *
 * Asked in the transaction that arms it: expiry, suppression, consent, quiet hours.
 */
#ifndef CX_SEND_PERMIT_H
#define CX_SEND_PERMIT_H

#include "base/arena.h"
#include "base/rc.h"
#include "ledger/ledger.h"
#include "ledger/ledger_user.h"
#include "policy/policy.h"
#include "policy/policy_quiet.h"
#include "policy/policy_zone.h"
#include "secret/pseudonym.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum permit_say {
	PERMIT_GO,
	PERMIT_LATER,	/* not before due_us */
	PERMIT_END,	/* never: to becomes of it */
	PERMIT_DEAD	/* nobody has that address */
};

struct permit {
	enum permit_say   say;
	int64_t           due_us;
	enum ledger_state to;
	const char       *reason;	/* a word, of PERMIT_END and PERMIT_DEAD */
	bool              next;		/* of PERMIT_END: by the next channel, if there is one */
};

struct permit_rules {		/* quiet hours made ready; zeros: none */
	const struct policy  *policy;
	struct policy_quiet **window;	/* of each channel */
	size_t               *nwindow;
	struct policy_zone   *zone;
	const struct pseudonym *names;	/* makes hashes of addresses; NULL: there are none */
};

struct permit_ask {
	const struct permit_rules   *rules;
	const struct ledger_row     *row;
	const struct ledger_payload *payload;
	int64_t                      now_us;
};

/**
 * permit_open - make the rules of a policy ready; permit_close
 * @names: outlives @r; NULL: none
 *
 * Memory: in @a, but for zones that are met.
 */
void permit_open(struct permit_rules *r, const struct policy *p, const struct pseudonym *names,
    struct arena *a);

/** permit_close - zeros are fine */
void permit_close(struct permit_rules *r);

/**
 * permit_row - may it go @now_us?
 * @a: scratch
 *
 * Returns: RC_OK and *p; RC_IO.
 */
MUST_USE enum rc permit_row(struct permit *p, struct ledger *l, const struct permit_ask *ask,
    struct arena *a, struct err *e);

/** permit_address - an address as suppressions name it, by key @key; PSEUDONYM_LEN bytes */
void permit_address(const struct pseudonym *names, size_t key, struct sv address, char *text);

/**
 * permit_consent - what @n words on consent, as ledger_consents has them, say of a channel and
 * category
 *
 * Of the words that are about it the latest counts, of two at one time the withdrawal.  One on
 * all channels or all categories counts for each.
 * Returns: 1 granted, 0 withdrawn, -1 nothing was said.
 */
int permit_consent(const struct ledger_consent *c, size_t n, struct sv channel, struct sv category);

#endif
