/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * team - a piece of work that several threads do at once
 */
#ifndef CX_RUN_TEAM_H
#define CX_RUN_TEAM_H

#include "base/buf.h"
#include "io/out.h"

#include <stddef.h>

/** team_run - fn(ctx, i) for each i < @n at once, 0 in the caller's thread; waits for all */
void team_run(unsigned n, void (*fn)(void *ctx, unsigned i), void *ctx);

struct team_text {
	/* What thread @i works with from slice to slice; then given back. */
	void *(*begin)(void *ctx, unsigned i);
	void  (*end)(void *ctx, void *own);
	/* Append slice @k to @o; only @own and @o may be written to. */
	void  (*slice)(void *ctx, void *own, size_t k, struct buf *o);
};

/**
 * team_write - slices of text made by @n threads, written in their order
 *
 * Ends early when a write fails.  Memory: one slice a thread.
 */
void team_write(unsigned n, const struct team_text *text, void *ctx, size_t slices,
    struct out *out);

#endif
