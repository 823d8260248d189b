/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qplan_parse.h"

#include "base/buf.h"
#include "base/num.h"
#include "time/tstamp.h"

#include <string.h>

enum rc
qplan_parse_expr(struct qplan_parse *l, const struct node *n, const struct expr **x)
{
	struct err inner = { 0 };

	*x = NULL;
	if (n == NULL)
		return RC_OK;
	if (n->kind != NODE_STRING)
		return doc_fail(l->p->doc, n, l->e, "%.*s: expected an expression, found %s",
		    SV_SHOW(n->key), node_kind_name(n->kind));
	if (expr_compile(x, n->text, l->cfg->env, &inner) == RC_OK)
		return RC_OK;
	return doc_fail_in(l->p->doc, n, &inner, l->e);
}

/* A target is written "99.9%", 0.999 or 1. */
enum rc
qplan_parse_target(struct qplan_parse *l, const struct node *map, const char *key, double *e0)
{
	const struct node *n = node_get(map, key);
	num_i128 units, one = 1000000000;
	bool percent;
	struct sv text;

	if (n == NULL)
		return RC_OK;
	text = n->text;
	percent = n->kind == NODE_STRING && text.n > 1 && text.p[text.n - 1] == '%';
	if (percent) {
		text = sv_trim((struct sv){ text.p, text.n - 1 });
		one *= 100;
	}
	if ((n->kind != NODE_NUMBER && !percent) || !num_units(text, &units))
		return doc_fail(l->p->doc, n, l->e, "%s: expected a share such as 99.9%% or 0.999",
		    key);
	if (units <= 0 || units > one)
		return doc_fail(l->p->doc, n, l->e, "%s: expected a share above 0, at most 1", key);
	*e0 = (double)(one - units) / (double)one;
	return RC_OK;
}

struct sv
qplan_parse_pointer(const struct qplan_parse *l, const struct expr *x, struct sv text)
{
	const struct proj_field *f;
	struct buf b;
	size_t slot;

	if (!expr_field(x, &slot))
		return text;
	f = &l->cfg->env->proj->field[slot];
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < f->nkey; i++) {
		buf_c(&b, '/');
		for (size_t k = 0; k < f->key[i].n; k++) {
			char c = f->key[i].p[k];

			if (c == '~' || c == '/')
				buf_add(&b, c == '~' ? "~0" : "~1", 2);
			else
				buf_c(&b, c);
		}
	}
	text = arena_sv(l->a, buf_view(&b));
	buf_free(&b);
	return text;
}

const char *
qplan_parse_path(const struct qplan_parse *l, struct sv name)
{
	size_t at = name.n != 0 && name.p[0] == '/' ? 0 : l->dir.n;
	char *path = arena_alloc(l->a, at + name.n + 1);

	if (at != 0)
		memcpy(path, l->dir.p, at);
	memcpy(path + at, name.p, name.n);
	path[at + name.n] = '\0';
	return path;
}

enum rc
qplan_parse_duration(struct qplan_parse *l, const struct node *n, const char *key, bool need,
    int64_t *us)
{
	const struct node *m = node_get(n, key);

	if (m == NULL && !need)
		return RC_OK;
	if (m == NULL)
		return doc_need(l->p->doc, n, key, &m, l->e);
	if (m->kind == NODE_STRING && tstamp_duration(m->text, us))
		return RC_OK;
	return doc_fail(l->p->doc, m, l->e, "%s: expected a duration such as 5m or 24h", key);
}
