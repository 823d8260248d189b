/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * opt - the command line, by the option table (query/option.h)
 */
#ifndef CX_TOOL_OPT_H
#define CX_TOOL_OPT_H

#include "base/buf.h"
#include "query/option_group.h"

struct opt_args {
	const struct opt *table;
	void             *cfg;		/* the filter's struct; NULL: no options of its own */
	struct job       *job;		/* shared options, and the arena for lists */
	const char      **operand;	/* result: what is no option, in order */
	size_t            noperand;
	bool             *given;	/* result: for each row whether its option was given */
	enum opt_ask      ask;		/* result: help or the like was asked for */
};

/**
 * opt_parse - read a command line into the structs its table names
 * @a:    table, cfg and job are given; the operands, given and ask are filled
 * @argv: of main; texts are kept by pointer
 *
 * Takes -o FILE, -oFILE, --opt=value, --opt value, bundled flags, "--"; options
 * and operands mix, "-" is an operand.  An option with a value always takes the
 * next argument, so that negative numbers pass.  A repeated option: the last
 * one counts, except for lists.  Stops at the first that asks for help.
 * Returns: RC_OK; RC_USAGE with what was expected and got.
 * Memory:  lists, operands and given in job->arena.
 */
MUST_USE enum rc opt_parse(struct opt_args *a, int argc, char **argv, struct err *e);

/** opt_at - the @i-th row of a table; NULL behind the last */
const struct opt *opt_at(const struct opt *table, size_t i);

/** opt_arg - append what an option's value is called: "N", "a|b|c" */
void opt_arg(const struct opt *o, struct buf *b);

#endif
