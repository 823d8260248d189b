/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_spill - a scan of more facts than memory holds
 *
 *     thread 0   part ──► run, run, run        a part that is full, sorted by key, goes to disk;
 *     thread 1   part ──► run, run             the thread goes on with an empty one
 *                              ↓
 *                    read side by side, key by key, each thread a slice of the keys
 *
 * What is written of a key is its part and its list as they are (scan/scan_list.h): the texts
 * stay in the part's dictionary, which goes on from run to run.  Of a run some keys and where
 * they lie are known, so that reading may begin anywhere.
 *
 * Memory: p->spill.bytes for the parts, of each thread SPILL_LEAST at least; of what is on
 * disk a key for every 16 KiB, or 16 times its length, and the facts of one key for each thread.
 * Disk: the keys and facts, 4 bytes a key and run more; twice that while runs become fewer.
 */
#ifndef CX_SCAN_SCAN_SPILL_H
#define CX_SCAN_SCAN_SPILL_H

#include "scan/scan.h"
#include "scan/scan_walk.h"

#include <stdbool.h>

struct scan_spill;

/**
 * scan_spill_compile - what was given, into @p, whose max_facts then are as many as there are
 *
 * Returns: RC_OK; RC_USAGE for a size that is none.
 */
MUST_USE enum rc scan_spill_compile(struct scan_plan *p, const struct spill_given *given,
    struct err *e);

/** scan_spill_new - nothing is on disk; @parts that share the memory */
struct scan_spill *scan_spill_new(const struct job *j, const struct scan_plan *p, unsigned parts);

/** scan_spill_share - bytes that each of them may take */
uint64_t scan_spill_share(const struct scan_spill *s);

/**
 * scan_spill_part - a part that has taken its share of memory goes to disk, and is empty then
 * @i: the thread that fills it, and no other
 *
 * Returns: RC_OK; RC_IO: what was in it is lost, and more may be added, as the thread may have
 *          records of one more block before the run ends.
 */
MUST_USE enum rc scan_spill_part(struct scan_spill *s, unsigned i, struct scan_part *part,
    struct err *e);

/**
 * scan_spill_apart - a part goes to disk, and is empty then, of what may not count
 * @part: its facts are of the first part's dictionary
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc scan_spill_apart(struct scan_spill *s, struct scan_part *part, struct err *e);

/** scan_spill_decide - what went there since the last call counts, or it does not */
void scan_spill_decide(struct scan_spill *s, bool counts);

/** scan_spill_some - something that counts is on disk; NULL is fine */
bool scan_spill_some(const struct scan_spill *s);

/** scan_spill_failed - something could not be written: there is nothing to say; NULL is fine */
bool scan_spill_failed(const struct scan_spill *s);

/**
 * scan_spill_walk - what is left in the parts goes to disk, too: all keys are to be walked there
 * @part: of each thread, alive until the walk is freed, and empty
 * @walk: NULL when it fails
 *
 * Returns: RC_OK; RC_IO.
 */
MUST_USE enum rc scan_spill_walk(struct scan_spill *s, struct scan_part **part, unsigned n,
    struct scan_walk **walk, struct err *e);

/** scan_spill_free - after the walk; NULL is fine */
void scan_spill_free(struct scan_spill *s);

#endif
