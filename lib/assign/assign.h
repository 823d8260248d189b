/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assign - which variant of which experiment a record's user is in
 *
 * A map: a record comes out once for each experiment, with the members experiment, variant,
 * in, bucket and reason behind its own.  Memory is the configuration, and one block a thread;
 * an audit keeps a few bytes a user and experiment besides.
 */
#ifndef CX_ASSIGN_ASSIGN_H
#define CX_ASSIGN_ASSIGN_H

#include "run/job.h"

struct assign_query {		/* option values; NULL: not given */
	const char  *user;	/* -u */
	const char  *config;	/* --config */
	const char  *experiment;	/* --experiment: of the file, or by options */
	const char  *hash;	/* --hash */
	const char  *weights;	/* --weights a=1,b=1 */
	const char  *coverage;	/* --coverage */
	const char  *salt;	/* --salt */
	const char  *layer;	/* --layer NAME:FROM:TO */
	const char  *holdout;	/* --holdout NAME:SHARE */
	const char **force;	/* --force UNIT=VARIANT */
	size_t       nforce;
	const char  *sticky;	/* --sticky */
	const char  *ramp;	/* --ramp */
	const char  *previous;	/* --previous */
	bool         allow_reshuffle;
	bool         overwrite;
	bool         audit;
};

/**
 * assign_run - assign the users of a job's input, or audit it
 *
 * Returns: RC_OK; RC_NO an audit failed; RC_USAGE, also when another configuration would move
 *          users; as config_read, ramp_apply, sticky_read and map_run.
 */
MUST_USE enum rc assign_run(struct job *j, const struct assign_query *q, struct err *e);

#endif
