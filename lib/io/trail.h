/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail - the files of a log found again: what of them was read, and what is new
 *
 * A log is a path and what rotation makes of it in the same folder: access.log,
 * access.log.1, access.log.2.gz, access.log-20261129, access-20261129.log.zst.  A mark
 * tells what of one file was taken.  Files are known by their content, under whatever
 * name, inode and compression; device, inode, size and time only save the look at one
 * that has not changed.
 *
 *     trail_add ...      marks of the last run
 *     trail_find         looks at the folders: the plan of what is to be read
 *     in_open(plan)      the run
 *     trail_settle       what was taken: the marks for the next run
 *
 * Memory: a few KiB a file of the logs, and a descriptor for each plain one that is read,
 * TRAIL_OPEN at most.  Cost: stat(2) of each file; those that have changed are opened, and
 * compressed ones that are not known under their inode are decompressed once.
 */
#ifndef CX_IO_TRAIL_H
#define CX_IO_TRAIL_H

#include "base/rc.h"
#include "io/in.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TRAIL_OPEN = 128,	/* plain files held open from trail_find to trail_settle */
	TRAIL_HEAD = 4096,	/* bytes of a head */
	TRAIL_HEADS = 14,	/* prints of it: of its first 1, 2, 4 ... lines, and of all */
	TRAIL_GONE_DAYS = 7	/* a mark whose file is nowhere is kept so long */
};

struct trail_print {
	uint32_t n;		/* bytes */
	uint64_t hash;		/* XXH3-64 of them */
};

struct trail_mark {
	const char *log;		/* absolute path of the log it belongs to */
	const char *path;		/* name it was last seen under, absolute */
	uint64_t    dev;
	uint64_t    ino;
	uint64_t    size;		/* bytes of the file, as it lies there */
	int64_t     mtime_ns;		/* since 1970; 0: it was being written, look again */
	uint64_t    taken;		/* (decompressed) bytes, up to the end of a line */
	uint64_t    lines;		/* in them; 0 when not counted */
	bool        all;		/* older than the first run: never to be read */
	uint64_t    head_at;		/* NULs it begins with */
	size_t      nhead;
	struct trail_print head[TRAIL_HEADS];	/* of bytes from head_at on, n ascending */
	struct trail_print tail;	/* of the bytes before taken */
	const char *note;		/* what the reader keeps with it; NULL: nothing */
	int64_t     gone_s;		/* since 1970: first not found; 0 it was there */
};

/* What a run is to read, oldest first: as in_cfg wants it, one of each for each file. */
struct trail_plan {
	size_t               n;		/* 0: nothing new, no run is needed */
	const char *const   *path;
	const struct in_part *part;
	const size_t        *operand;	/* index of the first operand of the file's log */
	uint64_t            *lines;	/* before its part; the run may count its own on top */
	uint64_t            *back;	/* bytes at the end of what was taken that the run has left
					 * for the next one; zeroes */
	const char         **note;	/* of its mark, NULL none; the run may put another one */
	size_t               nleft;	/* files that could not be read; the rest can */
	const char *const   *left;	/* "PATH: reason; left for the next run" */
};

struct trail;

/** trail_new - without marks, for files with windows as in_cfg has them; never NULL */
struct trail *trail_new(size_t max_window);

/** trail_add - a mark of the last run; its texts are copied */
void trail_add(struct trail *t, const struct trail_mark *m);

/**
 * trail_find - what the logs of @n operands have got since
 * @operand: paths, which may be of one log: log*; must outlive @t
 *
 * A log without marks is new: its files among the operands are read from their start, what
 * else there is of it counts as read.  Of others all files are read that no mark knows.
 * The base name of a log is read when it is an operand, files of rotation always.
 * What is being written by a compressor, or a copy of a file that is there, waits.
 * Returns: RC_OK; RC_USAGE for an operand that is no regular file; RC_IO for one that is
 *          missing, unless it is of a known log, or cannot be read.
 */
MUST_USE enum rc trail_find(struct trail *t, const char *const *operand, size_t n, struct err *e);

/** trail_plan - what trail_find has found; lives as long as @t */
const struct trail_plan *trail_plan(const struct trail *t);

/**
 * trail_settle - see that the files are still those that were read, and mark what was taken
 * @in: that has read the plan, open yet, with in_taken; NULL when the plan is empty
 *
 * A file that was not come to, or only in part, goes on there the next time.
 * Returns: RC_OK; RC_IO when one was truncated or replaced while it was read: then nothing
 *          of the run may count, and it is to be run again from the old marks.
 */
MUST_USE enum rc trail_settle(struct trail *t, const struct in *in, struct err *e);

/**
 * trail_moved - the marks are others than those of the last run: they are to be saved, also
 * when nothing was read; after trail_settle
 */
bool trail_moved(const struct trail *t);

/** trail_marks - how many there are to be saved; after trail_settle */
size_t trail_marks(const struct trail *t);

/** trail_mark - the one to be saved as number @i; lives as long as @t */
const struct trail_mark *trail_mark(const struct trail *t, size_t i);

/** trail_free - close and free; NULL is fine */
void trail_free(struct trail *t);

#endif
