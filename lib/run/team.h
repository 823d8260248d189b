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

struct desk;

struct team_slice {		/* a piece of text in the making */
	size_t       k;		/* its number */
	struct buf   o;		/* what it holds so far */
	struct desk *desk;	/* private to team.c */
};

struct team_text {
	/* What thread @i works with from slice to slice; then given back. */
	void *(*begin)(void *ctx, unsigned i);
	void  (*end)(void *ctx, void *own);
	/* Append slice s->k to s->o; only @own and @s may be written to. */
	void  (*slice)(void *ctx, void *own, struct team_slice *s);
};

/**
 * team_write - slices of text made by @n threads, written in their order
 *
 * Ends early when a write fails.  Memory: one slice a thread, or what was not pushed of it.
 */
void team_write(unsigned n, const struct team_text *text, void *ctx, size_t slices,
    struct out *out);

/** team_push - write what a slice holds so far, as soon as it is its turn; it is empty then */
void team_push(struct team_slice *s);

#endif
