/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_alert - what operators are told: records of cxslo, cxanomaly, cxcheck, said once
 *
 * The three times of a group are Alertmanager's group_wait, group_interval, repeat_interval; that
 * the last is no multiple of the second surprises its users, so a repeat here is on the clock of
 * its own.
 */
#include "policy/policy_read.h"

enum { PRIORITY = 90, PRIORITY_MAX = 100 };

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

static const char *const alert_keys[] = {
	"on", "resolve_on", "resolve_after", "say_resolved", "group", "wait", "interval",
	"repeat", "tell", "template", "priority", NULL
};

static enum rc
read_times(const struct policy_reader *r, const struct node *n, struct policy_alert *a)
{
	enum rc rc = policy_read_span(r, n, "wait", 0, HOUR_US, &a->wait_us);

	if (rc == RC_OK)
		rc = policy_read_span(r, n, "interval", SECOND_US, DAY_US, &a->interval_us);
	if (rc == RC_OK)
		rc = policy_read_span(r, n, "repeat", SECOND_US, 31 * DAY_US, &a->repeat_us);
	if (rc == RC_OK && a->repeat_us < a->interval_us)
		rc = doc_fail_key(r->d, node_get(n, "repeat") != NULL ? node_get(n, "repeat")
		    : node_get(n, "interval"), r->e, "repeat, of what did not change, is less than "
		    "interval, of what did");
	if (rc == RC_OK)
		rc = policy_read_span(r, n, "resolve_after", MINUTE_US, 31 * DAY_US, &a->quiet_us);
	return rc == RC_OK ? doc_bool(r->d, n, "say_resolved", &a->say_resolved, r->e) : rc;
}

static enum rc
take_step(const struct policy_reader *r, const struct node *n, struct policy_step *s)
{
	static const char *const known[] = { "after", "channel", "to", NULL };
	const struct node *at;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	s->to = SV("");
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "channel", &at, r->e);
	if (rc == RC_OK)
		rc = policy_read_channel(r, at, &s->channel);
	if (rc == RC_OK)
		rc = policy_read_text(r, n, "to", &s->to);
	if (rc == RC_OK && s->to.n == 0 && r->p->channel[s->channel].address.n > 0)
		rc = doc_fail(r->d, n, r->e, "expected 'to', the address: operators have no "
		    "profile");
	return rc == RC_OK ? policy_read_span(r, n, "after", 0, 31 * DAY_US, &s->after_us) : rc;
}

static enum rc
read_steps(const struct policy_reader *r, const struct node *n, struct policy_alert *a)
{
	const struct node *list;
	enum rc rc = doc_need(r->d, n, "tell", &list, r->e);

	if (rc == RC_OK)
		rc = policy_read_list(r, n, "tell", POLICY_LIST_MAX, &list);
	if (rc == RC_OK && list->n == 0)
		rc = doc_fail(r->d, list, r->e, "expected whom to tell");
	if (rc != RC_OK)
		return rc;
	a->step = arena_zalloc(r->a, list->n * sizeof(*a->step));
	for (; a->nstep < list->n && rc == RC_OK; a->nstep++) {
		const struct node *at = &list->item[a->nstep];

		rc = take_step(r, at, &a->step[a->nstep]);
		if (rc == RC_OK && a->nstep == 0 && a->step[0].after_us != 0)
			rc = doc_fail(r->d, at, r->e, "the first is told at once");
		if (rc == RC_OK && a->nstep > 0 &&
		    a->step[a->nstep].after_us < a->step[a->nstep - 1].after_us)
			rc = doc_fail(r->d, at, r->e, "it is told before those above it");
	}
	return rc;
}

static enum rc
take_alert(const struct policy_reader *r, const struct node *n, struct policy_alert *a)
{
	struct policy_exprs group = { NULL, NULL, 0 };
	const struct node *at;
	uint64_t priority = PRIORITY;
	enum rc rc = doc_keys(r->d, n, alert_keys, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, n, "on", &at, r->e);
	if (rc == RC_OK)
		rc = policy_read_matches(r, n, "on", false, &a->on, &a->non);
	if (rc == RC_OK)
		rc = policy_read_matches(r, n, "resolve_on", false, &a->off, &a->noff);
	if (rc == RC_OK)
		rc = policy_read_exprs(r, n, "group", &group);
	if (a->noff > 0 && node_get(n, "resolve_after") == NULL)
		a->quiet_us = 0;
	a->group = group.x;
	a->group_name = group.name;
	a->ngroup = group.n;
	if (rc == RC_OK)
		rc = read_times(r, n, a);
	if (rc == RC_OK)
		rc = read_steps(r, n, a);
	if (rc == RC_OK)
		rc = doc_u64(r->d, n, "priority", 0, PRIORITY_MAX, &priority, r->e);
	a->priority = (int32_t)priority;
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "template", &at, r->e);
	return rc == RC_OK ? policy_read_template(r, at, &a->template) : rc;
}

enum rc
policy_alert_read(const struct policy_reader *r)
{
	struct policy *p = r->p;
	const struct node *map;
	enum rc rc = policy_read_named(r, r->d->root, "alerts", POLICY_SCENARIOS_MAX, &map);

	if (rc != RC_OK || map == NULL)
		return rc;
	p->alert = arena_zalloc(r->a, map->n * sizeof(*p->alert));
	for (; p->nalert < map->n && rc == RC_OK; p->nalert++) {
		const struct node *n = &map->item[p->nalert];
		struct policy_alert *a = &p->alert[p->nalert];

		*a = (struct policy_alert){ .name = n->key, .line = n->key_line,
			.wait_us = 30 * SECOND_US, .interval_us = 5 * MINUTE_US,
			.repeat_us = 4 * HOUR_US, .quiet_us = 15 * MINUTE_US,
			.say_resolved = true };
		if (policy_find_scenario(p, n->key) < p->nscenario)
			rc = doc_fail_key(r->d, n, r->e, "a scenario is called '%.*s', too",
			    SV_SHOW(n->key));
		if (rc == RC_OK)
			rc = take_alert(r, n, a);
	}
	return rc;
}
