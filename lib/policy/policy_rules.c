/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_rules - rules for all messages: zones, keys, quiet hours, caps, holdout, items
 */
#include "policy/policy_read.h"

#include "spec/calendar_yaml.h"

#include <stdio.h>

enum { WEEK_DAYS = 7, MAX_COUNT = 100000, TRANSACTIONAL_MAX = 20, CRITICAL_MAX = 10 };

#define SECOND_US INT64_C(1000000)
#define HOUR_US (3600 * SECOND_US)
#define DAY_US (24 * HOUR_US)
#define SPREAD_US (900 * SECOND_US)
#define ROLLING_MAX_US (366 * DAY_US)

static const char *const thens[] = { "hold", "drop", "next_channel", NULL };
static const char *const overs[] = { "drop", "defer", "digest", "next_channel", NULL };
static const char *const periods[] = { "day", "week", "month", NULL };

/* ---- zones ---- */

static enum rc
load_zone(const struct policy_reader *r, const struct node *n, const struct tzone **z)
{
	struct err why = { 0 };
	enum rc rc = doc_kind(r->d, n, NODE_STRING, r->e);

	if (rc == RC_OK && tzone_load(z, n->text, r->a, &why) != RC_OK)
		rc = doc_fail(r->d, n, r->e, "%s", why.msg);
	return rc;
}

static bool
is_country(struct sv s)
{
	return s.n == 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' && s.p[1] <= 'Z';
}

static enum rc
take_country(const struct policy_reader *r, const struct node *n, struct policy_country *c)
{
	const struct node *item;
	enum rc rc = RC_OK;

	if (!is_country(n->key))
		return doc_fail_key(r->d, n, r->e, "expected a country such as FR, found '%.*s'",
		    SV_SHOW(n->key));
	c->code = n->key;
	policy_read_items(n, &item, &c->nzone);
	if (c->nzone == 0 || c->nzone > POLICY_LIST_MAX)
		return doc_fail(r->d, n, r->e, "expected 1 to %d zones", POLICY_LIST_MAX);
	c->zone = arena_alloc(r->a, c->nzone * sizeof(*c->zone));
	for (size_t i = 0; i < c->nzone && rc == RC_OK; i++)
		rc = load_zone(r, &item[i], &c->zone[i]);
	return rc;
}

static enum rc
read_zones(const struct policy_reader *r)
{
	const struct node *tz = node_get(r->d->root, "tz");
	const struct node *map = node_get(r->d->root, "countries");
	struct policy_zones *z = &r->p->zones;
	enum rc rc = RC_OK;

	if (tz != NULL)
		rc = load_zone(r, tz, &z->fallback);
	if (rc != RC_OK || map == NULL)
		return rc;
	rc = doc_kind(r->d, map, NODE_MAP, r->e);
	if (rc != RC_OK)
		return rc;
	z->country = arena_zalloc(r->a, (map->n + 1) * sizeof(*z->country));
	for (; z->n < map->n && rc == RC_OK; z->n++)
		rc = take_country(r, &map->item[z->n], &z->country[z->n]);
	return rc;
}

/* ---- keys ---- */

static enum rc
read_keys(const struct policy_reader *r)
{
	static const char *const known[] = {
		"ledger_file", "experiment_file", "unsubscribe_file", NULL
	};
	struct policy_keys *k = &r->p->keys;
	const struct node *map;
	enum rc rc = policy_read_map(r, r->d->root, "keys", known, &map);

	if (rc != RC_OK || map == NULL)
		return rc;
	rc = policy_read_file(r, map, "ledger_file", &k->ledger);
	if (rc == RC_OK)
		rc = policy_read_file(r, map, "experiment_file", &k->experiment);
	if (rc == RC_OK)
		rc = policy_read_file(r, map, "unsubscribe_file", &k->unsubscribe);
	return rc;
}

/* ---- quiet hours ---- */

static uint64_t
all_channels(const struct policy *p)
{
	return p->nchannel == POLICY_CHANNELS_MAX ? UINT64_MAX : (UINT64_C(1) << p->nchannel) - 1;
}

static enum rc
read_set(const struct policy_reader *r, const struct node *map, const char *key, uint64_t *set)
{
	size_t *channel = NULL, n = 0;
	enum rc rc = policy_read_channels(r, map, key, &channel, &n);

	if (rc == RC_OK && n > 0)
		*set = 0;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		*set |= UINT64_C(1) << channel[i];
	return rc;
}

static enum rc
read_hours(const struct policy_reader *r, const struct node *n, struct policy_quiet_rule *q)
{
	const struct node *at;
	bool day[WEEK_DAYS] = { false };
	enum rc rc = doc_need(r->d, n, "from", &at, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, n, "to", &at, r->e);
	if (rc == RC_OK)
		rc = policy_read_minute(r, n, "from", false, &q->from_min);
	if (rc == RC_OK)
		rc = policy_read_minute(r, n, "to", true, &q->to_min);
	if (rc == RC_OK && q->from_min == q->to_min)
		rc = doc_fail(r->d, at, r->e, "it ends when it begins; a whole day is from "
		    "\"00:00\" to \"24:00\"");
	if (q->to_min == 0)
		q->to_min = POLICY_DAY_MINUTES;
	if (rc == RC_OK)
		rc = calendar_yaml_days(r->d, node_get(n, "days"), day, r->e);
	for (unsigned i = 0; i < WEEK_DAYS; i++)
		q->days |= day[i] ? 1U << i : 0U;
	if (rc == RC_OK && q->days == 0)
		rc = doc_fail(r->d, node_get(n, "days"), r->e, "expected at least one day");
	return rc;
}

static enum rc
take_quiet(const struct policy_reader *r, const struct node *n, struct policy_quiet_rule *q)
{
	static const char *const known[] = {
		"channels", "days", "from", "to", "unknown_tz", "then", "spread", NULL
	};
	static const char *const unknowns[] = { "strict", "default", NULL };
	unsigned unknown = 0, then = POLICY_HOLD;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	*q = (struct policy_quiet_rule){ .channels = all_channels(r->p), .spread_us = SPREAD_US,
		.line = n->line };
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = read_set(r, n, "channels", &q->channels);
	if (rc == RC_OK)
		rc = read_hours(r, n, q);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "unknown_tz", unknowns, &unknown, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "then", thens, &then, r->e);
	if (rc == RC_OK)
		rc = policy_read_span(r, n, "spread", 0, 12 * HOUR_US, &q->spread_us);
	q->strict = unknown == 0;
	q->then = (enum policy_then)then;
	return rc;
}

static enum rc
read_quiet(const struct policy_reader *r)
{
	struct policy *p = r->p;
	const struct node *list;
	enum rc rc = policy_read_list(r, r->d->root, "quiet_hours", POLICY_RULES_MAX, &list);

	if (rc != RC_OK || list == NULL)
		return rc;
	p->quiet = arena_zalloc(r->a, (list->n + 1) * sizeof(*p->quiet));
	for (; p->nquiet < list->n && rc == RC_OK; p->nquiet++)
		rc = take_quiet(r, &list->item[p->nquiet], &p->quiet[p->nquiet]);
	return rc;
}

/* ---- caps ---- */

/* "any": of all channels together; a channel, or several of them together. */
static enum rc
read_cap_channels(const struct policy_reader *r, const struct node *n, struct policy_cap *c)
{
	const struct node *at = node_get(n, "channel");

	c->channels = UINT64_MAX;
	c->any_channel = at == NULL || (at->kind == NODE_STRING && sv_is(at->text, "any"));
	return c->any_channel ? RC_OK : read_set(r, n, "channel", &c->channels);
}

/* A class, several, or any; without one what obeys caps. */
static enum rc
read_cap_classes(const struct policy_reader *r, const struct node *n, struct policy_cap *c)
{
	const struct node *at = node_get(n, "class"), *item;
	size_t count;

	c->classes = 1U << POLICY_MARKETING;
	if (at == NULL)
		return RC_OK;
	c->classes = 0;
	policy_read_items(at, &item, &count);
	for (size_t i = 0; i < count; i++) {
		unsigned k = 0;

		while (policy_classes[k] != NULL && !(item[i].kind == NODE_STRING &&
		    sv_is(item[i].text, policy_classes[k])))
			k++;
		if (policy_classes[k] == NULL)
			return doc_fail(r->d, &item[i], r->e, "expected marketing, transactional "
			    "or critical");
		c->classes |= 1U << k;
	}
	return count > 0 ? RC_OK : doc_fail(r->d, at, r->e, "expected at least one class");
}

static enum rc
read_cap_window(const struct policy_reader *r, const struct node *n, struct policy_cap *c)
{
	const struct node *rolling = node_get(n, "rolling"), *calendar = node_get(n, "calendar");
	unsigned period = 0;
	enum rc rc;

	if ((rolling == NULL) == (calendar == NULL))
		return doc_fail(r->d, n, r->e, "expected 'rolling', a duration, or 'calendar': "
		    "day, week or month");
	if (rolling != NULL)
		return policy_read_duration(r, rolling, 60 * SECOND_US, ROLLING_MAX_US,
		    &c->len_us);
	rc = doc_choice(r->d, n, "calendar", periods, &period, r->e);
	c->window = (enum policy_window)(POLICY_DAY + period);
	return rc;
}

/* What people and records call a cap: "push/promo 2 in 24h". */
static enum rc
name_cap(const struct policy_reader *r, const struct node *n, struct policy_cap *c)
{
	const struct node *channel = node_get(n, "channel"), *window = node_get(n, "rolling");
	char text[256];
	int len;

	if (window == NULL)
		window = node_get(n, "calendar");
	len = snprintf(text, sizeof(text), "%.*s/%.*s %u in %.*s",
	    SV_SHOW(channel != NULL && channel->kind == NODE_STRING ? channel->text
	    : channel != NULL ? SV("some") : SV("any")),
	    SV_SHOW(c->category.n > 0 ? c->category : SV("any")), (unsigned)c->max,
	    SV_SHOW(window->text));
	c->name = SV("cap");
	if (len > 0 && (size_t)len < sizeof(text))
		c->name = (struct sv){ arena_bytes(r->a, text, (size_t)len), (size_t)len };
	return policy_read_text(r, n, "name", &c->name);
}

static enum rc
take_cap(const struct policy_reader *r, const struct node *n, struct policy_cap *c)
{
	static const char *const known[] = {
		"name", "channel", "category", "class", "rolling", "calendar", "max", "over", NULL
	};
	const struct node *at;
	uint64_t max = 0;
	unsigned over = POLICY_OVER_DROP;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	*c = (struct policy_cap){ .category = SV(""), .line = n->line };
	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = read_cap_channels(r, n, c);
	if (rc == RC_OK)
		rc = policy_read_text(r, n, "category", &c->category);
	if (rc == RC_OK)
		rc = read_cap_classes(r, n, c);
	if (rc == RC_OK)
		rc = read_cap_window(r, n, c);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "max", &at, r->e);
	if (rc == RC_OK && at->kind == NODE_NUMBER && sv_is(at->text, "0"))
		rc = doc_fail(r->d, at, r->e, "a cap of 0 lets nothing through: take the channel "
		    "from the scenarios in place of it");
	if (rc == RC_OK)
		rc = doc_u64(r->d, n, "max", 1, MAX_COUNT, &max, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "over", overs, &over, r->e);
	c->max = (uint32_t)max;
	c->over = (enum policy_over)over;
	return rc == RC_OK ? name_cap(r, n, c) : rc;
}

/* A loop somewhere before us must not become a thousand messages: nobody can forget these. */
static void
add_guards(struct policy *p)
{
	static const struct guard {
		enum policy_class class;
		uint32_t          max;
		int64_t           len_us;
		const char       *name;
	} guard[] = {
		{ POLICY_TRANSACTIONAL, TRANSACTIONAL_MAX, DAY_US, "guard 20 in 1d" },
		{ POLICY_CRITICAL, CRITICAL_MAX, HOUR_US, "guard 10 in 1h" }
	};

	for (size_t i = 0; i < sizeof(guard) / sizeof(guard[0]); i++) {
		bool has = false;

		for (size_t k = 0; k < p->ncap; k++)
			has = has || (p->cap[k].classes >> guard[i].class & 1) != 0;
		if (!has)
			p->cap[p->ncap++] = (struct policy_cap){
				.name = sv_of(guard[i].name),
				.channels = UINT64_MAX, .any_channel = true, .category = SV(""),
				.classes = 1U << guard[i].class, .len_us = guard[i].len_us,
				.max = guard[i].max };
	}
}

static enum rc
read_caps(const struct policy_reader *r)
{
	struct policy *p = r->p;
	const struct node *list;
	enum rc rc = policy_read_list(r, r->d->root, "caps", POLICY_RULES_MAX, &list);
	size_t n = rc == RC_OK && list != NULL ? list->n : 0;

	p->cap = arena_zalloc(r->a, (n + POLICY_CLASSES) * sizeof(*p->cap));
	for (; p->ncap < n && rc == RC_OK; p->ncap++)
		rc = take_cap(r, &list->item[p->ncap], &p->cap[p->ncap]);
	if (rc == RC_OK)
		add_guards(p);
	return rc;
}

/* ---- people, holdout, items ---- */

static enum rc
read_people(const struct policy_reader *r)
{
	static const char *const known[] = { "max_per_day", "max_per_week", NULL };
	const struct node *map;
	uint64_t day = 0, week = 0;
	enum rc rc = policy_read_map(r, r->d->root, "people", known, &map);

	if (rc == RC_OK && map != NULL)
		rc = doc_u64(r->d, map, "max_per_day", 1, MAX_COUNT, &day, r->e);
	if (rc == RC_OK && map != NULL)
		rc = doc_u64(r->d, map, "max_per_week", 1, MAX_COUNT, &week, r->e);
	r->p->people = (struct policy_people){ (uint32_t)day, (uint32_t)week };
	return rc;
}

static enum rc
read_holdout(const struct policy_reader *r)
{
	static const char *const known[] = { "global", "salt", NULL };
	const struct node *map;
	enum rc rc = policy_read_map(r, r->d->root, "holdout", known, &map);

	r->p->holdout_salt = SV("");
	if (rc == RC_OK && map != NULL)
		rc = policy_read_share(r, map, "global", &r->p->holdout);
	if (rc == RC_OK && map != NULL)
		rc = policy_read_text(r, map, "salt", &r->p->holdout_salt);
	return rc;
}

static enum rc
read_items(const struct policy_reader *r)
{
	static const char *const known[] = { "item", "cart", "views", NULL };
	static const char *const moves[] = { "add", "remove", "clear", NULL };
	struct policy_items *it = &r->p->items;
	const struct node *map, *cart = NULL, *at;
	enum rc rc = policy_read_map(r, r->d->root, "items", known, &map);

	if (rc != RC_OK || map == NULL)
		return rc;
	rc = doc_need(r->d, map, "item", &at, r->e);
	if (rc == RC_OK)
		rc = policy_read_expr(r, map, "item", false, &it->item);
	if (rc == RC_OK)
		rc = policy_read_map(r, map, "cart", moves, &cart);
	if (rc == RC_OK && cart != NULL)
		rc = doc_need(r->d, cart, "add", &at, r->e);
	if (rc == RC_OK && cart != NULL)
		rc = policy_read_matches(r, cart, "add", false, &it->add, &it->nadd);
	if (rc == RC_OK && cart != NULL)
		rc = policy_read_matches(r, cart, "remove", false, &it->remove, &it->nremove);
	if (rc == RC_OK && cart != NULL)
		rc = policy_read_matches(r, cart, "clear", false, &it->clear, &it->nclear);
	return rc == RC_OK ? policy_read_matches(r, map, "views", false, &it->view, &it->nview)
	    : rc;
}

enum rc
policy_rules_read(const struct policy_reader *r)
{
	enum rc rc = read_zones(r);

	if (rc == RC_OK)
		rc = read_keys(r);
	if (rc == RC_OK)
		rc = read_quiet(r);
	if (rc == RC_OK)
		rc = read_caps(r);
	if (rc == RC_OK)
		rc = read_people(r);
	if (rc == RC_OK)
		rc = read_holdout(r);
	return rc == RC_OK ? read_items(r) : rc;
}
