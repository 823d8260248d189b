/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ahead - a thread that reads, and decompresses, before it is asked
 *
 * For runs whose records must be taken by one thread.  Memory: AHEAD_BLOCKS blocks.
 */
#ifndef CX_RUN_AHEAD_H
#define CX_RUN_AHEAD_H

#include "io/in.h"

enum { AHEAD_BLOCKS = 4 };

struct ahead;

/**
 * ahead_start - begin to read from where @in stands
 *
 * @in must not block (its idle is not called in the caller's thread), and is the
 * thread's until ahead_stop.  Returns: NULL when no thread can be had.
 */
struct ahead *ahead_start(struct in *in);

/** ahead_next - as in_next; what @b held is read into next */
MUST_USE enum rc ahead_next(struct ahead *a, struct block *b, struct err *e);

/** ahead_stop - read no more, free everything; NULL is fine */
void ahead_stop(struct ahead *a);

#endif
