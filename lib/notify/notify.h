/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * notify - a run of decisions: policy, keys, people and memory made ready, events read
 *
 *     block of events ──► decide ──► ledger committed ──► records written
 */
#ifndef CX_NOTIFY_NOTIFY_H
#define CX_NOTIFY_NOTIFY_H

#include "run/job.h"
#include "users/user_key.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct notify_query {		/* option values; NULL: not given */
	struct user_key_query user;	/* -u, --ids */
	bool         check;	/* --check */
	const char  *preview;	/* --preview */
	const char  *example;	/* --example */
	bool         stateless;	/* --stateless */
	const char  *ledger;	/* --ledger */
	bool         kafka;	/* --kafka */
	const char **users;	/* --users */
	size_t       nusers;
	const char **facts;	/* --facts */
	size_t       nfacts;
	const char **consents;	/* --consents */
	size_t       nconsents;
	const char  *explain;	/* --explain */
	bool         all;	/* --all */
	bool         render;	/* --render */
	const char  *tenant;	/* --tenant */
	uint64_t     max_users;	/* --max-users */
};

/**
 * notify_run - decide on a job's input; its program is the policy, unless it is to be written
 *
 * Returns: RC_OK; RC_USAGE neither a ledger nor --stateless; as policy_load, people_read,
 *          ledger_open and map_run.
 */
MUST_USE enum rc notify_run(struct job *j, const struct notify_query *q, struct err *e);

#endif
