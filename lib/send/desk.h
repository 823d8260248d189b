/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * desk - what people do with a ledger: look, hold, try again, settle what nobody knows, forget
 *
 * All that is asked happens in one transaction, or nothing, but for what is forgotten by its
 * age; a sender that is at work sees it at once.  Nothing is sent.
 */
#ifndef CX_SEND_DESK_H
#define CX_SEND_DESK_H

#include "base/rc.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct desk {
	const char  *policy, *ledger, *tenant;
	const char  *erase;		/* file of ids, "-" standard input; NULL: nobody */
	const char **resolve;		/* DELIVERY_ID=sent, or =failed */
	size_t       nresolve;
	const char **requeue;		/* scenario=X,channel=Y,code=N, or all */
	size_t       nrequeue;
	int64_t      within_us;		/* requeued ones expire so long from now, or later */
	const char **hold;
	size_t       nhold;
	const char **release;
	size_t       nrelease;
	int64_t      retain_us;		/* what ended longer ago is forgotten; 0: nothing */
	bool         vacuum;
	bool         status;
};

/** desk_asked - there is something to do */
bool desk_asked(const struct desk *d);

/**
 * desk_run - do it
 *
 * Returns: RC_OK; RC_USAGE; RC_NO a delivery to be resolved is not unknown; RC_IO.
 */
MUST_USE enum rc desk_run(const struct desk *d, struct job *j, struct err *e);

#endif
