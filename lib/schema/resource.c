/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resource - see resource.h
 *
 * Subschemas are found through the keywords' shapes, so that an $id inside an
 * enum or an unknown keyword is not taken for one.
 */
#include "schema/resource.h"

#include "base/mem.h"
#include "schema/keyword.h"
#include "schema/uri.h"

#include <string.h>

static bool
is_old(const struct resource *res)
{
	return res->draft <= RULE_DRAFT_07;
}

/* The draft that $schema names; @draft when there is none. */
static enum rc
draft_of(const struct doc *d, const struct node *n, enum rule_draft *draft, struct err *e)
{
	static const struct { const char *part; enum rule_draft draft; } known[] = {
		{ "://json-schema.org/draft/2020-12/schema", RULE_DRAFT_2020 },
		{ "://json-schema.org/draft/2019-09/schema", RULE_DRAFT_2019 },
		{ "://json-schema.org/draft-07/schema", RULE_DRAFT_07 },
		{ "://json-schema.org/draft-06/schema", RULE_DRAFT_06 },
		{ "://json-schema.org/draft-04/schema", RULE_DRAFT_04 },
		{ "://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/"
		  "jsonschema/1-0-0", RULE_DRAFT_04 }
	};
	const struct node *at = node_get(n, "$schema");
	struct sv uri;

	if (at == NULL)
		return RC_OK;
	if (at->kind != NODE_STRING)
		return doc_fail(d, at, e, "expected a URI, found %s", node_kind_name(at->kind));
	uri = at->text;
	if (uri.n != 0 && uri.p[uri.n - 1] == '#')
		uri.n--;
	if (sv_starts(uri, SV("https")))
		uri = (struct sv){ uri.p + 5, uri.n - 5 };
	else if (sv_starts(uri, SV("http")))
		uri = (struct sv){ uri.p + 4, uri.n - 4 };
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (sv_is(uri, known[i].part)) {
			*draft = known[i].draft;
			return RC_OK;
		}
	return doc_fail(d, at, e, "$schema is none of drafts 2020-12, 2019-09, 07, 06 and 04");
}

static struct resource *
new_resource(struct schema *s, const struct doc *d, const struct node *root, struct sv uri,
    enum rule_draft draft)
{
	struct resource *res = arena_zalloc(s->a, sizeof(*res));

	res->uri = res->alias = uri;
	res->doc = d;
	res->root = root;
	res->draft = draft;
	*s->last = res;
	s->last = &res->next;
	return res;
}

static enum rc
add_anchor(struct schema *s, struct resource *res, const struct node *at, const struct node *n,
    bool dynamic, struct err *e)
{
	struct sv name = at->text;

	if (at->kind != NODE_STRING)
		return doc_fail(res->doc, at, e, "expected a name, found %s",
		    node_kind_name(at->kind));
	if (name.n != 0 && name.p[0] == '#')
		name = (struct sv){ name.p + 1, name.n - 1 };
	if (res->nanchor == res->cap) {
		size_t cap = 2 * res->cap + 4;

		res->anchor = arena_grow(s->a, res->anchor, res->cap * sizeof(*res->anchor),
		    cap * sizeof(*res->anchor));
		res->cap = cap;
	}
	res->anchor[res->nanchor++] = (struct resource_anchor){ .name = name, .node = n, .dynamic =
	    dynamic };
	return RC_OK;
}

/*
 * Read $id, $anchor and $dynamicAnchor of one schema; where $id makes it a resource of its own,
 * *res becomes that one.
 */
static enum rc
read_identity(struct schema *s, const struct node *n, struct resource **res, struct err *e)
{
	const struct node *id = node_get(n, (*res)->draft == RULE_DRAFT_04 ? "id" : "$id");
	const struct node *anchor = node_get(n, "$anchor"), *dyn = node_get(n, "$dynamicAnchor");
	const struct doc *d = (*res)->doc;
	enum rule_draft draft = (*res)->draft;
	enum rc rc = RC_OK;
	struct sv frag;

	if (id != NULL && !(is_old(*res) && node_get(n, "$ref") != NULL)) {
		if (id->kind != NODE_STRING)
			return doc_fail(d, id, e, "expected a URI, found %s",
			    node_kind_name(id->kind));
		if (is_old(*res) && id->text.n != 0 && id->text.p[0] == '#') {
			rc = add_anchor(s, *res, id, n, false, e);
		} else {
			struct sv uri = uri_resolve((*res)->uri, id->text, &frag, s->a);

			if (frag.n != 0 && !is_old(*res))
				return doc_fail(d, id, e, "$id with a fragment: that is $anchor's");
			if (n == (*res)->root) {
				(*res)->uri = uri;
			} else {
				rc = draft_of(d, n, &draft, e);
				*res = new_resource(s, d, n, uri, draft);
			}
		}
	}
	if (rc == RC_OK && anchor != NULL && !is_old(*res))
		rc = add_anchor(s, *res, anchor, n, false, e);
	if (rc == RC_OK && dyn != NULL && (*res)->draft == RULE_DRAFT_2020)
		rc = add_anchor(s, *res, dyn, n, true, e);
	return rc;
}

static enum rc index_schema(struct schema *s, const struct node *n, struct resource *res,
    struct err *e);

static enum rc
index_all(struct schema *s, const struct node *in, struct resource *res, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < in->n; i++)
		rc = index_schema(s, &in->item[i], res, e);
	return rc;
}

static enum rc
index_schema(struct schema *s, const struct node *n, struct resource *res, struct err *e)
{
	enum rc rc;

	if (n->kind != NODE_MAP)
		return RC_OK;
	rc = read_identity(s, n, &res, e);
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct node *m = &n->item[i];

		switch (keyword_shape(m->key, res->draft)) {
		case KEYWORD_NONE:
			break;
		case KEYWORD_ONE:
			rc = index_schema(s, m, res, e);
			break;
		case KEYWORD_EITHER:
			rc = m->kind == NODE_LIST ? index_all(s, m, res, e) : index_schema(s, m,
			    res, e);
			break;
		case KEYWORD_LIST:
		case KEYWORD_MAP:
			rc = index_all(s, m, res, e);
		}
	}
	return rc;
}

enum rc
resource_add(struct schema *s, const struct doc *d, const struct node *root, struct sv uri,
    const struct resource **out, struct err *e)
{
	enum rule_draft draft = s->cfg.draft7 ? RULE_DRAFT_07 : RULE_DRAFT_2020;
	enum rc rc = draft_of(d, root, &draft, e);
	struct resource *res;

	if (rc != RC_OK)
		return rc;
	*out = res = new_resource(s, d, root, uri, draft);
	return index_schema(s, root, res, e);
}

static const struct resource *
find_resource(const struct schema *s, struct sv uri)
{
	const struct resource *r;

	for (r = s->first; r != NULL && !sv_eq(r->uri, uri); r = r->next)
		;
	if (r == NULL)
		for (r = s->first; r != NULL && !sv_eq(r->alias, uri); r = r->next)
			;
	return r;
}

static enum rc
fetch_document(struct schema *s, const struct resource *from, const struct node *ref, struct sv uri,
    const struct resource **to, struct err *e)
{
	const struct doc *d = NULL;
	struct err inner = { 0 };
	enum rc rc = s->cfg.fetch != NULL ? s->cfg.fetch(s->cfg.ctx, uri, &d, &inner) : RC_EMPTY;

	if (rc == RC_EMPTY)
		return doc_fail(from->doc, ref, e, "$ref leads to another document, '%.*s'",
		    uri.n < 200 ? (int)uri.n : 200, uri.p);
	if (rc == RC_IO)
		return doc_fail(from->doc, ref, e, "$ref: %s", inner.msg);
	if (rc != RC_OK && e != NULL)
		*e = inner;
	return rc != RC_OK ? rc : resource_add(s, d, d->root, uri, to, e);
}

/* Take the first token off a pointer and decode it into @name. */
static struct sv
next_token(struct sv *ptr, char *name)
{
	size_t n = 0, i;

	for (i = 1; i < ptr->n && ptr->p[i] != '/'; i++) {
		bool esc = ptr->p[i] == '~' && i + 1 < ptr->n &&
		    (ptr->p[i + 1] == '0' || ptr->p[i + 1] == '1');

		name[n++] = !esc ? ptr->p[i] : ptr->p[i + 1] == '0' ? '~' : '/';
		i += esc;
	}
	*ptr = (struct sv){ ptr->p + i, ptr->n - i };
	return (struct sv){ name, n };
}

static const struct node *
find_child(const struct node *n, struct sv name)
{
	uint64_t i;

	if (n->kind == NODE_LIST)
		return num_u64(name, &i) == RC_OK && i < n->n ? &n->item[i] : NULL;
	return node_get_sv(n, name);
}

/* Follow a pointer from a resource's root; *res changes where it enters another resource. */
static const struct node *
follow_pointer(const struct schema *s, const struct resource **res, struct sv ptr)
{
	const struct node *n = (*res)->root;
	char *name = arena_alloc(s->a, ptr.n);

	while (n != NULL && ptr.n != 0) {
		const struct resource *r;

		n = find_child(n, next_token(&ptr, name));
		for (r = s->first; r != NULL && r->root != n; r = r->next)
			;
		if (n != NULL && r != NULL)
			*res = r;
	}
	return n;
}

static const struct node *
find_anchor(const struct resource *res, struct sv name, struct sv *dyn)
{
	const struct resource_anchor *hit = NULL;

	for (size_t i = 0; i < res->nanchor; i++)
		if (sv_eq(res->anchor[i].name, name) && (hit == NULL || res->anchor[i].dynamic))
			hit = &res->anchor[i];
	if (hit != NULL && hit->dynamic && dyn != NULL)
		*dyn = hit->name;
	return hit != NULL ? hit->node : NULL;
}

enum rc
resource_ref(struct schema *s, const struct resource *from, const struct node *ref,
    const struct resource **to, const struct node **node, struct sv *dyn, struct err *e)
{
	struct sv frag, uri;
	enum rc rc = RC_OK;

	if (ref->kind != NODE_STRING)
		return doc_fail(from->doc, ref, e, "expected a reference, found %s",
		    node_kind_name(ref->kind));
	uri = uri_resolve(from->uri, ref->text, &frag, s->a);
	*to = sv_eq(uri, from->uri) ? from : find_resource(s, uri);
	if (*to == NULL)
		rc = fetch_document(s, from, ref, uri, to, e);
	if (rc != RC_OK)
		return rc;
	if (frag.n == 0)
		*node = (*to)->root;
	else if (frag.p[0] == '/')
		*node = follow_pointer(s, to, frag);
	else
		*node = find_anchor(*to, frag, dyn);
	if (*node == NULL)
		return doc_fail(from->doc, ref, e, "$ref leads nowhere: '%.*s' is not there",
		    ref->text.n < 200 ? (int)ref->text.n : 200, ref->text.p);
	return RC_OK;
}
