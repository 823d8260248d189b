/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_writer - keys, one by one and in order, become results or saved states
 *
 * Memory: the facts of one key, unpacked, and what was made of them.
 */
#ifndef CX_SCAN_SCAN_WRITER_H
#define CX_SCAN_SCAN_WRITER_H

#include "scan/scan.h"
#include "scan/scan_part.h"

struct scan_writer {
	struct job             *j;
	const struct scan_plan *p;
	struct state_writer     states;		/* with p->partial */
	struct scan_facts       facts;
	struct val             *key;
	struct arena            tmp;
	struct buf              o;
};

/** scan_writer_begin - the job is open */
void scan_writer_begin(struct scan_writer *w, struct job *j, const struct scan_plan *p);

/** scan_writer_key - one key and its facts; write errors latch */
MUST_USE enum rc scan_writer_key(struct scan_writer *w, struct sv text,
    const struct scan_list *l, struct err *e);

/** scan_writer_push - hand on what was gathered */
void scan_writer_push(struct scan_writer *w);

/** scan_writer_end - the last lines, unless the run has @failed; gives memory back */
void scan_writer_end(struct scan_writer *w, bool failed);

/** scan_writer_all - every key of a part, begun and ended; RC_OK or what p->ops->each returned */
MUST_USE enum rc scan_writer_all(struct job *j, const struct scan_plan *p,
    const struct scan_part *part, struct err *e);

#endif
