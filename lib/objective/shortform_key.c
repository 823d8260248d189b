/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective/shortform_key.h"

#include "base/num.h"
#include "objective/kind.h"

static const struct shortform_key_row keys[SLO_KEYS] = {
	[SLO_KEY_NAME] = { "name", false },
	[SLO_KEY_TYPE] = { "type", false },
	[SLO_KEY_DESCRIPTION] = { "description", false },
	[SLO_KEY_SERVICE] = { "service", true },
	[SLO_KEY_SEVERITY] = { "severity", true },
	[SLO_KEY_LEVEL] = { "level", false },
	[SLO_KEY_AFTER] = { "after", false },
	[SLO_KEY_WHERE] = { "where", true },
	[SLO_KEY_BY] = { "by", true },
	[SLO_KEY_WINDOW] = { "window", true },
	[SLO_KEY_SETTLE] = { "settle", true },
	[SLO_KEY_NODATA] = { "nodata", true },
	[SLO_KEY_MIN_TOTAL] = { "min_total", true },
	[SLO_KEY_MIN_COVERAGE] = { "min_coverage", true },
	[SLO_KEY_GOOD] = { "good", false },
	[SLO_KEY_BAD] = { "bad", false },
	[SLO_KEY_GOOD_COUNT] = { "good_count", false },
	[SLO_KEY_BAD_COUNT] = { "bad_count", false },
	[SLO_KEY_TOTAL_COUNT] = { "total_count", false },
	[SLO_KEY_PER] = { "per", false },
	[SLO_KEY_VALUE] = { "value", false },
	[SLO_KEY_PERCENTILE] = { "percentile", false },
	[SLO_KEY_LIMIT] = { "limit", false },
	[SLO_KEY_OP] = { "op", false },
	[SLO_KEY_TARGET] = { "target", false },
	[SLO_KEY_MARGIN] = { "margin", true },
	[SLO_KEY_MIN_BAD] = { "min_bad", true },
	[SLO_KEY_METHOD] = { "method", true },
	[SLO_KEY_SLICE] = { "slice", true },
	[SLO_KEY_SLICE_TARGET] = { "slice_target", true },
	[SLO_KEY_EMPTY] = { "empty", true },
	[SLO_KEY_EVENTS] = { "events", false },
	[SLO_KEY_BASELINE] = { "baseline", true },
	[SLO_KEY_INCREASE] = { "increase", true },
	[SLO_KEY_FLOOR] = { "floor", true },
	[SLO_KEY_ALERTS] = { "alerts", true },
	[SLO_KEY_OF] = { "of", false },
	[SLO_KEY_BURSTS] = { "bursts", true },
	[SLO_KEY_SUSTAINED] = { "sustained", true },
	[SLO_KEY_CLUSTER] = { "cluster", true },
};

const struct shortform_key_row *
shortform_key_row(enum slo_key k)
{
	return &keys[k];
}

bool
shortform_key_taken(const struct shortform *r, enum slo_key k)
{
	return (r->kind->keys & UINT64_C(1) << k) != 0;
}

const struct node *
shortform_get(struct shortform *r, enum slo_key k)
{
	const struct node *n = node_get(r->own, keys[k].name);

	if (n != NULL || !keys[k].shared || !shortform_key_taken(r, k))
		return n;
	n = node_get(r->top, keys[k].name);
	r->used[k] = r->used[k] || n != NULL;
	return n;
}

enum rc
shortform_need(struct shortform *r, enum slo_key k, const char *why, const struct node **n)
{
	*n = shortform_get(r, k);
	if (*n != NULL)
		return RC_OK;
	return doc_fail(r->p->doc, r->own, r->p->e, "objective '%.*s': expected the key '%s'%s",
	    SV_SHOW(r->o->name), keys[k].name, why);
}

enum rc
shortform_refuse(struct shortform *r, enum slo_key k, const char *why)
{
	const struct node *n = node_get(r->own, keys[k].name);

	return n == NULL ? RC_OK
			 : doc_fail_key(r->p->doc, n, r->p->e, "'%s' %s", keys[k].name, why);
}

enum rc
shortform_choice(struct shortform *r, enum slo_key k, const char *const *names, unsigned *out)
{
	const struct node *n = shortform_get(r, k);

	return n == NULL ? RC_OK : doc_choice(r->p->doc, n->up, keys[k].name, names, out, r->p->e);
}

enum rc
shortform_expr(struct shortform *r, enum slo_key k, const struct expr **x)
{
	const struct node *n = shortform_get(r, k);

	return n == NULL ? RC_OK : clause_expr(r->p, n, x);
}

enum rc
shortform_count(struct shortform *r, enum slo_key k, uint64_t least, uint64_t *out)
{
	const struct node *n = shortform_get(r, k);

	return n == NULL ? RC_OK
	    : doc_u64(r->p->doc, n->up, keys[k].name, least, UINT64_C(1) << 53, out, r->p->e);
}

enum rc
shortform_limited(struct shortform *r, enum slo_key k, double max, double *out)
{
	const struct node *n = shortform_get(r, k);

	return n == NULL ? RC_OK : clause_limited(r->p, n, max, out);
}

enum rc
shortform_minutes(struct shortform *r, enum slo_key k, uint64_t least, int64_t *us)
{
	const struct node *n = shortform_get(r, k);

	return n == NULL ? RC_OK : clause_minutes(r->p, n, least, us);
}

size_t
shortform_find(const struct shortform *r, struct sv name, size_t end)
{
	size_t i = r->first;

	while (i < end && !sv_eq(r->p->objective[i].name, name))
		i++;
	return i;
}

/* An objective of this document that a node names. */
enum rc
shortform_named(struct shortform *r, const struct node *n, size_t end, size_t *found)
{
	struct sv cand[64] = { { NULL, 0 } };
	size_t ncand = 0;
	enum rc rc = doc_kind(r->p->doc, n, NODE_STRING, r->p->e);

	if (rc != RC_OK)
		return rc;
	*found = shortform_find(r, n->text, end);
	if (*found < end)
		return RC_OK;
	for (size_t i = r->first; i < end && ncand < 64; i++)
		cand[ncand++] = r->p->objective[i].name;
	return rc_near(r->p->e, doc_fail(r->p->doc, n, r->p->e, "no objective %sis called '%.*s'",
	    end < r->p->n ? "above " : "", SV_SHOW(n->text)), n->text, cand, ncand);
}
