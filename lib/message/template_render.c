/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/template_node.h"

#include "json/jread.h"

#include <stdarg.h>
#include <stdio.h>

struct scope {
	struct val          v;
	size_t              number;	/* of an element, from 1; 0 around all of them */
	bool                last;
	const struct scope *up;
};

struct render {
	const struct template *t;
	struct buf            *out;
	size_t                 from;	/* bytes that were in it */
	size_t                 rounds;
	struct arena           tmp;
	struct buf             encoded;
	struct err            *e;
};

__attribute__((format(printf, 4, 5))) static enum rc
fail(const struct render *r, const struct template_node *n, enum rc rc, const char *fmt, ...)
{
	char why[ERR_MSG_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	if (r->t->file == NULL || n->line == 0)
		return rc_err(r->e, rc, "%s", why);
	if (n->col == 0)
		return rc_err(r->e, rc, "%s:%u: %s", r->t->file, n->line, why);
	return rc_err(r->e, rc, "%s:%u:%u: %s", r->t->file, n->line, n->col, why);
}

/* The member, in the innermost object that has its first name. */
static struct val
look_up(struct render *r, const struct template_node *n, const struct scope *s)
{
	struct val v = { .kind = VAL_NONE };

	switch (n->special) {
	case TEMPLATE_SELF: return s->v;
	case TEMPLATE_NUMBER: return s->number > 0 ? val_of_double((double)s->number) : v;
	case TEMPLATE_FIRST: return s->number > 0 ? val_of_bool(s->number == 1) : v;
	case TEMPLATE_LAST: return s->number > 0 ? val_of_bool(s->last) : v;
	case TEMPLATE_MEMBER: break;
	}
	for (; s != NULL && v.kind == VAL_NONE; s = s->up)
		if (s->v.kind == VAL_OBJECT)
			v = jread_below(&s->v, n->path, 1, &r->tmp);
	if (v.kind == VAL_NONE || n->npath == 1)
		return v;
	if (v.kind != VAL_OBJECT)
		return (struct val){ .kind = VAL_NONE };
	return jread_below(&v, n->path + 1, n->npath - 1, &r->tmp);
}

static bool
elements(const struct val *v)
{
	size_t i = 1;

	while (i < v->text.n && num_is_ws((unsigned char)v->text.p[i]))
		i++;
	return i < v->text.n && v->text.p[i] != ']' && v->text.p[i] != '}';
}

static bool
holds(const struct val *v)
{
	double d;

	switch (v->kind) {
	case VAL_TRUE: return true;
	case VAL_NUMBER: return !val_number(v, &d) || d < 0 || d > 0;
	case VAL_STRING: return v->text.n > 0;
	case VAL_OBJECT:
	case VAL_ARRAY: return elements(v);
	default: return false;
	}
}

static enum rc
missing(struct render *r, const struct template_node *n, const struct val *v)
{
	return fail(r, n, RC_BAD, "variable '%.*s' is %s", SV_SHOW(n->name),
	    v->kind == VAL_NULL ? "null" : "missing");
}

static enum rc
put_value(struct render *r, const struct template_node *n, const struct scope *s)
{
	struct val v = look_up(r, n, s);
	struct sv text;

	if (n->text.p != NULL && (val_null(&v) || (v.kind == VAL_STRING && v.text.n == 0)))
		v = val_of_text(n->text);
	if (val_null(&v))
		return missing(r, n, &v);
	if (v.kind == VAL_OBJECT || v.kind == VAL_ARRAY)
		return fail(r, n, RC_BAD, "variable '%.*s' is %s, not a text", SV_SHOW(n->name),
		    v.kind == VAL_OBJECT ? "an object" : "a list");
	text = val_text(&v, &r->tmp);
	if (n->encode) {
		buf_clear(&r->encoded);
		(void)template_escape_put(&r->encoded, n->filter, text);
		text = buf_view(&r->encoded);
	}
	if (!template_escape_put(r->out, n->escape, text))
		return fail(r, n, RC_BAD, "variable '%.*s' is no link of http, https, mailto, tel "
		    "or sms", SV_SHOW(n->name));
	return RC_OK;
}

static enum rc render_nodes(struct render *r, const struct template_node *n,
    const struct scope *s);

struct walk {
	struct render              *r;
	const struct template_node *n;
	struct scope                scope;
	size_t                      count;
	enum rc                     rc;
};

static bool
count_one(void *ctx, struct sv key, const struct val *v)
{
	(void)key;
	(void)v;
	return ++*(size_t *)ctx <= TEMPLATE_ROUNDS_MAX;
}

static bool
render_one(void *ctx, struct sv key, const struct val *v)
{
	struct walk *w = ctx;

	(void)key;
	val_copy(&w->scope.v, v);
	w->scope.number++;
	w->scope.last = w->scope.number == w->count;
	w->rc = render_nodes(w->r, w->n->first, &w->scope);
	return w->rc == RC_OK;
}

static enum rc
render_each(struct render *r, const struct template_node *n, const struct scope *s)
{
	const struct val v = look_up(r, n, s);
	struct walk w = { .r = r, .n = n, .scope = { .up = s }, .rc = RC_OK };

	if (val_null(&v))
		return missing(r, n, &v);
	if (v.kind != VAL_ARRAY)
		return fail(r, n, RC_BAD, "variable '%.*s' is no list", SV_SHOW(n->name));
	if (!elements(&v))
		return render_nodes(r, n->other, s);
	jread_each(&v, count_one, &w.count);
	r->rounds += w.count;
	if (r->rounds > TEMPLATE_ROUNDS_MAX)
		return fail(r, n, RC_LIMIT, "more than %d elements of lists",
		    (int)TEMPLATE_ROUNDS_MAX);
	jread_each(&v, render_one, &w);
	return w.rc;
}

static enum rc
render_nodes(struct render *r, const struct template_node *n, const struct scope *s)
{
	enum rc rc = RC_OK;

	for (; n != NULL && rc == RC_OK; n = n->next) {
		if (n->kind == TEMPLATE_FIXED) {
			buf_sv(r->out, n->text);
		} else if (n->kind == TEMPLATE_VALUE) {
			rc = put_value(r, n, s);
		} else if (n->kind == TEMPLATE_EACH) {
			rc = render_each(r, n, s);
		} else {
			const struct val v = look_up(r, n, s);

			rc = render_nodes(r, holds(&v) ? n->first : n->other, s);
		}
		if (rc == RC_OK && (r->out->over || r->out->n - r->from > TEMPLATE_OUT_MAX))
			rc = fail(r, n, RC_LIMIT, "the text becomes too long");
	}
	return rc;
}

enum rc
template_render(const struct template *t, struct sv variables, struct buf *out, struct err *e)
{
	struct render r = { .t = t, .out = out, .from = out->n, .e = e };
	struct scope all = { .number = 0 };
	enum rc rc;

	if (variables.n > TEMPLATE_VARIABLES_MAX)
		return rc_err(e, RC_LIMIT, "the variables of a template have at most %d bytes",
		    (int)TEMPLATE_VARIABLES_MAX);
	rc = jread_value(variables, &all.v, e);
	if (rc == RC_OK && all.v.kind != VAL_OBJECT)
		rc = rc_err(e, RC_BAD, "the variables of a template are an object");
	if (rc != RC_OK)
		return rc;
	arena_init(&r.tmp);
	buf_init(&r.encoded, TEMPLATE_OUT_MAX);
	rc = render_nodes(&r, t->first, &all);
	if (rc != RC_OK) {
		out->n = r.from;
		out->over = false;
	}
	buf_free(&r.encoded);
	arena_free(&r.tmp);
	return rc;
}
