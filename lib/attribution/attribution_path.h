/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_path - a user's touches and orders, cut into paths
 *
 *     touches   A  B     C     D  E            lookback |-----|
 *     orders          1              2
 *     paths     [A B] 1  [C]  [D E]  2         C is too old for 2: a path without conversion
 *
 * Every touch is in exactly one path, unless touches are kept for later orders.  Pure.
 * Memory: one user.
 */
#ifndef CX_ATTRIBUTION_ATTRIBUTION_PATH_H
#define CX_ATTRIBUTION_ATTRIBUTION_PATH_H

#include "attribution/attribution.h"
#include "base/arena.h"
#include "base/hmap.h"
#include "base/num.h"

enum { ATTRIBUTION_PATH_TRANSFORMS = 16 };

struct attribution_path_transform {	/* one, as asked */
	const struct attribution_path_step *step;
	struct sv name;		/* of a channel; empty when the step takes none */
};

struct attribution_path_rule {
	uint64_t  lookback_us;	/* a touch that is older does not count */
	bool      keep;		/* an order leaves the touches before it to the next one */
	struct sv direct;	/* channel that is no campaign */
	struct attribution_path_transform transform[ATTRIBUTION_PATH_TRANSFORMS];
	size_t    ntransform;
};

struct attribution_path_step {		/* a row of the registry */
	const char *name;
	const char *summary;
	bool        named;	/* takes the name of a channel */
	/*
	 * Leave out touches of @t in place; those with the bit @is have the name.  Returns how
	 * many are left, at least 1.
	 */
	size_t    (*apply)(struct attribution_touch *t, size_t n, uint32_t is,
	                   struct attribution_marks *marks, size_t channels);
};

/** attribution_path_registry - the transforms */
extern const struct registry attribution_path_registry;

/**
 * attribution_path_parse - one transform more, "exposure" or "remove-if-not-all:NAME"
 * @text: alive as long as the rule
 *
 * Returns: RC_OK; RC_USAGE.
 */
MUST_USE enum rc attribution_path_parse(struct attribution_path_rule *r, const char *text,
    struct err *e);

struct attribution_path_names {	/* channels, numbered as they come */
	const struct attribution_path_rule *rule;
	struct arena arena;
	struct hmap  map;	/* text to struct attribution_path_name; entry i is channel i */
};

struct attribution_path_name {
	uint32_t number;
	uint32_t is;		/* as in struct attribution_touch */
};

/** attribution_path_names_init - none yet; @seed of the table */
void attribution_path_names_init(struct attribution_path_names *n,
    const struct attribution_path_rule *rule, uint64_t seed);

/** attribution_path_names_put - the channel called @s, new or not */
struct attribution_path_name attribution_path_names_put(struct attribution_path_names *n,
    struct sv s);

/** attribution_path_names_free - give everything back */
void attribution_path_names_free(struct attribution_path_names *n);

struct attribution_path_order {	/* an order, or money given back */
	int64_t   at_us;
	struct sv transaction;	/* empty: not known */
	bool      refund;
	bool      valued;	/* value is known */
	num_i128  value;	/* in 1e-9; of an order that was settled: what is left of it */
};

/**
 * attribution_path_settle - refunds taken off their orders
 * @o:     @n orders and refunds of one user, in order of time
 * @loose: gets what was given back for transactions that are not there, positive, in 1e-9
 *
 * A negative value is a refund, whatever the record is called.  Of several orders with one
 * transaction the first counts.  A refund without a value cancels its order: nothing is left.
 * Returns: how many orders there are; they are the first ones in @o then, in order of time.
 * Cost: O(n).
 */
size_t attribution_path_settle(struct attribution_path_order *o, size_t n, num_i128 *loose,
    struct arena *tmp);

struct attribution_path_user {
	const struct attribution_touch      *touch;	/* in order of time */
	size_t                               n;
	const struct attribution_path_order *order;	/* settled */
	size_t                               norder;
	struct attribution_marks            *marks;
	size_t                               channels;
	struct arena                        *tmp;
};

/*
 * A path: of @order, then @n may be 0: nothing led to it; or of none, @order NULL: it led to
 * nothing.  RC_OK, or what ends the walk.
 */
typedef enum rc attribution_path_fn(void *ctx, const struct attribution_path_order *order,
    const struct attribution_touch *touch, size_t n, struct err *e);

/**
 * attribution_path_each - the paths of a user, in order of time
 *
 * A path of an order is of the touches at or before it, not older than the lookback, behind
 * the order before.  Touches that no order takes are paths of their own, each from a touch to
 * the last one within the lookback.  Transforms are applied to each path.
 * Returns: RC_OK or what @fn returned.
 */
MUST_USE enum rc attribution_path_each(const struct attribution_path_rule *r,
    const struct attribution_path_user *u, attribution_path_fn *fn, void *ctx, struct err *e);

#endif
