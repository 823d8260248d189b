/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a template asks for, as a tree of members: of an object, of the elements of a list, or
 * none.  A name that is asked for twice is what says most of it: a list, an object, a text, a
 * condition.
 */
#include "message/template_node.h"

#include "base/utf8.h"
#include "json/jwrite.h"

enum wanted {
	WANTED_NOTHING, WANTED_CONDITION, WANTED_TEXT, WANTED_LINK, WANTED_OBJECT, WANTED_LIST
};

struct member {
	struct sv      name;
	enum wanted    what;
	enum wanted    self;	/* of a list: {{.}}, what its elements are */
	struct member *first;	/* of an object, or of each element */
	struct member *next;
};

static struct member *
find(struct member *in, struct sv name, struct arena *a)
{
	struct member **at = &in->first;

	while (*at != NULL && !sv_eq((*at)->name, name))
		at = &(*at)->next;
	if (*at == NULL) {
		*at = arena_zalloc(a, sizeof(**at));
		(*at)->name = name;
	}
	return *at;
}

static void
want(struct member *m, enum wanted what)
{
	if (what > m->what)
		m->what = what;
}

static struct member *
find_path(struct member *in, const struct template_node *n, struct arena *a)
{
	for (size_t i = 0; i < n->npath; i++) {
		in = find(in, n->path[i], a);
		if (i + 1 < n->npath)
			want(in, WANTED_OBJECT);
	}
	return in;
}

static void
collect(struct member *in, const struct template_node *n, struct arena *a)
{
	for (; n != NULL; n = n->next) {
		const bool link = n->escape == TEMPLATE_ESCAPE_LINK ||
		    n->escape == TEMPLATE_ESCAPE_HREF;
		struct member *m = in;

		if (n->kind == TEMPLATE_FIXED || n->special > TEMPLATE_SELF)
			m = NULL;
		else if (n->special == TEMPLATE_MEMBER)
			m = find_path(in, n, a);
		if (m != NULL && n->kind == TEMPLATE_VALUE && n->special == TEMPLATE_SELF)
			m->self = link ? WANTED_LINK : WANTED_TEXT;
		else if (m != NULL && n->kind == TEMPLATE_VALUE && n->text.p == NULL)
			want(m, link ? WANTED_LINK : WANTED_TEXT);
		else if (m != NULL && m != in && n->kind == TEMPLATE_IF)
			want(m, WANTED_CONDITION);
		else if (m != NULL && m != in && n->kind == TEMPLATE_EACH)
			want(m, WANTED_LIST);
		collect(n->kind == TEMPLATE_EACH && m != NULL ? m : in, n->first, a);
		collect(in, n->other, a);
	}
}

static void
put_words(struct jwrite *w, struct sv name, bool link, struct arena *a)
{
	static const char site[] = "https://example.org/";
	char *text = arena_alloc(a, sizeof(site) + name.n);
	size_t n = 0;

	if (link) {
		memcpy(text, site, sizeof(site) - 1);
		n = sizeof(site) - 1;
	}
	for (size_t i = 0; i < name.n; i++)
		text[n++] = link || (name.p[i] != '_' && name.p[i] != '-') ? name.p[i] : ' ';
	jwrite_str(w, (struct sv){ text, n });
}

static void put_members(struct jwrite *w, const struct member *m, struct arena *a);

static void
put_one(struct jwrite *w, const struct member *m, struct arena *a)
{
	switch (m->what) {
	case WANTED_OBJECT:
		put_members(w, m, a);
		break;
	case WANTED_LIST:
		jwrite_open(w, '[');
		for (int i = 0; i < 2; i++) {
			if (m->self != WANTED_NOTHING && m->first == NULL)
				put_words(w, m->name, m->self == WANTED_LINK, a);
			else
				put_members(w, m, a);
		}
		jwrite_shut(w, ']');
		break;
	case WANTED_CONDITION:
		jwrite_bool(w, true);
		break;
	default:
		put_words(w, m->name, m->what == WANTED_LINK, a);
	}
}

static void
put_members(struct jwrite *w, const struct member *m, struct arena *a)
{
	jwrite_open(w, '{');
	for (m = m->first; m != NULL; m = m->next) {
		if (m->what == WANTED_NOTHING)
			continue;
		jwrite_key(w, m->name);
		put_one(w, m, a);
	}
	jwrite_shut(w, '}');
}

/* ---- what is known of a text without its values ---- */

struct template_origin
template_from(const struct template *t)
{
	return (struct template_origin){ t->file, t->line, t->col };
}

static size_t
columns(const struct template_node *n)
{
	size_t sum = 0;

	for (; n != NULL; n = n->next) {
		if (n->kind == TEMPLATE_FIXED || n->kind == TEMPLATE_VALUE) {
			sum += n->text.p != NULL ? utf8_width(n->text) : 0;
		} else {
			const size_t a = columns(n->first), b = columns(n->other);

			sum += a > b ? a : b;
		}
	}
	return sum;
}

size_t
template_columns(const struct template *t)
{
	return columns(t->first);
}

void
template_sample(const struct template *const *t, size_t n, struct buf *out)
{
	struct member all = { .what = WANTED_OBJECT };
	struct arena a;
	struct jwrite w;

	arena_init(&a);
	for (size_t i = 0; i < n; i++)
		if (t[i] != NULL)
			collect(&all, t[i]->first, &a);
	jwrite_init(&w, out);
	put_members(&w, &all, &a);
	arena_free(&a);
}
