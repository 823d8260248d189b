/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid_run - see valid_run.h
 *
 * What every part of a check stands on, and what calls none of them.
 */
#include "schema/valid_run.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
put_token(struct buf *b, struct sv key)
{
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] == '~')
			buf_add(b, "~0", 2);
		else if (key.p[i] == '/')
			buf_add(b, "~1", 2);
		else
			buf_c(b, key.p[i]);
	}
}

static void
put_path(struct valid *v, const struct valid_at *at)
{
	if (at->up == NULL)
		return;
	put_path(v, at->up);
	if (at->member) {
		buf_c(&v->path, '/');
		put_token(&v->path, at->key);
		buf_c(&v->shape, '/');
		put_token(&v->shape, at->key);
	} else {
		buf_printf(&v->path, "/%u", at->index);
		buf_add(&v->shape, "/*", 2);
	}
}

bool
valid_fault(struct valid *v, const struct rule *r, const struct valid_at *at, enum valid_code code,
    const char *keyword, const struct item *x, const char *fmt, ...)
{
	struct valid_fault f = { .code = code, .keyword = keyword };
	char msg[VALID_MSG_MAX];
	va_list ap;

	if (v->quiet != 0 || v->told++ >= VALID_FAULTS_MAX)
		return false;
	va_start(ap, fmt);
	(void)vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	buf_clear(&v->path);
	buf_clear(&v->shape);
	buf_clear(&v->where);
	put_path(v, at);
	buf_sv(&v->where, r->where);
	buf_c(&v->where, '/');
	buf_add(&v->where, keyword, strlen(keyword));
	f.path = buf_view(&v->path);
	f.shape = buf_view(&v->shape);
	f.schema_path = buf_view(&v->where);
	f.message = sv_of(msg);
	f.value = x != NULL ? &x->v : NULL;
	v->fn(v->ctx, &f);
	return false;
}

const struct rule *
valid_dynamic(const struct valid *v, const struct rule_any *a)
{
	for (size_t i = 0; a->anchor.n != 0 && i < v->nscope; i++) {
		const struct resource *res = v->scope[i];

		for (size_t k = 0; k < res->nanchor; k++)
			if (res->anchor[k].dynamic && sv_eq(res->anchor[k].name, a->anchor))
				return res->anchor[k].rule;
	}
	return a->dynamic;
}

size_t
valid_has_pattern(struct valid *v, const struct rule_object *o, size_t from, struct sv key)
{
	while (from < o->npattern &&
	    pattern_test(o->pattern[from].pattern, key, v->scratch) != PATTERN_YES)
		from++;
	return from;
}
