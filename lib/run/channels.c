/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * channels - see channels.h
 */
#include "run/channels.h"

#include "base/hash.h"
#include "spec/doc.h"

#include <inttypes.h>
#include <stdio.h>

enum { NAME_DIGITS = 16 };

struct load {
	const struct doc *d;
	struct arena     *a;
	struct err       *e;
};

static struct sv
small_letters(struct sv s, struct arena *a)
{
	char *p = arena_bytes(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] | 0x20);
	return (struct sv){ p, s.n };
}

/* A * stands at the end, or at both, with something before it. */
static bool
is_medium(struct sv s)
{
	bool last = s.n > 0 && s.p[s.n - 1] == '*';

	for (size_t i = 1; i + 1 < s.n; i++)
		if (s.p[i] == '*')
			return false;
	if (s.n > 0 && s.p[0] == '*')
		return last && s.n > 2;
	return true;
}

static enum rc
load_text(const struct load *l, const struct node *n, bool medium, struct sv *out)
{
	enum rc rc = doc_kind(l->d, n, NODE_STRING, l->e);

	if (rc != RC_OK)
		return rc;
	*out = small_letters(sv_trim(n->text), l->a);
	if (medium ? !is_medium(*out) : sv_find(*out, '*') < out->n)
		return doc_fail(l->d, n, l->e, "%s", medium ?
		    "a '*' stands at the end of a medium, or at both ends of a text" :
		    "a source has no '*': a host stands for all below it");
	return RC_OK;
}

/* A text or a list of texts; *n is 0 when there is no such member. */
static enum rc
load_texts(const struct load *l, const struct node *rule, const char *key, bool medium,
    struct rules_channel *r)
{
	const struct node *v = node_get(rule, key);
	size_t n = v == NULL ? 0 : v->kind == NODE_LIST ? v->n : 1;
	struct sv *text = arena_alloc(l->a, (n + 1) * sizeof(*text));
	enum rc rc = RC_OK;

	if (v != NULL && n == 0)
		return doc_fail(l->d, v, l->e, "expected a text, or a list of some");
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = load_text(l, v->kind == NODE_LIST ? &v->item[i] : v, medium, &text[i]);
	if (medium) {
		r->medium = text;
		r->nmedium = n;
	} else {
		r->source = text;
		r->nsource = n;
	}
	return rc;
}

static enum rc
load_rule(const struct load *l, const struct node *rule, struct rules_channel *r)
{
	static const char *const known[] = { "channel", "source", "medium", NULL };
	const struct node *name;
	enum rc rc = doc_kind(l->d, rule, NODE_MAP, l->e);

	if (rc == RC_OK)
		rc = doc_keys(l->d, rule, known, l->e);
	if (rc == RC_OK)
		rc = doc_need(l->d, rule, "channel", &name, l->e);
	if (rc == RC_OK)
		rc = doc_text(l->d, rule, "channel", &r->channel, l->e);
	if (rc == RC_OK)
		rc = load_texts(l, rule, "source", false, r);
	if (rc == RC_OK)
		rc = load_texts(l, rule, "medium", true, r);
	return rc;
}

static uint64_t
hash_texts(const struct sv *text, size_t n, uint64_t hash)
{
	hash += n;
	for (size_t i = 0; i < n; i++)
		hash = hash_sv(text[i], hash);
	return hash;
}

static struct sv
name_rules(const struct rules_channels *all, struct arena *a)
{
	char hex[NAME_DIGITS + 1];
	uint64_t hash = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct rules_channel *r = &all->rule[i];

		hash = hash_sv(r->channel, hash);
		hash = hash_texts(r->source, r->nsource, hash);
		hash = hash_texts(r->medium, r->nmedium, hash);
	}
	snprintf(hex, sizeof(hex), "%016" PRIx64, hash);
	return arena_sv(a, sv_of(hex));
}

enum rc
channels_load(const struct rules_channels **out, struct sv *name, const char *path,
    struct arena *a, struct err *e)
{
	struct docs docs;
	struct load l = { NULL, a, e };
	struct rules_channel *rule;
	struct rules_channels *all;
	const struct node *root;
	enum rc rc = doc_load(&docs, path, a, e);

	if (rc != RC_OK)
		return rc;
	if (docs.n != 1)
		return rc_err(e, RC_SYNTAX, "%s: expected a list of rules", path);
	l.d = &docs.doc[0];
	root = l.d->root;
	rc = doc_kind(l.d, root, NODE_LIST, e);
	if (rc != RC_OK)
		return rc;
	rule = arena_zalloc(a, (root->n + 1) * sizeof(*rule));
	for (size_t i = 0; rc == RC_OK && i < root->n; i++) {
		rc = load_rule(&l, &root->item[i], &rule[i]);
		if (rc == RC_OK && i > 0 && rule[i - 1].nsource == 0 && rule[i - 1].nmedium == 0)
			rc = doc_fail(l.d, &root->item[i], e,
			    "no visit comes to this rule: the one before fits them all");
	}
	all = arena_alloc(a, sizeof(*all));
	*all = (struct rules_channels){ rule, root->n };
	*out = all;
	if (rc == RC_OK)
		*name = name_rules(all, a);
	return rc;
}
