/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bug - what cannot be: a mistake of ours, never of the input or of the system
 *
 * Stays in every build: a wrong answer costs more than a comparison.  Not for the steps
 * of a record, and not for what a file or a person can bring about: those are errors.
 */
#ifndef CX_BASE_BUG_H
#define CX_BASE_BUG_H

/** bug_stop - say "bug at @file:@line: @why" on standard error and abort; see BUG_IF */
_Noreturn void bug_stop(const char *file, int line, const char *why);

/* BUG - this place cannot be reached; BUG_IF - this cannot hold */
#define BUG(why) bug_stop(__FILE__, __LINE__, (why))
#define BUG_IF(condition, why)                                                                     \
	do {                                                                                       \
		if (condition)                                                                     \
			BUG(why);                                                                  \
	} while (0)

#endif
