/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qplan - see qplan.h
 */
#include "quality/qplan.h"

#include "quality/qclass.h"
#include "quality/qkind.h"
#include "quality/qplan_check.h"
#include "quality/qplan_parse.h"
#include "quality/qtable.h"
#include "run/job.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

const char *
qplan_severity_name(enum qplan_severity s)
{
	return s == QPLAN_ERROR ? "error" : s == QPLAN_WARNING ? "warn" : "info";
}

/* Load the document that a $ref names: a file, by its absolute path. */
static enum rc
fetch_document(void *ctx, struct sv uri, const struct doc **out, struct err *e)
{
	struct qplan_parse *l = ctx;
	struct docs docs;
	const char *path;
	enum rc rc = RC_OK;

	if (uri.n == 0 || uri.p[0] != '/')
		return RC_EMPTY;
	/* Files below the working directory are called as a person there calls them. */
	if (l->here.n != 0 && sv_starts(uri, l->here))
		uri = (struct sv){ uri.p + l->here.n, uri.n - l->here.n };
	path = arena_bytes(l->a, uri.p, uri.n);
	if (l->cfg->job != NULL)
		rc = job_reads(l->cfg->job, "$ref", path, e);
	if (rc == RC_OK)
		rc = doc_load(&docs, path, l->a, e);
	if (rc != RC_OK)
		return rc;
	if (docs.n != 1)
		return rc_err(e, RC_SYNTAX, "%.*s: expected one schema, found %zu", SV_SHOW(uri),
		    docs.n);
	*out = docs.doc;
	return RC_OK;
}

/* The URI that references of the plan start from: its path, absolute where that can be had. */
static struct sv
base_of(struct qplan_parse *l, const char *path)
{
	char *base = arena_alloc(l->a, PATH_MAX + strlen(path) + 2);
	size_t n;

	if (path[0] == '/' || strcmp(path, "-") == 0 || getcwd(base, PATH_MAX) == NULL)
		return sv_of(path);
	n = strlen(base);
	base[n++] = '/';
	l->here = (struct sv){ base, n };
	memcpy(base + n, path, strlen(path));
	return (struct sv){ base, n + strlen(path) };
}

static enum rc
parse_schemas(struct qplan_parse *l, const struct node *root, const char *path)
{
	struct qplan *p = l->p;
	const struct node *map = node_get(root, "schemas"), *common = node_get(root, "common");
	struct sv base = base_of(l, path), *key;
	enum rc rc = RC_OK;

	if (common != NULL)
		rc = schema_add(p->schemas, p->doc, common, base, &p->common, l->e);
	if (rc != RC_OK || map == NULL)
		return rc;
	rc = doc_kind(p->doc, map, NODE_MAP, l->e);
	if (rc == RC_OK && map->n > QPLAN_EVENTS_MAX)
		rc = doc_fail(p->doc, map, l->e, "more than %d events", QPLAN_EVENTS_MAX);
	if (rc != RC_OK)
		return rc;
	key = arena_alloc(l->a, (map->n + 1) * sizeof(*key));
	p->rule = arena_zalloc(l->a, (map->n + 1) * sizeof(const struct rule *));
	for (size_t i = 0; rc == RC_OK && i < map->n; i++) {
		key[i] = map->item[i].key;
		rc = schema_add(p->schemas, p->doc, &map->item[i], base, &p->rule[i], l->e);
	}
	if (rc == RC_OK)
		rule_keys_set(&p->event, key, map->n, l->a);
	return rc;
}

static enum rc
parse_checks(struct qplan_parse *l, const struct node *list)
{
	struct qplan *p = l->p;
	enum rc rc;

	if (list == NULL)
		return RC_OK;
	rc = doc_kind(p->doc, list, NODE_LIST, l->e);
	if (rc == RC_OK && list->n > QPLAN_CHECKS_MAX)
		rc = doc_fail(p->doc, list, l->e, "more than %d checks", QPLAN_CHECKS_MAX);
	if (rc != RC_OK)
		return rc;
	p->check = arena_zalloc(l->a, (list->n + 1) * sizeof(*p->check));
	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		struct qplan_check *c = &p->check[p->ncheck];

		rc = qplan_check_parse(l, &list->item[i], i, c);
		for (size_t k = 0; rc == RC_OK && k < p->ncheck; k++)
			if (sv_eq(p->check[k].name, c->name))
				rc = doc_fail(p->doc, &list->item[i], l->e,
				    "two checks are called '%.*s': "
				    "give one a name", SV_SHOW(c->name));
		p->ncheck++;
		p->serial |= rc == RC_OK && (c->kind->flags & QKIND_SERIAL) != 0;
		p->members |= rc == RC_OK && (c->kind->flags & QKIND_MEMBERS) != 0;
	}
	return rc;
}

/* Refuse targets of 100 % in gate mode: no sample shows that nothing is ever bad. */
static enum rc
can_be_shown(struct qplan_parse *l, const struct node *root)
{
	const struct qplan *p = l->p;

	if (!l->cfg->gate)
		return RC_OK;
	if (p->e0 == 0 && (p->common != NULL || p->event.n != 0 || p->ntable != 0))
		return doc_fail(p->doc, root, l->e,
		    "--mode gate infers from a sample, and no sample can "
		    "show a target of 100%%: give the plan a target, say 99.9%%");
	for (size_t i = 0; i < p->ncheck; i++)
		if (p->check[i].e0 == 0 && (p->check[i].kind->flags & QKIND_FACT) == 0)
			return doc_fail(p->doc, p->check[i].node, l->e,
			    "--mode gate infers from a sample, "
			    "and no sample can show a target of 100%%: ask for 99.9%%");
	return RC_OK;
}

static const char *const head_keys[] = { "stream", "key", "time", "received", "class",
    "unplanned", "target", "common", "schemas", "checks", "tables", "$comment",
    "description", NULL };

static bool
is_head_key(struct sv key)
{
	for (size_t i = 0; head_keys[i] != NULL; i++)
		if (sv_is(key, head_keys[i]))
			return true;
	return false;
}

/* A log, or events, given where PLAN was forgotten; "chekcs" is a slip of the pen. */
static bool
is_foreign(const struct docs *docs, bool parsed)
{
	const struct sv asks[] = { SV("schemas"), SV("common"), SV("checks"), SV("tables") };
	const size_t n = sizeof(asks) / sizeof(*asks);
	const struct node *root = parsed && docs->n != 0 ? docs->doc[0].root : NULL;
	bool other = false;

	if (root == NULL) {
		for (size_t i = 0; i < n; i++)
			if (sv_has(docs->source, asks[i]))
				return false;
		return docs->source.n != 0;
	}
	if (root->kind != NODE_MAP)
		return root->kind != NODE_NULL;
	for (size_t i = 0; i < root->n; i++) {
		if (sv_near(root->item[i].key, asks, n) < n)
			return false;
		other = other || !is_head_key(root->item[i].key);
	}
	return other;
}

/* Schemas, and tables that some events give rows of, ask which event one is. */
static bool
asks_names(const struct node *root)
{
	const struct node *tables = node_get(root, "tables");

	for (size_t i = 0; tables != NULL && tables->kind == NODE_MAP && i < tables->n; i++)
		if (node_get(&tables->item[i], "from") != NULL)
			return true;
	return node_get(root, "schemas") != NULL;
}

static enum rc
parse_head(struct qplan_parse *l, const struct node *root)
{
	static const char *const unplanned[] = { "allow", "warn", "reject", NULL };
	struct qplan *p = l->p;
	const struct doc *d = p->doc;
	unsigned choice = QPLAN_REJECT;
	enum rc rc = doc_kind(d, root, NODE_MAP, l->e);
	const struct node *key = NULL;

	if (rc == RC_OK)
		rc = doc_keys(d, root, head_keys, l->e);
	if (rc == RC_OK)
		rc = doc_text(d, root, "stream", &p->stream, l->e);
	if (rc == RC_OK)
		rc = doc_text(d, root, "time", &p->time, l->e);
	if (rc == RC_OK)
		rc = doc_choice(d, root, "unplanned", unplanned, &choice, l->e);
	if (rc == RC_OK)
		rc = qplan_parse_target(l, root, "target", &p->e0);
	p->unplanned = (enum qplan_unplanned)choice;
	l->e0 = p->e0;
	l->time = node_get(root, "time");
	l->received = node_get(root, "received");
	key = node_get(root, "key");
	p->key_path = SV("/event_name");
	if (rc == RC_OK && key != NULL)
		rc = qplan_parse_expr(l, key, &p->key);
	else if (rc == RC_OK && asks_names(root))
		rc = expr_compile(&p->key, SV("event_name"), l->cfg->env, l->e);
	if (rc == RC_OK && key != NULL)
		p->key_path = qplan_parse_pointer(l, p->key, key->text);
	return rc;
}

enum rc
qplan_load(struct qplan *p, const char *path, const struct qplan_cfg *cfg, struct err *e)
{
	struct schema_cfg sc = cfg->schema;
	struct qplan_parse *l = arena_zalloc(cfg->env->arena, sizeof(*l));
	const char *slash = strrchr(path, '/');
	const struct node *root;
	struct docs docs;
	enum rc rc;

	*p = (struct qplan){ 0 };
	*l = (struct qplan_parse){ .p = p, .cfg = cfg, .a = cfg->env->arena, .e = e };
	if (slash != NULL)
		l->dir = (struct sv){ path, (size_t)(slash - path) + 1 };
	sc.fetch = fetch_document;
	sc.ctx = l;
	p->schemas = schema_new(&sc, l->a);
	rc = doc_load(&docs, path, l->a, e);
	if ((rc == RC_OK || rc == RC_SYNTAX) && is_foreign(&docs, rc == RC_OK))
		return rc_err(e, RC_SYNTAX, "%s: no plan: neither 'schemas', 'common' nor 'checks' "
		    "is in it; the first operand is PLAN, and files of events follow it",
		    strcmp(path, "-") == 0 ? "stdin" : path);
	if (rc == RC_OK && docs.n != 1)
		rc = rc_err(e, RC_SYNTAX, "%s: expected one plan, found %zu", path, docs.n);
	if (rc != RC_OK)
		return rc;
	p->doc = docs.doc;
	root = p->doc->root;
	rc = parse_head(l, root);
	if (rc == RC_OK)
		rc = parse_schemas(l, root, path);
	if (rc == RC_OK)
		rc = qclass_parse(&p->classes, p->doc, root, l->a, e);
	if (rc == RC_OK)
		rc = parse_checks(l, node_get(root, "checks"));
	if (rc == RC_OK)
		rc = qtable_parse(l, node_get(root, "tables"));
	if (rc == RC_OK)
		rc = can_be_shown(l, root);
	if (rc == RC_OK && p->common == NULL && p->event.n == 0 && p->ncheck == 0 &&
	    p->ntable == 0)
		rc = doc_fail(p->doc, root, e, "the plan asks for nothing: it has no schemas, "
		    "common, checks or tables");
	return rc;
}

void
qplan_free(struct qplan *p)
{
	schema_free(p->schemas);
	p->schemas = NULL;
}
