/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_spec - objectives from a specification: our short form, OpenSLO v1, presets
 *
 * The short form is described in cx-spec(5), OpenSLO in github.com/OpenSLO/OpenSLO.
 * What cannot be evaluated is refused by name, never skipped.
 */
#ifndef CX_SLO_SLO_SPEC_H
#define CX_SLO_SLO_SPEC_H

#include "objective/objective.h"

struct slo_spec_cfg {
	const struct expr_env *env; /* fields the expressions read are added to its proj */
	const char            *baseline;	/* --baseline EXPR: of objectives that have none */
	bool                   files;		/* two sets of files: no predicate is needed */
};

/**
 * slo_spec_load - read a file and compile its objectives
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ...".
 * Memory:  in cfg->env->arena.
 */
MUST_USE enum rc slo_spec_load(struct slo_spec *s, const char *path,
    const struct slo_spec_cfg *cfg, struct err *e);

/** slo_spec_text - the same from memory; @file is for messages */
MUST_USE enum rc slo_spec_text(struct slo_spec *s, const char *file, struct sv text,
    const struct slo_spec_cfg *cfg, struct err *e);

/** slo_preset - text of a preset in the short form; empty: no such preset */
struct sv slo_preset(const char *name);

/** slo_preset_names - all of them, NULL-terminated */
const char *const *slo_preset_names(void);

#endif
