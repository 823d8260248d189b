/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind - the registry of kinds of checks
 */
#include "quality/qkind.h"

static const struct qkind *const kinds[] = {
	&qkind_not_null,
	&qkind_unique,
	&qkind_in,
	&qkind_ref,
	&qkind_rule,
	&qkind_late,
	&qkind_future,
	&qkind_fresh,
	&qkind_sequence,
	&qkind_volume,
	&qkind_personal
};

const struct registry qkind_registry =
    REGISTRY_POINTERS("check", "Checks of a plan", kinds, struct qkind);
