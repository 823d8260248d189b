/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lmap - see lmap.h
 */
#include "line/lmap.h"

#include "json/jread.h"
#include "line/lname.h"
#include "line/lvalue.h"

static bool
take_first(void *ctx, struct sv key, const struct val *v)
{
	(void)key;	/* elements of an array have none */
	*(struct val *)ctx = *v;
	return false;
}

/* The first element of an array; what is none is itself. */
static struct val
first_of(const struct val *v, struct arena *a)
{
	struct val first = { .kind = VAL_NONE };

	(void)a;	/* a slice */
	if (v->kind != VAL_ARRAY)
		return *v;
	jread_each(v, take_first, &first);
	return first;
}

static struct val
text_or_none(struct sv s, struct arena *a)
{
	return s.n > 0 ? lvalue_string(s, a) : (struct val){ .kind = VAL_NONE };
}

static struct sv
text_of(const struct val *v, struct arena *a)
{
	return (v->flags & VAL_ESC) != 0 ? val_unescape(v->text, a) : v->text;
}

static struct val
client_of(const struct val *v, struct arena *a)
{
	struct val one = first_of(v, a);
	struct sv first;

	if (one.kind != VAL_STRING || !lvalue_client(text_of(&one, a), &first))
		return one;
	return text_or_none(first, a);
}

static struct val
target_part(const struct val *v, bool query, struct arena *a)
{
	struct val one = first_of(v, a);
	struct lvalue_request r = { 0 };

	if (one.kind != VAL_STRING)
		return (struct val){ .kind = VAL_NONE };
	lvalue_url(text_of(&one, a), &r);
	return text_or_none(query ? r.query : r.path, a);
}

static struct val
path_of(const struct val *v, struct arena *a)
{
	return target_part(v, false, a);
}

static struct val
query_of(const struct val *v, struct arena *a)
{
	return target_part(v, true, a);
}

static source_make *
make_of(struct sv to)
{
	switch (lname_kind(to)) {
	case LNAME_TEXT:
		return first_of;
	case LNAME_CLIENT:
		return client_of;
	default:
		return NULL;
	}
}

void
lmap_compile(struct source_cfg *cfg, struct arena *a)
{
	struct source_map *m = arena_alloc(a, (2 * cfg->nmap + 1) * sizeof(*m));
	source_make **make = arena_alloc(a, (2 * cfg->nmap + 1) * sizeof(*make));
	size_t n = 0;

	for (size_t i = 0; i < cfg->nmap; i++) {
		struct sv to = cfg->map[i].to, from = cfg->map[i].from;

		if (sv_is(to, "request_uri")) {
			make[n] = path_of;
			m[n++] = (struct source_map){ SV("path"), from };
			make[n] = query_of;
			m[n++] = (struct source_map){ SV("query"), from };
		} else {
			make[n] = make_of(to);
			m[n++] = (struct source_map){ to, from };
		}
	}
	cfg->map = m;
	cfg->make = make;
	cfg->nmap = n;
}
