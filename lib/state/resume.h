/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resume - the place line: up to where the files of the last run were read (cx-state(5))
 *
 *     {"kind":"place","version":1,"filter":"cxparse","run":7,"states":false,
 *      "file":[{"log":"/var/log/access.log",...,"taken":81920,"lines":512},...],"check":"..."}
 *
 * It is the first line of the file that --resume names.  Like the heads of states it is a
 * document, untrusted, and damaged, newer or of another filter it is refused.
 */
#ifndef CX_STATE_RESUME_H
#define CX_STATE_RESUME_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "io/trail.h"

#include <stdbool.h>
#include <stdint.h>

enum { RESUME_VERSION = 1 };

struct resume {			/* what the line says beside the marks of the trail */
	uint64_t  run;		/* number of the last run that read something; 0: none has */
	bool      states;	/* saved states follow: what the filter remembers */
	struct sv more;		/* the filter's own, a JSON object; empty: none */
};

/** resume_write - the line, with the marks of @t, to the empty @line */
void resume_write(const struct resume *r, const char *filter, const struct trail *t,
    struct buf *line);

/**
 * resume_read - the inverse, from a whole line; marks are added to @t
 * @filter: whose it has to be
 *
 * Returns: RC_OK, texts in @a; RC_SYNTAX with the reason.
 */
MUST_USE enum rc resume_read(struct resume *r, struct trail *t, const char *filter,
    struct sv line, struct arena *a, struct err *e);

/**
 * resume_load - the same, of the first line of the file @path
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "PATH:1: reason".
 */
MUST_USE enum rc resume_load(struct resume *r, struct trail *t, const char *filter,
    const char *path, struct arena *a, struct err *e);

/**
 * resume_segment - the name of a run's own file in @folder
 *
 * Returns: FOLDER/0000000007.ndjson, in @a.
 */
const char *resume_segment(const char *folder, uint64_t run, struct arena *a);

#endif
