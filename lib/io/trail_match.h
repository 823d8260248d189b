/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail_match - which file of the logs is which of those that were read before
 *
 * First by device, inode, size and time, which needs no look; then by what they hold:
 *
 *     of the same inode, of any other plain file, of a compressed one (decompressed once)
 *     a file that is a copy of another one, or of its start, which is there: waits
 *     a file that begins as one that is gone and is shorter than what was read of it: what
 *     copytruncate left of it, whose last lines were read where they are no more
 *
 * What no mark knows is new, or old where the log itself is new.
 */
#ifndef CX_IO_TRAIL_MATCH_H
#define CX_IO_TRAIL_MATCH_H

#include "base/arena.h"
#include "io/trail_file.h"

struct trail_log {
	const char *abs;	/* absolute path */
	size_t      operand;	/* index of the first one of it */
	bool        known;	/* there are marks of it */
};

struct trail_known {
	struct trail_mark  m;
	struct trail_file *owner;	/* NULL: not found */
};

struct trail_match {
	struct trail_file      *file;
	size_t                  nfile;
	struct trail_known     *known;
	size_t                  nknown;
	const struct trail_log *log;
	struct arena           *arena;
};

/** trail_match_sort - as the others want them, by inode */
void trail_match_sort(struct trail_known *known, size_t n);

/**
 * trail_match_stat - files that are as a mark has them get it, and are the same or known
 *
 * Known ones have something that was not read: they need a look.
 */
void trail_match_stat(struct trail_match *x);

/** trail_match_known - the mark of a file of this inode, unless another file has it; NULL none */
const struct trail_mark *trail_match_known(const struct trail_match *x,
    const struct trail_file *f);

/** trail_match_looked - fate, mark and from of the files that were looked at; RC_OK, RC_STOP */
MUST_USE enum rc trail_match_looked(struct trail_match *x, struct err *e);

#endif
