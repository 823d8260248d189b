/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key/key_list.h"

#include "base/num.h"
#include "expr/lex.h"

/* What an unnamed key is called: a field's own name, else the text of the expression. */
static struct sv
key_name(const struct expr *x, const struct expr_env *env)
{
	const struct proj_field *field;
	size_t slot;

	if (!expr_field(x, &slot))
		return expr_member(expr_text(x, env->arena), env->arena);
	field = &env->proj->field[slot];
	return field->nkey == 1 ? field->key[0] : field->name;
}

/* A name as written, without its backquotes. */
static enum rc
plain_name(struct sv text, struct sv *name, struct arena *a, struct err *e)
{
	struct proj p;
	size_t slot;
	enum rc rc;

	proj_init(&p, a);
	rc = proj_add(&p, text, &slot, e);
	if (rc == RC_OK)
		*name = p.field[slot].nkey == 1 ? p.field[slot].key[0] : p.field[slot].name;
	return rc;
}

static enum rc
parse_key(struct key_expr *k, struct lex *l, const struct expr_env *env, struct err *e)
{
	struct lex ahead = *l;
	bool named = false;
	enum rc rc;

	if (l->tok.kind == LEX_NAME)
		named = lex_next(&ahead, e) == RC_OK && lex_is(&ahead, "=");
	if (named) {
		rc = plain_name(l->tok.text, &k->name, env->arena, e);
		if (rc != RC_OK)
			return rc;
		*l = ahead;
		rc = lex_next(l, e);
		if (rc != RC_OK)
			return rc;
	}
	rc = expr_parse(&k->x, l, env, e);
	if (rc == RC_OK && !named)
		k->name = key_name(k->x, env);
	return rc;
}

enum rc
key_list_parse(const struct key_expr **key, size_t *n, const char *text,
    const struct expr_env *env, struct err *e)
{
	struct key_expr *k = NULL;
	struct lex l;
	bool more;
	enum rc rc = lex_init(&l, sv_of(text), env->arena, e);

	*n = 0;
	more = text[0] != '\0';
	while (rc == RC_OK && more) {
		k = arena_grow(env->arena, k, *n * sizeof(*k), (*n + 1) * sizeof(*k));
		rc = parse_key(&k[*n], &l, env, e);
		if (rc == RC_OK)
			rc = lex_accept(&l, ",", &more, e);
		(*n)++;
	}
	if (rc == RC_OK && l.tok.kind != LEX_END)
		rc = lex_fail(&l, "',' or the end", e);
	if (rc != RC_OK)
		rc_in(e, "--by", text);
	*key = k;
	return rc;
}

struct sv
key_list_name(struct sv name, struct arena *a)
{
	char *text = arena_alloc(a, 2 * name.n + 2);
	size_t n = 0;

	if (name.n > 0 && !num_is_digit((unsigned char)name.p[0]) &&
	    sv_find(name, '-') == name.n)
		return proj_name(&name, 1, a);
	text[n++] = '`';
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '`')
			text[n++] = '`';
		text[n++] = name.p[i];
	}
	text[n++] = '`';
	return (struct sv){ text, n };
}
