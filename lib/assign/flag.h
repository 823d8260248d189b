/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flag - one experiment or feature flag, assigned by its own draw or as another product does
 *
 *     unit ──► text as the language writes it ──► hash ──► bucket ──► range ──► arm
 *
 * A row of flag_registry is one way to do all that, to the bit: which SDKs it equals, and in
 * what version, cxassign(1) says.  A flag is compiled once and constant; assigning allocates
 * in the caller's arena alone.
 */
#ifndef CX_ASSIGN_FLAG_H
#define CX_ASSIGN_FLAG_H

#include "assign/unit.h"
#include "base/arena.h"
#include "base/rc.h"
#include "base/registry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	FLAG_ARMS_MAX = 64,	/* of an experiment: arms seen by a user are bits of a word */
	FLAG_PARTS = 1000000,	/* of which native shares are whole numbers */
	FLAG_RANGE_MAX = 1000000000
};

enum flag_why {			/* what decided */
	FLAG_HASH,		/* the draw */
	FLAG_COVERAGE,		/* not in the part that takes part */
	FLAG_LAYER,		/* another experiment of the layer, namespace or group has it */
	FLAG_HOLDOUT,		/* held out of everything that names the holdout */
	FLAG_FORCED,		/* by the configuration */
	FLAG_STICKY,		/* as it was assigned before */
	FLAG_NO_UNIT,		/* there is none */
	FLAG_REFUSED		/* the product gives such a unit no variant, or an error */
};

struct flag_range {		/* half-open */
	double lo;
	double hi;
};

struct flag_ranges {		/* one of them holds the number */
	const struct flag_range *range;
	size_t                   n;
};

struct flag_arm {
	struct sv          name;
	double             weight;	/* in the product's own unit; native: whole */
	struct flag_ranges at;		/* instead of a weight, where a product has ranges */
};

struct flag_filter {		/* GrowthBook: a draw of its own that must be in a range */
	struct sv          seed;
	bool               v1;
	struct flag_ranges at;
};

struct flag_share {		/* of units: exact as it was written */
	bool     given;
	double   share;		/* 0..1 */
	double   percent;	/* 0..100 */
	uint32_t parts;		/* of FLAG_PARTS */
};

enum flag_draw { FLAG_WEIGHTED, FLAG_UNIFORM, FLAG_BERNOULLI };	/* PlanOut's operators */
enum flag_bucket_by { FLAG_BY_KEY, FLAG_BY_VALUE };	/* flagd: flag and unit, or it alone */

struct flag {			/* settings; what a row has no use for is empty */
	const struct flag_hash   *hash;
	struct sv                 key;		/* of the flag, experiment or feature */
	struct sv                 salt;
	struct sv                 rule_salt;	/* Statsig; Unleash's group; flagd's prefix */
	struct flag_share         coverage;
	const struct flag_arm    *arm;
	size_t                    narm;
	double                    sum;		/* of the weights above 0, in their order */
	bool                      equal;	/* ... which the product takes for equal ones */
	/* layer (native), namespace (GrowthBook), group (Optimizely: in 1/10000) */
	struct sv                 layer;
	struct flag_range         layer_at;
	bool                      layered;
	struct sv                 holdout;	/* native */
	struct flag_share         held;
	const struct flag_filter *filter;
	size_t                    nfilter;
	bool                      ranged;	/* arms have ranges instead of weights */
	bool                      rollout;	/* a feature flag without variants */
	bool                      seeded;	/* LaunchDarkly */
	int64_t                   seed;
	enum flag_draw            draw;
	enum flag_bucket_by       bucket_by;
	double                    total;	/* Eppo: shards */
	struct sv                 traffic_salt;	/* Eppo, Statsig: a condition before the draw */
	struct flag_ranges        traffic;
	/* Made by flag_prepare: */
	struct sv                 head;		/* stands before the unit in the hashed text */
	struct sv                 head2;	/* likewise in that of the second draw */
	struct sv                 head3;	/* likewise of the third, */
	struct sv                 head4;	/* ... and the fourth */
};

struct flag_result {
	bool          in;
	size_t        arm;	/* index; narm when there is none */
	enum flag_why why;
	double        bucket;	/* of the draw that decided; NaN when nothing was drawn */
	double        before;	/* of a draw before it: rollout, group, traffic; or NaN */
};

enum flag_key {			/* of the configuration, beside those that every row takes */
	FLAG_KEY_COVERAGE = 1,
	FLAG_KEY_SALT = 2,
	FLAG_KEY_LAYER = 4,	/* native's layer and holdout */
	FLAG_KEY_GROWTHBOOK = 8,	/* ranges, namespace, filters */
	FLAG_KEY_BUCKET_BY = 16,	/* and prefix */
	FLAG_KEY_GROUP = 32,	/* a text */
	FLAG_KEY_SEED = 64,
	FLAG_KEY_MUTEX = 128,	/* Optimizely's group */
	FLAG_KEY_DRAW = 256,	/* PlanOut's draw, and units that are all hashed */
	FLAG_KEY_RULE = 512,	/* Statsig's rule_salt, user_bucket */
	FLAG_KEY_SHARDS = 1024	/* Eppo's total, ranges, traffic */
};

struct flag_hash {
	const char    *name;
	const char    *summary;
	enum unit_text text;
	unsigned       keys;	/* of enum flag_key */
	unsigned       quirks;	/* the algorithm's own: see its file */
	bool           whole;	/* weights are whole numbers */
	bool           below_0;	/* ... and may be negative */
	/* Make the heads. */
	void         (*prepare)(struct flag *f, struct arena *a);
	/* @u: @n units, 1 but for PlanOut; none is UNIT_NONE or UNIT_OTHER. */
	void         (*assign)(const struct flag *f, const struct unit *u, size_t n,
	    struct arena *tmp, struct flag_result *r);
};

extern const struct registry flag_registry;

/** flag_hash - the row of that name, or NULL */
const struct flag_hash *flag_hash(struct sv name);

/** flag_why_name - as results have it: "hash", "coverage" ... */
const char *flag_why_name(enum flag_why why);

/** flag_prepare - what follows from the settings, once they stand; texts lie in @a */
void flag_prepare(struct flag *f, struct arena *a);

/**
 * flag_assign - the arm of a unit
 * @u:   @n units, of which none is absent; more than one are hashed together (PlanOut)
 * @tmp: for texts; @r keeps nothing of it
 *
 * Cost: one to three hashes of the text; no system call, no allocation beyond @tmp.
 */
void flag_assign(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r);

/** flag_within - @x is in one of the ranges */
bool flag_within(const struct flag_ranges *at, double x);

/** flag_join - @n texts as one, in @a */
struct sv flag_join(struct arena *a, const struct sv *s, size_t n);

#define FLAG_JOIN(a, ...) \
	flag_join((a), (const struct sv[]){ __VA_ARGS__ }, \
	    sizeof((const struct sv[]){ __VA_ARGS__ }) / sizeof(struct sv))

/** flag_out - not in: @why, and the number drawn */
void flag_out(struct flag_result *r, enum flag_why why, double bucket);

/** flag_in - in, with @arm, which may be narm where a product has a flag without variants */
void flag_in(struct flag_result *r, size_t arm, double bucket);

/** flag_simple - a unit that is text or a whole number, as text; false for others */
bool flag_simple(const struct unit *u, struct flag_result *r, struct sv *text);

#endif
