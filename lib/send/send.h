/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * send - the delivery: what is due in a ledger goes out, and what came of it goes into the ledger
 *
 *     ┌► one transaction: settle what came back, plan next steps, claim and arm what goes now
 *     │  commit: from here on it may be on the wire
 *     │  the wire; records of what came back
 *     └─ sleep until something comes back, is due, or was planned
 *
 * One thread writes; lib/wire has those that wait for others.  Nothing is armed that does not
 * go at once, so that what is in flight when the process dies is all that can be doubled or
 * unknown.  Memory: the messages in flight.
 */
#ifndef CX_SEND_SEND_H
#define CX_SEND_SEND_H

#include "base/rc.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct send_cfg {
	const char  *policy, *ledger;
	const char  *tenant;		/* NULL: none */
	bool         follow;		/* until a signal; else until nothing is due any more */
	bool         drain;		/* standard input is not read */
	bool         standby;		/* wait for the lease */
	bool         gate;		/* RC_NO when something is dead or unknown */
	bool         dry_run;
	uint64_t     concurrency;	/* 0: as the policy says */
	uint64_t     batch;		/* rows of a transaction, at least 1 */
	int64_t      lease_us;
};

/**
 * send_run - deliver
 *
 * Returns: RC_OK; RC_NO see gate; RC_USAGE; RC_STOP a signal came before it could begin; RC_IO;
 *          RC_LIMIT another process has, or has taken over, the lease.
 */
MUST_USE enum rc send_run(const struct send_cfg *cfg, struct job *j, struct err *e);

#endif
