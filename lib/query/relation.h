/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * relation - which options go together, as the rows of the option table say it
 */
#ifndef CX_QUERY_RELATION_H
#define CX_QUERY_RELATION_H

#include "query/query.h"

struct relation_given {		/* what is compared with the rows */
	const bool           *row;	/* whether each row's option was given */
	const struct job_given *shared;	/* where shared rows have their fields; NULL: nowhere */
	bool                  files;	/* files are among the operands */
};

/**
 * relation_check - the options that are given go together
 *
 * With one that is called merge none goes that the saved query is made of: query_refuse.
 * Returns: RC_OK; RC_USAGE that names both options.
 */
MUST_USE enum rc relation_check(const struct query *q, const struct relation_given *given,
    struct err *e);

/**
 * relation_next - the next of the names in opt.needs or opt.not_with
 * @names: moved on behind it
 *
 * Returns: true; false when there is none left.
 */
bool relation_next(const char **names, struct sv *name);

/** relation_label - such a name as it is given, "--overflow other"; appended to @text */
void relation_label(char *text, size_t size, struct sv name);

#endif
