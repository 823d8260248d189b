/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * progress - how far a run is: bytes, records, speed, time left
 */
#ifndef CX_RUN_PROGRESS_H
#define CX_RUN_PROGRESS_H

#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROGRESS_TEXT_MAX = 160 };

struct progress {
	int64_t start_us;	/* monotonic */
	int64_t shown_us;	/* when it was last shown; 0 never */
};

/** progress_start - the run begins */
void progress_start(struct progress *p);

/** progress_text - "812 MB of 1.0 GB, 2345678 records, 1530 MB/s, 0:07 left"; length */
size_t progress_text(const struct progress *p, const struct job *j, char *text);

/**
 * progress_tick - between two blocks: show it where it is wanted
 *
 * SIGUSR1 gets one line; under --progress the line on the terminal is renewed, at
 * most five times a second and not in the first half second.
 */
void progress_tick(struct progress *p, const struct job *j);

/** progress_end - take the line off the terminal */
void progress_end(struct progress *p, const struct job *j);

#endif
