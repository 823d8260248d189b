/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pattern becomes the expression  text =~ "pattern", so that its scratch, its limits and
 * its words for what is wrong are those of the language.
 */
#include "tag/tag_rules.h"

#include "json/jwrite.h"
#include "spec/doc.h"

#define THRESHOLD 0.8

struct loader {
	struct tag_rules      *t;
	const struct doc      *d;
	const struct expr_env *env;
	struct err            *e;
};

/* An expression that a key gives, or @otherwise, whose fields nobody asked for. */
static enum rc
read_expr(const struct loader *l, const char *key, const char *otherwise, struct sv *source,
    const struct expr **x)
{
	const struct node *n = node_get(l->d->root, key);
	size_t known = l->env->proj->n;
	struct err why = { 0 };
	enum rc rc;

	*source = otherwise != NULL ? sv_of(otherwise) : SV("");
	rc = doc_text(l->d, l->d->root, key, source, l->e);
	if (rc != RC_OK || source->n == 0)
		return rc;
	if (expr_compile(x, *source, l->env, &why) != RC_OK)
		return doc_fail_in(l->d, n, &why, l->e);
	for (size_t i = known; n == NULL && i < l->env->proj->n; i++)
		l->env->proj->field[i].derived = true;
	return RC_OK;
}

static enum rc
read_pattern(const struct loader *l, const struct node *n, struct sv text,
    const struct expr **x)
{
	struct err why = { 0 };
	struct jwrite w;
	struct buf b;
	enum rc rc = doc_kind(l->d, n, NODE_STRING, l->e);

	if (rc != RC_OK)
		return rc;
	if (n->text.n == 0)
		return doc_fail(l->d, n, l->e, "an empty pattern fits everything");
	buf_init(&b, SIZE_MAX);
	buf_c(&b, '(');
	buf_sv(&b, text);
	buf_sv(&b, SV(") =~ "));
	jwrite_init(&w, &b);
	jwrite_str(&w, n->text);
	if (expr_compile(x, arena_sv(l->env->arena, buf_view(&b)), l->env, &why) != RC_OK)
		rc = doc_fail(l->d, n, l->e, "%s", why.msg);
	buf_free(&b);
	return rc;
}

static enum rc
read_rule(const struct loader *l, const struct node *n, struct sv text)
{
	struct tag_rule *r = &l->t->rule[l->t->n];
	bool list = n->kind == NODE_LIST;
	size_t count = list ? n->n : 1;
	enum rc rc = RC_OK;

	if (n->key.n == 0)
		return doc_fail_key(l->d, n, l->e, "expected the name of a tag");
	if (count == 0 || count > TAG_PATTERNS_MAX)
		return doc_fail(l->d, n, l->e, "expected 1 to %d patterns", TAG_PATTERNS_MAX);
	*r = (struct tag_rule){ .name = n->key,
		.any = arena_alloc(l->env->arena, count * sizeof(*r->any)) };
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = read_pattern(l, list ? &n->item[i] : n, text, &r->any[r->n++]);
	l->t->n++;
	return rc;
}

static enum rc
read_rules(const struct loader *l)
{
	static const char *const known[] = {
		"text", "label", "confidence", "id", "threshold", "tags", NULL
	};
	const struct node *root = l->d->root, *map = NULL;
	struct sv text, other;
	enum rc rc = doc_kind(l->d, root, NODE_MAP, l->e);

	if (rc == RC_OK)
		rc = doc_keys(l->d, root, known, l->e);
	if (rc == RC_OK)
		rc = read_expr(l, "text", "comment", &text, &l->t->text);
	if (rc == RC_OK)
		rc = read_expr(l, "label", "label", &other, &l->t->label);
	if (rc == RC_OK)
		rc = read_expr(l, "confidence", "confidence", &other, &l->t->confidence);
	if (rc == RC_OK)
		rc = read_expr(l, "id", NULL, &other, &l->t->id);
	l->t->threshold = THRESHOLD;
	if (rc == RC_OK)
		rc = doc_number(l->d, root, "threshold", 0, 1, &l->t->threshold, l->e);
	if (rc == RC_OK)
		rc = doc_need(l->d, root, "tags", &map, l->e);
	if (rc == RC_OK)
		rc = doc_kind(l->d, map, NODE_MAP, l->e);
	if (rc == RC_OK && (map->n == 0 || map->n > TAG_RULES_MAX))
		rc = doc_fail(l->d, map, l->e, "expected 1 to %d tags", TAG_RULES_MAX);
	if (rc != RC_OK)
		return rc;
	l->t->rule = arena_alloc(l->env->arena, map->n * sizeof(*l->t->rule));
	for (size_t i = 0; i < map->n && rc == RC_OK; i++)
		rc = read_rule(l, &map->item[i], text);
	return rc;
}

static enum rc
read_docs(struct tag_rules *t, const char *file, const struct docs *docs,
    const struct expr_env *env, struct err *e)
{
	struct loader l = { t, NULL, env, e };

	*t = (struct tag_rules){ .n = 0 };
	if (docs->n != 1)
		return rc_err(e, RC_SYNTAX, "%s: expected one document, found %zu", file, docs->n);
	l.d = &docs->doc[0];	/* in the arena */
	return read_rules(&l);
}

enum rc
tag_rules_text(struct tag_rules *t, const char *file, struct sv text,
    const struct expr_env *env, struct err *e)
{
	struct docs docs;
	enum rc rc = doc_parse(&docs, file, text, env->arena, e);

	return rc == RC_OK ? read_docs(t, file, &docs, env, e) : rc;
}

enum rc
tag_rules_load(struct tag_rules *t, const char *path, const struct expr_env *env,
    struct err *e)
{
	struct docs docs;
	enum rc rc = doc_load(&docs, path, env->arena, e);

	return rc == RC_OK ? read_docs(t, path, &docs, env, e) : rc;
}

enum rc
tag_rules_match(const struct tag_rules *t, const struct record *r, struct expr_eval *ev,
    size_t *hit, size_t *n, struct err *e)
{
	enum rc rc = RC_OK;

	*n = 0;
	for (size_t i = 0; i < t->n; i++) {
		enum expr_tri is = EXPR_FALSE;

		for (size_t k = 0; k < t->rule[i].n && is != EXPR_TRUE && rc == RC_OK; k++)
			rc = expr_test(t->rule[i].any[k], r, ev, &is, e);
		if (rc != RC_OK)
			return rc;
		if (is == EXPR_TRUE)
			hit[(*n)++] = i;
	}
	return RC_OK;
}
