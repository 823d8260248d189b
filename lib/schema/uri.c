/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * uri - see uri.h
 *
 * The five parts are cut as by the expression of RFC 3986, appendix B, and put
 * together by section 5.2.2.  Oracle: section 5.4's table in tests/unit/schema.c.
 */
#include "schema/uri.h"

#include <stdbool.h>
#include <string.h>

struct uri {			/* scheme and authority with their marks: "http:", "//host" */
	struct sv scheme, authority, path, query;
};

static struct sv
cut_off(struct sv *s, size_t n)
{
	struct sv head = { s->p, n };

	s->p += n;
	s->n -= n;
	return head;
}

/* Cut @s, which has no fragment, into its parts. */
static struct uri
split_uri(struct sv s)
{
	struct uri u = { .scheme = { s.p, 0 } };
	size_t colon = sv_find(s, ':'), i;

	for (i = 0; i < colon && strchr("/?", s.p[i]) == NULL; i++)
		;
	if (colon != s.n && i == colon && colon != 0)
		u.scheme = cut_off(&s, colon + 1);
	u.authority = (struct sv){ s.p, 0 };
	if (s.n >= 2 && s.p[0] == '/' && s.p[1] == '/') {
		for (i = 2; i < s.n && s.p[i] != '/' && s.p[i] != '?'; i++)
			;
		u.authority = cut_off(&s, i);
	}
	u.path = cut_off(&s, sv_find(s, '?'));
	u.query = s;
	return u;
}

/* Remove dot segments in place, RFC 3986, 5.2.4; returns the length that is left. */
static size_t
remove_dots(char *p, size_t n)
{
	size_t in = 0, out = 0;
	bool rooted = n != 0 && p[0] == '/';

	while (in < n) {
		size_t seg = in + (p[in] == '/');
		size_t end = seg;
		struct sv name;

		while (end < n && p[end] != '/')
			end++;
		name = (struct sv){ p + seg, end - seg };
		if (sv_is(name, ".") || sv_is(name, "..")) {
			if (name.n == 2)
				while (out != 0 && p[--out] != '/')
					;
			if (end == n && seg != in)
				p[out++] = '/';
			/* Where a path without a slash begins, the next segment has none. */
			in = end + (out == 0 && !rooted && end < n);
			continue;
		}
		memmove(p + out, p + in, end - in);
		out += end - in;
		in = end;
	}
	return out;
}

static void
append_part(char *to, size_t *n, struct sv s)
{
	if (s.n != 0)
		memcpy(to + *n, s.p, s.n);
	*n += s.n;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct sv
decode_percent(struct sv s, struct arena *a)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && s.n - i > 2 && hex_value(s.p[i + 1]) >= 0 &&
		    hex_value(s.p[i + 2]) >= 0) {
			to[n++] = (char)(hex_value(s.p[i + 1]) * 16 + hex_value(s.p[i + 2]));
			i += 2;
		} else {
			to[n++] = s.p[i];
		}
	}
	return (struct sv){ to, n };
}

struct sv
uri_resolve(struct sv base, struct sv ref, struct sv *frag, struct arena *a)
{
	size_t hash = sv_find(ref, '#'), n = 0, from;
	struct uri b = split_uri((struct sv){ base.p, sv_find(base, '#') });
	struct uri r = split_uri((struct sv){ ref.p, hash });
	char *to = arena_alloc(a, base.n + ref.n + 2);
	bool far = r.scheme.n != 0 || r.authority.n != 0;

	*frag = hash == ref.n ? (struct sv){ "", 0 }
	    : decode_percent((struct sv){ ref.p + hash + 1, ref.n - hash - 1 }, a);
	append_part(to, &n, r.scheme.n != 0 ? r.scheme : b.scheme);
	append_part(to, &n, far ? r.authority : b.authority);
	from = n;
	if (!far && r.path.n == 0) {
		append_part(to, &n, b.path);
		append_part(to, &n, r.query.n != 0 ? r.query : b.query);
		return (struct sv){ to, n };
	}
	if (!far && r.path.p[0] != '/') {
		size_t keep = b.path.n;

		while (keep != 0 && b.path.p[keep - 1] != '/')
			keep--;
		if (b.authority.n != 0 && b.path.n == 0)
			append_part(to, &n, SV("/"));
		append_part(to, &n, (struct sv){ b.path.p, keep });
	}
	append_part(to, &n, r.path);
	n = from + remove_dots(to + from, n - from);
	append_part(to, &n, r.query);
	return (struct sv){ to, n };
}
