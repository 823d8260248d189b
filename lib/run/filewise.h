/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * filewise - what files give that are read at the same time, in the order of the files
 *
 *     thread 0: file 3 ──► results ──► given at once: it is the first that is not done
 *     thread 1: file 4 ──► results ──► kept until 3 is done
 *
 * A compressed file can be read from its start alone, by one thread: so that all of them
 * have something to do, each has a file of its own.  Results that say nothing but how much
 * was read are added up; of others FILEWISE_KEPT bytes a file are kept, then its thread waits.
 * No locks here: the caller's is held in every call.
 */
#ifndef CX_RUN_FILEWISE_H
#define CX_RUN_FILEWISE_H

#include "run/worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FILEWISE_KEPT = 4 << 20 };

struct filewise {
	struct filewise_file *file;
	size_t                n;
	size_t                due;	/* the first that is not done; n: all are */
	bool                  adds;	/* results without rejects may be added up */
};

/**
 * filewise_init - files @first .. @n - 1 are to come; those before are done
 * @adds: nothing is asked of a block but counts and rejects
 *
 * Memory: 32 bytes a file, and what is kept of them.
 */
void filewise_init(struct filewise *f, size_t first, size_t n, bool adds);

/**
 * filewise_add - keep a result of file @file, in the order of its blocks
 * @r: becomes NULL, or a result to be used again
 */
void filewise_add(struct filewise *f, size_t file, struct worker_result **r);

/** filewise_done - there is no more of file @file */
void filewise_done(struct filewise *f, size_t file);

/** filewise_full - file @file has as much kept as it may: wait until it is the one due */
bool filewise_full(const struct filewise *f, size_t file);

/**
 * filewise_take - the next result that is due; NULL: it has yet to come
 *
 * The caller's, worker_result_free and mem_free.
 */
struct worker_result *filewise_take(struct filewise *f);

/** filewise_free - and what is still kept */
void filewise_free(struct filewise *f);

#endif
