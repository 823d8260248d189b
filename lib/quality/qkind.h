/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind - one kind of check in a tracking plan: how it is written, asked and settled
 *
 *     plan ──► parse ──► settings, one for all threads
 *     event ──► step, in a tally of each thread ──► merge ──► end: n and bad are final
 *
 * A tally that needs to remember more than n and bad has memory of its own; tallies of
 * threads add up in any order.
 *
 * Adding a kind: one file, one row in qkind.c, one item in cxcheck(1).  tests/unit/qkind.c
 * asks for a sample of it.
 */
#ifndef CX_QUALITY_QKIND_H
#define CX_QUALITY_QKIND_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/registry.h"
#include "quality/qlook.h"
#include "quality/qplan.h"
#include "quality/qplan_parse.h"

#include <stddef.h>
#include <stdint.h>

enum {
	QKIND_SETTINGS_MAX = 4
};

enum qkind_flags {
	QKIND_CONDITION = 1,	/* x is true or not: step asks it, it has no value to show */
	QKIND_NULLS = 2,	/* looks at values that are missing, too */
	QKIND_NO_FIELD = 4,	/* what is asked is no expression: parse compiles x */
	QKIND_SERIAL = 8,	/* remembers events: one thread, in input order */
	QKIND_MEMBERS = 32,	/* looks at all members of the event */
	QKIND_FACT = 16		/* a fact of the whole run: no share of it may be bad, and there
				 * is nothing to infer from a sample */
};

struct qkind_tally {
	uint64_t n;		/* values looked at */
	uint64_t bad;
	void    *own;		/* of the kind; NULL: none */
};

struct qkind {
	const char *name;	/* the member of a check that asks for it */
	const char *summary;	/* one line for help: what is good */
	const char *code;	/* of its faults, in reports */
	const char *fault;	/* what a message says of a bad value; NULL: step finds none */
	const char *setting[QKIND_SETTINGS_MAX];	/* members beside what all checks have */
	unsigned    flags;	/* enum qkind_flags */
	size_t      own_size;	/* bytes of a tally's own memory, zeroed before init; 0: none */

	/* The kind's settings, to c->own; @at: the member called like the kind.  NULL: none. */
	enum rc   (*parse)(struct qplan_parse *l, const struct node *n, const struct node *at,
	                   struct qplan_check *c);
	void      (*init) (void *own, const struct qplan_check *c, struct arena *a, uint64_t seed);
	/*
	 * One event that `where` selects: k->x is set, k->answer is SKIP until step says
	 * otherwise.  RC_OK; RC_BAD an expression gave up; RC_LIMIT too much to remember.
	 */
	enum rc   (*step) (void *own, struct qlook *k, struct err *e);
	void      (*merge)(void *to, const void *from);
	/* What only the end tells, added to t->n and t->bad; NULL: nothing. */
	void      (*end)  (struct qkind_tally *t, const struct qplan_check *c,
	                   const struct qlook_clock *clock);
	void      (*free) (void *own);	/* NULL when it owns no heap */
};

extern const struct qkind qkind_not_null, qkind_rule;
extern const struct qkind qkind_in, qkind_ref;
extern const struct qkind qkind_unique;
extern const struct qkind qkind_late, qkind_future, qkind_fresh;
extern const struct qkind qkind_sequence;
extern const struct qkind qkind_volume;
extern const struct qkind qkind_personal;

/** qkind_registry - the kinds, in the order in which messages and help list them */
extern const struct registry qkind_registry;

#endif
