/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy - any bytes are a policy or a fault inside them; indices of one that was read are
 * within its tables
 */
#include "policy/policy.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
check_warning(void *ctx, const char *message)
{
	check(ctx == NULL && message[0] != '\0');
}

static void
check_scenario(const struct policy *p, const struct policy_scenario *s)
{
	check(s->non > 0 && s->nchannel > 0 && s->nvariant > 0 && s->expires_us > 0);
	for (size_t i = 0; i < s->nchannel; i++)
		check(s->channel[i] < p->nchannel);
	for (size_t i = 0; i < s->nvariant; i++)
		check(s->variant[i].template < p->ntemplate && s->variant[i].weight > 0);
	check(s->digest_single == POLICY_ANY || s->digest_single < p->ntemplate);
	check(s->at_min >= -1 && s->at_min < POLICY_DAY_MINUTES && s->holdout <= POLICY_SHARE / 2);
}

static void
check_policy(const struct policy *p)
{
	for (size_t i = 0; i < p->nscenario; i++)
		check_scenario(p, &p->scenario[i]);
	for (size_t i = 0; i < p->nalert; i++) {
		check(p->alert[i].nstep > 0 && p->alert[i].template < p->ntemplate);
		for (size_t k = 0; k < p->alert[i].nstep; k++)
			check(p->alert[i].step[k].channel < p->nchannel);
	}
	for (size_t i = 0; i < p->nquiet; i++)
		check(p->quiet[i].from_min != p->quiet[i].to_min && p->quiet[i].days != 0 &&
		    p->quiet[i].channels != 0);
	for (size_t i = 0; i < p->ncap; i++)
		check(p->cap[i].max > 0 && p->cap[i].classes != 0 && p->cap[i].name.n > 0);
	for (size_t i = 0; i < p->ntemplate; i++)
		check(p->template[i].n > 0 &&
		    policy_template_version(&p->template[i], SV("fr-CA")) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct policy p;
	struct proj event, person;
	struct arena a;
	struct err e = { 0 };
	struct expr_env events = { .arena = &a, .proj = &event };
	struct expr_env persons = { .arena = &a, .proj = &person };
	struct policy_env env = { &events, &persons, check_warning, NULL };
	enum rc rc;

	arena_init(&a);
	proj_init(&event, &a);
	proj_init(&person, &a);
	rc = policy_text(&p, "f", (struct sv){ (const char *)data, size }, &env, &e);
	check(rc == RC_OK || (rc == e.rc && e.msg[0] != '\0'));
	if (rc == RC_OK) {
		check_policy(&p);
		policy_free(&p);
	}
	arena_free(&a);
	return 0;
}
