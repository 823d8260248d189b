/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * audit - whether assignments are what they should be
 *
 * A record that names an experiment says what its user was given: by cxassign, by an SDK.  Of
 * one that names none, what the configuration gives is audited.  Users are counted once:
 *
 *     arm           users of each variant, and what the weights expect
 *     balance       the two against each other (Pearson, and valid at any look)
 *     leak          users in a variant of weight 0
 *     two_arms      users who were given more than one: they are in no other count
 *     differs       users who were given another variant than the configuration gives
 *     unknown       assignments to variants that there are not
 *     independence  of two experiments: users of both, by the variants of each
 *     moved         users whom another configuration gives another variant
 *     no_unit       records without a user
 *
 * Memory: some 55 bytes a user, and 16 for each experiment.
 */
#ifndef CX_ASSIGN_AUDIT_H
#define CX_ASSIGN_AUDIT_H

#include "assign/config.h"
#include "assign/unit_set.h"
#include "run/job.h"

struct audit_cfg {
	const struct config    *c;
	const struct unit_sets *sets;
	const struct config    *previous;	/* NULL: none */
	size_t                  experiment;	/* slots */
	size_t                  variant;
	size_t                  in;
};

/**
 * audit_run - read the job's input, write records of kind ab_audit
 *
 * What is written does not depend on threads or the order of the input.
 * Returns: RC_OK; RC_NO a check failed; as map_run.
 */
MUST_USE enum rc audit_run(struct job *j, const struct audit_cfg *cfg, struct err *e);

#endif
