/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_stat - metrics of sessions: the results of the scan of sessions go into a fold
 *
 * What `cxsession --sessions | cxstat -t start METRICS` says, in one process.
 */
#ifndef CX_USERS_SESSION_STAT_H
#define CX_USERS_SESSION_STAT_H

#include "scan/scan.h"

struct session_stat_query {	/* options as given; NULL: none */
	const char *metrics;	/* METRICS, of members of session records */
	const char *by;		/* EXPR,... */
	const char *window;	/* WINDOW, of the start */
};

/**
 * session_stat_compile - check the options and compile them
 * @j: prepared: its zone and confidence count
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc session_stat_compile(const struct scan_into **into,
    const struct session_stat_query *q, struct job *j, struct err *e);

#endif
