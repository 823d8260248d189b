/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * audit_check - what the counts of an audit say, as records
 */
#ifndef CX_ASSIGN_AUDIT_CHECK_H
#define CX_ASSIGN_AUDIT_CHECK_H

#include "assign/audit_users.h"
#include "run/job.h"

#define AUDIT_CHECK_P 0.001		/* p at which balance and independence fail */
#define AUDIT_CHECK_SHARE 0.01		/* of users with two arms or another variant, */

enum { AUDIT_CHECK_USERS = 10 };	/* ... and so many of them: GrowthBook's limits */

/** audit_check_weight - what an arm's share of the users is to be, in any unit */
double audit_check_weight(const struct flag *f, size_t arm);

/**
 * audit_check_write - records of kind ab_audit to the job's output
 * @p:        all users
 * @previous: another configuration was compared
 *
 * Returns: RC_OK; RC_NO a check failed, with the number of them in @e.
 */
MUST_USE enum rc audit_check_write(struct audit_part *p, const struct config *c, bool previous,
    struct job *j, struct err *e);

#endif
