/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortform - see shortform.h
 */
#include "objective/shortform.h"

#include "base/buf.h"
#include "base/num.h"
#include "objective/kind.h"

#include <string.h>

/* ---- one objective ---- */

/* "good or bad, value and percentile, events, or of": what the kinds are known by. */
static enum rc
unknown_kind(struct shortform *r)
{
	const char *tells[SLO_TYPES];
	const struct kind *kind;
	struct sv list;
	struct buf b;
	size_t n = 0;

	for (size_t i = 0; (kind = kind_row(i)) != NULL; i++)
		if (kind->tells != NULL)
			tells[n++] = kind->tells;
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		buf_sv(&b, i == 0 ? SV("") : i + 1 == n ? SV(", or ") : SV(", "));
		buf_sv(&b, sv_of(tells[i]));
	}
	list = arena_sv(r->p->arena, buf_view(&b));
	buf_free(&b);
	return doc_fail(r->p->doc, r->own, r->p->e,
	    "nothing here says what to count: expected %.*s", (int)list.n, list.p);
}

static bool
has_sign(const struct shortform *r, const struct kind *kind)
{
	for (unsigned k = 0; k < SLO_KEYS; k++)
		if ((kind->signs & UINT64_C(1) << k) != 0 &&
		    node_get(r->own, shortform_key_row(k)->name) != NULL)
			return true;
	return false;
}

/* Without `type` the keys tell the kind; the last rows are the most particular. */
static enum rc
infer_kind(struct shortform *r)
{
	const struct kind *kind;

	for (size_t i = 0; (kind = kind_row(i)) != NULL; i++)
		if (has_sign(r, kind))
			r->kind = kind;
	if (r->kind != NULL)
		return RC_OK;
	if (node_get(r->own, "value") != NULL)
		return doc_fail(r->p->doc, r->own, r->p->e, "a value needs a percentile, such as "
		    "percentile: p99, or type: apdex");
	return unknown_kind(r);
}

/* "target: 99,9%" in { } is two members: a number and a key without a value. */
static enum rc
check_commas(const struct shortform *r, const struct node *map)
{
	for (size_t i = 1; i < map->n; i++) {
		const struct node *n = &map->item[i - 1], *rest = &map->item[i];

		if (n->kind != NODE_NUMBER || rest->kind != NODE_NULL || rest->key.n == 0 ||
		    !num_is_digit((unsigned char)rest->key.p[0]) ||
		    rest->key_off != n->off + n->text.n + 1)
			continue;
		return doc_fail(r->p->doc, n, r->p->e, "'%.*s,%.*s' is two things here: a number "
		    "is written with a point: %.*s.%.*s", SV_SHOW(n->text), SV_SHOW(rest->key),
		    SV_SHOW(n->text), SV_SHOW(rest->key));
	}
	return RC_OK;
}

static enum rc
check_spelling(struct shortform *r)
{
	const char *names[SLO_KEYS + 1] = { NULL };
	enum rc rc = check_commas(r, r->own);

	for (unsigned k = 0; k < SLO_KEYS; k++)
		names[k] = shortform_key_row(k)->name;
	return rc == RC_OK ? doc_keys(r->p->doc, r->own, names, r->p->e) : rc;
}

/* "ratio, baseline": the kinds that have a key */
static struct sv
kinds_with(enum slo_key k, struct arena *a)
{
	const struct kind *kind;
	struct buf b;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; (kind = kind_row(i)) != NULL; i++)
		if ((kind->keys & UINT64_C(1) << k) != 0) {
			buf_sv(&b, b.n == 0 ? SV("") : SV(", "));
			buf_sv(&b, sv_of(kind->name));
		}
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

static enum rc
check_kind(struct shortform *r)
{
	for (unsigned k = 0; k < SLO_KEYS; k++) {
		const struct node *n = node_get(r->own, shortform_key_row(k)->name);
		struct sv kinds;

		if (n == NULL || shortform_key_taken(r, k))
			continue;
		kinds = kinds_with(k, r->p->arena);
		return doc_fail_key(r->p->doc, n, r->p->e, "'%s' means nothing for an objective of "
		    "type %s; it belongs to %.*s", shortform_key_row(k)->name, r->kind->name,
		    (int)kinds.n, kinds.p);
	}
	return RC_OK;
}

static enum rc
read_names(struct shortform *r, struct sv slo)
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
		    SV_SHOW(n->text));
	if (rc == RC_OK && after != NULL)
		rc = shortform_named(r, after, self, &r->o->after);
	r->o->slo = slo;
	return rc;
}

static enum rc
read_type(struct shortform *r)
{
	const char *names[SLO_TYPES + 1] = { NULL };
	const struct kind *kind;
	unsigned type = 0;
	enum rc rc;

	r->kind = NULL;
	if (node_get(r->own, "type") == NULL)
		return infer_kind(r);
	for (size_t i = 0; (kind = kind_row(i)) != NULL; i++)
		names[i] = kind->name;
	rc = doc_choice(r->p->doc, r->own, "type", names, &type, r->p->e);
	r->kind = kind_row(type);
	return rc;
}

static enum rc
read_objective(struct shortform *r, const struct node *n, struct sv slo)
{
	enum rc rc = doc_kind(r->p->doc, n, NODE_MAP, r->p->e);

	r->own = n;
	if (rc == RC_OK)
		rc = check_spelling(r);
	if (rc == RC_OK)
		rc = read_type(r);
	if (rc == RC_OK)
		rc = check_kind(r);
	if (rc == RC_OK)
		rc = clause_new(r->p, n, &r->o);
	if (rc == RC_OK)
		rc = read_names(r, slo);
	if (rc != RC_OK)
		return rc;
	r->o->type = r->kind->type;
	rc = shortform_common(r);
	return rc == RC_OK ? r->kind->parse(r) : rc;
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
check_top(struct shortform *r)
{
	const char *names[SLO_KEYS + 4] = { "slo", "description", "objectives" };
	const struct node *version = node_get(r->top, "version");
	enum rc rc = check_commas(r, r->top);
	size_t n = 3;

	if (rc != RC_OK)
		return rc;
	if (version != NULL && version->kind == NODE_STRING &&
	    sv_starts(version->text, SV("prometheus/")))
		return doc_fail_key(r->p->doc, version, r->p->e, "this is a file of sloth, whose "
		    "queries are Prometheus'; events are counted here: cxslo --from-sloth drafts "
		    "what cx-spec(5) has");
	for (unsigned k = 0; k < SLO_KEYS; k++)
		if (shortform_key_row(k)->shared)
			names[n++] = shortform_key_row(k)->name;
	for (unsigned k = 0; k < SLO_KEYS; k++) {
		const struct shortform_key_row *key = shortform_key_row(k);

		if (!key->shared && k != SLO_KEY_DESCRIPTION && node_get(r->top, key->name) != NULL)
			return doc_fail_key(r->p->doc, node_get(r->top, key->name), r->p->e,
			    "'%s' belongs to an objective; list them under 'objectives'",
			    key->name);
	}
	return doc_keys(r->p->doc, r->top, names, r->p->e);
}

static enum rc
check_used(const struct shortform *r)
{
	for (unsigned k = 0; k < SLO_KEYS; k++) {
		const struct shortform_key_row *key = shortform_key_row(k);
		const struct node *n = key->shared ? node_get(r->top, key->name) : NULL;

		if (n != NULL && !r->used[k])
			return doc_fail_key(r->p->doc, n, r->p->e,
			    "no objective takes its '%s' from here", key->name);
	}
	return RC_OK;
}

enum rc
shortform_read(struct clause *p)
{
	struct shortform r = { .p = p, .top = p->doc->root, .first = p->n };
	struct sv slo = base_name(p->doc->file), text = { "", 0 };
	const struct kind *kind;
	const struct node *list;
	enum rc rc = doc_kind(p->doc, r.top, NODE_MAP, p->e);

	if (rc == RC_OK)
		rc = check_top(&r);
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
		rc = read_objective(&r, &list->item[i], slo);
	for (size_t i = 0; rc == RC_OK && (kind = kind_row(i)) != NULL; i++)
		if (kind->finish != NULL)
			rc = kind->finish(&r);
	return rc == RC_OK ? check_used(&r) : rc;
}
