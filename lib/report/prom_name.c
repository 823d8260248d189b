/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/prom_name.h"

#include "base/buf.h"
#include "base/utf8.h"

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_';
}

static struct sv
spell(struct sv s, struct sv before, bool label, struct arena *a)
{
	struct buf b;
	struct sv out;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, before);
	for (size_t i = 0; i < s.n;) {
		char c = s.p[i];

		utf8_next(s, &i);
		c = is_name(c) ? c : '_';
		if (c != '_' || !label || b.n != 1 || b.p[0] != '_')
			buf_c(&b, c);
	}
	out = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return out;
}

struct sv
prom_name_metric(struct sv s, struct arena *a)
{
	return spell(s, SV("cx_"), false, a);
}

struct sv
prom_name_label(struct sv s, struct arena *a)
{
	bool odd = s.n == 0 || (s.p[0] >= '0' && s.p[0] <= '9');

	return spell(s, odd ? SV("_") : SV(""), true, a);
}
