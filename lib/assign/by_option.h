/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * by_option - one experiment by options, as the configuration that it stands for
 */
#ifndef CX_ASSIGN_BY_OPTION_H
#define CX_ASSIGN_BY_OPTION_H

#include "assign/assign.h"
#include "assign/config.h"

/**
 * by_option_config - the configuration of --experiment, --weights and the like
 *
 * Without --weights it is a feature flag.
 * Returns: RC_OK; RC_USAGE; as config_parse.
 * Memory:  in @a.
 */
MUST_USE enum rc by_option_config(struct config *c, const struct assign_query *q,
    struct arena *a, uint64_t seed, struct err *e);

#endif
