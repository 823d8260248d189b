/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rules - see rules.h
 */
#include "send/rules.h"

#include "base/mem.h"

#include <string.h>

static enum rc
keys(struct rules *r, struct sv tenant, struct err *e)
{
	const struct policy_keys *k = &r->policy.keys;
	enum rc rc = RC_OK;

	if (k->ledger.n > 0)
		rc = pseudonym_new(&r->names, arena_bytes(&r->arena, k->ledger.p,
		    k->ledger.n), tenant, e);
	if (rc == RC_OK && k->unsubscribe.n > 0) {
		rc = keyfile_read(&r->unsubscribe_keys, arena_bytes(&r->arena,
		    k->unsubscribe.p, k->unsubscribe.n), e);
		if (rc == RC_OK)
			r->unsubscribe = mac_new(r->unsubscribe_keys.key[0].bytes);
	}
	return rc;
}

enum rc
rules_open(struct rules **made, const char *path, uint64_t concurrency, struct sv tenant,
    struct job *j, struct err *e)
{
	struct rules *r = mem_zalloc(sizeof(*r));
	struct policy_env env = { .event = &r->event_env, .person = &r->person_env };
	enum rc rc;

	arena_init(&r->arena);
	proj_init(&r->event, &r->arena);
	proj_init(&r->person, &r->arena);
	r->event_env = j->query.env;
	r->event_env.arena = &r->arena;
	r->event_env.proj = &r->event;
	r->person_env = r->event_env;
	r->person_env.proj = &r->person;
	rc = policy_load(&r->policy, path, &env, e);
	r->read = rc == RC_OK;
	/* The line with the fault is shown when this arena is gone. */
	if (rc != RC_OK && e != NULL && e->text != NULL)
		e->text = arena_bytes(&j->arena, e->text, strlen(e->text));
	if (rc == RC_OK)
		rc = keys(r, tenant, e);
	if (rc == RC_OK)
		rc = route_open(&r->routes, &r->policy, concurrency, e);
	if (rc != RC_OK) {
		rules_close(r);
		return rc;
	}
	permit_open(&r->permit, &r->policy, r->names, &r->arena);
	*made = r;
	return RC_OK;
}

void
rules_close(struct rules *r)
{
	if (r == NULL)
		return;
	route_close(&r->routes);
	permit_close(&r->permit);
	mac_free(r->unsubscribe);
	keyfile_free(&r->unsubscribe_keys);
	pseudonym_free(r->names);
	if (r->read)
		policy_free(&r->policy);
	arena_free(&r->arena);
	mem_free(r);
}
