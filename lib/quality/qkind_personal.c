/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_personal - fields of a class that everyone may see have nothing that says who somebody is
 */
#include "base/buf.h"
#include "json/jread.h"
#include "quality/personal.h"
#include "quality/qclass.h"
#include "quality/qkind.h"

struct own {
	const struct qclass *classes;
	const struct expr   *key;	/* of the plan; NULL: events have no names */
	enum qclass_level    max;	/* fields of this class and lower ones are looked at */
};

static enum rc
parse_personal(struct qplan_parse *l, const struct node *n, const struct node *at,
    struct qplan_check *c)
{
	struct own *own = arena_zalloc(l->a, sizeof(*own));

	(void)n;
	c->own = own;
	own->max = at->kind == NODE_STRING ? qclass_find(at->text) : QCLASS_UNSAID;
	if (own->max >= QCLASS_PERSONAL)
		return doc_fail(l->p->doc, at, l->e, "expected public or internal");
	if (l->p->classes == NULL)
		return doc_fail(l->p->doc, at, l->e, "the plan has no classes: give fields "
		    "x-class, or the plan class");
	own->classes = l->p->classes;
	own->key = l->p->key;
	return RC_OK;
}

struct search {			/* in one event */
	struct qlook     *k;
	const struct own *own;
	struct arena     *a;
	struct qclass_at  at;
	struct sv         path;		/* of what is walked */
	bool              list;		/* it is one: elements have no names */
	bool              looked;	/* a field was of a class that is looked at */
};

static void look_into(struct search *s, const struct qclass_at *at, struct sv path,
    const struct val *v);

/* PATH/KEY as a JSON pointer, in the arena. */
static struct sv
path_of(const struct search *s, struct sv key)
{
	char *p = arena_alloc(s->a, s->path.n + 2 * key.n + 2);
	size_t n = s->path.n;

	if (n > 0)
		memcpy(p, s->path.p, n);
	p[n++] = '/';
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] == '~' || key.p[i] == '/') {
			p[n++] = '~';
			p[n++] = key.p[i] == '~' ? '0' : '1';
		} else {
			p[n++] = key.p[i];
		}
	}
	return (struct sv){ p, n };
}

static bool
walk_one(void *ctx, struct sv key, const struct val *v)
{
	struct search *s = ctx;
	struct qclass_at at;

	if (s->list) {
		at = qclass_element(&s->at);
		key = SV("*");
	} else {
		key = sv_find(key, '\\') < key.n ? val_unescape(key, s->a) : key;
		at = qclass_member(&s->at, key);
	}
	look_into(s, &at, path_of(s, key), v);
	return s->k->answer != QLOOK_BAD;
}

static void
look_into(struct search *s, const struct qclass_at *place, struct sv path, const struct val *v)
{
	const struct qclass_at at = v->kind == VAL_ARRAY ? *place : qclass_alone(place);

	if (v->kind == VAL_OBJECT || v->kind == VAL_ARRAY) {
		const struct qclass_at back = s->at;
		const struct sv up = s->path;
		const bool list = s->list;

		s->at = at;
		s->path = path;
		s->list = v->kind == VAL_ARRAY;
		jread_each(v, walk_one, s);
		s->at = back;
		s->path = up;
		s->list = list;
	} else if (qclass_level(s->own->classes, &at) <= s->own->max) {
		enum personal what = PERSONAL_NOTHING;

		s->looked = true;
		if (v->kind == VAL_STRING || v->kind == VAL_NUMBER)
			what = personal_find(val_text(v, s->a));
		if (what == PERSONAL_NOTHING)
			return;
		/* Reports say what it is: the value would be in the wrong place once more. */
		s->k->x = val_of_text(sv_of(personal_name(what)));
		s->k->path = path;
		s->k->answer = QLOOK_BAD;
	}
}

static enum rc
step_personal(void *tally, struct qlook *k, struct err *e)
{
	const struct own *own = k->c->own;
	struct search s = { .k = k, .own = own, .a = expr_eval_arena(k->ev) };
	struct val name = { .kind = VAL_NONE };
	enum rc rc = RC_OK;

	(void)tally;
	if (own->key != NULL)
		rc = expr_value(own->key, k->r, k->ev, &name, e);
	if (rc != RC_OK)
		return rc;
	s.at = qclass_event(own->classes,
	    val_null(&name) ? (struct sv){ 0 } : val_text(&name, s.a));
	if (k->r->nmember == 0 && k->r->json) {
		struct sv line = record_line(k->r);
		const size_t from = sv_find(line, '{');
		const struct val all = { .kind = VAL_OBJECT,
			.text = { line.p + from, line.n - from } };

		jread_each(&all, walk_one, &s);
	} else {
		for (size_t i = 0; i < k->r->nmember && k->answer != QLOOK_BAD; i++)
			walk_one(&s, k->r->member[i].key, &k->r->member[i].val);
	}
	if (k->answer != QLOOK_BAD && s.looked)
		k->answer = QLOOK_GOOD;
	return RC_OK;
}

const struct qkind qkind_personal = {
	.name = "personal",
	.summary = "no field of this class, or a lower one, says who somebody is",
	.code = "personal",
	.fault = "looks like an e-mail or IP address, a phone or card number: not for this field",
	.flags = QKIND_CONDITION | QKIND_NO_FIELD | QKIND_MEMBERS,
	.parse = parse_personal,
	.step = step_personal
};
