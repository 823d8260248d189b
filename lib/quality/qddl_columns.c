/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl_columns - see qddl_columns.h
 *
 * One pass over common and each event's schema collects the columns; what the event at
 * hand says of a column is settled when the next event names it, or at the end.
 */
#include "quality/qddl_columns.h"

#include "base/hash.h"
#include "base/num.h"

enum {
	DEPTH_MAX = 32		/* of $ref, allOf ... that are followed */
};

/* ---- what a rule says of a value ---- */

static unsigned
kinds_of(const struct val *v)
{
	static const uint8_t kinds[] = { [VAL_NULL] = RULE_NULL, [VAL_FALSE] = RULE_BOOLEAN,
	    [VAL_TRUE] = RULE_BOOLEAN, [VAL_NUMBER] = RULE_INTEGER | RULE_FRACTION,
	    [VAL_STRING] = RULE_STRING, [VAL_TIME] = RULE_STRING, [VAL_OBJECT] = RULE_OBJECT,
	    [VAL_ARRAY] = RULE_ARRAY };

	return v->kind == VAL_NUMBER && dec_whole(v->text) ? RULE_INTEGER : kinds[v->kind];
}

static unsigned types_of(const struct rule *r, int depth);

static unsigned
one_of(const struct rule_list *l, int depth)
{
	unsigned types = l->n == 0 ? RULE_ANY : 0;

	for (size_t i = 0; i < l->n; i++)
		types |= types_of(l->rule[i], depth);
	return types;
}

/* The types that a value may have by the rule, as bits; never one too few. */
static unsigned
types_of(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any;
	unsigned types = r->never ? 0 : r->types, some = 0;

	if (a == NULL || depth == DEPTH_MAX)
		return types;
	for (size_t i = 0; i < a->nvalue; i++)
		some |= kinds_of(&a->value[i]->v);
	if (a->listed)
		types &= some | (a->text.n != 0 ? RULE_STRING : 0);
	if (a->is != NULL)
		types &= kinds_of(&a->is->v);
	for (size_t i = 0; i < a->all.n; i++)
		types &= types_of(a->all.rule[i], depth + 1);
	if (a->ref != NULL)
		types &= types_of(a->ref, depth + 1);
	return types & one_of(&a->any, depth + 1) & one_of(&a->one, depth + 1);
}

/* The type of a column for the texts that the rule allows; QDDL_TYPES: it does not say. */
static enum qddl_type
text_type(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any;
	enum qddl_type type = QDDL_TYPES;

	switch (r->string != NULL ? r->string->format : FORMAT_N) {
	case FORMAT_DATE_TIME:
		return QDDL_TIMESTAMP;
	case FORMAT_DATE:
		return QDDL_DATE;
	case FORMAT_UUID:
		return QDDL_UUID;
	case FORMAT_IPV4:
	case FORMAT_IPV6:
		return QDDL_INET;
	default:
		break;
	}
	if (a == NULL || depth == DEPTH_MAX)
		return QDDL_TYPES;
	for (size_t i = 0; type == QDDL_TYPES && i < a->all.n; i++)
		type = text_type(a->all.rule[i], depth + 1);
	if (type == QDDL_TYPES && a->ref != NULL)
		type = text_type(a->ref, depth + 1);
	for (int k = 0; type == QDDL_TYPES && k < 2; k++) {
		const struct rule_list *l = k == 0 ? &a->any : &a->one;

		for (size_t i = 0; i < l->n; i++) {
			enum qddl_type t = text_type(l->rule[i], depth + 1);

			if ((types_of(l->rule[i], depth + 1) & RULE_STRING) != 0)
				type = type == QDDL_TYPES || type == t ? t : QDDL_TEXT;
			if (type == QDDL_TYPES)
				break;
		}
	}
	return type;
}

/* What the rule says of numbers, itself or by reference; NULL: nothing. */
static const struct rule_number *
number_of(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any;
	const struct rule_number *n = r->number;

	if (a == NULL || depth == DEPTH_MAX)
		return n;
	for (size_t i = 0; n == NULL && i < a->all.n; i++)
		n = number_of(a->all.rule[i], depth + 1);
	return n == NULL && a->ref != NULL ? number_of(a->ref, depth + 1) : n;
}

static bool
is_wide(const struct rule_number *n)
{
	return n != NULL && ((n->max.text.n != 0 && num_cmp(n->max.text,
	    SV("9223372036854775807")) > 0) || (n->min.text.n != 0 &&
	    num_cmp(n->min.text, SV("-9223372036854775808")) < 0));
}

static enum qddl_type
type_of(const struct rule *r, unsigned types, int *scale)
{
	const struct rule_number *n = number_of(r, 0);
	enum qddl_type t;

	*scale = 0;
	switch (types & ~(unsigned)RULE_NULL) {
	case RULE_STRING:
		t = text_type(r, 0);
		return t == QDDL_TYPES ? QDDL_TEXT : t;
	case RULE_INTEGER:
		return is_wide(n) ? QDDL_DECIMAL : QDDL_INTEGER;
	case RULE_INTEGER | RULE_FRACTION:
	case RULE_FRACTION:
		if (n == NULL || n->multiple.n == 0 || n->divisor.exp < -QDDL_SCALE_MAX)
			return QDDL_FLOAT;
		*scale = n->divisor.exp < 0 ? (int)-n->divisor.exp : 0;
		return QDDL_DECIMAL;
	case RULE_BOOLEAN:
		return QDDL_BOOLEAN;
	default:
		return QDDL_JSON;
	}
}

/* The rule that lists the values, itself or by reference, when all of them are texts. */
static const struct rule_any *
list_of(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any, *found = NULL;

	if (a == NULL || depth == DEPTH_MAX)
		return NULL;
	if (a->listed && a->text.n != 0) {
		for (size_t i = 0; i < a->nvalue; i++)
			if (a->value[i]->v.kind != VAL_NULL)
				return NULL;
		return a;
	}
	for (size_t i = 0; found == NULL && i < a->all.n; i++)
		found = list_of(a->all.rule[i], depth + 1);
	return found == NULL && a->ref != NULL ? list_of(a->ref, depth + 1) : found;
}

/* ---- columns ---- */

/* Count the last event that named the column, when it and common make it always there. */
static void
settle_event(struct qddl_column *c)
{
	c->full += c->event != 0 && (c->needed || c->now_needed) && (c->filled || c->now_filled);
	c->now_needed = c->now_filled = false;
}

static struct qddl_column *
column_of(struct qddl_columns *t, struct sv name)
{
	bool fresh;
	struct qddl_column *c = hmap_put(&t->column, name, &fresh);

	if (fresh) {
		c->name = name;
		c->type = QDDL_JSON;
	}
	if (c->event != t->event) {
		settle_event(c);
		c->event = t->event;
	}
	return c;
}

static void
widen_type(struct qddl_column *c, enum qddl_type type, int scale)
{
	const unsigned numbers = 1u << QDDL_INTEGER | 1u << QDDL_DECIMAL | 1u << QDDL_FLOAT;
	const unsigned texts = 1u << QDDL_TEXT | 1u << QDDL_TIMESTAMP | 1u << QDDL_DATE |
	    1u << QDDL_UUID | 1u << QDDL_INET;

	c->scale = scale > c->scale ? scale : c->scale;
	c->seen |= 1u << type;
	if (c->seen == 1u << type)
		c->type = type;
	else if ((c->seen & ~numbers) == 0)
		c->type = (c->seen & 1u << QDDL_FLOAT) != 0 ? QDDL_FLOAT : QDDL_DECIMAL;
	else
		c->type = (c->seen & ~texts) == 0 ? QDDL_TEXT : QDDL_JSON;
}

/* Add what a schema says of a member; @sure: it does whatever else is in the event. */
static void
add_property(struct qddl_columns *t, struct sv name, const struct rule *r, bool sure)
{
	struct qddl_column *c = column_of(t, name);
	unsigned types = types_of(r, 0);
	const struct rule_any *list = list_of(r, 0);
	int scale;

	if ((types & ~(unsigned)RULE_NULL) != 0 && types != RULE_ANY) {
		enum qddl_type type = type_of(r, types, &scale);

		widen_type(c, type, scale);
	}
	if (types != RULE_ANY)
		*(list != NULL ? &c->listed : &c->unlisted) = true;
	if (!sure)
		return;
	if (t->event == 0 && list != NULL)
		c->check = list;
	if ((types & RULE_NULL) == 0)
		*(t->event == 0 ? &c->filled : &c->now_filled) = true;
}

static void
collect_rule(struct qddl_columns *t, const struct rule *r, bool sure, int depth)
{
	const struct rule_object *o = r->object;
	const struct rule_any *a = r->any;

	for (uint32_t i = 0; o != NULL && i < o->name.n; i++)
		if (o->member[i] != NULL)
			add_property(t, o->name.key[i], o->member[i], sure);
	for (size_t i = 0; o != NULL && i < o->nrequired; i++) {
		struct qddl_column *c = column_of(t, o->name.key[o->required[i]]);

		if (sure)
			*(t->event == 0 ? &c->needed : &c->now_needed) = true;
	}
	if (a == NULL || depth == DEPTH_MAX)
		return;
	for (size_t i = 0; i < a->all.n; i++)
		collect_rule(t, a->all.rule[i], sure, depth + 1);
	if (a->ref != NULL)
		collect_rule(t, a->ref, sure, depth + 1);
	for (size_t i = 0; i < a->any.n; i++)
		collect_rule(t, a->any.rule[i], false, depth + 1);
	for (size_t i = 0; i < a->one.n; i++)
		collect_rule(t, a->one.rule[i], false, depth + 1);
	if (a->then != NULL)
		collect_rule(t, a->then, false, depth + 1);
	if (a->otherwise != NULL)
		collect_rule(t, a->otherwise, false, depth + 1);
}

/* All events that pass are of a kind that has a schema. */
static bool
is_planned(const struct qplan *p)
{
	return p->event.n != 0 && p->unplanned == QPLAN_REJECT;
}

/*
 * The column that names events is text, unless a schema says otherwise; where every event must
 * be one of the plan's it is always there.
 */
static void
type_key(struct qddl_columns *t, const struct qplan *p)
{
	struct qddl_column *c = p->key != NULL && p->key_path.n != 0 ? hmap_get(&t->column,
	    (struct sv){ p->key_path.p + 1, p->key_path.n - 1 }) : NULL;

	if (c == NULL)
		return;
	if (c->seen == 0)
		c->type = QDDL_TEXT;
	if (is_planned(p))
		c->needed = c->filled = true;
}

void
qddl_columns_init(struct qddl_columns *t, const struct qplan *p)
{
	*t = (struct qddl_columns){ 0 };
	arena_init(&t->arena);
	hmap_init(&t->column, &t->arena, sizeof(struct qddl_column), hash_seed());
	if (p->common != NULL)
		collect_rule(t, p->common, true, 0);
	for (t->event = 1; t->event <= p->event.n; t->event++)
		collect_rule(t, p->rule[t->event - 1], true, 0);
	for (size_t i = 0; i < t->column.n; i++)
		settle_event(t->column.entry[i].val);
	type_key(t, p);
	for (size_t i = 0; i < t->column.n; i++) {
		struct qddl_column *c = t->column.entry[i].val;

		c->always = (c->needed && c->filled) || (is_planned(p) && c->full == p->event.n);
	}
}

/* ---- one column ---- */

struct walk {			/* down a path, by all rules that apply */
	struct qddl_columns      *t;
	struct sv                 name;
	const struct qddl_member *m;
};

struct walk_at {
	size_t at;		/* keys behind */
	bool   inside;		/* of an element */
	bool   sure;		/* what is said holds whatever else is in the event */
	int    depth;
};

static void walk_value(const struct walk *w, const struct rule *r, struct walk_at a);

static void
set_needed(const struct walk *w)
{
	struct qddl_column *c = column_of(w->t, w->name);

	*(w->t->event == 0 ? &c->needed : &c->now_needed) = true;
}

/* Elements are there when a row is: what they are not is what their schema says. */
static void
walk_elements(const struct walk *w, const struct rule_array *array, struct walk_at a)
{
	a.inside = true;
	if (array->rest != NULL)
		walk_value(w, array->rest, (struct walk_at){ a.at, true,
		    a.sure && array->nprefix == 0, a.depth });
	a.sure = false;
	for (size_t i = 0; i < array->nprefix; i++)
		walk_value(w, array->prefix[i], a);
}

static void
walk_member(const struct walk *w, const struct rule_object *o, struct walk_at a)
{
	uint32_t i = rule_keys_find(&o->name, w->m->key[a.at]);
	bool last = a.at + 1 == w->m->nkey && (w->m->each == 0 || a.inside);

	if (i == RULE_NONE)
		return;
	for (size_t k = 0; last && a.sure && k < o->nrequired; k++)
		if (o->required[k] == i)
			set_needed(w);
	a.at++;
	if (o->member[i] != NULL)
		walk_value(w, o->member[i], a);
}

static void
walk_list(const struct walk *w, const struct rule_list *l, struct walk_at a)
{
	for (size_t i = 0; i < l->n; i++)
		walk_value(w, l->rule[i], a);
}

/* What lies deeper than the first key of an event or an element may lack what it is in. */
static void
walk_deeper(const struct walk *w, const struct rule *r, struct walk_at a)
{
	const struct rule_any *any = r->any;
	const bool array = w->m->each != 0 && a.at == w->m->each && !a.inside;
	struct walk_at maybe = { a.at, a.inside, false, a.depth + 1 };

	if (array && r->array != NULL)
		walk_elements(w, r->array, a);
	else if (!array && r->object != NULL)
		walk_member(w, r->object, a);
	if (any == NULL || a.depth == DEPTH_MAX)
		return;
	a.depth++;
	walk_list(w, &any->all, a);
	if (any->ref != NULL)
		walk_value(w, any->ref, a);
	walk_list(w, &any->any, maybe);
	walk_list(w, &any->one, maybe);
	if (any->then != NULL)
		walk_value(w, any->then, maybe);
	if (any->otherwise != NULL)
		walk_value(w, any->otherwise, maybe);
}

static void
walk_value(const struct walk *w, const struct rule *r, struct walk_at a)
{
	const struct qddl_member *m = w->m;

	if (a.at < m->nkey || (m->each != 0 && !a.inside)) {
		if (a.at > 0 && a.inside && a.at == m->each)
			a.sure = a.sure && types_of(r, 0) == RULE_OBJECT;
		else if (a.at > 0 && a.at != m->each)
			a.sure = false;
		walk_deeper(w, r, a);
		return;
	}
	if (a.inside && a.at == m->each && a.sure)
		set_needed(w);
	add_property(w->t, w->name, r, a.sure);
}

bool
qddl_columns_member(struct qddl_column *c, const struct qplan *p, const struct qddl_member *m)
{
	struct qddl_columns t = { 0 };
	const struct walk w = { &t, c->name, m };
	const struct walk_at start = { 0, false, true, 0 };
	const struct sv name = c->name;
	const struct qddl_column *found;
	size_t n = 0;

	arena_init(&t.arena);
	hmap_init(&t.column, &t.arena, sizeof(struct qddl_column), hash_seed());
	if (p->common != NULL)
		walk_value(&w, p->common, start);
	for (t.event = 1; t.event <= p->event.n; t.event++)
		if (m->from == NULL || rule_keys_find(m->from, p->event.key[t.event - 1]) !=
		    RULE_NONE) {
			walk_value(&w, p->rule[t.event - 1], start);
			n++;
		}
	found = hmap_get(&t.column, name);
	*c = found != NULL ? *found : (struct qddl_column){ .type = QDDL_JSON };
	settle_event(c);
	c->name = name;
	c->always = (c->needed && c->filled) || (n != 0 && c->full == n &&
	    (m->from != NULL || is_planned(p)));
	qddl_columns_free(&t);
	return c->seen != 0;
}

void
qddl_columns_free(struct qddl_columns *t)
{
	hmap_free(&t->column);
	arena_free(&t->arena);
}
