/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/identity.h"

#include "base/hash.h"

#include <string.h>

void
identity_clear(struct identity_source *s)
{
	*s = (struct identity_source){ .from_us = INT64_MAX, .to_us = INT64_MIN };
}

void
identity_put(struct identity *d, const struct identity_source *s, struct arena *a)
{
	if (d->n == d->cap) {
		size_t cap = d->cap != 0 ? 2 * d->cap : 8;

		d->source = arena_grow(a, d->source, d->cap * sizeof(*s), cap * sizeof(*s));
		d->cap = cap;
	}
	d->source[d->n++] = *s;
}

void
identity_join(struct identity *d, const struct identity_source *s, struct arena *a)
{
	for (size_t i = 0; i < d->n; i++) {
		struct identity_source *x = &d->source[i];

		if (sv_eq(x->name, s->name) && sv_eq(x->label, s->label)) {
			identity_add(x, s);
			return;
		}
	}
	identity_put(d, s, a);
}

void
identity_want(struct identity *d, const char *const *file, size_t n, const char *label,
    struct arena *a)
{
	struct identity_source s;

	d->wanted = true;
	for (size_t i = 0; i < (n > 0 ? n : 1); i++) {
		identity_clear(&s);
		s.label = sv_of(label != NULL ? label : "");
		if (n > 0 && strcmp(file[i], "-") != 0)
			s.name = sv_of(file[i]);
		identity_put(d, &s, a);
	}
}

static void
put_number(struct buf *b, uint64_t n)
{
	buf_add(b, (const char *)&n, sizeof(n));
}

void
identity_key(struct buf *b, const struct identity_source *s)
{
	buf_clear(b);
	put_number(b, s->lines);
	put_number(b, s->records);
	put_number(b, (uint64_t)s->from_us);
	put_number(b, (uint64_t)s->to_us);
	if (!identity_has_times(s))
		buf_sv(b, s->name);
}

void
identity_lines(struct identity_source *s, const struct block *b)
{
	const char *p = b->p, *end = b->p + b->n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl != NULL ? nl : end) - p);
		size_t text = n - (n > 0 && p[n - 1] == '\r');

		if (text > 0)
			s->lines += hash_sv((struct sv){ p, text }, 0);
		p += n + 1;
	}
}

void
identity_record(struct identity_source *s, struct sv line, bool add)
{
	uint64_t h = add || s->records == 0 ? hash_sv(line, 0) : 0;

	if (s->records++ == 0)
		s->first = h;
	s->lines += add ? h : 0;
}

void
identity_add(struct identity_source *s, const struct identity_source *more)
{
	if (s->records == 0)
		s->first = more->first;
	s->records += more->records;
	s->lines += more->lines;
	if (more->from_us <= more->to_us) {
		identity_time(s, more->from_us);
		identity_time(s, more->to_us);
	}
}
