/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_scenario - one scenario: what sets it off, for whom, when, by which channels
 */
#include "policy/policy_read.h"

enum { PRIORITY = 50, PRIORITY_MAX = 100, WEIGHT_MAX = 10000, ITEMS = 5, ITEMS_MAX = 100 };

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)
#define YEAR_US (366 * DAY_US)

static const char *const scenario_keys[] = {
	"on", "holders", "delay", "delay_from", "best_hour", "at", "cancel_on", "class",
	"category", "priority", "audience", "channels", "prefer", "fallback", "dedupe", "expires",
	"digest", "template", "variants", "holdout", "quiet", "caps", "counts", "preempt", NULL
};
static const char *const falls[] = { "none", "dead", "undelivered", "unopened", NULL };

/* ---- what sets it off ---- */

static enum rc
read_holders(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const known[] = { "item", "in", "within", NULL };
	struct policy_holders *h = &s->holders;
	const struct node *map, *at, *item;
	size_t count;
	enum rc rc = policy_read_map(r, n, "holders", known, &map);

	if (rc != RC_OK || map == NULL)
		return rc;
	if (r->p->items.item == NULL)
		return doc_fail_key(r->d, map, r->e, "who holds an item is known from 'items', at "
		    "the top of the policy");
	h->within_us = 14 * DAY_US;
	rc = policy_read_expr(r, map, "item", false, &h->item);
	if (rc == RC_OK && h->item == NULL)
		h->item = r->p->items.item;
	if (rc == RC_OK)
		rc = policy_read_span(r, map, "within", HOUR_US, YEAR_US, &h->within_us);
	if (rc == RC_OK)
		rc = doc_need(r->d, map, "in", &at, r->e);
	if (rc != RC_OK)
		return rc;
	policy_read_items(at, &item, &count);
	for (size_t i = 0; i < count; i++) {
		bool cart = item[i].kind == NODE_STRING && sv_is(item[i].text, "cart");
		bool views = item[i].kind == NODE_STRING && sv_is(item[i].text, "views");

		if (!cart && !views)
			return doc_fail(r->d, &item[i], r->e, "expected cart or views");
		if ((cart && r->p->items.nadd == 0) || (views && r->p->items.nview == 0))
			return doc_fail(r->d, &item[i], r->e, "'items' does not say which events "
			    "are %s", cart ? "those of a cart" : "views");
		h->cart = h->cart || cart;
		h->viewed = h->viewed || views;
	}
	return count > 0 ? RC_OK : doc_fail(r->d, at, r->e, "expected cart or views");
}

static enum rc
read_when(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const froms[] = { "first", "last", NULL };
	const struct node *best = node_get(n, "best_hour");
	unsigned from = 0;
	enum rc rc = policy_read_span(r, n, "delay", 0, YEAR_US, &s->delay_us);

	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "delay_from", froms, &from, r->e);
	s->restart = from == 1;
	if (rc == RC_OK && s->restart && s->delay_us == 0)
		rc = doc_fail_key(r->d, node_get(n, "delay_from"), r->e, "without a delay there "
		    "is nothing to begin anew");
	if (rc == RC_OK)
		rc = policy_read_span(r, n, "best_hour", HOUR_US, 7 * DAY_US, &s->best_within_us);
	if (rc == RC_OK)
		rc = policy_read_minute(r, n, "at", false, &s->at_min);
	if (rc == RC_OK && best != NULL && s->at_min >= 0)
		rc = doc_fail_key(r->d, best, r->e, "'at' says when it goes: best_hour does too");
	if (rc == RC_OK)
		rc = policy_read_span(r, n, "expires", SECOND_US, YEAR_US, &s->expires_us);
	return rc;
}

/* ---- for whom ---- */

static bool
is_listed(const struct node *list, struct sv name)
{
	for (size_t i = 0; list != NULL && i < list->n; i++)
		if (sv_eq(list->item[i].text, name))
			return true;
	return false;
}

static enum rc
read_class(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const int64_t expires[POLICY_CLASSES] = { DAY_US, 3 * DAY_US, HOUR_US };
	const struct node *at;
	unsigned class = POLICY_MARKETING;
	enum rc rc = doc_need(r->d, n, "class", &at, r->e);

	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "class", policy_classes, &class, r->e);
	if (rc != RC_OK)
		return rc;
	s->class = (enum policy_class)class;
	s->expires_us = expires[class];
	s->quiet = s->capped = s->class != POLICY_CRITICAL;
	s->counts = s->class == POLICY_MARKETING;
	if (s->class == POLICY_CRITICAL && !is_listed(node_get(r->d->root, "critical"), s->name))
		return doc_fail(r->d, at, r->e, "a critical scenario passes quiet hours, caps and "
		    "wishes: 'critical', at the top of the policy, has to name it");
	rc = doc_need(r->d, n, "category", &at, r->e);
	return rc == RC_OK ? policy_read_text(r, n, "category", &s->category) : rc;
}

static enum rc
read_audience(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const known[] = { "segments", "exclude", "where", NULL };
	const struct node *map;
	enum rc rc = policy_read_map(r, n, "audience", known, &map);

	if (rc == RC_OK && map != NULL)
		rc = policy_read_texts(r, map, "segments", &s->segment, &s->nsegment);
	if (rc == RC_OK && map != NULL)
		rc = policy_read_texts(r, map, "exclude", &s->exclude, &s->nexclude);
	if (rc == RC_OK && map != NULL)
		rc = policy_read_expr(r, map, "where", true, &s->who);
	return rc;
}

/* Quiet hours, caps: what may be passed by, and by whom. */
static enum rc
read_rights(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	const struct { const char *key; bool *flag; bool marketing; const char *why; } right[] = {
		{ "quiet", &s->quiet, true, "marketing waits for the end of quiet hours" },
		{ "caps", &s->capped, true, "marketing obeys caps" },
		{ "counts", &s->counts, true, "marketing counts in caps" }
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]) && rc == RC_OK; i++) {
		rc = doc_bool(r->d, n, right[i].key, right[i].flag, r->e);
		if (rc == RC_OK && s->class == POLICY_MARKETING && !*right[i].flag)
			rc = doc_fail(r->d, node_get(n, right[i].key), r->e, "%s", right[i].why);
	}
	if (rc == RC_OK)
		rc = doc_bool(r->d, n, "preempt", &s->preempts, r->e);
	return rc;
}

/* ---- by which channels ---- */

static enum rc
read_fallback(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const known[] = { "on", "after", "unknown", NULL };
	const struct node *at = node_get(n, "fallback"), *map, *after;
	unsigned on = s->nchannel > 1 ? POLICY_FALL_DEAD : POLICY_FALL_NONE;
	enum rc rc;

	s->fallback = (enum policy_fallback)on;
	if (at == NULL)
		return RC_OK;
	if (at->kind == NODE_STRING) {
		rc = doc_choice(r->d, n, "fallback", falls, &on, r->e);
		map = NULL;
	} else {
		rc = policy_read_map(r, n, "fallback", known, &map);
		if (rc == RC_OK)
			rc = doc_choice(r->d, map, "on", falls, &on, r->e);
		if (rc == RC_OK)
			rc = policy_read_span(r, map, "after", MINUTE_US, 31 * DAY_US,
			    &s->fallback_us);
		if (rc == RC_OK)
			rc = doc_bool(r->d, map, "unknown", &s->fallback_unknown, r->e);
	}
	s->fallback = (enum policy_fallback)on;
	after = node_get(map, "after");
	if (rc == RC_OK && on >= POLICY_FALL_UNDELIVERED && after == NULL)
		rc = doc_fail(r->d, at, r->e, "expected 'after': how long a receipt is waited for");
	if (rc == RC_OK && on < POLICY_FALL_UNDELIVERED && after != NULL)
		rc = doc_fail_key(r->d, after, r->e, "only undelivered and unopened wait");
	return rc;
}

static enum rc
read_channels(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const prefers[] = { "user", "policy", NULL };
	const struct node *at;
	unsigned prefer = 0;
	enum rc rc = doc_need(r->d, n, "channels", &at, r->e);

	if (rc == RC_OK)
		rc = policy_read_channels(r, n, "channels", &s->channel, &s->nchannel);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "prefer", prefers, &prefer, r->e);
	s->wish = prefer == 0;
	return rc == RC_OK ? read_fallback(r, n, s) : rc;
}

/* ---- once ---- */

static enum rc
read_dedupe(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const known[] = { "entity", "per", "ttl", NULL };
	static const char *const pers[] = { "event", "ever", "day", "week", "month", NULL };
	struct policy_exprs x = { NULL, NULL, 0 };
	const struct node *map;
	unsigned per = POLICY_PER_EVENT;
	enum rc rc = policy_read_map(r, n, "dedupe", known, &map);

	s->ttl_us = 30 * DAY_US;
	if (rc != RC_OK || map == NULL)
		return rc;
	rc = policy_read_exprs(r, map, "entity", &x);
	if (x.n > 0)
		per = POLICY_PER_EVER;
	if (rc == RC_OK)
		rc = doc_choice(r->d, map, "per", pers, &per, r->e);
	if (rc == RC_OK)
		rc = policy_read_span(r, map, "ttl", HOUR_US, 10 * YEAR_US, &s->ttl_us);
	s->entity = x.x;
	s->entity_name = x.name;
	s->nentity = x.n;
	s->per = (enum policy_per)per;
	return rc;
}

static enum rc
digest_kind(const struct policy_reader *r, const struct node *map, struct policy_scenario *s)
{
	const struct node *every = node_get(map, "every"), *quiet = node_get(map, "quiet");
	const struct node *at = node_get(map, "at"), *max = node_get(map, "max");
	enum rc rc = RC_OK;

	if ((every != NULL) + (quiet != NULL) + (at != NULL) != 1)
		return doc_fail(r->d, map, r->e, "expected one of 'every', 'quiet' and 'at': when "
		    "a digest closes");
	if ((quiet != NULL) != (max != NULL))
		return doc_fail(r->d, map, r->e, "'quiet' and 'max' go together: a digest that "
		    "waits for silence needs a ceiling");
	if (every != NULL) {
		s->digest = POLICY_DIGEST_FIXED;
		rc = policy_read_duration(r, every, MINUTE_US, 31 * DAY_US, &s->digest_us);
	} else if (quiet != NULL) {
		s->digest = POLICY_DIGEST_DEBOUNCE;
		rc = policy_read_duration(r, quiet, SECOND_US, 31 * DAY_US, &s->digest_us);
		if (rc == RC_OK)
			rc = policy_read_duration(r, max, s->digest_us, 31 * DAY_US,
			    &s->digest_max_us);
	} else {
		s->digest = POLICY_DIGEST_AT;
		rc = policy_read_minute(r, map, "at", false, &s->digest_min);
	}
	return rc;
}

static enum rc
read_digest(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static const char *const known[] = {
		"every", "quiet", "max", "at", "key", "lead", "max_items", "single", NULL
	};
	struct policy_exprs x = { NULL, NULL, 0 };
	const struct node *map, *single;
	uint64_t items = ITEMS;
	enum rc rc = policy_read_map(r, n, "digest", known, &map);

	s->digest_single = POLICY_ANY;
	if (rc != RC_OK || map == NULL)
		return rc;
	if (s->class == POLICY_CRITICAL)
		return doc_fail_key(r->d, map, r->e, "what is critical does not wait for others");
	rc = digest_kind(r, map, s);
	if (rc == RC_OK)
		rc = policy_read_exprs(r, map, "key", &x);
	if (rc == RC_OK)
		rc = doc_bool(r->d, map, "lead", &s->digest_lead, r->e);
	if (rc == RC_OK)
		rc = doc_u64(r->d, map, "max_items", 1, ITEMS_MAX, &items, r->e);
	single = node_get(map, "single");
	if (rc == RC_OK && single != NULL)
		rc = policy_read_template(r, single, &s->digest_single);
	s->digest_key = x.x;
	s->ndigest_key = x.n;
	s->digest_items = (uint32_t)items;
	return rc;
}

/* ---- what is said, and to how many not ---- */

static enum rc
take_variant(const struct policy_reader *r, const struct node *n, struct policy_variant *v)
{
	static const char *const known[] = { "id", "weight", "template", NULL };
	const struct node *at;
	uint64_t weight = 1;
	enum rc rc = doc_kind(r->d, n, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, n, known, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "id", &at, r->e);
	if (rc == RC_OK)
		rc = policy_read_text(r, n, "id", &v->id);
	if (rc == RC_OK && (sv_is(v->id, "holdout") || sv_is(v->id, "treated")))
		rc = doc_fail(r->d, at, r->e, "'%.*s' is an arm of holdouts", SV_SHOW(v->id));
	if (rc == RC_OK)
		rc = doc_u64(r->d, n, "weight", 1, WEIGHT_MAX, &weight, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, n, "template", &at, r->e);
	v->weight = (uint32_t)weight;
	return rc == RC_OK ? policy_read_template(r, at, &v->template) : rc;
}

static enum rc
read_variants(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	const struct node *one = node_get(n, "template"), *list;
	enum rc rc = policy_read_list(r, n, "variants", POLICY_LIST_MAX, &list);

	if (rc == RC_OK && (one == NULL) == (list == NULL))
		rc = doc_fail_key(r->d, n, r->e, "expected 'template', or 'variants', a list");
	if (rc == RC_OK && list != NULL && list->n == 0)
		rc = doc_fail(r->d, list, r->e, "expected at least one variant");
	if (rc != RC_OK)
		return rc;
	s->nvariant = one != NULL ? 1 : list->n;
	s->variant = arena_zalloc(r->a, s->nvariant * sizeof(*s->variant));
	if (one != NULL) {
		s->variant[0] = (struct policy_variant){ .id = SV(""), .weight = 1 };
		return policy_read_template(r, one, &s->variant[0].template);
	}
	for (size_t i = 0; i < s->nvariant && rc == RC_OK; i++) {
		rc = take_variant(r, &list->item[i], &s->variant[i]);
		for (size_t k = 0; k < i && rc == RC_OK; k++)
			if (sv_eq(s->variant[k].id, s->variant[i].id))
				rc = doc_fail(r->d, &list->item[i], r->e, "'%.*s' is there already",
				    SV_SHOW(s->variant[i].id));
	}
	return rc;
}

static enum rc
read_holdout(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	enum rc rc = policy_read_share(r, n, "holdout", &s->holdout);

	if (rc == RC_OK && s->holdout > 0 && s->class != POLICY_MARKETING)
		rc = doc_fail(r->d, node_get(n, "holdout"), r->e, "only marketing is held out: "
		    "others have to be told");
	return rc;
}

/* ---- the whole ---- */

/* What a cancelling record is compared by is kept of every message. */
static enum rc
read_cancels(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	size_t count = 0;
	enum rc rc = policy_read_matches(r, n, "cancel_on", true, &s->cancel, &s->ncancel);

	for (size_t i = 0; i < s->ncancel && rc == RC_OK; i++) {
		bool is_new = s->cancel[i].same != NULL;

		for (size_t k = 0; k < i && is_new; k++)
			is_new = s->cancel[k].same == NULL ||
			    !expr_same(s->cancel[k].same, s->cancel[i].same);
		count += is_new;
	}
	if (rc == RC_OK && count > POLICY_SAMES_MAX)
		rc = doc_fail(r->d, node_get(n, "cancel_on"), r->e, "more than %d different "
		    "values of 'match'", POLICY_SAMES_MAX);
	return rc;
}

static enum rc
take_scenario(const struct policy_reader *r, const struct node *n, struct policy_scenario *s)
{
	static enum rc (*const step[])(const struct policy_reader *r, const struct node *n,
	    struct policy_scenario *s) = {
		read_class, read_holders, read_when, read_audience, read_rights, read_channels,
		read_dedupe, read_digest, read_variants, read_holdout
	};
	uint64_t priority = PRIORITY;
	const struct node *on;
	enum rc rc = doc_keys(r->d, n, scenario_keys, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, n, "on", &on, r->e);
	if (rc == RC_OK)
		rc = policy_read_matches(r, n, "on", false, &s->on, &s->non);
	if (rc == RC_OK)
		rc = read_cancels(r, n, s);
	if (rc == RC_OK)
		rc = doc_u64(r->d, n, "priority", 0, PRIORITY_MAX, &priority, r->e);
	s->priority = (int32_t)priority;
	for (size_t i = 0; i < sizeof(step) / sizeof(step[0]) && rc == RC_OK; i++)
		rc = step[i](r, n, s);
	return rc;
}

/* Names of `critical` are those of scenarios that are. */
static enum rc
check_critical(const struct policy_reader *r)
{
	const struct policy *p = r->p;
	const struct node *list;
	enum rc rc = policy_read_list(r, r->d->root, "critical", POLICY_SCENARIOS_MAX, &list);

	for (size_t i = 0; rc == RC_OK && list != NULL && i < list->n; i++) {
		const struct node *n = &list->item[i];
		size_t at;

		rc = doc_kind(r->d, n, NODE_STRING, r->e);
		if (rc != RC_OK)
			break;
		at = policy_find_scenario(p, n->text);
		if (at >= p->nscenario)
			rc = doc_fail(r->d, n, r->e, "no scenario is called '%.*s'",
			    SV_SHOW(n->text));
		else if (p->scenario[at].class != POLICY_CRITICAL)
			rc = doc_fail(r->d, n, r->e, "'%.*s' is %s", SV_SHOW(n->text),
			    policy_classes[p->scenario[at].class]);
	}
	return rc;
}

enum rc
policy_scenario_read(const struct policy_reader *r)
{
	struct policy *p = r->p;
	const struct node *map;
	enum rc rc = policy_read_named(r, r->d->root, "scenarios", POLICY_SCENARIOS_MAX, &map);

	if (rc == RC_OK && node_get(r->d->root, "critical") != NULL)
		rc = doc_kind(r->d, node_get(r->d->root, "critical"), NODE_LIST, r->e);
	if (rc != RC_OK || map == NULL)
		return rc == RC_OK ? check_critical(r) : rc;
	p->scenario = arena_zalloc(r->a, map->n * sizeof(*p->scenario));
	for (; p->nscenario < map->n && rc == RC_OK; p->nscenario++) {
		const struct node *n = &map->item[p->nscenario];
		struct policy_scenario *s = &p->scenario[p->nscenario];

		*s = (struct policy_scenario){ .name = n->key, .line = n->key_line,
			.col = n->key_col, .at_min = -1, .digest_min = -1, .category = SV("") };
		rc = take_scenario(r, n, s);
	}
	return rc == RC_OK ? check_critical(r) : rc;
}
