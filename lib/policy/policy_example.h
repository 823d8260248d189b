/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_example - policies that come with the program, to be printed, copied and changed
 *
 * Over the names of cx-events(7), of stages of cxsegment and results of cxslo, cxanomaly and
 * cxcheck; addresses are those of example.org.
 */
#ifndef CX_POLICY_POLICY_EXAMPLE_H
#define CX_POLICY_POLICY_EXAMPLE_H

#include "base/registry.h"

struct policy_example {
	const char *name;
	const char *summary;
	const char *text;
};

extern const struct registry policy_registry;

#endif
