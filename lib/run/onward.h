/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * onward - a run that begins in the middle of files and may leave their ends for the next
 *
 * Of a job without a plan (--resume) files are read from their start to their end, and there
 * is nothing to do.
 */
#ifndef CX_RUN_ONWARD_H
#define CX_RUN_ONWARD_H

#include "base/buf.h"
#include "base/rc.h"
#include "record/source.h"
#include "run/job.h"

#include <stdbool.h>
#include <stdint.h>

/** onward_check - the source of @j can be gone on from behind any line; RC_OK, RC_USAGE */
MUST_USE enum rc onward_check(const struct job *j, struct err *e);

/** onward_lines - lines of file @file before what is read of it, until onward_end */
uint64_t onward_lines(const struct job *j, uint32_t file);

/** onward_waits - file @file may go on: a record that is open at its end stays for the next run */
bool onward_waits(const struct job *j, uint32_t file);

/** onward_noted - lines before what is read of it must be known: onward_begin before its block */
bool onward_noted(const struct job *j, uint32_t file);

/**
 * onward_begin - let @d know what it must of the lines of file @file that are not read
 *
 * By what the run before has noted, else by reading them.  There is a block that is
 * BLOCK_FIRST: the first of what is read is not, then.
 * Returns: RC_OK; RC_USAGE the file is not of this format; RC_IO it cannot be read any more.
 */
MUST_USE enum rc onward_begin(const struct job *j, struct decoder *d, uint32_t file,
    struct err *e);

/**
 * onward_end - file @file has been read to its end
 * @lines: of it
 * @open:  what of that is left for the next run
 * @note:  what that is to read first
 *
 * Returns: RC_OK; RC_IO what is open cannot be left without what is not.
 */
MUST_USE enum rc onward_end(struct job *j, uint32_t file, uint64_t lines,
    const struct source_open *open, const struct buf *note, struct err *e);

#endif
