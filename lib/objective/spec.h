/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spec - objectives from a specification: our short form, OpenSLO v1, presets
 *
 * The short form is described in cx-spec(5), OpenSLO in github.com/OpenSLO/OpenSLO.
 * What cannot be evaluated is refused by name, never skipped.
 */
#ifndef CX_OBJECTIVE_SPEC_H
#define CX_OBJECTIVE_SPEC_H

#include "objective/objective.h"

struct slo_spec_cfg {
	const struct expr_env *env; /* fields the expressions read are added to its proj */
	const char            *baseline;	/* --baseline EXPR: of objectives that have none */
	bool                   files;		/* two sets of files: no predicate is needed */
};

/**
 * spec_load - read a file and compile its objectives
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ...".
 * Memory:  in cfg->env->arena.
 */
MUST_USE enum rc spec_load(struct slo_spec *s, const char *path,
    const struct slo_spec_cfg *cfg, struct err *e);

/** spec_text - the same from memory; @file is for messages */
MUST_USE enum rc spec_text(struct slo_spec *s, const char *file, struct sv text,
    const struct slo_spec_cfg *cfg, struct err *e);

/** preset - text of a preset in the short form; empty: no such preset */
struct sv preset(const char *name);

/** preset_names - all of them, NULL-terminated */
const char *const *preset_names(void);

#endif
