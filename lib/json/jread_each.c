/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread_each - elements of a value that was validated before
 *
 * The text may end right behind its bracket, so this reads byte by byte and
 * never beyond it; nothing is checked again.
 */
#include "json/jread.h"

/* Behind a string; @p behind its opening quote. */
static const char *
string_end(const char *p, bool *esc)
{
	for (;; p++) {
		if (*p == '\\') {
			*esc = true;
			p++;
		} else if (*p == '"') {
			return p + 1;
		}
	}
}

static const char *
container_end(const char *p)
{
	size_t depth = 0;
	bool esc;

	for (;;) {
		char c = *p++;

		if (c == '"') {
			p = string_end(p, &esc);
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			if (--depth == 0)
				return p;
		}
	}
}

static const char *
space(const char *p)
{
	while (num_is_ws((unsigned char)*p))
		p++;
	return p;
}

/* The value at @p; a scalar that is no string ends before a comma, bracket or white space. */
static const char *
value(const char *p, struct val *v)
{
	const char *from = p;
	bool esc = false;

	*v = (struct val){ .kind = VAL_NUMBER };
	switch (*p) {
	case '"':
		p = string_end(p + 1, &esc);
		v->kind = VAL_STRING;
		v->flags = esc ? VAL_ESC : 0;
		v->text = (struct sv){ from + 1, (size_t)(p - from) - 2 };
		return p;
	case '{':
	case '[':
		v->kind = *p == '{' ? VAL_OBJECT : VAL_ARRAY;
		p = container_end(p);
		break;
	default:
		if (*p == 't' || *p == 'f' || *p == 'n')
			v->kind = *p == 't' ? VAL_TRUE : *p == 'f' ? VAL_FALSE : VAL_NULL;
		while (*p != ',' && *p != '}' && *p != ']' && !num_is_ws((unsigned char)*p))
			p++;
	}
	v->text = (struct sv){ from, (size_t)(p - from) };
	return p;
}

void
jread_each(const struct val *v, jread_each_fn *fn, void *ctx)
{
	const char *p, *end;

	if (v->kind != VAL_OBJECT && v->kind != VAL_ARRAY)
		return;
	end = v->text.p + v->text.n - 1;	/* the closing bracket */
	for (p = space(v->text.p + 1); p < end; p = *p == ',' ? space(p + 1) : p) {
		struct sv key = { "", 0 };
		struct val item;
		bool esc;

		if (v->kind == VAL_OBJECT) {
			key.p = p + 1;
			p = string_end(key.p, &esc);
			key.n = (size_t)(p - key.p) - 1;
			p = space(space(p) + 1);
		}
		p = space(value(p, &item));
		if (!fn(ctx, key, &item))
			return;
	}
}

struct below {
	struct arena *tmp;
	struct sv     key;
	struct val    v;
};

static bool
take_below(void *ctx, struct sv key, const struct val *v)
{
	struct below *b = ctx;

	if (sv_eq(val_unescape(key, b->tmp), b->key))
		b->v = *v;
	return true;
}

struct val
jread_below(const struct val *v, const struct sv *key, size_t n, struct arena *tmp)
{
	struct below b = { .tmp = tmp, .v = *v };

	for (size_t i = 0; i < n; i++) {
		struct val up = b.v;

		b.key = key[i];
		b.v = (struct val){ .kind = VAL_NONE };
		if (up.kind == VAL_OBJECT)
			jread_each(&up, take_below, &b);
	}
	return b.v;
}
