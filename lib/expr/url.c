/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * url - see url.h
 */
#include "expr/url.h"

#include "base/utf8.h"

#include <string.h>

static struct sv
from(struct sv s, size_t at)
{
	return (struct sv){ s.p + at, s.n - at };
}

/* Offset of the first of the bytes @set in @s, or s.n. */
static size_t
find_any(struct sv s, const char *set)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\0' && strchr(set, s.p[i]) != NULL)
			return i;
	return s.n;
}

/* What stands between "//" and the path; false when there is no "//" where it belongs. */
static bool
authority(struct sv url, struct sv *auth)
{
	size_t at = find_any(url, ":/?#");

	if (at < url.n && url.p[at] == ':' && at > 0)
		at++;
	else if (at != 0)
		return false;
	if (!sv_starts(from(url, at), SV("//")))
		return false;
	*auth = from(url, at + 2);
	auth->n = find_any(*auth, "/?#\\");
	return true;
}

bool
url_host(struct sv url, struct arena *a, struct sv *host)
{
	struct sv h;
	bool upper = false;
	char *out;

	if (!authority(sv_trim(url), &h))
		return false;
	for (size_t i = h.n; i > 0; i--)	/* a password may hold an '@' */
		if (h.p[i - 1] == '@') {
			h = from(h, i);
			break;
		}
	if (h.n > 0 && h.p[0] == '[') {
		size_t shut = sv_find(h, ']');

		h.n = shut < h.n ? shut + 1 : 0;
	} else {
		h.n = sv_find(h, ':');
	}
	for (size_t i = 0; i < h.n; i++)
		upper |= h.p[i] >= 'A' && h.p[i] <= 'Z';
	*host = h;
	if (upper) {
		out = arena_alloc(a, h.n);
		for (size_t i = 0; i < h.n; i++)
			out[i] = h.p[i] >= 'A' && h.p[i] <= 'Z' ? (char)(h.p[i] | 0x20) : h.p[i];
		host->p = out;
	}
	return h.n != 0;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %XX, and with @plus '+' as a space; @s itself when it would not be UTF-8. */
static struct sv
decode_as(struct sv s, bool plus, struct arena *a)
{
	struct sv out;
	size_t n = 0;
	char *p;

	if (find_any(s, plus ? "%+" : "%") == s.n)
		return s;
	p = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && s.n - i >= 3 && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			p[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else {
			p[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
		}
	}
	out = (struct sv){ p, n };
	return utf8_valid(out) == n ? out : s;
}

static struct sv
decode(struct sv s, struct arena *a)
{
	return decode_as(s, true, a);
}

struct sv
url_decode(struct sv s, struct arena *a)
{
	return decode_as(s, false, a);
}

bool
url_segment(struct sv url, int64_t nth, struct sv *segment)
{
	struct sv s = url, auth, one;
	int64_t n = 0;

	/* Without a scheme // begins a path: scanners ask for //wp-login.php. */
	if (!sv_starts(url, SV("/")) && authority(url, &auth))
		s = from(url, (size_t)(auth.p - url.p) + auth.n);
	s.n = find_any(s, "?#");
	for (int pass = nth < 0 ? 0 : 1; pass < 2; pass++) {
		const int64_t want = nth < 0 ? n + nth + 1 : nth;
		int64_t k = 0;

		for (size_t at = 0; at < s.n; at += one.n + 1) {
			one = from(s, at);
			one.n = sv_find(one, '/');
			k += one.n != 0;
			if (pass == 1 && one.n != 0 && k == want) {
				*segment = one;
				return true;
			}
		}
		n = k;
	}
	return false;
}

bool
url_param(struct sv url, struct sv name, struct arena *a, struct sv *value)
{
	struct sv q = url;
	size_t mark;

	q.n = sv_find(q, '#');
	mark = sv_find(q, '?');
	if (mark < q.n)
		q = from(q, mark + 1);
	else if (find_any(q, "/") < find_any(q, "=&"))
		return false;	/* a path or URL without query */
	while (q.n != 0) {
		struct sv pair = { q.p, sv_find(q, '&') };
		size_t eq = sv_find(pair, '=');

		if (sv_eq(decode((struct sv){ pair.p, eq }, a), name)) {
			*value = decode(from(pair, eq < pair.n ? eq + 1 : eq), a);
			return pair.n != 0;
		}
		q = from(q, pair.n < q.n ? pair.n + 1 : q.n);
	}
	return false;
}

bool
url_forwarded(struct sv list, size_t nth, struct sv *addr)
{
	size_t end = list.n;

	for (;;) {
		size_t at = end;

		while (at > 0 && list.p[at - 1] != ',')
			at--;
		if (--nth == 0) {
			*addr = sv_trim((struct sv){ list.p + at, end - at });
			return addr->n != 0;
		}
		if (at == 0)
			return false;
		end = at - 1;
	}
}

/* Of an address with more than one colon, which is IPv6, none begins a port. */
bool
url_address(struct sv text, struct sv *addr)
{
	struct sv s = sv_trim(text);
	size_t colon = sv_find(s, ':');

	if (s.n > 0 && s.p[0] == '[') {
		s = (struct sv){ s.p + 1, s.n - 1 };
		s.n = sv_find(s, ']');
	} else if (colon < s.n && sv_find((struct sv){ s.p + colon + 1, s.n - colon - 1 }, ':') ==
	    s.n - colon - 1) {
		s.n = colon;
	}
	*addr = s;
	return s.n > 0;
}
