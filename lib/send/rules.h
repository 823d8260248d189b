/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rules - all that a policy gives a delivery: channels that are open, keys, quiet hours
 */
#ifndef CX_SEND_RULES_H
#define CX_SEND_RULES_H

#include "base/arena.h"
#include "base/rc.h"
#include "policy/policy.h"
#include "run/job.h"
#include "secret/keyfile.h"
#include "secret/mac.h"
#include "secret/pseudonym.h"
#include "send/permit.h"
#include "send/route.h"

#include <stdint.h>

struct rules {
	struct arena         arena;
	struct proj          event, person;	/* what its expressions would read */
	struct expr_env      event_env, person_env;
	struct policy        policy;
	bool                 read;	/* ... is whole */
	struct routes        routes;
	struct permit_rules  permit;
	struct pseudonym    *names;
	struct keyfile       unsubscribe_keys;
	struct mac          *unsubscribe;	/* NULL: the policy has no key for tokens */
};

/**
 * rules_open - read a policy and what it names; rules_close
 * @concurrency: as for route_open
 * @tenant:      whose ids are pseudonymised
 *
 * Returns: RC_OK; as policy_load, route_open, keyfile_read.  After a failure there is nothing
 *          to close.
 */
MUST_USE enum rc rules_open(struct rules **r, const char *path, uint64_t concurrency,
    struct sv tenant, struct job *j, struct err *e);

/** rules_close - waits for what is in flight; NULL is fine */
void rules_close(struct rules *r);

#endif
