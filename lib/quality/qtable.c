/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qtable - see qtable.h
 */
#include "quality/qtable.h"

#include "base/buf.h"
#include "base/num.h"
#include "json/jwrite.h"

#include <string.h>

static const char *const type_names[QDDL_TYPES + 1] = {
	[QDDL_TEXT] = "string", [QDDL_INTEGER] = "integer", [QDDL_DECIMAL] = "decimal",
	[QDDL_FLOAT] = "number", [QDDL_BOOLEAN] = "boolean", [QDDL_TIMESTAMP] = "date-time",
	[QDDL_DATE] = "date", [QDDL_UUID] = "uuid", [QDDL_INET] = "ip", [QDDL_JSON] = "json"
};

const struct qtable *
qtable_find(const struct qplan *p, struct sv name)
{
	for (size_t i = 0; i < p->ntable; i++)
		if (sv_eq(p->table[i].name, name))
			return &p->table[i];
	return NULL;
}

static bool
is_word(struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    s.p[i] != '_' && (i == 0 || !num_is_digit((unsigned char)s.p[i])))
			return false;
	return s.n != 0 && s.n <= QTABLE_NAME_MAX;
}

/* ---- what gives rows ---- */

/* Names that are one text or a list of them. */
static enum rc
parse_names(struct qplan_parse *l, const struct node *n, struct sv **name, size_t *count)
{
	const struct node *item = n->kind == NODE_LIST ? n->item : n;
	size_t max = n->kind == NODE_LIST ? n->n : 1;

	*name = arena_alloc(l->a, (max + 1) * sizeof(**name));
	for (*count = 0; *count < max; (*count)++) {
		if (item[*count].kind != NODE_STRING || item[*count].text.n == 0)
			return doc_fail(l->p->doc, &item[*count], l->e,
			    "expected a name or a list of names, found %s",
			    node_kind_name(item[*count].kind));
		(*name)[*count] = item[*count].text;
	}
	return max != 0 ? RC_OK : doc_fail(l->p->doc, n, l->e, "names nothing");
}

static enum rc
parse_from(struct qplan_parse *l, const struct node *from, struct qtable *t)
{
	const struct qplan *p = l->p;
	struct sv *name;
	size_t n;
	enum rc rc;

	t->all = from == NULL;
	if (from == NULL)
		return RC_OK;
	rc = parse_names(l, from, &name, &n);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n && p->event.n != 0; i++) {
		size_t near;

		if (rule_keys_find(&p->event, name[i]) != RULE_NONE)
			continue;
		near = sv_near(name[i], p->event.key, p->event.n);
		return near < p->event.n
		    ? doc_fail(p->doc, from, l->e, "the plan has no event '%.*s' (did you mean "
		    "'%.*s'?)", SV_SHOW(name[i]), SV_SHOW(p->event.key[near]))
		    : doc_fail(p->doc, from, l->e, "the plan has no event '%.*s'",
		    SV_SHOW(name[i]));
	}
	rule_keys_set(&t->from, name, n, l->a);
	return RC_OK;
}

static enum rc
parse_each(struct qplan_parse *l, const struct node *n, struct qtable *t)
{
	const struct expr *x = NULL;
	enum rc rc;

	if (n == NULL)
		return RC_OK;
	rc = qplan_parse_expr(l, n, &x);
	if (rc != RC_OK)
		return rc;
	t->list = expr_field(x, &t->each);
	return t->list ? RC_OK : doc_fail(l->p->doc, n, l->e, "each: expected the field of an "
	    "array");
}

/* What is named below the array is a member of each element. */
static void
link_members(struct qplan_parse *l, struct qtable *t)
{
	struct proj *proj = l->cfg->env->proj;
	const struct proj_field array = proj->field[t->each];

	t->member = arena_alloc(l->a, (proj->n + 1) * sizeof(*t->member));
	for (size_t i = 0; i < proj->n; i++) {
		struct proj_field *f = &proj->field[i];
		size_t k = 0;

		while (k < array.nkey && k < f->nkey && sv_eq(f->key[k], array.key[k]))
			k++;
		if (k < array.nkey || f->nkey == array.nkey)
			continue;
		t->member[t->nmember++] = (struct qtable_member){ i, f->key + k, f->nkey - k };
		f->derived = true;
	}
}

/* ---- columns ---- */

/* "integer", "decimal(2)" */
static enum rc
parse_type(struct qplan_parse *l, const struct node *n, struct qddl_column *c)
{
	struct sv text = n->text, scale = { "", 0 };
	const char *open = n->kind == NODE_STRING ? memchr(text.p, '(', text.n) : NULL;
	uint32_t digits = 0;

	if (open != NULL && text.p[text.n - 1] == ')') {
		scale = (struct sv){ open + 1, (size_t)(text.p + text.n - open) - 2 };
		text.n = (size_t)(open - text.p);
	}
	for (unsigned i = 0; n->kind == NODE_STRING && i < QDDL_TYPES; i++) {
		if (!sv_is(text, type_names[i]) || (i == QDDL_DECIMAL) != (open != NULL))
			continue;
		if (open != NULL && (!num_small(scale, &digits) || digits > QDDL_SCALE_MAX))
			break;
		c->type = (enum qddl_type)i;
		c->scale = (int)digits;
		c->seen = 1u << i;
		return RC_OK;
	}
	return doc_fail(l->p->doc, n, l->e, "expected string, integer, decimal(0) to decimal(%d), "
	    "number, boolean, date-time, date, uuid, ip or json", QDDL_SCALE_MAX);
}

/* The type that the schemas say a field has. */
static enum rc
find_type(struct qplan_parse *l, const struct qtable *t, struct qtable_column *c)
{
	const struct proj *proj = l->cfg->env->proj;
	struct qddl_member m = { .from = t->all ? NULL : &t->from };
	size_t slot;

	if (expr_field(c->x, &slot)) {
		const struct proj_field *f = &proj->field[slot];

		m.key = f->key;
		m.nkey = f->nkey;
		for (size_t i = 0; t->list && i < t->nmember; i++)
			if (t->member[i].slot == slot)
				m.each = f->nkey - t->member[i].nbelow;
		if (t->list && slot == t->each)
			m.each = f->nkey;
		if (qddl_columns_member(&c->c, l->p, &m))
			return RC_OK;
	}
	return doc_fail(l->p->doc, c->node, l->e, "no schema says what type '%.*s' has: write "
	    "%.*s: {is: %.*s, type: string}, or which it is", SV_SHOW(c->path),
	    SV_SHOW(c->c.name), SV_SHOW(c->node->kind == NODE_STRING ? c->node->text
	    : node_get(c->node, "is")->text));
}

static enum rc
parse_column(struct qplan_parse *l, const struct node *n, struct qtable *t,
    struct qtable_column *c)
{
	static const char *const keys[] = { "is", "position", "type", "description", NULL };
	const struct doc *d = l->p->doc;
	const struct node *is = n;
	bool position = false;
	enum rc rc = RC_OK;

	c->node = n;
	c->c.name = n->key;
	if (n->kind == NODE_MAP) {
		rc = doc_keys(d, n, keys, l->e);
		if (rc == RC_OK)
			rc = doc_bool(d, n, "position", &position, l->e);
		is = node_get(n, "is");
		if (rc == RC_OK && (is != NULL) == position)
			rc = doc_fail(d, n, l->e, "a column has either 'is' or 'position: true'");
	}
	if (rc == RC_OK && position && (!t->list || node_get(n, "type") != NULL))
		rc = doc_fail(d, n, l->e, t->list ? "a position is an integer"
		    : "position is the number of an element: there is no 'each'");
	if (rc != RC_OK || position) {
		c->path = SV("position");
		c->c.type = QDDL_INTEGER;
		c->c.seen = 1u << QDDL_INTEGER;
		c->c.always = true;
		return rc;
	}
	rc = qplan_parse_expr(l, is, &c->x);
	if (rc == RC_OK)
		c->path = qplan_parse_pointer(l, c->x, is->text);
	return rc;
}

static void
write_head(struct qplan_parse *l, struct qtable_column *c)
{
	struct sv at = node_path(c->node, l->a);
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_key(&w, c->c.name);
	c->head = arena_sv(l->a, buf_view(&b));
	buf_clear(&b);
	buf_printf(&b, "%s#%.*s", l->p->doc->file, SV_SHOW(at));
	c->where = arena_sv(l->a, buf_view(&b));
	buf_free(&b);
}

static enum rc
parse_columns(struct qplan_parse *l, const struct node *map, struct qtable *t)
{
	const struct doc *d = l->p->doc;
	enum rc rc = doc_kind(d, map, NODE_MAP, l->e);

	if (rc == RC_OK && (map->n == 0 || map->n > QTABLE_COLUMNS_MAX))
		rc = doc_fail(d, map, l->e, "expected 1 to %d columns", QTABLE_COLUMNS_MAX);
	if (rc != RC_OK)
		return rc;
	t->ncolumn = map->n;
	t->column = arena_zalloc(l->a, map->n * sizeof(*t->column));
	for (size_t i = 0; rc == RC_OK && i < map->n; i++)
		rc = parse_column(l, &map->item[i], t, &t->column[i]);
	if (rc == RC_OK && t->list)
		link_members(l, t);
	for (size_t i = 0; rc == RC_OK && i < map->n; i++) {
		struct qtable_column *c = &t->column[i];
		const struct node *type = node_get(c->node, "type");

		write_head(l, c);
		if (type != NULL)
			rc = parse_type(l, type, &c->c);
		else if (c->x != NULL)
			rc = find_type(l, t, c);
	}
	return rc;
}

/* ---- keys ---- */

static enum rc
find_column(struct qplan_parse *l, const struct node *n, const struct qtable *t, struct sv name,
    size_t *at)
{
	for (*at = 0; *at < t->ncolumn; (*at)++)
		if (sv_eq(t->column[*at].c.name, name))
			return RC_OK;
	return doc_fail(l->p->doc, n, l->e, "'%.*s' is no column of %.*s", SV_SHOW(name),
	    SV_SHOW(t->name));
}

static enum rc
parse_key(struct qplan_parse *l, struct qtable *t)
{
	const struct node *n = NULL, *latest = node_get(t->node, "latest");
	struct sv *name, by = { "", 0 };
	enum rc rc = doc_need(l->p->doc, t->node, "key", &n, l->e);

	if (rc == RC_OK)
		rc = parse_names(l, n, &name, &t->nkey);
	if (rc == RC_OK)
		t->key = arena_alloc(l->a, (t->nkey + 1) * sizeof(*t->key));
	for (size_t i = 0; rc == RC_OK && i < t->nkey; i++) {
		rc = find_column(l, n, t, name[i], &t->key[i]);
		if (rc == RC_OK && t->column[t->key[i]].key)
			rc = doc_fail(l->p->doc, n, l->e, "'%.*s' is in the key twice",
			    SV_SHOW(name[i]));
		if (rc == RC_OK)
			t->column[t->key[i]].key = t->column[t->key[i]].c.always = true;
	}
	t->latest = SIZE_MAX;
	if (rc == RC_OK)
		rc = doc_text(l->p->doc, t->node, "latest", &by, l->e);
	if (rc == RC_OK && by.n != 0) {
		rc = find_column(l, latest, t, by, &t->latest);
		if (rc == RC_OK && t->column[t->latest].c.type != QDDL_TIMESTAMP &&
		    t->column[t->latest].c.type != QDDL_DATE)
			rc = doc_fail(l->p->doc, latest, l->e, "'%.*s' is %s: what is latest is "
			    "told by a date-time or a date", SV_SHOW(by),
			    type_names[t->column[t->latest].c.type]);
		if (rc == RC_OK && t->column[t->latest].key)
			rc = doc_fail(l->p->doc, latest, l->e, "'%.*s' is in the key",
			    SV_SHOW(by));
		if (rc == RC_OK)
			t->column[t->latest].latest = t->column[t->latest].c.always = true;
	}
	return rc;
}

static bool
same_where(const struct expr *a, const struct expr *b)
{
	return a == b || (a != NULL && b != NULL && expr_same(a, b));
}

/* Why a row of @t may have no row of @to beside it; NULL: it always has. */
static const char *
why_alone(const struct qtable *t, const struct qtable_column *c, const struct qtable *to)
{
	const struct qtable_column *key = &to->column[to->key[0]];

	if (to->nkey != 1)
		return "has a key of several columns";
	if (c->x == NULL || key->x == NULL || !expr_same(c->x, key->x))
		return "has another expression for its key";
	if (c->c.type != key->c.type || c->c.scale != key->c.scale)
		return "has a key of another type";
	if (to->list && (!t->list || t->each != to->each))
		return "has rows of other elements";
	if (to->where != NULL && !same_where(t->where, to->where))
		return "has rows only 'where' it says";
	if (to->all)
		return NULL;
	if (t->all)
		return "has no rows of some of the events";
	for (uint32_t i = 0; i < t->from.n; i++)
		if (rule_keys_find(&to->from, t->from.key[i]) == RULE_NONE)
			return "has no rows of some of the events";
	return NULL;
}

static enum rc
parse_refs(struct qplan_parse *l, struct qtable *t)
{
	const struct doc *d = l->p->doc;
	const struct node *map = node_get(t->node, "refs");
	enum rc rc = map == NULL ? RC_OK : doc_kind(d, map, NODE_MAP, l->e);

	for (size_t i = 0; rc == RC_OK && map != NULL && i < map->n; i++) {
		const struct node *n = &map->item[i];
		const struct qtable *to;
		const char *why;
		size_t at;

		rc = find_column(l, n, t, n->key, &at);
		if (rc != RC_OK)
			break;
		to = n->kind == NODE_STRING ? qtable_find(l->p, n->text) : NULL;
		if (to == NULL)
			return doc_fail(d, n, l->e, "expected a table that stands before this "
			    "one");
		why = why_alone(t, &t->column[at], to);
		if (why != NULL)
			return doc_fail(d, n, l->e, "a row of %.*s may have none in %.*s, which "
			    "%s", SV_SHOW(t->name), SV_SHOW(to->name), why);
		t->column[at].refers = to;
	}
	return rc;
}

/* ---- a table ---- */

static enum rc
parse_table(struct qplan_parse *l, const struct node *n, struct qtable *t)
{
	static const char *const keys[] = { "from", "where", "each", "key", "latest", "columns",
		"refs", "distinct", "description", "$comment", NULL };
	const struct doc *d = l->p->doc;
	const struct node *columns = NULL;
	enum rc rc = doc_kind(d, n, NODE_MAP, l->e);

	t->name = n->key;
	t->node = n;
	if (rc == RC_OK && !is_word(t->name))
		rc = doc_fail_key(d, n, l->e, "a table's name is letters, digits and _, at most "
		    "%d", QTABLE_NAME_MAX);
	if (rc == RC_OK && sv_is(t->name, QTABLE_LOADED))
		rc = doc_fail_key(d, n, l->e, "that is the table of what was loaded");
	if (rc == RC_OK)
		rc = doc_keys(d, n, keys, l->e);
	if (rc == RC_OK)
		rc = parse_from(l, node_get(n, "from"), t);
	if (rc == RC_OK)
		rc = parse_each(l, node_get(n, "each"), t);
	if (rc == RC_OK)
		rc = qplan_parse_expr(l, node_get(n, "where"), &t->where);
	if (rc == RC_OK)
		rc = doc_bool(d, n, "distinct", &t->distinct, l->e);
	if (rc == RC_OK)
		rc = doc_need(d, n, "columns", &columns, l->e);
	if (rc == RC_OK)
		rc = parse_columns(l, columns, t);
	if (rc == RC_OK)
		rc = parse_key(l, t);
	return rc == RC_OK ? parse_refs(l, t) : rc;
}

enum rc
qtable_parse(struct qplan_parse *l, const struct node *map)
{
	struct qplan *p = l->p;
	enum rc rc;

	if (map == NULL)
		return RC_OK;
	rc = doc_kind(p->doc, map, NODE_MAP, l->e);
	if (rc == RC_OK && map->n > QTABLE_MAX)
		rc = doc_fail(p->doc, map, l->e, "more than %d tables", QTABLE_MAX);
	if (rc != RC_OK)
		return rc;
	p->table = arena_zalloc(l->a, (map->n + 1) * sizeof(*p->table));
	for (size_t i = 0; rc == RC_OK && i < map->n; i++) {
		struct qtable t = { 0 };

		rc = parse_table(l, &map->item[i], &t);
		p->table[p->ntable++] = t;
	}
	return rc;
}
