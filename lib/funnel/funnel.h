/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel - how far one user's events get through steps, and when
 *
 *     events, in order of time ──► funnel_run ──► a path for each entry
 *
 * For each step one chain is kept: the one that began last.  It serves every later event
 * at least as well as any other, as whether a chain may go on depends on its start and on
 * its last event, and both only rise with time.  Of chains that began at one time the one
 * that reached the step first is kept, so that a path is the earliest; where that may cost
 * a step (exclusions, limits between steps) the one that reached it last.
 *
 * Events of one time have no order: a chain takes them as it suits it, one event for one
 * step, or with strict_ties one of them at most.  Which events serve which steps then is a
 * matching in a bipartite graph.
 *
 * Other programs' rules are rows of funnel/funnel_like.h: settings of these, or ports.
 *
 * Pure; allocates nothing but scratch.  Cost: O(events * steps); where events that are
 * several steps share a time, O(steps^3 * events) for these.
 * Oracle: an exhaustive search in tests/property/funnel.c; worked cases of all the rules,
 * those of other programs too, in tests/unit/funnel.c.
 */
#ifndef CX_FUNNEL_FUNNEL_H
#define CX_FUNNEL_FUNNEL_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	FUNNEL_STEPS_MAX = 32,
	FUNNEL_EXCLUSIONS_MAX = 16
};

enum funnel_order {
	FUNNEL_LOOSE,		/* other events may come between */
	FUNNEL_STRICT,		/* none but repeats of the step reached last */
	FUNNEL_ANY		/* steps in any order, all within the window */
};

enum funnel_entry {
	FUNNEL_LATEST,		/* one path: the farthest; of these the earliest, begun last */
	FUNNEL_FIRST,		/* one path, from the first event of step 1 */
	FUNNEL_EVERY		/* a path again after each that converted or is over */
};

struct funnel_event {
	int64_t  at_us;
	uint64_t mask;		/* FUNNEL_STEP of all steps that it is, FUNNEL_EXCLUSION likewise */
};

#define FUNNEL_STEP(k)		(UINT64_C(1) << (k))	/* k from 0 */
#define FUNNEL_EXCLUSION(i)	(UINT64_C(1) << (FUNNEL_STEPS_MAX + (i)))

struct funnel_exclusion {	/* ends chains that stand at steps from..to-1, from 1 */
	unsigned from;
	unsigned to;
};

struct funnel_like;

struct funnel_rule {
	unsigned           nstep;	/* 1..FUNNEL_STEPS_MAX */
	uint32_t           optional;	/* bit k: step k + 1 may be left out; not first or last */
	int64_t            within_us;	/* from the first to the last step, inclusive */
	int64_t            step_us[FUNNEL_STEPS_MAX];	/* from the step before; INT64_MAX: any */
	bool               step_limits;	/* one of them is less */
	struct funnel_exclusion exclusion[FUNNEL_EXCLUSIONS_MAX];
	unsigned           nexclusion;
	enum funnel_order  order;
	enum funnel_entry  entry;
	bool               strict_ties;
	int64_t            from_us;	/* entries are in [from_us, to_us) */
	int64_t            to_us;
	const struct funnel_like *like;	/* another program's rules; NULL: ours */
};

struct funnel_path {
	unsigned level;		/* the last required step that was reached, from 1 */
	unsigned far;		/* the last step, optional ones too */
	uint32_t steps;		/* bit k: step k + 1 is on it; in any order: its first `level` */
	bool     excluded;	/* an exclusion ended it, */
	unsigned by;		/* ... which one */
	uint32_t at[FUNNEL_STEPS_MAX];	/* for each step on it, the event */
};

/** funnel_on_path - step @s, from 0, is on the path */
static inline bool
funnel_on_path(const struct funnel_path *p, unsigned s)
{
	return (p->steps >> s & 1) != 0;
}

typedef void funnel_fn(void *ctx, const struct funnel_path *p);

/** funnel_whole - under @r also events that are no step and no exclusion matter */
bool funnel_whole(const struct funnel_rule *r);

/** funnel_tick - @at_us as funnel_run wants it: some rules tell no times within a second apart */
int64_t funnel_tick(const struct funnel_rule *r, int64_t at_us);

/**
 * funnel_run - the paths of one user, or of a user and a held value
 * @ev:  in order of their times, which funnel_tick made; at most UINT32_MAX
 * @fn:  called for each entry, in order of time; not at all for who never enters
 * @tmp: scratch
 */
void funnel_run(const struct funnel_rule *r, const struct funnel_event *ev, size_t n,
    funnel_fn *fn, void *ctx, struct arena *tmp);

/*
 * An entry under way, event by event, under the rules that funnel_run has for every entry:
 * events of one time are taken together, as soon as they are all there.
 */
struct funnel_attempt;

/**
 * funnel_attempt_new - in @a; none is under way
 * @r: of a loose or strict order, of no other program
 */
struct funnel_attempt *funnel_attempt_new(const struct funnel_rule *r, struct arena *a);

/**
 * funnel_attempt_take - the events @from to @to of @ev, of one time, behind all others
 *
 * @ev holds those that funnel_attempt_uses, too.  @fn is called, as by funnel_run, for what is
 * decided now: up to two paths.
 */
void funnel_attempt_take(struct funnel_attempt *x, const struct funnel_event *ev, size_t from,
    size_t to, funnel_fn *fn, void *ctx, struct arena *tmp);

/** funnel_attempt_end - it is over: @fn is called when one was under way */
void funnel_attempt_end(struct funnel_attempt *x, funnel_fn *fn, void *ctx);

/** funnel_attempt_path - what it has come to; false: none is under way */
bool funnel_attempt_path(const struct funnel_attempt *x, struct funnel_path *p);

/** funnel_attempt_until - of one under way: the last time at which an event may be of it */
int64_t funnel_attempt_until(const struct funnel_attempt *x);

/** funnel_attempt_uses - mark in @used, by their index, the events that its paths have */
void funnel_attempt_uses(const struct funnel_attempt *x, bool *used);

/**
 * funnel_attempt_save - one under way as bytes behind what is in @b
 * @number: what each event that it uses will be called in the next @ev
 */
void funnel_attempt_save(const struct funnel_attempt *x, const uint32_t *number, struct buf *b);

/** funnel_attempt_load - from *p on, which moves behind it; what was under way is gone */
void funnel_attempt_load(struct funnel_attempt *x, const char **p);

/** funnel_before - the step that step @k on @p is timed from, both from 0; -1 for the first */
int funnel_before(const struct funnel_rule *r, const struct funnel_path *p, unsigned k);

/** funnel_in - @t_us is not after the end of a span of @us from @from_us on, and not before it */
static inline bool
funnel_in(int64_t t_us, int64_t from_us, int64_t us)
{
	return t_us >= from_us && (uint64_t)t_us - (uint64_t)from_us <= (uint64_t)us;
}

#endif
