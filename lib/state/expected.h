/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expected - what must have been there when states are added up (--expect)
 *
 * Names, web1,web2: labels, parts, or names of sources.  Or a time, 7d: so many days, hours, weeks
 * or months in a row, up to the latest: by the windows of the states, where they are not longer
 * than that; else by the times of what was read.
 *
 * Memory: 16 bytes for each window of each run of states.
 */
#ifndef CX_STATE_EXPECTED_H
#define CX_STATE_EXPECTED_H

#include "run/job.h"
#include "time/twindow.h"

#include <stddef.h>

struct expected {		/* what was seen; zeroed: nothing */
	struct twindow_span *window;
	size_t               n;
	size_t               cap;
};

/** expected_check - whether @text is such; RC_USAGE else */
MUST_USE enum rc expected_check(const char *text, const struct job *j, struct err *e);

/** expected_window - there is a state of this window */
void expected_window(struct expected *x, const struct twindow_span *span);

/**
 * expected_end - say what was not there, of @text that expected_check has found good
 *
 * Sources are those of the job, whose run.count.lacking is set to how many lack.
 */
void expected_end(const struct expected *x, const char *text, struct job *j);

/** expected_free - release */
void expected_free(struct expected *x);

#endif
