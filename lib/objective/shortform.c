/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortform - see shortform.h
 */
#include "objective/shortform.h"

#include "base/num.h"

#include <string.h>

enum {
	R = 1 << SLO_RATIO,
	P = 1 << SLO_PERCENTILE,
	L = 1 << SLO_LIVENESS,
	B = 1 << SLO_BASELINE,
	A = 1 << SLO_APDEX,
	C = 1 << SLO_COMPOSITE,
	EVENTS = R | P | L | B | A,
	EVERY = EVENTS | C
};

static const struct key {
	const char *name;
	unsigned    types;
	bool        shared;	/* may stand at the top */
} keys[SLO_KEYS] = {
	[SLO_KEY_NAME] = { "name", EVERY, false },
	[SLO_KEY_TYPE] = { "type", EVERY, false },
	[SLO_KEY_DESCRIPTION] = { "description", EVERY, false },
	[SLO_KEY_SERVICE] = { "service", EVERY, true },
	[SLO_KEY_SEVERITY] = { "severity", EVERY, true },
	[SLO_KEY_LEVEL] = { "level", EVERY, false },
	[SLO_KEY_AFTER] = { "after", EVERY, false },
	[SLO_KEY_WHERE] = { "where", EVENTS, true },
	[SLO_KEY_BY] = { "by", EVENTS, true },
	[SLO_KEY_WINDOW] = { "window", EVERY, true },
	[SLO_KEY_SETTLE] = { "settle", EVERY, true },
	[SLO_KEY_NODATA] = { "nodata", EVERY, true },
	[SLO_KEY_MIN_TOTAL] = { "min_total", R | P | A | B, true },
	[SLO_KEY_MIN_COVERAGE] = { "min_coverage", R | P | A, true },
	[SLO_KEY_GOOD] = { "good", R | B, false },
	[SLO_KEY_BAD] = { "bad", R | B | A, false },
	[SLO_KEY_PER] = { "per", R, false },
	[SLO_KEY_VALUE] = { "value", P | B | A, false },
	[SLO_KEY_PERCENTILE] = { "percentile", P | B, false },
	[SLO_KEY_LIMIT] = { "limit", P | A, false },
	[SLO_KEY_OP] = { "op", P, false },
	[SLO_KEY_TARGET] = { "target", R | P | L | A | C, false },
	[SLO_KEY_MARGIN] = { "margin", R | P | A | C, true },
	[SLO_KEY_MIN_BAD] = { "min_bad", EVERY, true },
	[SLO_KEY_METHOD] = { "method", R | P | C, true },
	[SLO_KEY_SLICE] = { "slice", EVERY, true },
	[SLO_KEY_SLICE_TARGET] = { "slice_target", R, true },
	[SLO_KEY_EMPTY] = { "empty", R | P | C, true },
	[SLO_KEY_EVENTS] = { "events", L, false },
	[SLO_KEY_BASELINE] = { "baseline", B, true },
	[SLO_KEY_INCREASE] = { "increase", B, true },
	[SLO_KEY_FLOOR] = { "floor", B, true },
	[SLO_KEY_ALERTS] = { "alerts", R | P, true },
	[SLO_KEY_OF] = { "of", C, false },
};

static const char *const type_names[] = { "ratio", "percentile", "liveness", "baseline", "apdex",
	"composite", NULL };

const struct node *
shortform_get(struct shortform *r, enum slo_key k)
{
	const struct node *n = node_get(r->own, keys[k].name);

	if (n != NULL || !keys[k].shared || (keys[k].types & r->type) == 0)
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
	    DOC_SHOW(r->o->name), keys[k].name, why);
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
	    end < r->p->n ? "above " : "", DOC_SHOW(n->text)), n->text, cand, ncand);
}

/* ---- one objective ---- */

/* What it says tells what it is. */
static enum rc
infer(struct shortform *r, unsigned *type)
{
	static const struct {
		enum slo_key   key;
		enum slo_type type;
	} sign[] = {
		{ SLO_KEY_OF, SLO_COMPOSITE },
		{ SLO_KEY_EVENTS, SLO_LIVENESS },
		{ SLO_KEY_BASELINE, SLO_BASELINE },
		{ SLO_KEY_INCREASE, SLO_BASELINE },
		{ SLO_KEY_FLOOR, SLO_BASELINE },
		{ SLO_KEY_PERCENTILE, SLO_PERCENTILE },
		{ SLO_KEY_GOOD, SLO_RATIO },
		{ SLO_KEY_BAD, SLO_RATIO },
	};

	for (size_t i = 0; i < sizeof(sign) / sizeof(sign[0]); i++)
		if (node_get(r->own, keys[sign[i].key].name) != NULL) {
			*type = sign[i].type;
			return RC_OK;
		}
	if (node_get(r->own, "value") != NULL)
		return doc_fail(r->p->doc, r->own, r->p->e, "a value needs a percentile, such as "
		    "percentile: p99, or type: apdex");
	return doc_fail(r->p->doc, r->own, r->p->e,
	    "nothing here says what to count: expected good "
	    "or bad, value and percentile, events, or of");
}

static enum rc
fitting_keys(struct shortform *r)
{
	const char *names[SLO_KEYS + 1] = { NULL };
	enum rc rc;

	for (size_t k = 0; k < SLO_KEYS; k++)
		names[k] = keys[k].name;
	rc = doc_keys(r->p->doc, r->own, names, r->p->e);
	return rc;
}

static enum rc
typed_keys(struct shortform *r, unsigned type)
{
	for (size_t k = 0; k < SLO_KEYS; k++) {
		const struct node *n = node_get(r->own, keys[k].name);
		char types[64] = "";
		size_t len = 0;

		if (n == NULL || (keys[k].types & r->type) != 0)
			continue;
		for (size_t t = 0; type_names[t] != NULL; t++)
			if ((keys[k].types & 1U << t) != 0) {
				size_t add = strlen(type_names[t]);

				memcpy(types + len, len != 0 ? ", " : "", len != 0 ? 2 : 0);
				len += len != 0 ? 2 : 0;
				memcpy(types + len, type_names[t], add + 1);
				len += add;
			}
		return doc_fail_key(r->p->doc, n, r->p->e, "'%s' means nothing for an objective of "
		    "type %s; it belongs to %s", keys[k].name, type_names[type], types);
	}
	return RC_OK;
}

static enum rc
identity(struct shortform *r, struct sv slo)
{
	const struct node *n, *after = node_get(r->own, "after");
	struct sv text = { "", 0 };
	size_t self = r->p->n - 1;
	enum rc rc = doc_need(r->p->doc, r->own, "name", &n, r->p->e);

	if (rc == RC_OK)
		rc = doc_text(r->p->doc, r->own, "name", &r->o->name, r->p->e);
	if (rc == RC_OK)
		rc = doc_text(r->p->doc, r->own, "description", &text, r->p->e);
	if (rc == RC_OK && shortform_find(r, r->o->name, self) < self)
		rc = doc_fail(r->p->doc, n, r->p->e, "two objectives are called '%.*s'",
		    DOC_SHOW(n->text));
	if (rc == RC_OK && after != NULL)
		rc = shortform_named(r, after, self, &r->o->after);
	r->o->slo = slo;
	return rc;
}

static enum rc
objective(struct shortform *r, const struct node *n, struct sv slo)
{
	unsigned type = SLO_RATIO;
	enum rc rc = doc_kind(r->p->doc, n, NODE_MAP, r->p->e);

	r->own = n;
	if (rc == RC_OK)
		rc = fitting_keys(r);
	if (rc == RC_OK)
		rc = node_get(n, "type") != NULL
		    ? doc_choice(r->p->doc, n, "type", type_names, &type, r->p->e)
		    : infer(r, &type);
	r->type = 1U << type;
	if (rc == RC_OK)
		rc = typed_keys(r, type);
	if (rc == RC_OK)
		rc = clause_new(r->p, n, &r->o);
	if (rc == RC_OK)
		rc = identity(r, slo);
	if (rc != RC_OK)
		return rc;
	r->o->type = (enum slo_type)type;
	rc = shortform_common(r);
	return rc == RC_OK ? shortform_type(r) : rc;
}

/* ---- a document ---- */

static struct sv
base_name(const char *file)
{
	struct sv s = sv_of(file);
	size_t dot;

	while (s.n > 0 && sv_find(s, '/') < s.n) {
		s.p += sv_find(s, '/') + 1;
		s.n = strlen(s.p);
	}
	for (dot = s.n; dot > 0 && s.p[dot - 1] != '.'; dot--)
		;
	if (dot > 1)
		s.n = dot - 1;
	return s.n != 0 ? s : sv_of(file);
}

static enum rc
top_keys(struct shortform *r)
{
	const char *names[SLO_KEYS + 4] = { "slo", "description", "objectives" };
	size_t n = 3;

	for (size_t k = 0; k < SLO_KEYS; k++)
		if (keys[k].shared)
			names[n++] = keys[k].name;
	for (size_t k = 0; k < SLO_KEYS; k++)
		if (!keys[k].shared && k != SLO_KEY_DESCRIPTION &&
		    node_get(r->top, keys[k].name) != NULL)
			return doc_fail_key(r->p->doc, node_get(r->top, keys[k].name), r->p->e,
			    "'%s' belongs to an objective; list them under 'objectives'",
			    keys[k].name);
	return doc_keys(r->p->doc, r->top, names, r->p->e);
}

static enum rc
all_used(const struct shortform *r)
{
	for (size_t k = 0; k < SLO_KEYS; k++) {
		const struct node *n = keys[k].shared ? node_get(r->top, keys[k].name) : NULL;

		if (n != NULL && !r->used[k])
			return doc_fail_key(r->p->doc, n, r->p->e,
			    "no objective takes its '%s' from here", keys[k].name);
	}
	return RC_OK;
}

enum rc
shortform_read(struct clause *p)
{
	struct shortform r = { .p = p, .top = p->doc->root, .first = p->n };
	struct sv slo = base_name(p->doc->file), text = { "", 0 };
	const struct node *list;
	enum rc rc = doc_kind(p->doc, r.top, NODE_MAP, p->e);

	if (rc == RC_OK)
		rc = top_keys(&r);
	if (rc == RC_OK)
		rc = doc_text(p->doc, r.top, "slo", &slo, p->e);
	if (rc == RC_OK)
		rc = doc_text(p->doc, r.top, "description", &text, p->e);
	if (rc == RC_OK)
		rc = doc_need(p->doc, r.top, "objectives", &list, p->e);
	if (rc == RC_OK)
		rc = doc_kind(p->doc, list, NODE_LIST, p->e);
	if (rc == RC_OK && list->n == 0)
		rc = doc_fail(p->doc, list, p->e, "expected objectives, found none");
	if (rc == RC_OK && node_get(r.top, "where") != NULL)
		rc = clause_expr(p, node_get(r.top, "where"), &r.top_where);
	for (size_t i = 0; rc == RC_OK && i < list->n; i++)
		rc = objective(&r, &list->item[i], slo);
	if (rc == RC_OK)
		rc = shortform_members(&r);
	return rc == RC_OK ? all_used(&r) : rc;
}
