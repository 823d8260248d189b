/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * repeat - whether what a run of states was made of has been counted before
 *
 * A source is the same as one before when its lines, its records and their times are, and
 * its name is or there are times.  Two overlap when their name and their first record are
 * the same, and their times meet: a file that has grown meanwhile.  Without times of either
 * it is taken for that when they have different numbers of records.  Sources without
 * records are nothing, and never in anyone's way.
 *
 * Parts are known by what --part says: the same as one before when their records and times
 * are, an overlap when they are not; two of other names are two, whatever they begin with.
 * A part and a source without one overlap as two of the latter do.
 *
 * Of runs of one chain (struct state_chain) sources say nothing: there a place overlaps a place,
 * a period the same one of the same run, and the place a period that a later run has written.
 *
 * Memory: each source once, and each run of a chain.
 */
#ifndef CX_STATE_REPEAT_H
#define CX_STATE_REPEAT_H

#include "base/arena.h"
#include "base/hmap.h"
#include "run/identity.h"
#include "state/head.h"

enum repeat_kind {
	REPEAT_NEW,
	REPEAT_SAME,		/* every source was counted before */
	REPEAT_SHARED		/* some of it was */
};

struct repeat {
	struct arena *arena;
	struct hmap   same;	/* what a source is -> struct repeat_seen */
	struct hmap   begun;	/* name and first record -> list of them */
	struct hmap   parts;	/* name of a part -> one of it */
	struct hmap   chains;	/* id of a chain -> list of what of it was counted */
};

enum repeat_why {
	REPEAT_SOURCE,		/* records of a source */
	REPEAT_GUESS,		/* sources that only begin alike: no times were read */
	REPEAT_PART,		/* a part of the same name, of other records */
	REPEAT_CHAIN,		/* of a chain: the same, or two of its places */
	REPEAT_AHEAD		/* a period of a run that the place knows nothing of */
};

struct repeat_found {
	struct identity_source source;	/* of those asked about; none of a chain */
	struct sv              where;	/* what repeat_add was told of the one before */
	enum repeat_why        why;
};

/** repeat_init - nothing counted yet; memory in @a */
void repeat_init(struct repeat *r, struct arena *a, uint64_t seed);

/**
 * repeat_find - whether @n sources were counted before; @f of the first that was
 * @c: the chain they are of
 */
enum repeat_kind repeat_find(const struct repeat *r, const struct state_chain *c,
    const struct identity_source *s, size_t n, struct repeat_found *f);

/** repeat_add - they are counted; @where is for messages, "b.state:1", kept by pointer */
void repeat_add(struct repeat *r, const struct state_chain *c, const struct identity_source *s,
    size_t n, struct sv where);

/** repeat_free - release */
void repeat_free(struct repeat *r);

#endif
