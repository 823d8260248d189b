/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report - what became of a message, as a record: an event like others
 */
#ifndef CX_SEND_REPORT_H
#define CX_SEND_REPORT_H

#include "base/buf.h"
#include "ledger/ledger.h"
#include "ledger/ledger_send.h"
#include "policy/policy.h"
#include "wire/wire.h"

#include <stdint.h>

struct report {
	int64_t                      at_us;
	const struct ledger_row     *row;
	unsigned                     attempt;	/* 0: it was never tried */
	enum ledger_state            state;	/* PLANNED: again at next_us */
	int64_t                      next_us;	/* 0: it is not said */
	const struct wire_result    *result;	/* NULL: nothing went on the wire */
	const char                  *reason;	/* a word; NULL: none */
	const struct policy_channel *channel;	/* NULL: the policy has none of that name */
	struct sv                    provider, domain;	/* empty: none */
};

/** report_delivery - append the record, a line */
void report_delivery(const struct report *r, struct buf *out);

/** report_status - append what ledger_status_get says of one scenario and channel, a line */
void report_status(const struct ledger_status *s, int64_t now_us, struct buf *out);

/** report_state - sent retry dead unknown suppressed expired cancelled */
const char *report_state(enum ledger_state s);

#endif
