/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer_node - see infer_node.h
 */
#include "quality/infer_node.h"

#include "base/num.h"
#include "base/utf8.h"
#include "schema/format.h"

#include <math.h>
#include <string.h>

void
infer_node_pool_init(struct infer_node_pool *p, uint64_t seed)
{
	*p = (struct infer_node_pool){ .seed = seed };
	arena_init(&p->arena);
	arena_init(&p->tmp);
}

void
infer_node_pool_free(struct infer_node_pool *p)
{
	arena_free(&p->arena);
	arena_free(&p->tmp);
}

enum rc
infer_node_pool_full(const struct infer_node_pool *p, struct err *e)
{
	if (p->n <= INFER_NODE_FIELDS_MAX)
		return RC_OK;
	return rc_err(e, RC_LIMIT, "more than %d members in all events together: no plan can "
	    "describe them", (int)INFER_NODE_FIELDS_MAX);
}

static struct infer_node *
take_node(struct infer_node_pool *p)
{
	struct infer_node *t = p->spare;

	p->n++;
	if (t == NULL)
		return arena_zalloc(&p->arena, sizeof(*t));
	p->spare = t->item;
	*t = (struct infer_node){ 0 };
	return t;
}

static void
give_node(struct infer_node_pool *p, struct infer_node *t)
{
	if (t == NULL)
		return;
	infer_node_drop(p, t);
	t->item = p->spare;
	p->spare = t;
	p->n--;
}

static struct infer_node *
member_at(const struct infer_node_object *o, size_t i)
{
	struct infer_node *const *slot = o->member.entry[i].val;

	return *slot;
}

static void
drop_members(struct infer_node_pool *p, struct infer_node_object *o)
{
	for (size_t i = 0; i < o->member.n; i++)
		give_node(p, member_at(o, i));
	hmap_free(&o->member);
	hmap_init(&o->member, &p->arena, sizeof(struct infer_node *), p->seed);
	o->guess = 0;
}

void
infer_node_drop(struct infer_node_pool *p, struct infer_node *t)
{
	if (t->object != NULL) {
		drop_members(p, t->object);
		give_node(p, t->object->rest);
	}
	give_node(p, t->item);
	*t = (struct infer_node){ 0 };
}

/* ---- members ---- */

static struct infer_node_object *
object_of(struct infer_node_pool *p, struct infer_node *t)
{
	if (t->object == NULL) {
		t->object = arena_zalloc(&p->arena, sizeof(*t->object));
		hmap_init(&t->object->member, &p->arena, sizeof(struct infer_node *), p->seed);
	}
	return t->object;
}

static struct infer_node *
rest_of(struct infer_node_pool *p, struct infer_node_object *o)
{
	if (o->rest == NULL)
		o->rest = take_node(p);
	return o->rest;
}

static void
open_up(struct infer_node_pool *p, struct infer_node_object *o)
{
	struct infer_node *rest = rest_of(p, o);

	o->open = true;
	for (size_t i = 0; i < o->member.n; i++)
		infer_node_merge(p, rest, member_at(o, i));
	drop_members(p, o);
}

/* The node of a member, by its decoded name. */
static struct infer_node *
member_of(struct infer_node_pool *p, struct infer_node_object *o, struct sv name)
{
	struct infer_node **slot;
	bool fresh;

	if (o->guess < o->member.n && sv_eq(o->member.entry[o->guess].key, name))
		return member_at(o, o->guess++);
	if (o->open || name.n > INFER_NODE_NAME_MAX)
		return rest_of(p, o);
	slot = hmap_put(&o->member, name, &fresh);
	if (fresh) {
		*slot = take_node(p);
		(*slot)->at = o->member.n - 1;
	}
	if (o->member.n > INFER_NODE_NAMES_MAX) {
		open_up(p, o);
		return o->rest;
	}
	o->guess = (*slot)->at + 1;
	return *slot;
}

/* ---- texts ---- */

static void
forget_texts(struct infer_node *t)
{
	t->many = true;
	t->ntext = 0;
}

/* By the grammar almost any two words with a colon are a URI; this one says so itself. */
static bool
shows_uri(struct sv s)
{
	return sv_has(s, SV("://")) || sv_starts(s, SV("urn:")) || sv_starts(s, SV("mailto:"));
}

static void
count_text(struct infer_node_pool *p, struct infer_node *t, struct sv s, uint64_t n)
{
	unsigned i;

	for (i = 0; i < t->ntext && !sv_eq(t->text[i].text, s); i++)
		;
	if (i == INFER_NODE_VALUES_MAX || s.n > INFER_NODE_TEXT_MAX || shows_uri(s)) {
		forget_texts(t);
		return;
	}
	if (t->text == NULL)
		t->text = arena_zalloc(&p->arena, INFER_NODE_VALUES_MAX * sizeof(*t->text));
	if (i == t->ntext)
		t->text[t->ntext++] = (struct infer_node_text){ arena_sv(&p->arena, s), 0 };
	t->text[i].n += n;
}

static uint16_t
formats_not(struct sv s, uint16_t not)
{
	static const enum format list[] = { FORMAT_DATE_TIME, FORMAT_DATE, FORMAT_UUID,
	    FORMAT_URI, FORMAT_EMAIL, FORMAT_IPV4, FORMAT_IPV6, FORMAT_HOSTNAME };

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		uint16_t bit = (uint16_t)(1u << list[i]);

		if ((not & bit) == 0 && (!format_ok(list[i], s) ||
		    (list[i] == FORMAT_URI && !shows_uri(s))))
			not |= bit;
	}
	return not;
}

static void
add_text(struct infer_node_pool *p, struct infer_node *t, struct sv s)
{
	if (s.n > t->longest) {	/* bytes: at least as many as code points */
		uint64_t n = utf8_count(s);

		if (n > t->longest)
			t->longest = n;
	}
	if (!t->many)
		count_text(p, t, s, 1);
	t->not = formats_not(s, t->not);
}

/* ---- values ---- */

static void
add_limit(struct infer_node *t, double x)
{
	if (infer_node_numbers(t) == 0 || x < t->lo)
		t->lo = x;
	if (infer_node_numbers(t) == 0 || x > t->hi)
		t->hi = x;
}

static void
add_number(struct infer_node *t, const struct val *v)
{
	char text[NUM_TEXT_MAX];
	struct sv s = v->text;
	double x;

	if ((v->flags & VAL_DOUBLE) != 0)
		s = (struct sv){ text, num_text(v->num, text) };
	if (num_double(s, &x) != RC_OK)	/* beyond all doubles */
		x = s.n != 0 && s.p[0] == '-' ? -INFINITY : INFINITY;
	add_limit(t, x);
	t->negative |= s.n != 0 && s.p[0] == '-' && (x < 0 || num_cmp(s, SV("0")) != 0);
	t->n[sv_find(s, '.') == s.n && sv_find(s, 'e') == s.n && sv_find(s, 'E') == s.n ?
	    INFER_NODE_INTEGER : INFER_NODE_FRACTION]++;
}

struct inside {			/* a container being walked */
	struct infer_node_pool   *p;
	struct infer_node_object *object;
	struct infer_node        *item;
	uint64_t                  mark;
	uint64_t                  n;
	unsigned                  depth;
};

static void add_value(struct infer_node_pool *p, struct infer_node *t, const struct val *v,
    unsigned depth);

static void
add_member(struct inside *in, struct sv key, bool esc, const struct val *v)
{
	struct infer_node *t;

	if (v->kind == VAL_NONE)
		return;
	t = member_of(in->p, in->object, esc ? val_unescape(key, &in->p->tmp) : key);
	t->present += t->mark != in->mark;
	t->mark = in->mark;
	add_value(in->p, t, v, in->depth);
}

static bool
each_member(void *ctx, struct sv key, const struct val *v)
{
	struct inside *in = ctx;

	add_member(in, key, sv_find(key, '\\') < key.n, v);
	return true;
}

static bool
each_item(void *ctx, struct sv key, const struct val *v)
{
	struct inside *in = ctx;

	(void)key;
	in->n++;
	if (in->item != NULL)
		add_value(in->p, in->item, v, in->depth);
	return true;
}

static void
add_array(struct infer_node_pool *p, struct infer_node *t, const struct val *v, unsigned depth)
{
	struct inside in = { .p = p, .depth = depth + 1 };

	if (depth < INFER_NODE_DEPTH_MAX) {
		if (t->item == NULL)
			t->item = take_node(p);
		in.item = t->item;
	}
	jread_each(v, each_item, &in);
	if (in.n > t->items)
		t->items = in.n;
	t->n[INFER_NODE_ARRAY]++;
}

static void
add_object(struct infer_node_pool *p, struct infer_node *t, const struct val *v, unsigned depth)
{
	struct inside in = { .p = p, .mark = ++p->mark, .depth = depth + 1 };

	t->n[INFER_NODE_OBJECT]++;
	if (depth >= INFER_NODE_DEPTH_MAX)
		return;
	in.object = object_of(p, t);
	in.object->guess = 0;
	jread_each(v, each_member, &in);
}

static void
add_value(struct infer_node_pool *p, struct infer_node *t, const struct val *v, unsigned depth)
{
	switch (v->kind) {
	case VAL_NONE:
		break;
	case VAL_NULL:
		t->n[INFER_NODE_NULL]++;
		break;
	case VAL_FALSE:
	case VAL_TRUE:
		t->n[INFER_NODE_BOOLEAN]++;
		break;
	case VAL_NUMBER:
		add_number(t, v);
		break;
	case VAL_STRING:
	case VAL_TIME:
		add_text(p, t, v->kind == VAL_STRING && (v->flags & VAL_ESC) == 0 ? v->text :
		    val_text(v, &p->tmp));
		t->n[INFER_NODE_STRING]++;
		break;
	case VAL_OBJECT:
		add_object(p, t, v, depth);
		break;
	default:
		add_array(p, t, v, depth);
	}
}

void
infer_node_event(struct infer_node_pool *p, struct infer_node *t, const struct jread_member *m,
    size_t n)
{
	struct inside in = { .p = p, .object = object_of(p, t), .mark = ++p->mark, .depth = 1 };

	in.object->guess = 0;
	for (size_t i = 0; i < n; i++)
		add_member(&in, m[i].key, m[i].key_esc, &m[i].val);
	t->n[INFER_NODE_OBJECT]++;
	arena_reset(&p->tmp);
}

/* ---- sums ---- */

static void
merge_object(struct infer_node_pool *p, struct infer_node_object *to,
    const struct infer_node_object *from)
{
	if (from->open && !to->open)
		open_up(p, to);
	for (size_t i = 0; i < from->member.n; i++)
		infer_node_merge(p, member_of(p, to, from->member.entry[i].key),
		    member_at(from, i));
	if (from->rest != NULL)
		infer_node_merge(p, rest_of(p, to), from->rest);
}

static void
merge_texts(struct infer_node_pool *p, struct infer_node *to, const struct infer_node *from)
{
	if (from->many)
		forget_texts(to);
	for (unsigned i = 0; !to->many && i < from->ntext; i++)
		count_text(p, to, from->text[i].text, from->text[i].n);
	if (from->longest > to->longest)
		to->longest = from->longest;
	to->not |= from->not;
}

void
infer_node_merge(struct infer_node_pool *p, struct infer_node *to, const struct infer_node *from)
{
	if (infer_node_numbers(from) != 0) {
		add_limit(to, from->lo);
		if (from->hi > to->hi)
			to->hi = from->hi;
	}
	merge_texts(p, to, from);
	if (from->object != NULL)
		merge_object(p, object_of(p, to), from->object);
	if (from->item != NULL) {
		if (to->item == NULL)
			to->item = take_node(p);
		infer_node_merge(p, to->item, from->item);
	}
	if (from->items > to->items)
		to->items = from->items;
	for (unsigned i = 0; i < INFER_NODE_KINDS; i++)
		to->n[i] += from->n[i];
	to->present += from->present;
	to->negative |= from->negative;
}
