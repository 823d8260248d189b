/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_given - the options of filters that write to disk what memory does not hold
 */
#ifndef CX_STATE_SPILL_GIVEN_H
#define CX_STATE_SPILL_GIVEN_H

#include "query/option.h"

#include <stdint.h>

struct spill_given {		/* options as given */
	const char *max_memory;	/* --max-memory; NULL: not given */
	const char *tmp;	/* --tmp */
};

struct spill_limit {
	uint64_t    bytes;	/* that may be in memory; 0: all of it */
	const char *tmp;	/* folder of temporary files */
};

enum { SPILL_LEAST = 64 * 1024 };	/* bytes of a thread: what less comes to is no run */

/** spill_given_share - bytes of each of so many threads, SPILL_LEAST at least */
uint64_t spill_given_share(const struct spill_limit *l, unsigned threads);

/* Their rows in an option table, of the struct s, whose member m it is; what it is that goes to
 * disk; then of --max-memory. */
#define SPILL_OPTIONS(s, m, what, ...) \
	OPT_TEXT(0, "max-memory", s, m.max_memory, "SIZE", \
	    "what " what " may take, 200M; more of them go to disk, as many as there are", \
	    __VA_ARGS__), \
	OPT_TEXT(0, "tmp", s, m.tmp, "FOLDER", \
	    "where they go (default $TMPDIR, or /tmp)", .needs = "max-memory")

/** spill_given_read - what was given; RC_OK; RC_USAGE for a size that is none */
MUST_USE enum rc spill_given_read(struct spill_limit *l, const struct spill_given *given,
    struct err *e);

#endif
