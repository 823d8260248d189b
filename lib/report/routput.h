/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * routput - what cxview can make of a table: one row an output
 *
 * Adding one: its file, with a writer of this shape; a row in routput.c; an item in
 * the list of --as in cxview(1).
 */
#ifndef CX_REPORT_ROUTPUT_H
#define CX_REPORT_ROUTPUT_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/registry.h"
#include "report/rcell.h"
#include "report/rtable.h"

enum routput_flags {
	ROUTPUT_COLOR = 1,	/* has attributes for --color to put on */
	ROUTPUT_PLOTS = 2,	/* has bars and sparklines for --plots to draw */
	ROUTPUT_LIVE = 4,	/* can be shown while records come, for --live */
	ROUTPUT_PERCENT = 8,	/* numbers are for people: --percent */
	ROUTPUT_APART = 16	/* records of several kinds are a table each */
};

enum { ROUTPUT_NEEDS = 4 };	/* of the flags, the first so many may be asked for */

struct routput {
	const char *name;	/* of --as */
	const char *summary;
	unsigned    flags;	/* enum routput_flags */
	enum rc   (*write)(const struct rtable *t, const struct rcell_style *style, struct buf *o,
	                   struct err *e);	/* @t has rows and is linked; @style is plain
	                			 * where flags do not ask for it */
};

/** routput_registry - the outputs, the default first */
extern const struct registry routput_registry;

/**
 * routput_find - the output that --as names; NULL: the default
 * @needs: what the other options ask of it, of each flag the option, "--color always"; NULL
 *         where they do not ask
 *
 * Returns: RC_OK; RC_USAGE unknown, or it has nothing that an option could change.
 */
MUST_USE enum rc routput_find(const struct routput **out, const char *as,
    const char *const needs[ROUTPUT_NEEDS], struct err *e);

#endif
