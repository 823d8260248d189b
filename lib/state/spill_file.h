/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_file - a temporary file of sorted runs of states
 *
 *     run     = one after the other, in the order of results
 *     one     = n | 2m + plain | [ window ] | key, n bytes | state, m bytes
 *                varints         8 + 8
 *
 * It has no name from the moment it was made: whichever way the program ends, nothing stays
 * behind.  What is in it is read by the process that wrote it, and by no other.
 */
#ifndef CX_STATE_SPILL_FILE_H
#define CX_STATE_SPILL_FILE_H

#include "base/rc.h"
#include "base/sv.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spill_file;
struct spill_reader;

struct spill_one {		/* the state of a group in a window */
	struct sv           key;	/* canonical, key/group_key.h */
	struct twindow_span span;	/* as written by one with windows; else all zero */
	bool                plain;	/* the state is its own bytes; else what it was saved as */
	struct sv           state;
};

struct spill_run {		/* where a run lies */
	struct spill_file *file;
	uint64_t           from;
	uint64_t           to;
};

/**
 * spill_file_new - an empty file
 * @dir:     where it is made; alive as long as the file, for messages
 * @windows: states have windows
 *
 * Returns: RC_OK; RC_IO it cannot be made.
 */
MUST_USE enum rc spill_file_new(struct spill_file **f, const char *dir, bool windows,
    struct err *e);

/** spill_file_put - one more of the run that is being written; write errors latch */
void spill_file_put(struct spill_file *f, const struct spill_one *one);

/** spill_file_at - where the next one will lie: a run may be read from there on, too */
uint64_t spill_file_at(const struct spill_file *f);

/** spill_file_end - the run is whole, and where it lies; the next one begins; RC_IO */
MUST_USE enum rc spill_file_end(struct spill_file *f, struct spill_run *run, struct err *e);

/** spill_file_free - give the file back; NULL is fine */
void spill_file_free(struct spill_file *f);

/** spill_file_read - read a run from its beginning, @size bytes at a time */
struct spill_reader *spill_file_read(const struct spill_run *run, size_t size);

/**
 * spill_file_next - the next state of a run
 * @one: valid until the next call
 *
 * Returns: RC_OK; RC_END; RC_IO.
 */
MUST_USE enum rc spill_file_next(struct spill_reader *r, struct spill_one *one, struct err *e);

/** spill_file_shut - give a reader back; NULL is fine */
void spill_file_shut(struct spill_reader *r);

#endif
