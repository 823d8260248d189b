/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_archive - --archive DIR: everything that was found of an experiment, in a file of its
 * own
 *
 * DIR/NAME.ndjson holds the plan, when there is one, and all records, whatever the verdict is:
 * what did not work is kept as completely as what did.  A later look takes the file's place.
 */
#ifndef CX_SCORE_SCORE_ARCHIVE_H
#define CX_SCORE_SCORE_ARCHIVE_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "score/score_held.h"

/**
 * score_archive_write - write the file of an experiment
 * @dir:     which is there
 * @name:    of the experiment, any bytes; empty: it has none.  In the file's name all but
 *           letters, digits, _ and - are %XX, and so is a dot in front; what is longer than a
 *           name may be ends in a hash of the whole.
 * @held:    NULL: there is no plan
 * @records: as they were written
 *
 * Returns: RC_OK; RC_IO with the path, the old file being as it was.
 */
MUST_USE enum rc score_archive_write(const char *dir, struct sv name, struct score_held *held,
    struct sv records, struct err *e);

#endif
