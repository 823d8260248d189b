/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schemas of an event, laid over each other: one tree of names.
 */
#include "quality/qclass.h"

#include <string.h>

enum {
	DEPTH_MAX = 32,		/* schemas in schemas: a $ref may lead back */
	NODES_MAX = 100000
};

const char *const qclass_names[] = { "public", "internal", "personal", "secret", NULL };

struct parse {
	const struct doc  *d;
	const struct node *root;	/* of the schema */
	const struct node *outside;	/* the first $ref that leads out of it; NULL */
	struct arena      *a;
	struct err        *e;
	size_t             nodes;
	bool               said;
};

enum qclass_level
qclass_find(struct sv name)
{
	unsigned i = 0;

	while (qclass_names[i] != NULL && !sv_is(name, qclass_names[i]))
		i++;
	return (enum qclass_level)i;
}

static enum rc
read_level(const struct parse *p, const struct node *n, enum qclass_level *level)
{
	enum rc rc = RC_OK;

	*level = n->kind == NODE_STRING ? qclass_find(n->text) : QCLASS_UNSAID;
	if (*level == QCLASS_UNSAID)
		rc = doc_fail(p->d, n, p->e, "expected public, internal, personal or secret");
	return rc;
}

static struct qclass_node *
find_child(struct qclass_node *in, struct sv name)
{
	struct qclass_node *c = in->child;

	while (c != NULL && !sv_eq(c->name, name))
		c = c->next;
	return c;
}

static struct qclass_node *
new_node(struct parse *p)
{
	struct qclass_node *n = arena_zalloc(p->a, sizeof(*n));

	n->level = QCLASS_UNSAID;
	return n;
}

static enum rc add_schema(struct parse *p, struct qclass_node *to, const struct node *schema,
    unsigned depth);

static enum rc
add_part(struct parse *p, struct qclass_node **to, const struct node *schema, unsigned depth)
{
	if (*to == NULL)
		*to = new_node(p);
	return add_schema(p, *to, schema, depth + 1);
}

static enum rc
add_members(struct parse *p, struct qclass_node *to, const struct node *map, unsigned depth)
{
	enum rc rc = RC_OK;

	if (map == NULL || map->kind != NODE_MAP)
		return RC_OK;
	for (size_t i = 0; rc == RC_OK && i < map->n; i++) {
		const struct sv name = map->item[i].key;
		struct qclass_node *c = find_child(to, name);

		if (c == NULL) {
			c = new_node(p);
			c->name = name;
			c->next = to->child;
			to->child = c;
		}
		rc = add_schema(p, c, &map->item[i], depth + 1);
	}
	return rc;
}

/* Elements of lists, values of maps: schemas that all speak of the same. */
static enum rc
add_all(struct parse *p, struct qclass_node **to, const struct node *n, unsigned depth)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n->n; i++)
		if (n->item[i].kind == NODE_MAP)
			rc = add_part(p, to, &n->item[i], depth);
	return rc;
}

/* One component of a JSON pointer is the key: ~1 is '/', ~0 '~'. */
static bool
is_component(struct sv part, struct sv key)
{
	size_t k = 0;

	for (size_t i = 0; i < part.n; i++, k++) {
		char c = part.p[i];

		if (c == '~' && i + 1 < part.n)
			c = part.p[++i] == '1' ? '/' : '~';
		if (k >= key.n || key.p[k] != c)
			return false;
	}
	return k == key.n;
}

/* Where a $ref into the schema leads; NULL: nowhere, or out of it. */
static const struct node *
follow(const struct parse *p, struct sv ref)
{
	const struct node *n = p->root;

	if (sv_is(ref, "#"))
		return n;
	if (!sv_starts(ref, SV("#/")))
		return NULL;
	ref = (struct sv){ ref.p + 2, ref.n - 2 };
	while (n != NULL) {
		const size_t end = sv_find(ref, '/');
		const struct sv part = { ref.p, end };
		const struct node *next = NULL;

		for (size_t i = 0; n->kind == NODE_MAP && i < n->n && next == NULL; i++)
			if (is_component(part, n->item[i].key))
				next = &n->item[i];
		n = next;
		if (end == ref.n)
			break;
		ref = (struct sv){ ref.p + end + 1, ref.n - end - 1 };
	}
	return n;
}

/* What the schema says of the very value: by itself, by others that it applies to it. */
static enum rc
add_here(struct parse *p, struct qclass_node *to, const struct node *schema, unsigned depth)
{
	static const char *const lists[] = { "allOf", "anyOf", "oneOf", NULL };
	static const char *const ones[] = { "then", "else", NULL };
	const struct node *n = node_get(schema, "$ref");
	enum rc rc = RC_OK;

	if (n != NULL) {
		const struct node *there = n->kind == NODE_STRING ? follow(p, n->text) : NULL;

		if (there != NULL)
			rc = add_schema(p, to, there, depth + 1);
		else if (p->outside == NULL)
			p->outside = n;
	}
	for (size_t i = 0; rc == RC_OK && lists[i] != NULL; i++) {
		n = node_get(schema, lists[i]);
		if (n != NULL && n->kind == NODE_LIST)
			rc = add_all(p, &to, n, depth);
	}
	for (size_t i = 0; rc == RC_OK && ones[i] != NULL; i++) {
		n = node_get(schema, ones[i]);
		if (n != NULL && n->kind == NODE_MAP)
			rc = add_schema(p, to, n, depth + 1);
	}
	return rc;
}

static enum rc
add_inside(struct parse *p, struct qclass_node *to, const struct node *schema, unsigned depth)
{
	static const char *const elements[] = { "items", "prefixItems", "additionalItems",
		"contains", NULL };
	const struct node *n;
	enum rc rc = add_members(p, to, node_get(schema, "properties"), depth);

	n = node_get(schema, "patternProperties");
	if (rc == RC_OK && n != NULL && n->kind == NODE_MAP)
		rc = add_all(p, &to->rest, n, depth);
	n = node_get(schema, "additionalProperties");
	if (rc == RC_OK && n != NULL && n->kind == NODE_MAP)
		rc = add_part(p, &to->rest, n, depth);
	for (size_t i = 0; rc == RC_OK && elements[i] != NULL; i++) {
		n = node_get(schema, elements[i]);
		if (n != NULL && n->kind == NODE_MAP)
			rc = add_part(p, &to->item, n, depth);
		else if (n != NULL && n->kind == NODE_LIST)
			rc = add_all(p, &to->item, n, depth);
	}
	return rc;
}

static enum rc
add_schema(struct parse *p, struct qclass_node *to, const struct node *schema, unsigned depth)
{
	const struct node *n;
	enum qclass_level level;
	enum rc rc = RC_OK;

	if (schema->kind != NODE_MAP)
		return RC_OK;
	if (depth > DEPTH_MAX || ++p->nodes > NODES_MAX)
		return RC_OK;	/* deeper down a field has the class of what it is in */
	n = node_get(schema, "x-class");
	if (n != NULL) {
		rc = read_level(p, n, &level);
		if (rc == RC_OK && (to->level == QCLASS_UNSAID || level > to->level))
			to->level = level;
		p->said = true;
	}
	if (rc == RC_OK)
		rc = doc_bool(p->d, schema, "x-pseudonym", &to->pseudonym, p->e);
	if (rc == RC_OK)
		rc = add_here(p, to, schema, depth);
	if (rc == RC_OK)
		rc = add_inside(p, to, schema, depth);
	return rc;
}

static enum rc
add_event(struct parse *p, const struct qclass_node **out, const struct node *schema)
{
	struct qclass_node *n = new_node(p);

	*out = n;
	p->root = schema;
	return add_schema(p, n, schema, 0);
}

enum rc
qclass_parse(const struct qclass **out, const struct doc *d, const struct node *root,
    struct arena *a, struct err *e)
{
	struct parse p = { .d = d, .a = a, .e = e };
	const struct node *common = node_get(root, "common"), *map = node_get(root, "schemas");
	const struct node *otherwise = node_get(root, "class");
	struct qclass *c = arena_zalloc(a, sizeof(*c));
	enum rc rc = RC_OK;
	struct sv *key;

	*out = NULL;
	c->otherwise = QCLASS_SECRET;
	if (otherwise != NULL)
		rc = read_level(&p, otherwise, &c->otherwise);
	if (rc == RC_OK && common != NULL)
		rc = add_event(&p, &c->common, common);
	if (rc == RC_OK && map != NULL && map->kind == NODE_MAP) {
		key = arena_alloc(a, (map->n + 1) * sizeof(*key));
		c->of = arena_zalloc(a, (map->n + 1) * sizeof(const struct qclass_node *));
		for (size_t i = 0; rc == RC_OK && i < map->n; i++) {
			key[i] = map->item[i].key;
			rc = add_event(&p, &c->of[i], &map->item[i]);
		}
		rule_keys_set(&c->event, key, map->n, a);
	}
	c->outside = p.outside;
	if (rc == RC_OK && (p.said || otherwise != NULL))
		*out = c;
	return rc;
}

/* ---- places ---- */

struct qclass_at
qclass_event(const struct qclass *c, struct sv name)
{
	struct qclass_at at = { { c->common, NULL }, { QCLASS_UNSAID, QCLASS_UNSAID }, false };
	const uint32_t i = name.p != NULL && c->event.n > 0 ? rule_keys_find(&c->event, name) :
	    RULE_NONE;

	if (i != RULE_NONE)
		at.node[1] = c->of[i];
	for (int k = 0; k < 2; k++)
		if (at.node[k] != NULL)
			at.level[k] = at.node[k]->level;
	return at;
}

/* One step down in one of the schemas. */
static void
step_to(struct qclass_at *at, int k, const struct qclass_node *n)
{
	at->node[k] = n;
	if (n == NULL)
		return;
	if (n->level != QCLASS_UNSAID)
		at->level[k] = n->level;
	at->pseudonym = at->pseudonym || n->pseudonym;
}

static const struct qclass_node *
child_of(const struct qclass_node *in, struct sv name)
{
	const struct qclass_node *c = in->child;

	while (c != NULL && !sv_eq(c->name, name))
		c = c->next;
	return c;
}

static struct qclass_at
step_down(const struct qclass_at *at, struct sv name, bool *known)
{
	struct qclass_at to = *at;

	*known = false;
	to.pseudonym = false;
	for (int k = 0; k < 2; k++) {
		const struct qclass_node *c = NULL;

		if (at->node[k] != NULL)
			c = child_of(at->node[k], name);
		*known = *known || c != NULL;
		if (c == NULL && at->node[k] != NULL)
			c = at->node[k]->rest;
		step_to(&to, k, c);
	}
	return to;
}

struct qclass_at
qclass_member(const struct qclass_at *at, struct sv name)
{
	bool known;
	struct qclass_at to = step_down(at, name, &known);
	const size_t dot = sv_find(name, '.');

	if (known || dot == name.n)
		return to;
	/* A name that was made of a path: a.b. */
	to = step_down(at, (struct sv){ name.p, dot }, &known);
	if (!known)
		return step_down(at, name, &known);
	return qclass_member(&to, (struct sv){ name.p + dot + 1, name.n - dot - 1 });
}

struct qclass_at
qclass_element(const struct qclass_at *at)
{
	struct qclass_at to = *at;

	for (int k = 0; k < 2; k++)
		step_to(&to, k, at->node[k] != NULL ? at->node[k]->item : NULL);
	return to;
}

struct qclass_at
qclass_alone(const struct qclass_at *at)
{
	struct qclass_at to = *at;

	for (int k = 0; k < 2; k++)
		if (at->node[k] != NULL && at->node[k]->item != NULL)
			step_to(&to, k, at->node[k]->item);
	return to;
}

enum qclass_level
qclass_level(const struct qclass *c, const struct qclass_at *at)
{
	const enum qclass_level a = at->level[0], b = at->level[1];

	if (a == QCLASS_UNSAID && b == QCLASS_UNSAID)
		return c->otherwise;
	if (a == QCLASS_UNSAID || (b != QCLASS_UNSAID && b > a))
		return b;
	return a;
}
