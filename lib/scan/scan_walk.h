/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_walk - all keys in the order of results, in slices that several threads walk at once
 *
 * Of parts that are in memory (scan/scan_walk.c), or of runs on disk (scan/scan_spill.h).
 */
#ifndef CX_SCAN_SCAN_WALK_H
#define CX_SCAN_SCAN_WALK_H

#include "scan/scan_list.h"
#include "scan/scan_part.h"

struct scan_walk;

struct scan_walk_ops {
	/* What one thread walks with; then given back. */
	void   *(*begin)(const struct scan_walk *w);
	void    (*end)  (void *cursor);
	/* To the beginning of slice @k < w->nslice: RC_OK; RC_IO. */
	enum rc (*slice)(void *cursor, size_t k, struct err *e);
	/*
	 * The next key of the slice, and its facts behind those in @f: RC_OK, and @key is alive
	 * until the next call; RC_END; RC_IO.
	 */
	enum rc (*next) (void *cursor, struct sv *key, struct scan_facts *f, struct err *e);
	void    (*free) (struct scan_walk *w);
};

struct scan_walk {
	const struct scan_walk_ops *ops;
	size_t                      nslice;
	size_t                      gather;	/* output of a slice that waits for its turn */
	const struct scan_dict    **dict;	/* of each part that facts come from */
};

/**
 * scan_walk_parts - the keys of @n parts, sorted by it and else as they are
 *
 * Memory: 16 bytes a part for each thread.
 */
struct scan_walk *scan_walk_parts(struct scan_part **part, unsigned n, size_t nkey);

/** scan_walk_free - give it back; NULL is fine */
void scan_walk_free(struct scan_walk *w);

#endif
