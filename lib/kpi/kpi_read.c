/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_read - see kpi_read.h: names, key results, what was shipped, the journey
 */
#include "kpi/kpi_read.h"

#include "base/num.h"

enum { DATE_BYTES = 10 };	/* 2026-12-31 */

#define POINT_SHARE 0.01
#define POINT 1.0
#define VALUE_MAX 1e300

/* ---- names ---- */

enum rc
kpi_read_name(const struct kpi_reader *r, const struct node *n, struct sv name, size_t *out)
{
	const struct kpi_tree *t = r->t;
	struct sv *cand;

	for (*out = 0; *out < t->n; (*out)++)
		if (sv_eq(t->node[*out].name, name))
			return RC_OK;
	cand = arena_alloc(r->a, (t->n + 1) * sizeof(*cand));
	for (size_t i = 0; i < t->n; i++)
		cand[i] = t->node[i].name;
	doc_fail(r->d, n, r->e, "no KPI is called '%.*s'", SV_SHOW(name));
	return rc_near(r->e, RC_SYNTAX, name, cand, t->n);
}

enum rc
kpi_read_kpi(const struct kpi_reader *r, const struct node *map, const char *key, size_t *out)
{
	const struct node *n;
	enum rc rc = doc_need(r->d, map, key, &n, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, n, NODE_STRING, r->e);
	return rc == RC_OK ? kpi_read_name(r, n, n->text, out) : rc;
}

enum rc
kpi_read_list(const struct kpi_reader *r, const struct node *map, const char *key,
    const struct node **list)
{
	enum rc rc;

	*list = node_get(map, key);
	if (*list == NULL)
		return RC_OK;
	rc = doc_kind(r->d, *list, NODE_LIST, r->e);
	if (rc == RC_OK && (*list)->n > KPI_ITEMS_MAX)
		rc = doc_fail(r->d, *list, r->e, "more than %d", KPI_ITEMS_MAX);
	return rc;
}

/* ---- values ---- */

/* A date or time; of a date the day's start, or with @end its end. */
static enum rc
read_time(const struct kpi_reader *r, const struct node *map, const char *key, bool end,
    int64_t *us)
{
	const struct node *n;
	/* Dates of the tree are days of --tz, as those of the command line are. */
	struct tperiod day = { .unit = TPERIOD_DAY, .zone = r->env->zone };
	struct tstamp_cfg cfg = r->env->input;
	struct twindow_span span;
	struct val v;
	enum rc rc = doc_need(r->d, map, key, &n, r->e);

	if (rc != RC_OK)
		return rc;
	v = val_of_text(n->text);
	cfg.zone = r->env->zone;
	if (n->kind != NODE_STRING || !tstamp_auto(&v, &cfg, us))
		return doc_fail(r->d, n, r->e, "expected a date such as 2026-12-31, or a time");
	if (end && n->text.n == DATE_BYTES) {
		(void)tperiod_at(&day, *us, &span);
		*us = span.to_us;
	}
	return RC_OK;
}

/* A number, or a percentage. */
static enum rc
read_value(const struct kpi_reader *r, const struct node *map, const char *key, double *out)
{
	const struct node *n;
	bool percent;
	struct sv text;
	enum rc rc = doc_need(r->d, map, key, &n, r->e);

	if (rc != RC_OK)
		return rc;
	text = n->text;
	percent = n->kind == NODE_STRING && text.n > 0 && text.p[text.n - 1] == '%';
	if ((n->kind != NODE_NUMBER && !percent) ||
	    num_double((struct sv){ text.p, text.n - percent }, out) != RC_OK ||
	    !(*out >= -VALUE_MAX && *out <= VALUE_MAX))
		return doc_fail(r->d, n, r->e, "expected a number or a percentage");
	if (percent)
		*out /= 100;
	return RC_OK;
}

/* The items of a list of maps: each is taken by @take, into a place of @size bytes. */
static enum rc
read_items(const struct kpi_reader *r, const struct node *list, const char *const *keys,
    enum rc (*take)(const struct kpi_reader *r, const struct node *n, size_t i))
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < list->n && rc == RC_OK; i++) {
		rc = doc_kind(r->d, &list->item[i], NODE_MAP, r->e);
		if (rc == RC_OK)
			rc = doc_keys(r->d, &list->item[i], keys, r->e);
		if (rc == RC_OK)
			rc = take(r, &list->item[i], i);
	}
	return rc;
}

static enum rc
read_named(const struct kpi_reader *r, const struct node *map, const char *key, struct sv *name)
{
	const struct node *n;
	enum rc rc = doc_need(r->d, map, key, &n, r->e);

	return rc == RC_OK ? doc_text(r->d, map, key, name, r->e) : rc;
}

/* ---- key results ---- */

static enum rc
take_goal(const struct kpi_reader *r, const struct node *n, size_t i)
{
	struct kpi_goal *g = &r->t->goal[i];
	enum rc rc = read_named(r, n, "key_result", &g->name);

	if (rc == RC_OK)
		rc = doc_text(r->d, n, "owner", &g->owner, r->e);
	if (rc == RC_OK)
		rc = kpi_read_kpi(r, n, "kpi", &g->node);
	if (rc == RC_OK)
		rc = read_value(r, n, "start", &g->start);
	if (rc == RC_OK)
		rc = read_value(r, n, "target", &g->target);
	if (rc == RC_OK && g->start == g->target)
		rc = doc_fail(r->d, node_get(n, "target"), r->e, "the target is where it starts");
	if (rc == RC_OK)
		rc = read_time(r, n, "from", false, &g->from_us);
	if (rc == RC_OK)
		rc = read_time(r, n, "by", true, &g->by_us);
	if (rc == RC_OK && g->by_us <= g->from_us)
		rc = doc_fail(r->d, node_get(n, "by"), r->e, "it ends before it begins");
	return rc;
}

enum rc
kpi_read_goals(const struct kpi_reader *r)
{
	static const char *const keys[] = {
		"key_result", "kpi", "start", "target", "from", "by", "owner", NULL
	};
	const struct node *list;
	enum rc rc = kpi_read_list(r, r->d->root, "key_results", &list);

	if (rc != RC_OK || list == NULL)
		return rc;
	r->t->ngoal = list->n;
	r->t->goal = arena_zalloc(r->a, (list->n + 1) * sizeof(*r->t->goal));
	return read_items(r, list, keys, take_goal);
}

/* ---- what was shipped ---- */

static enum rc
take_ship(const struct kpi_reader *r, const struct node *n, size_t i)
{
	struct kpi_shipped *s = &r->t->ship[i];
	enum rc rc = read_named(r, n, "ship", &s->name);

	if (rc == RC_OK)
		rc = doc_text(r->d, n, "why", &s->why, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, n, "for", &s->whom, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, n, "owner", &s->owner, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, n, "experiment", &s->experiment, r->e);
	if (rc == RC_OK)
		rc = kpi_read_kpi(r, n, "kpi", &s->node);
	return rc == RC_OK ? read_time(r, n, "at", false, &s->at_us) : rc;
}

enum rc
kpi_read_ships(const struct kpi_reader *r)
{
	static const char *const keys[] = {
		"ship", "why", "for", "owner", "experiment", "kpi", "at", NULL
	};
	const struct node *list;
	enum rc rc = kpi_read_list(r, r->d->root, "ships", &list);

	if (rc != RC_OK || list == NULL)
		return rc;
	r->t->nship = list->n;
	r->t->ship = arena_zalloc(r->a, (list->n + 1) * sizeof(*r->t->ship));
	return read_items(r, list, keys, take_ship);
}

/* ---- the journey ---- */

static enum rc
take_stage(const struct kpi_reader *r, const struct node *n, size_t i)
{
	struct kpi_stage *s = &r->t->journey.stage[i];
	const struct node *affects = node_get(n, "affects");
	unsigned how = affects != NULL ? KPI_ASSOCIATION : KPI_RATE;
	enum rc rc = read_named(r, n, "stage", &s->name);

	if (rc == RC_OK)
		rc = kpi_read_kpi(r, n, "kpi", &s->node);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "how", kpi_tree_hows, &how, r->e);
	s->how = (enum kpi_how)how;
	if (rc == RC_OK && (affects != NULL) != (s->how == KPI_ASSOCIATION))
		rc = doc_fail(r->d, n, r->e, "an association is with the rate that it affects: "
		    "affects and how: association go together");
	if (rc == RC_OK && affects != NULL)
		rc = kpi_read_kpi(r, n, "affects", &s->affects);
	s->point = s->how == KPI_RATE ? POINT_SHARE : POINT;
	if (rc == RC_OK && node_get(n, "point") != NULL)
		rc = read_value(r, n, "point", &s->point);
	if (rc == RC_OK && s->point == 0)
		rc = doc_fail(r->d, node_get(n, "point"), r->e, "a point is a change, not 0");
	return rc;
}

enum rc
kpi_read_journey(const struct kpi_reader *r)
{
	static const char *const keys[] = { "name", "orders", "revenue", "stages", NULL };
	static const char *const stage_keys[] = {
		"stage", "kpi", "how", "affects", "point", NULL
	};
	const struct node *map = node_get(r->d->root, "journey"), *list;
	struct kpi_journey *j = &r->t->journey;
	enum rc rc = map == NULL ? RC_OK : doc_kind(r->d, map, NODE_MAP, r->e);

	if (rc != RC_OK || map == NULL)
		return rc;
	j->revenue = SIZE_MAX;
	rc = doc_keys(r->d, map, keys, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, map, "name", &j->name, r->e);
	if (rc == RC_OK)
		rc = kpi_read_kpi(r, map, "orders", &j->orders);
	if (rc == RC_OK && node_get(map, "revenue") != NULL)
		rc = kpi_read_kpi(r, map, "revenue", &j->revenue);
	if (rc == RC_OK)
		rc = kpi_read_list(r, map, "stages", &list);
	if (rc == RC_OK && (list == NULL || list->n == 0))
		rc = doc_fail(r->d, map, r->e, "expected 'stages', a list of them");
	if (rc != RC_OK)
		return rc;
	j->n = list->n;
	j->stage = arena_zalloc(r->a, list->n * sizeof(*j->stage));
	return read_items(r, list, stage_keys, take_stage);
}
