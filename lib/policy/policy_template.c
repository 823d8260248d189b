/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_template - texts of a policy, written in it or in files beside it
 */
#include "policy/policy_read.h"

#include "io/side.h"
#include "message/template.h"

#include <stdio.h>

enum { PART_MAX = 1 << 20, LANGUAGE_MAX = 35 };

static const char *const template_keys[] = {
	"subject", "text", "html", "title", "body", "url", "text_file", "html_file", NULL
};

/* ---- by language ---- */

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c == '_' ? '-' : c);
}

/* fr-ca and FR_CA are the same. */
static bool
same_tag(struct sv a, struct sv b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	}
	return true;
}

const struct policy_version *
policy_template_version(const struct policy_template *t, struct sv language)
{
	struct sv tag = language;

	while (tag.n > 0) {
		for (size_t i = 0; i < t->n; i++)
			if (same_tag(t->version[i].language, tag))
				return &t->version[i];
		do
			tag.n--;
		while (tag.n > 0 && tag.p[tag.n] != '-' && tag.p[tag.n] != '_');
	}
	return &t->version[0];
}

static bool
is_language(struct sv s)
{
	size_t first = 0;

	while (first < s.n && s.p[first] != '-')
		first++;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] == '-' || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
		    (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	return (first == 2 || first == 3) && s.n <= LANGUAGE_MAX;
}

/* ---- parts ---- */

static enum template_context
context_of(unsigned part)
{
	switch (part) {
	case POLICY_SUBJECT:
		return TEMPLATE_HEADER;
	case POLICY_HTML:
		return TEMPLATE_HTML;
	case POLICY_URL:
		return TEMPLATE_URL;
	default:
		return TEMPLATE_TEXT;
	}
}

static enum rc
compile(const struct policy_reader *r, struct policy_version *v, unsigned i,
    const struct template_origin *o, struct err *why)
{
	struct template *t = NULL;
	enum rc rc = template_parse(&t, v->source[i], context_of(i), o, r->a, why);

	v->part[i] = t;
	v->line[i] = o->line;
	return rc;
}

static enum rc
part_of_file(const struct policy_reader *r, const struct node *map, const char *key,
    struct policy_version *v, unsigned i)
{
	const struct node *n = node_get(map, key);
	struct sv path = { NULL, 0 };
	struct err why = { 0 };
	struct buf b;
	enum rc rc = policy_read_file(r, map, key, &path);

	if (rc != RC_OK)
		return rc;
	buf_init(&b, PART_MAX + 1);
	if (side_text(path.p, PART_MAX, &b, &why) == RC_OK)
		v->source[i] = arena_sv(r->a, buf_view(&b));
	else
		rc = doc_fail(r->d, n, r->e, "%.*s: %s", SV_SHOW(path), why.msg);
	buf_free(&b);
	if (rc != RC_OK)
		return rc;
	hash_stream_add(r->hash, v->source[i]);
	return compile(r, v, i, &(struct template_origin){ path.p, 1, 1 }, r->e);
}

static enum rc
read_part(const struct policy_reader *r, const struct node *map, unsigned i,
    struct policy_version *v)
{
	char file[16];
	const struct node *n = node_get(map, policy_parts[i]), *from = NULL;
	struct err why = { 0 };
	enum rc rc;

	(void)snprintf(file, sizeof(file), "%s_file", policy_parts[i]);
	if (i == POLICY_TEXT || i == POLICY_HTML)
		from = node_get(map, file);
	if (n != NULL && from != NULL)
		return doc_fail_key(r->d, from, r->e, "%s is there already", policy_parts[i]);
	if (from != NULL)
		return part_of_file(r, map, file, v, i);
	if (n == NULL)
		return RC_OK;
	rc = doc_kind(r->d, n, NODE_STRING, r->e);
	if (rc == RC_OK && n->text.n == 0)
		rc = doc_fail(r->d, n, r->e, "expected a text, found an empty one");
	if (rc != RC_OK)
		return rc;
	v->source[i] = n->text;
	if (compile(r, v, i, &(struct template_origin){ r->d->file, n->line, 0 }, &why) != RC_OK)
		rc = doc_fail_in(r->d, n, &why, r->e);
	return rc;
}

static enum rc
read_version(const struct policy_reader *r, const struct node *map, struct policy_version *v)
{
	enum rc rc = doc_keys(r->d, map, template_keys, r->e);

	for (unsigned i = 0; i < POLICY_PARTS && rc == RC_OK; i++)
		rc = read_part(r, map, i, v);
	if (rc != RC_OK)
		return rc;
	for (unsigned i = 0; i < POLICY_PARTS; i++)
		if (v->source[i].p != NULL && i != POLICY_URL)
			return RC_OK;
	return doc_fail_key(r->d, map, r->e, "there is nothing in it: subject, text, title, body");
}

/* ---- the whole ---- */

static bool
has_languages(const struct node *n)
{
	for (size_t i = 0; i < n->n; i++)
		if (n->item[i].kind != NODE_MAP)
			return false;
	return n->n > 0;
}

static enum rc
take_template(const struct policy_reader *r, const struct node *n, struct policy_template *t)
{
	bool many = has_languages(n);
	enum rc rc = RC_OK;

	*t = (struct policy_template){ .name = n->key, .n = many ? n->n : 1, .line = n->key_line };
	if (t->n > POLICY_LIST_MAX)
		return doc_fail(r->d, n, r->e, "more than %d languages", POLICY_LIST_MAX);
	t->version = arena_zalloc(r->a, t->n * sizeof(*t->version));
	for (size_t i = 0; i < t->n && rc == RC_OK; i++) {
		const struct node *map = many ? &n->item[i] : n;

		t->version[i].language = many ? map->key : SV("");
		if (many && !is_language(map->key))
			return doc_fail_key(r->d, map, r->e, "expected a language such as fr or "
			    "pt-BR, found '%.*s'", SV_SHOW(map->key));
		rc = read_version(r, map, &t->version[i]);
	}
	return rc;
}

enum rc
policy_template_read(const struct policy_reader *r)
{
	struct policy *p = r->p;
	const struct node *map;
	enum rc rc = policy_read_named(r, r->d->root, "templates", 10 * POLICY_SCENARIOS_MAX, &map);

	if (rc != RC_OK || map == NULL)
		return rc;
	p->template = arena_zalloc(r->a, map->n * sizeof(*p->template));
	for (; p->ntemplate < map->n && rc == RC_OK; p->ntemplate++)
		rc = take_template(r, &map->item[p->ntemplate], &p->template[p->ntemplate]);
	return rc;
}
