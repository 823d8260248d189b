/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * config - experiments and feature flags as a file in YAML or JSON describes them
 *
 *     unit: user_id                       # the field, or a list: the first that is there
 *     holdouts: {q4: 5%}
 *     experiments:
 *       checkout:
 *         weights: {control: 50, treatment: 50}
 *         coverage: 20%                   # steps: [1%, 5%, 20%, 50%, 100%] for --ramp
 *         holdout: q4
 *         layer: {name: cart, from: 0%, to: 50%}
 *         force: {alice: treatment}
 *     flags:
 *       new_search: {coverage: 10%}
 *
 * Keys that belong to one product alone are refused with the hash of another.
 */
#ifndef CX_ASSIGN_CONFIG_H
#define CX_ASSIGN_CONFIG_H

#include "assign/flag.h"
#include "base/hmap.h"
#include "spec/doc.h"

struct experiment {
	struct sv          name;
	struct sv          off;		/* variant of units that are not in; empty: null */
	struct flag        flag;
	const char        *unit;	/* fields, "a, b" */
	size_t             set;		/* of units: see assign/unit_set.h */
	bool               together;	/* all of the fields are one unit (PlanOut) */
	struct hmap        force;	/* unit to size_t, its arm */
	struct hmap        sticky;	/* likewise, of earlier assignments */
	const struct flag_share *step;	/* of its rollout, growing */
	size_t             nstep;
};

struct config {
	const char        *file;
	struct experiment *x;
	size_t             n;
};

/**
 * config_read - the file of --config
 * @unit: fields of experiments that name none, instead of the file's; NULL: as the file says
 * @seed: of hash tables
 *
 * Returns: RC_OK; RC_IO, RC_SYNTAX "FILE:LINE:COL: ..."; RC_LIMIT.
 * Memory:  in @a; config_free whatever is returned.
 */
MUST_USE enum rc config_read(struct config *c, const char *file, const char *unit,
    struct arena *a, uint64_t seed, struct err *e);

/** config_parse - the same of a text; @file is what messages call it */
MUST_USE enum rc config_parse(struct config *c, const char *file, struct sv text,
    const char *unit, struct arena *a, uint64_t seed, struct err *e);

/** config_share - "20%" or "0.2", from 0 to 1; RC_OK, RC_SYNTAX with the reason alone */
MUST_USE enum rc config_share(struct sv text, struct flag_share *s, struct err *e);

/** config_find - the experiment of that name; NULL */
struct experiment *config_find(const struct config *c, struct sv name);

/** config_arm - index of an arm; narm when there is none */
size_t config_arm(const struct experiment *x, struct sv name);

/** config_free - the tables' indexes; the rest is the arena's */
void config_free(struct config *c);

#endif
