/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * proj - projection: the fields a plan asks for, as numbered slots
 *
 *     name      = component *( "." component )
 *     component = 1*( letter | digit | "_" | "@" | "$" | "-" | byte >= 0x80 )
 *               | "`" *( any byte, a backquote doubled ) "`"
 */
#include "record/proj.h"

#include "base/num.h"

#include <string.h>

void
proj_init(struct proj *p, struct arena *a)
{
	*p = (struct proj){ .arena = a };
}

static bool
is_bare(unsigned char c)
{
	unsigned char low = c | 0x20;

	return (low >= 'a' && low <= 'z') || num_is_digit(c) || c == '_' || c == '@' || c == '$' ||
	    c == '-' || c >= 0x80;
}

/* One component, as it reads: @name from *at on, *at moved behind it; into @key (name.n bytes). */
static enum rc
component(struct sv name, size_t *at, char *key, size_t *n, struct err *e)
{
	size_t i = *at, from = i;

	*n = 0;
	if (i < name.n && name.p[i] == '`') {
		for (i++; ; i++) {
			if (i >= name.n)
				return rc_err_at(e, RC_SYNTAX, from + 1,
				    "backquote without a closing one");
			if (name.p[i] == '`' && (++i >= name.n || name.p[i] != '`'))
				break;
			key[(*n)++] = name.p[i];
		}
	} else {
		for (; i < name.n && is_bare((unsigned char)name.p[i]); i++)
			key[(*n)++] = name.p[i];
		if (i == from)
			return rc_err_at(e, RC_SYNTAX, i + 1, i < name.n && name.p[i] != '.' ?
			    "a field name with this character needs `backquotes`" :
			    "expected a field name");
	}
	if (i < name.n && name.p[i] != '.')
		return rc_err_at(e, RC_SYNTAX, i + 1,
		    "a field name with this character needs `backquotes`");
	*at = i;
	return RC_OK;
}

enum rc
proj_path(struct sv name, struct arena *a, struct sv **key, size_t *nkey, struct err *e)
{
	char *text = arena_alloc(a, name.n);
	size_t max = 1, i, at = 0;

	for (i = 0; i < name.n; i++)
		max += name.p[i] == '.';
	*key = arena_alloc(a, max * sizeof(**key));
	for (*nkey = 0; ; at++) {
		struct sv *k = &(*key)[*nkey];
		enum rc rc = component(name, &at, text, &k->n, e);

		if (rc != RC_OK)
			return rc;
		k->p = text;
		text += k->n;
		++*nkey;
		if (at == name.n)
			return RC_OK;
	}
}

struct sv
proj_name(const struct sv *key, size_t nkey, struct arena *a)
{
	size_t i, k, max = 0, n = 0;
	char *text;

	for (i = 0; i < nkey; i++)
		max += 2 * key[i].n + 3;
	text = arena_alloc(a, max);
	for (i = 0; i < nkey; i++) {
		bool bare = key[i].n != 0;

		for (k = 0; k < key[i].n; k++)
			bare = bare && is_bare((unsigned char)key[i].p[k]);
		if (i != 0)
			text[n++] = '.';
		if (!bare)
			text[n++] = '`';
		for (k = 0; k < key[i].n; k++) {
			if (key[i].p[k] == '`')
				text[n++] = '`';
			text[n++] = key[i].p[k];
		}
		if (!bare)
			text[n++] = '`';
	}
	return (struct sv){ text, n };
}

struct sv
proj_quoted(struct sv name, struct arena *a)
{
	char *text = arena_alloc(a, 3 * name.n + 1);
	bool bracket = false, quoted = false, bare = false;
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		const char c = name.p[i];
		const bool is = !bracket && !quoted && is_bare((unsigned char)c);

		if (is != bare)
			text[n++] = '`';
		bare = is;
		quoted ^= c == '`' && !bracket;
		bracket = !quoted && (c == '[' || (bracket && c != ']'));
		text[n++] = c;
	}
	if (bare)
		text[n++] = '`';
	return (struct sv){ text, n };
}

static size_t
find_keys(const struct proj *p, const struct sv *key, size_t nkey)
{
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		const struct proj_field *f = &p->field[i];

		for (k = 0; f->nkey == nkey && k < nkey && sv_eq(f->key[k], key[k]); k++)
			;
		if (k == nkey && f->nkey == nkey)
			return i;
	}
	return p->n;
}

enum rc
proj_add(struct proj *p, struct sv name, size_t *slot, struct err *e)
{
	struct sv *key;
	size_t nkey, at;
	enum rc rc = proj_path(name, p->arena, &key, &nkey, e);

	if (rc != RC_OK)
		return rc;
	at = find_keys(p, key, nkey);
	if (at == p->n) {
		if (p->n == p->cap) {
			struct proj_field *old = p->field;

			p->cap = p->cap == 0 ? 16 : 2 * p->cap;
			p->field = arena_alloc(p->arena, p->cap * sizeof(*p->field));
			if (p->n != 0)
				memcpy(p->field, old, p->n * sizeof(*old));
		}
		p->field[p->n++] = (struct proj_field){
			.name = proj_name(key, nkey, p->arena), .key = key, .nkey = nkey,
		};
	}
	*slot = at;
	return RC_OK;
}

size_t
proj_find(const struct proj *p, struct sv name)
{
	struct arena tmp;
	struct sv *key;
	size_t nkey, at = p->n;

	arena_init(&tmp);
	if (proj_path(name, &tmp, &key, &nkey, NULL) == RC_OK)
		at = find_keys(p, key, nkey);
	arena_free(&tmp);
	return at;
}
