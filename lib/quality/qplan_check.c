/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qplan_check - one check of a plan
 *
 * What is asked is the member named like the kind; the others are its settings.
 */
#include "quality/qplan_check.h"

#include "base/buf.h"
#include "quality/qkind.h"

static enum rc
no_kind(struct qplan_parse *l, const struct node *n)
{
	const struct qkind *kind, *next;
	struct buf b;
	enum rc rc;

	for (size_t i = 0; i < n->n; i++) {
		kind = registry_near(&qkind_registry, n->item[i].key);
		if (kind != NULL)
			return rc_hint(l->e, doc_fail_key(l->p->doc, &n->item[i], l->e,
			    "unknown key '%.*s'", SV_SHOW(n->item[i].key)),
			    sv_of(kind->name));
	}
	buf_init(&b, ERR_MSG_MAX);
	kind = registry_row(&qkind_registry, 0);
	buf_sv(&b, sv_of(kind->name));
	for (size_t k = 1; (kind = registry_row(&qkind_registry, k)) != NULL; k++) {
		next = registry_row(&qkind_registry, k + 1);
		buf_printf(&b, "%s%s", next != NULL ? ", " : " or ", kind->name);
	}
	rc = doc_fail(l->p->doc, n, l->e, "expected a check: %.*s", (int)b.n, b.p);
	buf_free(&b);
	return rc;
}

/* Find the kind that a member of the check asks for, and that member. */
static enum rc
find_kind(struct qplan_parse *l, const struct node *n, const struct qkind **kind,
    const struct node **at)
{
	const struct qkind *k;

	*kind = NULL;
	for (size_t i = 0; (k = registry_row(&qkind_registry, i)) != NULL; i++) {
		const struct node *m = node_get(n, k->name);

		if (m == NULL)
			continue;
		if (*kind != NULL)
			return doc_fail_key(l->p->doc, m, l->e,
			    "one check asks for one thing: make two of it");
		*kind = k;
		*at = m;
	}
	return *kind != NULL ? RC_OK : no_kind(l, n);
}

static enum rc
check_settings(struct qplan_parse *l, const struct node *n, const struct qkind *kind)
{
	enum { COMMON = 5 };
	const char *known[COMMON + QKIND_SETTINGS_MAX + 1] = { "name", "target", "severity",
		"where", kind->name };

	for (size_t i = 0; i < QKIND_SETTINGS_MAX; i++)
		known[COMMON + i] = kind->setting[i];
	return doc_keys(l->p->doc, n, known, l->e);
}

/* Set where the check stands, FILE#/checks/N, and its default name: the kind and its field. */
static void
set_names(struct qplan_parse *l, size_t i, struct qplan_check *c)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s#/checks/%zu", l->p->doc->file, i);
	c->where_text = arena_sv(l->a, buf_view(&b));
	buf_clear(&b);
	buf_printf(&b, "%s ", c->kind->name);
	buf_sv(&b, c->field);
	if (c->name.n == 0)
		c->name = arena_sv(l->a, buf_view(&b));
	buf_free(&b);
}

enum rc
qplan_check_parse(struct qplan_parse *l, const struct node *n, size_t i, struct qplan_check *c)
{
	static const char *const severities[] = { "error", "warn", "info", NULL };
	const struct node *at = NULL;
	unsigned severity = QPLAN_ERROR;
	enum rc rc = doc_kind(l->p->doc, n, NODE_MAP, l->e);

	c->node = n;
	c->e0 = l->e0;
	if (rc == RC_OK)
		rc = find_kind(l, n, &c->kind, &at);
	if (rc == RC_OK)
		rc = check_settings(l, n, c->kind);
	if (rc == RC_OK)
		rc = doc_text(l->p->doc, n, "name", &c->name, l->e);
	if (rc == RC_OK)
		rc = doc_choice(l->p->doc, n, "severity", severities, &severity, l->e);
	c->severity = (enum qplan_severity)severity;
	if (rc == RC_OK && (c->kind->flags & QKIND_FACT) != 0)
		c->e0 = 0;
	if (rc == RC_OK)
		rc = qplan_parse_target(l, n, "target", &c->e0);
	if (rc == RC_OK)
		rc = qplan_parse_expr(l, node_get(n, "where"), &c->where);
	if (rc == RC_OK && (c->kind->flags & QKIND_NO_FIELD) == 0)
		rc = qplan_parse_expr(l, at, &c->x);
	if (rc == RC_OK && c->kind->parse != NULL)
		rc = c->kind->parse(l, n, at, c);
	if (rc != RC_OK)
		return rc;
	c->field = at->text;
	c->path = c->x != NULL ? qplan_parse_pointer(l, c->x, at->text) : at->text;
	set_names(l, i, c);
	return RC_OK;
}
